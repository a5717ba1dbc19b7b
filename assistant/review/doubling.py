"""Words and characters written twice."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.goals.wording import HAN, has_han
from assistant.library.wording import Wording

_LONGEST = 4
_DOUBLED_WORD = re.compile(rf"([{HAN}]{{2,{_LONGEST}}}?)\1(?!\1)")
_DOUBLED = re.compile(rf"([{HAN}])\1(?!\1)")
_BREAK = '，。、；：,.;:（）()《》“”"！？!?·…—-'
_PARTICLES = "的了和及与或等是将把被让"
_LEADING = _PARTICLES.replace("等", "")
"""Particles behind which a word begins; 等 may begin one itself: 等级 分级 分类."""
_COUNTING = re.compile("[率数]|次数|人数|数量|时间|时限|情况")
_NUMERALS = re.compile("[零〇一二三四五六七八九十百千万亿两几]+")
_PLACE = tuple("市县区州省镇乡村街盟旗")
_AFTER_DOUBLED = re.compile(
    rf"$|[{re.escape(_BREAK)}\s]|[率的和与及]|完成(?![本果年效长员品])|工作(?![品业风用])|时间(?![隔接歇断])|活动(?![物力员态机])|任务(?![工实必农])"
    "|项目(?![标的录前])|度(?!过)|情况|数量(?!化)|次数|按时|覆盖|合格(?![局式])"
)
"""What a word does not begin with: behind it the second of two equal characters can only be one too many."""
_JOINED = {
    "度": "年制角程力进速温湿浓深密长高宽精强亮幅限季月热广信效厚难尺额维态风法国纬经适过频梯坡跨",
    "率": "效利汇功概频税赔费曲直机倍胜斜速比",
    "的": "目标有别似端",
    "和": "共温缓调中饱柔祥附维协随亲谐泰平联总",
    "与": "参给送授赠",
    "及": "以涉普不遍提危顾触波谈惠",
}
"""Characters that make a word with what stands behind them after all: 收费 费率, 项目 目的."""


@dataclass(frozen=True)
class Doubling:
    """One repetition: what stands there, what it should be, whether it is surely a slip."""

    text: str
    start: int
    end: int
    instead: str
    sure: bool


def doubled_words(text: str, wording: Wording) -> list[Doubling]:
    """Words of two to four characters that stand twice, each directly behind itself, and are not known to do so rightly."""
    found = []
    for match in _DOUBLED_WORD.finditer(text):
        word, before, after = match[1], text[: match.start()], text[match.end() :]
        sure = None if _is_idiom(word, wording) else _is_slip(word, before, after, wording)
        if sure is not None:
            found.append(Doubling(match.group(), match.start(), match.end(), word, sure))
    return found


def _is_idiom(word: str, wording: Wording) -> bool:
    one = len(set(word)) == 1
    counted = word[0] in "一逐每" and len(word) == len("一个")
    parts = word[0] in _PARTICLES or word[-1] in _PARTICLES
    return one or counted or parts or word in wording.repeated or _NUMERALS.fullmatch(word) is not None


def _is_slip(word: str, before: str, after: str, wording: Wording) -> bool | None:
    """True: surely; False: perhaps; None: not, or who knows.

    Two words may meet here, the second beginning a longer one (监测 监测点), or no word may stand here at all (监 测预 测预 警).
    """
    if after.startswith(_PLACE) or (word[-1] in _PLACE and len(word) > len("县城")):
        return None
    closed = not after or after[0] in _BREAK + _PARTICLES or not has_han(after[0]) or _COUNTING.match(after) is not None
    if word in wording.verbs and after[:1] not in {"", *_BREAK}:
        return None
    opened = not before or before[-1] in _BREAK + _LEADING or not has_han(before[-1])
    if opened or (closed and not after.startswith(("数据", "数字"))) or len(word) > len("意见"):
        return word not in wording.heads or (opened and closed) or len(word) > len("意见")
    return None


def doubled_characters(text: str, wording: Wording) -> list[Doubling]:
    """Characters typed twice: behind a word where none can begin with them, or at the beginning of a verb."""
    found = []
    for match in _DOUBLED.finditer(text):
        character, start, end = match[1], match.start(), match.end()
        if _is_opening(text, start, end, wording) or _is_ending(text, start, end, wording):
            shown = text[max(start - 1, 0) : end + 1] if start else text[start : end + 1]
            found.append(Doubling(shown, start, end, character, sure=False))
    return found


def _is_opening(text: str, start: int, end: int, wording: Wording) -> bool:
    """开开展 at the beginning of a clause."""
    return (start == 0 or text[start - 1] in _BREAK + "的和与及") and _openings(wording).match(text, end - 1) is not None


def _is_ending(text: str, start: int, end: int, wording: Wording) -> bool:
    """大赛赛完成, 命名名工作."""
    character = text[start]
    before = text[start - 1 : start]
    if character in wording.doubled or character in _PARTICLES or not has_han(before) or text.startswith(("(", "（"), end):
        return False
    if end + 1 < len(text) and text[end + 1] == text[end]:  # 踏踏实实
        return False
    if (start > 1 and before == text[start - 2]) or text[start - 1 : end] in wording.inside:
        return False
    return _AFTER_DOUBLED.match(text, end) is not None and character not in _JOINED.get(text[end : end + 1], "")


@lru_cache(maxsize=4)
def _openings(wording: Wording) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, wording.openings)))
