"""`batch --review` as far as it is a matter of the command; what comes of it is in tests/batch/reviews/test_reviewer.py."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.review.samples import sound_table, table_without


def test_files_and_folders_are_reviewed_into_a_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    (folder / "甲.json").write_text(sound_table().model_dump_json(), "utf-8")
    (folder / "~$甲.docx").write_bytes(b"")
    (folder / "坏.docx").write_bytes(b"no docx")
    lone = tmp_path / "乙.json"
    lone.write_text(table_without("质量指标").model_dump_json(), "utf-8")
    outcome = run("batch", "--review", folder, lone, "--out", tmp_path / "结果", "--json")
    assert outcome.code == 1
    told = json.loads(outcome.out)
    assert told["counts"] == {"waiting": 0, "done": 2, "fallback": 0, "failed": 1}, outcome.notices
    assert [table["source"]["file"] for table in told["tables"]] == ["乙.json", "甲.json"]
    assert all(table["reason"] for table in told["tables"])
    assert "坏.docx" in told["failures"][0]["file"]
    assert any("坏.docx" in notice for notice in outcome.notices)
    assert "排序" in openpyxl.load_workbook(tmp_path / "结果" / "审核结果.xlsx").sheetnames


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--review", "--out", "结果"), "缺少要审核的文件"),
        (("--review", "没有", "--out", "结果"), "没有「没有」"),
        (("--review", "表", "--out", "结果", "--skip"), "用于批量起草"),
        (("--review", "表", "--out", "结果", "--via", "batch-api"), "--prompt"),
        (("--review", "表", "--out", "结果", "--prompt", "draft"), "不是用来看表述的"),
        (("--review", "表", "--out", "结果", "--prompt", "wording"), "没有配置语言模型"),
        (("甲.xlsx", "乙.xlsx", "--out", "结果"), "请加 --review"),
    ],
)
def test_what_has_no_sense_is_told_before_anything_begins(run: Run, arguments: tuple[str, ...], said: str) -> None:
    outcome = run("batch", *arguments)
    assert outcome.code in (2, 3)
    assert said in "\n".join(outcome.notices)
    assert not Path("结果").exists()
