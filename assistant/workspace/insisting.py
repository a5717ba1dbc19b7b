"""What must be kept, kept though the database is away for a moment: work that took minutes or money is not thrown away for that."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from assistant.errors import ConfigError

_LOG = logging.getLogger(__name__)
PAUSES = (0.2, 1.0, 3.0, 10.0)
"""Seconds before a database that could not be reached is tried again."""
T = TypeVar("T")


def insist(work: Callable[[], T], pauses: Sequence[float] = PAUSES) -> T:
    """Do what must be kept, again after each of `pauses` where the database cannot be reached.

    Raises:
        ConfigError: it could not be reached after the last pause either.
    """
    for pause in pauses:
        try:
            return work()
        except ConfigError as error:
            _LOG.warning("the database cannot be reached; trying again: %s", error.__cause__ or error)
        time.sleep(pause)
    return work()
