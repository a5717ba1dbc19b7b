"""Chinese text as it really stands in goal tables: full-width forms, spread-out characters, numbering."""

import re
import unicodedata

from assistant.goals.dates import YEAR
from assistant.goals.remembering import remembered

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CJK = HAN + "\u3000-\u303f\uff00-\uffef“”‘’（）【】《》—…"

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[ \t\r\n\u00a0\u2000-\u200a\u3000]+")
_SPACE_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}])[ \t\u00a0\u3000]+(?=[{_CJK}])")

_COUNT = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
"""A number up to 99 in Chinese; 三八 and 五一 are festivals."""
_AMOUNT = "[一二三四五六七八九十百千万亿个项场次人名户份篇条件台套批期天年月元致体批律些同]"
"""What makes a number behind 目标 an amount or a word of its own."""

NUMBERING = re.compile(
    rf"""^\s*(?:
        目标\s*(?:{_COUNT}|\d{{1,2}})(?:\s*[:：.、．]|\s+|$|(?=[{HAN}])(?!{_AMOUNT}))   # 目标一：, 目标1开展 but not 目标一致, 目标10个
      | [(（]\s*(?:{_COUNT}|\d{{1,3}})\s*[)）]              # (一)
      | {_COUNT}\s*[、.．:：]                               # 一、 but not 三八、六一
      | 第{_COUNT}[、,，:：]                                # 第一，
      | \d{{1,2}}\s*、                                      # 1、
      | \d{{1,2}}\s*[.．:：](?:(?!\d)|(?={YEAR}年))          # 1. and 1.2023年 but not 1.5
      | [①-⑳]
    )\s*""",
    re.VERBOSE,
)


@remembered
def squeeze(text: str) -> str:
    """Text as a reader sees it: no invisible characters, runs of blanks as one, none between Chinese characters.

    Characters themselves are never changed (full-width stays full-width), so that wording survives.
    """
    text = _INVISIBLE.sub("", text)
    text = _SPACES.sub(" ", text).strip()
    return _SPACE_BETWEEN_CJK.sub("", text)


@remembered
def fold(text: str) -> str:
    """A key for comparing wordings: NFKC, lower case, without any blank, quote or bracket difference."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower()
    text = re.sub(r"\s+", "", text)
    return text.translate(_QUOTES)


_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "－": "-", "—": "-", "–": "-"})


def pairs_in(text: str) -> list[str]:
    """Pairs of neighbouring characters, in order."""
    return [text[i : i + 2] for i in range(len(text) - 1)]


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
