"""Questions that a service answers in its own time, for less money: the Batch API of OpenAI, which other services have as well.

A file with a request a line is uploaded and made a batch there; its answers lie in a file of results and a file of errors at the end.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, Final

from assistant.errors import EndpointError, EndpointTimeoutError, ModelError, ServerFailedError
from assistant.llm.chat import Address, Chat
from assistant.llm.failures import failure_of, failure_told, scrub
from assistant.llm.question import Profile, Question, Reply

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types import Batch, BatchError

MOST_REQUESTS = 50_000
"""Requests that a file may hold."""
MOST_BYTES = 200_000_000
"""How long a file may be."""
WINDOW: Final = "24h"
"""In what time the service is to answer. All know this one; what it has not answered by then can be asked again."""
_LOG = logging.getLogger(__name__)
_URL: Final = "/v1/chat/completions"
_NAME = "绩效目标批量起草"
_SECONDS = 120.0
_ENDED = ("completed", "failed", "expired", "cancelled")
_NO_SUCH_WAY = (404, 405, 501)
_FULL = "token_limit_exceeded"
_WORDS = 300
Result = Reply | ModelError


@dataclass(frozen=True)
class Remote:
    """A batch at the service.

    Attributes:
        ended: whether nothing more is done about it.
        asked: its requests; answered: those of them that were answered or failed.
        files: ids of those in which answers and errors lie.
        full: whether it came to nothing since more lies there already than the account may leave there.
        why: why it ended before its time, in a sentence; None where it did not, or its time is over.
    """

    id: str
    ended: bool = False
    asked: int = 0
    answered: int = 0
    files: tuple[str, ...] = ()
    full: bool = False
    why: str | None = None


def request_line(id_: str, chat: Chat, question: Question, profile: Profile) -> bytes:
    """The line of a file by which a question is asked as `chat` would ask it; the answer bears the same `id_`, of 64 letters at most."""
    line = {"custom_id": id_, "method": "POST", "url": _URL, "body": chat.body(question, profile)}
    return json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"  # replaced: halves of characters


class Service:
    """A service with a Batch API. It tries nothing twice: whoever asks it knows what must not be done twice."""

    def __init__(self, address: Address) -> None:
        """At `address`; nothing is opened before it is needed."""
        self.address = address

    def upload(self, file: IO[bytes], id_: str) -> str:
        """The id under which the service keeps a file of requests; that alone costs nothing.

        Raises:
            ModelError: it does not take it.
        """
        with self._explained():
            return self._client.files.create(file=(f"{id_}.jsonl", file), purpose="batch").id

    def create(self, file: str, id_: str) -> Remote:
        """Have the requests of a file answered; `id_` is told with it, so that it can be found by it.

        Raises:
            ModelError: it does not take it, or nobody knows whether it did.
        """
        told = {"ds_name": _NAME, "ds_description": id_}  # the names that DashScope shows; to others any are right
        with self._explained():
            batch = self._client.batches.create(input_file_id=file, endpoint=_URL, completion_window=WINDOW, metadata=told)
        return self._read(batch)

    def find(self, file: str, id_: str) -> Remote | None:
        """What was made of a file, or was told `id_`: some gateways put another name on the file, some leave out what was told.

        Raises:
            ModelError: it does not say.
        """
        with self._explained():
            for batch in self._client.batches.list(limit=100):  # all of them: nobody promises an order
                if batch.input_file_id == file or id_ in (batch.metadata or {}).values():
                    return self._read(batch)
        return None

    def look(self, id_: str) -> Remote | None:
        """How far a batch is; None where the service knows it no more.

        Raises:
            ModelError: it does not say.
        """
        from openai import NotFoundError

        with self._explained():
            try:
                return self._read(self._client.batches.retrieve(id_))
            except NotFoundError:
                return None

    def results(self, remote: Remote) -> Iterator[tuple[str, Result]]:
        """What came of the requests of a batch that has ended, by their ids; of some perhaps nothing did.

        Raises:
            ModelError: the service does not hand it out.
        """
        from openai import NotFoundError

        for file in remote.files:
            with self._explained():
                try:
                    with self._client.files.with_streaming_response.content(file) as response:
                        yield from self._results(response.iter_bytes())
                except NotFoundError:  # kept for some weeks only
                    continue

    @cached_property
    def _client(self) -> "OpenAI":
        from openai import OpenAI

        from assistant.llm.wire import NO_KEY, OPENAI

        address = self.address
        return OpenAI(base_url=address.base_url or OPENAI, api_key=address.key or NO_KEY, max_retries=0, timeout=_SECONDS)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Failures under their own names; without their cause, which would show in a traceback and quote the key."""
        from openai import APIStatusError

        address = self.address
        try:
            yield
        except APIStatusError as error:
            if error.status_code in _NO_SUCH_WAY:
                raise EndpointError(
                    f"模型端点 {address.where} 没有批处理接口，请换有这个接口的服务（如 OpenAI、阿里云百炼），或去掉 --via batch-api。",
                    scrub(str(error), address.key),
                ) from None
            raise (failure_of(error, address.where, address.model, address.key) or error) from None
        except ModelError:
            raise
        except Exception as error:
            raise (failure_of(error, address.where, address.model, address.key) or error) from None

    def _read(self, batch: "Batch") -> Remote:
        counts = batch.request_counts
        return Remote(
            batch.id,
            batch.status in _ENDED,
            counts.total if counts else 0,
            counts.completed + counts.failed if counts else 0,
            tuple(file for file in (batch.output_file_id, batch.error_file_id) if file),
            any(error.code == _FULL for error in _errors(batch)),
            self._why(batch),
        )

    def _why(self, batch: "Batch") -> str | None:
        if batch.status == "cancelled":
            return f"批处理 {batch.id} 在服务端被取消了，已有的答复都已取回。"
        if batch.status != "failed":
            return None
        words = "；".join(dict.fromkeys(f"{f'第 {error.line} 行：' if error.line else ''}{error.message}" for error in _errors(batch)))
        said = scrub(words, self.address.key)[:_WORDS] or "没有说明原因"
        return f"服务端没有接受这批请求（{said}），请检查模型名称和账户能否用批处理，改好后重新运行，或去掉 --via batch-api。"

    def _results(self, chunks: Iterable[bytes]) -> Iterator[tuple[str, Result]]:
        """What the lines of a file say; one that cannot be read hinders no other, but where none can it is no file of results."""
        read = [self._result(line) for line in _lines(chunks)]
        if read and not any(read):
            raise ValueError("no line of it can be read")
        yield from filter(None, read)

    def _result(self, line: bytes) -> tuple[str, Result] | None:
        """What a line says; None of one that cannot be read."""
        try:
            content = json.loads(line)
            response, error = _table(content, "response"), _table(content, "error")
            body, status = _table(response, "body"), response.get("status_code")
            if status in (None, 200) and not error and body.get("choices"):
                return str(content.get("custom_id")), _reply(body)
            return str(content["custom_id"]), self._failure(status, body, error)
        except (ValueError, TypeError, AttributeError, LookupError):
            _LOG.warning("a line of a result file cannot be read: %s", scrub(repr(line[:500]), self.address.key))
            return None

    def _failure(self, status: object, body: Mapping[str, Any], error: Mapping[str, Any]) -> ModelError:
        address, known = self.address, isinstance(status, int) and status >= 400
        if error.get("code") == "batch_expired":
            return EndpointTimeoutError(f"模型端点 {address.where} 没有在一天内处理完这个请求，请重新运行。", str(error))
        if not (known or error or body.get("error")):
            return ServerFailedError(f"模型端点 {address.where} 的批处理结果里没有答复，请稍后再试。", scrub(str(body), address.key)[:2000])
        said = error or body.get("error") or body
        return failure_told(status if isinstance(status, int) and known else None, said, address.where, address.model, address.key)


def _errors(batch: "Batch") -> "Sequence[BatchError]":
    return (batch.errors.data if batch.errors else None) or ()


def _reply(body: Mapping[str, Any]) -> Reply:
    choice = body["choices"][0]
    message, usage = _table(choice, "message"), _table(body, "usage")
    arguments = (_table(call, "function").get("arguments") or "" for call in message.get("tool_calls") or ())
    return Reply(
        text=(message.get("content") or "") + "".join(arguments),
        reasoning=message.get("reasoning_content") or message.get("reasoning") or "",
        refusal=message.get("refusal") or "",
        finish=choice.get("finish_reason"),
        input_tokens=usage.get("prompt_tokens") or 0,
        output_tokens=usage.get("completion_tokens") or 0,
        counted=bool(usage),
    )


def _table(content: Any, name: str) -> Mapping[str, Any]:
    """A part of an answer; an empty one where it is left out, null, or something else."""
    part = content.get(name) if isinstance(content, dict) else None
    return part if isinstance(part, dict) else {}


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a file. They end with a line feed and nothing else: in a text there may be other characters that part lines."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from filter(bytes.strip, whole)
    if rest.strip():
        yield rest
