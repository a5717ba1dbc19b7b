"""Indicators that lost the marks between them."""

import pytest

from assistant.reading import read_text_tables
from assistant.reading.recogniser.item_text import read_items
from assistant.reading.recogniser.run_on import split_classes, split_values
from tests.reading.forms_of_text import read_form, rows_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("检查次数≥12次合格率≥95%", ["检查次数≥12次", "合格率≥95%"]),
        ("改造面积≥3000平方米受益户数≥120户群众满意度≥90%", ["改造面积≥3000平方米", "受益户数≥120户", "群众满意度≥90%"]),
        ("发放补贴不少于2.5万元覆盖村100%", ["发放补贴不少于2.5万元", "覆盖村100%"]),
        ("举办讲座6场听众≥300人次", ["举办讲座6场", "听众≥300人次"]),
        ("培训人次≥200人次以上 考核通过率≥90%", ["培训人次≥200人次以上", "考核通过率≥90%"]),
        ("人均成本≤350元/人资金到位率100%", ["人均成本≤350元/人", "资金到位率100%"]),
        ("验收时间2026年11月底前完工及时率≥98%", ["验收时间2026年11月底前", "完工及时率≥98%"]),
        ("服务老人≥600人人均补贴≤50元", ["服务老人≥600人", "人均补贴≤50元"]),
        # nothing to part
        ("15分钟服务圈覆盖率≥95%", ["15分钟服务圈覆盖率≥95%"]),
        ("10分钟内到达现场比例≥75%", ["10分钟内到达现场比例≥75%"]),
        ("接警后5分钟出动率≥98%", ["接警后5分钟出动率≥98%"]),
        ("年度内项目数≥5项目标完成率良好", ["年度内项目数≥5项目标完成率良好"]),
        ("投诉率≤3%", ["投诉率≤3%"]),
        ("机构数量3家以上", ["机构数量3家以上"]),
        ("2026年12月31日前完成率100%", ["2026年12月31日前完成率100%"]),
    ],
)
def test_a_value_ends_where_the_next_name_begins(text: str, parts: list[str]) -> None:
    assert split_values(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("数量指标：巡河≥48次质量指标：问题整改率≥95%", ["数量指标：巡河≥48次", "质量指标：问题整改率≥95%"]),
        ("一、产出指标（一）数量指标：甲5个（二）时效指标：乙及时", ["一、产出指标", "（一）数量指标：甲5个", "（二）时效指标：乙及时"]),
        ("【数量指标】植树≥3万株【生态效益指标】森林覆盖率≥40%", ["【数量指标】", "植树≥3万株", "【生态效益指标】", "森林覆盖率≥40%"]),
        ("效益指标社会效益指标：就业人数≥30人", ["效益指标", "社会效益指标：就业人数≥30人"]),
        ("数量指标植树≥3万株质量指标成活率≥85%", ["数量指标", "植树≥3万株", "质量指标", "成活率≥85%"]),
        ("数量：筛查≥3000人；质量：规范率≥95%", ["数量：筛查≥3000人；", "质量：规范率≥95%"]),
        ("3.满意度指标。游客满意度≥90%", ["3.满意度指标。", "游客满意度≥90%"]),
        ("质量指标达标率≥95%", ["质量指标达标率≥95%"]),
        ("主要绩效指标：按期完成", ["主要绩效指标：按期完成"]),
    ],
)
def test_classes_inside_running_text(text: str, parts: list[str]) -> None:
    assert split_classes(text) == parts


def test_a_class_with_nothing_but_a_value_names_itself() -> None:
    *_, item = read_items(["满意度指标：服务对象满意度：≥92%"])
    assert (getattr(item, "name", None), getattr(item, "value", None)) == ("服务对象满意度", "≥92%")


def test_glued_cell_of_a_form() -> None:
    table = read_form(
        "绩效指标\t产出指标：数量指标：慰问老人≥500人次走访家庭120户质量指标：发放准确率100%时效指标：发放时间9月底前发放到位\n"
    )
    assert rows_of(table) == [
        ("产出指标", "数量指标", "慰问老人", "≥500人次"),
        ("产出指标", "数量指标", "走访家庭", "120户"),
        ("产出指标", "质量指标", "发放准确率", "100%"),
        ("产出指标", "时效指标", "发放时间", "9月底前发放到位"),
    ]
    assert [doubt.place for doubt in table.doubts] == ["indicators.0", "indicators.1", "indicators.2", "indicators.3"][: len(table.doubts)]
    assert {"indicators.0", "indicators.1"} <= {doubt.place for doubt in table.doubts}


def test_commas_part_numbers_without_a_comparison_too() -> None:
    items = read_items(["监测点6个，报告及时率≥98%，采样240份", "无"])
    assert [(getattr(item, "name", None), getattr(item, "value", None)) for item in items] == [
        ("监测点", "6个"),
        ("报告及时率", "≥98%"),
        ("采样", "240份"),
    ]


def test_a_year_of_goals_beside_indicators_as_text_is_no_value() -> None:
    (table,) = read_text_tables("项目名称\t预算（万元）\t年度目标\t绩效指标\n改厕\t80\t改厕。\t改造户厕500座验收合格率100%\n", "表.txt")
    assert [goal.text for goal in table.goals] == ["改厕。"]
    assert [(row.level3, row.value) for row in table.indicators] == [("改造户厕", "500座"), ("验收合格率", "100%")]


@pytest.mark.parametrize("item", ["检查次数≥12次", "检查次数12次", "完成时间12月底前", "数量指标：检查次数≥12次"])
def test_a_long_cell_is_cut_in_one_pass(item: str) -> None:
    """Thousands of indicators in one cell come back; work that grew with their square would not end."""
    assert len(read_items([item * 3000])) >= 3000
