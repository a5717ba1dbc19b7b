"""Rows that stand in the wrong class: told from their words and, where these say nothing, from where rows like them stand."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.goals import Framework
from assistant.goals.dates import parse_deadline
from assistant.goals.framework import framework_of
from assistant.goals.taxonomy import (
    BENEFIT,
    COST,
    ECOLOGICAL_COST,
    QUALITY,
    QUANTITY,
    SATISFACTION,
    SERVED,
    SOCIAL_COST,
    SUSTAINED,
    TIMELINESS,
    convert_class,
    level2_in,
    parent_of,
)
from assistant.goals.wording import fold
from assistant.library.drawers import Drawers
from assistant.review.finding import Finding
from assistant.review.naming import is_unsure, object_of
from assistant.review.rules import RULES
from assistant.review.subject import Row, Subject

VOTERS = 3
"""So many other projects must have a row like this one before their classes say anything."""
AGREED = 0.8
"""Share of them that must stand in one other class."""
_ASKED = ("满意度", "满意率")
_MOMENT = re.compile("(?:时间|时限|时效|日期|期限)$")
_PUNCTUAL = re.compile("及时|按时|准时|按期|如期")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_TALLY = re.compile(r"(?:人次|人数|场次|次数|期数|份数|篇数|户数)[^\d%]{0,6}\d")
"""A count that stands within the words of a value: 年培训人次≥18."""
_BETTER = "(?:明显|显著|有效|大幅|持续|稳步|进一步|得到|不断|逐步)*(?:提升|提高|改善|增强|优化|加强|变化|情况|程度)?$"


@dataclass(frozen=True)
class _Verdict:
    """What is wrong with the class of a row; `to` is its right class in three-class terms, None where that is open."""

    rule: str
    message: str
    to: str | None = None


def check_drawers(subject: Subject) -> Iterator[Finding]:
    """Each row stands in the class that its words, or else the rows like it, speak for."""
    if not subject.classed:
        return
    yield from _check_sustained(subject)
    drawers = subject.data.drawers
    classes = {row.index: _class_of(row) for row in subject.rows}
    verdicts = {row.index: verdict for row in subject.rows if (verdict := _judge(row, classes[row.index], drawers))}
    for row in subject.rows:
        verdict = verdicts.get(row.index)
        if verdict is None:
            yield from _check_votes(row, classes[row.index], subject)
            continue
        stay = [other for other in subject.rows if classes[other.index] == classes[row.index] and other.index not in verdicts]
        fix = _fix(row, verdict.to, subject) if stay or classes[row.index] == TIMELINESS else None
        yield RULES[verdict.rule].finding(f"{row.title}{verdict.message}", row=row.index, field="level2", fix=fix)


def _check_sustained(subject: Subject) -> Iterator[Finding]:
    rows = [row for row in subject.rows if row.level2 == SUSTAINED]
    if rows and subject.table.framework is Framework.FOUR_CLASS:
        more = f"等 {len(rows)} 条" if len(rows) > 1 else ""
        message = f"四分类指标框架不单列可持续影响，{rows[0].title}{more}可并入社会、经济或生态效益；本地表格要求保留的除外。"
        yield RULES["CLASS-11"].finding(message, field="indicators")


def _class_of(row: Row) -> str | None:
    """The class in three-class terms; the benefits are one, since it is often open which of them a row is."""
    level1, level2, _ = convert_class(row.indicator.level1, row.level2, Framework.THREE_CLASS)
    if level2 is None:
        return level1 if level1 in (BENEFIT, SATISFACTION) else None
    return _joined(level2)


def _joined(level2: str) -> str:
    parent = parent_of(level2)
    return parent if parent in (BENEFIT, SATISFACTION) else level2


def _fix(row: Row, to: str | None, subject: Subject) -> str | None:
    """The class to move to; none where it is open, or where the same stands there already."""
    if to is None:
        return None
    framework = framework_of(subject.table)
    level2 = level2_in(framework, to)
    there = [other for other in subject.rows if other.level2 == level2 and other.indicator.group == row.indicator.group]
    names = {fold(other.indicator.level3) for other in there}
    objects = {(object_of(other.name), other.unit) for other in there}
    return None if fold(row.indicator.level3) in names or (object_of(row.name), row.unit) in objects else level2


def _judge(row: Row, place: str | None, drawers: Drawers) -> _Verdict | None:
    judge = _JUDGES.get(place or "")
    return judge(row, drawers) if judge else None


def _judge_quantity(row: Row, drawers: Drawers) -> _Verdict | None:
    effect = _find_effect(row, drawers)
    if effect or _has(row.name, drawers.extents):
        return effect
    if row.rate or (row.target.unit == "%" and row.plain and not row.count and _has(row.name, drawers.deeds)):
        return _judge_rate_as_quantity(row, drawers)
    if row.name.endswith(drawers.quality_names) and not _is_counted(row, drawers):
        return _Verdict("DRAWER-01", "说的是质量，不是数量，请移到质量指标。", QUALITY)
    return _find_date(row, "数量")


def _judge_rate_as_quantity(row: Row, drawers: Drawers) -> _Verdict:
    if _PUNCTUAL.search(row.name):
        return _Verdict("DRAWER-01", "说的是及时不及时，不是数量，请移到时效指标。", TIMELINESS)
    instead = "数量指标请写能数的（次数、人数、面积等）"
    if row.name.endswith((*drawers.quality_rates, "完成率")):
        return _Verdict("DRAWER-01", f"是比率，不是数量，请移到质量指标，{instead}。", QUALITY)
    return _Verdict("DRAWER-01", f"是比率，不是数量，{instead}。")


def _judge_quality(row: Row, drawers: Drawers) -> _Verdict | None:
    effect = _find_effect(row, drawers)
    if effect:
        return effect
    at_least = row.target.operator not in ("≤", "<") and row.number is not None and row.number > 0
    if at_least and _is_counted(row, drawers) and not is_unsure(row.name) and not _has(row.name, drawers.graded_counts):
        done = row.count or row.unit in drawers.output_units or row.name.startswith(drawers.deeds)
        if done and row.unit != "分":
            return _Verdict("DRAWER-01", "数的是个数，不是质量，请移到数量指标，质量指标换成合格率、达标率等。", QUANTITY)
    if row.name.endswith(drawers.held_rates) and not _PUNCTUAL.search(row.name):
        return _Verdict("DRAWER-01", "只说办没办，不说办得好不好，次数、个数请写进数量指标，这里换成合格率、达标率等。")
    return _find_date(row, "质量")


def _find_date(row: Row, name: str) -> _Verdict | None:
    if _MOMENT.search(row.name) and parse_deadline(row.value):
        return _Verdict("DRAWER-01", f"是完成时间，不是{name}，请移到时效指标。", TIMELINESS)
    return None


def _find_effect(row: Row, drawers: Drawers) -> _Verdict | None:
    """A benefit or 满意度 among the outputs."""
    if row.name.endswith(_ASKED):
        return _Verdict("DRAWER-03", "是满意度，不是产出，请移到满意度指标。", SERVED)
    if _has(row.name, drawers.gains):
        return _Verdict("DRAWER-03", "是项目带来的效益，不是产出，请移到效益指标。")
    if row.rate or row.count or _is_counted(row, drawers):
        return None
    better = row.name.startswith(drawers.improving) and _has(row.name, drawers.public)
    if better or _ends_of(drawers.effects).search(row.name):
        return _Verdict("DRAWER-03", "说的是带来的变化，不是产出，请移到效益指标。")
    return None


def _judge_benefit(row: Row, drawers: Drawers) -> _Verdict | None:
    if row.rate:
        return _judge_rate_as_benefit(row, drawers)
    text = row.name if row.plain else row.name + row.value
    counted = row.count or _is_counted(row, drawers) or _TALLY.search(row.value) is not None
    benefit = _has(text, drawers.benefits)
    deed = _has(text, drawers.deeds) or row.unit in drawers.output_units
    if counted and (_has(text, drawers.outputs) or (deed and not benefit)) and row.target.yuan is None:
        return _Verdict(
            "DRAWER-02", "数的是项目自己做了多少，是产出，不是效益，请移到数量指标，这里写带来的变化。", QUANTITY if row.plain else None
        )
    if row.value and row.number is None and row.name.endswith(drawers.deed_names) and not benefit:
        return _Verdict("DRAWER-02", "只说了做什么，没有说带来什么变化，请改写为效益，或移到产出指标。")
    return None


def _judge_rate_as_benefit(row: Row, drawers: Drawers) -> _Verdict | None:
    if row.name.endswith(drawers.outputs):
        return _Verdict("DRAWER-02", "说的是出席情况，是产出，不是效益，请移到质量指标。", QUALITY)
    if _has(row.name, drawers.benefits):
        return None
    if row.name.endswith(drawers.done_rates):
        return _Verdict("DRAWER-02", "说的是任务做了多少，是产出，不是效益，请移到质量指标。", QUALITY)
    if row.name.endswith(drawers.quality_rates) and _has(row.name, drawers.works_done):
        return _Verdict("DRAWER-02", "说的是产出的质量，不是效益，请移到质量指标。", QUALITY)
    return None


def _judge_time(row: Row, drawers: Drawers) -> _Verdict | None:
    effect = _find_effect(row, drawers)
    if effect:
        return effect
    if not row.value or row.pending or _says_time(row, drawers) or row.name.endswith(drawers.progress_rates):
        return None
    counted = row.count and _is_counted(row, drawers)
    to = QUALITY if row.name.endswith(drawers.quality_rates) else QUANTITY if counted else None
    message = f"「{row.wording}」没有说到时间，时效指标请写完成日期、时长或按时完成率。"
    return _Verdict("DRAWER-04", message, to)


def _says_time(row: Row, drawers: Drawers) -> bool:
    return _has(row.name, drawers.time_words) or _has(row.value, drawers.time_values) or _YEAR.search(row.value) is not None


def _judge_cost(row: Row, drawers: Drawers) -> _Verdict | None:
    # burdens on society and nature are no money
    if row.level2 in (SOCIAL_COST, ECOLOGICAL_COST) or _has(row.name, drawers.costs):
        return None
    if _has(row.name, drawers.not_costs):
        return _Verdict("DRAWER-05", "看不出是什么成本，请改为「总成本」「人均成本」之类的名称，或移到相应类别。")
    money = "元" in row.value or _has(row.value, drawers.costs)
    if not row.value or row.pending or money:
        return None
    to = QUANTITY if row.count and _is_counted(row, drawers) else QUALITY if row.name.endswith(drawers.quality_rates) else None
    return _Verdict("DRAWER-05", f"「{row.wording}」不是成本，请移到相应类别，成本指标写花多少钱。", to)


_JUDGES: dict[str, Callable[[Row, Drawers], _Verdict | None]] = {
    QUANTITY: _judge_quantity,
    QUALITY: _judge_quality,
    TIMELINESS: _judge_time,
    COST: _judge_cost,
    BENEFIT: _judge_benefit,
}


def _check_votes(row: Row, place: str | None, subject: Subject) -> Iterator[Finding]:
    """Where the words say nothing: in which class the nearest row of every other project stands."""
    if place in (None, SATISFACTION) or _speaks(row, place, subject.data.drawers):
        return
    votes: dict[str, str] = {}
    for other in subject.like(row):
        votes.setdefault(other.project, _joined(other.level2))
    if len(votes) < VOTERS:
        return
    ((most, count),) = Counter(votes.values()).most_common(1)
    if most != place and count >= AGREED * len(votes):
        message = (
            f"{row.title}放在{row.level2 or place}里，而可比的 {len(votes)} 个项目（含指标库的项目类型）中有 {count} 个"
            f"把近似指标放在{most}里，请看是否放错了类。"
        )
        yield RULES["DRAWER-06"].finding(message, row=row.index, field="level2")


def _speaks(row: Row, place: str, drawers: Drawers) -> bool:
    """Whether the words of a row bear out its class, so that no vote is needed."""
    if place == QUANTITY:
        return row.count or _is_counted(row, drawers) or _has(row.name, drawers.extents)
    if place == TIMELINESS:
        return _says_time(row, drawers)
    if place == COST:
        return row.level2 in (SOCIAL_COST, ECOLOGICAL_COST) or _has(row.name, drawers.costs) or row.target.yuan is not None
    if place == QUALITY:
        return row.name.endswith(drawers.quality_rates)
    return place == BENEFIT and _has(row.name, drawers.benefits)


def _is_counted(row: Row, drawers: Drawers) -> bool:
    """Whether the value is a number of things."""
    return row.number is not None and (row.unit or row.name_unit or "").split("/")[0] in drawers.count_units


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


@lru_cache(maxsize=16)
def _ends_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, words))}){_BETTER}")
