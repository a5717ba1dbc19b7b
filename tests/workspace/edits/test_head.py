from decimal import Decimal
from typing import get_args

import pytest

from assistant.errors import InputError
from assistant.goals import Funding, GoalTable
from assistant.goals.table import Period
from assistant.review import ReviewData
from assistant.workspace.edits import SetHead
from assistant.workspace.edits.head import HeadField, read_plan_lines, title_of_field
from tests.review.samples import DATA, sound_table
from tests.workspace.samples import sound


def after(field: HeadField, text: str, **table: object) -> GoalTable:
    return SetHead(field=field, text=text).apply(sound(table=sound_table(**table)), DATA).table


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("name", " 妇女创业经费 ", "妇女创业经费"),
        ("unit", "", None),
        ("department", "市妇联", "市妇联"),
        ("year", "2027年", 2027),
        ("year", "２０２７", 2027),
        ("year", "", None),
        ("budget_yuan", "20", Decimal(200000)),
        ("budget_yuan", "200000元", Decimal(200000)),
        ("budget_yuan", "", None),
        ("project_code", "0012", "0012"),
        ("purpose", "  \n", None),
    ],
)
def test_a_field_is_kept_as_it_is_meant(field: HeadField, text: str, kept: object) -> None:
    assert getattr(after(field, text), field) == kept


def test_parts_of_a_field_that_are_emptied_leave_nothing() -> None:
    assert after("fiscal_yuan", "20").funding == Funding(fiscal_yuan=Decimal(200000))
    assert after("other_yuan", "0元", funding=Funding(fiscal_yuan=Decimal(1))).funding == Funding(
        fiscal_yuan=Decimal(1), other_yuan=Decimal(0)
    )
    assert after("fiscal_yuan", "", funding=Funding(fiscal_yuan=Decimal(1))).funding is None
    assert after("start", "2027").period == Period(start="2027")
    assert after("start", "", period=Period(start="2027")).period is None


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("name", " ", "不能为空"),
        ("name", "长" * 121, "项目名称有 121 个字"),
        ("year", "27", "四位年份"),
        ("year", "二〇二七", "四位年份"),
        ("budget_yuan", "很多", "看不懂"),
        ("budget_yuan", "0", "大于 0"),
        ("fiscal_yuan", "-3", "大于 0"),
        ("spending_plan", "25%", "写明时间和比例"),
        ("spending_plan", "3月底 25%\n3月底 30%", "写了两次"),
    ],
)
def test_what_cannot_be_meant_is_told(field: HeadField, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        after(field, text)


def test_a_name_that_was_too_long_already_may_stay() -> None:
    name = "长" * 200
    assert after("name", name, name=name).name == name


def test_a_spending_plan_by_lines() -> None:
    text = "3月底 25%\n\n6月底：50%\n第三季度末  60%\n12月底\n年底:"
    assert read_plan_lines(text) == {"3月底": "25%", "6月底": "50%", "第三季度末": "60%", "12月底": None, "年底": None}


def test_every_field_has_a_name_that_people_know(data: ReviewData) -> None:
    for field in get_args(HeadField):
        assert not title_of_field(field).isascii()
        assert SetHead(field=field, text="").describe(sound()) == f"修改{title_of_field(field)}"
