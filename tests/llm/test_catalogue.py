"""What lists of models tell, in the ways in which endpoints write them; and that nothing depends on there being one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from assistant.llm import catalogue
from assistant.llm.catalogue import Listing, look_up
from assistant.llm.chat import Address
from tests.llm.asked import KEY, MODEL

NONE = Listing()
ENTRIES: dict[str, tuple[dict[str, Any], int | None, bool]] = {
    "vLLM": ({"id": MODEL, "object": "model", "root": "/weights", "max_model_len": 16384}, 16384, False),
    "llama.cpp": ({"id": MODEL, "meta": {"n_vocab": 151936, "n_ctx": 8192, "n_ctx_train": 32768}}, 8192, False),
    "older llama.cpp": ({"id": "/weights/x.gguf", "aliases": [MODEL], "meta": {"n_ctx_train": 32768}}, 32768, True),
    "LM Studio": ({"id": MODEL, "max_context_length": 32768, "loaded_context_length": 4096}, 4096, False),
    "LM Studio, not loaded": ({"id": MODEL, "max_context_length": 32768}, 32768, True),
    "Kimi": ({"id": MODEL, "context_length": 131072}, 131072, False),
    "Groq": ({"id": MODEL, "context_window": 65536}, 65536, False),
    "DeepSeek": ({"id": MODEL, "object": "model", "owned_by": "deepseek"}, None, False),
    "Ollama": ({"id": f"{MODEL}:latest", "object": "model", "owned_by": "library"}, None, False),
    "Gemini": ({"id": f"models/{MODEL}"}, None, False),
    "nonsense": ({"id": MODEL, "context_length": "8k", "max_model_len": True, "n_ctx": -1, "meta": [1]}, None, False),
}


def lookup(server: HTTPServer, content: object, status: int = 200, model: str = MODEL) -> Listing:
    text = content if isinstance(content, bytes | str) else json.dumps(content, ensure_ascii=False)
    server.expect_request("/v1/models", method="GET").respond_with_data(text, status, content_type="application/json")
    return look_up(Address(model, server.url_for("/v1"), KEY))


@pytest.mark.parametrize("name", ENTRIES)
def test_each_way_of_writing_a_list(httpserver: HTTPServer, name: str) -> None:
    entry, context, at_most = ENTRIES[name]
    found = lookup(httpserver, {"object": "list", "data": [{"id": "另一个", "max_model_len": 1}, entry]})
    assert found == Listing(True, context, at_most, ("另一个", entry["id"]))


def test_a_list_without_anything_around(httpserver: HTTPServer) -> None:
    assert lookup(httpserver, [{"id": MODEL, "context_length": 4096}]) == Listing(True, 4096, names=(MODEL,))


def test_a_list_without_the_model_names_the_others(httpserver: HTTPServer) -> None:
    entries = [{"id": "qwen3:8b", "context_length": 4096}, {"id": "qwen3"}, {"id": 7}, "qwen"]
    assert lookup(httpserver, {"data": entries}) == Listing(listed=False, names=("qwen3:8b", "qwen3"))


def test_the_key_goes_along(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/v1/models", headers={"Authorization": f"Bearer {KEY}"}).respond_with_json({"data": [{"id": MODEL}]})
    assert look_up(Address(MODEL, httpserver.url_for("/v1/"), KEY)).listed is True
    assert look_up(Address(MODEL, httpserver.url_for("/v1/"), "another")) == NONE


WITHOUT: dict[str, tuple[object, int]] = {
    "no such path": ({"error": {"message": "not found"}}, 404),
    "a wrong key": ({"error": "key"}, 401),
    "a failing server": ("", 503),
    "a web page": ("<!doctype html><html></html>", 200),
    "nothing": ("", 200),
    "an empty list": ({"data": []}, 200),
    "no list": ({"data": {"id": MODEL}}, 200),
    "a number": (7, 200),
    "no text": (b"\xff\xfe\x00{", 200),
    "brackets without end": ("[" * 200_000, 200),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_without_a_list_nothing_is_known(httpserver: HTTPServer, name: str) -> None:
    assert lookup(httpserver, *WITHOUT[name]) == NONE
    assert httpserver.log, "the endpoint was not even asked"


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/v1", "http://127.0.0.1:abc/v1", "http://[::1/v1"])
def test_an_address_that_is_none(address: str) -> None:
    assert look_up(Address(MODEL, address)) == NONE


def test_a_key_that_cannot_be_sent(httpserver: HTTPServer) -> None:
    assert look_up(Address(MODEL, httpserver.url_for("/v1"), "密钥")) == NONE


def stream_without_end(server: HTTPServer) -> list[int]:
    """Lets the list go on for ever; the bytes sent so far."""
    sent = [0]

    def pieces() -> Iterator[bytes]:
        while True:
            sent[0] += 1 << 16
            yield b" " * (1 << 16)

    def answer(request: Request) -> Response:
        return Response(pieces(), content_type="application/json")

    server.expect_request("/v1/models").respond_with_handler(answer)
    return sent


def test_a_list_without_end_is_given_up(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = stream_without_end(httpserver)
    monkeypatch.setattr(catalogue, "_LARGEST", 1 << 20)
    assert look_up(Address(MODEL, httpserver.url_for("/v1"))) == NONE
    assert sent[0] > 1 << 20


def test_a_list_that_does_not_come_is_not_waited_for(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    stream_without_end(httpserver)
    monkeypatch.setattr(catalogue, "_LARGEST", 1 << 60)
    monkeypatch.setattr(catalogue, "PATIENCE", 0.2)
    assert look_up(Address(MODEL, httpserver.url_for("/v1"))) == NONE
