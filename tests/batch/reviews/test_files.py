from pathlib import Path

import pytest

from assistant.batch.reviews.files import find_files
from assistant.errors import ClassifiedError, InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = ("乙/二.docx", "甲.XLSX", "~$甲.xlsx", ".隐藏/三.docx", "说明.exe", "结果/审核结果.xlsx", "名单.csv")
    for name in names:
        path = tmp_path / "表" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return tmp_path / "表"


def test_a_folder_is_walked_for_what_can_be_read(folder: Path) -> None:
    told = list[str]()
    found = find_files([folder], folder / "结果", told.append)
    assert [file.name for file in found] == ["乙/二.docx", "名单.csv", "甲.XLSX"]
    assert all(len(file.digest) == 64 for file in found)
    (sentence,) = told
    assert sentence.startswith("1 个文件不是可以读的格式，没有审核：说明.exe；")


def test_a_file_is_taken_whatever_it_is_called_and_once(folder: Path) -> None:
    found = find_files([folder / "说明.exe", folder / "甲.XLSX", folder], folder / "结果")
    assert [file.name for file in found] == ["说明.exe", "甲.XLSX", "乙/二.docx", "名单.csv"]


def test_all_that_is_not_there_is_told_at_once(folder: Path) -> None:
    with pytest.raises(InputError, match=r"(?s)没有「.*一」.*没有「.*二」"):
        find_files([folder / "一", folder, folder / "二"], folder / "结果")
    with pytest.raises(InputError, match="另选一个文件夹"):
        find_files([folder], folder)
    (folder / "空").mkdir()
    with pytest.raises(InputError, match="没有可以读的文件"):
        find_files([folder / "空"], folder / "结果")


def test_a_file_that_is_another_by_now(folder: Path) -> None:
    (file,) = find_files([folder / "甲.XLSX"], folder / "结果")
    file.check()
    file.path.write_text("改过", "utf-8")
    with pytest.raises(InputError, match="有改动"):
        file.check()
    file.path.unlink()
    with pytest.raises(InputError, match="打不开"):
        file.check()


def test_what_is_marked_in_its_name_is_left_out_and_counted(folder: Path) -> None:
    lone = folder / "机密★采购.csv"
    for path in (lone, folder / "秘密★5年" / "丁.csv"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    told = list[str]()
    assert len(find_files([folder, lone], folder / "结果", told.append)) == 3
    assert [sentence[:4] for sentence in told] == ["2 个文", "1 个文"]
    assert "采购" not in "".join(told)
    with pytest.raises(ClassifiedError, match="1 个文件"):
        find_files([lone], folder / "结果")
