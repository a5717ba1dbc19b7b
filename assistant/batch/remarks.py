"""What people write into a workbook of results: it comes back at the same row when the workbook is written anew, and never at another."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl

from assistant.batch.engine.manifest import known_files, timeless
from assistant.batch.engine.placing import hash_of, put
from assistant.export.files import explained
from assistant.export.typography import printable

REMARKS = "审核备注"
"""The heading of the column that is left to people."""
_LOG = logging.getLogger(__name__)
_NAMED = 2
"""Columns that say which row is meant."""
_SHOWN = 20
"""Characters of a remark that has nothing else to be called by."""
Cells = Mapping[str, object]
"""What a row says, by heading."""
_Sheets = dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True)
class KnownBy:
    """The headings of the columns by which a row is known again.

    Attributes:
        keys: what is the same in all of them is the same row; the first, its name, is never empty.
        apart: these tell apart rows that have the same `keys`.
        place: these tell apart rows that are alike in all of that too, as long as they say the same of all such rows as before.
    """

    keys: tuple[str, ...]
    apart: tuple[str, ...] = ()
    place: tuple[str, ...] = ()


class Remarks:
    """What stands under `REMARKS` in a sheet, on its way to the rows of a new one."""

    def __init__(self, rows: Sequence[Sequence[object]] = ()) -> None:
        """Of the `rows` of a sheet; people may have put some above its headings."""
        texts = [[as_text(cell) for cell in row] for row in rows]
        at = next((at for at, row in enumerate(texts) if REMARKS in row), len(texts))
        self._rows: list[Cells] = [dict(zip(texts[at], row, strict=False)) for row in texts[at + 1 :]]
        self._homeless: list[str] = []

    def place(self, rows: Sequence[Cells], by: KnownBy) -> list[str | None]:
        """What is to stand in each of these rows; in none where it is in doubt which one is meant."""
        matching = _Matching([_Row(row, by) for row in self._rows], [_Row(row, by) for row in rows])
        placed = matching.run()
        left = [row for at, row in enumerate(self._rows) if at not in placed.values() and _remark(row)]
        self._homeless = [_name_of(row, by) for row in left]
        return [_remark(self._rows[placed[at]]) or None if at in placed else None for at in range(len(rows))]

    def of(self, heading: str, value: str) -> list[Cells]:
        """The rows with a remark that say this in a column."""
        return [row for row in self._rows if _remark(row) and as_text(row.get(heading)) == as_text(value)]

    @property
    def homeless(self) -> list[str]:
        """The names of the rows whose remarks no row has taken."""
        return self._homeless


class _Row:
    """A row by what it is known by, as texts."""

    def __init__(self, cells: Cells, by: KnownBy) -> None:
        self.keys, self.apart, self.place = (tuple(as_text(cells.get(name)) for name in part) for part in (by.keys, by.apart, by.place))
        self.remark = _remark(cells)

    def filled_in(self, before: "_Row") -> bool:
        """Whether it says what another row said before, and more where that one said nothing."""
        return self.keys[0] == before.keys[0] and all(old in ("", new) for old, new in zip(before.keys, self.keys, strict=True))


class _Matching:
    """Which row of before is which row now: wherever two rows of before, or two of now, come into question, none is taken."""

    def __init__(self, before: Sequence[_Row], now: Sequence[_Row]) -> None:
        self._before = {at: row for at, row in enumerate(before) if row.keys[0]}
        self._now = {at: row for at, row in enumerate(now) if row.keys[0]}
        self._found: dict[int, int] = {}

    def run(self) -> dict[int, int]:
        """The places of rows before by those of rows now."""
        for before, now in self._groups(lambda row: row.keys):
            self._match_one(before, now)
        for before, now in self._groups(lambda row: (row.keys, row.apart)):
            self._match_one(before, now)
            self._match_places(before, now)
        self._match_filled_in()
        return self._found

    def _groups(self, key: Callable[[_Row], object]) -> list[tuple[list[int], list[int]]]:
        groups = defaultdict[object, tuple[list[int], list[int]]](lambda: ([], []))
        for rows, side in ((self._before, 0), (self._now, 1)):
            for at, row in rows.items():
                groups[key(row)][side].append(at)
        return list(groups.values())

    def _match_one(self, before: Sequence[int], now: Sequence[int]) -> None:
        if len(before) == len(now) == 1:
            self._match(before[0], now[0])

    def _match_places(self, before: Sequence[int], now: Sequence[int]) -> None:
        """Rows alike in all else: none of them came, went, or changed its place."""
        old, new = ({rows[at].place: at for at in some if at in rows} for rows, some in ((self._before, before), (self._now, now)))
        if old.keys() == new.keys() and len(old) == len(before) == len(now):
            for place, at in new.items():
                self._match(old[place], at)

    def _match_filled_in(self) -> None:
        """Of what is left, rows in which cells were filled in that were empty before."""
        for old in [at for at, row in self._before.items() if row.remark]:
            fits = [at for at, row in self._now.items() if row.filled_in(self._before[old])]
            if len(fits) == 1 and self._now[fits[0]].keys != self._before[old].keys:
                (new,) = fits
                if [at for at, row in self._before.items() if self._now[new].filled_in(row)] == [old]:
                    self._match(old, new)

    def _match(self, old: int, new: int) -> None:
        self._found[new] = old
        del self._before[old], self._now[new]


def put_workbook(folder: Path, name: str, sheet: str, make: Callable[[Remarks], bytes]) -> tuple[str, list[str]]:
    """Write a workbook that `make` makes with the remarks of the one that is there.

    One in which people have only marked cells or added remarks stays as it is, as long as it says what the new one would; one
    that says something else, or has remarks of which the row is gone or in doubt, is kept beside the new one.

    Args:
        folder: of the batch.
        name: of the workbook in it.
        sheet: that has the remarks.
        make: makes the workbook.

    Returns:
        The hash of what the program makes of it, and the names of the rows whose remarks are only in the one beside it.

    Raises:
        ExportError: it cannot be written there.
    """
    before, known = _content(folder / name), known_files(folder, name).hashes(name)
    remarks = Remarks(_read(before, sheet).get(sheet, []))
    content = timeless(make(remarks))
    edited = bool(before) and hash_of(before) not in known
    if edited and (there := _read(before)) and there == _read(content):
        return hash_of(content), []
    return put(folder, name, content, () if remarks.homeless else known), remarks.homeless


def as_text(value: object) -> str:
    """What a cell says, whatever a spreadsheet program has made of it: numbers, dates and line ends as people write them."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float() | Decimal():
            return _number(Decimal(str(value)))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes" if not value.second else "seconds")
        case time():
            return value.isoformat("minutes" if not value.second else "seconds")
        case date():
            return value.isoformat()
    return printable(str(value)).strip()


def _number(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _remark(row: Cells) -> str:
    return as_text(row.get(REMARKS))


def _name_of(row: Cells, by: KnownBy) -> str:
    return " ".join(filter(None, (as_text(row.get(key)) for key in by.keys[:_NAMED]))) or _remark(row)[:_SHOWN]


def _content(path: Path) -> bytes:
    with explained(path):
        return path.read_bytes() if path.is_file() else b""


def _read(content: bytes, only: str | None = None) -> _Sheets:
    """What the cells of a workbook say, by sheet, or of `only` one; nothing where it cannot be read: then it is kept, whatever it is."""
    if not content:
        return {}
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        return {sheet.title: _rows(sheet.iter_rows(values_only=True)) for sheet in book.worksheets if only in (None, sheet.title)}
    except Exception:
        _LOG.warning("a workbook of results cannot be read", exc_info=True)
        return {}


def _rows(rows: Iterable[tuple[object, ...]]) -> list[tuple[str, ...]]:
    """As texts, without the empty cells and rows that a spreadsheet program may put behind."""
    found: list[tuple[str, ...]] = []
    for row in rows:
        cells = [as_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        found.append(tuple(cells))
    while found and not found[-1]:
        found.pop()
    return found
