"""Local forms: tables written in the form of a finance bureau, which is a data file and a document of each format."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import InputError, UnsupportedFormatError
from assistant.export.files import check_writable, write_atomically
from assistant.export.form import pending_items, refuse_classified
from assistant.export.local.blanks import FILL_IN, blank_fields
from assistant.export.local.excel import render_excel
from assistant.export.local.form import ENDINGS, LocalForm, find_form, form_folders
from assistant.export.local.telling import Said, tell
from assistant.export.local.unheld import unheld
from assistant.export.local.values import Content, content_of
from assistant.export.local.word import render_word
from assistant.export.titles import title_of
from assistant.goals import GoalTable
from assistant.goals.conversion import convert_table

__all__ = ["FILL_IN", "LocalForm", "check_form_destination", "find_form", "form_folders", "write_form"]

_RENDERERS: dict[str, Callable[[LocalForm, Content, str, Sequence[str]], bytes]] = {".docx": render_word, ".xlsx": render_excel}
_KINDS = {"project": "项目", "department": "部门整体"}


def check_form_destination(form: LocalForm, path: Path) -> None:
    """Refuse a destination that this form could never be written to, and a form that could not be filled in.

    Raises:
        UnsupportedFormatError: forms are Word and Excel files.
        FormError: the form breaks a rule, or has no document of this format.
        ExportError: nothing can be written there.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UnsupportedFormatError(f"表式「{form.id}」不能写成「{path.name}」，文件名请以 {' 或 '.join(ENDINGS)} 结尾。")
    check_writable(path)
    form.document(ending)


def write_form(tables: Sequence[GoalTable], path: Path, form: LocalForm, *, notes: Sequence[str] = ()) -> tuple[str, ...]:
    """Write one table, or for a form with a project in each row all of them, in a local form.

    Args:
        tables: what to write; not empty.
        path: where to, ending in .docx or .xlsx.
        form: the form.
        notes: what a person must still confirm or fill in, for the list behind the form.

    Returns:
        What the person must be told: rows whose class was converted, everything that the form has no place for, and what of the form is
        still blank.

    Raises:
        InputError: several tables for a form of one, or a department's table for a form of projects, or the reverse.
        ClassifiedError: a table or one of its rows is marked 涉密.
        UnsupportedFormatError, FormError, ExportError: as `check_form_destination`, or the file cannot hold the table.
    """
    check_form_destination(form, path)
    _check_tables(tables, form)
    ending = path.suffix.lower()
    names = form.names(ending)
    framework = form.data.framework
    pairs = [convert_table(table, framework) if framework and table.framework else (table, []) for table in tables]
    converted = [table for table, _ in pairs]
    content = content_of(converted, form.data, names.all)
    held = names.all & ({*names.beside_project, *content.head} if form.data.one_project_a_row else names.all)
    told = tell([Said(table, notes_of, unheld(table, form.data, held)) for table, notes_of in pairs])
    blank = blank_fields(names, content)
    pending = [_of(table, item, tables) for table in converted for item in pending_items(table, notes if table is converted[0] else ())]
    title = form.data.name if form.data.one_project_a_row else title_of(converted[0])
    write_atomically(path, _RENDERERS[ending](form, content, title, pending))
    return tuple(dict.fromkeys([*told, *([blank] if blank else [])]))


def _of(table: GoalTable, remark: str, tables: Sequence[GoalTable]) -> str:
    return f"「{table.name[:30]}」{remark}" if len(tables) > 1 else remark


def _check_tables(tables: Sequence[GoalTable], form: LocalForm) -> None:
    for table in tables:
        refuse_classified(table)
        if table.kind != form.data.kind:
            raise InputError(
                f"「{table.name[:40]}」是{_KINDS[table.kind]}的绩效目标表，不能写进{_KINDS[form.data.kind]}的表式「{form.id}」，请另选表式。"
            )
    if len(tables) > 1 and not form.data.one_project_a_row:
        raise InputError(f"表式「{form.id}」一次只写一张表，收到 {len(tables)} 张，请选择其中一张。")
