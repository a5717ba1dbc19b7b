"""A scripted model for what the recogniser leaves unread."""

from tests.llm.conftest import endpoint, make_asker, model_server

__all__ = ["endpoint", "make_asker", "model_server"]
