"""Indicators as text: where a name ends and a value begins."""

import pytest

from assistant.reading.recogniser.item_text import ClassHeading, Item, read_items, split_item


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("1. 印制宣传资料 ≥10000份", Item("印制宣传资料", "≥10000份")),
        ("2. 开展妇儿维权 根据实际情况", Item("开展妇儿维权", "根据实际情况")),
        ("宣传工作于2022年底前完成。", Item("宣传工作", "于2022年底前完成")),
        ("召开会议3次", Item("召开会议", "3次")),
        ("培训人数：100人", Item("培训人数", "100人")),
        ("满意度达到90%以上", Item("满意度", "达到90%以上")),
        ("培训合格率，合格人员占培训人数的比率大于等于95%。", Item("培训合格率", "大于等于95%", "合格人员占培训人数的比率")),
        ("正常运行率=运行时数/总时数*100%；", Item("正常运行率", None, "运行时数/总时数*100%")),
        ("合格率=100%", Item("合格率", "=100%")),
        ("《法治论坛》发行量；", Item("《法治论坛》发行量")),
        ("指标1：巡查河道长度≥30公里", Item("巡查河道长度", "≥30公里")),
        ("三八、六一节日活动场次 ≥2场", Item("三八、六一节日活动场次", "≥2场")),
        ("十四五规划编制完成率 100%", Item("十四五规划编制完成率", "100%")),
    ],
)
def test_splits_an_indicator(text: str, item: Item) -> None:
    assert split_item(text) == item


def test_reads_classes_and_their_indicators() -> None:
    text = ["一、产出指标", "(一)数量指标：培训班次≥2期；培训人次≥300人", "二、满意度指标：学员满意度≥90%"]
    assert read_items(text) == [
        ClassHeading("产出指标", None),
        ClassHeading(None, "数量指标"),
        Item("培训班次", "≥2期"),
        Item("培训人次", "≥300人"),
        ClassHeading("满意度指标", None),
        Item("学员满意度", "≥90%"),
    ]
