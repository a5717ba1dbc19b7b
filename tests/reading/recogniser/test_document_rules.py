"""What tables of one document may borrow from each other, and what not."""

from assistant.reading import read_text_tables

FORM = "{title}\n单位：万元\n项目名称\t{name}\n用款单位\t{unit}\n绩效目标\t{goal}\n三级指标\t指标值\n场次\t≥2场\n\n"


def test_the_year_is_what_the_same_document_says() -> None:
    text = FORM.format(title="项目绩效目标表", name="甲", unit="某局", goal="2026年底完成。")
    text += FORM.format(title="项目绩效目标表", name="乙", unit="某局", goal="完成任务。")
    assert [table.year for table in read_text_tables(text, "表.txt")] == [2026, 2026]


def test_a_title_outweighs_dates() -> None:
    text = FORM.format(title="2026年项目绩效目标表", name="甲", unit="某局", goal="2025年底前完成，2025年6月开工。")
    assert read_text_tables(text, "表.txt")[0].year == 2026


def test_two_documents_in_one_file_share_nothing() -> None:
    department = "{year}部门整体支出绩效目标表\n{unit}年度绩效目标\t完成任务。\n三级指标\t指标值\n预算完成率\t90%\n\n"
    text = department.format(year="2026年", unit="部门名称\t某局\n") + department.format(year="", unit="")
    first, second = read_text_tables(text, "表.txt")
    assert (first.year, first.unit) == (2026, "某局")
    assert (second.year, second.unit) == (None, None)


def test_money_counts_in_the_unit_that_is_nearest() -> None:
    text = "项目绩效目标表\n单位：万元\n项目名称\t甲\n预算数\t{budget}\n绩效目标\t完成任务。\n"
    budgets = ["2.5", "25000元", "2.5万元", "二十万元"]
    read = [read_text_tables(text.format(budget=budget), "表.txt")[0].budget_yuan for budget in budgets]
    assert [str(amount) for amount in read] == ["25000.00", "25000.00", "25000.00", "200000.00"]


def test_what_stands_around_tables_is_kept_unread() -> None:
    text = "前言文字。\n" + FORM.format(title="项目绩效目标表", name="甲", unit="某局", goal="完成。") + "\n后记文字。"
    (table,) = read_text_tables(text, "表.txt")
    assert table.unread == ("前言文字。", "后记文字。")


def test_year_in_a_line_of_its_own_stands_above_that_of_the_name() -> None:
    head = "项目支出绩效目标表\n\n（2027年度）\n\n项目名称：2026年农村公路日常养护项目\n预算金额：480万元\n\n"
    text = head + "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护里程\t≥1200公里\n"
    (table,) = read_text_tables(text, "表.txt")
    assert table.year == 2027
