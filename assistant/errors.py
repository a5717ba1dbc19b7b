"""Errors that people can do something about, grouped by who can act.

Every message is one Chinese sentence that says what is wrong and what to do. They are caught only at the edges (command line, page,
batch worker); whatever is not an `AssistantError` is a defect of the program and ends in a traceback.
"""

from typing import Literal


class AssistantError(Exception):
    """Root of all errors that a person can resolve; `exit_code` is what the command line ends with."""

    exit_code = 2


class InputError(AssistantError):
    """The person must change the file or the request."""


class UnsupportedFormatError(InputError):
    """A file of a kind that no reader takes."""


class NotAGoalTableError(InputError):
    """A readable file in which no goal table stands."""


class ClassifiedError(InputError):
    """Material marked 涉密 was offered where it must not go."""


class ConfigError(AssistantError):
    """The operator must change the settings or the installation."""

    exit_code = 3


class EmbedderMismatchError(ConfigError):
    """The index was built with another embedder than the one configured now."""


class IndexUnusableError(ConfigError):
    """The exemplar index is missing, empty or damaged."""


class LibraryError(ConfigError):
    """A data file of the indicator library breaks its rules."""


class FormError(ConfigError):
    """A local form breaks its rules: its data, or one of its documents."""


class ExportError(AssistantError):
    """The result could not be written where or how it was asked."""


class PromptError(ConfigError):
    """A prompt file breaks its rules: a variable is missing or not declared, or its head is wrong."""


class ModelError(AssistantError):
    """The language model gave nothing usable; `raw` is what it did give, for the person who must look.

    Attributes:
        raw: the answer as it came, as far as it came; empty where there was none.
        kept: the file in which the raw answer was kept, once it was.
    """

    exit_code = 3

    def __init__(self, message: str, raw: str = "") -> None:
        """Say `message`, and keep `raw`."""
        super().__init__(message)
        self.raw = raw
        self.kept: str | None = None


class EndpointError(ModelError):
    """The endpoint cannot be used as it is set: asking again will not help, a person has to change something."""


class UnreachableError(EndpointError):
    """Nobody answers at the address."""


class WrongKeyError(EndpointError):
    """The endpoint does not accept the key."""


class UnknownModelError(EndpointError):
    """The endpoint does not know the model, or the address is not that of an interface."""


class QuotaError(EndpointError):
    """The account is used up."""


class BoundReachedError(ModelError):
    """Attempts, tokens or seconds are used up."""


class CancelledError(ModelError):
    """The person stopped it."""


class PassingError(ModelError):
    """It may go well another time. `retry_after` are the seconds that the endpoint asks to wait, where it says so."""

    def __init__(self, message: str, raw: str = "", retry_after: float | None = None) -> None:
        """Say `message`; wait `retry_after` seconds."""
        super().__init__(message, raw)
        self.retry_after = retry_after


class RateLimitedError(PassingError):
    """Too many requests or tokens in a time."""


class ServerFailedError(PassingError):
    """The endpoint failed, or broke off in the middle."""


class EndpointTimeoutError(PassingError):
    """The endpoint did not answer in time."""


class UnsupportedRequestError(ModelError):
    """The endpoint refuses a part of the request; `part` is its name where the answer tells it."""

    def __init__(self, message: str, raw: str = "", part: Literal["stream_options", "temperature", "max_tokens"] | None = None) -> None:
        """Say `message`; `part` was refused."""
        super().__init__(message, raw)
        self.part = part


class ContextTooLongError(ModelError):
    """The request is longer than what the model can take in."""


class AnswerError(ModelError):
    """The model answered, but not with what was asked for."""


class BlankAnswerError(AnswerError):
    """Nothing, or nothing but white space."""


class CutOffError(AnswerError):
    """The answer ends in the middle; `raw` is what came."""


class RefusedError(AnswerError):
    """The model refuses."""


class FilteredError(AnswerError):
    """A filter of the endpoint held the question or the answer back."""


class InvalidAnswerError(AnswerError):
    """An answer of a wrong shape."""


class ConflictError(InputError):
    """Somebody else has changed what is being saved; nothing was overwritten.

    Attributes:
        by: who.
        action: what they did, in words.
    """

    def __init__(self, by: str, action: str) -> None:
        """Tell who did what."""
        super().__init__(f"这份草稿已在另一处被修改（{by}：{action}），刚才的操作没有保存，请看过最新内容后再试。")
        self.by = by
        self.action = action
