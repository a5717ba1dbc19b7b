"""Labels that are broken over rows."""

from tests.reading.forms_of_text import named, read_form

HEAD = "2026年项目支出绩效目标表\n项目名称\t甲\n"
GRID = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t甲数\t5个\n"


def test_a_label_in_two_rows() -> None:
    table = read_form("年 度\t植树3万株。\n目 标\n" + GRID, HEAD)
    assert [(goal.scope, goal.text) for goal in table.goals] == [("annual", "植树3万株。")]


def test_a_label_in_four_rows() -> None:
    table = read_form("绩\n效\t植树3万株。\n目\n标\n" + GRID, HEAD)
    assert [goal.text for goal in table.goals] == ["植树3万株。"]


def test_a_label_and_its_text_in_two_rows() -> None:
    table = read_form("总体\t植树3万株，\n目标\t成活率八成以上。\n" + GRID, HEAD)
    assert [goal.text for goal in table.goals] == ["植树3万株，成活率八成以上。"]


def test_two_labels_stay_two() -> None:
    table = read_form("年度\t2026\n目标\t植树3万株。\n" + GRID, HEAD)
    assert (table.year, [(goal.scope, goal.text) for goal in table.goals]) == (2026, [("overall", "植树3万株。")])


def test_headings_in_two_rows() -> None:
    table = read_form("年度目标\t植树。\n一级\t二级\t三级\t年度\n指标\t指标\t指标\t指标值\n产出指标\t数量指标\t甲数\t5个\n", HEAD)
    assert named(table) == [("甲数", "5个")]
