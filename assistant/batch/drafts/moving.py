"""Word files that are called otherwise when rows come, go or change their places: what people made of one goes along with its row."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from assistant.batch.engine.manifest import Known
from assistant.batch.engine.placing import Entry, make_room, note_entry
from assistant.errors import ExportError
from assistant.export.files import explained

TABLES = "目标表"
"""The folder of the Word files, within that of the batch."""
_MOVING = ".moving"
"""The ending of a file that is on its way to another name."""
Whose = tuple[str, str]
"""Hashes of what a file is made of, and of what else tells whose it is; see `Entry`."""


def ours(known: Known) -> set[str]:
    """The Word files that the program has written, those of a run that broke off before its manifest among them."""
    return {name for name in known.entries if name.startswith(f"{TABLES}/")}


def moves_of(known: Known, wanted: Mapping[str, Whose]) -> dict[str, str]:
    """The files that are to be called otherwise, by their new names.

    Of several of one table each goes with its row; those that no row tells apart take a name in their turn.
    """
    before, now = defaultdict[str, dict[str, str]](dict), defaultdict[str, dict[str, str]](dict)
    for name in sorted(ours(known)):
        if entry := known.entry(name):
            before[entry.of][name] = entry.row
    for name, whose in sorted(wanted.items()):
        now[whose[0]][name] = whose[1]
    moves = dict[str, str]()
    for of, news in now.items():
        olds = before[of]
        moves |= _by_row(olds, news)
        if len(olds) != len(news):  # some came or went: who has its name keeps it
            for name in olds.keys() & news.keys():
                del olds[name], news[name]
        moves |= dict(zip(news, olds, strict=False))
    return {new: old for new, old in moves.items() if new != old}


def _by_row(olds: dict[str, str], news: dict[str, str]) -> dict[str, str]:
    """Names of files, with those they had before, where just one row was and is like that; these are taken out of both."""
    found = dict[str, str]()
    for new, row in [*news.items()]:
        alike = [old for old, its in olds.items() if its == row]
        if len(alike) == 1 and [*news.values()].count(row) == 1:
            found[new] = alike[0]
            del olds[alike[0]], news[new]
    return found


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
