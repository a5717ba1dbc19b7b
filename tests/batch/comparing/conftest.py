from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.database import Database, open_database
from assistant.settings import Settings


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(Settings(data_dir=tmp_path / "data"))
    yield opened
    opened.close()
