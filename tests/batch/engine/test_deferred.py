"""Batches by way of a service that answers in its own time."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from assistant.batch.engine import deferred, handover
from assistant.batch.engine.asking import put_off
from assistant.batch.engine.crew import free_lost
from assistant.batch.engine.deferred import Deferred
from assistant.batch.engine.items import Allowance, Outcome, Standing, WorkItem
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.paid import PaidChat
from assistant.batch.engine.submissions import Submissions, requests_away
from assistant.batch.engine.worker import Craft, Keep
from assistant.database import Database, open_database
from assistant.errors import ModelError
from assistant.llm import deferring
from assistant.llm.asking import Asker, Limits, Session
from assistant.llm.chat import Address, Chat
from assistant.llm.deferring import Service
from assistant.llm.keeping import Answers, Profiles
from assistant.llm.question import Profile, Question
from assistant.settings import Settings
from tests.batch.engine.ledgers import open_ledger
from tests.batch_endpoint import BatchEndpoint, Body, Failed, failing
from tests.llm.asked import KEY, MODEL
from tests.llm.conftest import model_server

__all__ = ["model_server"]

ITEMS = 5
ODD = ("培训经费第3期", "培训经费第5期")
"""Those whose first answer has to be put right."""


def answer(body: Body) -> str | Failed:
    asked = body["messages"][-1]["content"]
    return "不对" if asked.endswith(ODD) else f"「{asked}」的答复\u2028"


@dataclass
class Bench:
    """An endpoint, a database, and items that ask one question, or two where the first answer is of no use."""

    folder: Path
    endpoint: BatchEndpoint
    database: Database
    settings: Settings
    seen: list[Standing] = field(default_factory=list)

    def ledger(self, count: int = ITEMS) -> Ledger:
        """As a new start of the program takes it up."""
        ledger = open_ledger(self.database, self.folder / "out", count)
        free_lost(ledger, self.settings)
        return ledger

    def craft(self, key: str = KEY) -> Craft:
        chat = Chat(Address(MODEL, self.endpoint.server.url_for("/v1"), key))
        asker = Asker(chat, Profiles(self.folder / "endpoints.json"), Answers(self.folder / "answers", key), Limits())
        asker.learn(Profile(rung="text"))

        def do(item: WorkItem, keep: Keep) -> Outcome:
            paid = PaidChat(asker.chat, item.answers, keep)
            session = Session(asker.through(paid, asker.limits))
            name = item.subject["request"]["name"]
            try:
                text = session.answer(Question("甲", name))
                if text == "不对":
                    text = session.answer(Question("甲", f"请改正：{name}。"))
            except ModelError as error:
                return replace(put_off(error), attempts=paid.attempts)
            return Outcome("done", None, json.dumps([name, text]), MODEL, paid.attempts, paid.input_tokens, paid.output_tokens)

        return Craft(do, asker)

    def run(self, count: int = ITEMS, **details: Any) -> tuple[str | None, Ledger]:
        ledger = self.ledger(count)
        return Deferred(ledger, self.craft(), self.seen.append, **details).run(), ledger


@pytest.fixture
def bench(model_server: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    model_server.clear()
    for name in ("FIRST_LOOK", "LONGEST_LOOK", "_TICK_SECONDS", "_TOLD_SECONDS"):
        monkeypatch.setattr(deferred, name, 0.001)
    monkeypatch.setattr(handover, "_SETTLING", 0.0)
    monkeypatch.setattr(handover, "backoff", lambda number: 0.0)
    settings = Settings(data_dir=tmp_path / "data")
    database = open_database(settings)
    yield Bench(tmp_path, BatchEndpoint(model_server, answer), database, settings)
    database.close()


def outcomes(ledger: Ledger) -> list[Outcome]:
    return [outcome for _, outcome in ledger.results()]


def test_several_rounds_until_nothing_is_open(bench: Bench) -> None:
    why, ledger = bench.run()
    assert why is None
    assert [outcome.attempts for outcome in outcomes(ledger)] == [1, 2, 1, 2, 1]
    assert [outcome.state for outcome in outcomes(ledger)] == ["done"] * ITEMS
    assert json.loads(outcomes(ledger)[1].result or "") == ["培训经费第3期", "「请改正：培训经费第3期。」的答复"]
    assert len(bench.endpoint.asked) == len(set(bench.endpoint.asked)) == ITEMS + len(ODD)
    assert len(bench.endpoint.batches) == 2
    assert ledger.standing().tokens > 0
    assert any(standing.asked == ITEMS == standing.answered + standing.asked for standing in bench.seen)


def test_taken_up_again_it_asks_nothing(bench: Bench) -> None:
    bench.run()
    first = outcomes(bench.run()[1])
    assert bench.run()[0] is None
    assert outcomes(bench.ledger()) == first
    assert len(bench.endpoint.batches) == 2


def test_what_fails_in_passing_is_asked_again(bench: Bench) -> None:
    failures = Counter[str]()

    def shaky(body: Body) -> str | Failed:
        asked = body["messages"][-1]["content"]
        failures[asked] += 1
        return Failed(500, "The server had an error") if failures[asked] < 3 and "4" in asked else answer(body)

    bench.endpoint.answer = shaky
    why, ledger = bench.run()
    assert why is None
    assert {outcome.state for outcome in outcomes(ledger)} == {"done"}
    assert failures["培训经费第4期"] == 3
    assert failures["培训经费第2期"] == 1
    assert len(bench.endpoint.paid) == ITEMS + len(ODD)


def test_asked_three_times_it_waits_and_another_run_asks_anew(bench: Bench) -> None:
    bench.endpoint.answer = lambda body: Failed(429, "Rate limit reached") if "4" in body["messages"][-1]["content"] else answer(body)
    why, ledger = bench.run()
    assert [outcome.state for outcome in outcomes(ledger)] == ["done", "done", "waiting", "done", "done"]
    assert why == outcomes(ledger)[2].note
    assert "限制了请求频率" in str(why)
    assert Counter(bench.endpoint.asked).most_common(1)[0][1] == 3
    bench.endpoint.answer = answer
    assert {outcome.state for outcome in outcomes(bench.run()[1])} == {"done"}
    assert len(bench.endpoint.paid) == ITEMS + len(ODD)


def test_what_is_refused_is_not_asked_again(bench: Bench) -> None:
    bench.endpoint.answer = lambda body: Failed(400, "flagged by our content_filter") if "4" in str(body["messages"]) else answer(body)
    _, ledger = bench.run()
    assert "内容过滤" in str(outcomes(ledger)[2].note)
    assert len(bench.endpoint.asked) == len(set(bench.endpoint.asked)) == ITEMS + len(ODD)


def test_what_was_not_done_in_time_is_asked_again(bench: Bench) -> None:
    bench.endpoint.fates.append("expired")
    why, ledger = bench.run()
    assert why is None
    assert {outcome.state for outcome in outcomes(ledger)} == {"done"}
    assert len(bench.endpoint.paid) == len(set(bench.endpoint.paid)) == ITEMS + len(ODD)


def test_a_file_that_is_not_taken_is_told(bench: Bench) -> None:
    bench.endpoint.fates.append("failed")
    why, ledger = bench.run()
    assert why is not None
    assert "not supported by the Batch API" in why
    assert ledger.standing().counts["waiting"] == ITEMS
    assert len(bench.endpoint.batches) == 1
    assert bench.run()[0] is None


def test_cancelled_by_somebody_it_keeps_what_is_there_and_stops(bench: Bench) -> None:
    bench.endpoint.fates.append("cancelled")
    why, ledger = bench.run()
    assert "被取消" in str(why)
    assert ledger.standing().counts["done"] >= 1
    bench.run()
    assert len(bench.endpoint.paid) == len(set(bench.endpoint.paid)) == ITEMS + len(ODD)


@pytest.mark.parametrize("most", [1, 2, 4])
def test_no_more_is_left_with_the_service_than_it_takes(bench: Bench, most: int) -> None:
    bench.endpoint.most = most
    why, ledger = bench.run()
    assert why is None
    assert ledger.standing().counts["done"] == ITEMS
    assert len(bench.endpoint.asked) == ITEMS + len(ODD)


def test_an_account_that_takes_nothing_ends_it(bench: Bench) -> None:
    bench.endpoint.most = 0
    assert "Enqueued token limit" in str(bench.run()[0])


@pytest.mark.parametrize(("requests", "size"), [(2, 10**9), (50_000, 400)])
def test_as_many_files_as_are_needed(bench: Bench, monkeypatch: pytest.MonkeyPatch, requests: int, size: int) -> None:
    monkeypatch.setattr(deferring, "MOST_REQUESTS", requests)
    monkeypatch.setattr(deferring, "MOST_BYTES", size)
    why, ledger = bench.run()
    assert (why, ledger.standing().counts["done"]) == (None, ITEMS)
    assert max(content.count(b'"custom_id": ') for content in bench.endpoint.files.values() if b'"method"' in content) <= 2
    assert len(bench.endpoint.asked) == ITEMS + len(ODD)


def test_halted_it_leaves_what_is_asked_and_another_takes_it_up(bench: Bench) -> None:
    halted = [False]
    bench.endpoint.hook = lambda step: halted.__setitem__(0, step == "before look" or halted[0])
    why, ledger = bench.run(halted=lambda: halted[0])
    assert why is not None
    assert f"有 {ITEMS} 个请求在服务端" in why
    assert ledger.holders() == set()
    assert len(bench.endpoint.batches) == 1
    assert bench.run()[0] is None
    assert len(bench.endpoint.asked) == ITEMS + len(ODD)


@pytest.mark.parametrize("told", [True, False])
def test_made_though_the_answer_said_otherwise_it_is_found(bench: Bench, told: bool) -> None:
    bench.endpoint.told, failures = told, iter([failing(503, "try later")])
    bench.endpoint.hook = lambda step: next(failures, None) if step == "after create" else None
    assert bench.run()[0] is None
    assert len(bench.endpoint.asked) == len(set(bench.endpoint.asked)) == ITEMS + len(ODD)


def test_no_item_is_taken_that_the_allowance_does_not_cover(bench: Bench) -> None:
    why, ledger = bench.run(allowance=Allowance(limit=2100, each=1000))
    assert why is None
    counts = ledger.standing().counts
    assert counts["done"] == ITEMS
    assert next(batch["request_counts"]["total"] for batch in bench.endpoint.batches.values()) == 2
    bench.endpoint.asked.clear()
    _, ledger = bench.run(9, allowance=Allowance(limit=ledger.standing().tokens + 999, each=1000))
    assert ledger.standing().counts["waiting"] == 4
    assert bench.endpoint.asked == []


def test_rows_that_ask_the_same_pay_once(bench: Bench) -> None:
    ledger = bench.ledger()
    craft = bench.craft()

    def alike(item: WorkItem, keep: Keep) -> Outcome:
        return craft.do(replace(item, subject={"request": {"name": "同名"}}), keep)

    assert Deferred(ledger, replace(craft, do=alike)).run() is None
    assert len(bench.endpoint.asked) == 1
    assert ledger.standing().counts["done"] == ITEMS


def test_a_changed_list_takes_what_was_paid_for_and_asks_what_is_new(bench: Bench) -> None:
    halted = [False]
    bench.endpoint.hook = lambda step: halted.__setitem__(0, step == "before look" or halted[0])
    bench.run(halted=lambda: halted[0])
    _, ledger = bench.run(ITEMS + 1)
    assert ledger.standing().counts["done"] == ITEMS + 1
    assert len(bench.endpoint.asked) == ITEMS + len(ODD) + 1


def test_without_such_a_service_it_says_so(bench: Bench) -> None:
    bench.endpoint.hook = lambda step: failing(404, "Not Found")
    why, ledger = bench.run()
    assert "没有批处理接口" in str(why)
    assert ledger.standing().counts["waiting"] == ITEMS


def test_a_key_that_is_not_taken(bench: Bench) -> None:
    bench.endpoint.hook = lambda step: failing(401, f"Incorrect API key provided: {KEY}")
    why, _ = bench.run()
    assert "不接受密钥" in str(why)
    assert KEY not in str(why)


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Death:
    """Ends a process before one of the things that it does for others to see, and has it do nothing afterwards."""

    monkeypatch: pytest.MonkeyPatch
    at: int | None = None
    steps: int = 0

    def step(self) -> None:
        self.steps += 1
        if self.at is not None and self.steps > self.at:
            raise Killed

    def around(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: Any) -> Any:
            self.step()
            return method(*arguments)

        return stepped

    def lie_in_wait(self) -> None:
        for kind in (Ledger, Submissions, Service):
            for name in ("turn_over", "release", "note", "note_file", "note_remote", "end", "drop", "upload", "create", "find", "look"):
                if method := vars(kind).get(name):
                    self.monkeypatch.setattr(kind, name, self.around(method))


def test_killed_at_any_step_it_asks_and_pays_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        undisturbed = Death(patch)
        undisturbed.lie_in_wait()
        expected = outcomes(bench.run(3)[1])
    assert undisturbed.steps > 20
    for at in range(undisturbed.steps):
        bench.endpoint.asked.clear()
        killed = replace(bench, folder=bench.folder / str(at))
        with monkeypatch.context() as patch:
            Death(patch, at).lie_in_wait()
            with pytest.raises(Killed):
                killed.run(3)
        why, ledger = killed.run(3)
        assert (why, outcomes(ledger)) == (None, expected), at
        assert len(bench.endpoint.asked) == len(set(bench.endpoint.asked)) == 3 + 1, at


def test_what_is_away_is_known_until_it_is_fetched(bench: Bench) -> None:
    """So that nothing of it is asked in another way meanwhile."""
    why, ledger = bench.run(halted=lambda: bool(bench.endpoint.batches))
    assert "重新运行" in str(why)
    assert requests_away(bench.database, ledger.batch) == ITEMS
