"""A list of projects drafted for the page: by the same workers and the same ledger as on the command line, within the server.

A draft that people edit is made of each result, and noted beside its item before the item counts as done: whatever ends the program in
between, it is made again of the answers that are there, into the same draft.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.batch.drafts.drafter import Drafter, drafts_wanted
from assistant.batch.drafts.runs import find_batch
from assistant.batch.engine.items import Allowance, Outcome, WorkItem
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.opening import add_items, forget
from assistant.batch.engine.paid import Keep
from assistant.batch.engine.worker import Pressure, Worker
from assistant.batch.lists.project_list import PROJECT, ListedProject
from assistant.database import BatchItemRow, BatchRow, DraftRow
from assistant.drafting import DRAFT_PROMPT, Draft
from assistant.errors import CancelledError, InputError, ModelError
from assistant.llm.chat import Address
from assistant.llm.pacing import pace_of
from assistant.prompting import Prompt, kind_of, open_prompts, prompt_ids, versions
from assistant.settings import Settings
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import Person
from assistant.workspace.insisting import insist
from assistant.workspace.jobs import Task
from assistant.workspace.manuscript import Manuscript, from_draft, new_id
from assistant.workspace.redrafting import keep_anew
from assistant.workspace.secrecy import refuse_marked

KIND: Final = "batch"
MOST_ITEMS = 5000
"""Drafts that one list may ask for."""
AT_ONCE = 8
"""Drafts by a model that are made at a time; without one it is one, so that the pages of others stay quick."""


def draft_prompts(settings: Settings) -> dict[str, str]:
    """The prompts that drafts can be made with: the newest version of each, with what it is for."""
    found = {}
    for id_ in prompt_ids(settings):
        newest = versions(settings, id_)[-1].prompt if kind_of(id_) == DRAFT_PROMPT else None
        if newest is not None:
            found[newest.name] = newest.purpose
    return found


def start_list(
    desk: Desk,
    person: Person,
    projects: Sequence[ListedProject],
    *,
    title: str,
    prompts: Sequence[str] = (),
    offline: bool = False,
    limit: int | None = None,
) -> str:
    """Begin to draft all `projects`, each with each of `prompts`; the id of the run.

    Args:
        desk: whose worker does it.
        person: whose drafts they will be.
        projects: as `read_list` gives them.
        title: what the run is called in lists: the name of the file.
        prompts: names as of `draft_prompts`; none is the usual one.
        offline: to ask no model though one is set.
        limit: tokens that it may cost; None for any number.

    Raises:
        InputError: there is nothing to draft, or too much.
        ClassifiedError: the title is marked 涉密.
    """
    refuse_marked(title, Path(title).stem)
    offline = offline or not desk.settings.model
    known = open_prompts(desk.settings)
    used = [] if offline else prompts_used(desk.settings, prompts)
    if not projects:
        raise InputError("清单里没有可以起草的项目，请改好清单后重新上传。")
    wanted = len(projects) * max(1, len(used))
    if wanted > MOST_ITEMS:
        raise InputError(f"一次最多起草 {MOST_ITEMS} 份，这份清单要起草 {wanted} 份，请分成几份清单。")
    id_ = new_id()
    with desk.database.writing() as session:
        session.add(BatchRow(id=id_, owner=person.owner, title=title[:255], offline=offline, turn=0, created=datetime.now(UTC)))
        session.flush()
        add_items(session, id_, drafts_wanted(title, projects, used, desk.settings, known).wishes)
    resume(desk, person, id_, limit=limit)
    return id_


def prompts_used(settings: Settings, names: Sequence[str]) -> list[Prompt]:
    """The prompts of these names; without any the one that drafts are usually made with.

    Raises:
        PromptError: one is not there, or breaks its rules.
    """
    known = open_prompts(settings)
    return [known.find(name) for name in names or [*draft_prompts(settings)][:1] or [DRAFT_PROMPT]]


def resume(desk: Desk, person: Person, id_: str, *, again: bool = False, limit: int | None = None) -> str:
    """Begin a job that does what a run still lacks; with `again` also what failed, or came from no model though one was wanted.

    All that the run has ever cost counts towards `limit`, in tokens.

    Whoever still works on the run, silent or in another process, keeps nothing more of it.

    Raises:
        InputError: there is no such run among theirs.
    """
    with desk.database.writing() as session:
        batch = find_batch(session, id_, person)
        batch.turn += 1
        turn = batch.turn
        if again:
            forget(session, id_)
    job = desk.jobs.start(KIND, person.owner, person.name, {"batch": id_, "turn": turn, "limit": limit})
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
    """Draft what the batch of the task lacks; what has begun is brought to its end, also where the person stops it.

    Raises:
        CancelledError: the person stopped it, or it was taken up anew elsewhere.
        ConfigError: something that all items need cannot be used.
        ModelError: the model does not answer.
    """
    ledger, person = Ledger(desk.database, str(task.request["batch"]), int(task.request["turn"]), task.by), Person(task.owner, task.by)
    with desk.database.reading() as session:
        batch = find_batch(session, ledger.batch, person)
        if batch.turn != ledger.turn:
            raise CancelledError(_ELSEWHERE)
        offline = batch.offline
    for worker in ledger.holders():  # of an earlier turn: what they still bring is not wanted
        ledger.release(worker)
    context = desk.context_for(task.by, offline=offline)
    pace = pace_of(context.model.chat.address.where) if context.model is not None else None
    pressure = Pressure(AT_ONCE if pace is not None else 1, lambda: pace.holds if pace is not None else 0)
    limit = task.request.get("limit") if pace is not None else None
    allowance = Allowance(int(limit), desk.settings.model_tokens) if limit is not None else None
    clerk = _Clerk(desk, person, ledger, Drafter(context, allowance.each if allowance else None), task)
    clerk.tell()
    worker_of_page = Worker(ledger, clerk.do, pressure, lambda: task.cancel.stopped, allowance)
    clerk.worker = worker_of_page.name
    worker_of_page.run()
    _look_at_end(desk, task, ledger, worker_of_page.why, allowance)
    return None


def seconds_held(settings: Settings) -> float:
    """For how long the model's service has told this server not to ask it."""
    return pace_of(Address(settings.model, settings.base_url).where).left if settings.model else 0.0


def _look_at_end(desk: Desk, task: Task, ledger: Ledger, why: str | None, allowance: Allowance | None) -> None:
    """Say why not all is done, where it is not."""
    row = BatchItemRow
    with desk.database.reading() as session:
        turn = session.scalar(select(BatchRow.turn).where(BatchRow.id == ledger.batch))
        waiting = session.execute(select(row.turn, row.note).where(row.batch_id == ledger.batch, row.state == "waiting")).all()
    if turn != ledger.turn:
        raise CancelledError(_ELSEWHERE)
    if waiting and task.cancel.stopped:
        raise CancelledError("已停止。")
    if waiting:
        tried = [note or "" for of, note in waiting if of == ledger.turn]  # what one was left for in an earlier turn is over
        limit = _used_up(ledger, allowance, surely=why is None and len(tried) < len(waiting))
        reason = why or next(filter(None, tried), "")
        raise ModelError(f"还有 {len(waiting)} 份没有起草：{limit}{reason}处理好后点「继续」，做过的不会重做。")


def _used_up(ledger: Ledger, allowance: Allowance | None, *, surely: bool) -> str:
    """That the tokens are used up, where they are: nothing else stops a run that comes on."""
    spent = ledger.standing().tokens
    if allowance is None or not (surely or spent + allowance.each > allowance.limit):
        return ""
    return f"已用 {spent:,} 个 token，每份要留出 {allowance.each:,} 个，上限 {allowance.limit:,} 不够再做一份；请调大上限。"


_ELSEWHERE = "这次批量任务已在别处继续。"


@dataclass
class _Clerk:
    """Drafts items, and makes of each result a draft that people edit."""

    desk: Desk
    person: Person
    ledger: Ledger
    drafter: Drafter
    task: Task
    worker: str = ""
    began: float = field(default_factory=time.monotonic)
    finished: int = 0

    def do(self, item: WorkItem, keep: Keep) -> Outcome:
        """See `Drafter.do`; what came of it stands among the person's drafts afterwards."""
        outcome = self.drafter.do(item, keep)
        if outcome.result is not None:
            project, draft = PROJECT.validate_python(item.subject), Draft.model_validate_json(outcome.result)
            made = from_draft(draft.model_copy(update={"table": project.complete(draft.table)}), project.request)
            insist(partial(self._save, item, made))
        self.finished += outcome.state != "waiting"
        self.tell(outcome.note if outcome.state == "waiting" else None)
        return outcome

    def tell(self, trouble: str | None = None) -> None:
        """Say how far it is by now, and what hinders."""
        told = {"finished": self.finished, "seconds": time.monotonic() - self.began, "at": time.time(), "trouble": trouble}
        self.task.tell(told)

    def _save(self, item: WorkItem, made: Manuscript) -> None:
        """Into the draft that the item has, around what people made of it; one that was thrown away stays where it is."""
        drafts = self.desk.drafts(self.person)
        with self.desk.database.reading() as session:
            known = session.scalar(select(BatchItemRow.draft_id).where(*self._this(item)))
            there = session.get(DraftRow, known) if known is not None else None
            removed = there is None or there.removed is not None
        if known is None or removed:
            drafts.create(made, "批量起草", partial(self._note, item))
        else:
            keep_anew(drafts, known, made, self.desk.context(), partial(self._note, item))

    def _note(self, item: WorkItem, session: Session, draft_id: str) -> None:
        """Note the draft beside its item, unless somebody else has taken the batch up."""
        mine = (*self._this(item), BatchItemRow.worker == self.worker)
        noted = update(BatchItemRow).where(*mine).values(draft_id=draft_id).returning(BatchItemRow.number)
        if session.scalar(noted) is None:
            raise CancelledError(_ELSEWHERE)

    def _this(self, item: WorkItem) -> tuple[Any, Any]:
        return (BatchItemRow.batch_id == self.ledger.batch, BatchItemRow.number == item.number)
