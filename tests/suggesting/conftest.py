from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.audit import AuditLog
from assistant.drafting import DraftContext, open_context
from assistant.llm.question import Profile
from assistant.prompting import Prompts
from assistant.settings import Settings
from tests.llm.conftest import MakeAsker, endpoint, make_asker, model_server

__all__ = ["endpoint", "make_asker", "model_server"]

WithModel = Callable[..., DraftContext]


@pytest.fixture(scope="session")
def context(corpus_settings: Settings) -> DraftContext:
    """Everything that suggestions rest on, over the real corpus, with the real embedder."""
    return open_context(corpus_settings)


@pytest.fixture
def with_model(context: DraftContext, make_asker: MakeAsker, tmp_path: Path) -> WithModel:
    """The context with a model that asks in the way that is given, and an audit log."""

    def make(rung: Any = "json_schema", **details: Any) -> DraftContext:
        model, audit = make_asker(Profile(rung=rung), **details), AuditLog(Settings(data_dir=tmp_path))
        return replace(context, model=model, prompts=Prompts(Settings().prompts_dir), audit=audit)

    return make
