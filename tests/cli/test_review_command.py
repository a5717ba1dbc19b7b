"""`review`: findings, corrections, reports."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.goals import GoalTable, Source
from assistant.reading import read_tables
from tests.cli.conftest import Outcome, Run
from tests.cli.test_bad_input import complaint, is_empty
from tests.reporting.samples import FAULTY
from tests.review.samples import sound_table

REVIEW_KEYS = {"source", "name", "findings", "not_applicable", "not_applicable_reasons", "score"}


def save(path: Path, table: GoalTable) -> Path:
    path.write_text(table.model_dump_json(), "utf-8")
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return save(tmp_path / "表.json", FAULTY)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return save(tmp_path / "好.json", sound_table(name="农技推广培训经费"))


def lines(outcome: Outcome) -> list[Any]:
    return [json.loads(line) for line in outcome.out.splitlines()]


def rules(findings: list[dict[str, Any]]) -> list[str]:
    return [finding["rule"] for finding in findings]


def test_without_fix_nothing_but_the_review_is_told(run: Run, faulty: Path) -> None:
    outcome = run("review", faulty, "--json")
    assert (outcome.code, outcome.notices) == (0, [])
    (line,) = lines(outcome)
    assert set(line) == REVIEW_KEYS
    people = run("review", faulty).out
    assert "错误 UNIT-02 第4条指标" in people
    assert "自检得分（非官方）" in people
    assert "已改" not in people
    assert is_empty(Path())


def test_safe_fixes_are_told_one_by_one(run: Run, faulty: Path) -> None:
    before = faulty.read_bytes()
    people = run("review", faulty, "--fix").out
    assert "已改 UNIT-02 第4条指标「资料|达标率」：原为「95百分比」，改为「95%」" in people
    assert "已改 SIGN-02 第4条指标「资料|达标率」：原为「95%」，改为「≥95%」" in people
    assert "错误 MONEY-01" in people
    assert "错误 UNIT-02" not in people
    assert faulty.read_bytes() == before
    assert is_empty(Path())


def test_fixes_as_json(run: Run, faulty: Path) -> None:
    given = lines(run("review", faulty, "--json"))[0]
    (line,) = lines(run("review", faulty, "--fix", "--json"))
    assert {key: line[key] for key in REVIEW_KEYS} == given
    assert {"rule", "severity", "place", "field", "before", "after"} == set(line["changes"][0])
    assert {"UNIT-02", "SIGN-02"} <= set(rules(line["changes"]))
    assert not {"UNIT-02", "SIGN-02"} & set(rules(line["left"]["findings"]))
    assert line["left"]["score"]["total"] > line["score"]["total"]
    assert line["refused"] == []
    table = GoalTable.model_validate(line["table"])
    assert "≥95%" in {row.value for row in table.indicators}


def test_the_fixes_of_a_rule_that_is_not_safe(run: Run, faulty: Path) -> None:
    (line,) = lines(run("review", faulty, "--fix", "--rule", "MONEY-01", "--json"))
    assert rules(line["changes"]) == ["MONEY-01"]
    assert "UNIT-02" in rules(line["left"]["findings"])
    (line,) = lines(run("review", faulty, "--fix", "--rule", "MONEY-01", "--rule", "UNIT-02", "--json"))
    assert sorted(rules(line["changes"])) == ["MONEY-01", "UNIT-02"]


def test_the_corrected_table_is_written_in_every_format(run: Run, faulty: Path) -> None:
    names = ["改.docx", "改.xlsx", "改.json", "改.csv", "改.md"]
    outcome = run("review", faulty, "--fix", *(part for name in names for part in ("--out", name)))
    assert outcome.code == 0
    assert sorted(path.name for path in Path().iterdir()) == sorted(names)
    assert outcome.notices[0] == "已写出修改后的表 改.docx"
    for name in names[:3]:
        (table,) = read_tables(Path(name))
        assert {"≥95%"} == {row.value for row in table.indicators if "达标率" in row.level3}


def test_several_tables_go_to_numbered_files(run: Run, faulty: Path, sound: Path) -> None:
    assert run("review", faulty, sound, "--fix", "--out", "新/改.json").code == 0
    assert [read_tables(path)[0].name for path in sorted(Path("新").iterdir())] == ["妇女培训经费", "农技推广培训经费"]
    assert sorted(path.name for path in Path("新").iterdir()) == ["改-1.json", "改-2.json"]


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """Two tables in one file."""
    path = tmp_path / "两张.json"
    path.write_text(f"[{FAULTY.model_dump_json()}, {sound_table(name='农技推广培训经费').model_dump_json()}]", "utf-8")
    return path


@pytest.mark.parametrize(("number", "name"), [("1", "妇女培训经费"), ("2", "农技推广培训经费")])
def test_one_of_several_tables_is_written(run: Run, both: Path, number: str, name: str) -> None:
    outcome = run("review", both, "--fix", "--out", "改.json", "--table", number, "--json")
    assert (outcome.code, len(lines(outcome))) == (0, 2)
    assert [path.name for path in Path().iterdir()] == ["改.json"]
    assert [table.name for table in read_tables(Path("改.json"))] == [name]


def test_a_table_that_is_not_there_is_not_written(run: Run, both: Path) -> None:
    outcome = run("review", both, "--fix", "--out", "改.json", "--table", "3", "--report", "审核.md")
    assert "只有 2 张表，没有第 3 张" in complaint(outcome)
    assert is_empty(Path())


def test_a_table_of_several_files_cannot_be_chosen(run: Run, faulty: Path, sound: Path) -> None:
    outcome = run("review", faulty, sound, "--fix", "--out", "改.json", "--table", "1")
    assert "--table 只能用于一个文件" in complaint(outcome)
    assert is_empty(Path())


def test_how_the_score_comes_about_and_what_was_not_checked_is_told(run: Run, faulty: Path) -> None:
    (line,) = lines(run("review", faulty, "--json"))
    out = run("review", faulty).out.splitlines()
    for aspect in line["score"]["aspects"]:
        assert any(f"{aspect['aspect']} {aspect['points']:g}/{aspect['full']:g}" in said for said in out)
    assert any("不是财政审核结论" in said for said in out)
    last = [said for said in out if said][-1]
    assert f"{len(line['not_applicable'])} 条规则" in last
    assert "--report" in last


def test_fixes_that_would_make_things_worse_are_named(run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.review.mending.apply_fix", lambda table, finding: table)
    (line,) = lines(run("review", faulty, "--fix", "--rule", "UNIT-02", "--json"))
    (refusal,) = line["refused"]
    assert (refusal["rule"], refusal["place"], refusal["reason"]) == ("UNIT-02", "第4条指标「资料|达标率」", "改了以后没有变化")
    assert "未改 UNIT-02 第4条指标「资料|达标率」：改了以后没有变化" in run("review", faulty, "--fix", "--rule", "UNIT-02").out


@pytest.mark.parametrize("name", ["审核.md", "审核.docx", "审核.xlsx"])
def test_one_report_of_all_tables(run: Run, faulty: Path, sound: Path, name: str) -> None:
    outcome = run("review", faulty, sound, "--report", name)
    assert (outcome.code, outcome.notices) == (0, [f"已写出审核报告 {name}"])
    assert [path.name for path in Path().iterdir()] == [name]


def test_a_report_says_what_was_changed(run: Run, faulty: Path, sound: Path) -> None:
    assert run("review", faulty, sound, "--fix", "--report", "审核.md", "--report", "审核.xlsx", "--out", "改.json").code == 0
    report = Path("审核.md").read_text("utf-8")
    assert all(part in report for part in ("1. 妇女培训经费", "2. 农技推广培训经费", "### 已修改", "95百分比"))


def test_files_are_written_for_a_reader_who_leaves_early(run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(entry: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("assistant.cli.review_output.print_entry", leave)
    monkeypatch.setattr("os.dup2", lambda *_: None)
    assert run("review", faulty, "--report", "审核.md").code == 0
    assert Path("审核.md").stat().st_size > 0


WRONG = {
    "corrected table without correcting": (("--out", "改.docx"), "--report"),
    "a rule without correcting": (("--rule", "UNIT-02"), "--fix"),
    "a table without writing it": (("--fix", "--table", "1"), "--table 选择要写出的表"),
    "no such rule": (("--fix", "--rule", "UNIT-99"), "没有规则「UNIT-99」"),
    "no such report": (("--report", "审核.pdf"), ".docx、.xlsx、.md"),
    "no such table": (("--fix", "--out", "改.pdf"), "不能导出"),
    "empty report": (("--report", ""), "--report 后面是空的"),
    "empty table": (("--fix", "--out", " "), "--out 后面是空的"),
    "one file for both": (("--fix", "--out", "甲.docx", "--report", "./甲.docx"), "要写两次"),
    "the original": (("--fix", "--out", "../表.json"), "是正在读取的原文件"),
    "a report over the original": (("--report", "../表.md"), None),
}


@pytest.mark.parametrize(("options", "saying"), WRONG.values(), ids=WRONG)
def test_wrong_usage(run: Run, faulty: Path, options: tuple[str, ...], saying: str | None) -> None:
    before = faulty.read_bytes()
    outcome = run("review", faulty, *options)
    if saying is None:
        assert outcome.code == 0
    else:
        assert saying in complaint(outcome)
        assert outcome.out == ""
    assert is_empty(Path())
    assert faulty.read_bytes() == before


def test_a_numbered_table_that_would_be_a_report(run: Run, faulty: Path, sound: Path) -> None:
    assert "要写两次" in complaint(run("review", faulty, sound, "--fix", "--out", "甲.md", "--report", "甲-1.md"))
    assert is_empty(Path())


def test_a_bad_file_is_named_and_the_others_are_reported(run: Run, faulty: Path) -> None:
    outcome = run("review", faulty, "无.json", "--report", "审核.md", "--json")
    assert outcome.code == 1
    review, failed = lines(outcome)
    assert (review["name"], failed["source"]["file"]) == ("妇女培训经费", "无.json")
    assert "妇女培训经费" in Path("审核.md").read_text("utf-8")
    assert run("review", "无.json", "--report", "没有.md").code == 2
    assert not Path("没有.md").exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that takes no files")
def test_a_report_that_cannot_be_written_is_named(run: Run, faulty: Path) -> None:
    outcome = run("review", faulty, "--json", "--report", "/proc/审核.md")
    assert outcome.code == 1
    review, failed = lines(outcome)
    assert (review["name"], failed["out"]) == ("妇女培训经费", "/proc/审核.md")
    assert failed["error"] == outcome.notices[0]


def test_a_classified_table_is_neither_corrected_nor_written(run: Run, tmp_path: Path) -> None:
    table = save(tmp_path / "密.json", sound_table(classified=True, source=Source(file="密.docx")))
    outcome = run("review", table, "--fix", "--out", "改.docx", "--report", "审核.md")
    assert outcome.code == 1
    assert "不能导出" in "".join(outcome.notices)
    assert [path.name for path in Path().iterdir()] == ["审核.md"]
    assert "标有涉密标识" in Path("审核.md").read_text("utf-8")


def test_without_exemplars_the_review_goes_on_and_says_so(run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMA_URL", "http://127.0.0.1:1")
    outcome = run("review", faulty, "--json")
    assert outcome.code == 0
    assert lines(outcome)[0]["findings"]
    assert len(outcome.notices) == 1
    assert "不与范例比较" in outcome.notices[0]


def test_an_excluded_source_is_not_compared_with(run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.exemplars import ExemplarComparables

    excluded: list[object] = []
    make = ExemplarComparables.__init__

    def watch(self: ExemplarComparables, index: Any, types: Any, exclude_sources: Any = ()) -> None:
        excluded.append(list(exclude_sources))
        make(self, index, types, exclude_sources)

    monkeypatch.setattr(ExemplarComparables, "__init__", watch)
    outcome = run("review", faulty, "--exclude-source", "某文件.txt")
    assert outcome.code == 0
    assert excluded == [["某文件.txt"]]
    assert "「某文件.txt」" in outcome.notices[0]
