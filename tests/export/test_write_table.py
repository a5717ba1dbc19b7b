import errno
import os
from pathlib import Path

import pytest

from assistant.errors import ClassifiedError, ExportError, UnsupportedFormatError
from assistant.export import FORMATS, check_destination, write_table
from assistant.goals import GoalTable, Indicator, Source, parse_target
from tests.export.samples import THREE_CLASS

formats = pytest.mark.parametrize("ending", FORMATS)


@formats
def test_every_format_is_written_and_nothing_else(tmp_path: Path, ending: str) -> None:
    write_table(THREE_CLASS, tmp_path / f"表{ending}", notes=["请核对。"])
    assert [path.name for path in tmp_path.iterdir()] == [f"表{ending}"]


@formats
def test_the_same_table_gives_a_file_in_a_new_folder_too(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "新建" / "文件夹" / f"表{ending.upper()}"
    write_table(THREE_CLASS, path)
    assert path.stat().st_size > 0


def test_what_a_csv_file_changes_is_told(tmp_path: Path) -> None:
    (notice,) = write_table(THREE_CLASS, tmp_path / "表.csv")
    assert "1 个单元格以 = + - @ 开头" in notice
    assert [write_table(THREE_CLASS, tmp_path / f"表{ending}") for ending in FORMATS if ending != ".csv"] == [()] * (len(FORMATS) - 1)


def test_json_keeps_every_field(tmp_path: Path) -> None:
    table = GoalTable(
        name="培训经费",
        indicators=(
            Indicator(
                level3="总成本", value="≤2万元", target=parse_target("≤2万元"), origin="library", evidence=("a1",), status="to_confirm"
            ),
        ),
        source=Source(file="甲.docx", location="表1"),
        unread=("未归入的文字",),
    )
    write_table(table, tmp_path / "表.json")
    text = (tmp_path / "表.json").read_text("utf-8")
    assert "培训经费" in text
    assert GoalTable.model_validate_json(text) == table


@pytest.mark.parametrize("name", ["表.pdf", "表", "表.doc", ".docx"])
def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=r"\.docx、\.xlsx、\.csv、\.md、\.json"):
        write_table(THREE_CLASS, tmp_path / name)


@formats
def test_a_classified_table_leaves_no_file(tmp_path: Path, ending: str) -> None:
    with pytest.raises(ClassifiedError, match="不能导出"):
        write_table(THREE_CLASS.model_copy(update={"classified": True}), tmp_path / "新" / f"表{ending}")
    assert not list(tmp_path.iterdir())


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "表.docx").mkdir()
    with pytest.raises(ExportError, match="请写明文件名"):
        write_table(THREE_CLASS, tmp_path / "表.docx")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "甲").write_text("")
    with pytest.raises(ExportError, match="是文件而不是文件夹"):
        write_table(THREE_CLASS, tmp_path / "甲" / "表.docx")
    with pytest.raises(ExportError, match="是文件而不是文件夹"):
        write_table(THREE_CLASS, tmp_path / "甲" / "乙" / "表.docx")


@pytest.mark.parametrize("name", [f"{'表' * 90}.docx", f"{'夹' * 90}/表.docx"])
def test_a_name_that_is_too_long(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match="过长"):
        write_table(THREE_CLASS, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_destination_can_be_checked_before_any_work_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_destination(tmp_path / "新建" / "表.docx")
    assert not list(tmp_path.iterdir())
    with pytest.raises(UnsupportedFormatError):
        check_destination(tmp_path / "表.pdf")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ExportError, match="没有写入权限"):
        check_destination(tmp_path / "表.docx")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "没有写入权限，或文件正在 Word、Excel 中打开"),
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EROFS, "只读"),
        (errno.EIO, "请检查路径"),
    ],
)
@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_failed_write_leaves_the_earlier_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str, step: str
) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(b"earlier")

    def fail(self: Path, _: object) -> None:
        if step == "write_bytes":
            self.touch()
        raise OSError(number, "failed")

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, fail)
        with pytest.raises(ExportError, match=reason):
            write_table(THREE_CLASS, path)
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_table_that_a_format_cannot_hold_leaves_the_earlier_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"earlier")
    with pytest.raises(ExportError, match="请缩短"):
        write_table(THREE_CLASS.model_copy(update={"purpose": "字" * 40000}), path)
    assert path.read_bytes() == b"earlier"


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target = tmp_path / "甲.md"
    target.write_text("")
    (tmp_path / "乙.md").symlink_to(target)
    write_table(THREE_CLASS, tmp_path / "乙.md")
    assert (tmp_path / "乙.md").is_symlink()
    assert target.stat().st_size > 0
