"""What went wrong at an endpoint, under its own name and in one Chinese sentence with a way out."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.errors import (
    BlankAnswerError,
    ContextTooLongError,
    CutOffError,
    EndpointTimeoutError,
    FilteredError,
    ModelError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    ServerFailedError,
    UnknownModelError,
    UnreachableError,
    UnsupportedRequestError,
    WrongKeyError,
)
from assistant.llm.json_text import is_whole, without_thoughts
from assistant.llm.question import Part, Reply

_LONG = re.compile(
    r"context[_ ](?:length|size|window)|maximum (?:context|input|prompt)|too (?:long|many tokens)|exceed\w* .{0,40}(?:context|token|length)"
    r"|n_ctx|input length|max_model_len|超[过出].{0,12}(?:长度|上下文|token)|长度超",
    re.IGNORECASE,
)
_FILTER = re.compile(
    r"content[_ ]?filter|data_inspection|inappropriate|sensitive|risk[_ ]control|moderation|敏感|违规|风险|不安全", re.IGNORECASE
)
_NO_MODEL = re.compile(
    r"model_not_found|model\b[^,{}]{0,60}(?:not (?:found|exist)|decommissioned)|(?:invalid|unknown|no such|not a valid|not found the) model"
    r"|模型[^，。]{0,20}(?:不存在|未找到|无效)",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"insufficient[_ ](?:quota|balance|funds|credit)|quota|\bbalance|arrear|billing|欠费|余额|额度", re.IGNORECASE)
_PER_TIME = re.compile(r"per[ -]?min|\b[rt]pm\b|\brate|throttl|too many requests|频率|限流|并发", re.IGNORECASE)
_PARTS: tuple[tuple[str, Part], ...] = (("stream_options", "stream_options"), ("temperature", "temperature"), ("max_tokens", "max_tokens"))
_KEYS = re.compile(r"(?i)\b(?:sk|ak|key|pk)[-_][\w\-*.]{6,}|(?<=bearer )\S+")
_MASKED = re.compile(r"([\w-]*)(?:\*{2,}|•{2,}|\.{3,}|…+)([\w-]*)")
_TOLD = 8
"""Characters of a key from its beginning by which it is known."""


def scrub(text: str, key: str | None) -> str:
    """`text` without the key, in full or as an endpoint quotes it back in part: `ab***yz`, `***yz` or its beginning."""

    def hide(match: re.Match[str]) -> str:
        before, after = match.groups()
        ours = bool(key) and str(key).startswith(before) and str(key).endswith(after) and before + after
        return "〔密钥〕" if ours else match.group()

    if key and len(key) > 3:
        text = text.replace(key, "〔密钥〕")
        text = _MASKED.sub(hide, text)
        if len(key) >= 2 * _TOLD:
            text = re.sub(re.escape(key[:_TOLD]) + r"[\w\-*.]*", "〔密钥〕", text)
    return _KEYS.sub("〔密钥〕", text)


def failure_of(error: Exception, where: str, model: str, key: str | None) -> ModelError | None:
    """The failure behind an exception of the openai package or of its transport; None for what is no failure of an endpoint."""
    import httpx2
    import openai

    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException | TimeoutError):
        return EndpointTimeoutError(f"模型端点 {where} 没有在规定时间内答复，请稍后再试，或调大环境变量 ASSISTANT_MODEL_SECONDS。")
    if isinstance(error, openai.APIStatusError):
        return _of_status(error.status_code, scrub(_words_of(error), key), where, model, error.response.headers)
    if isinstance(error, openai.APIConnectionError | httpx2.TransportError):
        said = scrub(" ".join(dict.fromkeys(str(cause) for cause in _causes(error))), key)
        if _broke_off(error):
            return ServerFailedError(f"模型端点 {where} 的答复中途断开，请稍后再试。", said)
        return UnreachableError(f"连不上模型端点 {where}，请检查设置页的网址（环境变量 OPENAI_BASE_URL）和网络，确认服务已启动。", said)
    if isinstance(error, openai.APIError):  # said in the middle of a stream
        said = scrub(_words_of(error), key)
        return _of_status(_status_in(error.body, said), said, where, model, {})
    if isinstance(error, ValueError) and not isinstance(error, UnicodeEncodeError):  # no JSON where JSON was promised
        return UnknownModelError(
            f"{where} 的答复不是模型接口的数据，请检查设置页的网址（环境变量 OPENAI_BASE_URL，一般以 /v1 结尾）。", str(error)[:500]
        )
    return None


def failure_told(status: int | None, body: object, where: str, model: str, key: str | None) -> ModelError:
    """The failure that an answer tells of which is kept in a file, with its status where that was kept too."""
    said = scrub(str(body), key)[:2000]
    return _of_status(status or _status_in(body, said), said, where, model, {})


def _broke_off(error: Exception) -> bool:
    import httpx2

    return any(isinstance(cause, httpx2.RemoteProtocolError | httpx2.ReadError | httpx2.WriteError) for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and those behind it; each package on the way wraps it once more."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _words_of(error: Any) -> str:
    body = getattr(error, "body", None)
    return f"{getattr(error, 'message', '')} {body if body else ''}"[:2000]


def _status_in(body: object, said: str) -> int:
    """The status that fits an error in the middle of a stream, whose own was 200."""
    code = str(body.get("code") or body.get("status")) if isinstance(body, dict) else ""
    if re.fullmatch(r"[45]\d\d", code):
        return int(code)
    if _PER_TIME.search(said):
        return 429
    return 400 if any(known.search(said) for known in (_LONG, _FILTER, _NO_MODEL, _QUOTA)) else 500


def _of_status(status: int, said: str, where: str, model: str, headers: Any) -> ModelError:
    """The failure that a status and the words with it mean; the words win, since endpoints use 400 for nearly everything."""
    wait = retry_after_of(headers)
    if status == 402 or (status in (400, 403, 429) and wait is None and _QUOTA.search(said) and not _PER_TIME.search(said)):
        return QuotaError(f"模型端点 {where} 的账户额度已用完，请充值或更换密钥。", said)
    if status == 401 or (status == 403 and not _FILTER.search(said)):
        return WrongKeyError(
            f"模型端点 {where} 不接受密钥，请检查设置页的密钥（环境变量 OPENAI_API_KEY），以及它能否使用模型「{model}」。", said
        )
    if status == 429:
        when = f" {wait:.0f} 秒后" if wait and wait >= 1 else "稍后"
        return RateLimitedError(f"模型端点 {where} 限制了请求频率，请{when}再试。", said, wait)
    if status == 404 or _NO_MODEL.search(said):
        return UnknownModelError(
            f"模型端点 {where} 没有模型「{model}」，请检查设置页的模型名称和网址（环境变量 ASSISTANT_MODEL 和 OPENAI_BASE_URL，"
            "网址一般以 /v1 结尾）。",
            said,
        )
    if status >= 500 or status in (408, 409, 425):
        return ServerFailedError(f"模型端点 {where} 出错（{status}），请稍后再试。", said, wait)
    return _of_request(status, said, where, model)


def _of_request(status: int, said: str, where: str, model: str) -> ModelError:
    """The failure of a request that this endpoint does not take as it is."""
    part = next((part for word, part in _PARTS if word in said), None)
    if part:
        return UnsupportedRequestError(f"模型端点 {where} 不支持参数 {part}（{status}）。", said, part)
    if status == 413 or _LONG.search(said):
        return ContextTooLongError(f"材料超过模型「{model}」能接收的长度，请精简用途说明，或换上下文更长的模型。", said)
    if _FILTER.search(said):
        return FilteredError(f"模型端点 {where} 的内容过滤拦下了请求，请修改用途说明，或使用 --offline。", said)
    return UnsupportedRequestError(f"模型端点 {where} 不支持这种请求（{status}）。", said)


def retry_after_of(headers: Any) -> float | None:
    """Seconds that an endpoint asks to wait, from `Retry-After` as a number or a date, or from `retry-after-ms`."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    text = str(headers.get("retry-after-ms") or "")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text) / 1000
    text = str(headers.get("retry-after") or "")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    try:
        wait = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds() if text else None
    except (ValueError, TypeError):
        return None
    return None if wait is None else max(wait, 0.0)


_REFUSALS = re.compile(
    r"^\W*(?:很?抱歉|对不起|我(?:无法|不能)|作为(?:一个|一名)?(?:AI|人工智能)|sorry|i(?:'m| am) sorry|i can(?:'|no)t)", re.IGNORECASE
)


_ENDINGS = {
    "max_tokens": "length",
    "model_length": "length",  # Mistral
    "model_context_window_exceeded": "length",  # GLM
    "sensitive": "content_filter",  # GLM
    "network_error": "error",  # GLM
    "insufficient_system_resource": "error",  # DeepSeek
}
"""Names of their own that endpoints have for the ways in which an answer ends."""


def text_of(reply: Reply) -> str:
    """The text of an answer, without the thoughts before it.

    Raises:
        BlankAnswerError, CutOffError, RefusedError, FilteredError: it is none, each with the raw answer.
        ServerFailedError: the endpoint gave up in the middle.
    """
    text, ending = without_thoughts(reply.text).strip(), _ENDINGS.get(reply.finish or "", reply.finish)
    if reply.refusal or ("{" not in text and _REFUSALS.match(text)):
        raise RefusedError("模型拒绝回答，请修改项目名称或用途说明，或换一个模型。", reply.refusal or text)
    if ending == "content_filter":
        raise FilteredError("模型端点的内容过滤拦下了答复，请修改用途说明，或换一个模型。", text)
    if ending == "error":
        raise ServerFailedError("模型端点在答复中途出错，请稍后再试。", text)
    if not text and "{" in reply.reasoning:
        text = reply.reasoning.strip()
    if _is_cut(text, ending):
        _check_begun(text, reply)
        raise CutOffError("模型的答复在中途被截断，请缩短用途说明，或换一个模型。", text)
    if not text:
        raise BlankAnswerError("模型的答复是空的，请重试，或换一个模型。", reply.reasoning)
    return text


def _is_cut(text: str, ending: str | None) -> bool:
    """Whether an answer ends in the middle; where the endpoint does not say why it ended, an object must have been begun."""
    return not is_whole(text) and (ending == "length" or (ending is None and text.startswith("{")))


def _check_begun(text: str, reply: Reply) -> None:
    """There is something that can be continued."""
    if text.strip("{[ \t\r\n"):
        return
    if reply.reasoning.strip() or reply.text.strip(" \t\r\n{["):
        raise BlankAnswerError("模型把答复的长度都用在了思考上，请关闭它的思考模式，或换一个模型。", reply.reasoning or reply.text)
    raise BlankAnswerError("模型只写了空白，请重试，或换一个模型。", reply.text)
