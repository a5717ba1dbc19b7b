"""Sentences that say whose a project is and what it costs: 项目由某局负责实施，安排预算98万元，其中财政拨款98万元."""

import re
from dataclasses import dataclass

from assistant.goals.dates import YEAR
from assistant.goals.wording import HAN
from assistant.reading.recogniser.labels import Role, find_field

COMMA = r"[，、]|(?<!\d),|,(?!\d{3})"
"""What parts clauses; a comma between digits is none."""
_CLAUSE_END = re.compile(rf"{COMMA}|[。；;]")
_AMOUNT = r"(?P<amount>\d[\d,]*(?:\.\d+)?\s*(?:[千百]?万|亿|千)?元)"
_DOES = "具体|统一|牵头|负责|组织|承担|承办|实施|管理|执行"
_UNIT = (
    re.compile(rf"(?:本|该)?(?:项目|专项)?由(?P<unit>[{HAN}（）()]{{3,30}}?)(?:{_DOES})+"),
    re.compile(rf"(?:本|该)?(?:项目)?(?:实施|承担|承办|执行)(?:单位|主体|部门)(?:为|是)(?P<unit>[{HAN}（）()]{{3,30}})"),
)
_BUDGET = re.compile(
    rf"(?:本|该)?(?:项目|专项)?(?:{YEAR}年度?|本年度?)?(?:共|拟|计划)?(?:安排|申请|批复|下达|投入)?(?:项目|专项|年度)?(?:总?预算|预算资金|资金|经费|总投资|总资金)"
    rf"(?:安排|申请|总额|金额|总计|共计|合计|共|为|是)*{_AMOUNT}"
)
_PART = re.compile(rf"(?:其中[:：]?)?(?P<label>[{HAN}]{{2,12}}?)(?:安排|补助|为|共)?{_AMOUNT}")


@dataclass(frozen=True)
class Statement:
    """What a clause says: the role of the field, and its text."""

    role: Role
    text: str


def read_narrative(text: str) -> tuple[list[Statement], list[str]]:
    """What the sentences of `text` say of unit and money, and the sentences that say something else too."""
    stated, rest = [], []
    for sentence in re.findall(r"[^。；;]+[。；;]?", text):
        clauses = [clause.strip() for clause in _CLAUSE_END.split(sentence) if clause.strip()]
        read = [_read_clause(clause) for clause in clauses]
        stated += [statement for statement in read if statement]
        if not all(read):
            rest.append(sentence.strip())
    return stated, rest


def _read_clause(clause: str) -> Statement | None:
    for pattern in _UNIT:
        if match := pattern.fullmatch(clause):
            return Statement(Role.UNIT, match["unit"])
    if match := _BUDGET.fullmatch(clause):
        return Statement(Role.BUDGET, match["amount"])
    part = _PART.fullmatch(clause)
    label = find_field(part["label"]) if part else None
    if part and label and label.role in (Role.FISCAL, Role.OTHER_FUNDING):
        return Statement(label.role, part["amount"])
    return None
