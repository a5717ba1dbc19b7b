"""Reporting: what a review found, as a document that people read, file and hand on."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import ExportError
from assistant.export.files import check_writable, write_atomically
from assistant.reporting.content import Entry, advice_of, before_and_after, points_by_aspect, summarise, unread_note
from assistant.reporting.docx import render_docx
from assistant.reporting.examination import examine
from assistant.reporting.markdown import render_markdown
from assistant.reporting.xlsx import render_xlsx

__all__ = [
    "FORMATS",
    "Entry",
    "advice_of",
    "before_and_after",
    "check_report_destination",
    "examine",
    "points_by_aspect",
    "summarise",
    "unread_note",
    "write_report",
]

_RENDERERS: dict[str, Callable[[Sequence[Entry]], bytes]] = {".docx": render_docx, ".xlsx": render_xlsx, ".md": render_markdown}
FORMATS = tuple(_RENDERERS)
"""Endings of the reports that can be written."""


def check_report_destination(path: Path) -> None:
    """Refuse a destination that could never be written, before any work is done for it.

    Raises:
        ExportError: the ending names no format, it is a folder, or a part of its path is a file.
    """
    if path.suffix.lower() not in _RENDERERS:
        raise ExportError(f"审核报告不能写成「{path.name}」，文件名请以 {'、'.join(FORMATS)} 之一结尾。")
    check_writable(path)


def write_report(entries: Sequence[Entry], path: Path) -> None:
    """Write one report of all tables in the format that the ending of `path` names; no file is ever left half written.

    Of a table that is marked 涉密 the report holds the head alone.

    Raises:
        ExportError: the ending names no format, the file cannot be written there, or cannot hold the report.
    """
    check_report_destination(path)
    write_atomically(path, _RENDERERS[path.suffix.lower()](entries))
