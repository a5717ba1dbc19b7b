from pathlib import Path

import pytest

from assistant.settings import Settings


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    (tmp_path / "forms" / "county").mkdir(parents=True)
    return Settings(data_dir=tmp_path)
