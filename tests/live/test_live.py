"""Drafts by a real model: the endpoint of the environment, else the local server where its weights are (`make model`)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.drafting import Draft, draft, open_context
from assistant.evaluation.drafting import real_projects, request_for
from assistant.llm.asking import Asker
from assistant.llm.opening import open_model
from assistant.review import hard_faults
from assistant.settings import Settings
from tests.live.weights import WEIGHTS

pytestmark = pytest.mark.live
PROJECTS = 2
SECONDS = 900.0


@pytest.fixture(scope="module")
def settings(corpus_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings with a model that answers."""
    model, address = os.environ.get("ASSISTANT_MODEL"), os.environ.get("OPENAI_BASE_URL")
    own = Settings(data_dir=corpus_settings.data_dir, model_seconds=SECONDS)
    if model:
        yield Settings(own.data_dir, model=model, base_url=address, api_key=os.environ.get("OPENAI_API_KEY"), model_seconds=SECONDS)
        return
    weights = WEIGHTS["0.5b"]
    if not weights.path.exists():
        pytest.skip(f"no model: neither ASSISTANT_MODEL is set nor is {weights.path} there (make model)")
    log = tmp_path_factory.mktemp("server") / "log"
    command, environment = [sys.executable, "-m", "tests.live.server", "0.5b"], os.environ | {"PORT": "0"}
    with log.open("w") as out, subprocess.Popen(command, stderr=out, env=environment) as server:
        try:
            yield Settings(own.data_dir, model=weights.model, base_url=_address(log, server), model_seconds=SECONDS)
        finally:
            server.terminate()


def _address(log: Path, server: "subprocess.Popen[bytes]") -> str:
    """What the server says of its address, once it listens."""
    while server.poll() is None:
        for line in log.read_text("utf-8", "replace").splitlines():
            if line.startswith("OPENAI_BASE_URL="):
                return line.split()[0].partition("=")[2]
    raise AssertionError(log.read_text("utf-8", "replace"))


@pytest.fixture(scope="module")
def drafts(settings: Settings) -> list[Draft]:
    """Drafts of held-out projects, spread over the corpus."""
    context = open_context(settings, with_model=True)
    projects = real_projects(context.index.exemplars)
    return [draft(request_for(exemplar), context) for exemplar in projects[:: len(projects) // PROJECTS][:PROJECTS]]


def test_endpoint_is_probed(settings: Settings) -> None:
    asker = open_model(settings)
    assert isinstance(asker, Asker)
    profile = asker.profile()
    assert profile.rung in ("json_schema", "tool", "json_object")
    assert profile.seconds > 0


def test_drafts_are_the_models_and_have_no_hard_fault(drafts: list[Draft]) -> None:
    assert [result.mode for result in drafts] == ["llm"] * PROJECTS
    assert [hard_faults(result.findings) for result in drafts] == [[]] * PROJECTS


def test_every_source_exists(drafts: list[Draft], settings: Settings) -> None:
    exemplars = open_context(settings).index.exemplars
    known = {exemplar.indicator_id(at) for exemplar in exemplars for at in range(len(exemplar.table.indicators))}
    assert {id_ for result in drafts for row in result.table.indicators for id_ in row.evidence} <= known


def test_what_was_spent_is_told(drafts: list[Draft]) -> None:
    assert all(result.tokens.input > 100 and result.tokens.output > 50 and result.seconds_asking > 0 for result in drafts)
