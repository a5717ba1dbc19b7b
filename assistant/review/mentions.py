"""Numbers in goal texts, with what they are said of: 公益活动不少于26次 is 26 次 of 公益活动."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.goals.money import SCALES
from assistant.goals.remembering import remembered
from assistant.goals.wording import HAN, fold
from assistant.review.naming import object_of

_UNIT = (
    "人次|场次|平方米|平方公里|立方米|公里|千米|公顷|个(?!月|工作日|小时|百分点)|年(?![度底末初前内来起均龄月])"
    "|[%次场期人名位户份篇条件宗起例家处所座套台册亩项吨米元块株棵盏根支辆眼只]"
)
_NUMBER = re.compile(
    rf"(?<![\d.第])(?!20\d\d年)(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<scale>[万亿])?[余多]?(?P<unit>{_UNIT})(?:\(次\))?(?:[及或]?以[上下内]|之内|左右)?"
)
_SENTENCE = re.compile(r"[。;!?\n]")
_CLAUSE = re.compile(r",(?!\d{3}(?!\d))|[:、]|(?<!\d)\.|\.(?!\d)")
_SOFT = re.compile(r"[\"'()《》]")
_LEAD = re.compile(r"(?:不少于|不低于|不超过|不高于|不小于|达到?|超过|至少|大于|等于|控制|约|≥|>=|=|共计?|总计|累计|[在为均应将要到])+$")
_VERB = re.compile(
    ".*(提供|开展|举办|召开|组织|完成|创建|建设|建成|新建|建立|发布|发放|印制|印发|制作|购买|购置|采购|实施|评选|命名|参加|通过"
    "|确保|保证|实现|力争|使(?!用))"
)
_JOINT = re.compile(r".*(?:(?<!普)以?及(?!时)|(?<![平同高中初])等(?![级候])|和(?![谐睦平])|(?<!参)与)")
_TELLING = 3
"""So many characters the end of a list must have to name an object: 等活动 says nothing, 等公益活动 does."""
_SHARE = re.compile(r"每[个名次场户期人季月周家村镇所]|各(?![类种项界级])|人均|平均|分别|其中")
_CHANGE = re.compile(r"较|比(?=上|去|往|20)|同比|环比|提高|提升|增长|增加|下降|降低|减少")
_PARTICLES = re.compile(r"的|[\"'()《》]")
_UNIT_END = r"(?:\(次\))?(?:[及或]?以[上下内]|之内|左右)?"
_FOLLOWER = re.compile(
    rf"[余多]?(?:{_UNIT}|[{HAN}]{{1,3}}?){_UNIT_END}[、,](?:不少于|不低于|不超过|超过|少于|至少|至多)?"
    rf"(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<scale>[万亿])?[余多]?(?P<unit>{_UNIT}|[{HAN}]{{1,3}}?){_UNIT_END}(?=[、,。;!?]|$)"
)
_NAME = 20
"""Longer texts behind a number are no name."""


@dataclass(frozen=True)
class Mention:
    """A number that a goal names.

    Attributes:
        objects: the readings of what it counts; for a percentage, of the rate's name.
        words: the number with what stands around it, to quote.
        span: where its digits and 万 or 亿 stand in the folded text.
    """

    objects: frozenset[str]
    number: Decimal
    unit: str
    words: str
    span: tuple[int, int] = field(default=(0, 0), compare=False)


@remembered
def find_mentions(text: str) -> tuple[Mention, ...]:
    """The numbers of a goal, without those said of each part (每个村5场) and those of a change (较上年提高5%)."""
    found = list[Mention]()
    for begin, sentence in _parts(_SENTENCE, fold(text)):
        for at, clause in _parts(_CLAUSE, sentence):
            if speaks_of_each(clause):
                break
            found += _in_clause(clause, begin + at)
    return tuple(found)


def speaks_of_each(text: str) -> bool:
    """Whether the numbers of a folded text, and those behind it, are said of each part: 每个村5场."""
    return _SHARE.search(text) is not None


def _parts(mark: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """What stands between marks, each with its place."""
    start = 0
    for match in mark.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def _in_clause(clause: str, at: int) -> Iterator[Mention]:
    found = list(_NUMBER.finditer(clause))
    ends = [*(match.start() for match in found), len(clause)][1:]
    start = 0
    for match, end in zip(found, ends, strict=True):
        before, after = clause[start : match.start()], clause[match.end() : end]
        start = match.end()
        percent = match["unit"] == "%"
        objects = _rates(before) if percent else _objects(_SOFT.sub("", before), _SOFT.sub("", after))
        if objects and not (percent and _CHANGE.search(clause)):
            number = Decimal(match["number"].replace(",", "")) * SCALES[match["scale"] or ""]
            span = at + match.start("number"), at + max(match.end("number"), match.end("scale"))
            yield Mention(frozenset(objects), number, match["unit"], f"{before}{match.group()}{after}"[-40:], span)


def _rates(before: str) -> set[str]:
    name = _LEAD.sub("", before)
    done = _VERB.sub("", name)
    return {_PARTICLES.sub("", reading) for reading in (name, done, _JOINT.sub("", done)) if len(reading) >= _TELLING}


def _objects(before: str, after: str) -> set[str]:
    """What stands before the number, or, where that is but a verb, what stands behind it, with and without the verb."""
    lead = _LEAD.sub("", before)
    noun, verb = _VERB.sub("", lead), _VERB.match(lead)
    if noun and not after:
        last = object_of(_JOINT.sub("", noun))
        return {object_of(lead), object_of(noun), last if len(last) >= _TELLING else ""} - {""}
    if not after:
        return {object_of(lead), object_of(verb[1])} if verb else set()
    return {object_of(after), object_of(noun + after)} - {""} if len(after) <= _NAME else set()


def next_of_same(folded: str, mention: Mention) -> Mention | None:
    """The number that follows a mention in a folded text and is said of the same thing: 200人次 of 培训不少于3期、200人次."""
    found = _FOLLOWER.match(folded, mention.span[1])
    if found is None or "%" in (mention.unit, found["unit"]):
        return None
    number = Decimal(found["number"].replace(",", "")) * SCALES[found["scale"] or ""]
    span = found.start("number"), max(found.end("number"), found.end("scale"))
    words = re.split("[、,]", found.group(), maxsplit=1)[1]
    return Mention(mention.objects, number, found["unit"], words, span)
