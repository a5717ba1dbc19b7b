"""Lists of projects: read from a sheet with every row checked, and all that is wrong with it told at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant.batch.lists.columns import FIELD_NAMES
from assistant.batch.lists.heads import find_head
from assistant.batch.lists.listed import PROJECT, ListedProject, RefusedRow
from assistant.batch.lists.rows import RowReader
from assistant.batch.lists.sheet import Line, Sheet, sheets_of
from assistant.batch.lists.template import EXPLANATION, write_list_template
from assistant.errors import ClassifiedError, InputError, UnsupportedFormatError
from assistant.goals.secrecy import is_classified
from assistant.reading import ReadingLimits
from assistant.reading.formats.files import open_blocks
from assistant.reading.formats.kinds import SHEETS
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.office.xlsx import UNCALCULATED

__all__ = ["PROJECT", "ListedProject", "ProjectList", "RefusedRow", "read_list", "write_list_template"]

_SECRET_LIST = "标有涉密字样，清单没有读入，本工具不处理涉密内容，请按保密规定在涉密设备上编制。"


@dataclass(frozen=True)
class ProjectList:
    """What a list says.

    Attributes:
        rows: the projects that can be drafted, in the order of the sheet.
        problems: what must be put right before the rows named can be drafted, each with its row number.
        notices: what hinders nothing but a person should know: rows that say the same, units taken for granted, what was left out.
        classified: how many rows were not read since they are marked 涉密; each is among the problems.
        refused: the rows that the problems are about.
        origins: the headings that each of what was understood comes from.
        chosen: whether of several columns one was taken, or one with long texts was left unused.
    """

    rows: tuple[ListedProject, ...]
    problems: tuple[str, ...]
    notices: tuple[str, ...] = ()
    classified: int = 0
    refused: tuple[RefusedRow, ...] = ()
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    chosen: bool = False


def read_list(path: Path, limits: ReadingLimits = DEFAULT_LIMITS, *, today: date) -> ProjectList:
    """The projects of a list in a workbook or a file of comma-separated values.

    A row that says the same as an earlier one in every column is drafted once; projects of one name that differ are all kept. Both are
    told as notices.

    Raises:
        UnsupportedFormatError: it is no sheet.
        InputError: it cannot be read, has no headings that name project and budget, or no project below them.
        ClassifiedError: the list as a whole is marked 涉密, above its headings, in the name of the file or of one of its sheets.
    """
    if any(map(is_classified, (path.name, path.stem))):
        raise ClassifiedError(f"文件名{_SECRET_LIST}")
    if path.suffix.lower() not in SHEETS:
        raise UnsupportedFormatError(f"「{path.name}」不是项目清单，请用 .xlsx 或 .csv 文件，可先下载清单模板填写。")
    allowance = Allowance(limits, path.name.encode("utf-8", "replace").decode())
    sheets = [sheet for sheet in sheets_of(open_blocks(path, allowance)) if sheet.title != EXPLANATION]
    if any(is_classified(sheet.title) for sheet in sheets):
        raise ClassifiedError(f"工作表的名称{_SECRET_LIST}")
    head = find_head(sheets, allowance.name)
    if is_classified("\n".join(head.above)):
        raise ClassifiedError(f"表头上方的文字{_SECRET_LIST}")
    reader = RowReader(head, allowance.name, today)
    rows = reader.read()
    if not rows and not reader.problems:
        raise InputError(f"「{allowance.name}」里没有项目，请在表头下面每行填写一个项目。")
    rows = reader.tell(rows, [*_left_out(allowance, head.sheet, reader.totals), *_not_read(head.sheet, sheets)])
    notices = reader.notices
    told = (tuple(reader.problems), tuple(notices.all()), reader.classified, tuple(reader.refused))
    return ProjectList(tuple(rows), *told, _origins(head.headings, reader), notices.chosen)


def _left_out(allowance: Allowance, sheet: Sheet, totals: Sequence[Line]) -> list[str]:
    """What was left out of the file; formulas without a value matter only outside of sums."""
    formulas = {line.number for line in sheet.lines if any(text.startswith("=") for text in line.texts)}
    of_totals = bool(formulas) and formulas <= {line.number for line in totals}
    return [text for text in allowance.left_out if not (of_totals and UNCALCULATED in text)]


def _not_read(sheet: Sheet, sheets: Sequence[Sheet]) -> list[str]:
    others = [other.title for other in sheets if other is not sheet]
    if not others:
        return []
    return [f"只读了工作表「{sheet.title}」，没有读「{'」「'.join(others[:5])}」，如果那里也有项目，请并到同一张工作表"]


def _origins(headings: Mapping[int, str], reader: RowReader) -> dict[str, tuple[str, ...]]:
    columns = reader.columns
    found: dict[str, tuple[str, ...]] = {FIELD_NAMES[field]: (headings[column],) for field, column in columns.fields.items()}
    found[FIELD_NAMES["budget"]] = tuple(reader.budgets.taken)
    if reader.purposes:
        found[FIELD_NAMES["purpose"]] = tuple(headings[column] for column in reader.purposes)
    return {name: tuple(" ".join(heading.split()) for heading in said) for name, said in found.items()}
