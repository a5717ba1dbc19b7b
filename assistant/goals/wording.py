"""Chinese text as it really stands in goal tables: full-width forms, spread-out characters, numbering."""

import re
import unicodedata

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CJK = HAN + "\u3000-\u303f\uff00-\uffef“”‘’（）【】《》—…"

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[ \t\r\n\u00a0\u2000-\u200a\u3000]+")
_SPACE_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}])[ \t\u00a0\u3000]+(?=[{_CJK}])")

NUMBERING = re.compile(
    r"""^\s*(?:
        目标\s*[一二三四五六七八九十\d]+\s*[:：.、．]?      # 目标一：
      | [(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]        # (一)
      | [一二三四五六七八九十]{1,3}\s*[、.．:：]             # 一、
      | 第[一二三四五六七八九十]+[、,，:：]                  # 第一，
      | \d{1,2}\s*[、．:：]                                 # 1、
      | \d{1,2}\s*\.(?!\d)                                  # 1. but not 1.5
      | [①-⑳]
    )\s*""",
    re.VERBOSE,
)


def squeeze(text: str) -> str:
    """Text as a reader sees it: no invisible characters, runs of blanks as one, none between Chinese characters.

    Characters themselves are never changed (full-width stays full-width), so that wording survives.
    """
    text = _INVISIBLE.sub("", text)
    text = _SPACES.sub(" ", text).strip()
    return _SPACE_BETWEEN_CJK.sub("", text)


def fold(text: str) -> str:
    """A key for comparing wordings: NFKC, lower case, without any blank, quote or bracket difference."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower()
    text = re.sub(r"\s+", "", text)
    return text.translate(_QUOTES)


_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "－": "-", "—": "-", "–": "-"})


def strip_numbering(text: str) -> str:
    """`text` without the numbers in front of it, also doubled ones (`1.1.目标` → `目标`)."""
    text = re.sub(r"^\s*\d{1,2}(?:\.\d{1,2})+\s*[.、．]\s*", "", text)
    previous = None
    while previous != text:
        previous, text = text, NUMBERING.sub("", text, count=1)
    return text.strip()


def has_han(text: str) -> bool:
    """Whether any Chinese character stands in `text`."""
    return re.search(f"[{HAN}]", text) is not None
