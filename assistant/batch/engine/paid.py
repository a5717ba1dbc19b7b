"""Answers that were paid for: each is kept before anything is made of it, and never asked for again."""

import hashlib
import json
from collections.abc import Callable, Generator, Mapping

from pydantic import TypeAdapter

from assistant.llm.chat import Cancel, Chat
from assistant.llm.question import Profile, Question, Reply

Keep = Callable[[str, str], None]
"""Takes the hash of a question and the reply as JSON, and comes back when both are safe."""
REPLY = TypeAdapter(Reply)


class PaidChat(Chat):
    """A model as one item asks it: what it has answered before it is not asked again; and what all that has cost is counted.

    Attributes:
        attempts: answers that came, those from before among them; tokens likewise.
        seconds_before: that those from before took when they came.
    """

    def __init__(self, inner: Chat, known: Mapping[str, str], keep: Keep) -> None:
        """Ask `inner` what is not among the `known` answers, as JSON by the hash of their question."""
        super().__init__(inner.address)
        self._inner, self._known, self._keep = inner, dict(known), keep
        self._before = set(known)
        self.attempts = self.input_tokens = self.output_tokens = 0
        self.seconds_before = 0.0

    def stream(self, question: Question, profile: Profile, *, seconds: float, cancel: Cancel | None = None) -> Generator[str, None, Reply]:
        """As `Chat.stream`; an answer from before comes in one piece."""
        key = key_of(self.address.model, question, profile)
        if key in self._known:
            reply = REPLY.validate_json(self._known[key])
            self._count(reply)
            if key in self._before:
                self._before.remove(key)
                self.seconds_before += reply.seconds
            yield reply.text
            return reply
        reply = yield from self._inner.stream(question, profile, seconds=seconds, cancel=cancel)
        self._count(reply)
        self._known[key] = REPLY.dump_json(reply).decode()
        self._keep(key, self._known[key])
        return reply

    def _count(self, reply: Reply) -> None:
        self.attempts += 1
        self.input_tokens += reply.input_tokens
        self.output_tokens += reply.output_tokens


def key_of(model: str, question: Question, profile: Profile) -> str:
    """The hash of a question as this profile asks it."""
    parts = (model, profile.rung, sorted(profile.without), question.system, question.user, question.schema, question.longest)
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
