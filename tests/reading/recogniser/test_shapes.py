"""What a text looks like."""

import pytest

from assistant.reading.recogniser import shapes


@pytest.mark.parametrize(
    "text", ["≥95%", "12", "2场以上", "小于1%", "2023年12月底完成", "≤200元/人", "7*24小时", "年服务人次≥510", "> 财政拨款"]
)
def test_values(text: str) -> None:
    assert shapes.looks_like_value(text)


@pytest.mark.parametrize("text", ["培训人数", "15分钟健身圈覆盖率", "2026年普法活动场次", "良好", "历史标准", "提升群众满意度"])
def test_words_are_no_values(text: str) -> None:
    assert not shapes.looks_like_value(text)


@pytest.mark.parametrize(
    "text", ["第一部分", "- 1 -", "第 3 页 共 3 页", "附件2-3", "目 录", "二、绩效目标表..........2", "续表", "指标1："]
)
def test_page_furniture(text: str) -> None:
    assert shapes.is_furniture(text)


def test_titles_and_what_they_name() -> None:
    assert shapes.is_title("2.妇女培训经费绩效目标表")
    assert shapes.project_of_title("2.妇女培训经费绩效目标表") == "妇女培训经费"
    assert shapes.name_of_title("2021年市级部门整体预算绩效目标表") == "2021年市级部门整体预算绩效目标"
    assert not shapes.is_title("绩效目标")
    assert not shapes.is_title("按照要求填报绩效目标表。")


def test_unit_lines() -> None:
    line = shapes.read_unit_line("某县民政局  单位：万元")
    assert line is not None
    assert (line.beside, int(line.scale)) == ("某县民政局", 10000)
    assert shapes.read_unit_line("单位：某县民政局") is None
