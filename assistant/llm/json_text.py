"""Objects in what a model writes: alone, in a code block, among prose, behind its thoughts, or not yet at an end."""

import json
import re
from contextlib import suppress
from typing import Any

from pydantic_core import from_json

_THOUGHTS = re.compile(r"\A(?:.*</think(?:ing)?>|\s*<think(?:ing)?>.*)", re.DOTALL)
"""Up to the end mark, since some templates of models write no mark at the beginning; all of it where there is no end."""
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(strict=False)
_MOST_STARTS = 20
"""Opening braces that are tried in prose."""


def without_thoughts(text: str) -> str:
    """`text` without the thoughts that some models write in front of their answer."""
    return _THOUGHTS.sub("", text)


def find_object(text: str) -> dict[str, Any] | None:
    """The largest JSON object in `text`; None where there is none."""
    text = without_thoughts(text)
    found, at = [], 0
    for _ in range(_MOST_STARTS):
        at = text.find("{", at)
        if at < 0:
            break
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        found.append((end - at, value))
        at = end
    return max(found, key=lambda entry: entry[0])[1] if found else None


def is_whole(text: str) -> bool:
    """Whether the object that `text` begins also ends in it."""
    try:
        _DECODER.raw_decode(text, max(0, text.find("{")))
    except (ValueError, RecursionError):
        return False
    return "{" in text


def begun_object(text: str) -> dict[str, Any] | None:
    """The object that `text` begins, as far as it is written; None where none has begun."""
    text = without_thoughts(text)
    at = text.find("{")
    if at < 0:
        return None
    end = len(text)
    with suppress(ValueError, RecursionError):
        _, end = _DECODER.raw_decode(text, at)  # what stands behind it, as the end of a code block, is not of it
    try:
        value = from_json(text[at:end], allow_partial=True)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def complete_entries(text: str, name: str) -> list[Any]:
    """The entries of the list `name` of the object that `text` begins, as far as they are closed."""
    text = without_thoughts(text)
    begun = re.search(rf'"{re.escape(name)}"\s*:\s*\[', text)
    entries, at = [], begun.end() if begun else len(text)
    while between := _BETWEEN.match(text, at):
        try:
            value, at = _DECODER.raw_decode(text, between.end())
        except (ValueError, RecursionError):
            break
        if at == len(text) and not isinstance(value, dict | list | str):
            break  # of a number more may come
        entries.append(value)
    return entries
