"""What is read with less than certainty says so; what stands in its own labelled cell does not."""

import pytest

from assistant.goals import GoalTable
from assistant.reading import read_text_tables

LABELLED = """项目绩效目标表
（2026年度）
单位：万元
项目名称\t河道巡查经费
预算数\t12.00
绩效目标\t1.巡查河道300公里。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t巡查里程\t≥300公里
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%
"""


def doubts_of(text: str) -> dict[str, float]:
    (table,) = read_text_tables(text, "河道巡查.txt")
    return {doubt.place: doubt.confidence for doubt in table.doubts}


def test_labelled_cells_are_certain() -> None:
    assert doubts_of(LABELLED) == {}


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("项目名称\t河道巡查经费\n", "", "name"),
        ("单位：万元\n", "", "budget_yuan"),
        ("（2026年度）\n", "工作安排见2026年计划\n", "year"),
        ("\t数量指标\t巡查里程\t", "数量指标\t巡查里程\t", "indicators.0"),
    ],
    ids=["no name", "no unit of money", "no year", "shifted cells"],
)
def test_what_is_inferred_is_doubtful(before: str, after: str, place: str) -> None:
    assert before in LABELLED
    assert list(doubts_of(LABELLED.replace(before, after))) == [place]


def test_rows_without_a_header_are_doubtful() -> None:
    bare = LABELLED.replace("一级指标\t二级指标\t三级指标\t指标值\n", "")
    assert doubts_of(bare) == {"indicators.0": 0.7, "indicators.1": 0.7}


def test_a_place_without_doubt_is_certain() -> None:
    (table,) = read_text_tables(LABELLED.replace("单位：万元\n", ""), "河道巡查.txt")
    assert (table.confidence_of("name"), table.confidence_of("budget_yuan")) == (1.0, 0.6)
    assert GoalTable.model_validate_json(table.model_dump_json()) == table
