"""Files to goal tables: a reader per format yields a neutral document, and one recogniser says what it means."""

from pathlib import Path

from assistant.errors import InputError, NotAGoalTableError, UnsupportedFormatError
from assistant.goals import GoalTable
from assistant.reading.assemble import build_tables
from assistant.reading.document import Block, iterate_lines
from assistant.reading.files import open_blocks
from assistant.reading.interchange import read_json_tables
from assistant.reading.own_form import settle_own
from assistant.reading.sections import read_sections
from assistant.reading.text import read_text

__all__ = ["InputError", "NotAGoalTableError", "UnsupportedFormatError", "read_tables", "read_text_tables"]


def read_tables(path: Path) -> list[GoalTable]:
    """All goal tables of a file, in order.

    Raises:
        UnsupportedFormatError: a kind of file that no reader takes.
        NotAGoalTableError: the file can be read, but no goal table stands in it.
        InputError: missing, empty, too large, damaged or encrypted.
    """
    if path.suffix.lower() == ".json":
        return read_json_tables(path)
    name = path.name.encode("utf-8", "replace").decode()  # a name that is no text has bytes that no record of it could hold
    return _tables(open_blocks(path), name)


def read_text_tables(text: str, name: str) -> list[GoalTable]:
    """All goal tables of a text that was pasted or stored; `name` is what errors and `source.file` call it.

    Raises:
        NotAGoalTableError: no goal table stands in it.
    """
    return _tables(read_text(text), name)


def _tables(blocks: tuple[Block, ...], name: str) -> list[GoalTable]:
    tables = build_tables(read_sections(settle_own(list(iterate_lines(blocks)))), name)
    if not tables:
        raise NotAGoalTableError(
            f"「{name}」里没有找到绩效目标表，请确认文件中有绩效目标和绩效指标（如一级指标、三级指标、指标值）后重试。"
        )
    return tables
