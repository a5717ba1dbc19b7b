"""What of a batch lies with a service that answers in its own time: noted before it is handed over, and until its answers are kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import delete, select, update

from assistant.database import BatchSubmissionRow, Database
from assistant.workspace.manuscript import new_id


@dataclass(frozen=True)
class Submission:
    """Requests that were handed over together, or are about to be.

    Attributes:
        requests: the hash of each question, with the inputs of the items that it is asked for.
        file: id of the file with them at the service.
        remote: id of the batch that was made of it; None where nobody knows whether one was.
    """

    id: str
    requests: Mapping[str, Sequence[str]]
    file: str | None = None
    remote: str | None = None


def requests_away(database: Database, batch: str) -> int:
    """How many requests of a batch lie with any service, their answers not kept yet."""
    row = BatchSubmissionRow
    with database.reading() as session:
        found = session.scalars(select(row.requests).where(row.batch_id == batch, row.ended.is_(None))).all()
    return sum(len(json.loads(requests)) for requests in found)


@dataclass(frozen=True)
class Submissions:
    """The submissions of one batch to one service.

    Attributes:
        address: of the service.
    """

    database: Database
    batch: str
    address: str

    def open(self) -> list[Submission]:
        """Those whose answers are not all kept yet, oldest first."""
        row = BatchSubmissionRow
        wanted = select(row).where(row.batch_id == self.batch, row.address == self.address, row.ended.is_(None))
        with self.database.reading() as session:
            found = session.scalars(wanted.order_by(row.created, row.id)).all()
        return [Submission(one.id, json.loads(one.requests), one.file, one.remote) for one in found]

    def note(self, requests: Mapping[str, Sequence[str]]) -> Submission:
        """Note what is about to be handed over."""
        submission = Submission(new_id(), requests)
        row = BatchSubmissionRow(id=submission.id, batch_id=self.batch, address=self.address, created=datetime.now(UTC))
        row.requests = json.dumps({question: [*inputs] for question, inputs in requests.items()})
        with self.database.writing() as session:
            session.add(row)
        return submission

    def note_file(self, submission: Submission, file: str) -> Submission:
        """Note under which id the service keeps the file."""
        self._set(submission, file=file)
        return replace(submission, file=file)

    def note_remote(self, submission: Submission, remote: str) -> Submission:
        """Note the id of the batch that the service has made of it."""
        self._set(submission, remote=remote)
        return replace(submission, remote=remote)

    def end(self, submission: Submission) -> None:
        """Note that all its answers are kept."""
        self._set(submission, ended=datetime.now(UTC))

    def drop(self, submission: Submission) -> None:
        """Forget one that was never handed over."""
        with self.database.writing() as session:
            session.execute(delete(BatchSubmissionRow).where(BatchSubmissionRow.id == submission.id))

    def _set(self, submission: Submission, **values: object) -> None:
        with self.database.writing() as session:
            session.execute(update(BatchSubmissionRow).where(BatchSubmissionRow.id == submission.id).values(**values))
