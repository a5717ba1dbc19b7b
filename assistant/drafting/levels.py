"""Rates, scores and durations of a request's text."""

import re

from assistant.drafting.amounts import Amount
from assistant.drafting.fact import Fact
from assistant.drafting.naming import is_name, object_before
from assistant.goals import Target

_RISING = re.compile(r"(?:同比|环比|较上年|比上年|较去年|比去年|年均)*(提高|提升|增长|上升|增加|下降|降低|减少)(?:到|至|了|约)?$")
_BASE = re.compile(r"(?:由|从).*$")
_LEVEL_NAME = re.compile(r"(?:率|度|比例|比重|占比|覆盖面|评分|得分|分数|成绩|合格|优良|下降率|增长率|幅度)$")
_DEED = re.compile(r"^(?:响应|修复|到场|到达|办结|答复|处置|处理|完成|解决|受理|送达|恢复|反馈|更换|排除)")
_SPAN_NAME = re.compile(r"(?:工期|周期|时限|时间|时长|期限|服务期|质保期|保修期|年限)$")
_LONG_IS_GOOD = re.compile(r"(?:服务期限?|质保期限?|保修期限?|年限|时长)$")
_STANDING = re.compile(r"^(?:值班|服务|在线|不间断|运行|制)")


def read_level(clause: str, before: str, amount: Amount, after: str) -> tuple[Fact | None, int]:
    """学员满意度达到95%以上 → 学员满意度 ≥95%; 由85%提高到95% → the level reached; 事故起数下降10% → its rate of change."""
    if re.search(r"(?:由|从)$", before) or re.match(r"(?:提高|提升|上升|下降|降低|增加|增长|减少)(?:到|至|为)", after):
        return None, -1  # the level that is left behind
    rising = _RISING.search(before)
    reached = rising is not None and before.endswith(("到", "至"))
    stem = before[: rising.start()] if rising else before
    if reached:
        stem = stem or re.split(r"(?:由|从)?\d", clause)[0]
    name = object_before(_BASE.sub("", stem))
    if rising and not reached and name:
        change = "增长" if rising[1] in ("提高", "提升", "增长", "上升", "增加") else "下降"
        name = f"{name}{change}{'幅度' if '百分点' in amount.unit else '率'}"
    if not is_name(name) or not _LEVEL_NAME.search(name):
        return None, 0
    operator = amount.operator or (None if amount.upper else "=" if amount.number == "100" else "≥")
    unit = "个百分点" if "百分点" in amount.unit else amount.unit
    target = Target(operator=operator, number=amount.number, upper=amount.upper, unit=unit)
    return Fact("level", name, name, target, None, clause), 0


def read_duration(before: str, amount: Amount, after: str, waiting: str) -> tuple[Fact | None, int]:
    """故障2小时内响应 → 故障响应时间 ≤2小时; 工期90天 → 工期 ≤90天. `waiting` is what an earlier clause spoke of (，24小时内修复)."""
    if _STANDING.match(after):
        return None, -1
    own = object_before(before)
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
