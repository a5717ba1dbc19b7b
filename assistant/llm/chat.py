"""One request over the wire, streamed: the only place where the openai and langchain packages are spoken to."""

import asyncio
import queue
import re
import threading
import time
from collections.abc import AsyncIterator, Generator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from assistant.errors import CancelledError
from assistant.goals.privacy import mask_private
from assistant.llm.failures import failure_of
from assistant.llm.question import Profile, Question, Reply

TOKENS_PER_CHARACTER = 0.7
"""Tokens of a Chinese character, where an endpoint does not count; models lie between 0.5 and 1."""
_ENDLESS = re.compile(r"\s{400,}$")
"""White space that a model constrained to JSON may write without end."""
_POLL = 0.2
"""Seconds within which a person who stops the work is heard; many requests at once look less often together."""


@dataclass(frozen=True)
class Address:
    """Where a model is asked. The key never shows."""

    model: str
    base_url: str | None = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)

    @property
    def where(self) -> str:
        """The address for messages, without what may stand before the host or behind the path."""
        text = self.base_url or "api.openai.com"
        return re.sub(r"(?<=//)[^/]*@|[?#].*", "", text)


@dataclass
class Cancel:
    """Whether a person has stopped the work; shared between who works and who may stop it."""

    event: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Stop the work; a running request is broken off."""
        self.event.set()

    @property
    def stopped(self) -> bool:
        """Whether it was stopped."""
        return self.event.is_set()


class Chat:
    """A model at an address. Requests run in a loop of their own, so that a slow one can be broken off while nothing comes."""

    def __init__(self, address: Address) -> None:
        """Speak to `address`; nothing is opened before the first request."""
        self.address = address

    def stream(self, question: Question, profile: Profile, *, seconds: float, cancel: Cancel | None = None) -> Generator[str, None, Reply]:
        """The answer piece by piece; the value of the generator is the whole reply. Closing the generator breaks the request off.

        Raises:
            ModelError: the endpoint failed, each way under its own name.
            CancelledError: a person stopped it.
        """
        pieces: queue.Queue[Reply | Exception | None] = queue.Queue()
        loop = _loop()
        task = asyncio.run_coroutine_threadsafe(self._run(question, profile, seconds, pieces), loop)
        began, whole = time.perf_counter(), Reply()
        try:
            while (piece := self._next(pieces, cancel)) is not None:
                if isinstance(piece, Exception):
                    raise piece
                whole = _join(whole, piece)
                if piece.text:
                    yield piece.text
                if _ENDLESS.search(whole.text[-500:]):
                    whole = replace(whole, finish="length")
                    break
        finally:
            task.cancel()
        return counted(replace(whole, seconds=round(time.perf_counter() - began, 3)), question)

    def body(self, question: Question, profile: Profile) -> dict[str, Any]:
        """The request as `stream` makes it, for an answer that comes whole."""
        options = _options(question, profile)
        del options["stream_usage"]
        body: dict[str, Any] = self._model.body(_messages(question), options)
        return body

    def _next(self, pieces: "queue.Queue[Reply | Exception | None]", cancel: Cancel | None) -> Reply | Exception | None:
        while True:
            if cancel is not None and cancel.stopped:
                raise CancelledError("已停止。")
            try:
                return pieces.get(timeout=_POLL)
            except queue.Empty:
                continue

    async def _run(self, question: Question, profile: Profile, seconds: float, pieces: "queue.Queue[Reply | Exception | None]") -> None:
        """Put pieces, then None; or the failure."""
        try:
            async with asyncio.timeout(seconds):
                async for piece in self._pieces(question, profile, seconds):
                    pieces.put(piece)
            pieces.put(None)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            address = self.address
            # without its cause, which would show in a traceback: endpoints quote the key, and its words are in `raw` without it
            pieces.put(failure_of(error, address.where, address.model, address.key) or error)

    async def _pieces(self, question: Question, profile: Profile, seconds: float) -> AsyncIterator[Reply]:
        from langchain_core.messages import AIMessageChunk
        from langsmith import tracing_context

        with tracing_context(enabled=False):  # no copy of a request goes to a third party, whatever the environment says
            async for chunk in self._model.astream(_messages(question), **_options(question, profile), timeout=seconds):
                assert isinstance(chunk, AIMessageChunk)
                yield _piece(chunk)

    @cached_property
    def _model(self) -> Any:
        from assistant.llm.wire import make_model

        return make_model(self.address.model, self.address.base_url, self.address.key)


def _messages(question: Question) -> list[Any]:
    from langchain_core.messages import HumanMessage, SystemMessage

    return [SystemMessage(mask_private(question.system)), HumanMessage(mask_private(question.user))]


def _options(question: Question, profile: Profile) -> dict[str, Any]:
    """What the request carries beside the messages."""
    options: dict[str, Any] = {"temperature": 0, "max_tokens": question.longest, "stream_usage": "stream_options" not in profile.without}
    for part in profile.without & {"temperature", "max_tokens"}:
        del options[part]
    if question.schema is None:
        return options
    if profile.rung == "json_schema":
        form = {"name": question.name, "strict": True, "schema": question.schema}
        return options | _formed({"type": "json_schema", "json_schema": form})
    if profile.rung == "tool":  # not forced: models that think refuse to be
        function = {"name": question.name, "description": "提交结果", "parameters": question.schema}
        return options | {"tools": [{"type": "function", "function": function}], "tool_choice": "auto"}
    return options | (_formed({"type": "json_object"}) if profile.rung == "json_object" else {})


def _formed(form: dict[str, Any]) -> dict[str, Any]:
    """A form of the answer, past langchain: where it sees one it fails for answers cut off or filtered, and loses what was reasoned."""
    return {"extra_body": {"response_format": form}}


def _piece(chunk: Any) -> Reply:
    extra, usage = chunk.additional_kwargs, chunk.usage_metadata
    text = chunk.content if isinstance(chunk.content, str) else ""
    return Reply(
        text=text + "".join(call.get("args") or "" for call in chunk.tool_call_chunks),
        reasoning=extra.get("reasoning") or "",
        refusal=extra.get("refusal") or "",
        finish=chunk.response_metadata.get("finish_reason"),
        input_tokens=usage["input_tokens"] if usage else 0,
        output_tokens=usage["output_tokens"] if usage else 0,
        counted=bool(usage),
    )


def _join(whole: Reply, piece: Reply) -> Reply:
    return Reply(
        text=whole.text + piece.text,
        reasoning=whole.reasoning + piece.reasoning,
        refusal=whole.refusal + piece.refusal,
        finish=piece.finish or whole.finish,
        input_tokens=max(whole.input_tokens, piece.input_tokens),  # some endpoints repeat the count in every piece
        output_tokens=max(whole.output_tokens, piece.output_tokens),
        counted=whole.counted or piece.counted,
    )


def counted(reply: Reply, question: Question) -> Reply:
    """A reply with its tokens, estimated where the endpoint does not count."""
    if reply.counted:
        return reply
    asked, answered = len(question.system) + len(question.user), len(reply.text) + len(reply.reasoning)
    return replace(reply, input_tokens=round(asked * TOKENS_PER_CHARACTER), output_tokens=round(answered * TOKENS_PER_CHARACTER))


_lock = threading.Lock()
_running: dict[str, asyncio.AbstractEventLoop] = {}


def _loop() -> asyncio.AbstractEventLoop:
    """The loop in which requests run, in a thread of its own."""
    with _lock:
        if "loop" not in _running:
            _running["loop"] = asyncio.new_event_loop()
            threading.Thread(target=_running["loop"].run_forever, name="model requests", daemon=True).start()
        return _running["loop"]
