"""What is kept, as tables; a change here needs a migration beside it, and a test holds both together."""

import zlib
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Index, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A point in time with its zone: SQLite forgets zones, so all are kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC."""
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With its zone."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class PackedText(TypeDecorator[str]):
    """A long text, packed: a draft is kept whole with every edit, and its states differ little."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Packed."""
        return zlib.compress(value.encode()) if value is not None else None

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """As it was."""
        return zlib.decompress(value).decode() if value is not None else None


class Base(DeclarativeBase):
    """All tables."""


class DraftRow(Base):
    """A draft that somebody works on.

    Attributes:
        owner: who may see it.
        head: number of the revision that is shown; 0 while it is being made.
        stamp: rises with every change, undoing included: whoever saves names the one that they saw.
        removed: when it was thrown away; it can be taken back.
    """

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(255), index=True)
    title: Mapped[str] = mapped_column(String(400))
    head: Mapped[int] = mapped_column(default=0)
    stamp: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(Moment)
    changed: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(255))
    removed: Mapped[datetime | None] = mapped_column(Moment)


class RevisionRow(Base):
    """One state of a draft, whole, with the edit that led to it. Revisions are added, never changed but for their label.

    Attributes:
        parent: number of the revision that was edited; None for the first.
        action: what was done, in words.
        edit: the same as data; None where the whole was made anew. The program shows states and reads it nowhere; it is kept for
            whoever has to find out later what was typed, which two states beside each other do not always tell.
        label: the name under which a person keeps this version.
        state: the draft as JSON.
    """

    __tablename__ = "revisions"

    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    parent: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(255))
    action: Mapped[str] = mapped_column(String(400))
    edit: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    label: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(PackedText)


class RefusalRow(Base):
    """An edit that somebody else was faster than, until its person says what becomes of it.

    Attributes:
        number: of the revision that the person saw.
        words: what it does, in words.
        reason: why it could not be done when that was tried again.
    """

    __tablename__ = "refusals"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    edit: Mapped[dict[str, Any]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)


class JobRow(Base):
    """Work that runs outside the page.

    Attributes:
        state: waiting, running, done, failed, cancelled or broken (whoever ran it is gone).
        request: what is asked for; progress: what has come so far; result: what came of it.
        error: why it failed, for people.
        cancel: whether a person has asked to stop it.
        worker: the machine and process that runs it, for whoever looks after the server and has to find the one that hangs; the
            program itself goes by `changed`.
        changed: when the worker was last heard of.
        taken_up: whether the person was told what came of it, or has it in the draft.
    """

    __tablename__ = "jobs"
    __table_args__ = (Index("jobs_of_owner", "owner", "created"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(40))
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    request: Mapped[dict[str, Any]] = mapped_column(JSON)
    progress: Mapped[dict[str, Any]] = mapped_column(JSON)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    error: Mapped[str | None] = mapped_column(Text)
    cancel: Mapped[bool] = mapped_column(default=False)
    worker: Mapped[str | None] = mapped_column(String(80))
    created: Mapped[datetime] = mapped_column(Moment)
    changed: Mapped[datetime] = mapped_column(Moment)
    taken_up: Mapped[bool] = mapped_column(default=False)


BatchKind = Literal["draft", "review"]


class BatchRow(Base):
    """Many items to be done, whoever works on them and however often they are taken up again.

    Attributes:
        kind: what is done with each.
        title: the name of the file that the list came in.
        offline: whether no model is to be asked though one is set.
        turn: rises each time it is taken up; whoever works on an earlier turn keeps nothing more.
        job_id: the job of this turn.
        place: the folder of the results, for a batch of the command line.
        spent_requests: that were paid for, whatever became of what they were for; spent_input, spent_output: their tokens.
    """

    __tablename__ = "batches"
    __table_args__ = (Index("batches_of_owner", "owner", "created"), Index("batches_of_place", "place"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(255))
    kind: Mapped[BatchKind] = mapped_column(String(20), default="draft", server_default="draft")
    title: Mapped[str] = mapped_column(String(255))
    offline: Mapped[bool]
    turn: Mapped[int]
    job_id: Mapped[str | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"))
    created: Mapped[datetime] = mapped_column(Moment)
    place: Mapped[str | None] = mapped_column(String(1000))
    spent_requests: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    spent_input: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    spent_output: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")


ItemState = Literal["waiting", "done", "fallback", "failed"]


class BatchItemRow(Base):
    """One thing to be done: a project to be drafted, or a file to be reviewed, and the prompt to do it with.

    Attributes:
        number: its place among all of the batch, from 1.
        line: the row of the sheet in which the project stands, or the place of the file among all.
        subject: what is asked for; of a project also the further columns of the list.
        state: waiting, done, fallback (a model was wanted, an offline draft came) or failed.
        note: why it failed, or what the draft tells of how it was made; of one that waits, why it could not be done when it was tried.
        inputs: hash of all that the result depends on: subject, prompt, model.
        model: that wrote the result; None offline.
        result: as JSON, as it came; what people make of a draft is in the one of `draft_id`.
        turn: the newest turn of the batch in which it was tried and could not be done.
        crashes: how often whoever did it broke down.
        worker: who does it, until `held_until`; whoever works renews that.
    """

    __tablename__ = "batch_items"
    __table_args__ = (Index("batch_items_by_state", "batch_id", "state", "number"), Index("batch_items_by_worker", "batch_id", "worker"))

    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[int]
    name: Mapped[str] = mapped_column(String(400))
    prompt: Mapped[str | None] = mapped_column(String(60))
    subject: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[ItemState] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("drafts.id", ondelete="SET NULL"), index=True)
    inputs: Mapped[str | None] = mapped_column(String(64))
    model: Mapped[str | None] = mapped_column(String(200))
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    input_tokens: Mapped[int] = mapped_column(default=0, server_default="0")
    output_tokens: Mapped[int] = mapped_column(default=0, server_default="0")
    seconds: Mapped[float] = mapped_column(default=0.0, server_default="0")
    result: Mapped[str | None] = mapped_column(PackedText)
    turn: Mapped[int] = mapped_column(default=0, server_default="0")
    crashes: Mapped[int] = mapped_column(default=0, server_default="0")
    worker: Mapped[str | None] = mapped_column(String(120))
    held_until: Mapped[datetime | None] = mapped_column(Moment)


class BatchAnswerRow(Base):
    """An answer of a model that was paid for; asked again, it is not asked for again.

    Attributes:
        inputs: of the item that it was asked for; with them it may be forgotten, so that a bad answer is not all there ever is.
        question: hash of the request.
        reply: the answer as JSON.
    """

    __tablename__ = "batch_answers"

    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True)
    inputs: Mapped[str] = mapped_column(String(64), primary_key=True)
    question: Mapped[str] = mapped_column(String(64), primary_key=True)
    reply: Mapped[str] = mapped_column(PackedText)


class BatchSubmissionRow(Base):
    """Requests of a batch that are handed to a service to be answered in its own time. It is noted before anything is handed over.

    Attributes:
        id: unlike any other; the service is told it too, so that what was handed over is found there though nobody came to note it.
        address: of the service.
        requests: as JSON the hash of each question with the inputs of the items that it was asked for.
        file: id of the file with the requests at the service, noted before it is made a batch there.
        remote: id of that batch.
        ended: when all answers that came of it were kept.
    """

    __tablename__ = "batch_submissions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(400))
    requests: Mapped[str] = mapped_column(PackedText)
    file: Mapped[str | None] = mapped_column(Text)
    remote: Mapped[str | None] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)


class AuditRow(Base):
    """One line of the audit log.

    Attributes:
        line: the JSON as it was hashed, with its hash.
        before: the hash of the line before; that no two lines share one keeps the chain a chain, whoever writes.
    """

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(String(64), unique=True)
