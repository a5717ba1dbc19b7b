"""Who does the work of a project: by the headings of lists, and by what stands above them."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from assistant.batch.lists.amounts import money_unit
from assistant.goals.wording import has_han, squeeze

_KIND = "单位|部门|[科股处]室|站所|所站|站|学校|院校|医院|幼儿园|院系|学院|系部?|中心|[大支]队|派出所|机构|园区|林场|库区"
_PLACE = "村居?|社区|街道|乡镇?|镇街?|镇"
_ROLE = "所属|项目|实施|承担|承办|执行|申报|填报|编报|报送|预算|用款|建设|使用|责任|牵头|主管|二级|基层|下属|业务|归口|具体|负责|组织|主办"
_RANKS = tuple(
    map(
        re.compile,
        (
            "(?:项目)?(?:具体)?(?:(?:实施|承担|承办|执行)单位|(?:实施|承担|建设)主体)(?:名称)?",
            "(?:项目|预算|申报|用款|建设|使用|填报|编报|报送)单位(?:名称)?",
            "单位(?:名称|全称)?",
        ),
    )
)
_ONLY_OVER = re.compile("(?:责任|牵头|主管)单位|(?:预算|主管|实施|申报|责任)部门|部门|(?:责任|业务)?[科股处]室")
_PART = re.compile(f"(?:{_ROLE})*(?P<what>{_KIND}|{_PLACE})(?:名称)?")
_AND = re.compile("[()（）/、,或和及与]")
_PARTS, _OVER, _PLACES = range(len(_RANKS), len(_RANKS) + 3)
_WHO_FILLED_IN = "填报|编报|编制|申报|报送|上报|预算|项目|主管|实施|用款"
_BEHIND = r"\s{2,}|\s*(?:金额|货币|计价)?单位[(（:：]|\s*(?:填[报表制]|编制|上报|报送)?(?:日期|时间|人|年月)[:：]"
_ABOVE = re.compile(
    rf"(?<!金额)(?<!货币)(?<!计价)(?<!计量)(?:{_WHO_FILLED_IN})*(?:单位|部门)(?:名称|全称)?(?:[(（][^()（）]*[)）])?\s*[:：]\s*"
    rf"(?P<name>(?:(?!{_BEHIND}).)*)"
)
"""A line above the headings: 填报单位：云溪县水利局（盖章）  金额单位：万元."""
_LABEL = re.compile(rf"(?:{_WHO_FILLED_IN})+(?:单位|部门)(?:名称|全称)?(?:[(（][^()（）]*[)）])?")
_SEAL = re.compile(r"[(（](?:盖章|公章|签章|盖公章|印章)?[)）]|_+")
_SHORTEST, _LONGEST = 3, 40


def office_rank(tight: str, plain: str) -> int | None:
    """How surely a heading is that of who does the work, the surest lowest; None where it is none. `plain` leaves out brackets."""
    known = next((rank for rank, pattern in enumerate(_RANKS) if pattern.fullmatch(plain)), None)
    if known is not None:
        return known
    if _ONLY_OVER.fullmatch(plain):
        return _OVER
    parts = [_PART.fullmatch(part) for part in _AND.split(tight) if part]
    kinds = [part["what"] for part in parts if part]
    if not kinds or len(kinds) < len(parts):
        return None
    return _PLACES if all(re.fullmatch(_PLACE, kind) for kind in kinds) else _PARTS


def is_plain_office(heading: str) -> bool:
    """Whether nobody has to be told that a heading is that of who does the work."""
    plain = re.sub(r"[\s*:：]|[(（][^()（）]*[)）]", "", heading)
    return any(pattern.fullmatch(plain) for pattern in (*_RANKS, _ONLY_OVER))


def office_above(texts: Sequence[str]) -> str | None:
    """The office that the lines above the headings say the list is of."""
    for text, behind in zip_longest(texts, texts[1:], fillvalue=""):
        name = behind if _LABEL.fullmatch(text.strip().rstrip(":：")) else match["name"] if (match := _ABOVE.search(text)) else ""
        name = squeeze(_SEAL.sub("", name))
        if _SHORTEST <= len(name) <= _LONGEST and has_han(name) and not money_unit(name):
            return name
    return None
