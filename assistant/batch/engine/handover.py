"""Handing questions over to a service that answers in its own time, so that none is handed over twice whatever breaks off."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, TypeVar

from assistant.batch.engine.submissions import Submission, Submissions
from assistant.errors import PassingError, UnreachableError
from assistant.llm import deferring
from assistant.llm.asking import PATIENCE
from assistant.llm.chat import Chat
from assistant.llm.deferring import Remote, Service, request_line
from assistant.llm.pacing import LONGEST_WAIT, backoff
from assistant.llm.question import Profile, Question

T = TypeVar("T")
PASSING = (PassingError, UnreachableError)
"""What may go well another time: a line that is down for a minute is nothing in a day."""
_SETTLING = 5.0
"""Seconds after which a batch is surely listed that was made the moment before whoever made it was killed."""


@dataclass
class Asked:
    """A question, as it is asked, and the items that wait for its answer, by their inputs."""

    question: Question
    profile: Profile
    items: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Handover:
    """Hands questions over. What is about to happen is noted first, and found at the service where it happened and was not noted.

    Attributes:
        chat: how they are asked.
        pause: waits so many seconds.
    """

    service: Service
    notes: Submissions
    chat: Chat
    pause: Callable[[float], None]

    def resume(self) -> list[Submission]:
        """What lies at the service from earlier runs.

        Raises:
            ModelError: the service does not say.
        """
        found = []
        for submission in self.notes.open():
            if submission.remote is not None:
                found.append(submission)
                continue
            remote = self._find(submission)
            if remote is None:
                self.notes.drop(submission)
            else:
                found.append(self.notes.note_remote(submission, remote.id))
        return found

    def submit(self, questions: Mapping[str, Asked]) -> Iterator[Submission]:
        """Hand questions over, by their hashes; in several files where they are too many for one.

        Raises:
            ModelError: the service does not take them, or it is not known whether it did.
        """
        rest = list(questions)
        while rest:
            with TemporaryFile() as file:
                keys = self._write(file, rest, questions)
                rest = rest[len(keys) :]
                submission = self.notes.note({key: sorted({*questions[key].items.values()}) for key in keys})
                yield self._hand_over(submission, file)

    def _write(self, file: IO[bytes], keys: list[str], questions: Mapping[str, Asked]) -> list[str]:
        """Write as many requests as a file may hold, at least one; which they are."""
        for count, key in enumerate(keys):
            line = request_line(key, self.chat, questions[key].question, questions[key].profile)
            if count and (count >= deferring.MOST_REQUESTS or file.tell() + len(line) > deferring.MOST_BYTES):
                return keys[:count]
            file.write(line)
        return keys

    def _hand_over(self, submission: Submission, file: IO[bytes]) -> Submission:
        def upload() -> str:
            file.seek(0)
            return self.service.upload(file, submission.id)

        def create() -> Remote:
            return self.service.create(name, submission.id)

        name = self._insist(upload, upload)
        submission = self.notes.note_file(submission, name)
        remote = self._insist(create, lambda: self.service.find(name, submission.id) or create())
        return self.notes.note_remote(submission, remote.id)

    def _find(self, submission: Submission) -> Remote | None:
        """What was made of a submission when nobody came to note it; without a file nothing was."""
        if submission.file is None:
            return None
        file, id_ = submission.file, submission.id
        remote = self.service.find(file, id_)
        if remote is None:
            self.pause(_SETTLING)
            remote = self.service.find(file, id_)
        return remote

    def _insist(self, first: Callable[[], T], again: Callable[[], T]) -> T:
        """Do it, and another way where that failed in passing, since it may have been done all the same."""
        work = first
        for number in range(1, PATIENCE):
            try:
                return work()
            except PASSING as error:
                told = error.retry_after if isinstance(error, PassingError) else None
                self.pause(backoff(number) if told is None else min(told, LONGEST_WAIT))
            work = again
        return work()
