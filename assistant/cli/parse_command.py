"""`parse`: reads the tables of files, and lets a model look at what the program could not place where a person asks for that."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli import output
from assistant.cli.handling import show_each
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.goals import GoalTable
    from assistant.reading import ReadingLimits
    from assistant.reading.with_model import Reader


def parse_files(arguments: argparse.Namespace, settings: Settings) -> int:
    """Read files and print their tables."""
    from assistant.reading import limits_of

    limits, reader = limits_of(settings), _reader(settings) if arguments.model else None
    show = output.print_tables_json if arguments.json else output.print_tables
    return show_each(arguments, lambda path: show(_read(path, limits, reader)))


def _reader(settings: Settings) -> "Reader":
    from assistant.audit import AuditLog
    from assistant.llm.opening import require_model
    from assistant.prompting import open_prompts
    from assistant.reading.with_model import Reader

    asker = require_model(settings)
    print(f"没有读懂的原文另请语言模型 {asker.model} 看一遍，只收逐字见于原文的内容。", file=sys.stderr)
    prompts = open_prompts(settings)
    return Reader(asker, prompts, AuditLog(settings))


def _read(path: Path, limits: "ReadingLimits", reader: "Reader | None") -> "list[GoalTable]":
    if reader is None:
        from assistant.reading import read_tables

        return read_tables(path, limits)
    looks = reader.read(path, limits)
    for notice in filter(None, (look.notice for look in looks)):
        print(notice, file=sys.stderr)
    return [look.table for look in looks]
