"""Settings of an installation that has nothing yet."""

from pathlib import Path

import pytest

from assistant.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")
