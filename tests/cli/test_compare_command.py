"""`compare` in this process, its keys from a pipe."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from assistant.database import open_database
from assistant.settings import load_settings
from tests.batch.comparing.samples import draft_batch
from tests.cli.conftest import Run


@pytest.fixture
def folder(environment: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a batch by two prompts."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'w.sqlite'}")
    draft_batch(open_database(load_settings()), tmp_path / "结果", 4)
    return tmp_path / "结果"


def press(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_judged_left_off_and_taken_up_again(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press(monkeypatch, "1", "r", "乙更具体", "２", "b", "4", "q")
    outcome = run("compare", folder, "--judge", "安娜")
    assert outcome.code == 0
    assert "draft" not in outcome.out
    assert "已评 2 对，还有 2 对没有评" in outcome.out
    press(monkeypatch, "3", "3")
    assert "都评完了" in run("compare", folder, "--judge", "安娜").out
    (found,) = json.loads(run("compare", folder, "--json").out)["comparisons"]
    assert (found["judgments"]["tie"], found["judgments"]["neither"], found["open"], found["projects"]) == (2, 1, 0, 4)
    assert [reason["judge"] for reason in found["reasons"]] == ["安娜"]
    report = run("compare", folder, "--report").out
    assert "太少，还不能下结论" in report
    assert "评判人：安娜 4 对" in report
    assert run("compare", folder, "--save", folder / "比较.xlsx").code == 0
    rows = [*openpyxl.load_workbook(folder / "比较.xlsx")["评判"].iter_rows(min_row=2, values_only=True)]
    assert (len(rows), {row[3] for row in rows}) == (4, {"安娜"})
    assert [sum(row[4] == said for row in rows) for said in ("差不多", "都不行")] == [2, 1]
    assert [row[5] for row in rows if row[5]] == ["乙更具体"]
    assert all({row[6], row[7]} == {row[0], row[1]} for row in rows)
    (chosen,) = [row for row in rows if row[5]]
    assert f"甲是 {chosen[6]}，乙是 {chosen[7]}）：都不行——乙更具体" in report
    assert "每份 token，提问" in report


def test_a_key_that_is_none_says_what_can_be_typed(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press(monkeypatch, "x", "b", "q")
    lines = run("compare", folder, "--judge", "安娜").out.splitlines()
    assert [line for line in lines if line.startswith("没有这个键")] == ["没有这个键：请按 1 到 4 评判，r 写理由，b 或 n 换一对，q 停。"]
    assert "已经是第一对，前面没有了。" in lines
    assert sum(line.startswith("1 甲好") for line in lines) == 1


def test_a_sheet_goes_out_and_comes_back(run: Run, folder: Path, tmp_path: Path) -> None:
    outcome = run("compare", folder, "--sheet", tmp_path / "评判.xlsx")
    assert (outcome.code, outcome.notices[0][:7]) == (0, "已写出评判表 ")
    outcome = run("compare", folder, "--take", tmp_path / "评判.xlsx", "--judge", "博特")
    assert outcome.notices == ["已收下 博特 的 0 条评判，4 对没有填。"]


@pytest.mark.parametrize(
    ("options", "told"), [((), "没有说要做什么"), (("--take", "x.xlsx"), "请加 --judge"), (("--judge", " "), "姓名不能为空")]
)
def test_usage_is_told(run: Run, folder: Path, options: tuple[str, ...], told: str) -> None:
    outcome = run("compare", folder, *options)
    assert outcome.code == 2
    assert told in outcome.notices[0]


def test_a_folder_without_a_batch(run: Run, folder: Path, tmp_path: Path) -> None:
    outcome = run("compare", tmp_path / "无", "--report")
    assert outcome.code == 2
    assert "没有找到" in outcome.notices[0]
