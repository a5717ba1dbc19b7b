from dataclasses import replace

import pytest

from assistant.drafting import DraftContext, open_context
from assistant.errors import ConfigError
from assistant.evaluation.modelling import PROJECTS, evaluate_model
from assistant.llm.question import Profile
from assistant.settings import Settings
from tests.drafting.llm.conftest import ROWS, answer
from tests.endpoint import ScriptedEndpoint
from tests.llm.conftest import MakeAsker, endpoint, make_asker, model_server

__all__ = ["endpoint", "make_asker", "model_server"]


@pytest.fixture(scope="module")
def context(corpus_settings: Settings) -> DraftContext:
    return open_context(corpus_settings)


def test_without_a_model_nothing_is_measured(context: DraftContext) -> None:
    with pytest.raises(ConfigError, match="没有设置语言模型"):
        evaluate_model(context)


def test_each_way_drafts_the_same_projects(context: DraftContext, endpoint: ScriptedEndpoint, make_asker: MakeAsker) -> None:
    endpoint.always_says(answer(*ROWS))
    figures, items = evaluate_model(replace(context, model=make_asker(Profile(rung="json_schema"))))
    assert len(items) == 4 * PROJECTS
    assert figures["model alone: drafts by the model"] == PROJECTS
    assert figures["offline: drafts by the model"] == 0
    assert figures["with exemplars and candidates: faults"] == 0
    assert figures["with exemplars and candidates: tokens in"] > figures["model alone: tokens in"]
    by_way = {way: [item["project"] for item in items if item["way"] == way] for way in {item["way"] for item in items}}
    assert len({tuple(projects) for projects in by_way.values()}) == 1
    for item in items:
        held_out = item["project"].partition("#")[0]
        assert held_out not in endpoint.requests[0].text
