"""What whoever works calls itself: by it the ledger knows who holds an item, and on which machine that is."""

import secrets
import socket
from functools import cache


def new_worker() -> str:
    """A name that nobody else has."""
    return f"{_host()}:{secrets.token_hex(8)}"


def here() -> str:
    """How the names of all workers of this machine begin."""
    return f"{_host()}:"


@cache
def _host() -> str:
    return socket.gethostname()[:60]
