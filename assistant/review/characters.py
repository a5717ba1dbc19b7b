"""Characters that simplified text has only by mistake."""

from functools import lru_cache

from assistant.goals.wording import has_han
from assistant.library.wording import Wording

_BIG5_COMMON = 0xC67E


def odd_characters(text: str, wording: Wording) -> list[int]:
    """Places of common traditional characters, which simplified text has only by mistake."""
    if _is_simplified(text):
        return []
    return [at for at, character in enumerate(text) if _is_traditional(character) and character not in wording.uncommon]


def _is_simplified(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=4096)
def _is_traditional(character: str) -> bool:
    if _is_simplified(character) or not has_han(character):
        return False
    try:
        return int.from_bytes(character.encode("big5"), "big") <= _BIG5_COMMON
    except UnicodeEncodeError:
        return False
