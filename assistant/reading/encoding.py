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


def decode_text(data: bytes) -> str | None:
    """The text of `data` (UTF-8, UTF-16 or GB18030, with or without a byte order mark), or None where it is no text."""
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)] or _guesses(data)
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) <= len(text) // 1000:
            return _CONTROL.sub("", text).removeprefix("\ufeff")
    return None


def _guesses(data: bytes) -> list[str]:
    """UTF-16 without a mark shows in the zero bytes of its line ends and digits: at odd places where it is little-endian."""
    even, odd = data[0:20_000:2].count(0), data[1:20_000:2].count(0)
    if odd > 4 * even and odd > 2:
        return ["utf-16-le"]
    if even > 4 * odd and even > 2:
        return ["utf-16-be"]
    return ["utf-8", "gb18030"]
