"""Finding out what an endpoint can do, by asking it: what documentation says of it ages, and some ignore what they do not know."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
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


def probe(
    chat: Chat, *, seconds: float, cancel: Cancel | None = None, thorough: bool = False, tell: Callable[[str], None] = lambda step: None
) -> Profile:
    """What the endpoint can do, found out within `seconds`. `thorough` also measures how long a question may be.

    Each step goes to `tell` before it is taken, in Chinese, since a slow endpoint takes minutes.

    Raises:
        ModelError: it cannot be asked at all.
    """
    course = _Course(chat, time.monotonic() + seconds, cancel, tell)
    profile, reply = _first(course)
    thinks = bool(reply.reasoning) or reply.text.lstrip().startswith("<think")
    profile = replace(profile, rung=_highest(course, profile, longest=_THOUGHT if thinks else _ANSWER))
    return _measure_length(course, profile) if thorough and reply.counted else profile


@dataclass(frozen=True)
class _Course:
    """One probing: whom, until when (monotonic seconds), whether a person has stopped it, and where its steps are told."""

    chat: Chat
    until: float
    cancel: Cancel | None
    tell: Callable[[str], None]

    def ask(self, question: Question, profile: Profile) -> Reply:
        """The reply. Where an endpoint limits requests per minute, which a probe soon uses up, it waits as long as the endpoint asks to."""
        pace = pace_of(self.chat.address.where)
        for _ in range(_PATIENCE):
            try:
                return self._ask_once(question, profile)
            except RateLimitedError as error:
                longest = min(self._left(), LONGEST_WAIT)
                if error.retry_after is None or error.retry_after > longest:
                    raise
                pace.hold(error.retry_after)
                pace.wait(self.cancel or Cancel(), longest)
        return self._ask_once(question, profile)

    def _left(self) -> float:
        return max(1.0, self.until - time.monotonic())

    def _ask_once(self, question: Question, profile: Profile) -> Reply:
        stream = self.chat.stream(question, profile, seconds=self._left(), cancel=self.cancel)
        while True:
            try:
                next(stream)
            except StopIteration as end:
                reply: Reply = end.value
                return reply


def _first(course: _Course) -> tuple[Profile, Reply]:
    """A plain question, without the parts that are refused."""
    course.tell("正在问一个简单问题……")
    question = Question("你是预算绩效助手。", f"{_PASSAGE}\n以上文字说的是什么表？只回答表名。", longest=200)
    profile = Profile()
    while True:
        try:
            reply = course.ask(question, profile)
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


def _highest(course: _Course, profile: Profile, longest: int) -> Rung:
    """The most binding way that is honoured, not merely accepted."""
    question = Question("你是助手。", "北京市有多少个市辖区？用 JSON 回答，需要时调用工具。", _SCHEMA, longest=longest)
    return next((rung for rung in RUNGS[:-1] if _is_honoured(course, question, replace(profile, rung=rung))), RUNGS[-1])


def _is_honoured(course: _Course, question: Question, profile: Profile, *, again: bool = True) -> bool:
    course.tell(f"正在试 {profile.rung}……")
    try:
        found = find_object(text_of(course.ask(question, profile)))
    except ServerFailedError:  # that may pass; but some say 500 whenever they are asked in a way that they do not know
        return again and _is_honoured(course, question, profile, again=False)
    except (UnsupportedRequestError, UnknownModelError, AnswerError):  # the model answered a plain question, so 404 means the way of asking
        return False
    return found is not None and (profile.rung == "json_object" or _is_held(found))


def _is_held(answer: dict[str, Any]) -> bool:
    return set(answer) == {"district_count", "remark"} and isinstance(answer["district_count"], int) and isinstance(answer["remark"], str)


def _measure_length(course: _Course, profile: Profile) -> Profile:
    """Whether a question as long as a full draft's arrives whole: some endpoints cut it without a word."""
    course.tell("正在试长材料……")
    text = "\n".join(f"第{number}条：{_PASSAGE[:36]}" for number in range(_LINES))
    question = Question("你是助手。", f"{text}\n只回答一个字：好。", longest=5)
    try:
        reply = course.ask(question, profile)
    except (ContextTooLongError, ServerFailedError) as error:
        note = f"装不下 {len(question.user)} 字的材料"
        return replace(profile, context=_number_in(error.raw), long_question="refused", notes=(*profile.notes, note))
    except EndpointTimeoutError:
        note = f"{len(question.user)} 字的材料没有及时答复"
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
