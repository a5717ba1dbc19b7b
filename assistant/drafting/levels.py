"""Rates, scores and durations of a request's text."""

import re

from assistant.drafting.amounts import Amount
from assistant.drafting.fact import Fact
from assistant.drafting.naming import is_name, object_before
from assistant.goals import Target

_UP, _DOWN = "提高|提升|增长|上升|增加|升|增", "下降|降低|减少|压减|缩短|降"
_CHANGING = re.compile(rf"(?:同比|环比|较上年|比上年|较去年|比去年|年均)*({_UP}|{_DOWN})(?:到|至|为|了|约)?$")
_REACHED = re.compile(rf"(?:{_UP}|{_DOWN})(?:到|至|为)$")
_LEAVING = re.compile(rf"^(?:{_UP}|{_DOWN})(?:到|至|为)")
_BASE = re.compile(r"(?:由|从).*$")
_LEVEL_NAME = re.compile(r"(?:率|度|比例|比重|占比|覆盖面|评分|得分|分数|成绩|合格|优良|下降率|增长率|幅度)$")
_DEED = re.compile(
    "^(?:响应|修复|到场|到达|办结|答复|处置|处理|完成|解决|受理|送达|恢复|反馈|更换|排除"
    "|发放|支付|拨付|兑付|配送|交付|出具|审核|审批|整改|上线)"
)
_SPAN_NAME = re.compile(r"(?:工期|周期|时限|时间|时长|期限|服务期|质保期|保修期|年限)$")
_LONG_IS_GOOD = re.compile(r"(?:服务期限?|质保期限?|保修期限?|年限|时长)$")
_STANDING = re.compile(r"^(?:值班|服务|在线|不间断|运行|制)")


_SIZE_NAME = re.compile(r"^(.*?)(?<![加提增拓挖抬升最])([宽厚高深]度?|径)$")
_WHOLE_SIZE = re.compile("(?:平均|净|全|总|身)?")
"""What says of nothing that is made whose width it is."""
_LENGTHS = ("米", "厘米", "毫米", "公分")


def is_size(before: str, amount: Amount) -> bool:
    """Whether an amount says how wide, thick, high or deep something is to be made: 宽3.5米."""
    return amount.unit in _LENGTHS and _SIZE_NAME.match(object_before(before)) is not None


def read_size(clause: str, before: str, amount: Amount) -> Fact | None:
    """路面宽4.5米 → 路面宽度 =4.5米: how a thing is to be made, no amount of work; None where nothing says whose width it is."""
    size = _SIZE_NAME.match(object_before(before))
    if size is None or _WHOLE_SIZE.fullmatch(size[1]):
        return None
    name = f"{size[0]}度" if len(size[1]) > 1 and size[2] in "宽厚高深" else size[0]
    if not is_name(name):
        return None
    target = Target(operator=amount.operator or (None if amount.upper else "="), number=amount.number, upper=amount.upper, unit=amount.unit)
    return Fact("level", name, name, target, None, clause)


def is_left_behind(before: str, after: str) -> bool:
    """Whether an amount is where a change starts: 由〔85%〕提高到95%."""
    return before.endswith(("由", "从")) or _LEAVING.match(after) is not None


def read_reached(clause: str, before: str, amount: Amount) -> Fact | None:
    """What a change arrives at: 投诉量由80件降至50件 → 投诉量 ≤50件. None where nothing is reached, or nothing is named."""
    reached = _REACHED.search(before)
    if reached is None:
        return None
    stem = before[: reached.start()] or re.split(r"\d", clause)[0].removesuffix(reached[0])
    name = object_before(_BASE.sub("", stem))
    if not is_name(name):
        return None
    fewer = re.match(_DOWN, reached[0]) is not None and amount.unit != "%"
    target = Target(operator=amount.operator or ("≤" if fewer else "≥"), number=amount.number, unit=f"{amount.scale}{amount.unit}")
    return Fact("level" if _LEVEL_NAME.search(name) else "count", name, name, target, None, clause)


def read_level(clause: str, before: str, amount: Amount) -> Fact | None:
    """学员满意度达到95%以上 → 学员满意度 ≥95%; 事故起数下降10% → its rate of change."""
    changing = _CHANGING.search(before)
    name = object_before(_BASE.sub("", before[: changing.start()] if changing else before))
    if changing and name:
        change = "增长" if re.fullmatch(_UP, changing[1]) else "下降"
        name = f"{name}{change}{'幅度' if '百分点' in amount.unit else '率'}"
    if not is_name(name) or not _LEVEL_NAME.search(name):
        return None
    operator = amount.operator or (None if amount.upper else "=" if amount.number == "100" else "≥")
    unit = "个百分点" if "百分点" in amount.unit else amount.unit
    return Fact("level", name, name, Target(operator=operator, number=amount.number, upper=amount.upper, unit=unit), None, clause)


_COUNTED_FROM = re.compile(r"(?:应当?|须|需|要)?(?:[在于自从][^\d在于自从]{1,10}(?:后|起|之日))$")
"""From when a time is counted: 上架应在到馆后30日内完成."""


def read_duration(before: str, amount: Amount, after: str, waiting: str) -> tuple[Fact | None, int]:
    """故障2小时内响应 → 故障响应时间 ≤2小时; 工期90天 → 工期 ≤90天. `waiting` is what an earlier clause spoke of (，24小时内修复)."""
    if _STANDING.match(after):
        return None, -1
    own = object_before(_COUNTED_FROM.sub("", before))
    deed = _DEED.match(after)
    if amount.within and deed:
        name, operator, used = f"{own or waiting}{deed[0]}时间", amount.operator or "≤", deed.end()
    elif _SPAN_NAME.search(own):
        name, operator, used = own, amount.operator or ("≥" if _LONG_IS_GOOD.search(own) else "≤"), 0
    else:
        return None, 0
    if not is_name(name):
        return None, 0
    target = Target(operator=operator, number=amount.number, upper=None, unit=amount.unit)
    return Fact("duration", name, name, target, None, before), used
