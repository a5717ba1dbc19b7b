"""What an endpoint's list of models (`GET /models`) tells of one of them. Many endpoints have no such list; nothing depends on it."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.llm.chat import Address

PATIENCE = 10.0
"""Seconds for the list, of which a check can do without."""
_LARGEST = 8 << 20
"""Bytes of a list; that of a marketplace of models has some hundred kilobytes."""
_IN_FORCE = ("n_ctx", "max_model_len", "loaded_context_length", "context_length", "context_window", "max_input_tokens")
"""What may really be sent: llama.cpp, vLLM and SGLang, LM Studio, Kimi and OpenRouter, Groq, LiteLLM."""
_AT_MOST = ("max_context_length", "n_ctx_train")
"""What the model could take in, on a server that may be set to less: LM Studio, older llama.cpp."""


@dataclass(frozen=True)
class Listing:
    """What the list tells.

    Attributes:
        listed: whether the model stands in it; None where there is no list.
        context: tokens that the model takes in, question and answer together.
        at_most: whether `context` is what the model could take in, on a server that may be set to less.
        names: the models in it, as the endpoint orders them.
    """

    listed: bool | None = None
    context: int | None = None
    at_most: bool = False
    names: tuple[str, ...] = ()


def look_up(address: Address) -> Listing:
    """What the endpoint lists of the model of `address`; an empty listing for whatever goes wrong."""
    import httpx2
    import openai

    try:
        content = json.loads(asyncio.run(_fetch(address)))
    except (openai.OpenAIError, httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError, RecursionError):
        return Listing()
    entries = content.get("data") if isinstance(content, dict) else content  # some list them without anything around
    if not isinstance(entries, list):
        return Listing()
    return _listing([entry for entry in entries if isinstance(entry, dict)], address.model)


async def _fetch(address: Address) -> bytes:
    from openai import AsyncOpenAI

    from assistant.llm.wire import NO_KEY, OPENAI

    whole = bytearray()
    async with asyncio.timeout(PATIENCE):  # of all together: the limits of a client start anew with every byte
        client = AsyncOpenAI(base_url=address.base_url or OPENAI, api_key=address.key or NO_KEY, max_retries=0)
        async with client, client.models.with_streaming_response.list() as response:
            async for piece in response.iter_bytes():
                whole += piece
                if len(whole) > _LARGEST:
                    raise ValueError("a list of models without end")
    return bytes(whole)


def _listing(entries: list[dict[str, Any]], model: str) -> Listing:
    names = tuple(entry["id"] for entry in entries if isinstance(entry.get("id"), str))
    entry = next((entry for entry in entries if model.casefold() in _names_of(entry)), None)
    if entry is None:
        return Listing(listed=False if names else None, names=names)
    for at_most, fields in ((False, _IN_FORCE), (True, _AT_MOST)):
        context = _size(entry, fields)
        if context:
            return Listing(True, context, at_most, names)
    return Listing(True, names=names)


def _names_of(entry: Mapping[str, Any]) -> set[str]:
    """All names under which a model may be asked for: Ollama adds `:latest` to one without a tag, Gemini puts `models/` in front."""
    aliases = entry.get("aliases")
    named = [entry.get("id"), *(aliases if isinstance(aliases, list) else [])]
    names = {name.casefold() for name in named if isinstance(name, str)}
    return names | {name.removesuffix(":latest") for name in names} | {name.removeprefix("models/") for name in names}


def _size(entry: Mapping[str, Any], fields: tuple[str, ...]) -> int | None:
    """The first of `fields` that is a count, of the entry itself or of its `meta` (llama.cpp)."""
    meta = entry.get("meta")
    for part in (entry, meta if isinstance(meta, dict) else {}):
        for field in fields:
            value = part.get(field)
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                return value
    return None
