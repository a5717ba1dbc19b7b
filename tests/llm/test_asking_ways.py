"""What an endpoint refuses is left out, and a way of asking that it does not know gives way to the next."""

import pytest
from werkzeug import Response

from assistant.errors import BlankAnswerError, UnsupportedRequestError
from assistant.llm.asking import Session
from assistant.llm.question import Profile, Rung
from tests.endpoint import Asked, ScriptedEndpoint, failing
from tests.llm.asked import QUESTION, answer_of
from tests.llm.conftest import MakeAsker

BEST = Profile(rung="json_schema")
GOOD = '{"rows":["甲"]}'
UNSUPPORTED = {"error": {"message": "This response_format type is unavailable now", "type": "invalid_request_error"}}

PARTS = {
    "stream_options": "Unrecognized request argument supplied: stream_options",
    "temperature": "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    "max_tokens": "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_refused_is_left_out_from_then_on(part: str, endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails(400, {"error": {"message": PARTS[part], "type": "invalid_request_error", "param": None}})
    endpoint.always_says(GOOD)
    assert answer_of(Session(make_asker(BEST))) == GOOD
    first, second = endpoint.requests
    assert part in first.body
    assert {name: value for name, value in first.body.items() if name != part} == second.body
    assert answer_of(Session(make_asker())) == GOOD, "as after a new start"
    assert endpoint.last.body == second.body
    assert len(endpoint.requests) == 3


def test_a_way_of_asking_that_is_refused_gives_way_to_the_next(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails(400, UNSUPPORTED)
    endpoint.calls_tool({"rows": ["甲"]}, pieces=3)
    endpoint.calls_tool({"rows": ["乙"]})
    assert answer_of(Session(make_asker(BEST))) == '{"rows": ["甲"]}'
    assert [asked.way for asked in endpoint.requests] == ["json_schema", "tool"]
    assert answer_of(Session(make_asker())) == '{"rows": ["乙"]}'
    assert [asked.way for asked in endpoint.requests] == ["json_schema", "tool", "tool"]


def test_the_last_way_of_asking_has_no_next(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails(400, UNSUPPORTED)
    with pytest.raises(UnsupportedRequestError):
        answer_of(Session(make_asker(Profile(rung="text"))))
    assert endpoint.last.way == "text"
    assert len(endpoint.requests) == 1


def test_two_who_are_refused_at_once_step_down_once(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    asker = make_asker(BEST)

    def refuse_while_another_is_refused(asked: Asked) -> Response:
        asker.learn(Profile(rung="tool"))
        return failing(400, UNSUPPORTED)(asked)

    endpoint.script.append(refuse_while_another_is_refused)
    endpoint.always_says(GOOD)
    answer_of(Session(asker))
    assert [asked.way for asked in endpoint.requests] == ["json_schema", "tool"]
    assert asker.profile().rung == "tool"


def test_answers_of_no_use_lower_the_way_of_asking_for_this_work_only(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.always_says(GOOD)
    asker = make_asker(BEST)
    session = Session(asker)
    session.step_down(BlankAnswerError("空"))
    answer_of(session)
    answer_of(Session(asker))
    assert [asked.way for asked in endpoint.requests] == ["tool", "json_schema"]
    session.lowered = "text"
    with pytest.raises(BlankAnswerError):
        session.step_down(BlankAnswerError("空"))


@pytest.mark.parametrize("rung", ["json_schema", "tool", "json_object", "text"])
def test_each_way_of_asking(rung: Rung, endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.is_capable("json_schema", "tool", "json_object")
    answer_of(Session(make_asker(Profile(rung=rung))))
    body = endpoint.last.body
    form = body.get("response_format")
    assert endpoint.last.way == rung
    if rung == "json_schema":
        assert form == {"type": "json_schema", "json_schema": {"name": "indicators", "strict": True, "schema": QUESTION.schema}}
    if rung == "json_object":
        assert form == {"type": "json_object"}
    if rung == "tool":
        assert body["tools"][0]["function"]["parameters"] == QUESTION.schema
        assert body["tool_choice"] == "auto", "models that think refuse to be forced"
    assert "max_completion_tokens" not in body
    assert body["stream_options"] == {"include_usage": True}
