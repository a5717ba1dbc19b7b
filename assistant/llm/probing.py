"""Finding out what an endpoint can do, by asking it: what documentation says of it ages, and some ignore what they do not know."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.errors import AnswerError, ContextTooLongError, EndpointTimeoutError, UnsupportedRequestError
from assistant.llm.chat import Cancel, Chat
from assistant.llm.failures import text_of
from assistant.llm.json_text import find_object
from assistant.llm.question import RUNGS, Profile, Question, Reply

_PASSAGE = "预算项目绩效目标表由绩效目标和绩效指标组成，指标分为产出、效益、满意度三类，每条指标都应当有可以衡量的指标值。" * 5
_LINES = 170
"""Of the long question: as long as a draft's with all that may stand in it."""
_CUT = 0.7
"""Share of the tokens that a long question should have, below which it was cut."""
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
    profile = replace(profile, rung=_highest(chat, profile, seconds, cancel))
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
        notes = () if reply.text.strip() else ("答复在推理字段里，正文为空",) if reply.reasoning else ("简单问题也得到空答复",)
        share = round(reply.input_tokens / len(question.system + question.user), 3) if reply.counted else None
        return replace(profile, seconds=reply.seconds, tokens_per_character=share, notes=notes), reply


def _highest(chat: Chat, profile: Profile, seconds: float, cancel: Cancel | None) -> Any:
    """The most binding way that is honoured, not merely accepted."""
    question = Question("你是助手。", "北京市有多少个市辖区？用 JSON 回答，需要时调用工具。", _SCHEMA, longest=300)
    for rung in RUNGS[:-1]:
        try:
            found = find_object(text_of(_ask(chat, question, replace(profile, rung=rung), seconds, cancel)))
        except (UnsupportedRequestError, AnswerError):
            continue
        if found is not None and (rung == "json_object" or _is_held(found)):
            return rung
    return RUNGS[-1]


def _is_held(answer: dict[str, Any]) -> bool:
    return set(answer) == {"district_count", "remark"} and isinstance(answer["district_count"], int) and isinstance(answer["remark"], str)


def _measure_length(chat: Chat, profile: Profile, seconds: float, cancel: Cancel | None) -> Profile:
    """Whether a question as long as a full draft's arrives whole: some endpoints cut it without a word."""
    text = "\n".join(f"第{number}条：{_PASSAGE[:36]}" for number in range(_LINES))
    question = Question("你是助手。", f"{text}\n只回答一个字：好。", longest=5)
    try:
        reply = _ask(chat, question, profile, seconds, cancel)
    except ContextTooLongError as error:
        return replace(profile, context=_number_in(error.raw), notes=(*profile.notes, f"装不下 {len(question.user)} 字的材料"))
    except EndpointTimeoutError:
        return replace(profile, notes=(*profile.notes, f"{len(question.user)} 字的材料在 {seconds:.0f} 秒内没有答复"))
    expected = (profile.tokens_per_character or 0) * len(question.user)
    if reply.counted and reply.input_tokens < expected * _CUT:
        note = f"{len(question.user)} 字的材料只收到 {reply.input_tokens} 个 token，其余被悄悄截去"
        return replace(profile, cut_at=reply.input_tokens, notes=(*profile.notes, note))
    return profile


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
    stream = chat.stream(question, profile, seconds=seconds, cancel=cancel)
    while True:
        try:
            next(stream)
        except StopIteration as end:
            reply: Reply = end.value
            return reply
