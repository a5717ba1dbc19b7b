"""Errors that people can do something about, grouped by who can act.

Every message is one Chinese sentence that says what is wrong and what to do. They are caught only at the edges (command line, page,
batch worker); whatever is not an `AssistantError` is a defect of the program and ends in a traceback.
"""


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


class ExportError(AssistantError):
    """The result could not be written where or how it was asked."""
