"""`batch --review` as far as it is a matter of the command; what comes of it is in tests/batch/reviews/test_reviewer.py."""

import json
from pathlib import Path

import openpyxl
import pytest

from assistant.batch.engine.crew import Crew
from assistant.batch.engine.items import Standing
from assistant.batch.reviews.folder import Collected
from assistant.batch.reviews.results import Failure
from assistant.cli import review_batch
from assistant.cli.progress import Progress
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
    again = run("batch", "--review", folder, lone, tmp_path / "结果" / "审核结果.xlsx", "--out", tmp_path / "又")
    assert "已审核 2 张表，" in again.out
    assert "，失败 2 个文件。" in again.out
    assert any("「审核结果.xlsx」是本程序写出的批量审核的结果，里面没有绩效目标表" in notice for notice in again.notices)


def test_hands_that_end_for_no_reason_are_begun_anew_and_told_of_at_last(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲.json").write_text(sound_table().model_dump_json(), "utf-8")
    start, begun = Crew.start, list[int]()

    def start_late(crew: Crew, number: int) -> None:
        begun.append(number)
        if len(begun) > idle:
            start(crew, number)

    monkeypatch.setattr(Crew, "start", start_late)
    for idle, code, times in ((1, 0, 2), (9, 1, 3)):
        begun.clear()
        outcome = run("batch", "--review", tmp_path / "甲.json", "--out", tmp_path / f"结果{idle}")
        assert (outcome.code, len(begun)) == (code, times)
    assert any("没有做完就结束了" in notice for notice in outcome.notices)


def test_the_end_counts_as_the_progress_line_does_and_says_what() -> None:
    standing = Standing({"waiting": 1, "done": 2, "fallback": 1, "failed": 6})
    collected = Collected(failures=[Failure(name, None, None, "坏") for name in "甲乙"] + [Failure("丙", "表", "wording@1", "不答")])
    ended = "，".join(review_batch._undone(standing, collected, with_model=True))
    assert ended == (
        "失败 6 项，模型没有给出意见 1 项，还有 1 项没有做（每个文件的程序检查和每个提示词的意见各算一项，其中 2 个文件没有读成）"
    )
    progress = Progress("审核", show=False, service=True, things=review_batch._PARTS)
    progress.watch(standing)
    assert progress._bars.tasks[0].fields["told"].startswith("失败 6 项　模型没有给出意见 1 项")
    assert review_batch._undone(standing, collected, with_model=False)[0] == "失败 6 个文件"


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
