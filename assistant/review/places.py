"""Places, papers and bodies that belong to somebody else: what copying leaves behind."""

import re
from collections.abc import Iterator

from assistant.goals.wording import HAN, fold
from assistant.library.places import Place
from assistant.review.finding import Finding
from assistant.review.rules import RULES
from assistant.review.subject import Subject

_NO_PLACE = re.compile(
    "(?:[东南西北中]{0,2}(?:路|街(?!道)|大道)|大学|学院|师范|银行|精神|会议|时间|冬奥|奥运|合作组织|证券|事变|战役|起义|解放)"
)
"""Behind a place these make the name of something else."""
_CLAUSE = re.compile("[,，。；;]")
_ELSEWHERE = re.compile("赴|前往|对口|支援|援[藏疆青建]|协作|考察|交流|参展|参赛|来自|邀请|输送|劳务|转移就业|沿线|结对|招商|推介")
"""Where a clause speaks of going elsewhere, another place is in order."""
_NUMBER = re.compile(rf"[{HAN}]{{0,8}}[〔\[(【]\s*((?:19|20)\d{{2}})\s*[〕\])】]\s*第?(\d{{1,5}})号")
INSTITUTIONS = (
    "基金会(?![计议])|(?<![扩加重最])大学(?![生习术校员者时]|科(?!技|学))|学院|研究院|研究所(?![需得用涉有])|事务所(?![需涉有])"
    "|出版社(?!会)|电视台(?!账)"
)
"""Kinds of bodies, where the characters around them do not make another word of them: 大学生 is none, nor is 加大学习."""
_BODY = re.compile(rf"([{HAN}]{{2,14}}?)(有限责任公司|股份有限公司|有限公司|{INSTITUTIONS})")
"""A body with its name."""
_PUBLIC = ("大学", "学院", "研究院", "研究所", "电视台")
"""Bodies that are also spoken of without a name."""
_LEAD = re.compile(
    ".*(?:通过|做好|完成|开展|举办|组织|支持|推进|推动|加强|保障|确保|实施|更新|购置|采购|建设|升级|改造|维护|新建|打造|创办|开设|提升"
    "|改善|帮助|服务|覆盖|委托|邀请|聘请|联合|联系|依托|协同|对接|前往|[由与和及对向为在到赴从经将使让按等的前后])"
)
"""What stands before a name in a sentence."""
_CALLED = re.compile("(?:委托|邀请|聘请|联合|依托|协同|对接|前往|[由与和赴到在])$")
"""Words behind which a body is named."""
_ANY_NAME = re.compile("[省市县区州镇乡旗盟本我各全该级所]*")
_ANY_BODY = re.compile(
    "第三方|专业|社会|相关|各类?|有关|高等|职业|委托|老年|开放|省内|市级|本地|普通|科研|法律服务|律师|会计师|会计|合作|承办|社区|家长|部分|广播|当地|地方|县级|区级|省级|知名|有限"
)


def check_places(subject: Subject) -> Iterator[Finding]:
    """A place that the unit has nothing to do with was copied from another table. A city's unit may name the counties of the city."""
    table, own = subject.table, own_words(subject)
    if not table.unit and not table.department and subject.own_text is None:
        return
    home = subject.data.places.find(own)
    local = not home or any(subject.data.places.find_lesser(own))
    for row, field, text in subject.texts():
        seen: set[str] = set()
        for place in subject.data.places.find(text):
            if place.name not in seen and not _at_home(place, home, own, text):
                seen.add(place.name)
                yield from _foreign(subject, place, home, text, row, field)
        for lesser in dict.fromkeys(subject.data.places.find_lesser(text)) if local else ():
            if lesser not in own:
                message = f"{subject.where(row, field)}里的「{lesser}」像是外地地名，申报材料中没有出现，请核对。"
                yield RULES["PLACE-02"].finding(message, row=row, field=field)


def own_words(subject: Subject) -> str:
    """All that is surely the unit's own: name, unit, department, purpose, and what the person gave."""
    table = subject.table
    return "\n".join(text for text in (table.name, table.unit, table.department, table.purpose, subject.own_text) if text)


def _at_home(place: Place, home: list[Place], own: str, text: str) -> bool:
    """Whether a place is the unit's own, above it, below it, or no place at all."""
    if text[place.start : place.end] in own or _NO_PLACE.match(text, place.end):
        return True
    names = {own_place.name for own_place in home}
    above = {province for own_place in home for province in own_place.provinces}
    if place.name in names | above:
        return True
    if len(place.provinces) > 1:
        return bool(above & set(place.provinces))
    province = place.provinces[0]
    return province in names and not any(own_place.name != province and province in own_place.provinces for own_place in home)


def _foreign(subject: Subject, place: Place, home: list[Place], text: str, row: int | None, field: str) -> Iterator[Finding]:
    """An error where it is known where the unit is, or what the person gave. A clause that speaks of going elsewhere may name a place."""
    clause = _CLAUSE.split(text[: place.start])[-1] + _CLAUSE.split(text[place.start :])[0]
    elsewhere = _ELSEWHERE.search(clause) is not None
    if elsewhere and subject.own_text is None:
        return
    sure = not elsewhere and (home or subject.own_text is not None)
    said = f"{subject.where(row, field)}里的「{text[place.start : place.end]}」"
    message = f"{said}不是本单位所在地，申报材料中也没有出现，请改为本地名称或删去。"
    yield RULES["PLACE-01" if sure else "PLACE-02"].finding(message, row=row, field=field)


def check_sources(subject: Subject) -> Iterator[Finding]:
    """A drafted table names no paper and no body that the person did not give."""
    if subject.own_text is None:
        return
    own = fold(own_words(subject))
    papers = {match.groups() for match in _NUMBER.finditer(own)}
    for row, field, text in subject.texts():
        folded = fold(text)
        for paper in _NUMBER.finditer(folded):
            if paper.groups() not in papers:
                message = f"文号「{paper.group()}」在申报材料中没有出现，请核实后补充材料或删去。"
                yield RULES["SOURCE-01"].finding(message, row=row, field=field)
        for body in _BODY.finditer(folded):
            if _is_foreign_body(subject, body[1], body[2], own):
                message = f"机构名称「{body.group()}」在申报材料中没有出现，请核实后补充材料或删去。"
                yield RULES["SOURCE-02"].finding(message, row=row, field=field)


def _is_foreign_body(subject: Subject, before: str, kind: str, own: str) -> bool:
    """Whether a body has a name of its own that the person did not give.

    A university or a television station is also spoken of without one: there the name must hold a place or follow 委托, 邀请 and the
    like, and only the place counts where the person spoke of such a body without a name too.
    """
    name = _LEAD.sub("", before)
    if len(name) < 2 or _ANY_NAME.fullmatch(name) or _ANY_BODY.search(name[-4:]) or before[-2:] + kind in own:
        return False
    if kind not in _PUBLIC or subject.data.places.find(name):
        return True
    unnamed = re.search(rf"(?:^|[^{HAN}]|[省市县区州镇乡旗盟本我各该级]|{_LEAD.pattern}){kind}", own)
    return unnamed is None and _CALLED.search(before.removesuffix(name)) is not None
