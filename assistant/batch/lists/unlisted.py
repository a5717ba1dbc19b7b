"""Lines of a table that are no projects: sums, the numbers of its columns, and what stands below it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant.batch.lists.amounts import is_money
from assistant.batch.lists.columns import Columns
from assistant.batch.lists.sheet import Line
from assistant.goals.wording import squeeze

_SUM = "合计|总计|小计|共计"
_TOTAL = re.compile(rf"(?:{_SUM}|总和|累计)(?:[(（].*[)）])?[:：]?")
_TOTAL_OF = re.compile(rf".{{0,30}}(?:{_SUM})(?:[(（].*[)）])?(?:[:：].*|\d+[个项].{{0,6}})?", re.DOTALL)
"""A sum in words: 教育局小计, 总计：2个项目. 合计 within a name (合计机采购) is none, nor is 审计 or 统计."""
_SIGNED = re.compile(
    r"(?:(?:单位|部门|科室|财务|分管|主管|项目)?(?:填表|制表|编制|填报|经办|审核|复核|审批|负责|联系|分管|主管|领导)"
    r"(?:人|人员|单位|部门|日期|时间|领导)?|日期|注|备注|说明|盖章|公章)(?:[(（].{0,8}[)）])?[:：].*",
    re.DOTALL,
)
"""What stands below a table: who filled it in, when, and remarks on all of it."""
_NUMBER_OF_COLUMN = re.compile(r"栏次|[甲乙丙丁戊己庚辛壬癸]|[(（]?\d{1,2}[)）]?(?:=[\d+\-—()（）]+)?")
_CHINESE = "[一二三四五六七八九十]+"
_LEVELS = [re.compile(pattern) for pattern in (rf"{_CHINESE}(?:[、.．,，]|$)", rf"[(（]{_CHINESE}[)）]", r"[(（]?\d+(?!\d|年)")]
"""Numbers of groups, and within them, and of single projects."""
_SINGLE, _UNNUMBERED = len(_LEVELS) - 1, -1
_OF_A_TITLE = 2
"""Texts of a line that only names a group: its number, and its name."""


def said_to_be(line: Line, columns: Columns) -> str | None:
    """What a line is that is no project, in words for people; None of what may be one."""
    if _is_total(line, columns):
        return "合计"
    if columns.fields["name"] in line.cells and all(_NUMBER_OF_COLUMN.fullmatch(squeeze(text)) for text in line.texts):
        return "栏次"
    amounts = any(is_money(line.cells.get(budget.column, "")) for budget in columns.budgets)
    return "填表说明或落款" if not amounts and _SIGNED.fullmatch(squeeze(line.texts[0])) else None


def remarks_below(lines: Sequence[Line]) -> list[str]:
    """What is said below a table of all of it."""
    return [line.texts[0] for line in lines if len(line.texts) == 1 and _SIGNED.fullmatch(squeeze(line.texts[0]))]


@dataclass(frozen=True)
class Groups:
    """The lines of groups (一、二、) among the projects of a list.

    Attributes:
        sums: those whose budget is that of all projects numbered below them, up to the next group.
        doubtful: those whose budget is another one.
    """

    sums: Sequence[Line]
    doubtful: Sequence[Line]


def titles_of_groups(lines: Sequence[Line], columns: Columns) -> dict[int, int]:
    """The lines that are nothing but the number and the name of a group, with others below them: how deep each is, by its number."""
    titles: dict[int, int] = {}
    listed = [line for line in lines if said_to_be(line, columns) is None and line.cells]
    for line, below in reversed([*pairwise(listed)]):
        level = _level(line, columns)
        bare = 0 <= level < _SINGLE and len(line.texts) <= _OF_A_TITLE and not any(map(is_money, line.texts[1:]))
        if bare and (below.number in titles or not 0 <= _level(below, columns) <= level):
            titles[line.number] = level
    return titles


def groups_of(rows: Sequence[tuple[Line, Decimal]], columns: Columns, titles: Mapping[int, int]) -> Groups:
    """The groups among these lines, each with its budget; one ends, too, where a line of `titles` as high as it is stands between."""
    levels = [_level(line, columns) for line, _ in rows]

    def parted(at: int, later: int, level: int) -> bool:
        return any(rows[at][0].number < title < rows[later][0].number and its <= level for title, its in titles.items())

    sums, doubtful = set[int](), set[int]()
    for level in reversed(range(_SINGLE)):
        for at in (at for at, its in enumerate(levels) if its == level):
            end = next((later for later in range(at + 1, len(rows)) if levels[later] <= level or parted(at, later, level)), len(rows))
            below = [rows[member][1] for member in range(at + 1, end) if member not in sums]
            if below:
                (sums if sum(below) == rows[at][1] else doubtful).add(at)
    return Groups([rows[at][0] for at in sorted(sums)], [rows[at][0] for at in sorted(doubtful)])


def _level(line: Line, columns: Columns) -> int:
    first = line.texts[0] if min(line.cells) <= columns.fields["name"] else ""
    return next((level for level, pattern in enumerate(_LEVELS) if pattern.match(squeeze(first))), _UNNUMBERED)


def _is_total(line: Line, columns: Columns) -> bool:
    name, unit = columns.fields["name"], columns.fields.get("unit")
    told = {budget.column for budget in columns.budgets} | {*columns.purposes}
    naming = [text for column, text in line.cells.items() if (column <= name or column == unit) and column not in told]
    return any(_TOTAL.fullmatch(squeeze(text)) for text in line.texts[:2]) or any(_TOTAL_OF.fullmatch(squeeze(text)) for text in naming)
