import json
from io import BytesIO

import pytest
from pytest_httpserver import HTTPServer

from assistant.errors import (
    ContextTooLongError,
    EndpointError,
    EndpointTimeoutError,
    ModelError,
    QuotaError,
    RateLimitedError,
    ServerFailedError,
    UnreachableError,
    WrongKeyError,
)
from assistant.goals.privacy import mask_private
from assistant.llm.chat import Address, Chat
from assistant.llm.deferring import Remote, Service, request_line
from assistant.llm.question import Part, Profile, Question, Reply, Rung
from tests.batch_endpoint import BatchEndpoint, Body, Failed, failing
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, MODEL, QUESTION, run

SAID = '{"rows": ["甲\u2028乙\x85丙"]}'
"""With characters that end a line in some eyes."""
FORMED = Profile(rung="json_schema")


@pytest.fixture
def remote(model_server: HTTPServer) -> BatchEndpoint:
    model_server.clear()
    return BatchEndpoint(model_server, lambda body: SAID)


@pytest.fixture
def service(remote: BatchEndpoint) -> Service:
    return Service(Address(MODEL, remote.server.url_for("/v1"), KEY))


def hand_over(service: Service, *ids: str, profile: Profile = FORMED, told: str = "t") -> Remote:
    lines = b"".join(request_line(id_, Chat(service.address), QUESTION, profile) for id_ in ids)
    return service.create(service.upload(BytesIO(lines), told), told)


def wait(service: Service, remote: Remote) -> Remote:
    while not remote.ended:
        remote = service.look(remote.id) or Remote("", ended=True)
    return remote


def results(service: Service, *ids: str, profile: Profile = FORMED) -> dict[str, Reply | ModelError]:
    return dict(service.results(wait(service, hand_over(service, *ids, profile=profile))))


@pytest.mark.parametrize("rung", ["json_schema", "tool", "json_object", "text"])
@pytest.mark.parametrize("without", [frozenset[Part](), frozenset[Part](["temperature", "max_tokens", "stream_options"])])
def test_a_line_asks_as_the_model_itself_would_be_asked(endpoint: ScriptedEndpoint, rung: Rung, without: frozenset[Part]) -> None:
    question = Question(QUESTION.system, "联系人身份证号 11010519491231002X", QUESTION.schema, QUESTION.name, 700)
    profile = Profile(rung=rung, without=without)
    endpoint.says("{}")
    chat = Chat(Address(MODEL, endpoint.base_url, KEY))
    run(chat.stream(question, profile, seconds=20))
    live = {name: value for name, value in endpoint.last.body.items() if name not in ("stream", "stream_options")}
    line = json.loads(request_line("k", chat, question, profile))
    assert line["body"].pop("stream", False) is False
    assert line == {"custom_id": "k", "method": "POST", "url": "/v1/chat/completions", "body": live}
    assert mask_private(question.user) == line["body"]["messages"][-1]["content"] != question.user


@pytest.mark.parametrize("rung", ["json_schema", "tool", "text"])
def test_each_answer_with_its_question(service: Service, rung: Rung) -> None:
    found = results(service, "a", "b", profile=Profile(rung=rung))
    assert set(found) == {"a", "b"}
    for reply in found.values():
        assert isinstance(reply, Reply)
        assert (reply.text, reply.finish, reply.counted) == (SAID, "stop", True)
        assert reply.input_tokens > reply.output_tokens > 0


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (429, "Rate limit reached", RateLimitedError),
        (500, "The server had an error", ServerFailedError),
        (401, "Incorrect API key provided", WrongKeyError),
        (429, "You exceeded your current quota, insufficient_quota", QuotaError),
        (400, "This model's maximum context length is 100 tokens", ContextTooLongError),
    ],
)
def test_a_failure_under_its_own_name(remote: BatchEndpoint, service: Service, status: int, message: str, kind: type[ModelError]) -> None:
    def answer(body: Body) -> str | Failed:
        return Failed(status, message) if len(remote.asked) == 1 else SAID

    remote.answer = answer
    error = results(service, "a")["a"]
    assert type(error) is kind
    assert message in error.raw


def test_what_was_not_done_in_time(remote: BatchEndpoint, service: Service) -> None:
    remote.fates.append("expired")
    found = results(service, "a", "b")
    assert isinstance(found["a"], Reply)
    assert isinstance(found["b"], EndpointTimeoutError)
    assert "一天内" in str(found["b"])


def test_how_far_it_is(service: Service) -> None:
    begun = hand_over(service, "a", "b")
    assert (begun.ended, begun.asked, begun.answered, begun.files) == (False, 2, 0, ())
    ended = wait(service, begun)
    assert (ended.ended, ended.asked, ended.answered, len(ended.files), ended.why) == (True, 2, 2, 1, None)


def test_a_file_with_a_mistake_is_told_with_its_line(remote: BatchEndpoint, service: Service) -> None:
    ended = wait(service, hand_over(service, "a", "b" * 65))
    assert ended.ended
    assert "第 2 行：custom_id" in str(ended.why)
    assert remote.asked == []


def test_found_among_many_by_what_was_told_or_by_its_file(remote: BatchEndpoint, service: Service) -> None:
    made = [hand_over(service, "a", told=f"t{number}") for number in range(5)]
    for number, one in enumerate(made):
        found = service.find("another", f"t{number}")
        assert found is not None
        assert found.id == one.id
    file = remote.batches[made[0].id]["input_file_id"]
    assert service.find(file, "another") is not None
    assert service.find("another", "another") is None


def test_what_the_service_has_forgotten(remote: BatchEndpoint, service: Service) -> None:
    assert service.look("batch_9999") is None
    ended = wait(service, hand_over(service, "a"))
    remote.files.clear()
    assert list(service.results(ended)) == []


def test_a_result_that_is_none(remote: BatchEndpoint, service: Service) -> None:
    ended = wait(service, hand_over(service, "a", "b"))
    line = {"id": "r", "custom_id": "a", "response": {"status_code": 200, "body": {"choices": []}}, "error": None}
    remote.files[ended.files[0]] = json.dumps(line).encode() + b"\n\n"
    ((id_, error),) = service.results(ended)
    assert id_ == "a"
    assert isinstance(error, ServerFailedError)
    remote.files[ended.files[0]] = b'{"half' + b"\n" + json.dumps(line).encode()
    assert [id_ for id_, _ in service.results(ended)] == ["a"], "a line that cannot be read hinders no other"
    remote.files[ended.files[0]] = b"<html>"
    with pytest.raises(ModelError):
        list(service.results(ended))


@pytest.mark.parametrize(
    ("status", "kind"), [(401, WrongKeyError), (404, EndpointError), (429, RateLimitedError), (503, ServerFailedError)]
)
def test_the_service_itself_fails(remote: BatchEndpoint, service: Service, status: int, kind: type[ModelError]) -> None:
    remote.hook = lambda step: failing(status, f"no, not with {KEY}")
    for step in (lambda: service.upload(BytesIO(b"{}\n"), "t"), lambda: service.create("f", "t"), lambda: service.find("f", "t")):
        with pytest.raises(kind) as caught:
            step()
        assert KEY not in f"{caught.value}{caught.value.raw}"
        assert caught.value.__suppress_context__


def test_nobody_there() -> None:
    with pytest.raises(UnreachableError):
        Service(Address(MODEL, "http://127.0.0.1:9/v1", KEY)).find("f", "t")
