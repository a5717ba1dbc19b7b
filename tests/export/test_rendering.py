"""What an office program makes of the files. Needs LibreOffice and poppler."""

import re
import subprocess
from pathlib import Path

import pytest

from assistant.export import write_table
from assistant.goals import GoalTable
from tests.export.samples import FOUR_CLASS, THREE_CLASS, with_many_indicators


def pages_of(office: str, table: GoalTable, path: Path) -> list[str]:
    """The text of each page that LibreOffice prints, without blanks."""
    write_table(table, path)
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    printed = subprocess.run(
        ["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"], check=True, capture_output=True, text=True, timeout=60
    )
    return [re.sub(r"\s", "", page) for page in printed.stdout.split("\f")[:-1]]


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@pytest.mark.parametrize("table", [THREE_CLASS, FOUR_CLASS], ids=["three_class", "four_class"])
def test_a_usual_table_takes_one_page_and_the_list_another(office: str, tmp_path: Path, table: GoalTable, ending: str) -> None:
    form, pending = pages_of(office, table, tmp_path / f"table{ending}")
    assert f"{table.name}绩效目标表" in form
    assert "待确认事项" in pending
    for indicator in table.indicators:
        value = indicator.value or ""
        assert len(value) > 10 or value in form


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_long_table_repeats_its_headings_on_every_page(office: str, tmp_path: Path, ending: str) -> None:
    table = with_many_indicators(40)
    *form, pending = pages_of(office, table, tmp_path / f"table{ending}")
    assert len(form) > 1
    assert all("一级指标二级指标三级指标" in page for page in form)
    assert "待确认事项" in pending
