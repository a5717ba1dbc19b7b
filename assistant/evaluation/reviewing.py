"""How right the review is: findings on real tables against those that a person wrote down before seeing them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import InputError
from assistant.goals import GoalTable
from assistant.review import RULES, Finding, ReviewData, review

WHOLE = "表"
"""The place of what is said of a whole table."""


@dataclass(frozen=True)
class Label:
    """A fault that a person found: any of `rules` tells it, at a place written as `place_of` writes it."""

    rules: tuple[str, ...]
    at: str

    def tells(self, rule: str, at: str) -> bool:
        """Whether a finding of `rule` at `at` is this fault; what one says of a row and the other of the whole table agree."""
        return rule in self.rules and (at == self.at or WHOLE in (at, self.at))


@dataclass
class Counts:
    """Of one rule: findings that are right, findings that are not, faults labelled, faults found."""

    right: int = 0
    wrong: int = 0
    labelled: int = 0
    found: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the findings that are right; None where there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of the faults that were found; None where there are none."""
        return self.found / self.labelled if self.labelled else None


@dataclass(frozen=True)
class LabelledTable:
    """The faults of one table; `arguable` ones count neither way."""

    document: str
    table: str
    faults: tuple[Label, ...]
    arguable: tuple[Label, ...] = ()


@dataclass
class ReviewScore:
    """Counts by rule, with every difference between person and program; `arguable` counts findings that were judged neither way."""

    rules: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    arguable: int = 0
    wrong: list[dict[str, Any]] = field(default_factory=list)
    missed: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> Counts:
        """All rules together."""
        return Counts(*(sum(getattr(one, part) for one in self.rules.values()) for part in ("right", "wrong", "labelled", "found")))


def load_labels(path: Path) -> list[LabelledTable]:
    """The hand-labelled tables of one document."""
    return [
        LabelledTable(path.stem, entry["table"], _labels(entry.get("findings")), _labels(entry.get("arguable")))
        for entry in yaml.safe_load(path.read_text("utf-8"))
    ]


def _labels(entries: Sequence[dict[str, Any]] | None) -> tuple[Label, ...]:
    return tuple(Label((entry["rule"],), entry["at"]) for entry in entries or ())


def load_known(path: Path) -> dict[tuple[str, str], list[Label]]:
    """The known faults by document (its first three figures) and table."""
    known: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for entry in yaml.safe_load(path.read_text("utf-8")):
        known[entry["document"], entry["table"]].append(Label(tuple(entry["rules"]), entry["at"]))
    return known


def place_of(finding: Finding, table: GoalTable) -> str:
    """Where a finding stands: the indicator's name, 目标1, 任务1, or 表."""
    if finding.indicator is not None:
        return table.indicators[finding.indicator].level3
    part, _, rest = (finding.field or "").partition(".")
    name = {"goals": "目标", "tasks": "任务"}.get(part)
    return f"{name}{int(rest.split('.')[0]) + 1}" if name and rest else WHOLE


def compare_findings(labelled: LabelledTable, table: GoalTable, findings: Sequence[Finding], score: ReviewScore) -> None:
    """Add the comparison of one table to `score`."""
    said = [(finding.rule, place_of(finding, table), finding.message) for finding in findings]
    for rule, at, message in said:
        if any(label.tells(rule, at) for label in labelled.faults):
            score.rules[rule].right += 1
        elif any(label.tells(rule, at) for label in labelled.arguable):
            score.arguable += 1
        else:
            score.rules[rule].wrong += 1
            score.wrong.append({"suite": "review", "kind": "wrong", "table": labelled.table, "rule": rule, "at": at, "message": message})
    for label in labelled.faults:
        counts = score.rules[label.rules[0]]
        counts.labelled += 1
        if any(label.tells(rule, at) for rule, at, _ in said):
            counts.found += 1
        else:
            score.missed.append({"suite": "review", "kind": "missed", "table": labelled.table, "rule": label.rules[0], "at": label.at})


def evaluate_reviews(documents: dict[str, list[GoalTable]], labels: Path, data: ReviewData) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Precision and recall by rule on the labelled tables, and the share of the known faults that is found.

    Args:
        documents: the tables of each document, by its stem.
        labels: the folder of the labels.
        data: what the checks go by.
    """
    reviewed = {
        stem: [(table, review(table, data, siblings=[other for other in tables if other is not table])) for table in tables]
        for stem, tables in documents.items()
    }
    score, count = ReviewScore(), 0
    for stem, entries in reviewed.items():
        path = labels / f"{stem}.yaml"
        for labelled, (table, found) in _pair(load_labels(path) if path.is_file() else [], entries):
            compare_findings(labelled, table, found, score)
            count += 1
    known, missed = _evaluate_known(reviewed, labels / "known.yaml")
    total = score.total
    figures: dict[str, Any] = {
        "labelled tables": count,
        "labelled faults": total.labelled,
        "findings": total.right + total.wrong + score.arguable,
        "findings that are arguable": score.arguable,
        "precision": total.precision or 0.0,
        "recall": total.recall or 0.0,
        **known,
    }
    for id_ in RULES:
        counts = score.rules.get(id_)
        if counts and (counts.labelled or counts.right or counts.wrong):
            figures[f"{id_} {RULES[id_].title}"] = _said(counts)
    return figures, [*score.wrong, *score.missed, *missed]


def _said(counts: Counts) -> str:
    precision, recall = (("—" if share is None else f"{share:.2f}") for share in (counts.precision, counts.recall))
    return f"P {precision} ({counts.right}/{counts.right + counts.wrong})  R {recall} ({counts.found}/{counts.labelled})"


Reviewed = tuple[GoalTable, list[Finding]]


def _pair(labelled: Sequence[LabelledTable], reviewed: Sequence[Reviewed]) -> Iterator[tuple[LabelledTable, Reviewed]]:
    """Each labelled table with the one that was read; of several under one name the first with the first, the second with the second.

    Raises:
        InputError: no table of this name is left.
    """
    left = list(reviewed)
    for one in labelled:
        place = next((at for at, (table, _) in enumerate(left) if table.name == one.table), None)
        if place is None:
            raise InputError(f"标注里有「{one.table}」，但文件「{one.document}」里没有读到这张表。")
        yield one, left.pop(place)


def _evaluate_known(reviewed: dict[str, list[Reviewed]], path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    known = load_known(path) if path.is_file() else {}
    total, missed = 0, []
    for (document, name), labels in known.items():
        entries = (entry for stem, tables in reviewed.items() if stem.startswith(document) for entry in tables)
        said = [(finding.rule, place_of(finding, table)) for table, found in entries if table.name == name for finding in found]
        for label in labels:
            total += 1
            if not any(label.tells(*each) for each in said):
                missed.append({"suite": "review", "kind": "known", "table": name, "rule": "/".join(label.rules), "at": label.at})
    return {"known faults": total, "known faults found": (total - len(missed)) / total if total else 0.0}, missed
