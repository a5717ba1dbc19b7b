"""Who does the work, by headings and by what stands above them."""

from pathlib import Path

import pytest

from assistant.batch.lists.columns import read_headings
from assistant.batch.lists.offices import office_above
from tests.batch.lists.listing import read_rows


@pytest.mark.parametrize(
    ("headings", "are"),
    [
        ("学校（单位） 所属村（站所） 填报单位 承办科室/单位 学院/部门 乡镇（街道） 村（社区） 二级单位 实施主体 用款单位（盖章）", True),
        ("监管单位 供货单位 施工单位 受益单位 计量单位 项目所在地 建设地点 单位性质 负责人", False),
    ],
)
def test_headings_made_of_words_for_offices(headings: str, are: bool) -> None:
    found = {heading: "unit" in read_headings({1: "项目名称", 2: "预算", 3: heading}).fields for heading in headings.split()}
    assert found == dict.fromkeys(found, are)


def test_the_surest_heading_counts(tmp_path: Path) -> None:
    head = ["项目名称", "预算（万元）", "主管部门", "所在科室", "学校（单位）", "承办单位"]
    columns = read_headings(dict(enumerate(head, 1)))
    assert columns.fields["unit"] == 6
    assert read_headings(dict(enumerate(head[:5], 1))).fields["unit"] == 5
    (row,) = (listed := read_rows(tmp_path, [head[:5], ["跑道翻新", 80, "教育局", "基建科", "县一中"]])).rows
    assert row.request.unit == "县一中"
    assert listed.notices == ("「学校（单位）」列作为实施单位；不是的话，请加一栏 实施单位。",)


@pytest.mark.parametrize(
    ("above", "office"),
    [
        (["2027年项目表", "填报单位：云溪县水利局（盖章）", "单位：万元"], "云溪县水利局"),
        (["编制单位：云溪县交通运输局    金额单位：元"], "云溪县交通运输局"),
        (["编报单位（公章）：东河县民政局 填报日期：2026年10月"], "东河县民政局"),
        (["填报单位：", "西江县水利局", "金额单位：元"], "西江县水利局"),
        (["单位名称：金桥街道办事处"], "金桥街道办事处"),
        (["填报单位：________", "单位：万元"], None),
        (["金额单位：人民币万元", "计量单位：平方米"], None),
        (["填报单位"], None),
        ([], None),
    ],
)
def test_the_office_that_the_lines_above_name(above: list[str], office: str | None) -> None:
    assert office_above(above) == office


def test_it_counts_for_all_rows_where_no_column_says_it(tmp_path: Path) -> None:
    above = [["填报单位：云溪县水利局（盖章）"]]
    listed = read_rows(tmp_path, [*above, ["项目名称", "预算（万元）"], ["河道清淤", 20], ["堤防加固", 30]])
    assert [row.request.unit for row in listed.rows] == ["云溪县水利局"] * 2
    assert listed.notices == ("清单没有「实施单位」列，表头上方写的「云溪县水利局」作为各行的实施单位。",)
    (row,) = read_rows(tmp_path, [*above, ["项目名称", "预算（万元）", "实施单位"], ["河道清淤", 20, None]]).rows
    assert row.request.unit is None
