"""`batch` as far as it goes before anything is drafted; what comes then is in tests/batch/engine/test_conducting.py."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run


def test_the_template_is_a_list(run: Run, tmp_path: Path) -> None:
    assert run("batch", "--template", tmp_path / "清单.xlsx").code == 0
    sheet = openpyxl.load_workbook(tmp_path / "清单.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]][:2] == ["项目名称", "预算（万元）"]


def test_all_that_is_wrong_is_told_before_anything_begins(run: Run, tmp_path: Path) -> None:
    (tmp_path / "清单.csv").write_text("项目名称,预算（万元）\n妇女维权服务经费,20\n,5\n图书采购,很多\n", "utf-8")
    outcome = run("batch", tmp_path / "清单.csv", "--out", tmp_path / "结果")
    assert outcome.code == 2
    assert "第 3 行" in "\n".join(outcome.notices)
    assert "第 4 行" in "\n".join(outcome.notices)
    assert "还没有开始" in "\n".join(outcome.notices)
    assert not (tmp_path / "结果").exists()


def test_results_do_not_go_into_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "清单.csv").write_text("项目名称,预算（万元）\n妇女维权服务经费,20\n", "utf-8")
    outcome = run("batch", tmp_path / "清单.csv", "--out", tmp_path / "清单.csv")
    assert outcome.code == 2
    assert "是文件" in outcome.notices[-1]


def test_the_batch_api_needs_a_model(run: Run, tmp_path: Path) -> None:
    (tmp_path / "清单.csv").write_text("项目名称,预算（万元）\n妇女维权服务经费,20\n", "utf-8")
    command = ("batch", tmp_path / "清单.csv", "--out", tmp_path / "结果", "--via", "batch-api")
    for options, code, said in (((), 3, "ASSISTANT_MODEL"), (("--offline",), 2, "--offline")):
        outcome = run(*command, *options)
        assert outcome.code == code
        assert said in "\n".join(outcome.notices)
    assert not (tmp_path / "结果").exists()


def test_a_prompt_that_drafts_nothing_is_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "m")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    (tmp_path / "清单.csv").write_text("项目名称,预算（万元）\n妇女维权服务经费,20\n", "utf-8")
    outcome = run("batch", tmp_path / "清单.csv", "--out", tmp_path / "结果", "--prompt", "suggest")
    assert outcome.code == 2
    assert "不是用来起草的" in "\n".join(outcome.notices)


def test_another_list_and_what_people_edited_are_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'w.sqlite'}")
    for name, project in (("一", "妇女维权服务经费"), ("二", "图书采购经费")):
        (tmp_path / f"{name}.csv").write_text(f"项目名称,预算（万元）\n{project},20\n", "utf-8")
    out = tmp_path / "结果"
    assert run("batch", tmp_path / "一.csv", "--out", out).code == 0
    (edited,) = (out / "目标表").iterdir()
    edited.write_bytes(b"edited")
    book = openpyxl.load_workbook(out / "结果.xlsx")
    book["汇总"].cell(2, [cell.value for cell in book["汇总"][1]].index("审核备注") + 1, "请补附件")
    book.save(out / "结果.xlsx")
    refused = run("batch", tmp_path / "二.csv", "--out", out)
    assert (refused.code, edited.read_bytes()) == (2, b"edited")
    assert "请用 --out 另选一个文件夹，确实要换掉的加 --replace" in refused.notices[-1]
    done = run("batch", tmp_path / "二.csv", "--out", out, "--replace")
    assert done.code == 0
    told = done.notices[done.notices.index(f"  目标表/{edited.stem}（您改过的旧稿）.docx") - 1 :]
    assert told[0].startswith("您改过的 1 个文件现在没有对应的新稿")
    assert told[2].startswith("您写过的工作簿另存在旁边")
    assert told[3] == "  结果（您改过的旧稿）.xlsx"
    assert "有 1 条审核备注" in told[4]
    assert "「妇女维权服务经费」" in told[4]
    outcome = run("batch", "--review", tmp_path / "一.csv", "--out", tmp_path)
    assert outcome.code == 2
    assert "不是批量处理的结果" in outcome.notices[-1]
