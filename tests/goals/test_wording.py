import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals.wording import fold, has_han, squeeze, strip_numbering


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("项 目 名 称", "项目名称"),
        ("项目\u3000名称", "项目名称"),
        ("（ 一 ）", "（一）"),
        ("  培训\n人数\t ", "培训人数"),
        ("OA\n系统", "OA 系统"),
        ("培训 100 人", "培训 100 人"),
        ("Word  文档", "Word 文档"),
        ("妇\u200b女\ufeff之家", "妇女之家"),
        ("≥９５％", "≥９５％"),
        ("", ""),
    ],
)
def test_squeeze(text: str, seen: str) -> None:
    assert squeeze(text) == seen


@given(st.text())
def test_squeezing_twice_changes_nothing_more(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("≥９５％", "≥95%"),
        ("“三八”活动", '"三八" 活动'),
        ("【重点】", "[重点]"),
        ("OA系统", "oa 系统"),
        ("2021—2025年", "2021-2025年"),
        ("（含线上）", "(含线上)"),
        ("满意度\n指标", "满意度指标"),
    ],
)
def test_wordings_that_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_differs_in_a_character_does_not_fold_to_the_same() -> None:
    assert fold("培训人数") != fold("培训人次")
    assert fold("1.5万元") != fold("15万元")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1.开展普法宣传", "开展普法宣传"),
        ("1、开展普法宣传", "开展普法宣传"),
        ("12． 开展普法宣传", "开展普法宣传"),
        ("1.2023年开展普法宣传", "2023年开展普法宣传"),
        ("1、2023年开展普法宣传", "2023年开展普法宣传"),
        ("1.1.开展普法宣传", "开展普法宣传"),
        ("一、产出指标", "产出指标"),
        ("十二、其他", "其他"),
        ("(一)数量指标", "数量指标"),
        ("（十）数量指标", "数量指标"),
        ("（3）数量指标", "数量指标"),
        ("①数量指标", "数量指标"),
        ("第一，提高认识", "提高认识"),
        ("目标1：开展活动", "开展活动"),
        ("目标一: 开展活动", "开展活动"),
        ("目标 2 开展活动", "开展活动"),
        ("目标3开展活动", "开展活动"),
        ("目标1：1.开展活动", "开展活动"),
    ],
)
def test_numbering_goes(text: str, rest: str) -> None:
    assert strip_numbering(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "1.5万元以内",
        "1．5万元以内",
        "7:30开始",
        "100%完成",
        "三八、母亲节、六一等节日活动",
        "五一、六一活动",
        "十四五、十五五规划编制",
        "目标一致推进",
        "目标100%完成",
        "目标10个示范点",
        "目标群体满意度",
        "2023年活动",
        "一次性补助",
        "第一书记补助",
    ],
)
def test_what_only_looks_like_numbering_stays(text: str) -> None:
    assert strip_numbering(text) == text


@pytest.mark.parametrize(("text", "expected"), [("ABC妇联", True), ("㐀", True), ("≥95%（A）。", False), ("", False)])
def test_has_han(text: str, expected: bool) -> None:
    assert has_han(text) is expected
