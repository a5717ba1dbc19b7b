"""A workspace of its own for each test, over the corpus where it drafts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant.database.opening as opening
from assistant.database import Database, open_database
from assistant.drafting import DraftContext, open_context
from assistant.review import ReviewData
from assistant.settings import Settings
from assistant.workspace.drafts import Drafts
from tests.llm.conftest import endpoint, make_asker, model_server
from tests.review.samples import DATA

__all__ = ["endpoint", "make_asker", "model_server"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """A database that has nothing yet."""
    yield open_database(settings)
    opening._open.cache_clear()


@pytest.fixture
def drafts(database: Database) -> Drafts:
    """The drafts of whoever sits at the machine."""
    return Drafts(database)


@pytest.fixture(scope="session")
def data() -> ReviewData:
    return DATA


@pytest.fixture(scope="session")
def context(corpus_settings: Settings) -> DraftContext:
    """What drafts rest on, over the real corpus, with the real embedder."""
    return open_context(corpus_settings)
