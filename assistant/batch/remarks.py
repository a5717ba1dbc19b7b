"""What people write into a workbook of results: it comes back at the same row when the workbook is written anew."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl

from assistant.batch.engine.manifest import hash_of, known_hashes, put, timeless
from assistant.export.files import explained

REMARKS = "审核备注"
"""The heading of the column that is left to people."""
_LOG = logging.getLogger(__name__)
_Sheets = dict[str, list[tuple[object, ...]]]


class Remarks:
    """What stands under `REMARKS` in a sheet, by what the columns `keys` say of its row."""

    def __init__(self, rows: Sequence[Sequence[object]], keys: Sequence[str]) -> None:
        """Of the `rows` of a sheet, the headings first; without the first of `keys` there are none, another that is lacking is empty."""
        self._left = defaultdict[tuple[str, ...], list[str]](list)
        headings = [str(heading) for heading in rows[0]] if rows else []
        if not {REMARKS, keys[0]} <= {*headings}:
            return
        for row in rows[1:]:
            told = dict(zip(headings, row, strict=False))
            self._left[key_of(*(told.get(key) for key in keys))].append(_plain(told.get(REMARKS)))

    def place(self, rows: Sequence[Sequence[object]]) -> list[str | None]:
        """What is to stand in each of these rows, of which the columns say this; of rows alike each gets what stood in its turn.

        A row that is found nowhere gets what stood in the only other one of that name that has gone: its unit was filled in since.
        """
        known = [key_of(*row) for row in rows]
        placed = [self._left[key].pop(0) if self._left[key] else None for key in known]
        for at, key in enumerate(known):
            gone = [texts for other, texts in self._left.items() if other[0] == key[0] and any(texts)]
            if placed[at] is None and len(gone) == 1 and len(gone[0]) == 1:
                placed[at] = gone[0].pop()
        return [text or None for text in placed]

    @property
    def homeless(self) -> bool:
        """Whether there is any that no row has taken."""
        return any(text for texts in self._left.values() for text in texts)


def key_of(*values: object) -> tuple[str, ...]:
    """Values as they are compared, whatever a spreadsheet program has made of them."""
    return tuple(map(_plain, values))


def put_workbook(folder: Path, name: str, sheet: str, keys: Sequence[str], make: Callable[[Remarks], bytes]) -> str:
    """Write a workbook that `make` makes with the remarks of the one that is there.

    One in which people have only marked cells or added remarks stays as it is, as long as it says what the new one would; one
    that says something else, or has remarks of which the row is gone, is kept beside the new one.

    Args:
        folder: of the batch.
        name: of the workbook in it.
        sheet: that has the remarks.
        keys: the headings by which its rows are known.
        make: makes the workbook.

    Returns:
        The hash of what the program makes of it.

    Raises:
        ExportError: it cannot be written there.
    """
    before, known = _content(folder / name), known_hashes(folder, name).get(name, set())
    remarks = Remarks(_read(before, sheet).get(sheet, []), keys)
    content = timeless(make(remarks))
    edited = bool(before) and hash_of(before) not in known
    if edited and (there := _read(before)) and there == _read(content):
        return hash_of(content)
    return put(folder, name, content, () if remarks.homeless else known)


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


def _rows(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Without the empty cells and rows that a spreadsheet program may put behind."""
    found: list[tuple[object, ...]] = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] in (None, ""):
            cells.pop()
        found.append(tuple(cells))
    while found and not found[-1]:
        found.pop()
    return found


def _plain(value: object) -> str:
    return "" if value is None else str(value).strip()
