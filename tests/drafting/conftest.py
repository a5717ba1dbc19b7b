from decimal import Decimal

import pytest

from assistant.drafting import DraftContext, DraftRequest, open_context
from assistant.goals import Framework
from assistant.settings import Settings


@pytest.fixture(scope="session")
def context(corpus_settings: Settings) -> DraftContext:
    """Everything a draft rests on, over the real corpus, with the real embedder."""
    return open_context(corpus_settings)


def ask(name: str, budget: str = "200000", purpose: str | None = None, *, framework: Framework = Framework.FOUR_CLASS) -> DraftRequest:
    return DraftRequest(name=name, budget_yuan=Decimal(budget), year=2027, purpose=purpose, framework=framework)
