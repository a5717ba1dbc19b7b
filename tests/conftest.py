"""What all tests share: no network, and one index of the corpus."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.exemplars import ExemplarIndex, make_embedder, open_index, update_index
from assistant.settings import Settings
from tests import network


@pytest.fixture(autouse=True)
def offline(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuses every connection beyond this machine, and fails the test that tried one, even where the refusal was swallowed."""
    network.attempts.clear()
    network.block(request.node.get_closest_marker("live") is None)
    yield
    assert not network.attempts, f"went online: {network.attempts}"


@pytest.fixture(scope="session")
def corpus_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an installation that has indexed the corpus."""
    network.block()
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    update_index(settings, make_embedder(settings))
    return settings


@pytest.fixture(scope="session")
def corpus_index(corpus_settings: Settings) -> ExemplarIndex:
    """The corpus as drafting sees it, with the embedder that an installation without network has."""
    return open_index(corpus_settings, make_embedder(corpus_settings))


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """The documents of a corpus of its own, with the library of the program and nothing else."""
    corpus = tmp_path / "corpus"
    (corpus / "documents").mkdir(parents=True)
    (corpus / "library").symlink_to(Settings().corpus_dir / "library")
    return corpus / "documents"
