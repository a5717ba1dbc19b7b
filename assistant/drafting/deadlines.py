"""Points in time of a request's text by which something is to be done."""

import re
from dataclasses import dataclass

from assistant.drafting.measures import strip_light_verbs
from assistant.drafting.naming import is_name
from assistant.goals.dates import FESTIVALS, SEASONS

_MONTH = r"\d{1,2}月(?:份)?(?:\d{1,2}[日号]|底|末|初|中旬|上旬|下旬)?"
_POINT = rf"(?:20\d\d年)?(?:{_MONTH}|年[底末]|上半年|下半年|第?[一二三四1-4]季度末?)|20\d\d年[底末]?"
_FESTIVAL = "|".join(FESTIVALS)
_EVENT = f"(?:{SEASONS})|[\u4e00-\u9fff]{{2,6}}(?<![已未不])(?:来临|到来|开始|开幕|开工|启动|启用|投用|投入使用)"
_IN_FRONT = re.compile("(?:之|以)前(?=完成$)")
_DONE = "完成|完工|竣工|验收|交付|建成|投入使用|结束|到位|举办|召开|启动|发放|实施|印发|提交|结题"
_DEADLINE = re.compile(
    rf"(?:在|于|截至)?(?P<from>(?:{_POINT})(?:至|到|-|~))?(?P<date>{_POINT}|(?:{_FESTIVAL})节?(?=前))(?P<before>之前|以前|前)?(?P<what>[^\d,]{{0,14}})"
)
_BY_EVENT = re.compile(
    rf"(?:在|于|赶在|务必在|确保|利用)*(?P<date>(?:{_EVENT})(?:之前|以前|前)(?![列去后往景所端者沿期])"
    rf"|(?:{SEASONS})(?:期间|内)(?=完成|竣工|交付|施工|维修|修缮|改造|检修))(?P<what>[^\d,]{{0,14}})"
)


@dataclass(frozen=True)
class SaidDeadline:
    """A deadline: the name of the indicator that states it, its words, and where it stands."""

    name: str
    text: str
    span: tuple[int, int]


def find_deadline(clause: str) -> SaidDeadline | None:
    """The point in time that a clause sets for what is done: 8月底前完成竣工验收 → (竣工验收完成时间, 8月底前).

    So does what comes every year without a date: 汛期前完成河道清淤 → (河道清淤完成时间, 汛期前完成). A mere 2027年 or 3月开展 sets none.
    """
    for match in _DEADLINE.finditer(clause):
        done = re.search(_DONE, match["what"])
        if not (match["before"] or done) or re.fullmatch(r"20\d\d年", match["date"]):
            continue
        ends = {"月": "底前", "度": "", "年": "", "末": "前", "底": "前"}.get(match["date"][-1], "前")
        tail = "前" if match["before"] else ends
        return SaidDeadline(_name(clause, match), f"{match['date']}{tail}", (match.start(), match.start("what")))
    event = _BY_EVENT.search(clause)
    return (
        SaidDeadline(_name(clause, event), _IN_FRONT.sub("前", f"{event['date']}完成"), (event.start(), event.start("what")))
        if event
        else None
    )


def _name(clause: str, match: re.Match[str]) -> str:
    """The indicator that states a deadline, named by what is done by then: behind it, else in front of it."""
    what = match["what"].split("、")[0]
    what = re.sub(rf"(?:{_DONE}|全部|基本|全面|工作|任务)+", "", what) or _deed(match["what"])
    what = re.sub("(?<=.{2})[到至给].*$", "", what)
    thing = strip_light_verbs(what)
    ahead = strip_light_verbs(clause[: match.start()].rstrip("在于、"))
    thing = next((name for name in (thing, ahead) if is_name(name) and len(name) <= 10), "")
    return f"{thing or '项目'}完成时间"


def _deed(what: str) -> str:
    found = re.search("竣工验收|验收|竣工|交付|结题", what)
    return found[0] if found else ""
