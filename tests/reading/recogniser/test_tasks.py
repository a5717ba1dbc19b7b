"""Tables of tasks."""

from tests.reading.forms_of_text import read_form

TITLE = "某区商务局2026年部门整体支出绩效目标表\n单位：万元\n年度目标\t办好。\n"
HEADER = "年度主要任务\t任务名称\t主要内容\t预算金额\n\t任务名称\t主要内容\t总额\t财政拨款\t其他资金\n"
TASKS = HEADER + "\t甲任务\t办甲\t200\t150\t50\n\t乙任务\t办乙\t50\t50\n"
GRID = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t次数\t5次\n"


def test_a_second_row_of_headings_is_no_task_and_the_sum_is_the_budget() -> None:
    table = read_form(TASKS + "\t金额合计\t\t250\t200\t50\n" + GRID, TITLE)
    assert [[task.name, task.content, task.budget_yuan] for task in table.tasks] == [
        ["甲任务", "办甲", 2000000],
        ["乙任务", "办乙", 500000],
    ]
    assert table.budget_yuan == 2500000
    assert table.funding
    assert [table.funding.fiscal_yuan, table.funding.other_yuan] == [2000000, 500000]
    assert {doubt.place for doubt in table.doubts} >= {"budget_yuan", "funding"}
    assert {"甲任务 财政拨款：150", "甲任务 其他资金：50", "乙任务 财政拨款：50"} == set(table.unread)


def test_a_budget_that_is_said_stays() -> None:
    table = read_form("预算数\t300\n" + TASKS + "\t金额合计\t\t250\t200\t50\n" + GRID, TITLE)
    assert table.budget_yuan == 3000000
    assert "金额合计　250　200　50" in table.unread


def test_a_label_of_a_field_ends_the_tasks() -> None:
    table = read_form(TASKS + "年度总体目标\t再办好。\n" + GRID, "某区商务局2026年部门整体支出绩效目标表\n单位：万元\n")
    assert [task.name for task in table.tasks] == ["甲任务", "乙任务"]
    assert [goal.text for goal in table.goals] == ["再办好。"]
