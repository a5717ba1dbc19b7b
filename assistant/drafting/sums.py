"""Money in a request's text: prices of a unit, the cost of a part, and money that is brought in."""

import re

from assistant.drafting.amounts import Amount
from assistant.drafting.fact import Fact
from assistant.drafting.naming import LONGEST, is_name, object_before
from assistant.goals import Target

_TIME = ("天", "日", "月", "年", "次", "期", "学期", "学年", "季度", "餐", "课时", "小时")
_UNIT = "人次|平方米|公里|立方米|学期|学年|季度|课时|小时|[\u4e00-\u9fff]"
_PER = re.compile(
    rf"按?每(?:个(?=[人班村])|一)?({_UNIT})|(人|户|亩|场|生|次|件)均"
    r"|单(人次|平方米|公里|立方米|[套台场户亩件次期座盏辆间株处个])(?=[\u4e00-\u9fff]{0,6}(?:单价|造价|成本|费用?|价格))"
)
_PRICE = re.compile(r"单价|造价")
_GIVING = re.compile(r"慰问|扶助|补助|补贴|资助|奖励|救助|帮扶|津贴|发放(?!.*(?:慰问|扶助|补助|补贴|资助|奖励|救助|津贴))")
_EACH = {"人": "人均", "人次": "人均", "户": "户均", "亩": "亩均"}
_WHOLE = re.compile(
    r"总投资|总预算|总金额|总额|合计|预算|申请|财政|自筹|配套|资金来源|本年|当年|年度安排|中央|省级|市级|县级|上级|总成本|总经费"
)
_GAIN = re.compile(
    "收入|增收|产值|税收|撬动|带动|挽回|追回|避免|零售额|交易额|化解|吸引|募集|争取|追缴|盘活|销售|节约|引资|外资|利润|效益|消费|成交|营收|"
    "到位资金|引进资金|融资|贷款"
)
_BOOKKEEPING = re.compile(r"(?:预算|经费|资金|费用|支出|约|共|计|需|安排|投入|为|费|标准|补助标准|不超过|控制在|达到?|单价|金额|成本)+$")
_OCCASION = re.compile(r"培训|会议|疗休养|考察|研学|演练")
_PERIODS = {"日": "天"}


def read_money(before: str, amount: Amount, spoken_of: str, unit: str, given: str = "") -> tuple[Fact | None, int]:
    """What an amount of money states; `spoken_of` and `unit` are the object counted last and its measure, for prices without them.

    `given` is what was said to be done with the money (发放生活补贴), where it is given to somebody.
    """
    per, stem, tail = _per(before, amount, unit)
    if per:
        behind, ahead = (object_before(_BOOKKEEPING.sub("", part)) for part in (tail, stem))
        own = behind if is_name(behind) and not _GIVING.search(behind) else ahead
        return _price(before, amount, per, own, spoken_of, given), 0
    if _GAIN.search(before):
        return _gain(before, amount), 0
    if _WHOLE.search(before):
        return None, -1
    return _part(before, amount), 0


def _per(before: str, amount: Amount, unit: str) -> tuple[tuple[str, ...], str, str]:
    """The units that a price is per, things before times (人, 天), and what stands in front of and behind 每人每天."""
    found = list(_PER.finditer(before))[-2:]
    words = [next(word for word in match.groups() if word) for match in found]
    stem = before[: found[0].start()] if found else before
    tail = before[found[-1].end() :] if found else ""
    per = tuple(dict.fromkeys("人" if word in ("生", "名", "位") else _PERIODS.get(word, word) for word in [*words, *amount.per]))
    if not per and _PRICE.search(before) and unit:
        per = (unit,)
    return tuple(sorted(per, key=lambda word: word in _TIME)), stem, tail


def _price(before: str, amount: Amount, per: tuple[str, ...], own: str, spoken_of: str, given: str) -> Fact | None:
    thing = own if is_name(own) else spoken_of
    giving = _GIVING.search(before) or _GIVING.search(thing) or (None if is_name(own) else _GIVING.search(given))
    period = f"每{per[1]}" if len(per) > 1 and per[1] in ("月", "天", "年", "学期", "学年", "季度") else ""
    each = _EACH.get(per[0], f"单{per[0]}")
    if _GAIN.search(before):
        gain = _GAIN.search(before)
        name = f"{each}{gain[0]}金额" if gain else ""
        return Fact("benefit", name, name, _target(amount, per, "≥"), None, before)
    ending = "标准" if giving or amount.operator == "≥" else "成本"  # no cost is to be high
    what = _bare(thing)
    if per[0] in _EACH:
        occasion = _OCCASION.search(thing)
        what = giving[0] if giving else own if is_name(own) else occasion[0] if occasion else ""
    elif giving and giving[0] not in what:
        what += giving[0]
    name = f"{each}{period}{what}{ending}"
    name = name if len(name) <= LONGEST else f"{each}{period}{ending}"
    return Fact("price", name, thing, _target(amount, per, "≤"), per[0], before)


def _bare(thing: str) -> str:
    """An object without the verb that got it: 采购电脑 → 电脑."""
    return re.sub(
        r"^(?:采购|购置|购买|买|新建|建设|举办|聘用|聘请|安装|改造|印制|印刷|编印|编制|制作|拍摄|配备|更换|更新|办理|受理)(?=.{2})",
        "",
        thing,
    )


def _gain(before: str, amount: Amount) -> Fact | None:
    gain = _GAIN.search(before)
    name = object_before(before) or (before[gain.start() :] if gain else "")
    name = name if re.search(r"(?:收入|产值|税收|额|资金|外资|消费|利润|损失|债务|投资|欠薪)$", name) else f"{name}金额"
    return Fact("benefit", name, name, _target(amount, (), "≥"), None, before) if is_name(name) else None


def _part(before: str, amount: Amount) -> Fact | None:
    thing = object_before(_BOOKKEEPING.sub("", before))
    if not is_name(thing):
        return None
    return Fact("cost", f"{thing}成本"[-LONGEST:], thing, _target(amount, (), "≤"), None, before)


def _target(amount: Amount, per: tuple[str, ...], default: str) -> Target:
    unit = f"{amount.scale}元" + (f"/{'·'.join(per)}" if per else "")
    operator = None if amount.upper else amount.operator or default
    return Target.model_validate({"operator": operator, "number": amount.number, "upper": amount.upper, "unit": unit})
