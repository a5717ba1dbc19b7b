"""Cutting out of a goal what it states of a row that is gone, where the sentence stays whole without it."""

import re
from collections.abc import Sequence

from assistant.goals import Goal, Indicator
from assistant.review.carrying import by_scope, find_date, said_of
from assistant.review.mentions import Mention
from assistant.review.naming import object_of
from assistant.review.splicing import FoldedText, Swap
from assistant.review.subject import ReviewData, Subject

_SENTENCE_ENDS = "。;!?\n"
_MARK = re.compile(r"[、。;!?\n:]|,(?!\d{3}(?!\d))")
_NUMBER = re.compile(r"\d")
_YEAR = re.compile(r"20\d\d年?(?:度|\d{1,2}月(?:底|末|\d{1,2}日)?)?前?")
_JOINING = re.compile("以及|并(?!发)|[与和](?![谐平])|(?<!普)及(?![时格])|其中|分别|每|各")
_NAMELESS = re.compile(r"(?:不少于|不低于|不超过|超过|少于|至少|至多|达到?|约)?\d")
_OPENING = re.compile(r"(?:通过|同步|同时|全年|年内|计划|(?:于|在)[^,、。;]{2,12}?[前内底末])*(?:完成|开展|举办|组织|实现|确保)?")


def gone_from(goal: Goal, gone: Indicator, others: Sequence[Indicator], data: ReviewData) -> list[Mention]:
    """Where a goal states the number of a row that is gone, and no row that is there does."""
    text = FoldedText.of(goal.text)
    subject = by_scope([goal], gone, others, data)[goal.scope]
    return [said for said, _ in said_of(goal.text, text.folded, subject)] if text and subject else []


def is_stated(goals: Sequence[Goal], row: Indicator, others: Sequence[Indicator], data: ReviewData) -> bool:
    """Whether any of the goals states the number or the date of a row, which is that of none of the others."""
    subjects = by_scope(goals, row, others, data)
    return any(_states(goal, subjects[goal.scope]) for goal in goals)


def _states(goal: Goal, subject: Subject | None) -> bool:
    text = FoldedText.of(goal.text)
    if text is None or subject is None:
        return False
    return any(said_of(goal.text, text.folded, subject)) or find_date(text.folded, subject.rows) is not None


def spans_of_gone(goal: Goal, subject: Subject) -> set[tuple[int, int]]:
    """Where a goal under review states numbers of rows that were taken out."""
    rows = subject.table.indicators
    gone = [earlier.row for earlier in subject.earlier if earlier.place is None]
    return {said.span for row in gone for said in gone_from(goal, row, rows, subject.data)}


def cut_out(goal: Goal, gone: Indicator, others: Sequence[Indicator], data: ReviewData) -> str | None:
    """The goal without the one place that states the number or date of a row that is gone.

    None where it states neither, or more than once, or where what is left would be no sentence: a list whose next number rests on the
    name that would go, a part that says something else besides, the only sentence there is.
    """
    text, subject = FoldedText.of(goal.text), by_scope([goal], gone, others, data)[goal.scope]
    if text is None or subject is None:
        return None
    said = [mention for mention, _ in said_of(goal.text, text.folded, subject)]
    if len(said) == 1:
        swap = _cut(text.folded, said[0], gone)
    elif not said and (found := find_date(text.folded, subject.rows)):
        swap = _cut_date(text.folded, found)
    else:
        return None
    return text.swapped([swap]).strip() if swap else None


def _cut(folded: str, said: Mention, gone: Indicator) -> Swap | None:
    """The part between two marks that holds the number, with the mark that it leaves over."""
    marks = [match.start() for match in _MARK.finditer(folded)]
    start = max((at + 1 for at in marks if at < said.span[0]), default=0)
    end = min((at for at in marks if at >= said.span[1]), default=len(folded))
    part, before, after = folded[start:end], folded[start - 1 : start], folded[end : end + 1]
    rest = folded[start : said.span[0]] + folded[said.span[1] : end]
    if _NUMBER.search(_YEAR.sub("", rest)) or _JOINING.search(part.replace(object_of(gone.level3), "")):
        return None
    listed = before == "、"
    if after == "、" and _NAMELESS.match(folded, end + 1) and not (listed and _NAMELESS.match(part)):
        return None
    if listed:
        return Swap(start - 1, end, "")
    if after == "、":
        kept = _lead(part, gone)
        return Swap(start + len(kept), end + 1, "") if kept is not None else None
    return _cut_clause(folded, start, end)


def _lead(part: str, gone: Indicator) -> str | None:
    """What stands in front of the first thing of a list and holds for the others too: 通过购置 of 通过购置电脑20台、打印机3台."""
    thing = object_of(gone.level3)
    at = part.find(thing)
    if at >= 0:
        return part[:at]
    opening = _OPENING.match(part)
    return opening.group() if opening and len(opening.group()) < len(part) else None


def _cut_clause(folded: str, start: int, end: int) -> Swap | None:
    """A clause, with the comma behind it or, at the end of a sentence, in front of it; the whole sentence where it is the only clause."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if after == ",":
        return Swap(start, end + 1, "")
    if before == ",":
        return Swap(start - 1, end, "")
    whole = before in ("", *_SENTENCE_ENDS) and after in ("", *_SENTENCE_ENDS)
    left = f"{folded[:start]}{folded[end + 1 :]}".strip()
    return Swap(start, min(end + 1, len(folded)), "") if whole and left else None


def _cut_date(folded: str, found: re.Match[str]) -> Swap | None:
    """A date with the word that leads to it, where the work goes on behind it: 于2026年10月底前完成培训 is 完成培训."""
    start, end = found.span()
    if folded[start - 1 : start] in ("于", "在"):
        start -= 1
    behind = re.match(r"(?:之前|以前|前)?(?=完成|建成|交付|实施|举办|召开)", folded[end:])
    return Swap(start, end + behind.end(), "") if behind else None
