"""Layout inside a text goes, wording stays: HTML tags, Markdown emphasis, line breaks, spread-out characters."""

import html
import re
from functools import lru_cache

from assistant.goals.wording import squeeze

_TAGS = "p|br|li|ol|ul|div|span|b|strong|i|em|u|s|font|table|tbody|thead|tr|td|th|col|colgroup|sup|sub|a|h[1-6]|img|o:p"
# Nothing below goes over a stretch of text more than a few times, whatever it is made of: files come from anywhere.
_BREAK = re.compile(r"<\s*+(?:br\s*+/?+|/\s*+(?:p|li|div|tr|h[1-6]))\s*+>|[\r\n\v\f\u2028]+", re.IGNORECASE)
_TAG = re.compile(rf"<\s*+/?+\s*+(?:{_TAGS})(?:\s[^<>]*+)?+/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*(?=\S)((?:[^*\n]|\*(?!\*))++)(?<=\S)\*\*")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")
_ENTITY = re.compile(r"&(?:nbsp|lt|gt|amp|quot|apos|ldquo|rdquo|ge|le|times|mdash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_REMEMBERED = 64
"""Characters. Labels and names come again and again; longer texts come once, and are not kept beyond the file they stand in."""


def plain_lines(text: str) -> list[str]:
    """The lines of a cell or paragraph without markup; blanks inside a line are kept as one, for they may part name and value."""
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _EMPHASIS.sub(r"\1", _ENTITY.sub(lambda entity: html.unescape(entity.group()), text))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return [line for line in lines if squeeze(line)]


def part_at_colon(text: str) -> tuple[str, str, str]:
    """What stands before the first colon, the colon, and what stands behind it; all of `text` and nothing where it has none."""
    match = re.search("[:：]", text)
    return (text[: match.start()], match.group(), text[match.end() :].strip()) if match else (text, "", "")


def join_lines(lines: list[str]) -> str:
    """Lines as one text; line breaks between Chinese characters are layout, others stand for a blank."""
    return squeeze(" ".join(lines))


def plain(text: str) -> str:
    """A cell or paragraph as one line of wording."""
    return _remembered(text) if len(text) <= _REMEMBERED else _plain(text)


def _plain(text: str) -> str:
    return join_lines(plain_lines(text))


_remembered = lru_cache(maxsize=4096)(_plain)


def plain_block(text: str) -> str:
    """A cell as wording that keeps its paragraphs, one per line."""
    return "\n".join(squeeze(line) for line in plain_lines(text))
