"""Word files that are called otherwise when rows come, go or change their places: what people made of one goes along with its row."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.batch.engine.manifest import Known
from assistant.batch.engine.placing import Entry, hash_of, make_room, note_entry
from assistant.errors import ExportError
from assistant.export.files import explained

TABLES = "目标表"
"""The folder of the Word files, within that of the batch."""
_MOVING = ".moving"
"""The ending of a file that is on its way to another name."""
_RUNNING = re.compile(r"(?:序|顺序|编|行)号|序|No\.?|№", re.IGNORECASE)
"""The heading of a column that counts the rows, and says something else of all below wherever one is put in."""
Whose = tuple[str, str]
"""The hash of what a file is made of, and what else tells whose it is, as `row_of` gives it; see `Entry`."""
_SAME: tuple[Callable[[str, str], object], ...] = (
    lambda name, row: (row, Path(name).parent),
    lambda name, row: row,
    lambda name, row: row.rpartition(" ")[2],
)
"""By what a row is known again, of the name of its file and its `row_of`; the surest first."""


def ours(known: Known) -> set[str]:
    """The Word files that the program has written, those of a run that broke off before its manifest among them."""
    return {name for name in known.entries if name.startswith(f"{TABLES}/")}


@dataclass(frozen=True)
class Moves:
    """What is to become of the files whose tables are still wanted.

    Attributes:
        names: those that are to be called otherwise, by their new names.
        astray: those of which no row says whose they are.
    """

    names: dict[str, str]
    astray: frozenset[str]


def moves_of(known: Known, wanted: Mapping[str, Whose]) -> Moves:
    """Which file goes with which row.

    The only one of a table goes with the only row that has it. Of several each goes with the row of which the list says the same as
    before; where there is none, nobody knows whose it is, and what people wrote in it must come into no other.
    """
    before, now = defaultdict[str, dict[str, str]](dict), defaultdict[str, dict[str, str]](dict)
    for name in sorted(ours(known)):
        if entry := known.entry(name):
            before[entry.of][name] = entry.row
    for name, whose in sorted(wanted.items()):
        now[whose[0]][name] = whose[1]
    moves, astray = dict[str, str](), set[str]()
    for of, news in now.items():
        olds = before[of]
        found = dict(zip(news, olds, strict=True)) if len(olds) == len(news) == 1 else _by_row(olds, news)
        moves |= found
        astray |= olds.keys() - found.values()
    return Moves({new: old for new, old in moves.items() if new != old}, frozenset(astray))


def _by_row(olds: Mapping[str, str], news: Mapping[str, str]) -> dict[str, str]:
    """Names of files, with those they had before; drafts of one row by several prompts may be one table, and stay in their folders.

    Of rows that are alike in all that is said none has come or gone where they are as many as before: they keep their order.
    """
    found = dict[str, str]()
    for same in _SAME:
        before, now = _alike(olds, same, found.values()), _alike(news, same, found)
        for key, names in now.items():
            if len(names) == len(before[key]):
                found |= zip(names, before[key], strict=True)
    return found


def _alike(rows: Mapping[str, str], same: Callable[[str, str], object], taken: Collection[str]) -> defaultdict[object, list[str]]:
    """The names of files that are not taken, by what their rows are known again by."""
    found = defaultdict[object, list[str]](list)
    for name in sorted(rows.keys() - {*taken}):
        found[same(name, rows[name])].append(name)
    return found


def row_of(columns: Mapping[str, str]) -> str:
    """What tells a row from others of the same table: hashes of all that its list says beside it, and of all but its running number."""
    lasting = {heading: text for heading, text in columns.items() if not (_RUNNING.fullmatch(heading.strip()) and text.strip().isdigit())}
    return " ".join(hash_of(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()) for said in ({**columns}, lasting))


def move(folder: Path, known: Known, moves: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Give files the names that they have by now: a row put on top changes those of all below, and what people made of them goes along.

    Returns:
        Those that could not be moved, for instance since they are open in Word, by their new names; and that in sentences.
    """
    stuck, failed, under_way = dict[str, str](), list[str](), dict[str, Entry]()
    for name, old in moves.items():  # first all out of the way: the old name of one may be the new one of another
        try:
            with explained(folder / old):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                entry = known.entry(old)
                (folder / old).replace(folder / f"{name}{_MOVING}")
        except ExportError as error:
            stuck[name] = old
            failed.append(str(error))
        else:
            under_way |= {name: entry} if entry else {}
            del known.entries[old]
    for name, entry in under_way.items():
        try:
            make_room(folder, name, known.hashes(name))
            with explained(folder / name):
                note_entry(folder, name, entry)
                (folder / f"{name}{_MOVING}").replace(folder / name)
            known.entries[name] = [entry]
        except ExportError as error:
            failed.append(str(error))
            make_room(folder, f"{name}{_MOVING}", {entry.written}, called=name)
    return stuck, failed


def take_up_moving(folder: Path, known: Known) -> None:
    """Set aside what a run that broke off left on its way, where people had edited it; else it is written anew where it is wanted."""
    ours = {entry.written for entries in known.entries.values() for entry in entries}
    for path in sorted((folder / TABLES).rglob(f"*{_MOVING}")):
        name = path.relative_to(folder).as_posix()
        make_room(folder, name, ours, called=name.removesuffix(_MOVING))
