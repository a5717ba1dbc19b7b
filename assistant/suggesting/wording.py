"""Why an indicator is suggested, and what speaks against it, in words."""

import re
from collections.abc import Iterator

from assistant.drafting.footing import BENEFITS
from assistant.drafting.kinds import Kinds
from assistant.drafting.pricing import is_price
from assistant.goals import Framework, Indicator
from assistant.goals.taxonomy import COST, ECOLOGICAL, ECONOMIC, QUANTITY, SERVED, SUSTAINED
from assistant.review.subject import ReviewData
from assistant.suggesting.lacking import Lack
from assistant.suggesting.ranking import Option
from assistant.suggesting.situation import Situation

FEW = 3
"""Comparable projects below which their number says little."""
_SURVEYED = re.compile(
    "(?:知晓|认可|认同|转化|应用|采纳|使用|利用|就业|创业)(?:率|度)$|(?:提升|提高|下降|降低|增长|改善|节约)[^成]{0,4}(?:率|幅度)$"
)


def write_reason(option: Option, situation: Situation, kinds: Kinds, lack: Lack | None, instead_of: Indicator | None = None) -> str:
    """One sentence: what is missing, or what it could stand for; what comparable projects do, what the library says."""
    first = f"可以代替「{instead_of.level3}」" if instead_of and not option.candidate.fact else _missing(option, situation, lack)
    parts = [first, _seen(option)]
    if not option.support.examples and option.candidate.typical and not option.candidate.fact:
        name = option.candidate.typical.name
        kind = next((kind for kind, _ in kinds if any(typical.name == name for typical in kind.indicators)), None)
        if kind:
            parts.append(f"「{kind.name}」类项目{'的核心指标' if option.candidate.typical.core else '常设此项'}")
    return f"{'；'.join(part for part in parts if part)}。"


def _missing(option: Option, situation: Situation, lack: Lack | None) -> str:
    if option.candidate.fact:
        return f"目标或用途里写有“{option.candidate.fact.wording[:40]}”，没有指标与它对应"
    if lack:
        return re.split("[，；]请|；如|，如", lack.message.rstrip("。"))[0]
    count, short = situation.classes.count(option.level2), option.level2.removesuffix("指标")
    if option.level2 in BENEFITS:
        count, short = sum(level2 in BENEFITS for level2 in situation.classes), "效益"
    if is_price(option.candidate) and option.fitted.question:
        return "本表有数量而没有与它对应的单位成本"
    return f"本表{short}方面只有 {count} 条指标" if count else f"本表没有{short}方面的约束"


def _seen(option: Option) -> str:
    frequency, examples = option.support.frequency, option.support.examples
    if not examples:
        return ""
    first = examples[0]
    quoted = f"{first.name} {first.value}" if first.value else first.name
    return f"近似项目 {frequency.of} 个中 {frequency.having} 个设有，如「{first.project}」的“{quoted}”"


def write_caution(option: Option, situation: Situation, data: ReviewData, lack: Lack | None) -> str | None:
    """What speaks against it, or must be seen to first; None where nothing does."""
    return "".join(_cautions(option, situation, data, lack)) or None


def _cautions(option: Option, situation: Situation, data: ReviewData, lack: Lack | None) -> Iterator[str]:
    level2, indicator, of = option.level2, option.fitted.indicator, option.support.frequency.of
    if lack and not lack.certain:
        yield "如果项目不直接服务群众或单位，可以不设满意度。"
    elif level2 == SERVED and any(word in f"{situation.name}{situation.table.purpose or ''}" for word in data.words.internal):
        yield "单位内部事务的项目可以不设满意度。"
    if level2 in (ECONOMIC, ECOLOGICAL) and not option.candidate.fact:
        yield "没有可以核实的效益就不要硬设。"
    if level2 == SUSTAINED and situation.framework is Framework.FOUR_CLASS:
        yield "四分类框架不单列可持续影响，已归入社会效益，请确认。"
    if not option.candidate.fact and _SURVEYED.search(indicator.level3):
        yield "需要先摸清基数，并安排调查或统计，否则年底无法取证。"
    target = indicator.target
    if target and target.number and indicator.status == "to_confirm" and level2 in (QUANTITY, COST):
        yield "指标值是推算的，须换成有计划或标准作依据的数。"
    if not option.candidate.fact and of < FEW:
        yield f"范例库里近似项目只有 {of} 个，请核对是否适用。" if of else "范例库里没有近似项目，按指标库推荐，请核对是否适用。"
    if len(situation.table.indicators) >= data.standards.indicators.most:
        yield f"本表已有 {len(situation.table.indicators)} 条指标，增加前先删并次要的。"
