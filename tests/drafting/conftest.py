from decimal import Decimal
from pathlib import Path

import pytest

from assistant.drafting import DraftContext, DraftRequest, open_context
from assistant.goals import Framework
from assistant.settings import Settings


@pytest.fixture(scope="session")
def context(tmp_path_factory: pytest.TempPathFactory) -> DraftContext:
    """Everything a draft rests on, over the real corpus, with the real embedder."""
    data_dir: Path = tmp_path_factory.mktemp("drafting")
    return open_context(Settings(data_dir=data_dir))


def ask(name: str, budget: str = "200000", purpose: str | None = None, *, framework: Framework = Framework.FOUR_CLASS) -> DraftRequest:
    return DraftRequest(name=name, budget_yuan=Decimal(budget), year=2027, purpose=purpose, framework=framework)
