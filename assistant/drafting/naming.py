"""What an amount in running text is the amount of, as the name of an indicator; no name rather than a fragment of the sentence."""

import re
from typing import NamedTuple

from assistant.drafting.amounts import SIZE
from assistant.drafting.measures import CONTENT_VERBS, LIGHT_VERBS, PEOPLE_UNITS, count_name, has_verb, is_light, strip_light_verbs

_VERBS = "|".join(sorted({*LIGHT_VERBS, *CONTENT_VERBS}, key=len, reverse=True))
_PLANNING = re.compile(
    r"^(?:20\d\d年度?|全年|今年|本年度?|年内|本项目|该项目|拟|计划|预计|将|其中|另外?|共计|共(?=$|有)|累计|并|同时|主要|用于|以及|力争|对(?!口|接|外|标|照))+"
)
_OWNER = re.compile(rf"^[\u4e00-\u9fff]{{2,14}}(?=20\d\d年度?(?:计划|拟|将|预计|全年|继续|共|{_VERBS}))")
"""Who does it, in front of the year in which it is done."""
_YEARLY = re.compile(rf"^年(?=(?:{_VERBS})[\u4e00-\u9fff])")
_STAYING = "线校岗职建册园库编押读籍院站管学矫教戒役营栏途保"
"""What stands behind 在 where it says whose they are and not where it is done: 在校学生, 在押人员."""
_LOCATIVE = re.compile(rf"^(?:在|对|为|向|于|按(?![时期质需])照?|围绕|针对|依托|面向|通过)(?!口|接|外|标|照|民|农).{{1,16}}?(?={_VERBS})")
_OPEN = re.compile(r"(?:等|的|内|按|按照|对全[省市县区]|在全[省市县区]|覆盖|涉及)$")
_TRAILING = re.compile(r"(?:达到?|约|近|共计?|总计|合计|各|为|有|至少|不少于|不低于|不超过|控制在|以|保持在?)+$")
_AGES = re.compile(r"\d+(?:[-~至到]\d+)?周?岁(?:及?以上|以下)?的?")
_AGES_ALONE = re.compile(rf"{_AGES.pattern}(?![\u4e00-\u9fff]{{2}})|(?<=岁|上|下)的")
"""Ages of nobody, and what binds those of somebody to them: 65岁以上的老年人."""
_THING = re.compile(rf"^(?:的|免费|统一|集中)?(?:{_AGES.pattern})?([\u4e00-\u9fff“”A-Za-z]+)")
_DOING = "新建|改建|修缮|购置|采购|印制|发放|印发|制作|聘用|招聘|惠及|覆盖|带动|培育|打造|走访|受理|接待|评选|改造|整治|安装|种植"
_ENDING = rf"每|按|共|并|和|及|与|在|于|参加|参与|接受|享受|以上|以下|左右|\d|(?<!^)(?:{_DOING})"
_STOP = re.compile(rf"{_ENDING}|进行|(?<=^.)开展|(?<=^..)开展")
_STOP_OF_SERVED = re.compile(_ENDING)
"""What is done to those for whom it is done belongs to them: 对40家企业开展抽检."""
_INNER_VERB = re.compile(r"(?<=.)(?:开展|提供|举办|组织|实施|完成|进行|发放(?!率))(?=.{2})")
_NEXT_DEED = re.compile(rf"(?<=.{{2}})(?:{_VERBS})(?=.{{2}})")
_GIVEN_TO = re.compile(r"(?:为|给|向|对)(?!口|接|外|标|照)$")
_BAD = re.compile(
    rf"[\d()（）/*,:：%]|、$|^(?:计划|拟|对(?!口|接|外|标|照)|在(?![{_STAYING}])|于|按(?![时期质需])|等(?!级)|后(?![勤备期续])|内(?![河涝镜科部陆])|的|至|到(?!位|课|会|岗)"
    r"|(?:月(?!嫂)|日(?![常间均托照])|年(?![均检审报]|.{2,8}(?:(?<!数)量|里程)$))(?!.{2,8}率$)|且|或|由|从(?!业))|(?:由|从|较|比|至|到|及|和|在|于|按|对|为)$"
)
LONGEST = 16
LONGEST_BEHIND = 12
"""Of an object that stands behind its amount, since more of the sentence may follow it."""
SPECIFIED = re.compile(
    rf"^{_AGES.pattern}|{SIZE}|\d+(?:\.\d+)?(?:[A-Za-z]{{1,3}}|兆)(?![A-Za-z\d])|(?<![A-Za-z])[A-Za-z]{{1,3}}\d{{1,4}}(?![\dA-Za-z])"
)
"""Figures that say what kind of thing it is and count nothing: 65岁以上老年人, 100M专线, 4K摄像机, DN300管道, 64排CT."""
_AREA = re.compile(
    "[我全本]?(?:辖区|城区|市区|县城|镇区|园区|片区|库区|街区|校区|主城区|中心城区|建成区|城乡|农村|乡村|境内|辖区范围|[省市县区镇乡村]域)(?:范围)?内?各?"
)
"""Where it is done; what is counted stands behind the number: 辖区86座公厕, but 社区86个."""


def is_name(text: str) -> bool:
    """Whether `text` can stand as a name: no fragment, no digits, of a length that fits a cell."""
    return 2 <= len(text) <= LONGEST and not _BAD.search(SPECIFIED.sub("某", text))


_SHORT_DEEDS = (
    ("购置", re.compile("^[购买](?![置买房物票销机进])(?=.{2})")),
    ("建设", re.compile("^建(?![设成立档筑议材制党国言])(?=.{2})")),
    ("印制", re.compile("^印(?![制刷发染度章鉴花])(?=.{2})")),
    ("租赁", re.compile("^租(?![赁金户用房借])(?=.{2})")),
    ("聘用", re.compile("^聘(?![请用任书期])(?=.{2})")),
)
"""Deeds that speech shortens; they stand in full behind what they are done to: 购扫描仪 → 扫描仪购置."""
_GIVEN_WHOM = re.compile(rf"^(?:为|给|向|对)((?!口|接|外|标|照|民)(?:{_AGES.pattern})?[\u4e00-\u9fff]{{2,8}})$")
_DEED_ALONE = re.compile(
    "(?:抽测|抽查|抽检|抽样|调查|体检|审计|评估|复查|复核|督查|督导|核查|验收|测评|检查|检测|监测|走访|巡查|巡诊|排查|会诊|义诊)$"
)
_BODIES = {"所", "家", "个", "户", "座", "处", "栋", "间", "支"}
"""Measures of what such work is done to where it stands behind the number: 体质健康抽测48所学校."""
_FUELLED = re.compile("(?:保障)?(.+(?:车|船|艇|机))(?:油料|燃油|燃料|用油|油费)$")
_VEHICLE_UNITS = {"台", "辆", "艘", "架", "部"}
"""What is fuelled, where fuel is counted by it: 8台急救车油料."""
_HANDED_TO = re.compile("^发放(.*(?:老人|儿童|人员|对象|学生|家庭|居民|村民|农户|职工|军人|孤儿))$")
"""To whom something is handed out; nobody hands them out."""
_FOR = re.compile("^为(?=农[村民户业]|[^民农].{3})")
"""In front of whom it is done for, where no list has the verb: 为农村妇女免费检查."""
_TOWARDS = re.compile(
    rf"^(?:(?:对|为|给|向|由|从|以)(?!口|接|外|标|照|民|农|业)|在(?![{_STAYING}])|[我全本]?[省市县区镇乡村](?:城|域|内)*$)"
)
_DATES = re.compile(
    r"^(?:20\d\d年度?)?(?:\d{1,2}月(?:\d{1,2}[日号])?(?:至|到|-|~)?)*(?:(?<=[\d年度月日号])(?:份|期间|底|上旬|中旬|下旬|前))?"
)


_WHOLE_LENGTH = re.compile("^(?:全|总)?长度?$")
"""How long that is which was spoken of before: 新建道路1条，全长12公里."""


def object_before(text: str) -> str:
    """The object that stands in front of an amount, with the verb that belongs to it; empty where none does."""
    text = _TRAILING.sub("", text.strip("、,;:。 "))
    if _AGES.fullmatch(text):
        return text.rstrip("的")
    if _OPEN.search(text) or _WHOLE_LENGTH.match(text):
        return ""
    text = strip_light_verbs(_LOCATIVE.sub("", _begin(_AGES_ALONE.sub("", text))))
    if _TOWARDS.search(text):
        return ""
    return "" if is_light(text) else text


def phrase_before(text: str) -> str:
    """What is done, with its verb, for a goal sentence: 2027年计划开展法治宣传 → 开展法治宣传."""
    text = _TRAILING.sub("", text.strip("、,;:。 "))
    return _LOCATIVE.sub("", _begin(text))


def _begin(text: str) -> str:
    """A clause from where it says what is done: without who does it, when, and that it is planned."""
    return _YEARLY.sub("", _PLANNING.sub("", _DATES.sub("", _OWNER.sub("", text))))


def does(phrase: str) -> bool:
    """Whether a phrase has a verb in it, so that nobody can 完成 it: 残疾人提供康复服务."""
    return _INNER_VERB.search(phrase) is not None


def says_nothing(text: str) -> bool:
    """Whether what stands in front of an amount is only 共, 全年 and the like, so that the amount is of what was spoken of before."""
    return not _WHOLE_LENGTH.sub("", _PLANNING.sub("", _TRAILING.sub("", text.strip("、,;:。 "))))


def object_behind(text: str, *, followed: bool = False, served: bool = False) -> tuple[str, int]:
    """The object that follows an amount, and how many characters it takes up; `followed` says that `text` ends at another amount.

    Where it is `served`, what is done for it is part of it.
    """
    match = _THING.match(text)
    if match is None:
        return "", 0
    stop = (_STOP_OF_SERVED if served else _STOP).search(match[1])
    thing = match[1][: stop.start()] if stop else match[1]
    next_deed = _NEXT_DEED.search(thing) if followed and match.start(1) + len(thing) == len(text) else None
    if next_deed:  # 15处避难场所设置标识牌300块: the second number is of what is done there
        thing = thing[: next_deed.start()]
    name = _INNER_VERB.sub("", strip_light_verbs(thing))
    deed = _NEXT_DEED.search(name) if len(name) > LONGEST_BEHIND else None
    return name[: deed.start() if deed else LONGEST_BEHIND], match.start(1) + len(thing)


def _in_full(text: str, *, ahead: bool = False) -> str:
    """Without a deed in short: it stands in full behind its object, or `ahead` of it as in a sentence."""
    for deed, short in _SHORT_DEEDS:
        if short.match(text):
            return f"{deed}{text[1:]}" if ahead else f"{text[1:]}{deed}"
    return text


class Counted(NamedTuple):
    """What is counted: the name of its count (empty where the text names no object), with its verb as in a sentence (`phrase`).

    `used` characters behind the amount belong to it; `verb` is what is done to it, where the amount stood between both.
    """

    name: str = ""
    phrase: str = ""
    used: int = 0
    verb: str = ""


def name_of_count(before: str, after: str, unit: str, *, followed: bool = False) -> Counted:
    """What the amount between `before` and `after` counts; `followed` says that another amount stands behind `after`."""
    own = _FOR.sub("", object_before(before))
    whom = "" if own else _whom(before)
    thing, used = object_behind(after, followed=followed, served=_GIVEN_TO.search(before) is not None)
    if whom and not thing:  # 为小学1640名、初中1300名发放: a list of whom it is for
        own = before = whom
    verb = own if own in CONTENT_VERBS or (unit in _BODIES and thing and not has_verb(thing) and _DEED_ALONE.search(own)) else ""
    if _AREA.fullmatch(own) and thing:
        own = before = ""
    if own and not verb:
        phrase = _in_full(phrase_before(before), ahead=True)
        return _counted(_in_full(_INNER_VERB.sub("", own)), unit, phrase if does(phrase) else _FOR.sub("", phrase))
    if not (thing or verb):
        return Counted()
    said = phrase_before(before)
    phrase = f"{said if is_name(said + '项') or verb else ''}{after[:used].lstrip('的')}"
    served = before.strip("、") if whom else match[0] if (match := _GIVEN_TO.search(before)) else ""
    if served and does(phrase):  # 为500人提供服务: whom it is for stands in front of what is done
        phrase = f"{served}{phrase}"
    if whom and is_name(f"{whom}{count_name(thing, unit)}"):
        thing = f"{whom}{thing[2:]}发放" if thing.startswith("发放") else f"{whom}{thing}"
    return _counted(f"{verb}{thing}", unit, phrase, used, verb if thing else "")


def _whom(before: str) -> str:
    """For whom something is done, where that is all that stands in front of an amount: 为新生儿1800人提供筛查."""
    match = _GIVEN_WHOM.match(before.strip("、"))
    return match[1] if match and not has_verb(match[1]) else ""


def _counted(thing: str, unit: str, phrase: str, used: int = 0, verb: str = "") -> Counted:
    fuelled = _FUELLED.match(thing) if unit in _VEHICLE_UNITS else None
    if fuelled:
        thing = phrase = f"保障{fuelled[1]}"
    handed = _HANDED_TO.match(thing) if unit in PEOPLE_UNITS else None
    if handed:
        thing = f"{handed[1]}发放"
    name = count_name(thing, unit)
    return Counted(name, phrase, used, verb) if is_name(name) else Counted()
