"""`check-model`: what people and programs are told of an endpoint, and of each way in which it cannot be used."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from assistant.llm import pacing
from tests import network
from tests.cli.conftest import Outcome, Run
from tests.cli.test_bad_input import complaint
from tests.endpoint import ScriptedEndpoint, Way

KEY = "sk-9f8e7d6c5b4a3f2e"
MODEL = "qwen3:8b"


@pytest.fixture
def endpoint(run: Run, httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScriptedEndpoint:
    """The endpoint of the settings, with a data folder of its own."""
    pacing._paces.clear()
    scripted = ScriptedEndpoint(httpserver)
    values = {"OPENAI_BASE_URL": scripted.base_url, "OPENAI_API_KEY": KEY, "ASSISTANT_MODEL": MODEL}
    for name, value in {**values, "ASSISTANT_DATA_DIR": str(tmp_path / "data")}.items():
        monkeypatch.setenv(name, value)
    return scripted


def told(outcome: Outcome) -> dict[str, Any]:
    """The one line of JSON that is all of standard output."""
    (line,) = outcome.out.splitlines()
    content: dict[str, Any] = json.loads(line)
    return content


def lists(endpoint: ScriptedEndpoint, *entries: dict[str, Any]) -> None:
    endpoint.server.expect_request("/v1/models").respond_with_json({"object": "list", "data": list(entries)})


def steps(*rungs: str) -> list[str]:
    """What is told while an endpoint is probed."""
    tried = [f"正在试 {rung}……" for rung in rungs]
    return ["正在检查，要问几个问题，慢的服务需要几分钟。", "正在问一个简单问题……", *tried, "正在试长材料……"]


def test_programs_are_told_all(run: Run, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_schema", "tool", "json_object")
    lists(endpoint, {"id": MODEL, "max_model_len": 32768})
    outcome = run("check-model", "--json")
    assert (outcome.code, outcome.notices) == (0, steps("json_schema"))
    content = told(outcome)
    assert 0 <= content.pop("seconds") < 60
    assert content.pop("tokens_per_character") == pytest.approx(0.6, abs=0.01)
    assert content.pop("verdict").startswith("可以用于起草")
    assert content == {
        "model": MODEL,
        "base_url": endpoint.base_url,
        "usable": True,
        "structured_output": "json_schema",
        "without": [],
        "context": 32768,
        "context_at_most": False,
        "cut_at": None,
        "long_question": "whole",
        "listed": True,
        "notes": [],
    }


def test_people_are_told_in_chinese(run: Run, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_object")
    outcome = run("check-model")
    assert (outcome.code, outcome.notices) == (0, steps("json_schema", "tool", "json_object"))
    lines = outcome.out.splitlines()
    assert lines[:2] == [f"模型端点：{endpoint.base_url}", f"模型：{MODEL}（端点不提供模型清单）"]
    assert lines[2].startswith("结构化输出：json_object，只保证是 JSON")
    assert {"不接受的参数：无", "文字用量：每 100 个汉字约 60 个 token", "上下文长度：端点没有说明", "长材料：完整收到"} < set(lines)
    assert lines[-1].startswith("结论：可以用于起草，写得好坏")


@pytest.mark.parametrize("ways", [("tool",), ("json_object",), ()], ids=str)
@pytest.mark.parametrize("otherwise", ["refuses", "ignores"])
def test_the_most_binding_way_that_is_honoured(run: Run, endpoint: ScriptedEndpoint, ways: tuple[Way, ...], otherwise: str) -> None:
    endpoint.is_capable(*ways, otherwise=otherwise)
    content = told(run("check-model", "--json"))
    assert content["structured_output"] == (ways or ("text",))[0]
    assert ("不保证输出格式" in content["verdict"]) is not bool(ways)


@pytest.mark.parametrize("status", [500, 404])
def test_a_way_of_asking_that_is_answered_with_a_failure(run: Run, endpoint: ScriptedEndpoint, status: int) -> None:
    endpoint.says("绩效目标表")
    for _ in range(2 if status == 500 else 1):
        endpoint.fails(status, {"error": {"message": "tools need a template"}})
    endpoint.is_capable("tool")
    assert told(run("check-model", "--json"))["structured_output"] == "tool"


def test_a_limit_of_requests_is_waited_for(run: Run, endpoint: ScriptedEndpoint) -> None:
    endpoint.says("绩效目标表")
    endpoint.fails(429, {"error": {"message": "rpm"}}, {"Retry-After": "0.1"})
    endpoint.is_capable("json_schema")
    assert told(run("check-model", "--json"))["structured_output"] == "json_schema"


def test_a_model_that_thinks_first_has_room_for_it(run: Run, endpoint: ScriptedEndpoint) -> None:
    endpoint.says("", "length", reasoning="这段文字说的是……")
    endpoint.is_capable("json_schema")
    assert told(run("check-model", "--json"))["notes"] == ["模型先推理再答复，费时间和 token"]
    plain, structured = endpoint.requests[:2]
    assert structured.body["max_tokens"] >= 5 * plain.body["max_tokens"]


def test_what_is_refused_is_told(run: Run, endpoint: ScriptedEndpoint) -> None:
    for part in ("stream_options", "temperature"):
        endpoint.fails(400, {"error": {"message": f"Unsupported parameter: {part}"}})
    endpoint.is_capable("json_schema")
    outcome = run("check-model")
    assert "不接受的参数：stream_options（不统计用量，token 数按字数估计）、temperature（" in outcome.out
    assert "文字用量：端点不统计 token" in outcome.out
    assert "长材料：没有测量" in outcome.out
    assert all("temperature" not in asked.body and "stream_options" not in asked.body for asked in endpoint.requests[2:])


def test_long_material_that_is_cut_without_a_word(run: Run, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_schema", cut_at=4096)
    outcome = run("check-model")
    assert outcome.code == 0
    assert "长材料：超过 4096 个 token 的部分被悄悄截去" in outcome.out
    assert "OLLAMA_CONTEXT_LENGTH" in outcome.out.splitlines()[-1]
    assert told(run("check-model", "--json"))["cut_at"] == 4096


def test_long_material_that_is_refused(run: Run, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_schema", context=4096)
    lists(endpoint, {"id": MODEL, "meta": {"n_ctx_train": 32768}})
    outcome = run("check-model")
    assert "上下文长度：4096 个 token\n" in outcome.out
    assert "长材料：装不下" in outcome.out
    assert "--max-model-len" in outcome.out.splitlines()[-1]


def test_what_the_model_was_trained_for_is_an_upper_limit(run: Run, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_schema")
    lists(endpoint, {"id": MODEL, "meta": {"n_ctx_train": 32768}})
    assert "上下文长度：最多 32768 个 token，服务可能设得更短" in run("check-model").out


def test_an_answer_that_may_come_from_another_model(run: Run, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_schema")
    lists(endpoint, {"id": "glm-4.7"})
    outcome = run("check-model")
    assert f"模型：{MODEL}（端点没有列出此模型）" in outcome.out
    assert f"注意：端点列出的模型里没有「{MODEL}」，有「glm-4.7」，答复可能来自其中之一。" in outcome.out


def test_it_asks_anew_each_time(run: Run, endpoint: ScriptedEndpoint) -> None:
    endpoint.is_capable("json_object")
    assert told(run("check-model", "--json"))["structured_output"] == "json_object"
    asked = len(endpoint.requests)
    endpoint.is_capable("json_schema")
    assert told(run("check-model", "--json"))["structured_output"] == "json_schema"
    assert len(endpoint.requests) > asked


def test_without_settings_it_says_what_to_set(run: Run) -> None:
    sentence = complaint(run("check-model"), 3)
    assert all(name in sentence for name in ("ASSISTANT_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY", ".env.example"))
    outcome = run("check-model", "--json")
    assert told(outcome) == {"usable": False, "error": sentence}
    assert outcome.code == 3


SETTINGS = {
    "a key in place of the address": ("OPENAI_BASE_URL", KEY),
    "an address without scheme": ("OPENAI_BASE_URL", f"user:{KEY}@127.0.0.1:8000/v1"),
    "a port that is none": ("OPENAI_BASE_URL", "http://127.0.0.1:port/v1"),
    "a key in words": ("OPENAI_API_KEY", "你的密钥"),
    "a key in two lines": ("OPENAI_API_KEY", f"{KEY}\nOPENAI"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_cannot_be(run: Run, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    variable, value = SETTINGS[name]
    monkeypatch.setenv(variable, value)
    outcome = run("check-model", "--json")
    assert variable in complaint(outcome, 3)
    assert told(outcome)["usable"] is False
    assert KEY not in outcome.out + str(outcome.notices)
    assert endpoint.requests == []


Failing = Callable[[ScriptedEndpoint], None]
FAILURES: dict[str, tuple[Failing, str]] = {
    "a wrong key": (lambda it: it.fails(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}), "OPENAI_API_KEY"),
    "an unknown model": (lambda it: it.fails(404, {"error": {"message": "model not found"}}), "ASSISTANT_MODEL"),
    "no money left": (lambda it: it.fails(402, {"error": {"message": "Insufficient Balance"}}), "额度已用完"),
    "too many requests": (lambda it: it.fails(429, {"error": {"message": "rpm"}}), "请稍后再试"),
    "a failing server": (lambda it: it.fails(503, f"<html>{KEY}</html>"), "请稍后再试"),
    "no answer": (lambda it: it.hangs(30), "ASSISTANT_MODEL_SECONDS"),
    "a web page": (lambda it: it.says_html(), "/v1 结尾"),
    "a request that is refused": (lambda it: it.fails(400, {"error": {"message": "something new"}}), "端点的原话在"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_each_failure_is_one_sentence_with_a_way_out(
    run: Run, endpoint: ScriptedEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fail, said = FAILURES[name]
    monkeypatch.setenv("ASSISTANT_MODEL_SECONDS", "1")
    fail(endpoint)
    outcome = run("check-model", "--json")
    assert said in complaint(outcome, 3)
    assert told(outcome) == {"usable": False, "error": outcome.notices[-1]}
    kept = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.txt"))
    assert KEY not in outcome.out + str(outcome.notices) + kept
    assert len(endpoint.requests) == 1
    fail(endpoint)
    assert run("check-model").out == ""


def test_nobody_there(run: Run, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    assert "连不上模型端点 http://127.0.0.1:1/v1" in complaint(run("check-model"), 3)


def test_without_network(run: Run, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", f"https://user:{KEY}@model.example/v1")
    outcome = run("check-model")
    assert "连不上模型端点 https://model.example/v1" in complaint(outcome, 3)
    assert KEY not in str(outcome.notices)
    assert network.attempts, "nobody tried"
    network.attempts.clear()


def test_the_key_shows_nowhere(run: Run, endpoint: ScriptedEndpoint, tmp_path: Path) -> None:
    endpoint.is_capable("json_schema")
    outcomes = [run("check-model"), run("check-model", "--json")]
    assert endpoint.last.headers["Authorization"] == f"Bearer {KEY}"
    files = [path.read_text("utf-8") for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert files
    assert all(KEY not in text for text in [*files, *(str(outcome) for outcome in outcomes)])
