"""Money in one cell with what it is made of."""

import pytest

from tests.reading.forms_of_text import read_form

ROWS = "项目名称\t甲\n预算金额\t{}\n年度目标\t乙。\n三级指标\t指标值\n场次\t≥2场\n"


@pytest.mark.parametrize(
    ("text", "budget", "fiscal", "other", "unread"),
    [
        ("1,235.7万元（其中财政拨款900万元，其他资金335.7万元）", 12357000, 9000000, 3357000, ()),
        ("218.00万元，其中财政拨款210.00万元、其他资金8.00万元", 2180000, 2100000, 80000, ()),
        ("6,480万元（全部为财政拨款）", 64800000, 64800000, None, ()),
        ("218.00万元（财政拨款）", 2180000, 2180000, None, ()),
        ("财政拨款20万元", 200000, 200000, None, ()),
        ("300万元（按季度拨付）", 3000000, None, None, ("300万元：按季度拨付",)),
        ("120万元（2025年60万元、2026年60万元）", 1200000, None, None, ("120万元：2025年60万元、2026年60万元",)),
    ],
)
def test_an_amount_and_its_parts(text: str, budget: int, fiscal: int | None, other: int | None, unread: tuple[str, ...]) -> None:
    table = read_form(ROWS.format(text), "2026年项目绩效目标表\n")
    funding = table.funding
    assert [table.budget_yuan, funding and funding.fiscal_yuan, funding and funding.other_yuan] == [budget, fiscal, other]
    assert table.unread == unread


def test_labels_set_apart_by_wide_blanks() -> None:
    head = (
        "2025年度项目支出绩效目标表\n单位：万元\n项目名称　　　储备粮轮换\n"
        "预算总额　　　215.80　　其中：财政拨款　　186.00　　其他资金　　29.80\n"
        "年度目标　　　1.轮换6200吨，宜存率\n　　　　　　　达到100%。\n"
    )
    table = read_form("三级指标\t指标值\n轮换数量\t≥6200吨\n", head)
    assert (table.name, str(table.budget_yuan)) == ("储备粮轮换", "2158000.00")
    assert table.funding
    assert (str(table.funding.fiscal_yuan), str(table.funding.other_yuan)) == ("1860000.00", "298000.00")
    assert [goal.text for goal in table.goals] == ["轮换6200吨，宜存率达到100%。"]
    assert not table.unread


def test_a_label_whose_characters_are_set_apart() -> None:
    assert (
        read_form("三级指标\t指标值\n轮换数量\t≥6200吨\n", "绩效目标表\n项  目  名  称    储备粮轮换\n年度目标：轮换。\n").name
        == "储备粮轮换"
    )


@pytest.mark.parametrize("dash", ["-", "—", "/", "无"])
def test_no_money_is_no_text_either(dash: str) -> None:
    table = read_form(f"财政拨款\t20\n其他资金\t{dash}\n三级指标\t指标值\n场次\t≥2场\n")
    assert table.funding
    assert table.funding.other_yuan is None
    assert not table.others
    assert not table.unread


def test_a_unit_set_apart_from_its_label_is_no_signature() -> None:
    head = (
        "绩效目标表\n\n项目名称　　　　仓房维修\n实施单位　　　　望川县粮食和物资储备中心\n"
        "主管部门　　　　望川县发展和改革局\n\n年度目标：维修仓房。\n\n"
    )
    table = read_form("三级指标\t指标值\n维修仓房\t9栋\n", head)
    assert (table.unit, table.department, table.unread) == ("望川县粮食和物资储备中心", "望川县发展和改革局", ())
