"""Each failure under its own name, with a way out, and without the key."""

import traceback
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from assistant.errors import (
    BlankAnswerError,
    ContextTooLongError,
    CutOffError,
    EndpointError,
    FilteredError,
    ModelError,
    PassingError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    ServerFailedError,
    UnknownModelError,
    UnreachableError,
    UnsupportedRequestError,
    WrongKeyError,
)
from assistant.llm.asking import Session
from assistant.llm.chat import Address, Chat
from assistant.llm.failures import retry_after_of, scrub, text_of
from assistant.llm.question import Profile, Reply
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, MODEL, PLAIN, answer_of, run
from tests.llm.conftest import MakeAsker

TEXT = Profile(rung="text")


def failure(endpoint: ScriptedEndpoint, key: str | None = KEY) -> ModelError:
    """What the next answer of the endpoint comes to."""
    with pytest.raises(ModelError) as caught:
        run(Chat(Address(MODEL, endpoint.base_url, key)).stream(PLAIN, TEXT, seconds=20))
    return caught.value


# Words of real endpoints, as they report them in issues and documentation.
WORDS: list[tuple[int, str, type[ModelError]]] = [
    (401, "Authentication Fails, Your api key: ****60zz is invalid", WrongKeyError),
    (403, "You have insufficient permissions for this operation.", WrongKeyError),
    (403, "Access to model denied.", WrongKeyError),
    (402, "Insufficient Balance", QuotaError),
    (403, "The free tier of the model has been exhausted, check your quota.", QuotaError),
    (429, "You exceeded your current quota, please check your plan and billing details.", QuotaError),
    (429, "账户余额不足，请充值后重试", QuotaError),
    (400, "Access denied, please make sure your account is in good standing. Arrearage.", QuotaError),
    (429, "Rate limit reached on tokens per min (TPM): Limit 10000. Add a payment method at billing.", RateLimitedError),
    (429, "您当前使用该API的并发数过高，或超过额度", RateLimitedError),
    (404, "The model `m` does not exist or you do not have access to it.", UnknownModelError),
    (404, 'model "m" not found, try pulling it first', UnknownModelError),
    (400, "Model Not Exist", UnknownModelError),
    (400, "模型不存在，请检查模型代码。", UnknownModelError),
    (400, "Invalid model name passed in model=m.", UnknownModelError),
    (400, "This model's maximum context length is 4096 tokens. However, your messages resulted in 9000 tokens.", ContextTooLongError),
    (400, "the request exceeds the available context size. try increasing the context size (n_ctx: 4096)", ContextTooLongError),
    (400, "Range of input length should be [1, 30720]", ContextTooLongError),
    (413, "Request Entity Too Large", ContextTooLongError),
    (400, "Input data may contain inappropriate content. data_inspection_failed", FilteredError),
    (400, "系统检测到输入或生成内容可能包含不安全或敏感内容", FilteredError),
    (403, "Blocked by moderation: sensitive content", FilteredError),
    (500, "internal error", ServerFailedError),
    (503, "The model is overloaded, not available right now.", ServerFailedError),
    (400, "This response_format type is unavailable now", UnsupportedRequestError),
    (400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.", UnsupportedRequestError),
    (400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set', UnsupportedRequestError),
    (400, "registry.ollama.ai/library/m does not support tools", UnsupportedRequestError),
    (422, "extra fields not permitted", UnsupportedRequestError),
]


@pytest.mark.parametrize(("status", "words", "expected"), WORDS)
def test_words_of_endpoints(status: int, words: str, expected: type[ModelError], endpoint: ScriptedEndpoint) -> None:
    endpoint.fails(status, {"error": {"message": words, "type": "invalid_request_error", "param": None, "code": None}})
    found = failure(endpoint)
    assert type(found) is expected
    assert str(found).endswith("。")
    assert words.partition("****")[0] in found.raw, "the endpoint's own words are lost"
    assert found.exit_code == 3


def test_what_cannot_go_well_is_asked_once(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    for status, name in ((401, "OPENAI_API_KEY"), (404, "ASSISTANT_MODEL"), (402, "充值")):
        endpoint.requests.clear()
        endpoint.fails(status, {"error": {"message": "no"}})
        with pytest.raises(EndpointError, match=name):
            answer_of(Session(make_asker(TEXT)))
        assert len(endpoint.requests) == 1


def test_nobody_at_the_address(endpoint: ScriptedEndpoint) -> None:
    chat = Chat(Address(MODEL, "http://127.0.0.1:9/v1", KEY))
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:9.*设置页.*OPENAI_BASE_URL"):
        run(chat.stream(PLAIN, TEXT, seconds=20))


def test_a_web_page_is_no_endpoint(endpoint: ScriptedEndpoint) -> None:
    for status in (200, 404):
        endpoint.says_html(status)
        found = failure(endpoint)
        assert isinstance(found, UnknownModelError)
        assert "/v1" in str(found)
        assert "<html>" not in str(found)


def test_data_of_another_kind_is_no_endpoint(endpoint: ScriptedEndpoint) -> None:
    endpoint.says_data({"status": "ok"})
    assert isinstance(failure(endpoint), UnknownModelError)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"message": "busy", "code": "429"}, RateLimitedError),
        ({"message": "Too many requests", "code": "Throttling"}, RateLimitedError),
        ({"message": "output blocked", "code": "data_inspection_failed"}, FilteredError),
        ({"message": "context_length_exceeded"}, ContextTooLongError),
        ({"message": "something broke"}, ServerFailedError),
    ],
)
def test_an_error_in_the_middle_of_an_answer(error: dict[str, str], expected: type[ModelError], endpoint: ScriptedEndpoint) -> None:
    endpoint.fails_amid("前文", error)
    assert type(failure(endpoint)) is expected


def test_a_dropped_connection_is_the_servers_failure(endpoint: ScriptedEndpoint) -> None:
    endpoint.breaks_off("前文")
    assert isinstance(failure(endpoint), ServerFailedError)


QUOTED = [
    f"Incorrect API key provided: {KEY}.",
    f"Incorrect API key provided: {KEY[:6]}***{KEY[-4:]}. You can find your key",
    f"Your api key: ****{KEY[-4:]} is invalid",
    f"Invalid token {KEY[:10]}...",
    f"bad header 'Authorization: Bearer {KEY}'",
    f"密钥 {KEY[:12]} 无效",
]


@pytest.mark.parametrize("words", QUOTED)
def test_the_key_shows_nowhere(words: str, endpoint: ScriptedEndpoint, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    endpoint.fails(401, {"error": {"message": words}})
    found = failure(endpoint)
    shown = "".join([str(found), repr(found), found.raw, *traceback.format_exception(found), caplog.text])
    assert endpoint.last.headers["Authorization"] == f"Bearer {KEY}"
    assert KEY[:6] not in shown
    assert KEY[-4:] not in shown
    assert "〔密钥〕" in found.raw


def test_keys_of_others_show_neither() -> None:
    assert "abcdef" not in scrub("Incorrect API key provided: sk-abcdef1234567890", None)
    assert scrub("指标名称：task_name、risk-management，**重点**……", KEY) == "指标名称：task_name、risk-management，**重点**……"


def test_retry_after_as_seconds_milliseconds_and_date() -> None:
    assert retry_after_of({"retry-after": "7"}) == 7.0
    assert retry_after_of({"retry-after": "1.5"}) == 1.5
    assert retry_after_of({"retry-after-ms": "250", "retry-after": "7"}) == 0.25
    date = retry_after_of({"retry-after": format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)})
    assert date is not None
    assert 30 < date <= 40
    assert retry_after_of({"retry-after": format_datetime(datetime.now(UTC) - timedelta(seconds=40), usegmt=True)}) == 0.0


@pytest.mark.parametrize("headers", [{}, {"retry-after": "soon"}, {"retry-after": "-5"}, {"retry-after": "1e99"}, {"retry-after-ms": "x"}])
def test_retry_after_that_says_nothing(headers: dict[str, str]) -> None:
    assert retry_after_of(headers) is None


def test_whoever_says_when_to_come_back_is_not_out_of_money(endpoint: ScriptedEndpoint) -> None:
    endpoint.fails(429, {"error": {"message": "Allocated quota exceeded"}}, {"Retry-After": "20"})
    found = failure(endpoint)
    assert isinstance(found, RateLimitedError)
    assert "20 秒后" in str(found)


def test_retry_after_comes_with_the_failure(endpoint: ScriptedEndpoint) -> None:
    endpoint.fails(503, {"error": {"message": "loading model"}}, {"Retry-After": "3"})
    found = failure(endpoint)
    assert isinstance(found, PassingError)
    assert found.retry_after == 3.0


REPLIES: list[tuple[dict[str, Any], type[ModelError]]] = [
    ({"text": " \n\t"}, BlankAnswerError),
    ({"text": "<think>想一想</think>\n"}, BlankAnswerError),
    ({"text": "<think>一直想", "finish": "length"}, BlankAnswerError),
    ({"text": "I'm sorry, but I can't assist with that."}, RefusedError),
    ({"text": "<think>这不合适</think>对不起，我不能提供。"}, RefusedError),
    ({"text": '{"rows":[{"a":1}', "finish": "length"}, CutOffError),
    ({"text": '{"rows":[{"a":1}', "finish": "model_context_window_exceeded"}, CutOffError),
    ({"text": '{"rows":[{"a":1}', "finish": None}, CutOffError),
    ({"text": "甲" * 9, "finish": "length"}, CutOffError),
    ({"text": '{"rows":[', "finish": "sensitive"}, FilteredError),
    ({"text": '{"rows":[', "finish": "network_error"}, ServerFailedError),
]


@pytest.mark.parametrize(("reply", "expected"), REPLIES)
def test_answers_that_are_none(reply: dict[str, Any], expected: type[ModelError]) -> None:
    with pytest.raises(expected):
        text_of(Reply(**{"finish": "stop", **reply}))


ANSWERS = [
    ('{"text": "抱歉"}', "stop"),
    ('抱歉久等：{"rows": []}', "stop"),
    ('{"rows": []}', "length"),
    ('{"rows": []}', None),
    ("预算项目绩效目标表", None),
]


@pytest.mark.parametrize(("text", "finish"), ANSWERS)
def test_answers_that_are_some(text: str, finish: str | None) -> None:
    assert text_of(Reply(text=text, finish=finish)) == text
