"""Bytes of a text file to text, in the encodings that Chinese offices use."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_SAMPLE = 20_000
_COMMON_SHARE = 0.6
_TEXT_PER_FAULT = 50
"""Characters that must stand beside one that is damaged, for the whole to be taken for text all the same."""
UNREADABLE = "\ufffd"
"""Stands where bytes make no character."""


def decode_text(data: bytes) -> str | None:
    """The text of `data` (UTF-8, UTF-16 or GB18030, with or without a byte order mark), or None where it is no text.

    Where a few bytes are damaged, `UNREADABLE` stands in their place.
    """
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)][:1] or _guesses(data)
    for errors in ("strict", "replace"):
        for encoding in encodings:
            text = _decode(data, encoding, errors)
            if text is not None:
                return text
    return None


def without_control(text: str) -> str:
    """`text` without characters that no text has, and no XML may hold."""
    return _CONTROL.sub("", text)


def _decode(data: bytes, encoding: str, errors: str) -> str | None:
    try:
        text = data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None
    if errors == "replace" and text.count(UNREADABLE) * _TEXT_PER_FAULT > len(text):
        return None
    text = text.rstrip("\x00")  # padding
    clean = without_control(text)
    return clean.removeprefix("\ufeff") if len(text) - len(clean) <= len(text) // 1000 else None


def _guesses(data: bytes) -> list[str]:
    """UTF-16 without a mark shows in the zero bytes of its line ends and digits: at odd places where it is little-endian.

    Where it holds next to none of these, it shows in that its characters are common ones.
    """
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if odd > 4 * even and odd > 2:
        return ["utf-16-le"]
    if even > 4 * odd and even > 2:
        return ["utf-16-be"]
    if len(data) % 2 or _decode(data, "utf-8", "strict") is not None:
        return ["utf-8", "gb18030"]
    least = max(_COMMON_SHARE, _commonness(data, "gb18030"))
    wide = [encoding for encoding in ("utf-16-le", "utf-16-be") if _commonness(data, encoding) > least]
    return wide or ["utf-8", "gb18030"]


def _commonness(data: bytes, encoding: str) -> float:
    """The share of characters that everyday Chinese text is made of, of those that `data` would be in an encoding."""
    text = data[:_SAMPLE].decode(encoding, "replace")
    return sum(_is_common(char) for char in text) / len(text) if text else 0.0


def _is_common(char: str) -> bool:
    if char.isascii():
        return char.isprintable() or char in "\t\r\n"
    try:
        return len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False
