"""What is found out of endpoints that can this and not that."""

import pytest

from assistant.errors import UnsupportedRequestError, WrongKeyError
from assistant.llm.chat import Address, Chat
from assistant.llm.probing import probe
from assistant.llm.question import Profile
from tests.endpoint import Asked, ScriptedEndpoint, failing
from tests.llm.asked import KEY, MODEL


def probed(endpoint: ScriptedEndpoint, *, thorough: bool = False) -> Profile:
    return probe(Chat(Address(MODEL, endpoint.base_url, KEY)), seconds=20, thorough=thorough)


def ways(endpoint: ScriptedEndpoint) -> list[str]:
    return [asked.way for asked in endpoint.requests]


def test_json_schema_honoured(endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_schema", "tool", "json_object")
    profile = probed(endpoint)
    assert profile.rung == "json_schema"
    assert profile.tokens_per_character == pytest.approx(0.6, abs=0.01)
    assert profile.seconds > 0
    assert profile.notes == ()
    assert ways(endpoint) == ["text", "json_schema"]


@pytest.mark.parametrize("otherwise", ["refuses", "ignores"])
def test_tool_only(otherwise: str, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("tool", otherwise=otherwise)
    assert probed(endpoint).rung == "tool"
    assert ways(endpoint) == ["text", "json_schema", "tool"]


@pytest.mark.parametrize("otherwise", ["refuses", "ignores"])
def test_json_object_only(otherwise: str, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_object", otherwise=otherwise)
    assert probed(endpoint).rung == "json_object"
    assert ways(endpoint) == ["text", "json_schema", "tool", "json_object"]
    assert "JSON" in endpoint.last.text, "some endpoints want the word"


@pytest.mark.parametrize("otherwise", ["refuses", "ignores"])
def test_text_only(otherwise: str, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable(otherwise=otherwise)
    assert probed(endpoint).rung == "text"


def test_a_schema_that_is_silently_ignored_is_noticed(endpoint: ScriptedEndpoint) -> None:
    """The model writes JSON all the same, since the question asks for it, but not with the names of the schema."""
    endpoint.always_says('```json\n{"市辖区数量": 16}\n```')
    assert probed(endpoint).rung == "json_object"
    schema = endpoint.requests[1].schema
    assert not any(name in asked.text for asked in endpoint.requests for name in schema["properties"]), "the names give the answer away"


def test_parts_that_are_refused_are_left_out(endpoint: ScriptedEndpoint) -> None:
    endpoint.fails(400, {"error": {"message": "stream_options is not supported"}})
    endpoint.fails(400, {"error": {"message": "temperature is not supported"}})
    endpoint.is_capable("json_schema")
    profile = probed(endpoint)
    assert profile.without == {"stream_options", "temperature"}
    assert profile.tokens_per_character is None
    assert {"stream_options", "temperature"}.isdisjoint(endpoint.last.body)


def test_an_endpoint_that_refuses_everything(endpoint: ScriptedEndpoint) -> None:
    endpoint.otherwise = failing(400, {"error": {"message": "no"}})
    with pytest.raises(UnsupportedRequestError):
        probed(endpoint)
    assert len(endpoint.requests) == 1


def test_a_wrong_key_ends_it(endpoint: ScriptedEndpoint) -> None:
    endpoint.fails(401)
    with pytest.raises(WrongKeyError):
        probed(endpoint)
    assert len(endpoint.requests) == 1


def test_a_server_that_fails_when_asked_for_a_schema(endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("tool")
    honest = endpoint.otherwise
    endpoint.otherwise = lambda asked: (failing(500) if asked.way == "json_schema" else honest)(asked)
    assert probed(endpoint).rung == "tool"


def test_a_rate_limit_in_the_middle_is_waited_for(endpoint: ScriptedEndpoint) -> None:
    endpoint.says("预算项目绩效目标表")
    endpoint.fails(429, headers={"Retry-After": "1"})
    endpoint.is_capable("json_schema")
    assert probed(endpoint).rung == "json_schema"
    told, again = endpoint.requests[1:]
    assert again.at - told.at >= 0.99


def test_a_model_that_thinks_has_room_to(endpoint: ScriptedEndpoint) -> None:
    endpoint.says("", finish="length", reasoning="想一想")
    endpoint.is_capable("json_schema")
    profile = probed(endpoint)
    assert profile.rung == "json_schema"
    assert profile.notes
    assert endpoint.last.body["max_tokens"] >= 1000


def longest(endpoint: ScriptedEndpoint) -> Asked:
    return max(endpoint.requests, key=lambda asked: len(asked.text))


def test_a_long_question_arrives_whole(endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_schema")
    profile = probed(endpoint, thorough=True)
    assert (profile.long_question, profile.cut_at, profile.notes) == ("whole", None, ())
    assert longest(endpoint).counted > 4096


@pytest.mark.parametrize("cut_at", [2048, 4096])
def test_a_long_question_silently_cut_is_noticed(cut_at: int, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_schema", cut_at=cut_at)
    profile = probed(endpoint, thorough=True)
    assert (profile.long_question, profile.cut_at) == ("cut", cut_at)
    assert any(str(cut_at) in note for note in profile.notes)


def test_a_long_question_refused(endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_schema", context=4096)
    profile = probed(endpoint, thorough=True)
    assert (profile.long_question, profile.context) == ("refused", 4096)


def test_a_quick_probe_asks_nothing_long(endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_schema", cut_at=2048)
    assert probed(endpoint).long_question is None
    assert longest(endpoint).counted < 1000
