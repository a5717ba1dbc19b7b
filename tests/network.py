"""No test may reach beyond this machine, and none may try and hide it."""

import sys
from typing import Any

REFUSAL = "the tests are offline"
attempts: list[str] = []
"""Addresses that were asked for since the list was last emptied."""
_state = {"installed": False, "blocked": False}
_CONNECTIONS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


def is_local(host: object) -> bool:
    """Whether a host is this machine; nothing at all stands for it too."""
    name = host.decode() if isinstance(host, bytes) else host
    return not isinstance(name, str) or name in ("", "localhost", "::1", "0.0.0.0", "::") or name.startswith("127.")


def block(blocked: bool = True) -> None:
    """Refuse every connection and look-up that leaves this machine. The hook sees what libraries do with sockets of their own too."""
    if not _state["installed"]:
        sys.addaudithook(_refuse)
        _state["installed"] = True
    _state["blocked"] = blocked


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if not _state["blocked"] or event not in _CONNECTIONS | _LOOKUPS:
        return
    address = arguments[1] if event in _CONNECTIONS else arguments[0]
    host = address[0] if isinstance(address, tuple) else address if event in _LOOKUPS else None  # a path is a socket of this machine
    if not is_local(host):
        attempts.append(str(address))
        raise ConnectionRefusedError(f"{REFUSAL}: {address}")


if __name__ == "__main__":  # python -m tests.network COMMAND …: the program itself, offline
    block()
    from assistant.cli import main

    code = main()
    if attempts:
        sys.exit(f"went online: {attempts}")
    sys.exit(code)
