"""The real projects, each in the form that its own finance bureau has: read back as a careful person reads the original, and printed."""

import re
import subprocess
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from assistant.evaluation.parsing import compare, load_expected
from assistant.export.local import find_form, write_form
from assistant.export.local.form import ENDINGS
from assistant.export.local.rows import printed_rows
from assistant.goals import GoalTable
from assistant.reading import read_tables
from assistant.settings import Settings
from tests.export.build_forms import LAYOUTS, build_excel, build_word

CORPUS = Path(__file__).parents[2] / "corpus"
SETTINGS = Settings()
FORMS = {"000": "qinghai", "001": "hebei", "002": "tianjin", "003": "guangdong", "004": "guangzhou"}
"""By the number of a document the form of its projects."""
SUMS = re.compile(r"合计　[\d.]+|金额 \(万元\)：[\d.]+")


@cache
def tables_of(number: str) -> list[GoalTable]:
    (path,) = (CORPUS / "documents").glob(f"{number}_*.txt")
    return read_tables(path)


def form_of(number: str, table: GoalTable) -> str | None:
    """The form of a table; prose of whole departments has none."""
    if table.kind == "department":
        return "zhanjiang_department" if table.tasks else None
    return FORMS[number]


PROJECTS = [
    (number, at)
    for number in FORMS
    for at, table in enumerate(tables_of(number))
    if not table.classified and form_of(number, table) is not None
]


def write(number: str, at: int, folder: Path, ending: str) -> Path:
    table = tables_of(number)[at]
    path = folder / f"{number}-{at}{ending}"
    write_form([table], path, find_form(SETTINGS, form_of(number, table) or ""))
    return path


def names_in_order(number: str, table: GoalTable) -> list[str]:
    form = find_form(SETTINGS, form_of(number, table) or "")
    return [row.indicator.level3 for row in printed_rows(table, form.data) if row.indicator]


def test_all_projects_are_tried() -> None:
    assert len(PROJECTS) == 40


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("number", "at"), PROJECTS)
def test_a_real_project_comes_back_from_its_own_form(number: str, at: int, ending: str, tmp_path: Path) -> None:
    table = tables_of(number)[at]
    (document,) = (CORPUS / "expected").glob(f"{number}_*.yaml")
    expected = next(each for each in load_expected(document) if each.name == table.name)
    read = read_tables(write(number, at, tmp_path, ending))
    (result,) = compare([expected], read).tables
    assert result.wrong_fields == {}
    assert (result.missing, result.surplus) == ((), ())
    assert [row.level3 for row in read[0].indicators] == names_in_order(number, table)
    assert [text for text in read[0].unread if not SUMS.fullmatch(text)] == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_list_of_all_projects_comes_back(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"list{ending}"
    write_form(tables_of("000"), path, find_form(SETTINGS, "qinghai"))
    (document,) = (CORPUS / "expected").glob("000_*.yaml")
    score = compare(load_expected(document), read_tables(path))
    assert (score.f1, score.field_accuracy) == (1.0, 1.0)


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_the_shipped_documents_are_those_that_are_built(name: str) -> None:
    for part, ending, build in (("word/document.xml", ".docx", build_word), ("xl/worksheets/sheet1.xml", ".xlsx", build_excel)):
        built = zipfile.ZipFile(BytesIO(build(LAYOUTS[name]()))).read(part)
        assert built == zipfile.ZipFile(CORPUS / "forms" / name / f"form{ending}").read(part)


@pytest.fixture(scope="module")
def printed(office: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All real projects in their own forms, printed by LibreOffice."""
    folder = tmp_path_factory.mktemp("printed")
    for ending in ENDINGS:
        (folder / ending[1:]).mkdir()
        paths = [write(number, at, folder, ending) for number, at in PROJECTS]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / ending[1:]), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_printed_has_the_rows_of_the_original_in_their_order(printed: Path, ending: str) -> None:
    for number, at in PROJECTS:
        table = tables_of(number)[at]
        path = printed / ending[1:] / f"{number}-{at}.pdf"
        found, seen = 0, text_of(path, "-layout")
        for name in names_in_order(number, table):
            found = seen.find(re.sub(r"\s", "", name)[:4], found)
            assert found >= 0, f"{table.name} {ending}: {name}"
            found += 1
        by_cell = text_of(path, "-raw")
        for row in table.indicators:
            assert re.sub(r"\s", "", row.value or "")[:3] in by_cell


def text_of(path: Path, mode: str) -> str:
    """What stands on the pages, without blanks: line by line (-layout), or cell by cell (-raw)."""
    done = subprocess.run(["pdftotext", mode, str(path), "-"], check=True, capture_output=True, text=True, timeout=60)
    return re.sub(r"\s", "", done.stdout)
