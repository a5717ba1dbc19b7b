"""A model endpoint that follows a script: real HTTP on this machine, an answer for every way in which real ones behave."""

import json
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

Way = Literal["json_schema", "tool", "json_object"]
Usage = tuple[int, int] | Literal["counted"] | None
"""Tokens of question and answer that the endpoint reports; None where it reports none."""
PATH = "/v1/chat/completions"
TOKENS_PER_CHARACTER = 0.6
_GRACE = 10.0
"""Seconds for which a test waits for what must come."""


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    body: dict[str, Any]
    headers: Mapping[str, str]
    at: float
    socket: socket.socket

    @property
    def text(self) -> str:
        """All that was said to the model."""
        return "\n".join(message["content"] for message in self.body["messages"])

    @property
    def way(self) -> Way | Literal["text"]:
        """How it asks for structure."""
        form = self.body.get("response_format", {}).get("type")
        return form if form in ("json_schema", "json_object") else "tool" if "tools" in self.body else "text"

    @property
    def schema(self) -> dict[str, Any]:
        """The schema of the answer, where one was sent; otherwise one of an empty object."""
        found: dict[str, Any] = {"type": "object"}
        if self.way == "json_schema":
            found = self.body["response_format"]["json_schema"]["schema"]
        elif self.way == "tool":
            found = self.body["tools"][0]["function"]["parameters"]
        return found

    @property
    def counted(self) -> int:
        """Its tokens."""
        return round(len(self.text) * TOKENS_PER_CHARACTER)

    def is_dropped(self) -> bool:
        """Whether who asked has gone."""
        try:
            there = select.poll()  # and not `select`, which knows no more than 1024 files of a process
            there.register(self.socket, select.POLLIN)
            return bool(there.poll(0)) and not self.socket.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True


Behaviour = Callable[[Asked], Response]
Stream = Callable[[Asked], Iterator[str]]


def _event(content: object) -> str:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n"


def _chunk(delta: Mapping[str, Any] | None, finish: str | None = None, **more: object) -> str:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    head = {"id": "c-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return _event(head | {"choices": choices} | more)


def _cut(text: str, pieces: int) -> list[str]:
    size = max(1, -(-len(text) // pieces))
    return [text[start : start + size] for start in range(0, len(text), size)]


def _ending(asked: Asked, text: str, finish: str | None, usage: Usage) -> Iterator[str]:
    if finish:
        yield _chunk({}, finish)
    if usage and asked.body.get("stream_options", {}).get("include_usage"):
        asked_for, said = (asked.counted, round(len(text) * TOKENS_PER_CHARACTER)) if usage == "counted" else usage
        yield _chunk(None, usage={"prompt_tokens": asked_for, "completion_tokens": said, "total_tokens": asked_for + said})
    yield "data: [DONE]\n\n"


def _deltas(text: str, reasoning: str | None, refusal: str | None, pieces: int, field: str) -> Iterator[dict[str, str]]:
    for name, said in ((field, reasoning), ("refusal", refusal), ("content", text)):
        yield from ({name: piece} for piece in _cut(said or "", pieces))


def saying(
    text: str = "",
    finish: str | None = "stop",
    *,
    reasoning: str | None = None,
    reasoning_field: str = "reasoning_content",
    refusal: str | None = None,
    usage: Usage = "counted",
    pieces: int = 1,
    pause: float = 0.0,
) -> Stream:
    """An answer in `pieces` with a `pause` before each but the first."""

    def stream(asked: Asked) -> Iterator[str]:
        yield _chunk({"role": "assistant", "content": ""})
        for number, delta in enumerate(_deltas(text, reasoning, refusal, pieces, reasoning_field)):
            time.sleep(pause if number else 0)
            yield _chunk(delta)
        yield from _ending(asked, text, finish, usage)

    return stream


def calling(arguments: str, name: str = "answer", pieces: int = 1) -> Stream:
    """A call of the tool that was offered."""

    def stream(asked: Asked) -> Iterator[str]:
        call = {"index": 0, "id": "call-1", "type": "function", "function": {"name": name, "arguments": ""}}
        yield _chunk({"role": "assistant", "content": None, "tool_calls": [call]})
        for piece in _cut(arguments, pieces):
            yield _chunk({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]})
        yield from _ending(asked, arguments, "tool_calls", "counted")

    return stream


def failing(status: int, body: object = None, headers: Mapping[str, str] | None = None) -> Behaviour:
    """An error answer, as JSON unless `body` is text."""
    text = body if isinstance(body, str) else json.dumps(body or {"error": {"message": "失败"}}, ensure_ascii=False)
    kind = "text/html" if isinstance(body, str) else "application/json"
    return lambda asked: Response(text, status, dict(headers or {}), content_type=f"{kind}; charset=utf-8")


def can_do(
    *ways: Way, otherwise: Literal["refuses", "ignores"] = "refuses", context: int | None = None, cut_at: int | None = None
) -> Stream:
    """What an endpoint answers that honours `ways` and refuses or silently ignores the others.

    A question of more than `context` tokens is refused; of one of more than `cut_at` only so many tokens arrive, without a word.
    """

    def stream(asked: Asked) -> Iterator[str]:
        if context and asked.counted > context:
            raise Refused(failing(400, {"error": {"message": f"This model's maximum context length is {context} tokens."}}))
        if asked.way != "text" and asked.way not in ways and otherwise == "refuses":
            raise Refused(failing(400, {"error": {"message": "This request type is unavailable now", "type": "invalid_request_error"}}))
        text = json.dumps(_sample(asked.schema), ensure_ascii=False)
        if asked.way == "tool" and "tool" in ways:
            return calling(text)(asked)
        usage = min(asked.counted, cut_at or asked.counted), 9
        return saying(text if asked.way in ways else "这是预算项目绩效目标表。", usage=usage)(asked)

    return stream


class Refused(Exception):
    """A stream that does not come about; `behaviour` is what comes instead."""

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__()
        self.behaviour = behaviour


def _sample(schema: Mapping[str, Any]) -> Any:
    kinds: dict[str, Any] = {"integer": 16, "number": 1.5, "string": "无", "boolean": True, "array": [], "null": None}
    if schema.get("type") == "object":
        return {name: _sample(part) for name, part in schema.get("properties", {}).items()}
    return kinds[schema.get("type", "null")]


@dataclass
class ScriptedEndpoint:
    """Answers each request by the next behaviour of its script, and by `otherwise` when there is none left."""

    server: HTTPServer
    requests: list[Asked] = field(default_factory=list)
    script: deque[Behaviour] = field(default_factory=deque)
    otherwise: Behaviour = field(default_factory=lambda: failing(500, {"error": {"message": "the script is at its end"}}))
    dropped: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.server.expect_request(PATH, method="POST").respond_with_handler(self._answer)

    @property
    def base_url(self) -> str:
        """Where it is asked."""
        return self.server.url_for("/v1")

    @property
    def last(self) -> Asked:
        """The newest request."""
        return self.requests[-1]

    def says(self, text: str = "", finish: str | None = "stop", **details: Any) -> None:
        """The next answer; for `details` see `saying`."""
        self.script.append(self._streamed(saying(text, finish, **details)))

    def calls_tool(self, arguments: object, **details: Any) -> None:
        """The next answer is a call of the tool; `arguments` are text, or made into JSON."""
        text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
        self.script.append(self._streamed(calling(text, **details)))

    def fails(self, status: int, body: object = None, headers: Mapping[str, str] | None = None) -> None:
        """The next answer is an error."""
        self.script.append(failing(status, body, headers))

    def fails_amid(self, text: str, error: Mapping[str, Any]) -> None:
        """The next answer begins with `text` and goes on with an error event."""
        self.script.append(self._streamed(lambda asked: iter([_chunk({"content": text}), _event({"error": error})])))

    def breaks_off(self, text: str) -> None:
        """The next answer begins with `text`, then the connection drops."""

        def stream(asked: Asked) -> Iterator[str]:
            yield _chunk({"role": "assistant", "content": text})
            asked.socket.shutdown(socket.SHUT_RDWR)

        self.script.append(self._streamed(stream))

    def hangs(self, seconds: float, text: str = "") -> None:
        """The next answer begins with `text`, if any, and then nothing comes, until who asked goes away or the time is over."""

        def stream(asked: Asked) -> Iterator[str]:
            if text:
                yield _chunk({"role": "assistant", "content": text})
            until = time.monotonic() + seconds
            while time.monotonic() < until and not asked.is_dropped():
                time.sleep(0.01)
            yield ": nothing\n\n"
            if asked.is_dropped():
                self.dropped.set()

        self.script.append(self._streamed(stream))

    def says_html(self, status: int = 200) -> None:
        """The next answer is a web page, as from an address that is no endpoint."""
        self.fails(status, "<!doctype html><html><head><title>Welcome</title></head><body>It works!</body></html>")

    def says_data(self, content: object) -> None:
        """The next answer is JSON with status 200 and no stream."""
        self.script.append(lambda asked: Response(json.dumps(content), 200, content_type="application/json"))

    def is_capable(self, *ways: Way, **details: Any) -> None:
        """What it answers when the script is at its end; see `can_do`."""
        self.otherwise = self._streamed(can_do(*ways, **details))

    def always_says(self, text: str, finish: str | None = "stop", **details: Any) -> None:
        """What it says when the script is at its end."""
        self.otherwise = self._streamed(saying(text, finish, **details))

    def saw_drop(self) -> bool:
        """Whether who asked has gone away from a hanging answer; waits for it a while."""
        return self.dropped.wait(_GRACE)

    def wait_for_requests(self, count: int = 1) -> None:
        """Wait until `count` requests have arrived."""
        until = time.monotonic() + _GRACE
        while len(self.requests) < count:
            assert time.monotonic() < until, f"{len(self.requests)} requests came, not {count}"
            time.sleep(0.005)

    def _answer(self, request: Request) -> Response:
        asked = Asked(json.loads(request.get_data()), dict(request.headers), time.monotonic(), request.environ["werkzeug.socket"])
        with self._lock:
            self.requests.append(asked)
            behaviour = self.script.popleft() if self.script else self.otherwise
        return behaviour(asked)

    def _streamed(self, stream: Stream) -> Behaviour:
        def behaviour(asked: Asked) -> Response:
            try:
                return Response(self._watched(stream(asked), asked), content_type="text/event-stream; charset=utf-8")
            except Refused as refused:
                return refused.behaviour(asked)

        return behaviour

    def _watched(self, events: Iterator[str], asked: Asked) -> Iterator[bytes]:
        """Events as bytes; going away in the middle is noted."""
        done = False
        try:
            for event in events:
                yield event.encode()
            done = True
        finally:
            if not done:
                self.dropped.set()
