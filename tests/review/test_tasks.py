from decimal import Decimal
from typing import Any

import pytest

from assistant.goals import GoalTable, Task
from assistant.review import review
from tests.review.samples import DATA, find, sound_table, table_of


def department(*tasks: tuple[str, str, str | None], rows: Any = (), **changes: Any) -> GoalTable:
    fields: dict[str, Any] = {
        "kind": "department",
        "budget_yuan": Decimal("7914200"),
        "others": {"基本支出": "553.66", "项目支出": "237.76"},
        "tasks": tuple(Task(name=name, budget_yuan=Decimal(money), expected=expected) for name, money, expected in tasks),
    }
    return table_of(*rows, **(fields | changes)) if rows else sound_table(**(fields | changes))


BASIC = ("基本支出（人员经费、公用经费）", "5536600", None)


def test_tasks_in_one_row() -> None:
    assert [finding.rule for finding in find("TASK", department(BASIC, ("年度各项工作", "2377600", None)))] == ["TASK-01"]
    assert find("TASK", department(BASIC, ("普法", "2000000", None), ("调解", "377600", None))) == []


def test_money_of_tasks_is_that_of_the_overview() -> None:
    right = department(BASIC, ("普法", "2000000", None), ("调解", "377600", None))
    assert find("MONEY-09", right) == []
    wrong = department(("基本支出", "5736600", None), ("普法", "1800000", None), ("调解", "377600", None))
    assert ["相差 20万元" in finding.message for finding in find("MONEY-09", wrong)] == [True, True]


def test_main_tasks_may_cost_less_than_all_projects_but_not_more() -> None:
    assert find("MONEY-09", department(("普法", "100000", None), ("调解", "50000", None))) == []
    assert len(find("MONEY-09", department(("普法", "2000000", None), ("调解", "400000", None)))) == 1


def test_tasks_above_the_budget_without_overview() -> None:
    tasks = (("普法", "5000000", None), ("调解", "3000000", None))
    assert len(find("MONEY-09", department(*tasks, others={}))) == 1
    assert find("MONEY-09", department(*tasks, others={"基本支出": "不详"}, budget_yuan=Decimal(8_000_000))) == []


def test_task_and_indicator_with_other_numbers() -> None:
    rows = (("社会效益指标", "创业贷款贴息", "解决480名妇女就业创业"), ("数量指标", "普法讲座场次", "≥12场"))
    tasks = (("贴息", "600000", "解决155名妇女的创业就业问题"), ("普法", "100000", "举办普法讲座12场"))
    (finding,) = find("TASK-02", department(*tasks, rows=rows))
    assert (finding.indicator, "155名" in finding.message, "480名" in finding.message) == (0, True, True)


def test_projects_that_cost_more_than_their_department_says() -> None:
    whole = department(BASIC)
    projects = [sound_table(name=name, unit=whole.unit, budget_yuan=Decimal(1_500_000)) for name in ("甲", "乙")]
    found = [finding.rule for finding in review(whole, DATA, siblings=projects) if finding.rule == "MONEY-10"]
    assert found == ["MONEY-10"]
    assert not [finding for finding in review(whole, DATA, siblings=projects[:1]) if finding.rule == "MONEY-10"]


@pytest.mark.parametrize("text", ["", "无", "约500", "NaN", "Infinity", "1e400", "9e999999"])
def test_overview_that_says_nothing(text: str) -> None:
    assert find("MONEY-09", department(BASIC, others={"基本支出": text, "项目支出": text}, budget_yuan=Decimal(9_000_000))) == []
