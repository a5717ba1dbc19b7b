"""Files handled one by one, and the exit code that comes of it."""

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.cli.output import print_json_value
from assistant.errors import AssistantError

SOME_FAILED = 1
HALTED = 130
"""The exit code of what was halted by Ctrl-C, as shells have it."""


def handle_each(paths: Iterable[Path], handle: Callable[[Path], None]) -> list[tuple[Path, AssistantError]]:
    """Handle files one by one; a bad one is named on standard error and does not stop the others."""
    failed: list[tuple[Path, AssistantError]] = []
    for path in paths:
        try:
            handle(path)
        except AssistantError as error:
            print(error, file=sys.stderr)
            failed.append((path, error))
    return failed


def exit_code(failed: list[tuple[Path, AssistantError]], count: int) -> int:
    """0 where none failed, 1 where some did, the code of the first where all did."""
    if not failed:
        return 0
    return SOME_FAILED if len(failed) < count else failed[0][1].exit_code


def warn_unknown(sources: Iterable[str]) -> None:
    """Name the sources that were to be left out and are not there."""
    for source in sources:
        print(f"注意：索引里没有来自「{source}」的范例，--exclude-source 对它不起作用。", file=sys.stderr)


def show_each(arguments: argparse.Namespace, show: Callable[[Path], None]) -> int:
    """Handle the files of a command; with --json each that failed beside others that did not has its line among the results."""
    failed = handle_each(arguments.paths, show)
    code = exit_code(failed, len(arguments.paths))
    if arguments.json and code == SOME_FAILED:
        for path, error in failed:
            print_json_value({"source": {"file": str(path), "location": None}, "error": str(error)})
    return code
