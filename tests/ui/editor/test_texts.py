from decimal import Decimal

import pytest

from assistant.goals import Goal, GoalTable
from assistant.goals.table import Funding, Period
from assistant.ui.editor.goals import goals_in, scopes_of, text_of
from assistant.ui.editor.head import head_texts
from assistant.ui.plain import plain
from assistant.workspace.exporting import file_name

GOALS = (Goal(scope="annual", text="培训200人。"), Goal(scope="period", text="三年培训600人。"), Goal(scope="annual", text="满意度95%。"))


def test_goals_are_paragraphs_by_scope() -> None:
    table = GoalTable(name="项目", goals=GOALS)
    assert scopes_of(table) == ["period", "annual"]
    assert text_of(table, "annual") == "培训200人。\n满意度95%。"
    assert goals_in(text_of(table, "annual")) == ("培训200人。", "满意度95%。")


def test_a_table_without_goals_has_a_box_for_those_of_the_year() -> None:
    assert scopes_of(GoalTable(name="项目")) == ["annual"]


def test_blank_paragraphs_are_no_goals() -> None:
    assert goals_in(" 一。\n\n  \n二。 ") == ("一。", "二。")


def test_the_head_as_people_type_it() -> None:
    table = GoalTable(
        name="项目",
        year=2027,
        budget_yuan=Decimal(200000),
        funding=Funding(fiscal_yuan=Decimal("123456.50")),
        period=Period(start="2027年1月"),
        spending_plan={"3月底": "25%", "6月底": None},
    )
    texts = head_texts(table)
    assert (texts["budget_yuan"], texts["fiscal_yuan"], texts["other_yuan"]) == ("20万元", "123456.5元", "")
    assert (texts["year"], texts["start"], texts["end"]) == ("2027", "2027年1月", "")
    assert texts["spending_plan"] == "3月底 25%\n6月底"


@pytest.mark.parametrize(
    ("name", "file"), [("妇女维权/服务：经费", "妇女维权_服务：经费"), ("..", "绩效目标表"), ("a" * 99, "a" * 60), ("甲\n乙", "甲_乙")]
)
def test_names_of_files(name: str, file: str) -> None:
    assert file_name(name) == file


def test_signs_of_markdown_are_literal() -> None:
    assert plain("[看](http://x) **粗**\n<b>") == r"\[看\]\(http\://" + "\N{WORD JOINER}" + r"x\) \*\*粗\*\*" + "  \n" + r"\<b\>"
