"""The headings of a list, which may stand in several lines: where they are, and what they come to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.batch.lists.amounts import is_money, money_unit
from assistant.batch.lists.columns import FIELD_NAMES, Columns, Field, is_known, is_like_heading, is_of_money, near, read_headings
from assistant.batch.lists.sheet import Line, Sheet
from assistant.errors import InputError

_LINES = 30
"""Lines at the top among which the headings begin; titles and remarks come before them."""
_NEEDED: tuple[Field, ...] = ("name", "budget")
_SAYS_NOTHING = re.compile("(?:项目|资金|预算|经费|支出|投资|采购|申报|基本|总体|有关|相关|安排|使用)*(?:情况|信息|概况|构成)")
"""Over several headings: 项目基本情况, 资金安排情况."""
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_NAMED = 3


@dataclass(frozen=True)
class Head:
    """The headings of a list.

    Attributes:
        first: the line of the sheet in which they begin.
        last: the one in which they end.
        headings: by column; one that is parted in the lines below has its parts behind it.
    """

    sheet: Sheet
    first: int
    last: int
    headings: Mapping[int, str]

    @property
    def columns(self) -> Columns:
        """What the columns say."""
        return read_headings(self.headings)

    @property
    def above(self) -> list[str]:
        """What stands above them."""
        return [text for line in self.sheet.lines[: self.first] for text in line.texts]


def find_head(sheets: Sequence[Sheet], name: str) -> Head:
    """The headings of the first sheet that is a list.

    Raises:
        InputError: no sheet of this file has headings that name project and budget.
    """
    nearest: tuple[int, Mapping[int, str], list[Field]] = (0, {}, [*_NEEDED])
    for sheet in sheets:
        for at in range(min(len(sheet.lines), _LINES)):
            head = read_head(sheet, at)
            known = head.columns.fields.keys()
            lacking = [field for field in _NEEDED if field not in known]
            if not lacking:
                return head
            score = 10 * (len(_NEEDED) - len(lacking)) + len(known)
            if score > nearest[0] and len(head.headings) > 1:
                nearest = score, head.headings, lacking
    raise InputError(_not_found(name, nearest[1], nearest[2]))


def read_head(sheet: Sheet, at: int) -> Head:
    """The headings that begin in a line: all lines that its merged cells reach down to, or a second one that goes on with them."""
    last = sheet.reach(at)
    head = Head(sheet, at, last, _joined(sheet.lines[at : last + 1]))
    if last > at or at + 1 >= len(sheet.lines):
        return head
    both = Head(sheet, at, at + 1, _joined(sheet.lines[at : at + 2]))
    return both if _goes_on(both, sheet.lines[at], sheet.lines[at + 1]) else head


def _goes_on(both: Head, upper: Line, lower: Line) -> bool:
    """Whether two lines without cells merged downwards are headings together: the names stand in one of them only, and money in both."""
    name = both.columns.fields.get("name")
    if name is None or not upper.cells or not lower.cells or any(map(is_money, lower.cells.values())):
        return False
    parted = {column for column in lower.cells if both.headings[column] != lower.cells[column] and is_of_money(both.headings[column])}
    if name in upper.cells:
        begins = not ({name, min(upper.cells)} & lower.cells.keys())
        alike = all(is_known(both.headings[column]) or is_like_heading(text) for column, text in lower.cells.items())
        return begins and alike and any(is_of_money(both.headings[column]) for column in lower.cells)
    return min(upper.cells) > name and all(any(column >= start for column in parted) for start in upper.cells) and bool(parted)


def _joined(lines: Sequence[Line]) -> dict[int, str]:
    """The headings of all columns in which anything stands; a text reaches to the right until another begins, or one from above ends."""
    columns = range(min(min(line.cells, default=1) for line in lines), max(max(line.cells, default=0) for line in lines) + 1)
    parts: dict[int, list[str]] = {column: [] for column in columns}
    for at, line in enumerate(lines):
        above = {column: [*said] for column, said in parts.items()}
        ends = lines[at + 1].covered if at + 1 < len(lines) else frozenset()
        reaching = ""
        for column in columns:
            if column in line.cells:
                said = line.cells[column]
                reaching = "" if column in ends or at + 1 == len(lines) else said
            else:
                reaching = "" if column in line.covered or column in ends or above[column] != above.get(column - 1) else reaching
                said = reaching
            parts[column] += [said] if said else []
    own = {column for line in lines for column in line.cells}
    return {column: _heading(said) for column, said in parts.items() if column in own}


def _heading(parts: Sequence[str]) -> str:
    """One heading of its parts from top to bottom; what a part says that is no money stands by itself, whatever is above it."""
    *over, last = parts
    if not over:
        return last
    saying = [part for part in over if not _SAYS_NOTHING.fullmatch(_BRACKETS.sub("", part).strip())]
    unit = next((unit for part in reversed(over) if (unit := money_unit(part))), None)
    joined = "".join((*saying, last))
    if unit and money_unit(joined) is None:
        joined = f"{joined}（{unit}）"
    return last if not is_known(joined) and is_known(last) and not is_of_money(last) else joined


def _not_found(name: str, headings: Mapping[int, str], lacking: Sequence[Field]) -> str:
    """What lacks, with the headings that may be meant to say it."""
    columns = "、".join(f"「{FIELD_NAMES[field]}」" for field in lacking)
    told = f"「{name}」里没有找到{columns}列"
    close = {field: near(field, headings.values())[:_NAMED] for field in lacking}
    if not any(close.values()):
        return f"{told}，请在数据上面写一行表头，至少有 项目名称 和 预算（万元），或用清单模板填写。"
    return f"{told}，{'；'.join(_way_out(field, found) for field, found in close.items())}，再试一次。"


def _way_out(field: Field, found: Sequence[str]) -> str:
    wanted = "项目名称" if field == "name" else "预算（万元）"
    if not found:
        return f"请加一栏 {wanted}"
    of_year = f"{found[0]}预算（万元）" if re.fullmatch(r"20\d\d年度?", found[0]) else wanted
    return f"如果{'、'.join(f'「{text}」' for text in found)}写的是{FIELD_NAMES[field]}，请把表头改为 {of_year}"
