"""Slips of the pen: pinyin inside a word, doubled words, unpaired quotes, confused characters, names of policies."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.goals.remembering import remembered
from assistant.goals.wording import HAN, fold, has_han
from assistant.library.wording import Confusion, Wording
from assistant.review.characters import odd_characters
from assistant.review.doubling import Doubling, doubled_characters, doubled_words
from assistant.review.finding import Finding
from assistant.review.pairing import Unpaired, unpaired
from assistant.review.pinyin import SYLLABLES, reading
from assistant.review.policies import Misnamed, misnamed
from assistant.review.rules import RULES
from assistant.review.subject import Subject

_LATIN = re.compile(rf"(?<=[{HAN}])([a-z]{{2,6}})(?=[{HAN}])")
_TONED = re.compile(rf"(?<=[{HAN}])[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*(?=[{HAN}])")
_STRAY = re.compile(r"^\s*[\])}】）》」』〕、，。；：,;:·•*#_|\\/=+~!！?？]+\s*|\s*[、，；：,;:#_|\\=+~\[({【（《「『〔]+\s*$")
_STRAY_IN_FRONT = re.compile(r"^\s*[\])}】）》」』〕、，。；：,;:]+\s*")
_TWICE_NUMBERED = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2})+\s*[.、．]|[(（]?([一二三四五六七八九十\d]{1,3})[)）、.．]\s*[(（]?\1[)）、.．](?!\d))\s*"
)
_NUMBER_LEFT = re.compile(r"(?<=[。；;，])\s*[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]?\s*[.、．]\s*$")
_MARKS = re.compile(r"([，、；：])[，、；：。]+(?=.)|(?<!。)。。(?!。)|。[，、；]")
_TWO_ANDS = re.compile(
    rf"(?<![总温共饱缓随祥中调义泰仁永柔附人呼谐协])和[{HAN}]{{2}}和(?![平谐睦好解约气美善田县顺静硕政龙缓谈会议面畅暖衷声煦])"
)
_LOST_ITEM = re.compile(
    rf"(?:实施|开展|推进|完成|购买|承接)[{HAN}]{{2,6}}(?<![项科题数条栏节细曲剧名篇纲书要头面眉盲注瞩醒耳侧账税品价类子夺双])目(?=[，。；、]|$)"
)
_LOST_WORD = re.compile("(?<=[率度数量次])(?:达到?|为)$")
_CODE = re.compile(r"[\dA-Za-z\-—_.()（）|/\\\s]*\d[\dA-Za-z\-—_.()（）|/\\\s]*")
_PARTS = {"value": "的指标值", "description": "的描述"}
_PAIRS = (("(", ")"), ("（", "）"), ("[", "]"), ("【", "】"), ("《", "》"))
_SHORTEST_NAME = 4
_MOST_TRADITIONAL = 2
"""A text with more characters outside the usual set is written in traditional characters."""
_LONGEST_BRACKET = 24


@dataclass(frozen=True)
class _Place:
    """A text of the table and where it stands."""

    row: int | None
    field: str
    title: str
    text: str


def _places(subject: Subject) -> Iterator[_Place]:
    table = subject.table
    yield _Place(None, "name", "项目名称", table.name)
    if table.purpose:
        yield _Place(None, "purpose", "资金用途", table.purpose)
    for row, field, text in subject.texts():
        yield _Place(row, field, subject.where(row, field) + _PARTS.get(field, ""), text)
    for at, indicator in enumerate(table.indicators):  # a copied description keeps the slip when the name is mended
        if indicator.description and fold(indicator.description) == fold(indicator.level3):
            yield _Place(at, "description", subject.where(at, "description") + _PARTS["description"], indicator.description)
    for at, task in enumerate(table.tasks):
        for part in ("name", "content", "expected"):
            text = getattr(task, part)
            if text:
                yield _Place(None, f"tasks.{at}.{part}", subject.where(None, f"tasks.{at}.{part}"), text)


def _tell(rule: str, place: _Place, what: str, fix: str | None) -> Finding:
    """One finding for all slips of a rule in a text, so that its fix leaves none."""
    where = place.title if place.row is None or place.field != "level3" else f"指标名称{place.title}"
    return RULES[rule].finding(f"{where}{what}。", row=place.row, field=place.field, fix=fix if fix and fix.strip() else None)


def check_slips(subject: Subject) -> Iterator[Finding]:
    """Pinyin, doubled words and characters, unpaired quotes, confused words, leftover numbering."""
    wording = subject.data.wording
    places = list(_places(subject))
    for place in places:
        about = place.text if place.row is None else place.text + subject.rows[place.row].name
        near = frozenset(word for word in _near(wording) if word in about)
        for slip in _slips(place.text, near, place.field, wording):
            yield _tell(slip.rule, place, slip.what, slip.fix)
    yield from _check_pairs(places)
    yield from _check_project_name(subject)


@dataclass(frozen=True)
class _Slip:
    """What a text has by itself, wherever it stands: the rule, what is wrong in words, and the text without it."""

    rule: str
    what: str
    fix: str | None


@remembered
def _slips(text: str, near: frozenset[str], field: str, wording: Wording) -> tuple[_Slip, ...]:
    """All slips of a text; `near` are the words near which alone some writings are wrong, as far as it or its indicator's name has them."""
    return (
        *_check_pinyin(text, wording),
        *_check_doubled(text, wording),
        *_check_confused(text, near, wording),
        *_check_left_over(text, field),
        *_check_numbering(text, field),
    )


def _check_pinyin(text: str, wording: Wording) -> Iterator[_Slip]:
    found = [match for match in _LATIN.finditer(text) if match[1] in SYLLABLES and match[1] not in wording.latin]
    found = sorted([*found, *_TONED.finditer(text)], key=lambda match: match.start())
    if not found or "拼音" in text:
        return
    repeats = all(match.group() in (reading(text[match.start() - 1]), reading(text[match.end()])) for match in found)
    fix = _replace(text, ((match.start(), match.end(), "") for match in found)) if repeats else None
    shown = "、".join(f"「{text[match.start() - 1 : match.end() + 1]}」" for match in found)
    yield _Slip("TEXT-01", f"里的{shown}夹有拼音，请{f'删去「{found[0].group()}」' if repeats and len(found) == 1 else '改正'}", fix)


def _check_doubled(text: str, wording: Wording) -> Iterator[_Slip]:
    words = doubled_words(text, wording)
    sure = [word for word in words if word.sure]
    if sure:
        yield _Slip("TEXT-02", f"里{_shown(sure)}重复，请改为{_meant(sure)}", _mended(text, sure))
    doubts = [word for word in words if not word.sure] + doubled_characters(text, wording)
    if doubts:
        yield _Slip("TEXT-06", f"里的{_shown(doubts)}可能多打了字，请核对", _mended(text, doubts))
    marks = list(_MARKS.finditer(text))
    if marks:
        fix = _replace(text, ((mark.start(), mark.end(), mark.group()[0]) for mark in marks))
        yield _Slip("TEXT-06", f"里的标点「{marks[0].group()}」重复，请只留一个", None if doubts else fix)


def _shown(doublings: list[Doubling]) -> str:
    return "、".join(f"「{one.text}」" for one in doublings)


def _meant(doublings: list[Doubling]) -> str:
    return "、".join(f"「{one.instead}」" for one in doublings)


def _mended(text: str, doublings: Iterable[Doubling]) -> str:
    return _replace(text, ((one.start, one.end, one.instead) for one in doublings))


def _replace(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _check_confused(text: str, near: frozenset[str], wording: Wording) -> Iterator[_Slip]:
    found = [one for one in _confused(text, wording) if not one[1].near or near.intersection(one[1].near)]
    if found:
        fix = _replace(text, ((match.start(), match.end(), entry.right) for match, entry in found))
        told = "、".join(dict.fromkeys(f"「{entry.wrong}」应为「{entry.right}」" for _, entry in found))
        yield _Slip("TEXT-04", f"有错别字：{told}，请改正", fix)
    known = {at for match, _ in found for at in range(*match.span())}
    odd = [at for at in odd_characters(text, wording) if at not in known]
    if 0 < len(odd) <= _MOST_TRADITIONAL:
        shown = "、".join(f"「{text[max(at - 1, 0) : at + 2]}」" for at in odd)
        yield _Slip("TEXT-04", f"里的{shown}含有不规范的字，可能是录入或识别错误，请改正", None)


def _check_left_over(text: str, field: str) -> Iterator[_Slip]:
    """What editing leaves behind: 实施反家暴目, 能力和服务和群众, a name that goes on into its value (创建率达)."""
    lost = _LOST_ITEM.search(text)
    if lost:
        fix = text[: lost.end() - 1] + "项目" + text[lost.end() :]
        yield _Slip("TEXT-04", f"里的「{lost.group()}」漏了字，请改为「{lost.group()[:-1]}项目」", fix)
    twice = _TWO_ANDS.search(text)
    if twice:
        shown = text[max(twice.start() - 2, 0) : twice.end() + 2]
        yield _Slip("TEXT-06", f"里的「{shown}」连用两个「和」，可能多打了一个，请核对", None)
    tail = _LOST_WORD.search(text) if field == "level3" else None
    if tail:
        yield _Slip("TEXT-06", f"末尾多了「{tail.group()}」，请删去", text[: tail.start()])


def _confused(text: str, wording: Wording) -> Iterator[tuple[re.Match[str], Confusion]]:
    pattern, entries = _confusions(wording)
    for match in pattern.finditer(text):
        entry = entries[match.group()]
        before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
        if not (before and before in entry.not_after) and not (after and after in entry.not_before):
            yield match, entry


@lru_cache(maxsize=4)
def _confusions(wording: Wording) -> tuple[re.Pattern[str], dict[str, Confusion]]:
    entries = {entry.wrong: entry for entry in wording.confusions}
    return re.compile("|".join(re.escape(word) for word in sorted(entries, key=len, reverse=True))), entries


@lru_cache(maxsize=4)
def _near(wording: Wording) -> frozenset[str]:
    return frozenset(word for entry in wording.confusions for word in entry.near)


def _check_numbering(text: str, field: str) -> Iterator[_Slip]:
    if field in ("name", "value"):
        return
    stray = _STRAY if field == "level3" else _STRAY_IN_FRONT
    for pattern in (_TWICE_NUMBERED, _NUMBER_LEFT, stray):
        match = pattern.search(text)
        if match is None or (pattern is stray and _is_paired(match, text)):
            continue
        rest = text[: match.start()] + text[match.end() :]
        if has_han(rest):
            yield _Slip("TEXT-05", f"里的「{match.group().strip()}」像是残留的编号或符号，请删去", rest.strip())
            return


def _is_paired(match: re.Match[str], text: str) -> bool:
    """Whether what looks stray at an end closes or opens something inside."""
    return any(left in text and right in text for left, right in _PAIRS if left in match.group() or right in match.group())


def _check_pairs(places: list[_Place]) -> Iterator[Finding]:
    """Unpaired quotes and brackets; a bracket that opens in one goal may close in the next, or be cut off with the end of a long text."""
    found = [(place, unpaired(place.text)) for place in places]
    none: tuple[_Place | None, tuple[Unpaired, ...]] = (None, ())
    for (place, faults), before, after in zip(found, [none, *found], [*found[1:], none], strict=False):
        beside = [other for neighbour, others in (before, after) if neighbour and _are_goals(neighbour, place) for other in others]
        left = [fault for fault in faults if not _carried(fault, beside) and not _cut_off(fault, place)]
        if place.field in ("name", "level3") and left and _STRAY.search(place.text) and not left[0].fix:
            continue  # told as a stray character
        if left:
            told = "；".join(f"「{fault.shown}」{fault.wrong}" for fault in left)
            yield _tell("TEXT-03", place, f"的标点不成对：{told}，请补齐或改正", left[0].fix if len(left) == 1 else None)


def _are_goals(*places: _Place) -> bool:
    return all(place.field.startswith("goals") for place in places)


def _carried(fault: Unpaired, beside: list[Unpaired]) -> bool:
    """Whether the other half stands in the goal before or behind."""
    return any(other.family == fault.family != "" and other.opens != fault.opens for other in beside)


def _cut_off(fault: Unpaired, place: _Place) -> bool:
    """Whether an opening bracket stands well before the end of a running text that stops within the sentence."""
    rest = place.text[fault.start :]
    running = place.field not in ("name", "level3", "value") and len(rest) > _LONGEST_BRACKET
    return running and fault.opens and not re.search("[。；;！]", rest)


def _check_project_name(subject: Subject) -> Iterator[Finding]:
    """A name with a stray character in front, or a code in place of a name."""
    place = _Place(None, "name", "项目名称", subject.table.name)
    if _CODE.fullmatch(place.text):
        yield _tell("TABLE-04", place, f"「{place.text}」像是编码，请写项目的名称", None)
        return
    stray = _STRAY.search(place.text)
    if stray is None or _is_paired(stray, place.text):
        return
    rest = _STRAY.sub("", place.text)
    good = len(rest) >= _SHORTEST_NAME and has_han(rest)
    doing = f"请改为「{rest}」" if good else "请改正"
    yield _tell("TABLE-04", place, f"「{place.text}」带有多余的符号「{stray.group().strip()}」，{doing}", rest if good else None)


def check_policies(subject: Subject) -> Iterator[Finding]:
    """Names and years of national policies and laws."""
    for place in _places(subject):
        found = misnamed(place.text, subject.data.wording)
        for rule in ("POLICY-01", "POLICY-02"):
            faults = [fault for fault in found if fault.rule == rule]
            if faults:
                yield _tell_policy(rule, place, faults)


def _tell_policy(rule: str, place: _Place, faults: list[Misnamed]) -> Finding:
    told = "；".join(dict.fromkeys(f"「{fault.text}」{fault.said}" for fault in faults))
    changes = [(fault.start, fault.end, fault.instead) for fault in faults if fault.instead is not None]
    fix = _replace(place.text, changes) if len(changes) == len(faults) else None
    kind = "政策文件名称不准确" if rule == "POLICY-01" else "政策文件年份不准确"
    return _tell(rule, place, f"里的{kind}：{told}，请核对", fix)
