"""Several labelled texts in one line."""

import pytest

from assistant.reading.recogniser.side_by_side import split_side_by_side
from tests.reading.forms_of_text import read_form

ROWS = "项目名称\t甲\n预算数\t36\n年度目标\t乙。\n三级指标\t指标值\n场次\t≥2场\n"


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("填报单位：甲县文旅局（盖章）    填报日期：2025年11月5日    单位：万元", 2026),
        ("填报单位：甲县文旅局 日期：2025.11.05 单位：万元", 2026),
        ("填报单位：甲县文旅局填报日期：2025年11月5日金额单位：万元", 2026),
        ("单位：甲县文旅局　　　　　2027年度　　　　　　单位：万元", 2027),
        ("申报年度：2027      申报单位：甲县文旅局      金额单位：万元", 2027),
        ("编制单位：甲县文旅局（公章）  2025年11月5日   单位：万元", 2026),
    ],
)
def test_the_line_above_a_table_names_a_unit_and_no_more(line: str, year: int) -> None:
    title = "2026年项目绩效目标表" if year == 2026 else "项目绩效目标表"
    table = read_form(ROWS, f"{title}\n{line}\n")
    assert [table.unit, table.year, table.budget_yuan] == ["甲县文旅局", year, 360000]


def test_when_a_form_was_filled_in_is_no_year_of_its_budget() -> None:
    rows = "项目名称\t甲\n填报日期\t2025年11月5日\n填表时间：2025年\n年度目标\t乙。\n三级指标\t指标值\n完成时间\t2026年9月底前\n"
    assert read_form(rows, "项目绩效目标表\n").year == 2026


def test_a_sentence_is_not_taken_apart() -> None:
    assert split_side_by_side("年度目标：完成下列任务：一是修路，二是建桥。") == ["年度目标：完成下列任务：一是修路，二是建桥。"]
    assert split_side_by_side("填报人：王某联系电话：0879-1") == ["填报人：王某", "联系电话：0879-1"]
