"""Values that no reviewer believes: 100% everywhere, accidents allowed for, far from what comparable projects promise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from assistant.goals.money import format_number
from assistant.goals.taxonomy import BENEFIT, SATISFACTION
from assistant.review.comparables import Comparable
from assistant.review.finding import Finding
from assistant.review.naming import each_of, object_of
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject, level1_of

_TRAINED = re.compile("培训|轮训|研修|学员|参训|参会|代表")
"""Where people of the office are trained or meet, they are the served."""
_GROUP = re.compile("(?:对象|群众|公众|居民|村民|人员|学员|学生|家长|教师|患者|用户|代表|企业|单位|社会|公民|市民|农户|家庭|职工)$")
_OCCURRED = re.compile("(?:发生)?(?:率|次数|起数|件数|宗数|例数|人数|数量|数|比例)?$")
_ONCE = ("次", "场", "期", "届", "班", "场次", "期次", "班次")
_EVENT = re.compile("(?:[会赛节展班]|会议|赛事|比赛|展览|论坛|活动|仪式|庆典|讲座|培训)$")
_NAMED_ONCE = re.compile(
    "第[一二三四五六七八九十百\\d]+(?:次|届)[^，。；、]*?(?:大会|会议|运动会|博览会|交易会|艺术节|文化节|论坛|联赛|大赛|比赛|锦标赛)"
)
"""Projects that are one event: 第十五次代表大会, 第三届运动会."""
_GENERIC = {
    "会议": "会议|大会|全会|[^动览易展谈晚乐聘庙欢洽]会$",
    "大会": "大会|会议",
    "赛事": "赛|运动会",
    "比赛": "赛|运动会",
    "活动": "节|论坛|赛|展|运动会|博览会",
}
"""What an event may be called for short, and the names it may then have."""
_PUNCTUAL = re.compile(
    "(?:及时|按时|按期|如期|准时|召开|举办|举行|开展|完成|开班|开幕|组织|圆满)*(?:及时|按时|按期|如期|准时|完成|召开|举办|开展|开班)[率性]$"
)
_ORNAMENT = re.compile("(?:召开|举办|举行|开展|组织|圆满|顺利|成功|按期|按时|如期|及时|工作|任务)+$")
_OWN_SCALE = re.compile("增长|增幅|增速|增加|提升|提高|上升|下降|降低|减少|降幅|节约|节支|占比|比例|比重|变化|差异|偏差")
"""Shares whose size is the project's own affair."""
_CHANGE = re.compile("不满意|提升|提高|增长|增幅|上升|下降|改善|变化")
"""Names of a change of 满意度, or of its contrary."""
_TINY = Decimal("0.1")
"""A rate of accidents in per cent that no project could be asked to go below."""
_LEAST_PROJECTS = 3
_POINTS = Decimal(15)
"""Percentage points beyond the quartiles within which a share is never told to be far off."""
_TIMES = Decimal(5)
"""A price is told to be far off beyond so many times the upper, or below that part of the lower quartile."""


def check_satisfaction(subject: Subject) -> Iterator[Finding]:
    """满意度 that can be reached and says something, asked of those whom the project is for."""
    rows = [row for row in subject.rows if level1_of(row.indicator) == SATISFACTION or row.name.endswith(("满意度", "满意率"))]
    for row in rows:
        if not row.pending:
            yield from _check_degree(row, subject)
        yield from _check_sense(row, subject)
    yield from _check_insiders(rows, subject)


def _check_degree(row: Row, subject: Subject) -> Iterator[Finding]:
    if row.unit != "%" or row.number is None or not _asks(row, subject) or row.target.operator in ("≤", "<") or _CHANGE.search(row.name):
        return
    lowest = subject.data.standards.satisfaction.lowest
    if row.number == 100:
        message = f"{row.title}的「{row.wording}」要求人人满意，难以做到，一般写 90% 至 95%。"
    elif 0 <= row.number < lowest and max(row.number, Decimal(row.target.upper or 0)) < lowest:
        message = f"{row.title}的「{row.wording}」低于 {format_number(lowest)}%，偏低，请提高或说明理由。"
    else:
        return
    yield RULES["VALUE-07"].finding(message, row=row.index, field="value")


def _check_sense(row: Row, subject: Subject) -> Iterator[Finding]:
    named = _asks(row, subject) or _GROUP.search(row.name) is not None
    if level1_of(row.indicator) == SATISFACTION and not named:
        message = f"{row.title}不是满意度，请改为「服务对象满意度」之类，或移到相应类别。"
        yield RULES["CLASS-10"].finding(message, row=row.index, field="level3")


def _asks(row: Row, subject: Subject) -> bool:
    return any(word in row.name for word in subject.data.drawers.asked)


def _check_insiders(rows: Sequence[Row], subject: Subject) -> Iterator[Finding]:
    """Only where every row asks insiders; not where the project is an affair of the office, or its goals name the same people."""
    drawers, table = subject.data.drawers, subject.table
    asked = [row for row in rows if _asks(row, subject)]
    if not asked or not all(any(word in row.name for word in drawers.insiders) for row in asked):
        return
    own = (*drawers.own_affairs, *subject.data.words.internal)
    stated = "\n".join((table.name, *(goal.text for goal in table.goals)))
    if any(word in table.name for word in own) or any(word in stated for word in drawers.insiders) or _TRAINED.search(stated):
        return
    message = f"{asked[0].title}只问了单位内部人员，等于自己评自己，请改为或增加项目服务对象的满意度。"
    yield RULES["CLASS-08"].finding(message, row=asked[0].index, field="level3")


def check_whole(subject: Subject) -> Iterator[Finding]:
    """A table whose shares are mostly 100% promises what nobody can prove; those that are rightly 100% are not counted among them."""
    shares = [row for row in subject.valued if row.target.unit == "%" and row.number is not None]
    own = subject.data.drawers.whole_rates
    whole = [row for row in shares if row.number == 100 and not any(word in row.name for word in own)]
    standards = subject.data.standards
    if len(shares) >= standards.whole_of and len(whole) > standards.whole_share * len(shares):
        message = f"{len(shares)} 条百分比指标里有 {len(whole)} 条写成 100%，不留余地也难以取证，请按往年完成情况从实填写。"
        yield RULES["VALUE-08"].finding(message, field="indicators")


def check_margins(subject: Subject) -> Iterator[Finding]:
    """What must not happen is 0; accidents of a whole society, whose number is handed down, are not meant."""
    drawers = subject.data.drawers
    for row in subject.valued:
        happened = _OCCURRED.sub("", row.name, count=1)
        if row.number is None or not row.plain or row.target.operator in ("≥", ">") or row.unit == "元":
            continue
        if not happened.endswith(drawers.never) or any(word in row.name for word in drawers.society):
            continue
        # a limit of several among the benefits is one for the whole place, handed down
        handed = level1_of(row.indicator) == BENEFIT and row.unit != "%" and row.number > 1
        tiny = row.unit == "‰" or (row.unit == "%" and row.number <= _TINY)
        if row.number > 0 and not handed and not tiny:
            fix = f"=0{row.target.base_unit or ''}"
            message = f"{row.title}的「{row.wording}」等于允许发生，这类事不该发生，请改为「{fix}」。"
            yield RULES["VALUE-06"].finding(message, row=row.index, field="value", fix=fix)


def check_single_events(subject: Subject) -> Iterator[Finding]:
    """What takes place once is in time or not; 95% of it cannot be."""
    once, several = _events(subject)
    if not once:
        return
    for row in subject.valued:
        match = _PUNCTUAL.search(row.name)
        if not match or row.unit != "%" or row.number is None or not 0 < row.number < 100:
            continue
        event = _event_of(row.name[: match.start()])
        if _EVENT.search(event) and any(_is_one(event, other) for other in once) and not any(_is_one(event, other) for other in several):
            message = f"「{event}」只办一次，{row.title}写「{row.wording}」没有意义，请改为「=100%」，或写明完成日期。"
            yield RULES["VALUE-09"].finding(message, row=row.index, field="value", fix="=100%")


def _events(subject: Subject) -> tuple[set[str], set[str]]:
    """The events that take place once, by their number or as the project's name says, and those that take place more often."""
    once: set[str] = set()
    several: set[str] = set()
    for row in subject.valued:
        event = _event_of(row.name)
        unit = row.target.unit or row.name_unit or ""
        if not _EVENT.search(event) or not (unit in _ONCE or (unit == "个" and not row.rate)):
            continue
        (once if row.number == 1 and row.target.operator in (None, "=") else several).add(event)
    once |= {match.group() for match in _NAMED_ONCE.finditer(subject.table.name)}
    return once, several - once


def _event_of(name: str) -> str:
    event = object_of(name)
    return _ORNAMENT.sub("", event) or event


def _is_one(event: str, other: str) -> bool:
    """Whether two names may be of one event: 会议 and 妇女代表大会, 赛事 and 第三届运动会."""
    return event in other or other in event or (event in _GENERIC and re.search(_GENERIC[event], other) is not None)


@dataclass(frozen=True)
class _Spread:
    """Published values of one unit: robust figures only, since published values have slips of their own and a mean would follow them."""

    number: int
    low: Decimal
    middle: Decimal
    high: Decimal


def check_spread(subject: Subject) -> Iterator[Finding]:
    """A share or unit price far from what comparable projects published; how much of something a project does is its own affair."""
    for row in subject.valued:
        price = row.cost and row.unit is not None and (each_of(row.name) is not None or row.unit.startswith("元/"))
        share = row.rate and row.unit == "%" and not _OWN_SCALE.search(row.name)
        if not row.plain or row.number is None or row.target.upper or not (share or price):
            continue
        spread = _spread_of(subject.like(row), _unit_of(row.name, row.unit), subject.data.standards.comparables_least)
        if spread and _is_far(row.number, spread, share=share):
            unit = row.unit or ""
            low, middle, high = (f"{format_number(value)}{unit}" for value in (spread.low, spread.middle, spread.high))
            message = (
                f"{row.title}的「{row.wording}」与近似指标差得较多：{spread.number} 条已公开的取值中位数为 {middle}，"
                f"居中的一半在 {low} 至 {high} 之间，请核对。"
            )
            yield RULES["VALUE-11"].finding(message, row=row.index, field="value")


def _spread_of(comparables: Sequence[Comparable], unit: str, least: int) -> _Spread | None:
    """None where too few values in the same unit, or all from one or two projects, would be compared with."""
    values, projects = [], set()
    for comparable in comparables:
        target = comparable.target
        if target is None or target.decimal is None or target.text is not None or target.upper:
            continue
        if _unit_of(comparable.name, target.base_unit) == unit:
            values.append(target.decimal)
            projects.add(comparable.project)
    if len(values) < max(least, 2) or len(projects) < _LEAST_PROJECTS:
        return None
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return _Spread(len(values), _rounded(low), _rounded(middle), _rounded(high))


def _unit_of(name: str, unit: str | None) -> str:
    """The unit for comparing: 元/人·天 and 元/人/天 are one, and 200元 of 人均成本 is 200元/人."""
    each = each_of(name) if unit == "元" else None
    return re.sub("[·/每]", "", (unit or "") + (each or ""))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1")) if abs(value) >= 1 else value.quantize(Decimal("0.001"))


def _is_far(value: Decimal, spread: _Spread, *, share: bool) -> bool:
    """Beyond the quartiles by more than half again their distance (Tukey's fences), and by a margin that no spread is too narrow for."""
    if share:
        margin = max((spread.high - spread.low) * Decimal("1.5"), _POINTS)
        return not spread.low - margin <= value <= spread.high + margin
    times = max(_TIMES, spread.high / spread.low) if spread.low > 0 else _TIMES
    return spread.low > 0 and not spread.low / times <= value <= spread.high * times
