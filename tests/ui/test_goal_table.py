"""A table as it is looked at: documents write what they like, and the page shows it as text."""

from decimal import Decimal

from streamlit.testing.v1 import AppTest

from assistant.goals import Goal, GoalTable, Indicator
from assistant.ui.goal_table import facts_of


def _page() -> None:
    from assistant.goals import Goal, GoalTable, Indicator
    from assistant.ui.goal_table import show_content

    image = "![](http://somewhere.example/a.png)"
    row = Indicator(level1=f"产出{image}", level2=image, level3=image, value=image)
    show_content(GoalTable(name="表", goals=(Goal(scope="annual", text=image),), indicators=(row, row)), 1)


def test_a_link_to_a_picture_stays_text() -> None:
    page = AppTest.from_function(_page).run()
    assert not page.exception
    shown = [*page.markdown[0].value.split("\n"), *page.table[0].value.to_numpy().ravel()]
    assert len([text for text in shown if "somewhere" in text]) == 9
    assert not any("![" in text or "](" in text for text in shown)
    assert list(page.table[0].value[""]) == ["", "▶"]


def test_the_head_is_told_with_what_it_lacks() -> None:
    row = Indicator(level1="产出指标", level2="数量指标", level3="场次", value="≥3场")
    table = GoalTable(name="表", year=2027, budget_yuan=Decimal(200000), goals=(Goal(scope="annual", text="三场"),), indicators=(row,))
    assert facts_of(table) == "没有读到单位　2027年　预算 20万元　绩效目标 1 条，指标 1 条"
    assert facts_of(table, missing=False) == "2027年　预算 20万元　绩效目标 1 条，指标 1 条"
