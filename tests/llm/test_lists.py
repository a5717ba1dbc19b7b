"""Answers that are lists: read wherever they stand, of a cut one what is whole, asked again where they are of no use."""

import json

import pytest

from assistant.errors import BoundReachedError, CutOffError, InvalidAnswerError, WrongKeyError
from assistant.llm.asking import Limits, Session
from assistant.llm.lists import ask_lists
from assistant.llm.question import Profile
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import QUESTION
from tests.llm.conftest import MakeAsker

ROWS = json.dumps({"rows": ["甲", "乙"]}, ensure_ascii=False)
STRICT = Profile(rung="json_schema")


def test_lists_are_found_among_prose_and_missing_ones_are_empty(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.says(f"好的，结果如下：\n```json\n{ROWS}\n```\n以上。", pieces=7)
    assert ask_lists(Session(make_asker(STRICT)), QUESTION, ["rows", "more"]) == {"rows": ["甲", "乙"], "more": []}


def test_of_an_answer_that_is_cut_what_is_whole_counts(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.says('{"rows": ["甲", "乙', "length")
    assert ask_lists(Session(make_asker(STRICT)), QUESTION, ["rows"]) == {"rows": ["甲"]}
    endpoint.says('{"rows": ["甲', "length")
    with pytest.raises(CutOffError):
        ask_lists(Session(make_asker(STRICT)), QUESTION, ["rows"])


def test_useless_answers_are_asked_for_in_a_looser_way(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    for text in ("我不会。", "", '{"other": 1}'):
        endpoint.says(text)
    endpoint.says(ROWS)
    session = Session(make_asker(STRICT))
    assert ask_lists(session, QUESTION, ["rows"])["rows"] == ["甲", "乙"]
    assert [asked.way for asked in endpoint.requests] == ["json_schema", "tool", "json_object", "text"]
    assert session.attempts == 4


def test_where_no_way_helps_the_answer_is_kept(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.always_says("我不会。")
    with pytest.raises(InvalidAnswerError) as caught:
        ask_lists(Session(make_asker(STRICT)), QUESTION, ["rows"])
    assert caught.value.kept
    assert len(endpoint.requests) == 4


def test_bounds_hold(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.always_says("我不会。")
    with pytest.raises(BoundReachedError):
        ask_lists(Session(make_asker(STRICT, limits=Limits(attempts=2))), QUESTION, ["rows"])
    assert len(endpoint.requests) == 2


def test_what_a_person_must_mend_is_not_asked_again(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails(401, {"error": {"message": "bad key"}})
    with pytest.raises(WrongKeyError):
        ask_lists(Session(make_asker(STRICT)), QUESTION, ["rows"])
    assert len(endpoint.requests) == 1
