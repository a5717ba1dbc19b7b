"""Finding out what an endpoint can do, by asking it: what documentation says of it ages, and some ignore what they do not know."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.errors import (
    AnswerError,
    ContextTooLongError,
    EndpointTimeoutError,
    RateLimitedError,
    ServerFailedError,
    UnknownModelError,
    UnsupportedRequestError,
)
from assistant.llm.chat import Cancel, Chat
from assistant.llm.failures import text_of
from assistant.llm.json_text import find_object
from assistant.llm.pacing import LONGEST_WAIT, pace_of
from assistant.llm.question import RUNGS, Profile, Question, Reply, Rung

_PASSAGE = "预算项目绩效目标表由绩效目标和绩效指标组成，指标分为产出、效益、满意度三类，每条指标都应当有可以衡量的指标值。" * 12
"""So long that what a server adds of its own, up to a hundred tokens, counts little."""
_LINES = 200
"""Of the long question: as long as a draft's with all that may stand in it, and beyond the 4,096 tokens at which Ollama cuts."""
_CUT = 0.85
"""Share of the tokens that a long question should have, below which it was cut."""
_ANSWER, _THOUGHT = 300, 2000
"""Tokens for an answer, and for one with the thoughts before it."""
_PATIENCE = 2
"""Times that one question waits for a limit of requests."""
_SCHEMA = {
    "type": "object",
    "properties": {"district_count": {"type": "integer"}, "remark": {"type": "string"}},
    "required": ["district_count", "remark"],
    "additionalProperties": False,
}
"""Its names stand nowhere in the question: an answer that has them was held to it."""


def probe(chat: Chat, *, seconds: float, cancel: Cancel | None = None, thorough: bool = False) -> Profile:
    """What the endpoint can do. `thorough` also measures how long a question may be, which a slow one takes its time for.

    Raises:
        ModelError: it cannot be asked at all.
    """
    profile, reply = _first(chat, seconds, cancel)
    thinks = bool(reply.reasoning) or reply.text.lstrip().startswith("<think")
    profile = replace(profile, rung=_highest(chat, profile, seconds, cancel, longest=_THOUGHT if thinks else _ANSWER))
    return _measure_length(chat, profile, seconds, cancel) if thorough and reply.counted else profile


def _first(chat: Chat, seconds: float, cancel: Cancel | None) -> tuple[Profile, Reply]:
    """A plain question, without the parts that are refused."""
    question = Question("你是预算绩效助手。", f"{_PASSAGE}\n以上文字说的是什么表？只回答表名。", longest=200)
    profile = Profile()
    while True:
        try:
            reply = _ask(chat, question, profile, seconds, cancel)
        except UnsupportedRequestError as error:
            if error.part is None or error.part in profile.without:
                raise
            profile = replace(profile, without=profile.without | frozenset([error.part]))
            continue
        share = round(reply.input_tokens / len(question.system + question.user), 3) if reply.counted else None
        return replace(profile, seconds=reply.seconds, tokens_per_character=share, notes=_notes_on(reply)), reply


def _notes_on(reply: Reply) -> tuple[str, ...]:
    """What strikes in the answer to a plain question."""
    if reply.text.strip():
        return ()
    if not reply.reasoning:
        return ("简单问题也得到空答复",)
    return ("模型先推理再答复，费时间和 token",) if reply.finish == "length" else ("答复在推理字段里，正文为空",)


def _highest(chat: Chat, profile: Profile, seconds: float, cancel: Cancel | None, longest: int) -> Rung:
    """The most binding way that is honoured, not merely accepted."""
    question = Question("你是助手。", "北京市有多少个市辖区？用 JSON 回答，需要时调用工具。", _SCHEMA, longest=longest)
    return next((rung for rung in RUNGS[:-1] if _is_honoured(chat, question, replace(profile, rung=rung), seconds, cancel)), RUNGS[-1])


def _is_honoured(chat: Chat, question: Question, profile: Profile, seconds: float, cancel: Cancel | None, *, again: bool = True) -> bool:
    try:
        found = find_object(text_of(_ask(chat, question, profile, seconds, cancel)))
    except ServerFailedError:  # that may pass; but some say 500 whenever they are asked in a way that they do not know
        return again and _is_honoured(chat, question, profile, seconds, cancel, again=False)
    except (UnsupportedRequestError, UnknownModelError, AnswerError):  # the model answered a plain question, so 404 means the way of asking
        return False
    return found is not None and (profile.rung == "json_object" or _is_held(found))


def _is_held(answer: dict[str, Any]) -> bool:
    return set(answer) == {"district_count", "remark"} and isinstance(answer["district_count"], int) and isinstance(answer["remark"], str)


def _measure_length(chat: Chat, profile: Profile, seconds: float, cancel: Cancel | None) -> Profile:
    """Whether a question as long as a full draft's arrives whole: some endpoints cut it without a word."""
    text = "\n".join(f"第{number}条：{_PASSAGE[:36]}" for number in range(_LINES))
    question = Question("你是助手。", f"{text}\n只回答一个字：好。", longest=5)
    try:
        reply = _ask(chat, question, profile, seconds, cancel)
    except (ContextTooLongError, ServerFailedError) as error:
        note = f"装不下 {len(question.user)} 字的材料"
        return replace(profile, context=_number_in(error.raw), long_question="refused", notes=(*profile.notes, note))
    except EndpointTimeoutError:
        note = f"{len(question.user)} 字的材料在 {seconds:.0f} 秒内没有答复"
        return replace(profile, long_question="late", notes=(*profile.notes, note))
    except RateLimitedError:
        return replace(profile, notes=(*profile.notes, f"{len(question.user)} 字的材料超过端点对请求频率的限制"))
    expected = (profile.tokens_per_character or 0) * len(question.user)
    if reply.counted and reply.input_tokens < expected * _CUT:
        note = f"{len(question.user)} 字的材料只收到 {reply.input_tokens} 个 token，其余被悄悄截去"
        return replace(profile, cut_at=reply.input_tokens, long_question="cut", notes=(*profile.notes, note))
    return replace(profile, long_question="whole" if reply.counted else None)


def _number_in(raw: str) -> int | None:
    """The size of the context, where a refusal names it."""
    for name in ("n_ctx", "max_model_len", "maximum context length is"):
        _, found, rest = raw.partition(name)
        digits = "".join(_leading_digits(rest)) if found else ""
        if digits:
            return int(digits)
    return None


def _leading_digits(text: str) -> Iterator[str]:
    for character in text.lstrip(" '\":="):
        if not character.isdigit():
            return
        yield character


def _ask(chat: Chat, question: Question, profile: Profile, seconds: float, cancel: Cancel | None) -> Reply:
    """The reply. Where an endpoint limits requests per minute, which a probe soon uses up, it waits as long as the endpoint asks to."""
    pace, longest = pace_of(chat.address.where), min(seconds, LONGEST_WAIT)
    for _ in range(_PATIENCE):
        try:
            return _ask_once(chat, question, profile, seconds, cancel)
        except RateLimitedError as error:
            if error.retry_after is None or error.retry_after > longest:
                raise
            pace.hold(error.retry_after)
            pace.wait(cancel or Cancel(), longest)
    return _ask_once(chat, question, profile, seconds, cancel)


def _ask_once(chat: Chat, question: Question, profile: Profile, seconds: float, cancel: Cancel | None) -> Reply:
    stream = chat.stream(question, profile, seconds=seconds, cancel=cancel)
    while True:
        try:
            next(stream)
        except StopIteration as end:
            reply: Reply = end.value
            return reply
