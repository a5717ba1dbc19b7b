"""JSON schemas of answers, in the subset that strict modes take: every property required, none beside them, no bounds."""

from collections.abc import Iterable
from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}


def one_of(texts: Iterable[str]) -> Schema:
    """One of these texts."""
    return {"type": "string", "enum": list(texts)}


def a_list(entry: Schema) -> Schema:
    """Entries of one kind."""
    return {"type": "array", "items": entry}


def an_object(**properties: Schema) -> Schema:
    """An object with exactly these properties, in this order."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
