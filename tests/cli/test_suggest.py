"""What `suggest` prints for people and for programs, and what it refuses."""

import json
from pathlib import Path

import pytest

from assistant.suggesting import Suggestion
from tests.cli.conftest import Run
from tests.exemplars.samples import project, write_document
from tests.review.samples import sound_table, table_without

FIELDS = {"level1", "level2", "level3", "value", "reason", "frequency", "evidence", "priority"}


@pytest.fixture
def lacking(tmp_path: Path) -> Path:
    path = tmp_path / "缺质量.json"
    path.write_text(table_without("质量指标").model_dump_json(), "utf-8")
    return path


def test_json_is_what_the_contract_says(run: Run, lacking: Path) -> None:
    outcome = run("suggest", lacking, "--offline", "--json")
    assert (outcome.code, outcome.notices) == (0, [])
    line = json.loads(outcome.out)
    assert line["name"] == "妇女培训经费"
    assert line["note"] is None
    assert 5 < len(line["suggestions"]) <= 10
    for suggestion in line["suggestions"]:
        assert set(suggestion) >= FIELDS
        assert set(suggestion["frequency"]) == {"with", "of"}
        assert suggestion["priority"] in ("required", "recommended", "optional")
        Suggestion.model_validate(suggestion)
    assert (line["suggestions"][0]["priority"], line["suggestions"][0]["level2"]) == ("required", "质量指标")


def test_for_people(run: Run, lacking: Path) -> None:
    outcome = run("suggest", lacking, "--offline", "-k", "4")
    assert outcome.code == 0
    assert outcome.out.startswith("【妇女培训经费】（缺质量.json）推荐 4 条指标\n  1. 必设  产出指标/质量指标  ")
    assert all(part in outcome.out for part in ("（待确认）", "理由：", "频次：近似项目 ", "范例：", "待答："))


def test_one_line_a_table(run: Run, tmp_path: Path) -> None:
    path = write_document(tmp_path / "两张.txt", project("甲经费", "甲事数量"), project("乙经费", "乙事数量"))
    outcome = run("suggest", path, "--offline", "--json")
    lines = [json.loads(line) for line in outcome.out.splitlines()]
    assert [(line["name"], line["source"]["file"]) for line in lines] == [("甲经费", "两张.txt"), ("乙经费", "两张.txt")]


def test_secret_ones_get_none_and_are_told_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "涉密.json"
    path.write_text(sound_table(classified=True).model_dump_json(), "utf-8")
    assert "涉密，不推荐指标" in run("suggest", path, "--offline").out
    line = json.loads(run("suggest", path, "--offline", "--json").out)
    assert line["suggestions"] == []
    assert "涉密" in line["note"]


def test_without_a_model_it_says_so(run: Run, lacking: Path) -> None:
    outcome = run("suggest", lacking, "--json")
    assert outcome.notices == ["未配置语言模型（ASSISTANT_MODEL），离线推荐。"]
    line = json.loads(outcome.out)
    assert (line["mode"], line["model"]) == ("offline", None)


def test_excluded_sources(run: Run, lacking: Path) -> None:
    source = "001_e295f96b95611161.txt"
    outcome = run("suggest", lacking, "--offline", "--json", "--exclude-source", source, "--exclude-source", "没有.txt")
    assert source not in outcome.out
    assert outcome.notices == ["注意：索引里没有来自「没有.txt」的范例，--exclude-source 对它不起作用。"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [((), "缺少参数 文件"), (("没有.txt",), "没有.txt"), (("a.docx", "-k", "0"), "-k")],
)
def test_what_cannot_be_done(arguments: tuple[str, ...], words: str, run: Run) -> None:
    outcome = run("suggest", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.notices[-1]
