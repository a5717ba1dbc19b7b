"""The sentences of a plan, with what they stand under, and whether they speak of what is planned or of what is and was."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.goals.wording import squeeze, strip_numbering
from assistant.reading.markup import plain_block

_LONGEST_HEADING = 30
_TOP = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,3}[章节部]|\d{1,2}(?:[、.．]|\s+)(?![\d.]))")
_NUMBERED = re.compile(rf"{_TOP.pattern}|^\s*(?:[（(][一二三四五六七八九十\d]{{1,3}}[）)]|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\s*|[①-⑳])")
_BACKGROUND = re.compile(
    "背景|现状|基本情况|概况|概述|简介|依据|必要性|可行性|意义|由来|回顾|上一?年|去年|以往|前期|成效|成绩|总结|存在.{0,4}问题|工作基础|实施基础"
)
_PLANNED_SECTION = re.compile(
    "目标|任务|内容|措施|安排|预算|测算|计划|进度|步骤|效益|绩效|标准|要求|考核|产出|需求|资金|经费|重点|工期|时间"
)
_ORGANISING = re.compile("组织(?:领导|管理|保障|机构)|保障措施|领导小组|机构设置|工作机制|责任分工")
_BACK = re.compile(
    r"已(?!建|有|纳入)|上一?年度?(?!.{0,6}(?:提高|下降|增长|降低|减少))|去年(?!.{0,6}(?:提高|下降|增长|降低|减少))|往年|以往|历年|近年来|截至|目前|现有|据统计|共有|人口(?!健康|素质)"
)
_AHEAD = re.compile(r"^(?:并)?(?:拟|将|计划|预计|预期|今年|本年|年内|明年|本项目(?:拟|将|计划))|(?<=[,，])(?:拟|计划|预计)")
_YEAR = re.compile(r"(?<![较比与同〔\[(（\d-])(20\d\d)年")
_SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;]?")
_CLAUSES = re.compile(r"[^,，]+[,，]?")
_LISTING = re.compile(r"(?:主要)?(?:包括|包含)[:：]?|(?<=用于|如下|其中)[:：]")
_SCOPE = re.compile(r"(?:^|(?<=[,，年]))全[省市县区州镇乡村院校](?=计划|拟|将|完成|开展|新[建增]|举办|组织|实施)")
_EACH = re.compile(r"^每(?!月|周|季|年|日|天|半)")
_NO_OBJECT = re.compile("内容|目标|任务|预算|经费|资金|安排|要求|措施|标准|测算|步骤|阶段|进度|构成|明细|用途")
_LEANING = re.compile(r"^(?:其中|每|共计?|合计|人均|户均|亩均|累计)")


@dataclass(frozen=True)
class Passage:
    """A piece of a sentence in which all is planned, or nothing is.

    Attributes:
        sentence: the whole sentence as it stands, for people.
        text: the piece.
        lead: the run-in heading it stands under (日常巡查), or empty.
        likely: whether it speaks of what is planned for the year.
        organising: whether it stands where a plan says who does the work; people and things counted there are means, not ends.
    """

    sentence: str
    text: str
    lead: str
    likely: bool
    organising: bool = False


@dataclass(frozen=True)
class _Section:
    planned: bool = True
    organising: bool = False
    lead: str = ""


def passages_of(lines: Sequence[str], year: int) -> Iterator[Passage]:
    """The passages of a text, paragraph by paragraph; `year` is the one that is budgeted."""
    section = _Section()
    for line in lines:
        text = squeeze(plain_block(line).replace("\n", ""))
        heading, body = _part_heading(text)
        if heading:
            section = _enter(section, heading, top=_TOP.match(text) is not None or not _NUMBERED.match(text), year=year)
        before = ""
        for sentence in _SENTENCE.findall(body):
            stated = f"{before}，{sentence}" if before and _LEANING.match(sentence) else sentence
            yield from _pieces(stated, sentence, section, year)
            before = sentence.rstrip("。；;！!？? ")


def _part_heading(text: str) -> tuple[str, str]:
    """(heading, what follows): a short line without an end, or the words in front of a numbered paragraph's first stop."""
    bare = strip_numbering(_NUMBERED.sub("", text, count=1))
    if len(text) <= _LONGEST_HEADING and not re.search(r"[。；;，,：:]", bare.rstrip("：:")) and not re.search(r"\d", _YEAR.sub("", bare)):
        return bare.rstrip("：:"), ""
    if _NUMBERED.match(text):
        head, stop, rest = re.split(r"([。：:])", bare, maxsplit=1) if re.search("[。：:]", bare) else (bare, "", "")
        if stop and rest and len(head) <= _LONGEST_HEADING and not re.search(r"\d", re.sub(r"[（(].*?[）)]", "", head)):
            return re.sub(r"[（(].*?[）)]", "", head), rest
    return "", bare


def _enter(section: _Section, heading: str, *, top: bool, year: int) -> _Section:
    years = [int(found) for found in _YEAR.findall(heading)]
    past = bool(years) and max(years) < year
    if past or (_BACKGROUND.search(heading) and year not in years):
        return _Section(False, False, heading)
    organising = _ORGANISING.search(heading) is not None
    if top or organising or _PLANNED_SECTION.search(heading):
        return _Section(True if top or section.planned else section.planned, organising or (section.organising and not top), heading)
    return _Section(section.planned, section.organising, heading)


def _pieces(stated: str, sentence: str, section: _Section, year: int) -> Iterator[Passage]:
    """The clauses of a sentence, joined as long as they speak of the same time."""
    pieces: list[tuple[bool, str]] = []
    now = section.planned
    for clause in _CLAUSES.findall(stated):
        now = _time_of(clause, now, year)
        if pieces and pieces[-1][0] == now:
            pieces[-1] = (now, pieces[-1][1] + clause)
        else:
            pieces.append((now, clause))
    for planned, text in pieces:
        yield Passage(sentence.strip(), _stated(text, section.lead), section.lead, planned, section.organising)


def _time_of(clause: str, now: bool, year: int) -> bool:
    """Whether a clause speaks of what is planned; one that does not say goes on as the one before."""
    clause = unicodedata.normalize("NFKC", clause)
    said = [int(found) for found in _YEAR.findall(clause)]
    if re.search(r"[“\"]?十[二三四五]五|20\d\d年?[-—~至]+20\d\d年", clause) and year not in said:
        return False
    if said:
        return max(said) == year
    if _BACK.search(clause):
        return False
    return True if _AHEAD.search(clause) else now


def _stated(text: str, lead: str) -> str:
    """A piece as it can be read for itself: lists as lists, and a price with what its heading says it is of (推介会：每场8万元)."""
    text = _SCOPE.sub("", _LISTING.sub("，", text.replace("上一年", "上年"))).strip("，, ")
    named = _EACH.match(text) and 2 <= len(lead) <= 12 and not _NO_OBJECT.search(lead)
    return f"{lead}{text}" if named else text
