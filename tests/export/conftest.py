"""What tests of exports share: a folder for forms of one's own, and an office program."""

import shutil
from pathlib import Path

import pytest

from assistant.settings import Settings


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    (tmp_path / "forms" / "county").mkdir(parents=True)
    return Settings(data_dir=tmp_path)


@pytest.fixture(scope="session")
def office() -> str:
    """The program that prints; a machine without it skips what looks at print, and CI, which installs it, may not."""
    program = shutil.which("soffice")
    if program is None or shutil.which("pdftotext") is None:
        pytest.skip("soffice (LibreOffice) and pdftotext (poppler) are needed to see how files are rendered (make system)")
    return program
