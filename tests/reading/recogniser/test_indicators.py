"""Rows of a grid of indicators."""

import pytest

from tests.reading.forms_of_text import named, read_form, rows_of

HEADER = "一级指标\t二级指标\t三级指标\t指标值\t分值\n"


@pytest.mark.parametrize(
    "row",
    [
        "合计\t\t\t\t100",
        "合 计\t\t\t\t90分",
        "总分\t\t\t100\t95",
        "\t小计\t\t\t50",
        "\t\t合计\t\t90",
        "权重合计\t\t\t\t100%",
        "总计\t\t\t90\t",
        "产出指标\t\t小计\t\t50",
    ],
)
def test_sums_of_weights_are_no_indicators(row: str) -> None:
    table = read_form(HEADER + f"产出指标\t数量指标\t巡查次数\t≥12次\t50\n{row}\n满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\t10\n")
    assert named(table) == [("巡查次数", "≥12次"), ("群众满意度", "≥90%")]
    assert any(sum_ in text for sum_ in ("合计", "合 计", "总分", "小计", "权重合计", "总计") for text in [*table.unread, *table.others])


@pytest.mark.parametrize(
    ("nature", "value", "unit", "read"),
    [
        ("正向", "95", "%", "95%"),
        ("反向", "5", "次", "5次"),
        ("≥", "95", "%", "≥95%"),
        ("大于等于", "3", "场", "大于等于3场"),
        ("定性", "明显提升", "", "明显提升"),
        ("定量", "12", "次", "12次"),
        ("＝", "100", "％", "＝100％"),
        ("定性", "优良", "无", "优良"),
        ("正指标", "≥3", "个", "≥3个"),
        ("≤", "2", "/", "≤2"),
        ("", "7", "个工作日", "7个工作日"),
    ],
)
def test_signs_and_units_are_joined_and_directions_are_not(nature: str, value: str, unit: str, read: str) -> None:
    table = read_form(f"一级指标\t二级指标\t三级指标\t指标性质\t指标值\t计量单位\n产出指标\t数量指标\t甲事项\t{nature}\t{value}\t{unit}\n")
    assert rows_of(table) == [("产出指标", "数量指标", "甲事项", read)]
    assert (f"甲事项 指标性质：{nature}" in table.unread) == (nature in ("正向", "反向", "定量", "定性", "正指标"))


@pytest.mark.parametrize(
    ("heading", "value", "read"),
    [
        ("指标值（%）", "98", "98%"),
        ("年度指标值（万元）", "≤12.5", "≤12.5万元"),
        ("目标值(单位：个)", "1,200", "1,200个"),
        ("指标值（含单位）", "30", "30"),
        ("指标值（%）", "98%", "98%"),
        ("指标值（%）", "明显提高", "明显提高"),
        ("指标值（2026年）", "30", "30"),
        ("指标值（%）", "12次", "12次"),
    ],
)
def test_units_in_the_heading(heading: str, value: str, read: str) -> None:
    assert named(read_form(f"一级指标\t二级指标\t三级指标\t{heading}\n产出指标\t数量指标\t甲率\t{value}\n")) == [("甲率", read)]


def test_what_was_achieved_is_no_goal() -> None:
    table = read_form(
        "一级指标\t二级指标\t三级指标\t年度指标值\t全年实际完成值\t分值\t自评得分\t扣分原因\n产出指标\t数量指标\t甲数\t10个\t8个\t10\t8\t天气影响\n"
    )
    assert named(table) == [("甲数", "10个")]
    assert {"甲数 全年实际完成值：8个", "甲数 扣分原因：天气影响"} <= set(table.unread)


def test_classes_that_stand_in_the_middle_of_their_rows() -> None:
    rows = "\t\t甲数\t5个\n\t数量指标\t乙数\t6个\n\t\t丙数\t7个\n产出指标\t质量指标\t丁率\t90%\n"
    rows += "\t时效指标\t戊时间\t6月\n\t\t己户数\t3户\n效益指标\t社会效益指标\t庚率\t4%\n"
    table = read_form("一级指标\t二级指标\t三级指标\t指标值\n" + rows)
    assert [(row.level1, row.level2) for row in table.indicators][:5] == [
        ("产出指标", "数量指标"), ("产出指标", "数量指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"),
    ]  # fmt: skip
    assert "indicators.0" in {doubt.place for doubt in table.doubts}


def test_one_sign_column_beside_a_direction() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标方向\t计算符号\t指标值\t计量单位\n"
    table = read_form(header + "产出指标\t成本指标\t总成本\t反向\t≤\t30\t万元\n")
    assert named(table) == [("总成本", "≤30万元")]
    assert "总成本 指标方向：反向" in table.unread


@pytest.mark.parametrize(
    ("rows", "classes"),
    [
        ("绩效指标\t指标内容\t指标值\n数量指标\t甲数\t5个\n", ("产出指标", "数量指标")),
        ("绩效指标\t\t指标名称\t指标值\n产出指标\t数量指标\t甲数\t5个\n", ("产出指标", "数量指标")),
        ("指标类别\t指标名称\t指标值\n产出指标-数量指标\t甲数\t5个\n", ("产出指标", "数量指标")),
        ("指标类别\t指标名称\t指标值\n满意度\t甲数\t5个\n", ("满意度指标", None)),
    ],
)
def test_classes_without_headings_of_their_own(rows: str, classes: tuple[str | None, str | None]) -> None:
    (row,) = read_form(rows).indicators
    assert ((row.level1, row.level2), row.level3, row.value) == (classes, "甲数", "5个")


def test_headings_that_the_row_above_completes() -> None:
    table = read_form("绩效指标\t\t\t指标值\t\n一级指标\t二级指标\t三级指标\t实施周期\t年度\n产出指标\t数量指标\t甲数\t9个\t3个\n")
    assert [(row.value, row.period_value) for row in table.indicators] == [("3个", "9个")]


def test_of_several_weights_the_one_behind_the_name_is_its_own() -> None:
    header = "一级指标\t权重\t二级指标\t权重\t三级指标\t权重\t指标值\n"
    table = read_form(header + "产出指标\t50\t数量指标\t30\t甲数\t15\t5个\n合计\t50\t\t30\t\t15\t\n")
    assert [(row.level3, row.weight) for row in table.indicators] == [("甲数", "15")]


def test_scores_are_weights_unless_weights_stand_beside_them() -> None:
    rows = "三级指标\t指标值\t{}\n场次\t≥2场\t{}\n"
    assert read_form(rows.format("分值", "20")).indicators[0].weight == "20"
    assert read_form(rows.format("分值（90）", "20")).indicators[0].weight == "20"
    table = read_form(rows.format("分值\t权重", "20\t30%"))
    assert (table.indicators[0].weight, table.unread) == ("30%", ("场次 分值：20",))


def test_a_value_in_the_place_of_a_name_is_doubted() -> None:
    table = read_form("绩效指标\t1.数量指标：场次5场；\n\t2.时效指标：2026年10月底前完成；\n")
    assert rows_of(table)[1] == ("产出指标", "时效指标", "2026年10月底前完成", None)
    assert "indicators.1" in {doubt.place for doubt in table.doubts}


def test_a_table_without_any_value_is_doubted() -> None:
    table = read_form("三级指标\t指标值\n场次\t\n人数\t\n合格率\t\n")
    assert "indicators" in {doubt.place for doubt in table.doubts}


@pytest.mark.parametrize("value", ["300页", "第3章", "共5页"])
def test_a_value_that_looks_like_a_page_number_is_a_value(value: str) -> None:
    assert named(read_form(f"三级指标\t指标值\n编印年鉴\t{value}\n")) == [("编印年鉴", value)]


def test_headings_printed_again_in_other_columns_carry_the_class_on() -> None:
    first = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t场次\t≥2场\n"
    again = "\t一级指标\t二级指标\t三级指标\t指标值\n\t\t\t人数\t≥5人\n\t\t质量指标\t合格率\t≥95%\n\t\t\t达标率\t≥90%\n"
    assert [row[1] for row in rows_of(read_form(first + again))] == ["数量指标", "数量指标", "质量指标", "质量指标"]
