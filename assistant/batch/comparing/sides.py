"""The sides of a comparison: all drafts that one prompt of one batch made, by what was asked for."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.batch.comparing.content import Shown, shown_of
from assistant.batch.drafts.runs import find_batch
from assistant.batch.lists.project_list import PROJECT
from assistant.database import BatchItemRow, BatchRow, Database, DraftRow, RevisionRow
from assistant.database.tables import ItemState
from assistant.drafting.request import DraftRequest
from assistant.drafting.result import Draft
from assistant.errors import InputError
from assistant.goals import GoalTable
from assistant.goals.secrecy import holds_secrets
from assistant.review.finding import Severity
from assistant.workspace.drafts import Person
from assistant.workspace.manuscript import Manuscript

_REQUEST = TypeAdapter(DraftRequest)
_MADE = ("批量起草", "起草", "重新起草")
"""What led to a state of a draft that the program made as a whole; what people made of it later is not its doing."""
_OFFLINE = "离线"
_AT_ONCE = 50


@dataclass(frozen=True)
class Entry:
    """What came of one project on one side.

    Attributes:
        shown: what a judge may see; None where there is no draft, or it is marked 涉密.
        model: that wrote it.
        findings: of its review by severity; None where nobody noted them.
        recorded: whether tokens and seconds were noted.
    """

    state: ItemState
    shown: Shown | None = None
    model: str | None = None
    findings: Mapping[Severity, int] | None = None
    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    recorded: bool = True

    @property
    def comparable(self) -> bool:
        """Whether it can be judged: an offline draft in the place of a model's says nothing of the prompt."""
        return self.state == "done" and self.shown is not None


@dataclass(frozen=True)
class Side:
    """One side.

    Attributes:
        prompt: empty for drafts that came from no model.
        batch: id; `place` is what people call it: the folder, or the list.
        title: what the side is called in results, unlike the others.
        entries: by the key of the project, in the order of the list.
        requests: what was asked for, by the same.
    """

    batch: str
    place: str
    prompt: str
    entries: Mapping[str, Entry]
    requests: Mapping[str, DraftRequest]
    title: str = ""

    @property
    def models(self) -> str:
        """The models that wrote its drafts."""
        return "、".join(sorted({entry.model for entry in self.entries.values() if entry.model}))


@dataclass
class _Gathered:
    entries: dict[str, Entry] = field(default_factory=dict)
    requests: dict[str, DraftRequest] = field(default_factory=dict)


def batches_of_folders(database: Database, folders: Sequence[Path]) -> list[str]:
    """The ids of the batches whose results lie in these folders.

    Raises:
        InputError: there is none of a folder.
    """
    found = []
    for folder in folders:
        with database.reading() as session:
            batch = session.scalars(select(BatchRow).where(BatchRow.place == str(folder.resolve()))).first()
        if batch is None:
            raise InputError(
                f"没有找到文件夹「{folder}」的批量起草记录，请写 batch --out 的文件夹，并使用起草时的 ASSISTANT_DATA_DIR 或 DATABASE_URL。"
            )
        found.append(batch.id)
    return list(dict.fromkeys(found))


def batches_of_person(database: Database, person: Person, batches: Sequence[str]) -> list[str]:
    """The same ids, of batches that are this person's.

    Raises:
        InputError: one is not theirs.
    """
    with database.reading() as session:
        return [find_batch(session, batch, person).id for batch in batches]


def stamp_of(database: Database, batches: Sequence[str]) -> tuple[object, ...]:
    """Unlike any before as soon as a draft of these batches has come or changed; much cheaper than loading them."""
    row = BatchItemRow
    sums = (func.count(), func.count(row.model), func.sum(row.input_tokens), func.count(row.draft_id), func.sum(DraftRow.stamp))
    wanted = select(BatchRow.id, BatchRow.turn, row.state, *sums).join(row, row.batch_id == BatchRow.id)
    wanted = wanted.outerjoin(DraftRow, DraftRow.id == row.draft_id).where(BatchRow.id.in_(batches))
    with database.reading() as session:
        return tuple(sorted(map(tuple, session.execute(wanted.group_by(BatchRow.id, BatchRow.turn, row.state))), key=repr))


def load_sides(database: Database, batches: Sequence[str]) -> list[Side]:
    """The sides of batches, with titles that tell them apart.

    Raises:
        InputError: there are no two sides among them, or one is no batch of drafts.
    """
    sides = [side for batch in batches for side in _sides_of(database, batch)]
    if len(sides) < 2:
        raise InputError("只有一种提示词的草稿，没有可以比较的；请用几种提示词起草同一份清单，或再加上同一份清单的另一次批量起草。")
    return [_titled(side, title) for side, title in zip(sides, _titles(sides), strict=True)]


def _sides_of(database: Database, batch: str) -> list[Side]:
    gathered: dict[str, _Gathered] = {}
    seen: Counter[tuple[str, str]] = Counter()
    with database.reading() as session:
        row = session.get_one(BatchRow, batch)
        place = row.place or row.title
        if row.kind != "draft":
            raise InputError(f"「{place}」不是批量起草的结果，不能比较，请另选一个。")
        for item in _items(session, batch):
            prompt = item.prompt or ""
            request = PROJECT.validate_python(item.subject).request
            asked = hashlib.sha256(json.dumps(_REQUEST.dump_python(request, mode="json"), sort_keys=True).encode()).hexdigest()[:40]
            seen[prompt, asked] += 1
            key = f"{asked}-{seen[prompt, asked]}"  # rows that differ only in columns of their own ask for the same
            side = gathered.setdefault(prompt, _Gathered())
            side.entries[key], side.requests[key] = _entry(session, item), request
    return [Side(batch, place, prompt, side.entries, side.requests) for prompt, side in gathered.items()]


def _items(session: Session, batch: str) -> Iterator[BatchItemRow]:
    row, last = BatchItemRow, 0
    while True:
        items = session.scalars(select(row).where(row.batch_id == batch, row.number > last).order_by(row.number).limit(_AT_ONCE)).all()
        if not items:
            return
        yield from items
        last = items[-1].number
        session.expunge_all()


def _entry(session: Session, item: BatchItemRow) -> Entry:
    if item.result is not None:
        draft = Draft.model_validate_json(item.result)
        counts = Counter(finding.severity for finding in draft.findings)
        spent = (item.attempts, item.input_tokens, item.output_tokens, item.seconds)
        entry = Entry(_state(item, draft.mode), _seen(draft.table), draft.model, counts, *spent)
    elif item.draft_id is not None and (made := _manuscript(session, item.draft_id)) is not None:
        entry = Entry(_state(item, made.mode), _seen(made.table), made.model, recorded=False)
    else:
        entry = Entry(item.state, recorded=False)
    return entry


def _state(item: BatchItemRow, mode: str) -> ItemState:
    """An offline draft is a fallback wherever a prompt was to be used, whatever the reason."""
    return "fallback" if item.prompt and item.state == "done" and mode == "offline" else item.state


def _seen(table: GoalTable) -> Shown | None:
    return None if holds_secrets(table) else shown_of(table)


def _manuscript(session: Session, draft_id: str) -> Manuscript | None:
    """The draft as the program made it last."""
    row = RevisionRow
    wanted = select(row.state).where(row.draft_id == draft_id, row.action.in_(_MADE)).order_by(row.number.desc()).limit(1)
    state = session.scalar(wanted)
    return Manuscript.model_validate_json(state) if state is not None else None


def _titled(side: Side, title: str) -> Side:
    return Side(side.batch, side.place, side.prompt, side.entries, side.requests, title)


def _titles(sides: Sequence[Side]) -> list[str]:
    """The shortest titles under which all differ: the prompt, the model, both, with the place, with a number."""
    prompts = [side.prompt or _OFFLINE for side in sides]
    models = [side.models or _OFFLINE for side in sides]
    both = [f"{prompt}（{model}）" if model != prompt else prompt for prompt, model in zip(prompts, models, strict=True)]
    folders = [Path(side.place).name for side in sides]
    places = [[f"{title}，{folder}" for title, folder in zip(titles, folders, strict=True)] for titles in (prompts, both)]
    for titles in (prompts, models, both, *places):
        if len(set(titles)) == len(titles):
            return titles
    return [f"{number}. {title}" for number, title in enumerate(places[-1], 1)]
