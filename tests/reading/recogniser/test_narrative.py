"""Project overviews in prose."""

import pytest

from tests.reading.forms_of_text import named, read_form

REST = "年度目标：办好。\n绩效指标\n产出指标\n数量指标：甲数≥5个\n"


@pytest.mark.parametrize(
    ("sentence", "unit", "budget", "fiscal"),
    [
        ("项目由甲县农业局负责实施，2026年安排预算98万元，其中财政拨款90万元。", "甲县农业局", "980000.00", "900000.00"),
        ("实施单位为甲县农业局，预算资金共120万元，其中财政资金100万元、自筹资金20万元。", "甲县农业局", "1200000.00", "1000000.00"),
        ("本项目由甲县农业局组织实施。项目总预算为50万元。", "甲县农业局", "500000.00", None),
        ("本项目由甲县农业局组织实施，总预算为1,235.7万元,其中财政拨款1,000万元。", "甲县农业局", "12357000.00", "10000000.00"),
        ("该项目申请资金30万元，由甲县农业局具体承担。", "甲县农业局", "300000.00", None),
    ],
)
def test_unit_and_money_behind_the_name(sentence: str, unit: str, budget: str, fiscal: str | None) -> None:
    table = read_form(f"项目名称：良种推广。{sentence}\n" + REST, "关于2026年项目绩效目标的公示\n")
    assert (table.name, table.unit, str(table.budget_yuan)) == ("良种推广", unit, budget)
    assert (table.funding and str(table.funding.fiscal_yuan)) == fiscal
    assert named(table) == [("甲数", "≥5个")]


def test_other_sentences_are_kept() -> None:
    table = read_form("项目名称：良种推广。项目面向全县农户。\n" + REST, "关于2026年项目绩效目标的公示\n")
    assert table.name == "良种推广"
    assert "项目面向全县农户。" in table.unread
