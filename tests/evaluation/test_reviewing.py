from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.errors import InputError
from assistant.evaluation.reviewing import Counts, Label, LabelledTable, ReviewScore, compare_findings, evaluate_reviews, place_of
from assistant.goals import Goal, GoalTable
from assistant.review import RULES, Finding
from tests.review.samples import DATA, SOUND, sound_table, table_with

TABLE = sound_table()
FAULTY = ("质量指标", "设备验收合格率", "高")
"""A row whose value says nothing."""


def finding(rule: str, row: int | None = None, field: str | None = None) -> Finding:
    return RULES[rule].finding("请核对。", row=row, field=field)


def compare(faults: Sequence[Label], findings: Sequence[Finding], arguable: Sequence[Label] = ()) -> ReviewScore:
    score = ReviewScore()
    compare_findings(LabelledTable("甲", TABLE.name, tuple(faults), tuple(arguable)), TABLE, findings, score)
    return score


def measure(folder: Path, tables: list[GoalTable], labels: list[Any], known: Sequence[Any] = ()) -> tuple[dict[str, Any], list[Any]]:
    (folder / "007_甲.yaml").write_text(yaml.safe_dump(labels, allow_unicode=True), "utf-8")
    (folder / "known.yaml").write_text(yaml.safe_dump(list(known), allow_unicode=True), "utf-8")
    return evaluate_reviews({"007_甲": tables}, folder, DATA)


@pytest.mark.parametrize(
    ("row", "field", "place"),
    [
        (2, "value", "培训合格率"),
        (0, None, "培训期数"),
        (None, "goals.0.text", "目标1"),
        (None, "tasks.2.name", "任务3"),
        (None, "goals", "表"),
        (None, "budget_yuan", "表"),
        (None, None, "表"),
    ],
)
def test_places(row: int | None, field: str | None, place: str) -> None:
    assert place_of(finding("VALUE-03", row, field), TABLE) == place


@pytest.mark.parametrize(
    ("label", "told"),
    [
        (Label(("VALUE-03",), "培训人数"), True),
        (Label(("NAME-01", "VALUE-03"), "培训人数"), True),
        (Label(("VALUE-03",), "表"), True),
        (Label(("VALUE-03",), "培训期数"), False),
        (Label(("NAME-01",), "培训人数"), False),
    ],
)
def test_what_tells_a_fault(label: Label, told: bool) -> None:
    assert label.tells("VALUE-03", "培训人数") is told


def test_a_finding_on_the_whole_table_tells_a_fault_of_a_row() -> None:
    assert Label(("VALUE-03",), "培训人数").tells("VALUE-03", "表")


def test_findings_are_right_wrong_or_arguable_and_faults_found_or_missed() -> None:
    faults = [Label(("VALUE-03",), "培训人数"), Label(("NAME-01",), "培训期数")]
    score = compare(faults, [finding("VALUE-03", 1), finding("VALUE-03", 2), finding("DUP-03", 0)], [Label(("DUP-03",), "培训期数")])
    assert score.rules["VALUE-03"] == Counts(right=1, wrong=1, labelled=1, found=1)
    assert score.rules["NAME-01"] == Counts(labelled=1)
    assert score.total == Counts(right=1, wrong=1, labelled=2, found=1)
    assert (score.total.precision, score.total.recall, score.arguable) == (0.5, 0.5, 1)
    assert [(item["kind"], item["rule"], item["at"]) for item in score.wrong] == [("wrong", "VALUE-03", "培训合格率")]
    assert [(item["kind"], item["rule"], item["at"]) for item in score.missed] == [("missed", "NAME-01", "培训期数")]


def test_an_arguable_fault_is_none_that_is_missed() -> None:
    score = compare([], [], [Label(("DUP-03",), "培训期数")])
    assert (score.missed, score.total) == ([], Counts())
    assert score.total.precision is None
    assert score.total.recall is None


def test_two_tables_of_one_name_are_two(tmp_path: Path) -> None:
    rule = "VALUE-02"
    faulty = table_with(*FAULTY)
    label = {"table": TABLE.name, "findings": [{"rule": rule, "at": FAULTY[1]}]}
    for tables, labels in (([faulty, TABLE], [label, {"table": TABLE.name}]), ([TABLE, faulty], [{"table": TABLE.name}, label])):
        figures, items = measure(tmp_path, tables, labels)
        assert (figures["labelled tables"], figures["labelled faults"], figures["recall"]) == (2, 1, 1.0)
        assert rule not in {item["rule"] for item in items}
    _, items = measure(tmp_path, [faulty, TABLE], [{"table": TABLE.name}, label])
    assert [item["kind"] for item in items if item["rule"] == rule] == ["wrong", "missed"]


def test_labels_of_a_table_that_was_not_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="「某项目」"):
        measure(tmp_path, [TABLE], [{"table": "某项目"}])
    with pytest.raises(InputError, match=TABLE.name):
        measure(tmp_path, [TABLE], [{"table": TABLE.name}, {"table": TABLE.name}])


def test_known_faults(tmp_path: Path) -> None:
    def known(table: str, place: str, document: str = "007") -> dict[str, Any]:
        return {"document": document, "table": table, "rules": ["NAME-01", "VALUE-02"], "at": place}

    tables = [TABLE, table_with(*FAULTY), sound_table(name="乙项目", goals=(Goal(text="做好工作。"),))]
    there, *gone = faults = [
        known(TABLE.name, FAULTY[1]),
        known(TABLE.name, SOUND[0][1]),
        known("乙项目", FAULTY[1]),
        known("某项目", FAULTY[1]),
        known(TABLE.name, FAULTY[1], "008"),
    ]
    figures, items = measure(tmp_path, tables, [], faults)
    assert (figures["known faults"], figures["known faults found"]) == (5, 0.2)
    missed = [(item["table"], item["rule"], item["at"]) for item in items if item["kind"] == "known"]
    assert sorted(missed) == sorted((fault["table"], "NAME-01/VALUE-02", fault["at"]) for fault in gone)
    assert measure(tmp_path, tables, [], [there])[0]["known faults found"] == 1.0


def test_nothing_labelled_is_no_failure(tmp_path: Path) -> None:
    figures, items = evaluate_reviews({"007_甲": [TABLE]}, tmp_path, DATA)
    assert (figures["labelled tables"], figures["known faults"], items) == (0, 0, [])
