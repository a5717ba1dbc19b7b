"""What each command does: open what it needs, call the one function that does the work, print the result."""

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from assistant.cli import output
from assistant.errors import AssistantError, InputError
from assistant.goals import Framework
from assistant.goals.conversion import convert_table
from assistant.goals.money import parse_budget
from assistant.settings import Settings

SOME_FAILED = 1
# Heavy parts (embedder, vector store, document formats) are imported where a command needs them: `--help` and errors come at once.


def parse(arguments: argparse.Namespace, settings: Settings) -> int:
    """Read files and print their tables."""
    from assistant.reading import read_tables

    show = output.print_tables_json if arguments.json else output.print_tables
    return _show_each(arguments, lambda path: show(read_tables(path)))


def index(arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring the exemplar index up to date."""
    from assistant.exemplars import make_embedder, update_index

    report = update_index(settings, make_embedder(settings), arguments.paths, rebuild=arguments.rebuild)
    for _, reason in report.failed:
        print(reason, file=sys.stderr)
    (output.print_report_json if arguments.json else output.print_report)(report)
    return SOME_FAILED if report.failed else 0


def search(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the nearest exemplars."""
    from assistant.exemplars import make_embedder, open_index

    if not arguments.text.strip():
        raise InputError("缺少要查找的文字，请写项目名称或用途，例如 search 妇女维权。")
    found_in = open_index(settings, make_embedder(settings))
    _warn_unknown(found_in.unknown_sources(arguments.exclude_source))
    found = found_in.search(arguments.text, arguments.k, exclude_sources=arguments.exclude_source)
    (output.print_exemplars_json if arguments.json else output.print_exemplars)(found)
    return 0


def draft_project(arguments: argparse.Namespace, settings: Settings) -> int:
    """Draft, print, and write the files that were asked for."""
    from assistant.drafting import draft, make_request, open_context
    from assistant.export import check_destination, write_table

    for option in ("template", "prompt"):
        if getattr(arguments, option):
            raise InputError(f"参数 --{option} 尚未提供，请去掉后重试。")
    if not arguments.budget.strip():
        raise InputError("缺少预算金额，请用 --budget 写明，例如 --budget 20万元。")
    if not all(out.strip() for out in arguments.out):
        raise InputError("参数 --out 后面是空的，请写文件名或文件夹，例如 --out 绩效目标表.docx。")
    request = make_request(
        arguments.name,
        parse_budget(arguments.budget),
        today=date.today(),
        unit=arguments.unit,
        year=arguments.year,
        purpose=arguments.purpose,
        framework=Framework(arguments.framework) if arguments.framework else None,
        exclude_sources=tuple(arguments.exclude_source),
    )
    paths = [path for out in arguments.out for path in output.destinations(out, request.name)]
    for path in paths:
        check_destination(path)
    if not arguments.offline:
        print(output.offline_notice(settings), file=sys.stderr)
    context = open_context(settings)
    _warn_unknown(context.index.unknown_sources(request.exclude_sources))
    if not context.index.allowed(request.exclude_sources):
        print("范例库里没有可用的范例，指标只来自指标库；可用 index 命令加入本单位历年的表。", file=sys.stderr)
    result = draft(request, context)

    def write(path: Path) -> None:
        notices = write_table(result.table, path, notes=result.to_confirm)
        print(f"已写出 {path}", *notices, sep="\n", file=sys.stderr)

    failed = _handle_each(paths, write)
    if arguments.json:
        output.print_draft_json(result, failed)
    else:
        output.print_draft(result)
    return _code(failed, len(paths))


def review_files(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check the tables of files."""
    from assistant.reading import read_tables
    from assistant.review import load_review_data, review_fully

    data = load_review_data(settings.corpus_dir / "library")

    def show(path: Path) -> None:
        tables = read_tables(path)
        for table in tables:
            result = review_fully(table, data, siblings=[other for other in tables if other is not table])
            (output.print_review_json if arguments.json else output.print_review)(table, result)

    return _show_each(arguments, show)


def export(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write one table of a file in an official form."""
    from assistant.export import write_table
    from assistant.reading import read_tables

    tables = read_tables(arguments.path)
    if arguments.table is None and len(tables) > 1:
        raise InputError(f"「{arguments.path}」里有 {len(tables)} 张表，请用 --table 1 到 --table {len(tables)} 选择其中一张。")
    if (arguments.table or 1) > len(tables):
        raise InputError(
            f"「{arguments.path}」里只有 {len(tables)} 张表，没有第 {arguments.table} 张，请改用 --table 1 到 --table {len(tables)}。"
        )
    table, notes = tables[(arguments.table or 1) - 1], list[str]()
    if arguments.template:
        table, notes = convert_table(table, Framework(arguments.template))
    notices = write_table(table, arguments.out, notes=notes)
    for note in (*notes, *notices):
        print(note, file=sys.stderr)
    if arguments.json:
        output.print_json_value({"out": str(arguments.out), "notes": notes})
    else:
        print(f"已写出 {arguments.out}")
    return 0


def evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure on the corpus."""
    from assistant.evaluation import run_suites

    report = run_suites(arguments.suite, settings, items=arguments.items)
    if arguments.json:
        output.print_json_value(report)
    else:
        output.print_figures(report)
    return 0


def not_yet(arguments: argparse.Namespace, settings: Settings) -> int:
    """A command of the contract that this version does not have."""
    raise InputError(f"命令 {arguments.command} 尚未提供，请等待后续版本。")


def _show_each(arguments: argparse.Namespace, show: Callable[[Path], None]) -> int:
    """Handle the files of a command; with --json each that failed beside others that did not has its line among the results."""
    failed = _handle_each(arguments.paths, show)
    code = _code(failed, len(arguments.paths))
    if arguments.json and code == SOME_FAILED:
        for path, error in failed:
            output.print_json_value({"source": {"file": str(path), "location": None}, "error": str(error)})
    return code


def _handle_each(paths: Iterable[Path], handle: Callable[[Path], None]) -> list[tuple[Path, AssistantError]]:
    """Handle files one by one; a bad one is named on standard error and does not stop the others."""
    failed: list[tuple[Path, AssistantError]] = []
    for path in paths:
        try:
            handle(path)
        except AssistantError as error:
            print(error, file=sys.stderr)
            failed.append((path, error))
    return failed


def _code(failed: list[tuple[Path, AssistantError]], count: int) -> int:
    """0 where none failed, 1 where some did, the code of the first where all did."""
    if not failed:
        return 0
    return SOME_FAILED if len(failed) < count else failed[0][1].exit_code


def _warn_unknown(sources: Iterable[str]) -> None:
    for source in sources:
        print(f"注意：索引里没有来自「{source}」的范例，--exclude-source 对它不起作用。", file=sys.stderr)
