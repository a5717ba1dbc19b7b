"""A list of projects drafted one after another: each finished draft is kept at once, and what is missing can be taken up again.

What a list asks for stands in the database, an item for each project and prompt. A draft and the word that its item is done are kept in
one transaction, so that whatever ends the program in between, nothing is lost and nothing is done twice.
"""

import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.batch.lists import ListedProject
from assistant.batch.runs import PROJECT, State, find_batch
from assistant.database import BatchItemRow, BatchRow, DraftRow
from assistant.drafting import DRAFT_PROMPT, Draft, draft_events
from assistant.drafting.draft import SECRET_NOTICE
from assistant.drafting.events import Finished
from assistant.errors import AssistantError, CancelledError, ConfigError, InputError, ModelError
from assistant.prompting import kind_of, prompt_ids, versions
from assistant.settings import Settings
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import Beside, Person
from assistant.workspace.insisting import insist
from assistant.workspace.jobs import Task
from assistant.workspace.manuscript import Manuscript, from_draft, new_id
from assistant.workspace.redrafting import keep_anew
from assistant.workspace.secrecy import refuse_marked

_LOG = logging.getLogger(__name__)
KIND: Final = "batch"
MOST_ITEMS = 5000
"""Drafts that one list may ask for."""
FALLBACKS = 3
"""Offline drafts in a row, where a model was wanted, after which a person has to look at the model first."""
_DEFECT = "程序出错了，这一项没有起草，详情已记入服务日志；请重试，或把日志交给维护人员。"


def draft_prompts(settings: Settings) -> dict[str, str]:
    """The prompts that drafts can be made with: the newest version of each, with what it is for."""
    found = {}
    for id_ in prompt_ids(settings):
        newest = versions(settings, id_)[-1].prompt if kind_of(id_) == DRAFT_PROMPT else None
        if newest is not None:
            found[newest.name] = newest.purpose
    return found


def start_list(
    desk: Desk, person: Person, projects: Sequence[ListedProject], *, title: str, prompts: Sequence[str] = (), offline: bool = False
) -> str:
    """Begin to draft all `projects`, each with each of `prompts`; the id of the run.

    Args:
        desk: whose worker does it.
        person: whose drafts they will be.
        projects: as `read_list` gives them.
        title: what the run is called in lists: the name of the file.
        prompts: names as of `draft_prompts`; none is the usual one.
        offline: to ask no model though one is set.

    Raises:
        InputError: there is nothing to draft, or too much.
        ClassifiedError: the title is marked 涉密.
    """
    refuse_marked(title, Path(title).stem)
    offline = offline or not desk.settings.model
    used: Sequence[str | None] = [None] if offline else (prompts or [*draft_prompts(desk.settings)][:1] or [DRAFT_PROMPT])
    if not projects:
        raise InputError("清单里没有可以起草的项目，请改好清单后重新上传。")
    if len(projects) * len(used) > MOST_ITEMS:
        raise InputError(f"一次最多起草 {MOST_ITEMS} 份，这份清单要起草 {len(projects) * len(used)} 份，请分成几份清单。")
    id_ = new_id()
    with desk.database.writing() as session:
        session.add(BatchRow(id=id_, owner=person.owner, title=title[:255], offline=offline, turn=0, created=datetime.now(UTC)))
        session.flush()
        for number, (project, prompt) in enumerate(product(projects, used), 1):
            item = BatchItemRow(batch_id=id_, number=number, line=project.row, name=project.request.name[:400], state="waiting")
            item.prompt, item.project = prompt, PROJECT.dump_python(project, mode="json")
            session.add(item)
    resume(desk, person, id_)
    return id_


def resume(desk: Desk, person: Person, id_: str, *, again: bool = False) -> str:
    """Begin a job that does what a run still lacks; with `again` also what failed, or came from no model though one was wanted.

    Whoever still works on the run, silent or in another process, keeps nothing more of it.

    Raises:
        InputError: there is no such run among theirs.
    """
    with desk.database.writing() as session:
        batch = find_batch(session, id_, person)
        batch.turn += 1
        turn = batch.turn
        if again:
            spent = BatchItemRow.state.in_(("failed", "fallback"))
            session.execute(update(BatchItemRow).where(BatchItemRow.batch_id == id_, spent).values(state="waiting", note=None))
    job = desk.jobs.start(KIND, person.owner, person.name, {"batch": id_, "turn": turn})
    with desk.database.writing() as session:
        session.execute(update(BatchRow).where(BatchRow.id == id_, BatchRow.turn == turn).values(job_id=job))
    return job


def stop(desk: Desk, person: Person, id_: str) -> None:
    """Ask whoever works on a run to stop; what is finished stays.

    Raises:
        InputError: there is no such run among theirs.
    """
    with desk.database.reading() as session:
        job = find_batch(session, id_, person).job_id
    if job:
        desk.jobs.cancel(job, person.owner)


def run(desk: Desk, task: Task) -> dict[str, Any] | None:
    """Draft what the batch of the task lacks, item after item.

    Raises:
        CancelledError: the person stopped it, or it was taken up anew elsewhere.
        ConfigError: something that all items need cannot be used.
        ModelError: the model gave nothing several times in a row.
    """
    worker = _Worker(desk, task)
    began, finished, fallbacks = time.monotonic(), 0, 0
    while (item := worker.next()) is not None:
        task.tell({"finished": finished, "seconds": time.monotonic() - began, "working": item.name})
        state = worker.do(item)
        finished += 1
        fallbacks = fallbacks + 1 if state == "fallback" else 0
        if fallbacks == FALLBACKS:
            raise ModelError(
                f"语言模型连续 {FALLBACKS} 次没有给出结果，已先停下，这几份是离线草稿；请在设置里测试连接，再点「继续」或「重做」。"
            )
    return None


class _Worker:
    """Does the items of one turn of a batch."""

    def __init__(self, desk: Desk, task: Task) -> None:
        self._desk, self._task = desk, task
        self._id, self._turn = str(task.request["batch"]), int(task.request["turn"])
        self._person = Person(task.owner, task.by)
        with desk.database.reading() as session:
            self._offline = find_batch(session, self._id, self._person).offline

    def next(self) -> BatchItemRow | None:
        """The first item that waits."""
        if self._task.cancel.stopped:
            raise CancelledError("已停止。")
        return insist(self._first_waiting)

    def _first_waiting(self) -> BatchItemRow | None:
        mine = BatchItemRow.batch_id == self._id
        with self._desk.database.reading() as session:
            self._check_turn(session)
            wanted = select(BatchItemRow).where(mine, BatchItemRow.state == "waiting").order_by(BatchItemRow.number).limit(1)
            return session.scalars(wanted).first()

    def do(self, item: BatchItemRow) -> State:
        """Draft an item and keep what came of it, though the database is away for a moment: drafting it again would cost again."""
        try:
            return self._keep(item, self._draft(item))
        except (CancelledError, ConfigError):
            raise  # nobody has failed: the person stopped it, or nothing at all can be drafted or kept
        except AssistantError as error:
            reason = str(error)
        except Exception:
            _LOG.exception("item %s of batch %s failed", item.number, self._id)
            reason = _DEFECT
        insist(partial(self._note_failure, item, reason))
        return "failed"

    def _draft(self, item: BatchItemRow) -> Draft:
        request = PROJECT.validate_python(item.project).request
        context = self._desk.context_for(self._task.by, offline=self._offline)
        events = draft_events(request, context, offline=self._offline, prompt=item.prompt or DRAFT_PROMPT, cancel=self._task.cancel)
        for event in events:
            if isinstance(event, Finished):
                return event.draft
        raise AssertionError("a draft always finishes")

    def _keep(self, item: BatchItemRow, draft: Draft) -> State:
        wanted_model = not self._offline and not (draft.notice or "").startswith(SECRET_NOTICE)
        state: State = "fallback" if wanted_model and draft.mode == "offline" else "done"
        made = from_draft(draft, PROJECT.validate_python(item.project).request)

        def note(session: Session, draft_id: str) -> None:
            self._note(session, item, state=state, note=draft.notice, draft_id=draft_id)

        insist(partial(self._save, item, made, note))
        return state

    def _save(self, item: BatchItemRow, made: Manuscript, note: Beside) -> None:
        """Into the draft that the item has, around what people made of it; one that was thrown away stays where it is."""
        drafts = self._desk.drafts(self._person)
        with self._desk.database.reading() as session:
            there = session.get(DraftRow, item.draft_id) if item.draft_id is not None else None
        if there is not None and there.removed is None:
            keep_anew(drafts, there.id, made, self._desk.context(), note)
        else:
            drafts.create(made, "批量起草", note)

    def _note_failure(self, item: BatchItemRow, reason: str) -> None:
        with self._desk.database.writing() as session:
            self._note(session, item, state="failed", note=reason)

    def _note(self, session: Session, item: BatchItemRow, **values: object) -> None:
        """Keep what came of an item, unless somebody else has taken the batch up."""
        self._check_turn(session, writing=True)
        this = (BatchItemRow.batch_id == self._id, BatchItemRow.number == item.number)
        session.execute(update(BatchItemRow).where(*this).values(**values))

    def _check_turn(self, session: Session, *, writing: bool = False) -> None:
        turn = select(BatchRow.turn).where(BatchRow.id == self._id)
        if session.scalar(turn.with_for_update() if writing else turn) != self._turn:
            raise CancelledError("这次批量任务已在别处继续。")
