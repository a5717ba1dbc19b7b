"""What lies in a folder before a batch writes there: results of the same list, of another one, or files of somebody."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import select

from assistant.batch.engine.manifest import MANIFEST
from assistant.batch.engine.opening import Wanted, refuse_other_kind
from assistant.database import BatchItemRow, BatchRow, Database
from assistant.database.tables import BatchKind
from assistant.errors import InputError

_OF_THE_SYSTEM = {"Thumbs.db", "desktop.ini"}
_THINGS: dict[BatchKind, str] = {"draft": "项目", "review": "文件"}
_SAME: dict[BatchKind, str] = {"draft": "的名称、单位和年度都相同", "review": "相同"}
_SUBJECTS: dict[str, BatchKind] = {"project": "draft", "file": "review"}
"""What a manifest names the subjects of items."""
_SHOWN = 2
Mark = str | tuple[str, ...]
"""What somebody calls a thing, alone or with more that may have been left empty before."""
Marks = Callable[[Mapping[str, Any]], Collection[Mark]]
"""What the subject of an item is known by; any of them is enough."""


@dataclass(frozen=True)
class _Before:
    """A batch whose results lie in the folder; each of its things has its name once, by however many prompts it was done."""

    title: str
    kind: BatchKind
    names: Sequence[str]
    subjects: Sequence[Mapping[str, Any]]


def check_folder(database: Database, folder: Path, wanted: Wanted, marks: Marks, *, replace: bool) -> str | None:
    """See that results can go into a folder without taking the place of what nobody meant; `replace` says that somebody does.

    Rows may change, come and go, and the file be renamed: a list is the same as long as half of the shorter one is in both.

    Returns:
        What people should know all the same.

    Raises:
        InputError: there is something else.
    """
    there = _visible(folder)
    if not there:
        return None
    listed = _of_ledger(database, folder)
    before = listed or _of_manifest(folder)
    if before is None:
        raise InputError(
            f"文件夹「{folder}」里已有别的文件（如「{there[0]}」），不是批量处理的结果；"
            f"请用 --out 另选一个空文件夹，例如 {folder / '结果'}。"
        )
    refuse_other_kind(folder, before.kind, wanted)
    common, needed = _in_common(before.subjects, [wish.subject for wish in wanted.wishes], marks)
    if common < needed and not replace:
        thing, some = _THINGS[wanted.kind], "、".join(f"「{name}」" for name in before.names[:_SHOWN])
        told = f"{f'只有 {common} 个' if common else '没有一个'}{thing}{_SAME[wanted.kind]}"
        raise InputError(
            f"文件夹「{folder}」里是「{before.title}」的结果（{len(before.names)} 个{thing}，如{some}），和这次要做的{told}；"
            "请用 --out 另选一个文件夹，确实要换掉的加 --replace。"
        )
    if listed is None:
        return f"没有「{folder}」以前的记录（文件夹移动过，或换了 ASSISTANT_DATA_DIR）：这次全部重做，请模型做的会再次计费。"
    return None


def _in_common(before: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]], marks: Marks) -> tuple[int, int]:
    """How many things of the shorter of two lists are in the other one too, and how many have to be for both to be the same list."""
    old = {frozenset(marks(subject)) for subject in before}
    new = {frozenset(earlier for mark in marks(subject) for earlier in _earlier(mark)) for subject in now}
    shorter, longer = sorted((old - {frozenset()}, new - {frozenset()}), key=len)
    known = frozenset[Mark]().union(*longer)
    return sum(not known.isdisjoint(thing) for thing in shorter), (len(shorter) + 1) // 2


def _earlier(mark: Mark) -> Iterator[Mark]:
    """A mark, and what it may have been before somebody filled in more of it."""
    if isinstance(mark, str):
        yield mark
        return
    first, *further = mark
    for parts in product(*({part, ""} for part in further)):
        yield (first, *parts)


def _visible(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith((".", "~$")) and path.name not in _OF_THE_SYSTEM)


def _of_ledger(database: Database, folder: Path) -> _Before | None:
    with database.reading() as session:
        batch = session.scalars(select(BatchRow).where(BatchRow.place == str(folder.resolve()))).first()
        if batch is None:
            return None
        row = BatchItemRow
        wanted = select(row.line, row.name, row.subject).where(row.batch_id == batch.id).order_by(row.number)
        items = session.execute(wanted).all()
        names = [name for _, name in dict.fromkeys((line, name) for line, name, _ in items)]
        return _Before(batch.title, batch.kind, names, [subject for *_, subject in items])


def _of_manifest(folder: Path) -> _Before | None:
    """The same by what stands in the folder; None where that is no manifest of ours."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        of = next(name for name in _SUBJECTS if all(name in item for item in content["items"]))
        subjects = [item[of] for item in content["items"]]
        named = dict.fromkeys((subject.get("row"), subject.get("name") or subject["request"]["name"]) for subject in subjects)
        return _Before(str(content["title"]), _SUBJECTS[of], [name for _, name in named], subjects)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return None
