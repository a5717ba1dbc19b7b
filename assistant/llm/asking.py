"""Asking within bounds: what passes is tried again, what is refused is left out, what cannot be is said."""

import time
from collections.abc import Generator
from dataclasses import dataclass, field, replace

from assistant.errors import (
    AnswerError,
    BoundReachedError,
    EndpointTimeoutError,
    ModelError,
    PassingError,
    RateLimitedError,
    UnsupportedRequestError,
)
from assistant.llm.chat import Cancel, Chat
from assistant.llm.failures import text_of
from assistant.llm.keeping import Answers, Profiles
from assistant.llm.pacing import backoff, pace_of
from assistant.llm.probing import probe
from assistant.llm.question import RUNGS, Profile, Question, Reply

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

    @property
    def model(self) -> str:
        """The model's name."""
        return self.chat.address.model

    def profile(self, cancel: Cancel | None = None) -> Profile:
        """What the endpoint can do; it is probed where nobody has before.

        Raises:
            ModelError: it cannot be asked at all.
        """
        if self._profile is None:
            self._profile = self._profiles.find(self.chat.address)
        if self._profile is None:
            self.learn(probe(self.chat, seconds=self.limits.seconds, cancel=cancel))
            assert self._profile is not None
        return self._profile

    def learn(self, profile: Profile) -> None:
        """Go by `profile` from now on, in later runs too."""
        self._profile = profile
        self._profiles.keep(self.chat.address, profile)


@dataclass
class Session:
    """One piece of work with a model: its bounds, and what it has taken so far."""

    asker: Asker
    cancel: Cancel = field(default_factory=Cancel)
    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    began: float = field(default_factory=time.perf_counter)
    seconds_asking: float = 0.0

    @property
    def profile(self) -> Profile:
        """What the endpoint can do."""
        return self.asker.profile(self.cancel)

    def ask(self, question: Question) -> Generator[str | None, None, str]:
        """The pieces of the answer, and in the end its text. None among the pieces: what came before is void, the question is asked again.

        Raises:
            ModelError: each way of failing under its own name; what is of use in it is in `raw`, and kept in the data folder.
        """
        failures = 0
        while True:
            try:
                return (yield from self._ask_once(question))
            except UnsupportedRequestError as error:
                self._give_way(error)
            except PassingError as error:
                failures += 2 if isinstance(error, EndpointTimeoutError) else 1
                if failures >= PATIENCE:
                    raise
                wait = error.retry_after if error.retry_after is not None else backoff(failures)
                if wait > self._seconds_left():
                    raise
                pace = pace_of(self.asker.chat.address.where)
                pace.hold(wait if isinstance(error, RateLimitedError) or error.retry_after else 0.0)
                if not pace.left:
                    self.cancel.event.wait(wait)
            yield None

    def _ask_once(self, question: Question) -> Generator[str | None, None, str]:
        self._check_bounds()
        profile = self.profile
        pace_of(self.asker.chat.address.where).wait(self.cancel)
        self.attempts += 1
        began = time.perf_counter()
        try:
            reply = yield from self.asker.chat.stream(question, profile, seconds=self._seconds_left(), cancel=self.cancel)
        finally:
            self.seconds_asking += time.perf_counter() - began
        self._account(reply)
        try:
            return text_of(reply)
        except AnswerError as error:
            error.kept = self.asker.answers.keep(error.raw or reply.reasoning, str(error))
            raise

    def _account(self, reply: Reply) -> None:
        self.input_tokens += reply.input_tokens
        self.output_tokens += reply.output_tokens

    def _seconds_left(self) -> float:
        return max(1.0, self.asker.limits.seconds - (time.perf_counter() - self.began))

    def _check_bounds(self) -> None:
        limits, spent = self.asker.limits, time.perf_counter() - self.began
        used = {
            f"已请求 {self.attempts} 次": self.attempts >= limits.attempts,
            f"已用 {self.input_tokens + self.output_tokens} 个 token": self.input_tokens + self.output_tokens >= limits.tokens,
            f"已用 {spent:.0f} 秒": spent >= limits.seconds,
        }
        for said, over in used.items():
            if over:
                raise BoundReachedError(f"{said}，达到这次工作的上限，可调大 ASSISTANT_MODEL_ATTEMPTS、_TOKENS 或 _SECONDS。")

    def _give_way(self, error: UnsupportedRequestError) -> None:
        """Ask without what was refused from now on: a part of the request, else the way of asking for structure."""
        profile = self.profile
        if error.part and error.part not in profile.without:
            self.asker.learn(replace(profile, without=profile.without | frozenset([error.part])))
        else:
            self.step_down(error)

    def step_down(self, reason: ModelError) -> None:
        """Ask in the next less binding way from now on.

        Raises:
            ModelError: the `reason`, where there is none.
        """
        profile = self.profile
        below = RUNGS[RUNGS.index(profile.rung) + 1 :]
        if not below:
            raise reason
        self.asker.learn(replace(profile, rung=below[0]))
