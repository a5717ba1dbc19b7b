"""What a template printed and nobody filled in."""

import pytest

from assistant.reading.recogniser.leftovers import is_contact, is_example, is_placeholder
from tests.reading.forms_of_text import named, read_form

HEADER = "一级指标\t二级指标\t三级指标\t指标值\n"


@pytest.mark.parametrize(
    "text",
    [
        "【请填写】",
        "（此处填写项目编码）",
        "xx年xx月至xx年xx月",
        "××××",
        "____",
        "（签字）",
        "（盖章）",
        "点击此处输入文字",
        "请选择",
        "≥xx%",
        "≤××元",
        "[请输入]",
        "（请填写）",
        "20XX年",
        "XX个",
    ],
)
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "某县XX中心",
        "0851-2462xxxx",
        "无",
        "填写准确率",
        "≥95%",
        "请示办结率",
        "（新建）",
        "签字率",
        "XX镇敬老院改造",
        "x光机",
        "（一次性）",
    ],
)
def test_no_placeholders(text: str) -> None:
    assert not is_placeholder(text)


def test_examples_and_contacts() -> None:
    assert all(map(is_example, ["示例：政策知晓率", "（例）培训人数", "例如：培训人次"]))
    assert not any(map(is_example, ["示例点建设数", "案例征集数"]))
    assert all(map(is_contact, ["审核人：王某", "联系电话：123", "填表日期", "单位负责人（签字）："]))
    assert not any(map(is_contact, ["联系人满意度", "负责人培训次数"]))


def test_unfilled_rows_are_no_indicators() -> None:
    table = read_form(
        HEADER
        + "产出指标\t数量指标\t指标1：服务人次\t≥500人次\n\t\t指标2：……\t……\n\t\t（填写三级指标）\t（填写指标值）\n\t\t××数量\t≥××个\n"
        "\t质量指标\t例：设备完好率\t≥90%\n\t\t服务合格率\t≥××%\n填表人：赵某\t\t审核人：钱某\t\n\t\t联系电话：\t010-1234\n注：本表一式两份。\n"
    )
    assert named(table) == [("服务人次", "≥500人次"), ("服务合格率", None)]
    left = "".join(table.unread) + "".join(f"{label}{text}" for label, text in table.others.items())
    for said in ("例：设备完好率", "≥90%", "≥××%", "赵某", "钱某", "010-1234", "本表一式两份"):
        assert said in left


def test_unfilled_fields_and_goals() -> None:
    head = "2026年项目支出绩效目标表\n项目名称\t甲项目\t项目编码\t（系统自动生成）\n实施单位\t【填写单位】\n"
    head += "年度目标\t目标1：办成两件事。<br/>目标2：……\n"
    table = read_form(HEADER + "产出指标\t数量指标\t甲数量\t2件\n", head)
    assert (table.unit, table.project_code) == (None, None)
    assert [goal.text for goal in table.goals] == ["办成两件事。"]
    assert {"项目编码：（系统自动生成）", "实施单位：【填写单位】"} <= set(table.unread)


def test_a_line_for_signatures_ends_prose() -> None:
    text = "绩效指标\n（一）产出指标\n数量指标：巡查次数≥12次\n满意度指标：群众满意度≥90%\n"
    text += "某县水利局\n2026年3月1日\n相关链接：省水利厅\n"
    table = read_form(text, "项目名称：河道管护\n年度目标：保持河道清洁。\n")
    assert named(table) == [("巡查次数", "≥12次"), ("群众满意度", "≥90%")]
    assert {"某县水利局", "2026年3月1日"} <= set(table.unread)


def test_remarks_beside_a_grid_are_no_indicators() -> None:
    grid = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t次数\t5次\n\t质量指标\t（如：培训合格率）\t\n"
    for remark in ("（每个项目原则上不超过15条指标）", "指标设置应突出重点"):
        table = read_form(f"绩效指标\t{remark}\n{grid}")
        assert named(table) == [("次数", "5次")]
        assert remark in table.unread
        assert any("培训合格率" in text for text in table.unread)
