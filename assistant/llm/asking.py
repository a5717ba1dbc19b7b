"""Asking within bounds: what passes is tried again, what is refused is left out, what cannot be is said."""

import threading
import time
from collections.abc import Generator
from dataclasses import dataclass, field, replace

from assistant.errors import (
    AnswerError,
    BoundReachedError,
    CancelledError,
    EndpointTimeoutError,
    InvalidAnswerError,
    ModelError,
    PassingError,
    RateLimitedError,
    UnsupportedRequestError,
)
from assistant.llm.chat import TOKENS_PER_CHARACTER, Cancel, Chat
from assistant.llm.failures import text_of
from assistant.llm.keeping import Answers, Profiles
from assistant.llm.pacing import LONGEST_WAIT, Pace, backoff, pace_of
from assistant.llm.probing import probe
from assistant.llm.question import RUNGS, Profile, Question, Reply, Rung

PATIENCE = 3
"""Attempts at one question that may fail in passing; a time-out counts double, since it has already taken long."""


@dataclass(frozen=True)
class Limits:
    """What one piece of work may take.

    Attributes:
        attempts: requests.
        tokens: of questions and answers together.
        seconds: from the first request on.
    """

    attempts: int = 8
    tokens: int = 40_000
    seconds: float = 300.0


class Asker:
    """A model that can be asked, with what is known of it. Shared by all work of a process."""

    def __init__(self, chat: Chat, profiles: Profiles, answers: Answers, limits: Limits) -> None:
        """Ask through `chat`; every piece of work keeps to `limits`."""
        self.chat = chat
        self.limits = limits
        self.answers = answers
        self._profiles = profiles
        self._profile: Profile | None = None
        self._probing = threading.Lock()

    @property
    def model(self) -> str:
        """The model's name."""
        return self.chat.address.model

    def profile(self, cancel: Cancel | None = None, seconds: float | None = None) -> Profile:
        """What the endpoint can do; it is probed where nobody has before.

        Raises:
            ModelError: it cannot be asked at all.
        """
        while self._profile is None:
            if cancel is not None and cancel.stopped:
                raise CancelledError("已停止。")
            if not self._probing.acquire(timeout=0.05):  # somebody else is probing it
                continue
            try:
                self._profile = self._profile or self._profiles.find(self.chat.address)
                if self._profile is None:
                    self.learn(probe(self.chat, seconds=seconds or self.limits.seconds, cancel=cancel))
            finally:
                self._probing.release()
        return self._profile

    def through(self, chat: Chat, limits: Limits) -> "Asker":
        """Who asks the same model by another way and within other limits, and knows what this one knows of it."""
        other = Asker(chat, self._profiles, self.answers, limits)
        other._profile = self._profile
        return other

    def learn(self, profile: Profile) -> None:
        """Go by `profile` from now on, in later runs too."""
        self._profile = profile
        self._profiles.keep(self.chat.address, profile)


@dataclass
class Session:
    """One piece of work with a model: its bounds, and what it has taken so far. `lowered` is the way of asking that it has come down to.

    `_refused` says that the endpoint refused the way above it, which is no chance, unlike an answer of no use.
    """

    asker: Asker
    cancel: Cancel = field(default_factory=Cancel)
    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    began: float = field(default_factory=time.perf_counter)
    seconds_asking: float = 0.0
    lowered: Rung | None = None
    _refused: bool = False

    @property
    def profile(self) -> Profile:
        """What the endpoint can do, and how this work asks it."""
        profile = self.asker.profile(self.cancel, self._seconds_left())
        if self.lowered is None or RUNGS.index(self.lowered) <= RUNGS.index(profile.rung):
            return profile
        return replace(profile, rung=self.lowered)

    def ask(self, question: Question) -> Generator[str | None, None, str]:
        """The pieces of the answer, and in the end its text. None among the pieces: what came before is void, the question is asked again.

        Raises:
            ModelError: each way of failing under its own name; what is of use in it is in `raw`, and kept in the data folder.
        """
        failures = 0
        while True:
            bound = self._bound_reached(question)
            if bound:
                raise BoundReachedError(bound)
            try:
                self._pace.wait(self.cancel, self._longest_wait())
                profile = self.profile
                try:
                    return (yield from self._ask_once(question, profile))
                except UnsupportedRequestError as error:
                    self._give_way(error, profile)
            except PassingError as error:
                failures += 2 if isinstance(error, EndpointTimeoutError) else 1
                wait = error.retry_after if error.retry_after is not None else backoff(failures)
                if failures >= PATIENCE or wait > self._longest_wait() or self._bound_reached():
                    raise
                if isinstance(error, RateLimitedError) or error.retry_after:
                    self._pace.hold(wait)
                else:
                    self.cancel.event.wait(wait)
            yield None

    def answer(self, question: Question) -> str:
        """The whole answer, where its pieces are of no use before it is at an end.

        Raises:
            ModelError: as for `ask`.
        """
        pieces = self.ask(question)
        while True:
            try:
                next(pieces)
            except StopIteration as end:
                return str(end.value)

    @property
    def _pace(self) -> Pace:
        return pace_of(self.asker.chat.address.where)

    def _longest_wait(self) -> float:
        return min(LONGEST_WAIT, self._seconds_left())

    def _ask_once(self, question: Question, profile: Profile) -> Generator[str | None, None, str]:
        self.attempts += 1
        began = time.perf_counter()
        stream = self.asker.chat.stream(question, profile, seconds=self._seconds_left(), cancel=self.cancel)
        reply, text = None, ""
        try:
            while reply is None:
                try:
                    piece = next(stream)
                except StopIteration as end:
                    reply = end.value
                    break
                text += piece
                if len(text) * TOKENS_PER_CHARACTER > self._longest_answer(question):
                    reply = self._break_off(question, text)
                yield piece
        finally:
            stream.close()
            self.seconds_asking += time.perf_counter() - began
            self._account(reply or self._break_off(question, text))
        if self.lowered == profile.rung and self._refused:
            self._refused = False
            self.asker.learn(profile)  # this way of asking works where the one above was refused
        try:
            return text_of(reply)
        except AnswerError as error:
            error.kept = self.asker.answers.keep(error.raw or reply.reasoning, str(error))
            raise

    def _account(self, reply: Reply) -> None:
        self.input_tokens += reply.input_tokens
        self.output_tokens += reply.output_tokens

    def _longest_answer(self, question: Question) -> float:
        """Tokens at which an answer is broken off: some endpoints do not keep to the length they are asked for."""
        left = self.asker.limits.tokens - self.input_tokens - self.output_tokens
        return max(200, min(2 * question.longest, left))

    @staticmethod
    def _break_off(question: Question, text: str) -> Reply:
        """An answer that ends at `text`, since it failed there or nobody listens any more; the endpoint does not count its tokens then."""
        asked = len(question.system) + len(question.user)
        return Reply(
            text,
            finish="length",
            input_tokens=round(asked * TOKENS_PER_CHARACTER),
            output_tokens=round(len(text) * TOKENS_PER_CHARACTER),
        )

    def _seconds_left(self) -> float:
        return max(1.0, self.asker.limits.seconds - (time.perf_counter() - self.began))

    def _bound_reached(self, question: Question | None = None) -> str | None:
        """What is used up, in a sentence; or would be by asking the next `question`, before anything is answered."""
        limits, spent = self.asker.limits, time.perf_counter() - self.began
        asked = round((len(question.system) + len(question.user)) * TOKENS_PER_CHARACTER) if question else 0
        used = {
            f"已请求 {self.attempts} 次": self.attempts >= limits.attempts,
            f"已用 {self.input_tokens + self.output_tokens} 个 token": self.input_tokens + self.output_tokens + asked >= limits.tokens,
            f"已用 {spent:.0f} 秒": spent >= limits.seconds,
        }
        said = next((said for said, over in used.items() if over), None)
        return said and f"{said}，达到这次工作的上限，可调大环境变量 ASSISTANT_MODEL_ATTEMPTS、_TOKENS 或 _SECONDS。"

    def _give_way(self, error: UnsupportedRequestError, asked: Profile) -> None:
        """Ask without what was refused from now on, in later work too: a part of the request, else the way of asking for structure."""
        if self.profile != asked:
            return  # somebody else has learned of it meanwhile
        known = self.asker.profile()
        if error.part and error.part not in asked.without:
            self.asker.learn(replace(known, without=asked.without | frozenset([error.part])))
        else:
            self.step_down(error)
            self._refused = True

    def keep_unusable(self, error: InvalidAnswerError) -> InvalidAnswerError:
        """`error`, whose raw answer lies in the data folder now, for the person who must look."""
        error.kept = self.asker.answers.keep(error.raw, str(error))
        return error

    def account(self) -> dict[str, object]:
        """What the audit log says of this work."""
        return {
            "model": self.asker.model,
            "rung": self.profile.rung,
            "attempts": self.attempts,
            "tokens": {"input": self.input_tokens, "output": self.output_tokens},
        }

    def step_down(self, reason: ModelError) -> None:
        """Ask in the next less binding way for the rest of this work, since its answers were of no use; that may have been chance.

        Raises:
            ModelError: the `reason`, where there is none.
        """
        self.lowered = _below(self.profile.rung, reason)
        self._refused = False


def _below(rung: Rung, reason: ModelError) -> Rung:
    below = RUNGS[RUNGS.index(rung) + 1 :]
    if not below:
        raise reason
    return below[0]
