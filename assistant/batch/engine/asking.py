"""What every item that asks a model needs, whatever is done with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.batch.engine.items import Outcome
from assistant.errors import AnswerError, BoundReachedError, ContextTooLongError, ModelError, RateLimitedError
from assistant.llm.asking import Asker, Limits

OF_NO_USE = (AnswerError, ContextTooLongError, BoundReachedError)
"""What a model that answers does not deliver; asked another time it would not either."""


def put_off(error: ModelError) -> Outcome:
    """What comes of an item that the model did not answer: another time it may; a moment later where it was only asked too often."""
    return Outcome("waiting", str(error), passing=isinstance(error, RateLimitedError))


def limits_within(asker: Asker, tokens: int | None) -> Limits:
    """The limits of the model for an item that may cost so many tokens."""
    return replace(asker.limits, tokens=asker.limits.tokens if tokens is None else min(tokens, asker.limits.tokens))


@dataclass
class Lines:
    """Takes lines for the audit log, which are kept together with what came of the item."""

    entries: list[Mapping[str, Any]] = field(default_factory=list)

    def record(self, entry: Mapping[str, Any]) -> None:
        """Take a line."""
        self.entries.append(entry)
