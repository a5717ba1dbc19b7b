"""Whether a model is fit for drafting, and what is said where it is not."""

import re
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ServerFailedError, UnknownModelError, WrongKeyError
from assistant.llm.catalogue import Listing
from assistant.llm.chat import Address
from assistant.llm.checking import Check, check_endpoint
from assistant.llm.question import Profile
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, MODEL, kept_in
from tests.llm.conftest import MakeAsker

GOOD = Profile("json_schema", seconds=1.0, tokens_per_character=0.6, long_question="whole")
NOTHING_LISTED = Listing()


def check(listing: Listing = NOTHING_LISTED, **found: Any) -> Check:
    return Check(Address(MODEL, "http://127.0.0.1/v1"), Profile(**{**vars(GOOD), **found}), listing)


def test_a_good_endpoint_raises_no_concern() -> None:
    assert check().concerns == []
    assert check().verdict.startswith("可以用于起草，写得好坏")


CONCERNS: dict[str, tuple[dict[str, Any], str]] = {
    "no form is promised": ({"rung": "text"}, "不保证输出格式"),
    "cut without a word": ({"long_question": "cut", "cut_at": 4096}, "长材料会被悄悄截去，请调大.*OLLAMA_CONTEXT_LENGTH"),
    "too long": ({"long_question": "refused"}, "装不下.*--max-model-len"),
    "a small context": ({"context": 4096}, "装不下"),
    "late": ({"long_question": "late"}, "ASSISTANT_MODEL_SECONDS"),
    "slow": ({"seconds": 21.0}, "答复较慢"),
}


@pytest.mark.parametrize("name", CONCERNS)
def test_each_limit_is_a_concern_with_a_remedy(name: str) -> None:
    found, said = CONCERNS[name]
    (concern,) = check(**found).concerns
    assert re.search(said, concern)
    assert check(**found).verdict == f"可以用于起草，但{concern}。"


def test_what_a_refusal_says_of_the_context_comes_before_the_list() -> None:
    listing = Listing(True, 32768, at_most=True)
    assert (check(listing).context, check(listing).at_most) == (32768, True)
    assert (check(listing, context=4096).context, check(listing, context=4096).at_most) == (4096, False)


def test_a_model_that_is_not_listed_is_noted() -> None:
    names = tuple(f"模型{number}" for number in range(7))
    (note,) = check(Listing(False, names=names)).notes
    assert MODEL in note
    assert "「模型4」等 7 个" in note
    assert "模型5" not in note


def test_what_is_found_is_kept(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.is_capable("json_object")
    endpoint.server.expect_request("/v1/models").respond_with_json({"data": [{"id": MODEL, "max_model_len": 16384}]})
    asker = make_asker(Profile("json_schema"))
    found = check_endpoint(asker)
    assert (found.profile.rung, found.profile.long_question, found.profile.context) == ("json_object", "whole", 16384)
    assert asker.profile() == make_asker().profile() == found.profile


def test_the_name_of_a_model_is_helped_with_those_there_are(endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.fails(404, {"error": {"message": f"The model `{MODEL}` does not exist."}})
    endpoint.server.expect_request("/v1/models").respond_with_json({"data": [{"id": "qwen3:8b"}, {"id": "glm-4.7"}]})
    with pytest.raises(UnknownModelError, match=r"；端点列出的模型有「qwen3:8b」、「glm-4.7」。$"):
        check_endpoint(make_asker())


def test_words_of_the_endpoint_are_kept_without_the_key(endpoint: ScriptedEndpoint, make_asker: MakeAsker, tmp_path: Path) -> None:
    endpoint.fails(500, {"error": {"message": f"GPU 掉线，密钥 {KEY}"}})
    with pytest.raises(ServerFailedError, match=r"；端点的原话在 .*txt。$"):
        check_endpoint(make_asker())
    (kept,) = kept_in(tmp_path)
    assert "GPU 掉线" in kept
    assert KEY not in kept


def test_what_says_all_is_left_as_it_is(endpoint: ScriptedEndpoint, make_asker: MakeAsker, tmp_path: Path) -> None:
    endpoint.fails(401, {"error": {"message": "invalid key"}})
    with pytest.raises(WrongKeyError, match=r"^[^；]*$"):
        check_endpoint(make_asker())
    assert kept_in(tmp_path) == []
