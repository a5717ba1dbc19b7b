"""Work that outlives a click: it runs in threads of its own, tells the database how far it is, and stops when asked to."""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.audit import add_line
from assistant.database import Database, DraftRow, JobRow
from assistant.errors import AssistantError, CancelledError, InputError
from assistant.llm.chat import Cancel
from assistant.workspace.edits.edit import texts_in
from assistant.workspace.insisting import PAUSES, insist
from assistant.workspace.job import RUNNING, Job, Run, Task, job_of
from assistant.workspace.manuscript import new_id
from assistant.workspace.pruning import prune_jobs
from assistant.workspace.secrecy import refuse_marked
from assistant.workspace.threads import Threads

__all__ = ["Job", "Jobs", "Run", "Task"]
_LOG = logging.getLogger(__name__)
AT_ONCE = 4
"""Jobs of one process that run beside each other; most of their time they wait for a model."""
LONG_AT_ONCE = 2
"""Jobs that take hours and run beside each other, in threads of their own, so that nobody's single draft waits for somebody's list."""
BEAT_SECONDS = 2.0
"""How often a worker says that it is there, and looks whether it should stop."""
_LOOK_SECONDS = 0.02


class Jobs:
    """The jobs of a database, and the threads of this process that do them."""

    def __init__(
        self,
        database: Database,
        kinds: Mapping[str, Run],
        long: Collection[str] = (),
        *,
        beat: float = BEAT_SECONDS,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """Do jobs of these kinds; those of `long` take hours, and have threads of their own. `pauses` as for `insist`."""
        self._beat_seconds, self._pauses = beat, pauses
        self._database = database
        self._kinds = kinds
        self._name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._threads = Threads(AT_ONCE, "job")
        self._long = Threads(LONG_AT_ONCE, "long job")
        self._long_kinds = frozenset(long)
        self._tasks: dict[str, Task] = {}
        self._closing = False
        self._ending = threading.Event()
        self._beat = threading.Thread(target=self._keep_beating, name="job beat", daemon=True)
        self._beat.start()

    def start(self, kind: str, owner: str, by: str, request: dict[str, Any], *, draft_id: str | None = None) -> str:
        """Begin a job; its id.

        Raises:
            InputError: the draft is none of theirs, work of this kind is going on for it, or the server is being stopped.
            ClassifiedError: the request is marked 涉密.
        """
        run, id_ = self._kinds[kind], new_id()
        refuse_marked(*texts_in(request))
        if self._closing:
            raise InputError("服务正在停止，任务没有开始，请稍后重试。")
        task = Task(id_, owner, by, draft_id, request, Cancel(), partial(self._tell, id_), kind)
        with self._database.writing() as session:
            _refuse_foreign(session, draft_id, owner)
            _refuse_second(session, draft_id, kind)
            now = _now()
            prune_jobs(session, kind, draft_id, now)
            job = JobRow(id=id_, owner=owner, kind=kind, draft_id=draft_id, state="waiting", request=request, progress={})
            job.cancel, job.worker, job.created, job.changed = False, self._name, now, now
            session.add(job)
            _log(session, task, "begun")
        self._tasks[id_] = task
        threads = self._long if kind in self._long_kinds else self._threads
        threads.submit(partial(self._do, run, task))
        return id_

    def find(self, id_: str, owner: str) -> Job:
        """A job as it stands; one whose worker is gone is broken.

        Raises:
            InputError: there is none of this id among theirs.
        """
        with self._database.reading() as session:
            row = session.get(JobRow, id_)
            if row is None or row.owner != owner:
                raise InputError("没有这项任务，请刷新页面后重试。")
            return job_of(row)

    def latest(self, owner: str, *, draft_id: str | None = None, kind: str | None = None) -> Job | None:
        """The newest job of a draft, or of a kind."""
        wanted = select(JobRow).where(JobRow.owner == owner)
        wanted = wanted.where(JobRow.draft_id == draft_id) if draft_id else wanted
        wanted = wanted.where(JobRow.kind == kind) if kind else wanted
        with self._database.reading() as session:
            row = session.scalars(wanted.order_by(JobRow.created.desc(), JobRow.id).limit(1)).first()
            return job_of(row) if row else None

    def wait(self, id_: str, owner: str, seconds: float) -> Job:
        """A job when it has come to its end, or as it stands after `seconds`: most work without a model takes no longer than a click."""
        until = time.monotonic() + seconds
        while (job := self.find(id_, owner)).running and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)
        return job

    def cancel(self, id_: str, owner: str) -> None:
        """Ask a job to stop, whichever process does it.

        Raises:
            InputError: there is none of this id among theirs.
        """
        job = self.find(id_, owner)
        if not job.running:
            return
        with self._database.writing() as session:  # says nothing of the worker, who may be gone
            session.execute(update(JobRow).where(JobRow.id == id_).values(cancel=True))
        if task := self._tasks.get(id_):
            task.cancel.stop()

    def take_up(self, id_: str, owner: str) -> bool:
        """Whether it falls to the caller to see to what came of a job that has ended: to one of all that ask, once."""
        with self._database.writing() as session:
            wanted = (JobRow.id == id_, JobRow.owner == owner, JobRow.taken_up.is_(False))
            taken = session.execute(update(JobRow).where(*wanted).values(taken_up=True).returning(JobRow.id))
            return taken.first() is not None

    def close(self) -> None:
        """Stop what runs here, and wait for it."""
        if self._closing:
            return
        self._closing = True
        for task in list(self._tasks.values()):
            task.cancel.stop()
        self._threads.close()
        self._long.close()
        self._ending.set()
        self._beat.join()

    def _do(self, run: Run, task: Task) -> None:
        """Do a job and keep what came of it, whatever happens; a thread that raised would do no other."""
        try:
            self._finish(task, *self._outcome_of(run, task))
        except Exception:
            _LOG.exception("what came of job %s cannot be kept; it will be taken for broken", task.id)
        finally:
            self._tasks.pop(task.id, None)

    def _outcome_of(self, run: Run, task: Task) -> tuple[str, dict[str, Any]]:
        try:
            if task.cancel.stopped or not insist(partial(self._claim, task), self._pauses):
                return "cancelled", {}
            return "done", {"result": run(task)}
        except CancelledError:
            return "cancelled", {}
        except AssistantError as error:
            return "failed", {"error": str(error)}
        except Exception:
            _LOG.exception("job %s failed", task.id)
            return "failed", {"error": "程序出错了，这项任务没有完成，详情已记入服务日志；请重试，或把日志交给维护人员。"}

    def _claim(self, task: Task) -> bool:
        """Begin a job that nobody has stopped while it was waiting."""
        with self._database.writing() as session:
            row = session.get(JobRow, task.id)
            if row is None or row.cancel:
                return False
            row.state, row.changed = "running", _now()
            return True

    def _finish(self, task: Task, state: str, values: dict[str, Any]) -> None:
        untold = task.take_untold()

        def keep() -> None:
            with self._database.writing() as session:
                told = {"progress": untold} if untold is not None else {}
                session.execute(update(JobRow).where(JobRow.id == task.id).values(changed=_now(), state=state, **told, **values))
                _log(session, task, state)

        insist(keep, self._pauses)

    def _tell(self, id_: str, progress: dict[str, Any]) -> None:
        """Keep how far a job is; where that fails the job goes on all the same."""
        try:
            with self._database.writing() as session:
                session.execute(update(JobRow).where(JobRow.id == id_).values(changed=_now(), progress=progress))
        except AssistantError:
            _LOG.warning("the progress of job %s cannot be kept", id_, exc_info=True)

    def _keep_beating(self) -> None:
        while not self._ending.wait(self._beat_seconds):
            tasks = dict(self._tasks)
            if not tasks:
                continue
            try:
                asked = self._show_life(list(tasks))
                for task in tasks.values():
                    task.catch_up()
            except Exception:  # whatever it is, the next beat must come
                _LOG.warning("nobody can be told that jobs are running; trying again", exc_info=True)
                continue
            for id_ in asked:
                tasks[id_].cancel.stop()

    def _show_life(self, ids: Sequence[str]) -> Sequence[str]:
        """Say that jobs are being worked on; those that somebody wants stopped."""
        with self._database.writing() as session:
            session.execute(update(JobRow).where(JobRow.id.in_(ids), JobRow.state.in_(RUNNING)).values(changed=_now()))
            return session.scalars(select(JobRow.id).where(JobRow.id.in_(ids), JobRow.cancel)).all()


def _refuse_foreign(session: Session, draft_id: str | None, owner: str) -> None:
    # the row is held, so that whoever begins something for the same draft at the same moment sees this
    row = session.get(DraftRow, draft_id, with_for_update=True) if draft_id is not None else None
    if draft_id is not None and (row is None or row.owner != owner):
        raise InputError("没有这份草稿，可能已换了登录人，请从草稿列表里重新打开。")


def _refuse_second(session: Session, draft_id: str | None, kind: str) -> None:
    """One job of a kind at a time for a draft: two would cost twice, and the later would undo the earlier."""
    if draft_id is None:
        return
    wanted = select(JobRow).where(JobRow.draft_id == draft_id, JobRow.kind == kind, JobRow.state.in_(RUNNING))
    if any(job_of(row).running for row in session.scalars(wanted)):
        raise InputError("这份草稿已有一项同样的任务在进行，请等它完成，或先停止它。")


def _log(session: Session, task: Task, state: str) -> None:
    """A line of the audit log: that it was begun, and how it ended."""
    entry = {"action": "job", "job": task.id, "kind": task.kind, "draft": task.draft_id, "state": state}
    add_line(session, entry, task.by)


def _now() -> datetime:
    return datetime.now(UTC)
