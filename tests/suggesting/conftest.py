import pytest

from assistant.drafting import DraftContext, open_context
from assistant.settings import Settings


@pytest.fixture(scope="session")
def context(corpus_settings: Settings) -> DraftContext:
    """Everything that suggestions rest on, over the real corpus, with the real embedder."""
    return open_context(corpus_settings)
