"""What the program has written is told from what people hand in, by what it is."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from assistant.batch import write_results
from assistant.batch.comparing.judging import open_judging
from assistant.batch.comparing.report_sheet import write_report
from assistant.batch.comparing.sheets import write_sheet
from assistant.batch.engine.manifest import MANIFEST, PROMPTS
from assistant.batch.engine.placing import put
from assistant.batch.reviews.files import find_files
from assistant.batch.reviews.need import rank
from assistant.batch.reviews.own_files import check_no_results, kind_of_results
from assistant.batch.reviews.results import Found, review_workbook
from assistant.database import open_database
from assistant.errors import InputError
from assistant.export import write_table
from assistant.reporting import examine
from assistant.reporting import write_report as write_opinions
from assistant.settings import Settings
from tests.batch.comparing.samples import ANNA, draft_batch, duels_of
from tests.review.samples import DATA, sound_table

TABLE = sound_table()


def judging_sheet(path: Path) -> None:
    database = open_database(Settings(data_dir=path.parent / "data"))
    draft_batch(database, path.parent / "a", 1)
    write_sheet(path, open_judging(database, duels_of(database, path.parent / "a"), ANNA).questions)
    database.close()


WRITERS: dict[str, Callable[[Path], object]] = {
    "批量起草的结果": lambda path: write_results(path, []),
    "批量审核的结果": lambda path: path.write_bytes(review_workbook(Found(rank([]), [], {}, [], []))),
    "审核意见": lambda path: write_opinions([examine(TABLE, DATA)], path),
    "比较结果": lambda path: write_report(path, [], []),
    "评判表": judging_sheet,
}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_workbook_of_results_is_known_whatever_it_is_called_and_whoever_saved_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "给领导看.xlsx"
    WRITERS[kind](path)
    assert kind_of_results(path) == kind
    book = openpyxl.load_workbook(path)
    for sheet in book.sheetnames[1:]:
        del book[sheet]
    book.save(path)
    assert kind_of_results(path) == kind
    with pytest.raises(InputError, match=f"「甲」是本程序写出的{kind}，里面没有绩效目标表"):
        check_no_results(path, "甲")


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("title", [None, "报给领导"])
def test_so_is_one_without_its_title_by_its_headings(kind: str, title: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    WRITERS[kind](path)
    book = openpyxl.load_workbook(path)
    book.properties.title = title
    book.create_sheet("透视表")
    book.save(path)
    assert kind_of_results(path) == kind
    for sheet in book.worksheets:
        sheet.delete_rows(1, 3)
        sheet.append(["项目名称", "绩效目标"])
    book.save(path)
    assert kind_of_results(path) is None


def test_a_table_is_none_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("结果.xlsx", "审核结果.docx"):
        write_table(TABLE, tmp_path / name)
        assert kind_of_results(tmp_path / name) is None
    book = openpyxl.Workbook()
    book.worksheets[0].title = "指标"
    book.create_sheet("汇总")
    book.save(tmp_path / "指标.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    assert [kind_of_results(tmp_path / name) for name in ("指标.xlsx", "坏.xlsx", "没有.xlsx")] == [None] * 3


def test_of_a_folder_of_results_the_tables_are_left(tmp_path: Path) -> None:
    folder = tmp_path / "申报" / "结果"
    put(folder, "目标表/1.json", b"edited")
    put(folder, "目标表/1.json", TABLE.model_dump_json().encode())
    write_results(folder / "结果.xlsx", [])
    (folder / PROMPTS).mkdir()
    (folder / PROMPTS / "draft@1.md").write_text("x", "utf-8")
    told = list[str]()
    assert len(find_files([tmp_path / "申报"], tmp_path / "out", told.append)) == 3  # no manifest yet: who knows what these are
    (folder / MANIFEST).write_text(json.dumps({"manifest_version": "1", "items": []}), "utf-8")
    told.clear()
    assert [file.name for file in find_files([tmp_path / "申报"], tmp_path / "out", told.append)] == ["结果/目标表/1.json"]
    (sentence,) = told
    assert sentence.startswith("4 个文件是本程序写出的结果，不是报来的目标表，没有审核：结果/manifest.json、")
    assert all(name in sentence for name in ("结果/结果.xlsx", "结果/提示词/draft@1.md", "（您改过的旧稿）.json"))
    aside = next((folder / "目标表").glob("*旧稿*"))
    assert [file.path for file in find_files([folder / "结果.xlsx", aside], tmp_path / "out")] == [folder / "结果.xlsx", aside]
    with pytest.raises(InputError, match="只有本程序写出的结果"):
        find_files([folder / PROMPTS], tmp_path / "out")
