"""What lies in a folder before a batch writes there: results of the same list, of another one, or files of somebody."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from assistant.batch.engine.manifest import MANIFEST
from assistant.batch.engine.opening import Wanted
from assistant.database import BatchItemRow, BatchRow, Database
from assistant.errors import InputError

_OF_THE_SYSTEM = {"Thumbs.db", "desktop.ini"}
_THINGS = {"draft": "项目", "review": "文件"}
_SHOWN = 2
Marks = Callable[[Mapping[str, Any]], Collection[str]]
"""What the subject of an item is known by."""


@dataclass(frozen=True)
class _Before:
    """A batch whose results lie in the folder."""

    title: str
    kind: str | None
    names: Sequence[str]
    subjects: Sequence[Mapping[str, Any]]


def check_folder(database: Database, folder: Path, wanted: Wanted, marks: Marks, *, replace: bool) -> str | None:
    """See that results can go into a folder without taking the place of what nobody meant; `replace` says that somebody does.

    Another list is one that has nothing in common with the one before: rows may change, come and go, and the file be renamed.

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
    if listed is not None and listed.kind != wanted.kind:  # told where it is taken up
        return None
    known = {mark for subject in before.subjects for mark in marks(subject)}
    common = not known or any(mark in known for wish in wanted.wishes for mark in marks(wish.subject))
    if not common and not replace:
        thing, some = _THINGS[wanted.kind], "、".join(f"「{name}」" for name in before.names[:_SHOWN])
        raise InputError(
            f"文件夹「{folder}」里是「{before.title}」的结果（{len(before.names)} 个{thing}，如{some}），和这次要做的没有一个{thing}相同；"
            "请用 --out 另选一个文件夹，确实要换掉的加 --replace。"
        )
    if listed is None:
        return f"没有「{folder}」以前的记录（文件夹移动过，或换了 ASSISTANT_DATA_DIR）：这次全部重做，请模型做的会再次计费。"
    return None


def _visible(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith((".", "~$")) and path.name not in _OF_THE_SYSTEM)


def _of_ledger(database: Database, folder: Path) -> _Before | None:
    with database.reading() as session:
        batch = session.scalars(select(BatchRow).where(BatchRow.place == str(folder.resolve()))).first()
        if batch is None:
            return None
        wanted = select(BatchItemRow.name, BatchItemRow.subject).where(BatchItemRow.batch_id == batch.id).order_by(BatchItemRow.number)
        items = session.execute(wanted).all()
        return _Before(batch.title, batch.kind, list(dict.fromkeys(name for name, _ in items)), [subject for _, subject in items])


def _of_manifest(folder: Path) -> _Before | None:
    """The same by what stands in the folder; None where that is no manifest of ours."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        subjects = [item.get("project") or item["file"] for item in content["items"]]
        names = [subject.get("name") or subject["request"]["name"] for subject in subjects]
        return _Before(str(content["title"]), None, list(dict.fromkeys(names)), subjects)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
