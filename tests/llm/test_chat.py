"""One request over the wire: what it carries, what it keeps back, and how it is broken off."""

import json
import time
from typing import Any

import pytest
from langsmith.utils import get_env_var

from assistant.errors import CancelledError
from assistant.llm.chat import Address, Cancel, Chat
from assistant.llm.question import Profile, Question
from tests import network
from tests.endpoint import PATH, ScriptedEndpoint
from tests.llm.asked import KEY, MODEL, PLAIN, QUESTION, later, run

BEST = Profile(rung="json_schema")


@pytest.fixture
def chat(endpoint: ScriptedEndpoint) -> Chat:
    return Chat(Address(MODEL, endpoint.base_url, KEY))


def test_the_request(endpoint: ScriptedEndpoint, chat: Chat) -> None:
    endpoint.says("预算项目绩效目标表")
    _, reply = run(chat.stream(PLAIN, BEST, seconds=20))
    assert endpoint.last.body == {
        "model": MODEL,
        "messages": [{"role": "system", "content": PLAIN.system}, {"role": "user", "content": PLAIN.user}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0,
        "max_tokens": 3000,
    }
    assert endpoint.last.headers["Authorization"] == f"Bearer {KEY}"
    assert (reply.text, reply.finish, reply.counted) == ("预算项目绩效目标表", "stop", True)


@pytest.mark.parametrize("reported", ["stop", "length", "content_filter"])
def test_however_an_answer_in_a_form_ends_it_comes_as_it_is(reported: str, endpoint: ScriptedEndpoint, chat: Chat) -> None:
    endpoint.says('{"rows":["甲', reported, reasoning="想", usage=(30, 5))
    _, reply = run(chat.stream(QUESTION, BEST, seconds=20))
    assert (reply.text, reply.finish, reply.reasoning) == ('{"rows":["甲', reported, "想")
    assert (reply.input_tokens, reply.output_tokens) == (30, 5)


def test_a_call_of_a_tool_is_the_answer(endpoint: ScriptedEndpoint, chat: Chat) -> None:
    endpoint.calls_tool('{"rows": ["甲", "乙"]}', pieces=5)
    pieces, reply = run(chat.stream(QUESTION, Profile(rung="tool"), seconds=20))
    assert reply.text == "".join(pieces) == '{"rows": ["甲", "乙"]}'
    assert len(pieces) == 5


def test_pieces_come_as_they_are_written(endpoint: ScriptedEndpoint, chat: Chat) -> None:
    endpoint.says("甲乙丙丁", pieces=4, pause=0.2)
    stream = chat.stream(PLAIN, BEST, seconds=20)
    began = time.monotonic()
    first, came = next(stream), time.monotonic()
    rest, _ = run(stream)
    assert [first, *rest] == ["甲", "乙", "丙", "丁"]
    assert time.monotonic() - came > 0.5 > 0 < came - began


def test_tokens_are_estimated_where_nobody_counts(endpoint: ScriptedEndpoint, chat: Chat) -> None:
    endpoint.says("甲" * 100, usage=None)
    _, reply = run(chat.stream(PLAIN, BEST, seconds=20))
    assert not reply.counted
    assert 50 <= reply.output_tokens <= 100
    assert reply.input_tokens > 0


def test_cancelled_while_nothing_comes(endpoint: ScriptedEndpoint, chat: Chat) -> None:
    endpoint.hangs(60)
    cancel = Cancel()
    stream = chat.stream(PLAIN, BEST, seconds=60, cancel=cancel)
    later(0.3, cancel.stop)
    began = time.monotonic()
    with pytest.raises(CancelledError):
        next(stream)
    assert time.monotonic() - began < 10
    assert endpoint.saw_drop(), "the endpoint goes on working"


def test_cancelled_between_pieces(endpoint: ScriptedEndpoint, chat: Chat) -> None:
    endpoint.says("甲" * 500, pieces=500, pause=0.05)
    cancel = Cancel()
    stream = chat.stream(PLAIN, BEST, seconds=60, cancel=cancel)
    assert next(stream) == "甲"
    cancel.stop()
    with pytest.raises(CancelledError):
        next(stream)
    assert endpoint.saw_drop()


def test_cancelled_before_it_began(endpoint: ScriptedEndpoint, chat: Chat) -> None:
    cancel = Cancel()
    cancel.stop()
    with pytest.raises(CancelledError):
        run(chat.stream(PLAIN, BEST, seconds=60, cancel=cancel))


def test_who_listens_no_more_breaks_it_off(endpoint: ScriptedEndpoint, chat: Chat) -> None:
    endpoint.hangs(60, "甲")
    stream = chat.stream(PLAIN, BEST, seconds=60)
    assert next(stream) == "甲"
    stream.close()
    assert endpoint.saw_drop()


def test_without_a_key(endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    endpoint.says("好")
    _, reply = run(Chat(Address(MODEL, endpoint.base_url)).stream(PLAIN, BEST, seconds=20))
    assert reply.text == "好"
    assert "environment" not in json.dumps(dict(endpoint.last.headers))


def test_a_password_in_the_address_does_not_show(endpoint: ScriptedEndpoint) -> None:
    address = Address(MODEL, endpoint.base_url.replace("//", "//张三:p@ss:wörd@") + "?key=geheim#x", KEY)
    assert address.where == endpoint.base_url
    assert KEY not in repr(address)
    assert Address(MODEL).where == "api.openai.com"
    assert Address(MODEL, "https://gateway/@cf/meta/v1").where == "https://gateway/@cf/meta/v1"


def test_a_password_in_the_address_is_used(endpoint: ScriptedEndpoint) -> None:
    endpoint.fails(500)
    with pytest.raises(Exception, match="出错") as caught:
        run(Chat(Address(MODEL, endpoint.base_url.replace("//", "//zhang:secret@"), None)).stream(PLAIN, BEST, seconds=20))
    assert endpoint.last.headers["Authorization"].startswith("Basic ")
    assert "secret" not in str(caught.value)


TRACING = {
    "LANGSMITH_TRACING": "true",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGSMITH_API_KEY": "lsv2_pt_0123",
    "LANGSMITH_GATEWAY": "https://gateway.example.com",
    "OPENAI_API_BASE": "https://elsewhere.example.com/v1",
}


def forget_environment() -> None:
    """Let the tracer read the environment anew, which it does once a process; it does not declare that it remembers."""
    remembering: Any = get_env_var
    remembering.cache_clear()


def test_no_copy_goes_to_a_tracing_service(endpoint: ScriptedEndpoint, chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service that the environment names is this very server, so that whatever is sent there is seen."""
    for name, value in TRACING.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LANGSMITH_ENDPOINT", endpoint.server.url_for("/tracing"))
    forget_environment()
    endpoint.says("好")
    run(chat.stream(PLAIN, BEST, seconds=20))
    time.sleep(1)  # a tracer sends from a thread of its own
    forget_environment()
    assert [request.path for request, _ in endpoint.server.log] == [PATH]
    assert network.attempts == []


def test_without_an_address_only_that_of_the_provider_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.llm.wire import OPENAI, make_model

    for name, value in TRACING.items():
        monkeypatch.setenv(name, value)
    assert make_model(MODEL, None, KEY).openai_api_base == OPENAI


def test_numbers_of_persons_do_not_leave(endpoint: ScriptedEndpoint, chat: Chat) -> None:
    endpoint.says("好")
    said = "联系人 13812345678，身份证 110105199001011237，卡号 6222 0212 3456 7890 128，预算 13800000000 元，20.5万元。"
    run(chat.stream(Question(said, said), BEST, seconds=20))
    for message in endpoint.last.body["messages"]:
        assert message["content"] == "联系人 〔手机号〕，身份证 〔身份证号〕，卡号 〔银行账号〕，预算 13800000000 元，20.5万元。"


def test_several_requests_at_once(endpoint: ScriptedEndpoint, chat: Chat) -> None:
    endpoint.always_says("甲乙", pieces=2, pause=0.1)
    streams = [chat.stream(PLAIN, BEST, seconds=20) for _ in range(4)]
    firsts = [next(stream) for stream in streams]
    assert firsts == ["甲"] * 4
    assert [run(stream)[1].text for stream in streams] == ["甲乙"] * 4
