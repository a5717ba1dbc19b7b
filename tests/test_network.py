import socket
from collections.abc import Iterator

import pytest

from tests import network


@pytest.fixture
def forgiven() -> Iterator[None]:
    """The attempts of a test that makes them on purpose."""
    yield
    network.attempts.clear()


@pytest.mark.usefixtures("forgiven")
@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_connection_leaves_this_machine(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(family, kind) as connection:
            connection.settimeout(0.1)
            with pytest.raises(ConnectionRefusedError, match="offline"):
                connection.connect((host, 80))
    assert len(network.attempts) == 2


@pytest.mark.usefixtures("forgiven")
def test_no_name_is_looked_up() -> None:
    with pytest.raises(ConnectionRefusedError, match="offline"):
        socket.getaddrinfo("example.org", 443)
    assert network.attempts == ["example.org"]


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(("localhost", server.getsockname()[1]), timeout=5):
        assert not network.attempts
