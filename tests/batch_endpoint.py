"""A service with a Batch API that follows a script: files, batches, results and errors as OpenAI documents them, over real HTTP."""

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

Fate = Literal["completed", "expired", "failed", "full", "cancelled"]
"""How a batch ends: all done; half done when its time is over, or when somebody cancels it; not begun, for its file or for its size."""
Body = dict[str, Any]
_URL = "/v1/chat/completions"
_WINDOW = re.compile(r"(\d+)h")


@dataclass(frozen=True)
class Failed:
    """A request that comes to nothing."""

    status: int
    message: str


Answer = Callable[[Body], str | Failed]


@dataclass
class BatchEndpoint:
    """Answers requests by a function of their body; each look at a batch finds it one step further.

    Attributes:
        fates: of the next batches; all others are completed.
        asked: custom ids of all requests that were begun, in their order.
        paid: those that were answered.
        hook: hears of each step before it is done and after it; what it gives back is answered instead.
        told: whether what is told with a batch is kept.
        most: requests that may lie here at a time.
    """

    server: HTTPServer
    answer: Answer
    fates: deque[Fate] = field(default_factory=deque)
    asked: list[str] = field(default_factory=list)
    paid: list[str] = field(default_factory=list)
    hook: Callable[[str], Response | None] = lambda step: None
    told: bool = True
    most: int = 50_000
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, Body] = field(default_factory=dict)
    fate_of: dict[str, Fate] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        expect = self.server.expect_request
        expect("/v1/files", method="POST").respond_with_handler(self._step("upload", self._upload))
        expect(re.compile(r"/v1/files/[^/]+/content"), method="GET").respond_with_handler(self._step("content", self._content))
        expect("/v1/batches", method="POST").respond_with_handler(self._step("create", self._create))
        expect("/v1/batches", method="GET").respond_with_handler(self._step("list", self._list))
        expect(re.compile(r"/v1/batches/[^/]+/cancel"), method="POST").respond_with_handler(self._step("cancel", self._cancel))
        expect(re.compile(r"/v1/batches/[^/]+"), method="GET").respond_with_handler(self._step("look", self._look))

    def _step(self, name: str, do: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def handle(request: Request) -> Response:
            with self._lock:
                return self.hook(f"before {name}") or self._after(name, do(request))

        return handle

    def _after(self, name: str, response: Response) -> Response:
        return self.hook(f"after {name}") or response

    def _upload(self, request: Request) -> Response:
        file = request.files.get("file")
        if file is None or request.form.get("purpose") != "batch":
            return failing(400, "a file with the purpose batch is wanted")
        content = file.stream.read()
        id_ = self._keep(content)
        return _json({"id": id_, "object": "file", "bytes": len(content), "created_at": int(time.time()), "filename": file.filename,
                      "purpose": "batch", "status": "processed"})  # fmt: skip

    def _content(self, request: Request) -> Response:
        content = self.files.get(request.path.split("/")[-2])
        return failing(404, "No such File object") if content is None else Response(content, content_type="application/octet-stream")

    def _create(self, request: Request) -> Response:
        wanted = request.get_json()
        if wanted["input_file_id"] not in self.files:
            return failing(400, "no such file")
        window = _WINDOW.fullmatch(wanted["completion_window"])
        if window is None or not 24 <= int(window[1]) <= 336 or wanted["endpoint"] != _URL:
            return failing(400, "completion_window or endpoint are invalid")
        assert all(len(key) <= 64 and len(value) <= 512 for key, value in (wanted.get("metadata") or {}).items())
        id_ = f"batch_{len(self.batches):04d}"
        self.fate_of[id_] = self.fates.popleft() if self.fates else "completed"
        batch = {"id": id_, "object": "batch", "endpoint": _URL, "completion_window": wanted["completion_window"], "status": "validating",
                 "input_file_id": wanted["input_file_id"], "created_at": int(time.time()), "errors": None, "output_file_id": None,
                 "error_file_id": None, "metadata": wanted.get("metadata") if self.told else None,
                 "request_counts": {"total": 0, "completed": 0, "failed": 0}}  # fmt: skip
        self.batches[id_] = batch
        lines, faults = _read(self.files[wanted["input_file_id"]])
        lying = sum(each["request_counts"]["total"] for each in self.batches.values() if each["status"] in ("validating", "in_progress"))
        if len(lines) + lying > self.most:
            self.fate_of[id_] = "full"
        if faults:
            self.fate_of[id_], batch["errors"] = "failed", {"object": "list", "data": faults}
        elif self.fate_of[id_] not in ("full", "failed"):
            batch["request_counts"]["total"] = len(lines)
            self.asked += [line["custom_id"] for line in lines]
        return _json(batch)

    def _list(self, request: Request) -> Response:
        newest, limit = [*reversed(self.batches.values())], int(request.args.get("limit", 20))
        after = request.args.get("after")
        first = 1 + [batch["id"] for batch in newest].index(after) if after else 0
        page = newest[first : first + min(limit, 2)]  # short pages: all of them have to be asked for
        ends = {"first_id": page[0]["id"], "last_id": page[-1]["id"]} if page else {}
        return _json({"object": "list", "data": page, "has_more": first + len(page) < len(newest), **ends})

    def _look(self, request: Request) -> Response:
        batch = self.batches.get(request.path.split("/")[-1])
        if batch is None:
            return failing(404, "No batch found")
        fate = self.fate_of[batch["id"]]
        if batch["status"] == "validating":
            batch["status"] = "in_progress" if fate in ("completed", "expired", "cancelled") else "failed"
            code = "token_limit_exceeded" if fate == "full" else "model_not_found"
            if batch["status"] == "failed" and not batch["errors"]:
                batch["errors"] = {"object": "list", "data": [{"code": code, "message": _MESSAGES[code], "line": None, "param": None}]}
        elif batch["status"] == "in_progress":
            batch["status"] = "finalizing"
        elif batch["status"] == "finalizing":
            self._finish(batch, fate)
        return _json(batch)

    def _cancel(self, request: Request) -> Response:
        batch = self.batches[request.path.split("/")[-2]]
        self.fate_of[batch["id"]], batch["status"] = "cancelled", "finalizing"
        return _json(batch | {"status": "cancelling"})

    def _finish(self, batch: Body, fate: Fate) -> None:
        lines, _ = _read(self.files[batch["input_file_id"]])
        begun = lines if fate == "completed" else lines[: len(lines) // 2]
        results, errors = list[Body](), list[Body]()
        for number, line in enumerate(reversed(begun)):  # nobody promises an order
            said = self.answer(line["body"])
            (errors if isinstance(said, Failed) else results).append(_outcome(number, line, said))
        self.paid += [result["custom_id"] for result in results]
        words = {"code": f"batch_{fate}", "message": f"This request could not be executed before the batch was {fate}."}
        errors += [{"id": "r", "custom_id": line["custom_id"], "response": None, "error": words} for line in lines[len(begun) :]]
        batch["status"], batch["request_counts"] = fate, {"total": len(lines), "completed": len(results), "failed": len(errors)}
        batch["output_file_id"] = self._keep(_lines(results)) if results else None
        batch["error_file_id"] = self._keep(_lines(errors)) if errors else None

    def _keep(self, content: bytes) -> str:
        id_ = f"file-{len(self.files):04d}"
        self.files[id_] = content
        return id_


_MESSAGES = {
    "token_limit_exceeded": "Enqueued token limit reached for m. Please try again once some in_progress batches have been completed.",
    "model_not_found": "The provided model is not supported by the Batch API.",
}


def _read(content: bytes) -> tuple[list[Body], list[Body]]:
    """The requests of a file, and what is wrong with it."""
    lines = [json.loads(line) for line in content.decode().split("\n") if line]
    ids = [line["custom_id"] for line in lines]
    faults = [
        {"code": "invalid_line", "line": number, "message": "custom_id, method, url or body are missing or invalid", "param": None}
        for number, line in enumerate(lines, 1)
        if len(line["custom_id"]) > 64 or line["method"] != "POST" or line["url"] != _URL or line["body"].get("stream")
    ]
    if len(set(ids)) < len(ids):
        faults.append({"code": "duplicate_custom_id", "line": None, "message": "custom ids are not unique", "param": None})
    if len({line["body"]["model"] for line in lines}) != 1:
        faults.append({"code": "mismatched_model", "line": None, "message": "one model is wanted", "param": None})
    return lines, faults


def _outcome(number: int, line: Body, said: str | Failed) -> Body:
    if isinstance(said, Failed):
        body: Body = {"error": {"message": said.message, "type": "error", "code": None}}
        return {"id": f"batch_req_{number}", "custom_id": line["custom_id"], "response": _response(said.status, body), "error": None}
    asked, answered = len("\n".join(message["content"] for message in line["body"]["messages"])), len(said)
    message: Body = {"role": "assistant", "content": said, "refusal": None}
    if "tools" in line["body"]:
        call = {"name": line["body"]["tools"][0]["function"]["name"], "arguments": said}
        message |= {"content": None, "tool_calls": [{"id": "c", "type": "function", "function": call}]}
    usage = {"prompt_tokens": round(asked * 0.6), "completion_tokens": round(answered * 0.6)}
    choices = [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}]
    body = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
    return {"id": f"batch_req_{number}", "custom_id": line["custom_id"], "response": _response(200, body), "error": None}


def _response(status: int, body: Mapping[str, Any]) -> Body:
    return {"status_code": status, "request_id": "r", "body": body}


def _lines(lines: list[Body]) -> bytes:
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def _json(content: Mapping[str, Any]) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), 200, content_type="application/json")


def failing(status: int, message: str) -> Response:
    """An error as OpenAI tells it."""
    return Response(json.dumps({"error": {"message": message, "type": "error", "code": None}}), status, content_type="application/json")
