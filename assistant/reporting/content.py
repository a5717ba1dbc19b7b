"""What a report says of one table, in rows of text that every format draws in its own way."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import Literal

from assistant.export.typography import printable
from assistant.goals import GoalTable
from assistant.goals.money import format_amount, format_number
from assistant.goals.secrecy import holds_secrets
from assistant.review import RULES, Finding, Review
from assistant.review.finding import SEVERITY_NAMES
from assistant.review.fixing import read_field
from assistant.review.mending import Change, Refusal, place_in_words

TITLE = "绩效目标表审核意见"
CLASSIFIED = "标有涉密标识，不检查内容，也不写入本报告。"
_ORDER = "indicators"
_EMPTY = "（空）"


@dataclass(frozen=True)
class Entry:
    """A table, what a review says of it, and, where it was corrected first, how.

    Attributes:
        table: the table, after the correction.
        review: what a review says of it now.
        changes: the correction; None where none was asked for.
        refused: fixes that would have made things worse.
        before: what the review said before the correction.
    """

    table: GoalTable
    review: Review
    changes: tuple[Change, ...] | None = None
    refused: tuple[Refusal, ...] = ()
    before: Review | None = None

    @property
    def withheld(self) -> bool:
        """Whether the table, or a row of it, is marked 涉密: of such a table a report holds the head alone."""
        return holds_secrets(self.table)


@dataclass(frozen=True)
class Column:
    """A column of a list; `width` is millimetres, `role` how its cells stand, `number` whether all of them are numbers."""

    heading: str
    width: int
    role: Literal["word", "prose"] = "prose"
    number: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of list: its title, its columns, which fill the width of the page, and what is said where it has no rows."""

    title: str
    columns: tuple[Column, ...]
    none: str


FINDINGS = Kind(
    "审核意见",
    (
        Column("序号", 12, "word", number=True),
        Column("级别", 13, "word"),
        Column("规则编号", 25, "word"),
        Column("规则名称", 27),
        Column("位置", 34),
        Column("原文", 36),
        Column("意见", 52),
        Column("建议改为", 28),
        Column("依据", 30),
    ),
    "没有审核意见。",
)
DEDUCTIONS = Kind(
    "自检得分",
    (
        Column("方面", 24, "word"),
        Column("得分/满分", 27, "word"),
        Column("规则编号", 25, "word"),
        Column("扣分原因", 90),
        Column("扣分", 16, "word", number=True),
        Column("对应意见", 75),
    ),
    "没有扣分。",
)
CHANGES = Kind(
    "已修改",
    (
        Column("序号", 12, "word", number=True),
        Column("级别", 13, "word"),
        Column("规则编号", 25, "word"),
        Column("规则名称", 34),
        Column("位置", 43),
        Column("原为", 65),
        Column("改为", 65),
    ),
    "没有可以直接修改的地方。",
)
REFUSED = Kind(
    "未作的修改",
    (Column("规则编号", 25, "word"), Column("位置", 52), Column("建议改为", 80), Column("没有修改的原因", 100)),
    "没有未作的修改。",
)
_EXCERPT, _MOST_SHOWN = 20, 3
"""How much of what was not read is quoted."""
UNCHECKED = Kind("未检查项", (Column("原因", 60), Column("没有检查的规则", 197)), "所有规则都已检查。")

Rows = tuple[tuple[str, ...], ...]


def head_of(table: GoalTable) -> list[tuple[str, str]]:
    """Label and text of what tells the table apart; 未写明 where it does not say."""
    amount = format_amount(table.budget_yuan) if table.budget_yuan is not None else None
    facts = [
        ("单位", table.unit or table.department),
        ("预算年度", f"{table.year}年" if table.year else None),
        ("预算金额", amount),
        ("来源文件", table.source.file if table.source else None),
        ("位置", table.source.location if table.source else None),
        ("未检查的原文", unread_note(table)),
    ]
    return [(label, printable(text or "未写明")) for label, text in facts if text or label in ("单位", "预算年度", "预算金额")]


def unread_note(table: GoalTable) -> str | None:
    """What of the source stands in no field of the table, so that nobody takes it for checked; None where there is nothing."""
    if not table.unread:
        return None
    gravest_first = sorted(table.unread, key=lambda text: "涉密" not in text)
    shown = "、".join(f"「{text[:_EXCERPT]}」" for text in gravest_first[:_MOST_SHOWN])
    return f"原文有 {len(table.unread)} 段没有归入任何栏目，没有检查：{shown}{'等' if len(table.unread) > _MOST_SHOWN else ''}"


def titles_of(entries: Sequence[Entry]) -> list[str]:
    """The names of the tables; of tables of one name each says the how many-eth of the report it is."""
    names = [printable(entry.table.name).replace("\n", "") for entry in entries]
    times = Counter(names)
    return [f"{name}（第{number}张）" if times[name] > 1 else name for number, name in enumerate(names, 1)]


def count_severities(entry: Entry) -> tuple[int, int, int]:
    """How many errors, warnings and hints there are."""
    counts = Counter(finding.severity for finding in entry.review.findings)
    return counts["error"], counts["warning"], counts["info"]


def summarise(entry: Entry) -> str:
    """All findings and the score in one sentence."""
    errors, warnings, infos = count_severities(entry)
    made = "" if entry.changes is None else f"{_was(entry.before)}修改 {len(entry.changes)} 处后，"
    score = f"自检得分（非官方）{entry.review.score.reason}。" if entry.review.score else ""
    return f"{made}共 {errors + warnings + infos} 条审核意见：错误 {errors} 条，警告 {warnings} 条，提示 {infos} 条。{score}"


def points_by_aspect(entry: Entry) -> str:
    """What is left of each aspect, in one line; empty where there is no score."""
    aspects = entry.review.score.aspects if entry.review.score else ()
    return "，".join(f"{aspect.aspect} {_points(aspect.points)}/{_points(aspect.full)}" for aspect in aspects)


def _was(review: Review | None) -> str:
    if review is None:
        return ""
    score = f"，自检得分 {_points(review.score.total)} 分" if review.score else ""
    return f"原有 {len(review.findings)} 条审核意见{score}；"


def list_findings(entry: Entry) -> Rows:
    """One row per finding, in the order of the review."""
    return _rows(
        (
            str(number),
            SEVERITY_NAMES[finding.severity],
            finding.rule,
            RULES[finding.rule].title,
            place_in_words(finding, entry.table),
            _what_stands(finding, entry.table),
            finding.message,
            advice_of(finding),
            RULES[finding.rule].source,
        )
        for number, finding in enumerate(entry.review.findings, 1)
    )


def list_deductions(entry: Entry) -> Rows:
    """One row per deduction, traced to its rule and findings; an aspect that lost nothing has a row that says so."""
    rows: list[tuple[str, ...]] = []
    for aspect in entry.review.score.aspects if entry.review.score else ():
        head = (aspect.aspect, f"{_points(aspect.points)}/{_points(aspect.full)}")
        for deduction in aspect.deductions:
            numbers = [number for number, finding in enumerate(entry.review.findings, 1) if finding.rule == deduction.rule]
            counted = f"，只计 {deduction.counted} 条" if deduction.counted < deduction.findings else ""
            found = f"第 {_spans(numbers)} 条{counted}"
            rows.append((*head, deduction.rule, deduction.title, _points(deduction.points), found))
        if not aspect.deductions:
            rows.append((*head, "", "没有扣分", "0", ""))
    return _rows(rows)


def list_changes(entry: Entry) -> Rows:
    """One row per change, in the order in which they were made."""
    rows: list[tuple[str, ...]] = []
    for number, change in enumerate(entry.changes or (), 1):
        head = (str(number), SEVERITY_NAMES[change.severity], change.rule, RULES[change.rule].title, change.place)
        rows.append((*head, *before_and_after(change)))
    return _rows(rows)


def before_and_after(change: Change) -> tuple[str, str]:
    """What stood there and what stands there now; of a new order only the rows that have moved."""
    before, after = _differing(change.before, change.after) if change.field == _ORDER else (change.before, change.after)
    return before or _EMPTY, after or _EMPTY


def list_refused(entry: Entry) -> Rows:
    """One row per change that would have made things worse."""
    return _rows((refusal.finding.rule, refusal.place, advice_of(refusal.finding), refusal.reason) for refusal in entry.refused)


def list_unchecked(entry: Entry) -> Rows:
    """One row per reason for which rules could not be checked."""
    by_reason: dict[str, list[str]] = {}
    for rule, reason in entry.review.not_applicable.items():
        by_reason.setdefault(reason, []).append(f"{rule} {RULES[rule].title}")
    return _rows((reason, "、".join(rules)) for reason, rules in by_reason.items())


def lists_of(entry: Entry) -> list[tuple[Kind, Rows]]:
    """All lists of a table in the order of the report."""
    if entry.withheld:
        return []
    changes = [(CHANGES, list_changes(entry))] if entry.changes is not None else []
    refused = [(REFUSED, list_refused(entry))] if entry.refused else []
    score = [(DEDUCTIONS, list_deductions(entry))] if entry.review.score else []
    return [*changes, *refused, (FINDINGS, list_findings(entry)), *score, (UNCHECKED, list_unchecked(entry))]


def _rows(rows: Iterable[tuple[str, ...]]) -> Rows:
    return tuple(tuple(printable(text) for text in row) for row in rows)


def _what_stands(finding: Finding, table: GoalTable) -> str:
    """What stands now where the finding points; of a finding about the table as a whole, nothing."""
    if finding.field in (None, _ORDER):
        return ""
    return read_field(table, finding) or (_EMPTY if finding.indicator is not None else "")


def advice_of(finding: Finding) -> str:
    """What the text should become, where the review says that."""
    if finding.fix is None:
        return ""
    return "按类别重新排列" if finding.fix.field == _ORDER else finding.fix.new or _EMPTY


def _differing(before: str, after: str) -> tuple[str, str]:
    """Two orders of the same names, from the first that has moved to the last."""
    old, new = before.split("、"), after.split("、")
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))
    tail = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old[same:][::-1], new[same:][::-1], strict=False))))
    return "、".join(old[same : len(old) - tail]), "、".join(new[same : len(new) - tail])


def _points(points: float) -> str:
    return format_number(Decimal(str(points)))


def _spans(numbers: Sequence[int]) -> str:
    """1、3–5、9 for rising numbers."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
