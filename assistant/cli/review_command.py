"""`review`: checks the tables of files, corrects them where asked, and writes reports and corrected tables."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.destinations import check_apart, places_of, review_destinations
from assistant.cli.handling import SOME_FAILED, exit_code, handle_each, warn_unknown
from assistant.errors import AssistantError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.llm.asking import Asker
    from assistant.reporting import Entry
    from assistant.reporting.examination import Reader
    from assistant.review import ReviewData


def review_files(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check the tables of files, correct them where asked, and write reports and corrected tables."""
    from assistant.cli import review_output
    from assistant.reading import limits_of, read_tables
    from assistant.reporting import Entry, examine

    reports, outs = review_destinations(arguments)
    asker = _asker(settings) if arguments.model else None
    data = _review_data(settings, arguments.exclude_source)
    reader = _reader(settings, asker, data) if asker else None
    entries: list[Entry] = []

    def collect(path: Path) -> None:
        tables = read_tables(path, limits_of(settings))
        for table in tables:
            others = [other for other in tables if other is not table]
            entries.append(examine(table, data, siblings=others, fix=arguments.fix, rules=arguments.rule or None, reader=reader))

    unread = handle_each(arguments.paths, collect)
    # before anything is printed, for a reader who leaves early (head, less) still wants the files
    unwritten = _write_reviewed(entries, reports, outs, arguments) if entries else []
    for entry in entries:
        (review_output.print_entry_json if arguments.json else review_output.print_entry)(entry)
    code = exit_code(unread, len(arguments.paths))
    if arguments.json and code in (0, SOME_FAILED):
        review_output.print_failed_json(unread, unwritten)
    return SOME_FAILED if unwritten else code


def _asker(settings: Settings) -> "Asker":
    from assistant.llm.opening import require_model

    asker = require_model(settings)
    _tell(f"另请语言模型 {asker.model} 看一遍表述。")
    return asker


def _reader(settings: Settings, asker: "Asker", data: "ReviewData") -> "Reader":
    from assistant.reporting.wording import open_reader

    return open_reader(settings, asker, data, tell=_tell).read


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _write_reviewed(
    entries: Sequence["Entry"], reports: Sequence[Path], outs: Sequence[Path], arguments: argparse.Namespace
) -> list[tuple[Path, AssistantError]]:
    """Write the reports and the corrected tables; what could not be written is named and given back."""
    from assistant.export import write_table
    from assistant.reporting import write_report

    corrected = {path: entries[at].table for out in outs for path, at in places_of(out, len(entries), arguments.table).items()}
    check_apart([*reports, *corrected], arguments.paths)

    def write(path: Path) -> None:
        if path in corrected:
            notices = write_table(corrected[path], path)
            print(f"已写出修改后的表 {path}", *notices, sep="\n", file=sys.stderr)
        else:
            write_report(entries, path)
            print(f"已写出审核报告 {path}", file=sys.stderr)

    return handle_each([*reports, *corrected], write)


def _review_data(settings: Settings, excluded: Sequence[str]) -> "ReviewData":
    """What a review goes by; where the exemplars cannot be used it goes on without them, and says so."""
    from assistant.exemplars import ExemplarComparables, make_embedder, open_index
    from assistant.library.types import load_types
    from assistant.review import load_review_data

    library = settings.corpus_dir / "library"
    data = load_review_data(library)
    try:
        index = open_index(settings, make_embedder(settings))
        comparables = ExemplarComparables(index, load_types(library), excluded)
    except AssistantError as error:
        print(f"这次不与范例比较，其他检查照常进行：{error}", file=sys.stderr)
        return data
    warn_unknown(index.unknown_sources(excluded))
    return replace(data, comparables=comparables)
