"""A scripted endpoint, and who asks it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from assistant.llm import asking, pacing
from assistant.llm.asking import Asker, Limits
from assistant.llm.chat import Address, Chat
from assistant.llm.keeping import Answers, Profiles
from assistant.llm.question import Profile
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, MODEL

MakeAsker = Callable[..., Asker]


@pytest.fixture(scope="session")
def model_server() -> Iterator[HTTPServer]:
    """A server that answers several requests at once."""
    with HTTPServer("127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture
def endpoint(model_server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> ScriptedEndpoint:
    """An endpoint with an empty script, whom nobody has to wait for on account of an earlier test."""
    model_server.clear()
    pacing._paces.clear()
    monkeypatch.setattr(asking, "backoff", lambda attempt: 0.01)
    return ScriptedEndpoint(model_server)


@pytest.fixture
def make_asker(endpoint: ScriptedEndpoint, tmp_path: Path) -> MakeAsker:
    """Makes who asks the endpoint, with the profile given or none; each one as after a new start of the program."""

    def make(profile: Profile | None = None, *, limits: Limits | None = None, key: str | None = KEY) -> Asker:
        chat, profiles = Chat(Address(MODEL, endpoint.base_url, key)), Profiles(tmp_path / "endpoints.json")
        asker = Asker(chat, profiles, Answers(tmp_path / "answers", key), limits or Limits())
        if profile is not None:
            asker.learn(profile)
        return asker

    return make
