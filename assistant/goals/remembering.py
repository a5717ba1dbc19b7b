"""Functions of texts that remember what they made of short ones: the same names and values are looked at over and over."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R", bound=Hashable | tuple[object, ...])

MOST, LONGEST = 16_384, 300
"""Texts that are remembered, and characters that one may have: some megabytes in all, whatever a document holds."""


def remembered(function: Callable[Concatenate[str, _P], _R]) -> Callable[Concatenate[str, _P], _R]:
    """`function`, which depends on nothing but its arguments and gives what nobody changes, remembering short texts."""
    known: Callable[..., _R] = lru_cache(maxsize=MOST)(function)

    @wraps(function)
    def look_up(text: str, /, *arguments: _P.args, **named: _P.kwargs) -> _R:
        return known(text, *arguments, **named) if len(text) <= LONGEST else function(text, *arguments, **named)

    return look_up
