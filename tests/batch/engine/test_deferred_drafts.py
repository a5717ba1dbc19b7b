"""Real drafts by way of a service that answers in its own time, beside the same drafts by a model that answers at once."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug import Response

from assistant.batch.drafts.drafter import Drafter
from assistant.batch.engine import deferred
from assistant.batch.engine.deferred import Deferred
from assistant.batch.engine.items import Outcome
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.worker import Craft, Pressure, Worker
from assistant.database import Database, open_database
from assistant.drafting import DraftContext
from assistant.settings import Settings
from tests.batch.engine.ledgers import open_ledger
from tests.batch_endpoint import BatchEndpoint, Body
from tests.drafting.conftest import context
from tests.drafting.llm.conftest import ROWS, MakeContext, answer, endpoint, make_asker, model_server, with_model, with_row
from tests.endpoint import Asked, ScriptedEndpoint, saying

__all__ = ["context", "endpoint", "make_asker", "model_server", "with_model"]

WRONG = ("服务对象满意度指标", "服务对象满意度", "≥900%")


def said(body: Body) -> str:
    """What the model says: sound rows; with one that must be put right; or nothing of use."""
    user = body["messages"][-1]["content"]
    if "第4期" in user:
        return "我不知道。"
    if "≥900%" in user:
        return json.dumps({"indicators": [dict(zip(("level2", "name", "value", "evidence"), (*ROWS[-1], []), strict=True))], "goals": []})
    return with_row(WRONG, instead_of="服务对象满意度") if "第3期" in user else answer(*ROWS)


def drafts(ledger: Ledger) -> list[Outcome]:
    return [replace(outcome, seconds=0.0) for _, outcome in ledger.results()]


def at_once(database: Database, folder: Path, context: DraftContext, endpoint: ScriptedEndpoint) -> Ledger:
    def behave(asked: Asked) -> Response:
        return endpoint._streamed(saying(said(asked.body)))(asked)

    endpoint.otherwise = behave
    ledger = open_ledger(database, folder)
    Worker(ledger, Drafter(context).do, Pressure(1, lambda: 0)).run()
    return ledger


def test_the_same_drafts_as_at_once(
    endpoint: ScriptedEndpoint, with_model: MakeContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deferred, "FIRST_LOOK", 0.01)
    database = open_database(Settings(data_dir=tmp_path))
    expected = drafts(at_once(database, tmp_path / "live", with_model(), endpoint))
    service = BatchEndpoint(endpoint.server, said)
    ledger, context = open_ledger(database, tmp_path / "deferred"), with_model()
    assert Deferred(ledger, Craft(Drafter(context).do, context.model)).run() is None
    assert drafts(ledger) == expected
    assert [outcome.state for outcome in expected] == ["done", "done", "fallback"]
    assert [outcome.attempts for outcome in expected][:2] == [1, 2]
    assert len(service.paid) == len(set(service.paid)) == sum(outcome.attempts for outcome in expected)
    database.close()
