"""The report as a workbook: a sheet that sums up, and a sheet for each kind of list, ready for filtering and printing."""

from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.export.typography import printable
from assistant.export.workbook import (
    BORDER,
    TALLEST_ROW,
    Look,
    bytes_of,
    cell_at,
    column_width,
    new_workbook,
    put_text,
    set_look,
    set_page,
    text_height,
)
from assistant.reporting import content
from assistant.reporting.content import Column, Entry, Kind

_NAME = Column("项目名称", 44)
_SUMMARY = (
    _NAME,
    Column("单位", 42),
    Column("预算年度", 20, "word"),
    Column("预算（元）", 30, "word"),
    Column("错误", 14, "word"),
    Column("警告", 14, "word"),
    Column("提示", 14, "word"),
    Column("自检得分", 20, "word"),
    Column("等级", 14, "word"),
    Column("来源文件", 45),
)
_HEADING_FILL = PatternFill("solid", fgColor="E7EDF5")
_LEAST_HEIGHT = 20.0
_MONEY, _PLAIN = "#,##0.00", "General"
Value = str | int | Decimal


def render_xlsx(entries: Sequence[Entry]) -> bytes:
    """The report as the bytes of a workbook: 汇总, 审核意见, 自检得分, 未检查项, and 已修改 where corrections were asked for.

    Raises:
        ExportError: a text is longer than a cell can hold.
    """
    workbook = new_workbook(content.TITLE)
    titles = content.titles_of(entries)
    _add_summary(workbook, entries, titles)
    kinds = [content.FINDINGS, content.DEDUCTIONS, content.UNCHECKED]
    if any(entry.changes is not None for entry in entries):
        kinds.append(content.CHANGES)
    if any(entry.refused for entry in entries):
        kinds.append(content.REFUSED)
    lists = [dict(content.lists_of(entry)) for entry in entries]
    for kind in kinds:
        rows = [(title, *row) for title, of_entry in zip(titles, lists, strict=True) for row in of_entry.get(kind, ())]
        _add_list(workbook.create_sheet(kind.title), kind, rows)
    return bytes_of(workbook)


def _add_summary(workbook: Workbook, entries: Sequence[Entry], titles: Sequence[str]) -> None:
    sheet = workbook.worksheets[0]
    sheet.title = "汇总"
    _fill(sheet, _SUMMARY, [_summary_row(entry, title) for entry, title in zip(entries, titles, strict=True)])
    notes = {entry.review.score.note for entry in entries if entry.review.score and not entry.withheld}
    for note in sorted(notes):
        row = sheet.max_row + 1
        put_text(cell_at(sheet, row, 1), f"注：{note}。", Look())
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_SUMMARY))
    set_page(sheet, "landscape")


def _summary_row(entry: Entry, title: str) -> tuple[Value, ...]:
    table, score = entry.table, entry.review.score
    source = printable(" ".join(part for part in (table.source.file, table.source.location) if part)) if table.source else ""
    head = (
        title,
        printable(table.unit or table.department or ""),
        table.year or "",
        "" if table.budget_yuan is None else table.budget_yuan,
    )
    if entry.withheld:
        return (*head, "涉密", "", "", "", "", source)
    return (*head, *content.count_severities(entry), Decimal(str(score.total)) if score else "", score.grade if score else "", source)


def _add_list(sheet: Worksheet, kind: Kind, rows: Sequence[tuple[str, ...]]) -> None:
    columns = (_NAME, *kind.columns)
    _fill(sheet, columns, rows)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(len(rows), 1) + 1}"
    if not rows:
        put_text(cell_at(sheet, 2, 1), kind.none, Look())
    set_page(sheet, "landscape")


def _fill(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]]) -> None:
    """Headings, which stay in sight and are printed on every page, and below them the rows."""
    for at, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = column_width(column.width)
        put_text(cell_at(sheet, 1, at), column.heading, Look(bold=True, align="center", border=BORDER, fill=_HEADING_FILL))
    sheet.row_dimensions[1].height = _LEAST_HEIGHT
    for number, row in enumerate(rows, 2):
        for at, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            _put(sheet, number, at, value, column)
        needed = [text_height(str(value), column.width) for column, value in zip(columns, row, strict=True)]
        sheet.row_dimensions[number].height = min(max(_LEAST_HEIGHT, *needed), TALLEST_ROW)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"


def _put(sheet: Worksheet, row: int, at: int, value: Value, column: Column) -> None:
    cell = cell_at(sheet, row, at)
    align = "center" if column.role == "word" else "left"
    if isinstance(value, str) and not column.number:
        put_text(cell, value, Look(align=align, vertical="top", border=BORDER))
        return
    money = isinstance(value, Decimal) and column.heading.startswith("预算")
    set_look(cell, Look(align=align, vertical="top", border=BORDER, number_format=_MONEY if money else _PLAIN))
    cell.value = Decimal(value) if isinstance(value, str) else value
