"""Export: a goal table or draft in the official form, and as data."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import UnsupportedFormatError
from assistant.export.csv import guard_notice, render_csv
from assistant.export.docx import render_docx
from assistant.export.files import check_writable, write_atomically
from assistant.export.form import lay_out, refuse_classified
from assistant.export.json import render_json
from assistant.export.markdown import render_markdown
from assistant.export.xlsx import render_xlsx
from assistant.goals import GoalTable

__all__ = ["FORMATS", "check_destination", "write_table"]

_RENDERERS: dict[str, Callable[[GoalTable, Sequence[str]], bytes]] = {
    ".docx": lambda table, notes: render_docx(lay_out(table, notes)),
    ".xlsx": lambda table, notes: render_xlsx(lay_out(table, notes)),
    ".csv": lambda table, notes: render_csv(lay_out(table, notes, status_column=True)),
    ".md": lambda table, notes: render_markdown(lay_out(table, notes, status_column=True)),
    ".json": lambda table, notes: render_json(table),
}
FORMATS = tuple(_RENDERERS)
"""Endings of the files that can be written."""


def check_destination(path: Path) -> None:
    """Refuse a destination that could never be written, before any work is done for it.

    Raises:
        UnsupportedFormatError: the ending names no format.
        ExportError: it is a folder, or a part of its path is a file.
    """
    if path.suffix.lower() not in _RENDERERS:
        raise UnsupportedFormatError(f"不能导出为「{path.name}」，文件名请以 {'、'.join(FORMATS)} 之一结尾。")
    check_writable(path)


def write_table(table: GoalTable, path: Path, *, notes: Sequence[str] = ()) -> tuple[str, ...]:
    """Write a table to `path` in the format that its ending names; missing folders are made, and no file is ever left half written.

    Args:
        table: what to write.
        path: where to.
        notes: what a person must still confirm or fill in, for the list behind the form; JSON and CSV hold the table alone.

    Returns:
        What the person must be told about the file: how its texts differ from those of the table, to be undone by reading.

    Raises:
        UnsupportedFormatError: the ending names no format.
        ClassifiedError: the table or one of its rows is marked 涉密.
        ExportError: the file cannot be written there, or cannot hold the table.
    """
    check_destination(path)
    refuse_classified(table)
    ending = path.suffix.lower()
    write_atomically(path, _RENDERERS[ending](table, notes))
    notice = guard_notice(lay_out(table, status_column=True)) if ending == ".csv" else None
    return (notice,) if notice else ()
