"""An installation of its own for the tests of a page: the corpus indexed, nothing else in its data folder."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from assistant.settings import MODEL_NAMES, Settings
from assistant.ui.session import open_desk
from tests.copying import copy_data


@pytest.fixture
def installation(corpus_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Settings that the pages of this test load."""
    copy_data(corpus_settings.data_dir, tmp_path / "data")
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    for name in (*MODEL_NAMES, "DATABASE_URL", "CHROMA_URL"):
        monkeypatch.setenv(name, "")
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # a page that is run takes its place, and processes begin with it
    open_desk.clear()
    yield Settings(data_dir=tmp_path / "data")
    open_desk.clear()
    st.cache_data.clear()
