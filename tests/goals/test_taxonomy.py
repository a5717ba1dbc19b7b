import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals import taxonomy
from assistant.goals.taxonomy import (
    BENEFIT,
    CLASSES,
    COST,
    ECOLOGICAL,
    ECOLOGICAL_COST,
    ECONOMIC,
    ECONOMIC_COST,
    OUTPUT,
    QUALITY,
    QUANTITY,
    SATISFACTION,
    SERVED,
    SOCIAL,
    SOCIAL_COST,
    SUSTAINED,
    TIMELINESS,
    Framework,
    canonical_level1,
    canonical_level2,
    class_rank,
    convert_class,
    level2_names,
    parent_of,
)

FRAMEWORKS = [Framework.THREE_CLASS, Framework.FOUR_CLASS]


def test_the_three_classes_of_2015() -> None:
    assert CLASSES[Framework.THREE_CLASS] == {
        "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
        "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
        "满意度指标": ("服务对象满意度指标",),
    }


def test_the_four_classes_of_2021_put_cost_in_front() -> None:
    assert list(CLASSES[Framework.FOUR_CLASS]) == ["成本指标", "产出指标", "效益指标", "满意度指标"]
    assert CLASSES[Framework.FOUR_CLASS]["成本指标"] == ("经济成本指标", "社会成本指标", "生态环境成本指标")
    assert CLASSES[Framework.FOUR_CLASS]["产出指标"] == ("数量指标", "质量指标", "时效指标")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("产出", OUTPUT),
        ("产出指标", OUTPUT),
        ("效益指标", BENEFIT),
        ("效果指标", BENEFIT),
        ("效果", BENEFIT),
        ("满意度", SATISFACTION),
        ("满意度指标", SATISFACTION),
        ("成本", COST),
        ("成本指标", COST),
        ("一、产出指标", OUTPUT),
        ("产 出 指\n标", OUTPUT),
        ("产出指标：", OUTPUT),
        ("产出指标（50分）", OUTPUT),
        ("履职效能", "履职效能"),
        ("运行成本指标", "运行成本"),
    ],
)
def test_first_level_names(text: str, name: str) -> None:
    assert canonical_level1(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("数量", QUANTITY),
        ("数量指标", QUANTITY),
        ("质量", QUALITY),
        ("时效", TIMELINESS),
        ("进度", TIMELINESS),
        ("进度指标", TIMELINESS),
        ("成本", COST),
        ("成本指标", COST),
        ("经济成本", ECONOMIC_COST),
        ("社会成本指标", SOCIAL_COST),
        ("生态环境成本", ECOLOGICAL_COST),
        ("经济效益", ECONOMIC),
        ("经济效益指标", ECONOMIC),
        ("社会效益", SOCIAL),
        ("社会效益指标", SOCIAL),
        ("生态效益", ECOLOGICAL),
        ("环境效益", ECOLOGICAL),
        ("环境效益指标", ECOLOGICAL),
        ("生态环境效益", ECOLOGICAL),
        ("可持续影响", SUSTAINED),
        ("可持续影响指标", SUSTAINED),
        ("可持续性影响", SUSTAINED),
        ("可持续发展", SUSTAINED),
        ("服务对象满意度", SERVED),
        ("服务对象满意度指标", SERVED),
        ("服务对象满意率", SERVED),
        ("社会公众或服务对象满意度", SERVED),
        ("社会公众或服务对象满意度指标", SERVED),
        ("（一）数量指标", QUANTITY),
        ("(二)质量指标：", QUALITY),
        ("数 量 指 标", QUANTITY),
        ("时效指标(10分)", TIMELINESS),
        ("社会效益\u3000指标", SOCIAL),
    ],
)
def test_second_level_names(text: str, name: str) -> None:
    assert canonical_level2(text) == name


@pytest.mark.parametrize(
    "text",
    ["", "指标", "一级指标", "二级指标", "三级指标", "具体指标", "培训人数", "数量指标值", "服务对象满意度调查", "满意度100%", "成本控制"],
)
def test_what_names_no_class(text: str) -> None:
    assert canonical_level1(text) is None
    assert canonical_level2(text) is None


@pytest.mark.parametrize("text", ["产出指标（50分）", "产出（40分）（必填）", "一、产出指标 (50%)："])
def test_what_stands_in_brackets_behind_a_class_is_no_part_of_its_name(text: str) -> None:
    assert canonical_level1(text) == "产出指标"


def test_long_texts_are_not_remembered_and_brackets_without_end_end() -> None:
    before = taxonomy._remembered.cache_info().currsize
    assert canonical_level1("产出指标" + "（" * 50_000) is None
    assert canonical_level1("产出指标" + "（" * 50_000 + "）") == "产出指标"
    assert taxonomy._remembered.cache_info().currsize == before


def test_the_same_name_is_two_classes_of_two_frameworks() -> None:
    assert canonical_level1("成本指标") in CLASSES[Framework.FOUR_CLASS]
    assert canonical_level2("成本指标") in CLASSES[Framework.THREE_CLASS][OUTPUT]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_canonical_names_name_themselves_and_their_parents(framework: Framework) -> None:
    for level1, children in CLASSES[framework].items():
        assert canonical_level1(level1) == level1
        for level2 in children:
            assert canonical_level2(level2) == level2
            assert parent_of(level2) == level1
    assert parent_of("培训人数") is None


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_rank_is_the_official_order(framework: Framework) -> None:
    official = [(level1, level2) for level1, children in CLASSES[framework].items() for level2 in children]
    assert [level2 for _, level2 in official] == list(level2_names(framework))
    assert sorted(reversed(official), key=lambda each: class_rank(framework, *each)) == official
    last = class_rank(framework, *official[-1])
    assert class_rank(framework, "其他", None) > last
    assert class_rank(framework, None, None) > last
    assert class_rank(framework, SATISFACTION, None) > last


@pytest.mark.parametrize(
    ("level1", "level2", "converted"),
    [
        (OUTPUT, COST, (COST, ECONOMIC_COST)),
        (COST, COST, (COST, ECONOMIC_COST)),
        (None, COST, (COST, ECONOMIC_COST)),
        (OUTPUT, QUANTITY, (OUTPUT, QUANTITY)),
        (BENEFIT, SOCIAL, (BENEFIT, SOCIAL)),
        (SATISFACTION, SERVED, (SATISFACTION, SERVED)),
        (None, None, (None, None)),
    ],
)
def test_three_classes_to_four(level1: str | None, level2: str | None, converted: tuple[str, str]) -> None:
    assert convert_class(level1, level2, Framework.FOUR_CLASS) == (*converted, None)


@pytest.mark.parametrize(
    ("level1", "level2", "converted"),
    [
        (COST, ECONOMIC_COST, (OUTPUT, COST)),
        (OUTPUT, ECONOMIC_COST, (OUTPUT, COST)),
        (COST, None, (OUTPUT, COST)),
        (COST, COST, (OUTPUT, COST)),
        (OUTPUT, TIMELINESS, (OUTPUT, TIMELINESS)),
        (BENEFIT, SUSTAINED, (BENEFIT, SUSTAINED)),
        (OUTPUT, None, (OUTPUT, None)),
    ],
)
def test_four_classes_to_three(level1: str | None, level2: str | None, converted: tuple[str, str]) -> None:
    assert convert_class(level1, level2, Framework.THREE_CLASS) == (*converted, None)


@pytest.mark.parametrize(
    ("given_class", "to", "converted", "said"),
    [
        ((BENEFIT, SUSTAINED), Framework.FOUR_CLASS, (BENEFIT, SOCIAL), "可持续影响"),
        ((COST, SOCIAL_COST), Framework.THREE_CLASS, (OUTPUT, COST), "社会成本"),
        ((COST, ECOLOGICAL_COST), Framework.THREE_CLASS, (OUTPUT, COST), "生态环境成本"),
    ],
)
def test_what_loses_its_class_is_noted(given_class: tuple[str, str], to: Framework, converted: tuple[str, str], said: str) -> None:
    level1, level2, note = convert_class(*given_class, to)
    assert (level1, level2) == converted
    assert said in (note or "")
    assert "请确认" in (note or "")


@given(st.sampled_from([None, *CLASSES[Framework.FOUR_CLASS]]), st.sampled_from([None, COST, *level2_names(Framework.FOUR_CLASS)]))
def test_a_converted_class_is_one_of_the_framework(level1: str | None, level2: str | None) -> None:
    for framework in FRAMEWORKS:
        converted = convert_class(level1, level2, framework)
        assert converted[1] is None or converted[1] in level2_names(framework)
        assert convert_class(*converted[:2], framework)[:2] == converted[:2]


def test_a_departments_table_is_not_converted() -> None:
    assert convert_class(OUTPUT, COST, Framework.DEPARTMENT) == (OUTPUT, COST, None)
