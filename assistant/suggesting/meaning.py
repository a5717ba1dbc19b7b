"""When two indicators say the same, whatever they are called: class, unit, measure and object, besides the closeness of the names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
import numpy.typing as npt

from assistant.drafting.candidates import class_of_rate
from assistant.drafting.measures import EVENT_UNITS, PEOPLE_UNITS
from assistant.exemplars.embedding import Embedder
from assistant.goals import Framework, Indicator, parse_target
from assistant.goals.dates import parse_deadline
from assistant.goals.taxonomy import BENEFIT, COST, QUALITY, QUANTITY, SATISFACTION, SERVED, TIMELINESS, convert_class, parent_of
from assistant.library.words import Words
from assistant.review.money import TOTAL
from assistant.review.naming import each_of, is_count, is_rate, object_of, split_unit

Kind = Literal["total", "date", "satisfaction", "other"]
Cosines = npt.NDArray[np.float32]

SAME = 0.70
"""Cosine from which two names of one class say the same, where neither measure nor object tells them apart."""
SAME_MEASURE = 0.62
"""The same where both name one measure (合格率, 及时率) of objects that may be one."""
SAME_GENERAL = 0.50
"""The same where one of them names no object of its own (任务完成率)."""
SURELY_SAME = 0.82
"""The same where their objects have no word in common, and across classes."""
SURELY_SAME_PART = 0.90
"""The same for counts and costs whose objects each have something of their own: 男生 and 女生 are near, and never one."""
NEAR_TOTAL = Decimal("0.9")
"""Share of the budget from which a sum of cost is the whole cost, whatever it is called."""

_MEASURES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("satisfied", "满意|认可度"),
        ("in time", "及时|按时|按期|准时|时效"),
        ("qualified", "合格|达标|通过率|优良率"),
        ("attending", "出勤|到会|参会率|参与率|参加培训率|到课"),
        ("covering", "覆盖"),
        ("known", "知晓|普及率"),
        ("settled", "办结|化解|调解成功|解决率|结案|处置率|处理率"),
        ("failing", "故障|中断|宕机"),
        ("running", "运行率|可用率|完好率"),
        ("accidents", "事故"),
        ("complaints", "投诉"),
        ("exact", "准确|精准|差错"),
        ("eligible", "符合率|合规|资格"),
        ("certified", "持证|证持有"),
        ("done", "完成率|执行率|落实率|创建率|召开率|完成质量|完成数量"),
        ("used", "使用率|利用率|应用率|转化率"),
        ("approved", "认可率|认同|提升率|改善率"),
        ("employed", "就业|创业"),
        ("reported", "报道"),
        ("lasting", "年限|寿命|持续"),
        ("response", "响应"),
    )
)
_DATED = re.compile(r"(?:完成|完工|结束|竣工|交付|建设|使用|召开|发布)(?:时间|时限|时效|日期|期限)$")
_COST_WORDS = "[人户次场期亩]均|[单每][次场期人个份台套件户条]|成本|费用?$|经费$|标准|每[年月天]"
_MEASURED = re.compile(f"{'|'.join(pattern.pattern for _, pattern in _MEASURES)}|{_COST_WORDS}|率|度")
_GENERAL = re.compile(
    "受益|惠及|参与|参加|代表|人员|群众|对象|项目|工作|任务|活动|服务|相关|各类|年度|全年|总体|情况|完成|开展|举办|组织|指标|数量|[的各项本该]"
)
_ORGANISATION = re.compile("单位|机构|部门|企业|学校|委托方|主管")
_GROUPS = (
    PEOPLE_UNITS,
    EVENT_UNITS,
    {"件", "宗", "起", "例", "个"},
    {"份", "册", "本"},
    {"台", "套", "个"},
    {"户", "家", "个"},
    {"处", "个", "座"},
)


@dataclass(frozen=True)
class Statement:
    """What an indicator says, for comparing.

    Attributes:
        name: its name without brackets.
        level2: its class in the three-class framework, told from the name where the row has none.
        kind: what can stand only once: the whole cost, the date of the whole, the satisfaction of a group.
        unit: what it is counted in.
        measures: what kinds of measuring its name names.
        whole: its object, without verbs and measures.
        object: what of it is neither measure nor said of any project.
    """

    name: str
    level2: str | None
    kind: Kind
    unit: str | None
    measures: frozenset[str]
    whole: str
    object: str


def read_statement(row: Indicator, words: Words, budget: Decimal | None) -> Statement:
    """What a row says."""
    name, name_unit = split_unit(row.level3)
    level2 = class_of(row, words)
    target = row.target or parse_target(row.value or "", money=level2 == COST)
    unit = (target.base_unit if target.number else None) or name_unit
    if unit and level2 != COST:
        unit = unit.partition("/")[0]
    if unit is None and is_rate(name, words):
        unit = "%"
    amount = target.decimal if target.text is None and target.base_unit == "元" else None
    kind: Kind = "other"
    if level2 == SERVED or re.search("满意[度率]", name):
        kind = "satisfaction"
    elif level2 == COST and each_of(name) is None and (TOTAL.search(name) or (budget and amount and amount >= budget * NEAR_TOTAL)):
        kind = "total"
    elif level2 == TIMELINESS and unit != "%" and (parse_deadline(row.value or "") or _DATED.search(name)):
        kind = "date"
    whole = object_of(name)
    measures = frozenset(key for key, pattern in _MEASURES if pattern.search(name))
    return Statement(name, level2, kind, unit, measures, whole, own_object(name))


def own_object(name: str) -> str:
    """What of a name is neither measure nor said of any project: 宣传 of 宣传活动覆盖率."""
    return _GENERAL.sub("", _MEASURED.sub("", object_of(name)))


def class_of(row: Indicator, words: Words) -> str | None:
    """The class of a row in three-class terms; of a row without class the one that its name speaks for."""
    level1, level2, _ = convert_class(row.level1, row.level2, Framework.THREE_CLASS)
    if level2 is None and level1 == SATISFACTION:
        return SERVED
    return level2 or _guess_class(split_unit(row.level3)[0], level1, words)


def _guess_class(name: str, level1: str | None, words: Words) -> str | None:
    if level1 == BENEFIT:
        return None
    if re.search("成本|费用$|经费$|单价|造价|控制数", name):
        return COST
    if _DATED.search(name):
        return TIMELINESS
    if is_rate(name, words):
        return class_of_rate(name)
    return QUANTITY if is_count(name) else None


def cosines_of(rows: Sequence[Statement], others: Sequence[Statement], embedder: Embedder) -> Cosines:
    """Cosines of names, shape (rows, others)."""
    vectors, theirs = (embedder.embed([statement.name for statement in part]) for part in (rows, others))
    return np.asarray(vectors @ theirs.T, dtype=np.float32)


def says_same(one: Statement, other: Statement, cosine: float) -> bool:
    """Whether two statements are one indicator under two names."""
    if one.kind == other.kind != "other":
        return one.kind != "satisfaction" or _one_group(one, other)
    if _are_apart(one, other):
        return False
    if one.name == other.name and one.level2 == other.level2:
        return True
    if one.level2 == other.level2 == COST and _one_price(one, other):
        return True
    if not _one_unit(one, other) or not _one_measure(one, other):
        return False
    if one.level2 == other.level2 == QUANTITY and _holds(one, other):
        return True
    return cosine >= _enough(one, other)


def _are_apart(one: Statement, other: Statement) -> bool:
    """Whether two kinds cannot be one: a date or a satisfaction and anything else, the whole cost and that of a part."""
    kinds = {one.kind, other.kind}
    return len(kinds) == 2 and (bool(kinds & {"date", "satisfaction"}) or one.level2 == other.level2 == COST)


def _enough(one: Statement, other: Statement) -> float:
    """The cosine from which two statements in one unit that do not measure differently are the same."""
    if not _neighbours(one.level2, other.level2):
        return SURELY_SAME
    if one.level2 == other.level2 and one.level2 in (QUANTITY, COST) and _are_parts(one, other):
        return SURELY_SAME_PART
    if one.measures & other.measures and not (one.object and other.object):
        return SAME_GENERAL
    if not _one_object(one, other):
        return SURELY_SAME
    return SAME_MEASURE if one.measures & other.measures else SAME


def _one_price(one: Statement, other: Statement) -> bool:
    """Whether two prices are of one unit and of what may be one object."""
    per, theirs = ((statement.unit or "").split("/")[1:2] for statement in (one, other))
    return bool(per) and _per(per) == _per(theirs) and (not one.object or not other.object)


def _per(parts: list[str]) -> set[str]:
    return {re.split("[·每]", part)[0].replace("人次", "人") for part in parts}


def _holds(one: Statement, other: Statement) -> bool:
    """Of counts in one unit: whether both are of one object, or one is of any such object (筛查人数 beside 两癌筛查人数)."""
    if one.unit is None or other.unit is None:
        return False
    general, special = sorted((one, other), key=lambda statement: len(statement.object))
    if general.object:
        return special.whole.endswith(general.whole)
    return not special.object or special.whole.endswith(general.whole[-2:])


def _one_group(one: Statement, other: Statement) -> bool:
    """Of 满意度: people asked and an organisation asked are two groups; whatever the people are called, they are one."""
    return bool(_ORGANISATION.search(one.name)) == bool(_ORGANISATION.search(other.name))


def are_alike(unit: str | None, other: str | None) -> bool:
    """Whether one thing may be counted in either of two units."""
    return any({unit, other} <= group for group in _GROUPS)


def _one_unit(one: Statement, other: Statement) -> bool:
    units = {one.unit, other.unit} - {None}
    if len(units) < 2 or are_alike(one.unit, other.unit):
        return True
    return one.level2 == other.level2 == COST and not any("/" in (unit or "") for unit in units)


def _one_measure(one: Statement, other: Statement) -> bool:
    return not one.measures or not other.measures or bool(one.measures & other.measures)


def _one_object(one: Statement, other: Statement) -> bool:
    """Whether the objects may be one: one of them says nothing of its own, or they have two characters in common."""
    pairs = {one.object[i : i + 2] for i in range(len(one.object) - 1)}
    return not pairs or len(other.object) < 2 or any(pair in other.object for pair in pairs)


def _are_parts(one: Statement, other: Statement) -> bool:
    """Whether each object says something that the other does not: 培训教材 and 培训师资."""
    pairs, theirs = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one.object, other.object))
    return bool(pairs - theirs and theirs - pairs)


def _neighbours(one: str | None, other: str | None) -> bool:
    """Classes between which rows are commonly mistaken: quality and time, and the benefits."""
    if one is None or other is None or one == other:
        return True
    return {one, other} == {QUALITY, TIMELINESS} or (parent_of(one) == parent_of(other) == BENEFIT)
