"""Objects in what a model writes: alone, in a code block, among prose, behind its thoughts, or not yet at an end."""

import json
import re
from typing import Any

from pydantic_core import from_json

_THOUGHTS = re.compile(r"^\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_MOST_STARTS = 20
"""Opening braces that are tried in prose."""


def without_thoughts(text: str) -> str:
    """`text` without the thoughts that some models write in front of their answer."""
    return _THOUGHTS.sub("", text)


def find_object(text: str) -> dict[str, Any] | None:
    """The largest JSON object in `text`; None where there is none."""
    text = without_thoughts(text)
    decoder, found, at = json.JSONDecoder(strict=False), [], 0
    for _ in range(_MOST_STARTS):
        at = text.find("{", at)
        if at < 0:
            break
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        found.append((end - at, value))
        at = end
    return max(found, key=lambda entry: entry[0])[1] if found else None


def begun_object(text: str) -> dict[str, Any] | None:
    """The object that `text` begins, as far as it is written; None where none has begun."""
    text = without_thoughts(text)
    at = text.find("{")
    if at < 0:
        return None
    try:
        value = from_json(text[at:], allow_partial=True)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def complete_entries(text: str, name: str) -> list[Any]:
    """The entries of the list `name` of the object that `text` begins, as far as they are closed."""
    closed = text[: text.rfind("}") + 1]
    entries = (begun_object(closed) or {}).get(name)
    return entries if isinstance(entries, list) else []
