"""范例库: files that people add to the library after seeing how they were read, and take out again.

What a person accepted stands in the data folder, one file per source: a list that begins with its origin, and then the tables. So one
file is all there is of a source, it is put in place at once, and the update that follows can always be made up for.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import AssistantError, ClassifiedError, InputError
from assistant.exemplars.documents import Origin, corpus_documents, own_documents, own_path
from assistant.exemplars.embedding import Embedder
from assistant.exemplars.exemplar import Exemplar
from assistant.exemplars.indexing import IndexReport, update_changed
from assistant.exemplars.search import ExemplarIndex
from assistant.exemplars.store import ExemplarStore, data_folder, writing
from assistant.goals import GoalTable, Source
from assistant.goals.secrecy import holds_secrets, is_classified
from assistant.reading import limits_of, read_tables
from assistant.settings import Settings

LONGEST_NAME = 200
"""Bytes of a file name; the endings that are added must fit too."""
_NO_NAME = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff/\\:*?"<>|]|^\.|^\s|[\s.]$|^$')
"""What file names must not hold on one system or another."""
_TAKEN: dict[Origin, str] = {
    "corpus": "程序自带的范例里已有同名文件「{}」，请把文件改名后再加入。",
    "own": "范例库里已有「{}」，要用新的内容代替它请选择替换，否则请把文件改名后再加入。",
    "added": "「{}」已用 index 命令加入，请把文件改名，或先运行 `python -m assistant index --rebuild` 移除。",
}


@dataclass(frozen=True)
class ProposedTable:
    """A table as it was read. `copies` are the exemplars of the library that are this table, or a state of it."""

    table: GoalTable
    copies: tuple[Exemplar, ...]


@dataclass(frozen=True)
class Proposal:
    """A file as it was read, for a person to look at.

    Attributes:
        name: the name of the file, under which it would be known.
        sha256: of its bytes.
        tables: what may be accepted, each with what was left unread and what is doubtful.
        classified: how many tables are marked 涉密; nothing of them is here.
        taken: why the name cannot be used, in a sentence; None where it can.
    """

    name: str
    sha256: str
    tables: tuple[ProposedTable, ...]
    classified: int
    taken: str | None

    @property
    def refused(self) -> str | None:
        """What people are told of the tables marked 涉密; None where there are none."""
        return f"有 {self.classified} 张表标有涉密，没有读入，也不会保存；涉密内容请按保密规定处理。" if self.classified else None


class Added(BaseModel):
    """Whence a source comes: the name and the SHA-256 of the original file (None where there was none), when it was added, by whom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sha256: str | None
    at: datetime
    by: str


@dataclass(frozen=True)
class OwnSource:
    """A source that people added. `added` is None where its file was put there by hand, or is damaged, which `tables` of 0 shows."""

    source: str
    added: Added | None
    tables: int


def propose(path: Path, settings: Settings, index: ExemplarIndex) -> Proposal:
    """How the file at `path` is read; nothing is kept of it. Its name is that under which it would be added.

    Raises:
        InputError: as for `read_tables`.
    """
    tables = read_tables(path, limits_of(settings))
    sound = [table for table in tables if not holds_secrets(table)]
    proposed = tuple(ProposedTable(table, _copies_in(index, table)) for table in sound)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    known = {exemplar.source for exemplar in index.exemplars}
    taken = _TAKEN[index.origin_of(path.name)].format(path.name) if path.name in known else None
    return Proposal(path.name, digest, proposed, len(tables) - len(sound), taken)


def accept(
    settings: Settings,
    embedder: Embedder,
    name: str,
    tables: Sequence[GoalTable],
    *,
    by: str,
    sha256: str | None = None,
    replace: bool = False,
) -> IndexReport:
    """Add `tables`, as a person corrected them, to the library as the source `name`; with `replace` in the place of an added one.

    Once this returns, or its file stands, they belong to the library: what a crash broke off is finished when the index is opened next.

    Raises:
        InputError: the name cannot be used or is taken, or there is nothing to add.
        ClassifiedError: a table is marked 涉密; nothing is kept of any.
        ConfigError: library, index or data folder cannot be used.
    """
    _check_name(name)
    _check_tables(name, tables)
    entries = [{"added": Added(file=name, sha256=sha256, at=datetime.now().astimezone(), by=by).model_dump(mode="json")}]
    entries += [_known_as(name, table).model_dump(mode="json", round_trip=True) for table in tables]
    with writing(settings):
        store = ExemplarStore(settings, embedder)
        origin = _origin_in(settings, store, name)
        if origin and not (origin == "own" and replace):
            raise InputError(_TAKEN[origin].format(name))
        _keep(settings, name, json.dumps(entries, ensure_ascii=False, indent=1))
        return update_changed(settings, store)


def remove(settings: Settings, embedder: Embedder, source: str) -> IndexReport:
    """Take a source that people added out of the library.

    Raises:
        InputError: it is none of those.
        ConfigError: library, index or data folder cannot be used.
    """
    with writing(settings):
        store = ExemplarStore(settings, embedder)
        if source not in _own_names(settings):
            raise InputError(_explain_staying(source, _origin_in(settings, store, source)))
        with data_folder(settings):
            own_path(settings, source).unlink()
        return update_changed(settings, store)


def own_sources(settings: Settings) -> list[OwnSource]:
    """What people added, by name."""
    return [_describe(document.path, document.source) for document in own_documents(settings)]


def own_tables(settings: Settings, source: str) -> list[GoalTable]:
    """The tables of an added source as they were accepted, for correcting them once more.

    Raises:
        InputError: there is no such source, or its file is damaged.
    """
    if source not in _own_names(settings):
        raise InputError(_explain_staying(source, None))
    return read_tables(own_path(settings, source), limits_of(settings))


def _own_names(settings: Settings) -> set[str]:
    return {document.source for document in own_documents(settings)}


def _copies_in(index: ExemplarIndex, table: GoalTable) -> tuple[Exemplar, ...]:
    ids = index.copies_of(table.model_copy(update={"unread": ()}))  # the index holds none
    return tuple(exemplar for exemplar in index.exemplars if exemplar.id in ids)


def _check_name(name: str) -> None:
    if _NO_NAME.search(name):
        shown = name[:60].encode("utf-8", "replace").decode()
        raise InputError(f"文件名「{shown}」不能使用，请去掉斜线、引号等符号后重试。")
    if len(name.encode()) > LONGEST_NAME:
        raise InputError(f"文件名「{name[:30]}…」过长，请缩短到 {LONGEST_NAME // 3} 个字以内后重试。")


def _check_tables(name: str, tables: Sequence[GoalTable]) -> None:
    marked = [str(number) for number, table in enumerate(tables, 1) if holds_secrets(table) or any(map(is_classified, table.unread))]
    if marked:
        raise ClassifiedError(f"第 {'、'.join(marked)} 张表标有涉密，不能加入范例库，请移除后重试；涉密内容请按保密规定处理。")
    empty = [str(number) for number, table in enumerate(tables, 1) if not (table.goals or table.indicators)]
    if empty or not tables:
        which = f"第 {'、'.join(empty)} 张表里" if empty else f"「{name}」里"
        raise InputError(f"{which}没有绩效目标和绩效指标，不能作范例，请补上或移除后重试。")


def _known_as(name: str, table: GoalTable) -> GoalTable:
    return table.model_copy(update={"source": Source(file=name, location=table.source.location if table.source else None)})


def _origin_in(settings: Settings, store: ExemplarStore, source: str) -> Origin | None:
    """Whence the library has `source`; None where it has not."""
    if source in {path.name for path in corpus_documents(settings)}:
        return "corpus"
    if source in _own_names(settings):
        return "own"
    return "added" if store.hashes(source) else None


def _explain_staying(source: str, origin: Origin | None) -> str:
    if origin == "corpus":
        return f"「{source}」是程序自带的范例，不能移除；不想参考它时，请在起草时排除这个文件。"
    if origin == "added":
        return f"「{source}」是用 index 命令加入的，运行 `python -m assistant index --rebuild` 后即移除。"
    return f"范例库里没有加入过「{source[:60]}」，可能已被移除，请刷新后再看。"


def _keep(settings: Settings, name: str, content: str) -> None:
    """Put the file of a source in its place, once it can be read; what a crash left of the draft is written over next time."""
    target = own_path(settings, name)
    draft = target.parent / ".draft" / target.name  # named like the target, since errors name it
    with data_folder(settings):
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(content, "utf-8")
    try:
        read_tables(draft, limits_of(settings))
        with data_folder(settings):
            draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _describe(path: Path, source: str) -> OwnSource:
    try:
        entries = json.loads(path.read_text("utf-8"))
        added = Added.model_validate(entries[0]["added"])
    except (OSError, ValueError, LookupError, TypeError, ValidationError):
        return OwnSource(source, None, _count_tables(path))
    return OwnSource(source, added, len(entries) - 1)


def _count_tables(path: Path) -> int:
    try:
        return len(read_tables(path))
    except AssistantError:
        return 0
