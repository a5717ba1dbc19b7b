"""The classes of indicators: three frameworks, their canonical names, their synonyms, and the way from one to another.

Sources: 财预〔2015〕88号 (three classes: cost below output), 财预〔2021〕101号 (four classes: cost of its own, in front as Guangdong
prints it), and the common headings of whole-department tables. Names end in 指标 and are compared without it.
"""

from enum import StrEnum
from functools import lru_cache

from assistant.goals.wording import fold, strip_numbering


class Framework(StrEnum):
    """指标框架: which classes a table is built from."""

    THREE_CLASS = "three_class"
    FOUR_CLASS = "four_class"
    DEPARTMENT = "department"


COST, OUTPUT, BENEFIT, SATISFACTION = "成本指标", "产出指标", "效益指标", "满意度指标"
QUANTITY, QUALITY, TIMELINESS = "数量指标", "质量指标", "时效指标"
ECONOMIC_COST, SOCIAL_COST, ECOLOGICAL_COST = "经济成本指标", "社会成本指标", "生态环境成本指标"
ECONOMIC, SOCIAL, ECOLOGICAL, SUSTAINED = "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"
SERVED = "服务对象满意度指标"

CLASSES: dict[Framework, dict[str, tuple[str, ...]]] = {
    Framework.THREE_CLASS: {
        OUTPUT: (QUANTITY, QUALITY, TIMELINESS, COST),
        BENEFIT: (ECONOMIC, SOCIAL, ECOLOGICAL, SUSTAINED),
        SATISFACTION: (SERVED,),
    },
    Framework.FOUR_CLASS: {
        COST: (ECONOMIC_COST, SOCIAL_COST, ECOLOGICAL_COST),
        OUTPUT: (QUANTITY, QUALITY, TIMELINESS),
        BENEFIT: (ECONOMIC, SOCIAL, ECOLOGICAL, SUSTAINED),
        SATISFACTION: (SERVED,),
    },
    Framework.DEPARTMENT: {
        "履职效能": (),
        "管理效率": (),
        "运行成本": (),
        "社会效应": (),
        "可持续发展能力": (),
        "服务对象满意度": (),
    },
}
"""First-level classes of each framework in official order, each with its second-level classes."""

_LEVEL1_SYNONYMS = {
    COST: ("成本",),
    OUTPUT: ("产出", "项目产出", "产出目标"),
    BENEFIT: ("效益", "效果", "项目效益", "项目效果", "效益目标"),
    SATISFACTION: ("满意度", "满意", "相关方满意度"),
}
_LEVEL2_SYNONYMS = {
    QUANTITY: ("数量", "产出数量"),
    QUALITY: ("质量", "产出质量"),
    TIMELINESS: ("时效", "进度", "产出时效", "时效性"),
    COST: ("成本", "产出成本"),
    ECONOMIC_COST: ("经济成本",),
    SOCIAL_COST: ("社会成本",),
    ECOLOGICAL_COST: ("生态环境成本", "生态成本", "环境成本"),
    ECONOMIC: ("经济效益", "经济"),
    SOCIAL: ("社会效益", "社会"),
    ECOLOGICAL: ("生态效益", "环境效益", "生态环境效益", "生态"),
    SUSTAINED: ("可持续影响", "可持续性影响", "可持续发展", "可持续", "可持续影响效益"),
    SERVED: (
        "服务对象满意度",
        "服务对象满意率",
        "社会公众或服务对象满意度",
        "服务对象或社会公众满意度",
        "社会公众满意度",
        "受益对象满意度",
        "服务对象",
    ),
}


_REMEMBERED = 64
"""Characters of a text that is asked about more than once; rows of tables repeat their classes."""


def _class_key(text: str) -> str:
    return _remembered(text) if len(text) <= _REMEMBERED else _make_key(text)


def _make_key(text: str) -> str:
    key = fold(strip_numbering(text)).strip("：:;；。.")
    if key.endswith(")") and "(" in key:
        key = key[: key.index("(")]
    return key.removesuffix("指标") if key != "指标" else key


_remembered = lru_cache(maxsize=4096)(_make_key)


_LEVEL1 = {_class_key(word): name for name, words in _LEVEL1_SYNONYMS.items() for word in (name, *words)}
_LEVEL1 |= {name: name for name in CLASSES[Framework.DEPARTMENT] if name != "服务对象满意度"}
_LEVEL2 = {_class_key(word): name for name, words in _LEVEL2_SYNONYMS.items() for word in (name, *words)}

_PARENTS = {level2: level1 for level1, children in CLASSES[Framework.FOUR_CLASS].items() for level2 in children} | {COST: OUTPUT}


def canonical_level1(text: str) -> str | None:
    """The canonical first-level class that `text` names (成本, 产出指标, 效果指标 …), or None."""
    return _LEVEL1.get(_class_key(text))


def canonical_level2(text: str) -> str | None:
    """The canonical second-level class that `text` names (数量, 社会效益指标, 进度 …), or None.

    A bare 成本指标 is the three-class second level here; `canonical_level1` reads it as the four-class first level.
    """
    return _LEVEL2.get(_class_key(text))


def parent_of(level2: str) -> str | None:
    """The first-level class a canonical second-level class belongs to; unambiguous, since frameworks differ in names, not in parents."""
    return _PARENTS.get(level2)


def level2_names(framework: Framework) -> tuple[str, ...]:
    """All second-level classes of a framework in official order."""
    return tuple(name for children in CLASSES[framework].values() for name in children)


def class_rank(framework: Framework, level1: str | None, level2: str | None) -> tuple[int, int]:
    """Position of a class in the official order, for sorting; unknown classes come last."""
    classes = CLASSES[framework]
    first = list(classes).index(level1) if level1 in classes else len(classes)
    children = classes.get(level1 or "", ())
    return first, children.index(level2) if level2 in children else len(children)


_TO_FOUR = {COST: ECONOMIC_COST, SUSTAINED: SOCIAL}
_TO_THREE = {COST: COST, ECONOMIC_COST: COST, SOCIAL_COST: COST, ECOLOGICAL_COST: COST}
_UNCERTAIN = {SUSTAINED: "可持续影响并入社会效益", SOCIAL_COST: "社会成本并入成本指标", ECOLOGICAL_COST: "生态环境成本并入成本指标"}


@lru_cache(maxsize=1024)
def convert_class(level1: str | None, level2: str | None, to: Framework) -> tuple[str | None, str | None, str | None]:
    """The class in framework `to` that corresponds to (level1, level2), and a note where a person should look at it.

    财预〔2021〕101号 has no 可持续影响 of its own, so it becomes 社会效益, with a note; social and ecological cost have no
    place of their own in three classes. A class that both frameworks have stays as it is. What changes is told by the second level, so
    that a cost row under a wrong first level comes to its right place too.
    """
    if to == Framework.THREE_CLASS and (level1, level2) == (COST, None):
        return OUTPUT, COST, None
    changed = {Framework.FOUR_CLASS: _TO_FOUR, Framework.THREE_CLASS: _TO_THREE}.get(to, {}).get(level2 or "")
    if changed is None:
        return level1, level2, None
    note = _UNCERTAIN.get(level2 or "")
    return parent_of(changed), changed, f"{note}，请确认。" if note else None


def classes_in(framework: Framework, level2: str) -> tuple[str | None, str]:
    """First and second level of `framework` under which a canonical second-level class stands; one that it has no place for stays."""
    level1, found, _ = convert_class(parent_of(level2), level2, framework)
    return level1, found or level2


def level2_in(framework: Framework, level2: str) -> str:
    """The second level of `framework` that corresponds to a canonical second-level class."""
    return classes_in(framework, level2)[1]
