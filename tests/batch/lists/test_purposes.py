"""What a project does, by the headings and the texts of many offices."""

from pathlib import Path

import pytest

from assistant.batch.lists.columns import read_headings
from assistant.batch.lists.purposes import says_work
from tests.batch.lists.listing import Rows, read_rows

WORK = "送戏120场"


@pytest.mark.parametrize(
    "heading",
    (
        "用途 资金用途 主要内容 建设内容及规模 主要内容及测算依据 资金用途及测算依据 项目主要内容 项目内容及测算依据 具体内容 "
        "年度工作任务 项目主要建设内容 项目情况 项目基本情况 支出明细 2027年工作内容 服务内容、数量及标准 开支明细 项目概述 "
        "重点任务及经费测算 年度工作计划 经费用途说明 工作要点 采购内容 支出测算说明 工作内容及计划 项目立项内容 "
        "经费测算 测算过程 计算依据 实施内容与绩效设想 工作内容及目标 具体事项及绩效要求"
    ).split(),
)
def test_headings_of_what_is_done(heading: str) -> None:
    assert read_headings({1: "项目名称", 2: "预算", 3: heading}).purposes == [3]


@pytest.mark.parametrize(
    "heading",
    [
        "任务",
        "资金使用情况",
        "安排情况",
        "资金构成",
        "立项依据",
        "绩效目标",
        "项目单位",
        "采购方式",
        "资金来源情况",
        "执行情况",
        "支付进度",
    ],
)
def test_headings_of_something_else(heading: str) -> None:
    assert read_headings({1: "项目名称", 2: "预算", 3: heading}).purposes == []


def test_all_that_says_what_is_done_is_joined_in_its_order(tmp_path: Path) -> None:
    head = ["项目名称", "主要内容", "预算（万元）", "用途", "支出明细", "备注"]
    (row,) = read_rows(tmp_path, [head, ["送戏下乡", WORK, 36, "演出补助", 12, "另有演出20场"]]).rows
    assert row.request.purpose == f"{WORK}；演出补助"
    assert row.extra == {"主要内容": WORK, "用途": "演出补助", "支出明细": "12", "备注": "另有演出20场"}


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("按学期发放", False),
        ("重复？", False),
        ("2026年续建", False),
        ("见附件3", False),
        ("培训100人", True),
        ("送戏120场，每场3000元", True),
        ("新建乡镇文化站并购置演出所需的音响灯光设备", True),
    ],
)
def test_a_remark_is_taken_only_where_it_says_something_of_the_work(tmp_path: Path, text: str, works: bool) -> None:
    assert says_work(text) == works
    (row,) = (listed := read_rows(tmp_path, [["项目名称", "预算（万元）", "备注"], ["送戏下乡", 36, text]])).rows
    assert (row.request.purpose, row.extra) == (text if works else None, {"备注": text})
    assert any("「备注」列作为资金用途" in notice for notice in listed.notices) == works


@pytest.mark.parametrize(("heading", "shown"), [("资金用途", True), ("建设内容及规模", True), ("测算依据", False), ("支出明细", False)])
def test_only_what_is_called_the_purpose_and_is_all_of_it_is_not_carried(tmp_path: Path, heading: str, shown: bool) -> None:
    (row,) = read_rows(tmp_path, [["项目名称", "预算（万元）", heading], ["送戏下乡", 36, WORK]]).rows
    assert row.request.purpose == WORK
    assert (heading in row.shown, row.extra) == ((True, {}) if shown else (False, {heading: WORK}))


def test_long_texts_that_were_not_used_are_named_with_the_headings_that_would_be(tmp_path: Path) -> None:
    head = ["项目名称", "预算（万元）", "立项依据", "主管部门", "起止时间"]
    reason = "根据县政府关于加强公共文化服务体系建设的实施意见"
    listed = read_rows(tmp_path, [head, ["送戏下乡", 36, reason, "某某县文化广电和旅游体育局机关", "2027年3月—12月"]])
    told, deadline = listed.notices
    assert "「起止时间」" in deadline
    assert told.startswith("「立项依据」没有用来起草")
    assert "请把表头改为 资金用途、主要内容" in told
    assert listed.chosen


def test_behind_what_is_done_a_calculation_says_only_what_that_does_not(tmp_path: Path) -> None:
    head = ["项目名称", "经费测算", "拟申请金额（万元）", "实施内容"]
    rows: Rows = [
        ["校园保安", "200人×3.2万元/年=640万元", 640, "全县48所学校配备保安200人"],
        ["冬季取暖", "4600×200=92万", 92, "补助寄宿生4600人，每生200元"],
        ["校医培训", "培训校医50人，每人1200元", 6, None],
    ]
    listed = read_rows(tmp_path, [head, *rows])
    assert [row.request.purpose for row in listed.rows] == [
        "全县48所学校配备保安200人；每人每年3.2万元",
        "补助寄宿生4600人，每生200元",
        "培训校医50人，每人1200元",
    ]
    assert listed.rows[0].extra["经费测算"] == rows[0][1]
    assert listed.notices == ("「经费测算」栏的算式没有照抄，只把其他栏没有写过的内容并入资金用途。",)
