"""The desk that the pages of a test work at."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import assistant.ui.session as session
from assistant.settings import Settings
from assistant.workspace.desk import Desk


@pytest.fixture
def desk(corpus_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """With the corpus, and a database of its own."""
    monkeypatch.setattr(session, "load_settings", lambda: replace(corpus_settings, database_url=f"sqlite:///{tmp_path / 'w.sqlite'}"))
    session.open_desk.clear()
    yield session.open_desk()
    session.open_desk.clear()
