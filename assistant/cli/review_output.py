"""Printing what a review found and what it corrected."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import print_json_value
from assistant.goals import GoalTable
from assistant.review.finding import SEVERITY_NAMES, Finding

if TYPE_CHECKING:
    from assistant.reporting import Entry
    from assistant.review import Review

Failed = Sequence[tuple[Path, Exception]]


def print_entry(entry: "Entry") -> None:
    """A table for people: what was corrected, what was not and why, and the findings left."""
    from assistant.reporting import advice_of, before_and_after, summarise

    table = entry.table
    place = f"（{table.source.file}）" if table.source else ""
    if entry.withheld:
        print(f"【{table.name}】{place}涉密，不检查\n")
        return
    print(f"【{table.name}】{place}{summarise(entry)}")
    for change in entry.changes or ():
        before, after = before_and_after(change)
        print(f"  已改 {change.rule} {change.place}：原为「{before}」，改为「{after}」")
    for refusal in entry.refused:
        print(f"  未改 {refusal.finding.rule} {refusal.place}：{refusal.reason}")
    for finding in entry.review.findings:
        advice = advice_of(finding)
        more = f"（可改为「{advice}」）" if advice and advice not in finding.message else ""
        print(f"  {SEVERITY_NAMES[finding.severity]} {finding.rule} {_place(finding, table)}{finding.message}{more}")
    _print_footing(entry)
    print()


def _print_footing(entry: "Entry") -> None:
    """How the score comes about, and how much could not be checked."""
    from assistant.reporting import points_by_aspect, unread_note

    if score := entry.review.score:
        print(f"  得分 {points_by_aspect(entry)}（{score.note}）")
    if told := unread_note(entry.table):
        print(f"  {told}")
    if unchecked := len(entry.review.not_applicable):
        print(f"  另有 {unchecked} 条规则缺少所需内容，没有检查；用 --report 写出的报告列有原因。")


def _place(finding: Finding, table: GoalTable) -> str:
    """Where the finding stands, as far as its message does not say so itself."""
    from assistant.review.mending import place_in_words

    if finding.indicator is not None:
        title = f"「{table.indicators[finding.indicator].level3}」"
        return f"第{finding.indicator + 1}条指标{'' if title in finding.message else title} "
    place = place_in_words(finding, table)
    return "" if place == "全表" or place in finding.message.replace(" ", "") else f"{place} "


def print_entry_json(entry: "Entry") -> None:
    """A table as one line of JSON: what its review said as it was read; where it was corrected, also how, and what is left."""
    source = entry.table.source
    line = {"source": source.model_dump() if source else None, "name": entry.table.name, **_of_review(entry.before or entry.review)}
    if entry.table.unread:
        line["unread"] = list(entry.table.unread)
    if entry.changes is not None:
        line["changes"] = [change.model_dump() for change in entry.changes]
        line["refused"] = [{"rule": refusal.finding.rule, **refusal.model_dump()} for refusal in entry.refused]
        line["left"] = _of_review(entry.review)
        line["table"] = entry.table.model_dump(mode="json")
    print_json_value(line)


def _of_review(review: "Review") -> dict[str, object]:
    return {
        "findings": [finding.model_dump() for finding in review.findings],
        "not_applicable": list(review.not_applicable),
        "not_applicable_reasons": review.not_applicable,
        "score": review.score.model_dump() if review.score else None,
    }


def print_failed_json(unread: Failed, unwritten: Failed) -> None:
    """The files that could not be read, and those that could not be written, each as one line of JSON."""
    for path, error in unread:
        print_json_value({"source": {"file": str(path), "location": None}, "error": str(error)})
    for path, error in unwritten:
        print_json_value({"out": str(path), "error": str(error)})
