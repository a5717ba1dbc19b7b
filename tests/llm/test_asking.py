"""One piece of work with an endpoint that misbehaves: what is sent, and what comes of it."""

import threading
import time
from pathlib import Path

import pytest

from assistant.errors import (
    BlankAnswerError,
    BoundReachedError,
    CutOffError,
    EndpointTimeoutError,
    FilteredError,
    ModelError,
    RateLimitedError,
    RefusedError,
    ServerFailedError,
)
from assistant.llm.asking import Limits, Session
from assistant.llm.pacing import pace_of
from assistant.llm.question import Profile
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, PLAIN, QUESTION, answer_of, kept_in, run
from tests.llm.conftest import MakeAsker

BEST = Profile(rung="json_schema")
GOOD = '{"rows":["甲"]}'


def test_an_answer_comes_in_pieces_and_is_counted(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.says(GOOD, pieces=4, usage=(120, 8))
    session = Session(make_asker(BEST))
    pieces, text = run(session.ask(QUESTION))
    assert text == GOOD
    assert (len(pieces), "".join(str(piece) for piece in pieces)) == (4, GOOD)
    assert (session.attempts, session.input_tokens, session.output_tokens) == (1, 120, 8)
    assert session.seconds_asking > 0


def test_blank_with_nothing_wrong(endpoint: ScriptedEndpoint, make_asker: MakeAsker, tmp_path: Path) -> None:
    endpoint.says("", finish="stop")
    with pytest.raises(BlankAnswerError, match="空"):
        answer_of(Session(make_asker(BEST)))
    assert endpoint.last.way == "json_schema"
    assert kept_in(tmp_path) == []


def test_cut_off_keeps_what_came(endpoint: ScriptedEndpoint, make_asker: MakeAsker, tmp_path: Path) -> None:
    endpoint.says('{"rows":["甲","乙', finish="length")
    with pytest.raises(CutOffError) as caught:
        answer_of(Session(make_asker(BEST)))
    assert endpoint.last.body["max_tokens"] == 900
    assert caught.value.raw == '{"rows":["甲","乙'
    assert '{"rows":["甲","乙' in kept_in(tmp_path)[0]
    assert caught.value.kept


@pytest.mark.parametrize(("begun", "failure"), [('{"rows":["甲"],', CutOffError), ("{", BlankAnswerError), ("", BlankAnswerError)])
def test_endless_white_space_is_broken_off(
    begun: str, failure: type[ModelError], endpoint: ScriptedEndpoint, make_asker: MakeAsker
) -> None:
    endpoint.says(begun + "\n " * 5000, pieces=200, pause=0.01)
    session = Session(make_asker(BEST))
    with pytest.raises(failure) as caught:
        answer_of(session)
    assert endpoint.saw_drop(), "the endpoint goes on writing"
    assert caught.value.raw.strip() == begun
    assert session.output_tokens < 3000


@pytest.mark.parametrize("details", [{"text": "", "refusal": "I'm sorry, I can't help."}, {"text": "抱歉，我无法协助完成这个请求。"}])
def test_refused(details: dict[str, str], endpoint: ScriptedEndpoint, make_asker: MakeAsker, tmp_path: Path) -> None:
    endpoint.says(**details)
    with pytest.raises(RefusedError, match="拒绝"):
        answer_of(Session(make_asker(BEST)))
    assert len(endpoint.requests) == 1, "asking the same again brings the same"
    assert list(details.values())[-1] in kept_in(tmp_path)[0]


def test_the_answer_is_filtered(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.says('{"rows":["甲', finish="content_filter")
    with pytest.raises(FilteredError, match="答复"):
        answer_of(Session(make_asker(BEST)))
    assert len(endpoint.requests) == 1


def test_the_question_is_filtered(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails(400, {"error": {"code": "data_inspection_failed", "message": "Input data may contain inappropriate content."}})
    with pytest.raises(FilteredError, match="--offline"):
        answer_of(Session(make_asker(BEST)))
    assert len(endpoint.requests) == 1


def test_the_answer_stands_in_the_field_for_reasoning(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.says("", reasoning=f"想一想。{GOOD}", pieces=3)
    endpoint.says("", reasoning=GOOD, reasoning_field="reasoning")
    session = Session(make_asker(BEST))
    assert GOOD in answer_of(session)
    assert GOOD in answer_of(session)


def test_thinking_without_end_leaves_no_answer(endpoint: ScriptedEndpoint, make_asker: MakeAsker, tmp_path: Path) -> None:
    endpoint.says("", finish="length", reasoning="先想一想，再想一想。")
    with pytest.raises(BlankAnswerError, match="思考"):
        answer_of(Session(make_asker(BEST)))
    assert "再想一想" in kept_in(tmp_path)[0]


@pytest.mark.parametrize("headers", [{"Retry-After": "1"}, {"retry-after-ms": "1000"}])
def test_too_many_requests_are_followed_by_a_wait(headers: dict[str, str], endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails(429, {"error": {"message": "Rate limit reached"}}, headers)
    endpoint.says(GOOD)
    session = Session(make_asker(BEST))
    pieces, text = run(session.ask(QUESTION))
    first, second = endpoint.requests
    assert (text, session.attempts) == (GOOD, 2)
    assert pieces[0] is None, "what came before is void"
    assert second.at - first.at >= 0.99
    assert second.body == first.body


def test_one_cool_down_for_all_who_ask(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails(429, headers={"Retry-After": "1"})
    endpoint.always_says(GOOD)
    askers = [make_asker(BEST), make_asker(BEST)]
    first = threading.Thread(target=lambda: answer_of(Session(askers[0])))
    first.start()
    endpoint.wait_for_requests()
    pace = pace_of(askers[0].chat.address.where)
    while not pace.left:  # until the first has been told to wait
        time.sleep(0.005)
    assert answer_of(Session(askers[1])) == GOOD
    first.join(10)
    told, *after = endpoint.requests
    assert len(after) == 2
    assert all(asked.at - told.at >= 0.99 for asked in after)


def test_nobody_waits_longer_than_the_work_may_take(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails(429, headers={"Retry-After": "86400"})
    began = time.monotonic()
    with pytest.raises(RateLimitedError, match="86400 秒后"):
        answer_of(Session(make_asker(BEST)))
    assert time.monotonic() - began < 10
    assert len(endpoint.requests) == 1


def test_a_cool_down_of_others_that_is_too_long_is_not_sat_out(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    from assistant.llm.pacing import pace_of

    pace_of(endpoint.base_url).hold(60)
    with pytest.raises(RateLimitedError):
        answer_of(Session(make_asker(BEST, limits=Limits(seconds=5))))
    assert endpoint.requests == []


@pytest.mark.parametrize("status", [500, 502, 503, 529])
def test_a_server_that_fails_is_asked_again(status: int, endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails(status, "<html>Bad Gateway</html>")
    endpoint.says(GOOD)
    session = Session(make_asker(BEST))
    assert answer_of(session) == GOOD
    assert endpoint.requests[0].body == endpoint.requests[1].body


def test_a_server_that_goes_on_failing_is_left_alone(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    with pytest.raises(ServerFailedError, match="500"):
        answer_of(Session(make_asker(BEST)))
    assert len(endpoint.requests) == 3


def test_a_connection_that_drops_in_the_middle(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.breaks_off('{"rows":["旧')
    endpoint.says(GOOD)
    pieces, text = run(Session(make_asker(BEST)).ask(QUESTION))
    assert pieces == ['{"rows":["旧', None, GOOD]
    assert text == GOOD


def test_an_error_in_the_middle_of_an_answer(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails_amid('{"rows":["旧', {"message": "internal error", "code": "500"})
    endpoint.says(GOOD)
    pieces, text = run(Session(make_asker(BEST)).ask(QUESTION))
    assert None in pieces
    assert text == GOOD


def test_an_answer_that_ends_for_want_of_means(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.says('{"rows":', finish="insufficient_system_resource")
    endpoint.says(GOOD)
    assert answer_of(Session(make_asker(BEST))) == GOOD


def test_no_answer_in_time(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.hangs(30)
    with pytest.raises(EndpointTimeoutError, match="ASSISTANT_MODEL_SECONDS"):
        answer_of(Session(make_asker(BEST, limits=Limits(attempts=1, seconds=1))))
    assert endpoint.saw_drop()


def test_attempts_are_bounded(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.always_says(GOOD)
    session = Session(make_asker(BEST, limits=Limits(attempts=2)))
    answer_of(session)
    answer_of(session)
    with pytest.raises(BoundReachedError, match="2 次"):
        answer_of(session)
    assert len(endpoint.requests) == 2


def test_tokens_are_bounded(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.says(GOOD, usage=(900, 200))
    session = Session(make_asker(BEST, limits=Limits(tokens=1000)))
    answer_of(session)
    with pytest.raises(BoundReachedError, match="1100 个 token"):
        answer_of(session)
    assert len(endpoint.requests) == 1


def test_tokens_are_bounded_where_nobody_counts_them(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.says("甲" * 3000, usage=None)
    session = Session(make_asker(BEST, limits=Limits(tokens=2105)))
    answer_of(session, PLAIN)
    with pytest.raises(BoundReachedError, match="token"):
        answer_of(session, PLAIN)


def test_seconds_are_bounded(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    session = Session(make_asker(BEST, limits=Limits(seconds=60)), began=time.perf_counter() - 61)
    with pytest.raises(BoundReachedError, match="秒"):
        answer_of(session)
    assert endpoint.requests == []


def test_whoever_asks_first_probes(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.is_capable("tool", "json_object")
    asker = make_asker()
    threads = [threading.Thread(target=lambda: answer_of(Session(asker))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    probing = [asked for asked in endpoint.requests if "列出指标" not in asked.text]
    assert [asked.way for asked in probing] == ["text", "json_schema", "tool"]
    assert len(endpoint.requests) == len(probing) + 3
    assert asker.profile().rung == "tool"


def test_the_key_stands_in_nothing_that_is_kept(endpoint: ScriptedEndpoint, make_asker: MakeAsker, tmp_path: Path) -> None:
    endpoint.says(f"抱歉，我不能使用密钥 {KEY}，也不能联系 13812345678。")
    with pytest.raises(RefusedError):
        answer_of(Session(make_asker(BEST)))
    (kept,) = kept_in(tmp_path)
    assert "抱歉" in kept
    assert KEY not in kept
    assert "13812345678" not in kept
    assert endpoint.last.headers["Authorization"] == f"Bearer {KEY}"
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and KEY in path.read_text("utf-8")]
