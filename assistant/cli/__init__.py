"""The command line."""

import io
import os
import sys
from collections.abc import Sequence

from assistant.cli.parser import make_parser
from assistant.errors import AssistantError
from assistant.settings import load_settings

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code of the contract. What a person can mend is one sentence on standard error."""
    _print_anything()
    try:
        arguments = make_parser().parse_args(argv)
        code: int = arguments.run(arguments, load_settings())
        sys.stdout.flush()
        return code
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _print_anything() -> None:
    """Let file names in foreign encodings, and terminals that know no Chinese, cost a few escapes but not the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
