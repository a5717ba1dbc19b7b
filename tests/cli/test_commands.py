"""What commands print and write where all is well."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.drafting import Draft
from assistant.exemplars import ExemplarIndex
from assistant.goals import GoalTable
from tests.cli.conftest import Run
from tests.exemplars.samples import project, write_document

DRAFT = ("draft", "--name", "妇女维权服务经费", "--budget", "20万元", "--year", "2027", "--offline")
DRAFT_KEYS = {
    "table", "mode", "model", "prompt", "structured_output", "attempts", "tokens", "seconds", "exemplars", "findings", "to_confirm",
}  # fmt: skip
TABLE_KEYS = {
    "schema_version", "kind", "name", "unit", "year", "budget_yuan", "funding", "purpose", "period", "project_code", "project_type",
    "spending_plan", "framework", "goals", "indicators", "tasks", "classified", "source", "unread",
}  # fmt: skip
INDICATOR_KEYS = {
    "level1", "level2", "level3", "value", "period_value", "description", "basis", "group", "target", "origin", "evidence", "status",
}  # fmt: skip
SEARCH_KEYS = {"id", "source", "name", "unit", "year", "budget_yuan", "score"}


def lines(out: str) -> list[Any]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return write_document(tmp_path / "两张.txt", project("甲经费", "甲事数量"), project("乙经费", "乙事数量"))


def test_a_draft_as_json_is_what_the_contract_says(run: Run) -> None:
    outcome = run(*DRAFT, "--json")
    assert (outcome.code, outcome.notices) == (0, [])
    draft = json.loads(outcome.out)
    assert set(draft) >= DRAFT_KEYS
    assert set(draft["table"]) >= TABLE_KEYS
    assert all(set(row) >= INDICATOR_KEYS for row in draft["table"]["indicators"])
    assert all(set(each) == {"id", "source", "name", "score"} for each in draft["exemplars"])
    assert draft["exemplars"]
    assert (draft["mode"], draft["model"], draft["tokens"]) == ("offline", None, {"input": 0, "output": 0})
    assert (draft["table"]["budget_yuan"], draft["table"]["year"]) == ("200000.00", 2027)
    for row in draft["table"]["indicators"]:
        if row["target"]:
            row["target"].pop("yuan", None)
    Draft.model_validate(draft)


def test_the_same_request_gives_the_same_draft(run: Run) -> None:
    first, second = (json.loads(run(*DRAFT, "--json").out) for _ in range(2))
    for draft in (first, second):
        del draft["seconds"]
    assert first == second


@pytest.mark.parametrize(
    ("budget", "yuan"),
    [("二十万", "200000.00"), ("20万", "200000.00"), ("20", "200000.00"), ("2.5", "25000.00"), ("300000元", "300000.00")],
)
def test_budgets_as_people_write_them(run: Run, budget: str, yuan: str) -> None:
    outcome = run("draft", "--name", "保密培训经费", "--budget", budget, "--offline", "--json")
    assert outcome.code == 0
    assert json.loads(outcome.out)["table"]["budget_yuan"] == yuan


def test_a_draft_for_people(run: Run) -> None:
    outcome = run(*DRAFT)
    assert outcome.out.startswith("【妇女维权服务经费】2027年，预算 20万元\n")
    assert all(part in outcome.out for part in ("年度目标1：", "三级指标", "待确认：", "参考范例："))


def test_without_a_model_it_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(*DRAFT[:-1]).notices == ["未配置语言模型（ASSISTANT_MODEL），离线起草。"]
    monkeypatch.setenv("ASSISTANT_MODEL", "某模型")
    assert run(*DRAFT, "--json").code == 0
    assert "OPENAI_BASE_URL" in run(*DRAFT[:-1], "--json").notices[-1]


def test_a_folder_gets_a_word_and_an_excel_file(run: Run) -> None:
    outcome = run(*DRAFT, "--out", "out/", "--out", "另/表.json", "--json")
    assert outcome.code == 0
    files = [Path("out/妇女维权服务经费.docx"), Path("out/妇女维权服务经费.xlsx"), Path("另/表.json")]
    assert outcome.notices == [f"已写出 {path}" for path in files]
    assert sorted(path for path in Path().rglob("*") if path.is_file()) == sorted(files)
    assert json.loads(Path("另/表.json").read_text("utf-8"))["name"] == json.loads(outcome.out)["table"]["name"]


def test_a_name_that_no_file_can_have(run: Run) -> None:
    assert run("draft", "--name", '../a/b:"培训" 经费', "--budget", "5", "--offline", "--out", "out/").code == 0
    assert sorted(path.suffix for path in Path("out").iterdir()) == [".docx", ".xlsx"]
    assert [path.name for path in Path().iterdir()] == ["out"]


def test_excluded_sources_are_not_drafted_from(run: Run, corpus_index: ExemplarIndex) -> None:
    source = json.loads(run(*DRAFT, "--json").out)["exemplars"][0]["source"]
    outcome = run(*DRAFT, "--json", "--exclude-source", f"any/where/{source}")
    draft = json.loads(outcome.out)
    assert outcome.notices == []
    assert draft["exemplars"]
    assert source not in {each["source"] for each in draft["exemplars"]}
    assert not any(id_.startswith(f"{source}#") for row in draft["table"]["indicators"] for id_ in row["evidence"])


def test_everything_excluded_is_said(run: Run, corpus_index: ExemplarIndex) -> None:
    sources = sorted({exemplar.source for exemplar in corpus_index.exemplars})
    outcome = run(*DRAFT, *(part for source in sources for part in ("--exclude-source", source)))
    assert "范例库里没有相近的项目" in outcome.out


@pytest.mark.parametrize("command", [DRAFT, ("search", "维权")], ids=lambda command: command[0])
def test_an_unknown_source_is_warned_about(run: Run, command: tuple[str, ...]) -> None:
    outcome = run(*command, "--json", "--exclude-source", "某文件.txt")
    assert outcome.code == 0
    assert json.loads(outcome.out)
    assert len(outcome.notices) == 1
    assert "「某文件.txt」" in outcome.notices[0]


def test_search(run: Run, corpus_index: ExemplarIndex) -> None:
    found = json.loads(run("search", "妇女培训", "--json").out)
    assert len(found) == 5
    assert all(set(each) == SEARCH_KEYS for each in found)
    assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)
    assert len(json.loads(run("search", "妇女培训", "-k", "9999", "--json").out)) == len(corpus_index.exemplars)
    people = run("search", "妇女培训", "-k", "1").out
    assert found[0]["name"] in people
    assert found[0]["id"] in people
    rest = json.loads(run("search", "妇女培训", "-k", "9999", "--json", "--exclude-source", found[0]["source"]).out)
    assert found[0]["source"] not in {each["source"] for each in rest}


def test_parse_prints_a_table_per_line(run: Run, two: Path) -> None:
    outcome = run("parse", "--json", two)
    tables = lines(outcome.out)
    assert [table["name"] for table in tables] == ["甲经费", "乙经费"]
    assert all(set(table) >= TABLE_KEYS for table in tables)
    assert (outcome.code, outcome.notices) == (0, [])
    assert "【甲经费】" in run("parse", two).out


@pytest.mark.parametrize("command", ["parse", "review"])
def test_a_bad_file_does_not_stop_the_others(run: Run, two: Path, command: str) -> None:
    outcome = run(command, "--json", two, "无此文件.txt", two)
    assert outcome.code == 1
    *read, failed = lines(outcome.out)
    assert [each["name"] for each in read] == ["甲经费", "乙经费"] * 2
    assert failed["source"]["file"] == "无此文件.txt"
    assert failed["error"] == outcome.notices[0]
    assert len(outcome.notices) == 1
    assert "无此文件.txt" in outcome.notices[0]
    assert run(command, "--json", "无此文件.txt", "也没有.txt").code == 2


def test_review_prints_findings_per_table(run: Run, two: Path) -> None:
    reviews = lines(run("review", "--json", two).out)
    assert all(set(each) >= {"source", "name", "findings", "not_applicable", "score"} for each in reviews)
    assert {"rule", "severity", "message", "indicator", "field", "fix"} == set(reviews[0]["findings"][0])
    assert reviews[0]["findings"][0]["message"] in run("review", two).out


def test_export_writes_the_chosen_table(run: Run, two: Path) -> None:
    outcome = run("export", two, "--table", "2", "--template", "four_class", "--out", "乙.json", "--json")
    assert outcome.code == 0
    assert set(json.loads(outcome.out)) == {"out", "notes"}
    table = GoalTable.model_validate_json(Path("乙.json").read_text("utf-8"))
    assert (table.name, table.framework) == ("乙经费", "four_class")
    assert run("export", "乙.json", "--out", "乙.docx").out == "已写出 乙.docx\n"
    assert lines(run("parse", "--json", "乙.docx").out)[0]["name"] == "乙经费"


@pytest.mark.parametrize("out", ["表.docx", "./下/../表.docx", "别名.docx"])
def test_export_never_writes_over_the_file_it_reads(run: Run, two: Path, out: str) -> None:
    Path("下").mkdir()
    assert run("export", two, "--table", "1", "--out", "表.docx").code == 0
    Path("别名.docx").symlink_to("表.docx")
    before = Path("表.docx").read_bytes()
    for template in ([], ["--template", "hebei"]):
        outcome = run("export", "表.docx", "--out", out, *template)
        assert (outcome.code, outcome.notices) == (2, [f"「{Path(out)}」是正在读取的原文件，请换一个文件名，以免覆盖。"])
    assert Path("表.docx").read_bytes() == before


def test_export_in_a_local_form_says_what_it_has_no_place_for(run: Run, two: Path) -> None:
    outcome = run("export", two, "--table", "1", "--template", "guangdong", "--out", "甲.xlsx", "--json")
    notes = json.loads(outcome.out)["notes"]
    assert outcome.code == 0
    assert outcome.notices == notes
    assert all(note.endswith("。") for note in notes)
    assert notes[-1].startswith("本表式还有 项目类型、主管部门、")
    assert lines(run("parse", "--json", "甲.xlsx").out)[0]["framework"] == "four_class"
    refused = run("export", two, "--table", "1", "--template", "guangdong", "--out", "甲.csv")
    assert (refused.code, Path("甲.csv").exists()) == (2, False)


def test_export_of_a_list_writes_all_tables(run: Run, two: Path) -> None:
    assert run("export", two, "--template", "qinghai", "--out", "全部.docx").code == 0
    assert [table["name"] for table in lines(run("parse", "--json", "全部.docx").out)] == ["甲经费", "乙经费"]


def test_a_draft_in_a_local_form(run: Run) -> None:
    outcome = run(*DRAFT, "--template", "hebei", "--out", "草稿.docx", "--out", "草稿.json")
    assert outcome.code == 0
    written, kept = (lines(run("parse", "--json", name).out)[0] for name in ("草稿.docx", "草稿.json"))
    assert written["framework"] == kept["framework"] == "three_class"
    assert [row["level3"] for row in written["indicators"]] == [row["level3"] for row in kept["indicators"]]
    assert [row["status"] for row in written["indicators"]] == [row["status"] for row in kept["indicators"]]


def test_a_draft_written_as_json_can_be_reviewed(run: Run) -> None:
    run(*DRAFT, "--out", "草稿.json")
    assert run("review", "--json", "草稿.json").code == 0


def test_index_reports_and_repeats_itself(run: Run, two: Path, tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(documents.parent))
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    write_document(documents / "丙.txt", project("丙经费", marked=True), project("丁经费"))
    first = json.loads(run("index", "--json", two).out)
    assert first == {
        "added": 3, "changed": 0, "unchanged": 0, "removed": 0, "classified": 1, "failed": [], "tables": 3, "indicators": 3,
    }  # fmt: skip
    again = json.loads(run("index", "--json").out)
    assert (again["added"], again["unchanged"], again["tables"]) == (0, 1, 3)
    assert run("index").out == "范例索引：3 张表、3 条指标；新增 0，更新 0，未变 1，移除 0\n涉密 1 张，未收入。\n"
    assert json.loads(run("index", "--json", "--rebuild").out)["tables"] == 1


def test_evaluate_prints_figures(run: Run) -> None:
    figures = json.loads(run("evaluate", "--suite", "parse", "--json", "--items", "out/逐项.jsonl").out)
    assert figures["parse"]["all indicators F1"] > 0.99
    items = lines(Path("out/逐项.jsonl").read_text("utf-8"))
    assert {item["suite"] for item in items} == {"parse"}
    assert "all indicators F1" in run("evaluate", "--suite", "parse").out
