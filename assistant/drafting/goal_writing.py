"""Goal sentences made from the chosen indicators, so that every number in them stands in the table."""

from collections.abc import Sequence

from assistant.drafting.fitting import Fitted
from assistant.drafting.measures import without_measure
from assistant.drafting.request import DraftRequest
from assistant.drafting.subject import place_subject
from assistant.goals import Goal, Target
from assistant.goals.taxonomy import COST, ECOLOGICAL, ECONOMIC, QUALITY, QUANTITY, SERVED, SOCIAL, SUSTAINED, TIMELINESS
from assistant.library.types import ProjectType

MOST_QUANTITIES = 4
"""Quantities named in one sentence; more are spread over a second."""


def write_goals(request: DraftRequest, kind: ProjectType, subject: str, rows: Sequence[Fitted]) -> tuple[Goal, ...]:
    """Two to four goals: what is done and how much of it, how well and to what effect, at what cost and to whose satisfaction."""
    counted = [entry for entry in rows if entry.candidate.level2 == QUANTITY and _speakable(entry)]
    texts = [_what_is_done(kind, subject, counted[:MOST_QUANTITIES], _deadline(request, rows))]
    if len(counted) > MOST_QUANTITIES:
        texts.append(f"同步完成{_join(_count_phrase(entry) for entry in counted[MOST_QUANTITIES : 2 * MOST_QUANTITIES])}。")
    texts.append(_to_what_effect(kind, rows))
    texts.append(_at_what_cost(request, rows))
    return tuple(Goal(scope="annual", text=text) for text in texts if text)


def _join(parts: object) -> str:
    return "、".join(parts)  # type: ignore[call-overload,no-any-return]


def _deadline(request: DraftRequest, rows: Sequence[Fitted]) -> str:
    dates = [
        entry.indicator.value
        for entry in rows
        if entry.candidate.level2 == TIMELINESS and entry.indicator.value and str(request.year) in entry.indicator.value
    ]
    date = next((date for date in dates if "12月" in date), dates[0] if len(dates) == 1 else None)
    return f"，于{date.removesuffix('完成')}完成" if date else ""


def _what_is_done(kind: ProjectType, subject: str, counted: Sequence[Fitted], deadline: str) -> str:
    given = [entry for entry in counted if entry.candidate.fact]
    if given:
        return f"通过{_join(_count_phrase(entry) for entry in counted)}，落实年度工作任务{deadline}。"
    action = place_subject(kind.action, subject, longest=24)
    if not counted:
        return f"通过{action}，完成年度工作任务{deadline}。"
    return f"通过{action}，实现{_join(_count_phrase(entry) for entry in counted)}{deadline}。"


def _to_what_effect(kind: ProjectType, rows: Sequence[Fitted]) -> str:
    levels = [_level_phrase(entry) for level2 in (QUALITY, SOCIAL, ECONOMIC, ECOLOGICAL, SUSTAINED) for entry in _of_class(rows, level2)[:1]]
    return f"{'，'.join(levels[:3])}，{kind.effect}。" if levels else ""


def _at_what_cost(request: DraftRequest, rows: Sequence[Fitted]) -> str:
    total = [
        entry
        for entry in _of_class(rows, COST)
        if entry.indicator.target and entry.indicator.target.decimal == request.budget_yuan and "/" not in (entry.indicator.target.unit or "")
    ]
    parts = [f"{entry.indicator.level3}控制在{_bare(entry.indicator.target)}以内" for entry in total[:1] if entry.indicator.target]
    parts += [_level_phrase(entry) for entry in _of_class(rows, SERVED)[:1]]
    return f"{'，'.join(parts)}。" if parts else ""


def _of_class(rows: Sequence[Fitted], level2: str) -> list[Fitted]:
    return [entry for entry in rows if entry.candidate.level2 == level2 and _speakable(entry)]


def _speakable(entry: Fitted) -> bool:
    return entry.indicator.target is not None and entry.indicator.target.number is not None and entry.indicator.target.text is None


def _bare(target: Target) -> str:
    return f"{target.number}{target.unit or ''}"


def _count_phrase(entry: Fitted) -> str:
    """维权宣传活动场次 ≥12场 → 维权宣传活动不少于12场; with the verb that the request used, where it used one."""
    target = entry.indicator.target
    assert target is not None
    thing = entry.candidate.fact.phrase if entry.candidate.fact else without_measure(entry.indicator.level3)
    return f"{thing}{_bound(target)}"


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
