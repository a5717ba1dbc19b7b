"""By when a listed project is done, from whatever column says it."""

from pathlib import Path

import pytest

from assistant.batch.lists.columns import read_headings
from tests.batch.lists.listing import Rows, read_rows

WORK = "翻新跑道4200平方米"
HEAD = ["项目名称", "预算（万元）", "实施内容"]


@pytest.mark.parametrize(
    ("headings", "are"),
    [
        ("完成时限 完成时间 计划完成时间 预计完工时间 竣工日期 起止时间完工 时限要求", True),
        ("实施期限 起止时间 起止年限 建设期限 建设工期 工期 执行期限 项目周期 实施时间 时间", True),
        ("开工时间 填报时间 申报时间 日期 合同签订时间 工作年限 使用年限 实施进度 完成率 完成情况 完成", False),
    ],
)
def test_columns_that_say_by_when_something_is_done(headings: str, are: bool) -> None:
    found = {heading: bool(read_headings({1: "项目名称", 2: "预算", 3: heading}).deadlines) for heading in headings.split()}
    assert found == dict.fromkeys(found, are)


@pytest.mark.parametrize(
    ("columns", "purpose", "told"),
    [
        ({"完成时限": "2027年8月底", "起止时间": "2027.3-2027.8"}, f"{WORK}，2027年8月底前完成", "「完成时限」栏的时限并入了资金用途"),
        (
            {"起止时间": "2027.3-2027.10", "完成时限": "8月"},
            f"{WORK}，8月底前完成",
            "「完成时限」写的时限是「8月底前完成」，「起止时间」写的是",
        ),
        ({"备注": "汛前完工，跨年"}, f"{WORK}，汛期前完工", "「备注」栏的时限并入了资金用途"),
        ({"备注": "2027年"}, WORK, None),
        ({"起止年限": "2026-2027", "备注": "2026年续建"}, WORK, None),
        ({"起止年限": "2026年3月-2028年6月"}, WORK, "「起止年限」栏的时间不在预算年度内"),
        ({"完成时间": "2026年6月"}, WORK, "「完成时间」栏的时间不在预算年度内"),
        ({"完成时间": "开工后视天气"}, WORK, "「完成时间」栏写的「开工后视天气」看不出时限"),
        ({"建设工期": "60日历天"}, f"{WORK}，工期60天", "「建设工期」栏的时限并入了资金用途"),
        ({"建设工期": "8个月", "完工时间": "2027.11"}, f"{WORK}，2027年11月底前完成", "「完工时间」栏的时限并入了资金用途"),
        ({"服务期限": "12个月"}, WORK, None),
        ({"完成时间": "9月", "备注": "3月底前完成采购"}, f"{WORK}，9月底前完成，3月底前完成采购", "「完成时间」栏的时限并入了资金用途"),
    ],
)
def test_what_it_says_is_a_part_of_the_purpose_and_told(tmp_path: Path, columns: dict[str, str], purpose: str, told: str | None) -> None:
    (row,) = (listed := read_rows(tmp_path, [[*HEAD, *columns], ["跑道翻新", 80, WORK, *columns.values()]])).rows
    assert row.request.purpose == purpose
    assert row.extra == columns
    assert [notice.removeprefix("第 2 行：").startswith(told or "") for notice in listed.notices][:1] == ([True] if told else [])


def test_what_the_purpose_says_itself_goes_first(tmp_path: Path) -> None:
    rows: Rows = [
        ["跑道翻新", 80, f"{WORK}，8月底前完成", "2027年8月"],
        ["护眼灯改造", 30, "更换护眼灯900盏，6月底前完成", "2027年8月"],
        ["围墙维修", 10, None, "2027年8月"],
    ]
    listed = read_rows(tmp_path, [[*HEAD, "完成时间"], *rows])
    assert [row.request.purpose for row in listed.rows] == [rows[0][2], rows[1][2], "2027年8月底前完成"]
    assert listed.notices[0] == (
        "第 3 行：「资金用途」写的时限是「6月底前完成」，「完成时间」写的是「2027年8月底前完成」，按前一个起草，请核对。"
    )
