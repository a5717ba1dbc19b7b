"""Files to goal tables: a reader per format yields a neutral document, and one recogniser says what it means."""

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import InputError, NotAGoalTableError, UnsupportedFormatError
from assistant.goals import GoalTable, Source
from assistant.goals.secrecy import is_classified
from assistant.reading.document import Block, Line, iterate_lines
from assistant.reading.formats.files import ENDINGS, open_blocks
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance, ReadingLimits, WatchedLines, limits_of
from assistant.reading.formats.text import read_text
from assistant.reading.interchange import read_json_tables
from assistant.reading.markup import plain
from assistant.reading.own_form import settle_own
from assistant.reading.recogniser.assemble import build_tables
from assistant.reading.recogniser.sections import read_sections

__all__ = [
    "ENDINGS",
    "InputError",
    "NotAGoalTableError",
    "ReadingLimits",
    "UnsupportedFormatError",
    "limits_of",
    "read_tables",
    "read_text_tables",
    "read_unplaced",
]


def read_tables(path: Path, limits: ReadingLimits = DEFAULT_LIMITS) -> list[GoalTable]:
    """All goal tables of a file, in order; what nobody was meant to see in it is not read, and `unread` of the first says so.

    Raises:
        UnsupportedFormatError: a kind of file that no reader takes.
        NotAGoalTableError: the file can be read, but no goal table stands in it.
        InputError: missing, empty, too large, damaged or encrypted.
    """
    if path.suffix.lower() == ".json":
        return read_json_tables(path, limits)
    name = path.name.encode("utf-8", "replace").decode()  # a name that is no text has bytes that no record of it could hold
    allowance = Allowance(limits, name)
    first, *others = _tables(open_blocks(path, allowance), name, allowance)
    return [first.model_copy(update={"unread": (*first.unread, *allowance.left_out)}), *others]


def read_unplaced(path: Path, limits: ReadingLimits = DEFAULT_LIMITS) -> GoalTable | None:
    """A file in which no goal table was found, as a table of its name whose every text is unread; None where a text is marked 涉密.

    Raises:
        UnsupportedFormatError: a kind of file that no reader takes.
        InputError: as for `read_tables`.
    """
    if path.suffix.lower() == ".json":
        return None
    name = path.name.encode("utf-8", "replace").decode()
    lines = iterate_lines(open_blocks(path, Allowance(limits, name)))
    texts = tuple("　".join(plain(token.text) for token in line.tokens) for line in lines)
    if any(map(is_classified, texts)):
        return None
    return GoalTable(name=path.stem or name, source=Source(file=name), unread=texts)


def read_text_tables(text: str, name: str) -> list[GoalTable]:
    """All goal tables of a text that was pasted or stored; `name` is what errors and `source.file` call it.

    Raises:
        NotAGoalTableError: no goal table stands in it.
    """
    return _tables(read_text(text), name)


def _tables(blocks: tuple[Block, ...], name: str, allowance: Allowance | None = None) -> list[GoalTable]:
    allowance = allowance or Allowance(DEFAULT_LIMITS, name)
    lines: Sequence[Line] = WatchedLines(settle_own(list(iterate_lines(blocks))), allowance)
    tables = build_tables(read_sections(lines, allowance.check_time), name, allowance.check_time)
    if not tables:
        raise NotAGoalTableError(
            f"「{name}」里没有找到绩效目标表，请确认文件中有绩效目标和绩效指标（如一级指标、三级指标、指标值）后重试。"
        )
    return tables
