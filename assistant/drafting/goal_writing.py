"""Goal sentences made from the chosen indicators, so that every number in them stands in the table."""

from collections.abc import Sequence

from assistant.drafting.fitting import Fitted
from assistant.drafting.measures import has_verb, without_measure
from assistant.drafting.request import DraftRequest
from assistant.drafting.subject import place_subject
from assistant.goals import Goal, Target
from assistant.goals.dates import parse_deadline
from assistant.goals.taxonomy import COST, ECOLOGICAL, ECONOMIC, QUALITY, QUANTITY, SERVED, SOCIAL, SUSTAINED, TIMELINESS
from assistant.library.types import ProjectType

MOST_QUANTITIES = 4
"""Quantities named in one sentence; more are spread over a second."""


def write_goals(request: DraftRequest, kind: ProjectType, subject: str, rows: Sequence[Fitted]) -> tuple[Goal, ...]:
    """Two to four goals: what is done and how much of it, how well and to what effect, at what cost and to whose satisfaction."""
    counted = [entry for entry in rows if entry.candidate.level2 == QUANTITY and _speakable(entry)]
    quality = [_level_phrase(entry) for entry in _of_class(rows, QUALITY)]
    texts = [_what_is_done(request, kind, subject, counted[:MOST_QUANTITIES], _deadline(request, rows), quality)]
    if len(counted) > MOST_QUANTITIES:
        texts.append(f"同步完成{_count_phrases(counted[MOST_QUANTITIES : 2 * MOST_QUANTITIES])}。")
    texts.append(_to_what_effect(kind, rows, quality))
    texts.append(_at_what_cost(request, rows))
    return tuple(Goal(scope="annual", text=text) for text in texts if text)


def _deadline(request: DraftRequest, rows: Sequence[Fitted]) -> str:
    """The date by which all is done, where the table says one: the latest of its deadlines in the year."""
    dates = [
        (deadline.month or 12, deadline.day or 31, entry.indicator.value or "")
        for entry in rows
        if entry.candidate.level2 == TIMELINESS
        and (deadline := parse_deadline(entry.indicator.value or "")) is not None
        and deadline.year == request.year
    ]
    return f"于{max(dates)[2].removesuffix('完成')}" if dates else ""


def _what_is_done(
    request: DraftRequest, kind: ProjectType, subject: str, counted: Sequence[Fitted], deadline: str, quality: Sequence[str]
) -> str:
    """通过〔做什么〕，完成〔多少、何时〕，达到〔多好〕."""
    ending = f"，{quality[0]}" if quality else ""
    if any(entry.candidate.fact and has_verb(entry.candidate.fact.phrase) for entry in counted[:1]):
        return f"通过{_count_phrases(counted)}，{deadline}完成{subject}年度任务{ending}。"
    action = place_subject(kind.action, subject)
    done = _count_phrases(counted) or "年度工作任务"
    return f"通过{action}，{deadline}完成{done}{ending}。"


def _to_what_effect(kind: ProjectType, rows: Sequence[Fitted], quality: Sequence[str]) -> str:
    benefits = [_level_phrase(entry) for level2 in (SOCIAL, ECONOMIC, ECOLOGICAL, SUSTAINED) for entry in _of_class(rows, level2)]
    levels = [*benefits[:2], *quality[1:2]][:2] or quality[:1]
    return f"{'，'.join(levels)}，{kind.effect}。" if levels else ""


def _at_what_cost(request: DraftRequest, rows: Sequence[Fitted]) -> str:
    total = [entry for entry in _of_class(rows, COST) if entry.candidate.is_total]
    parts = [
        f"{entry.indicator.level3.removesuffix('控制数')}控制在{_bare(entry.indicator.target)}以内"
        for entry in total[:1]
        if entry.indicator.target
    ]
    parts += [_level_phrase(entry) for entry in _of_class(rows, SERVED)[:1]]
    return f"{'，'.join(parts)}。" if parts else ""


def _of_class(rows: Sequence[Fitted], level2: str) -> list[Fitted]:
    return [entry for entry in rows if entry.candidate.level2 == level2 and _speakable(entry)]


def _speakable(entry: Fitted) -> bool:
    return entry.indicator.target is not None and entry.indicator.target.number is not None and entry.indicator.target.text is None


def _bare(target: Target) -> str:
    return f"{target.number}{target.unit or ''}"


def _count_phrases(counted: Sequence[Fitted]) -> str:
    """维权宣传活动场次 ≥12场 → 维权宣传活动不少于12场; of one thing counted twice the thing is said once (培训不少于3期、200人次)."""
    phrases, before = [], ""
    for entry in counted:
        target = entry.indicator.target
        assert target is not None
        thing = entry.candidate.fact.phrase if entry.candidate.fact else without_measure(entry.indicator.level3)
        phrases.append(_bare(target) if thing == before else f"{thing}{_bound(target)}")
        before = thing
    return "、".join(phrases)


def _bound(target: Target) -> str:
    words = {"≥": "不少于", ">": "超过", "≤": "不超过", "<": "少于"}
    return f"{words.get(target.operator or '', '')}{_bare(target)}"


def _level_phrase(entry: Fitted) -> str:
    """培训合格率 ≥95% → 培训合格率达到95%以上; 系统故障率 ≤1% → 系统故障率控制在1%以内."""
    target, name = entry.indicator.target, entry.indicator.level3
    assert target is not None
    if target.operator in ("≥", ">"):
        return f"{name}达到{_bare(target)}以上"
    if target.operator in ("≤", "<"):
        return f"{name}控制在{_bare(target)}以内"
    return f"{name}为{_bare(target)}" if target.number == "0" else f"{name}达到{_bare(target)}"
