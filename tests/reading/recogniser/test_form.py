"""Parts of a form beside its grid of indicators."""

from assistant.reading import read_text_tables
from tests.reading.forms_of_text import read_form

GRID = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t甲数\t"


def test_headings_of_time_belong_to_one_project() -> None:
    (table,) = read_text_tables(f"项目名称\t甲\n长期绩效目标表\n{GRID}20套\n年度绩效目标表\n{GRID}8套\n", "表.txt")
    assert [(row.value, row.period_value) for row in table.indicators] == [(None, "20套"), ("8套", None)]


def test_money_below_and_beside_labels() -> None:
    money = "项目资金（万元）\t\t年初预算数\t全年执行数\n\t年度资金总额\t50\t48\n\t其中：财政拨款\t40\t38\n"
    table = read_form(money + GRID + "5个\n", "2026年项目支出绩效自评表\n项目名称\t甲\n")
    assert (str(table.budget_yuan), table.funding and str(table.funding.fiscal_yuan)) == ("500000.00", "400000.00")
    assert (table.others["年度资金总额 全年执行数"], table.others["财政拨款 全年执行数"]) == ("48", "38")


def test_tasks_with_shares_and_a_sum() -> None:
    tasks = "年度主要任务\t任务名称\t主要内容\t总额\t财政拨款\n\t甲任务\t办甲\t200\t150\n\t乙任务\t办乙\t50\t50\n\t金额合计\t\t250\t200\n"
    table = read_form(tasks + GRID + "5个\n", "某区商务局2026年部门整体支出绩效目标表\n年度目标\t办好。\n")
    assert [(task.name, str(task.budget_yuan)) for task in table.tasks] == [("甲任务", "2000000.00"), ("乙任务", "500000.00")]
    assert {"甲任务 财政拨款：150", "乙任务 财政拨款：50"} <= set(table.unread)
    assert table.budget_yuan == 2500000
    assert table.funding
    assert table.funding.fiscal_yuan == 2000000
    assert {"budget_yuan", "funding"} <= {doubt.place for doubt in table.doubts}
