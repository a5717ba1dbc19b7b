"""What each command does: open what it needs, call the one function that does the work, print the result."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli import output
from assistant.cli.destinations import check_apart, places_of, review_destinations
from assistant.errors import AssistantError, ConfigError, InputError, ModelError
from assistant.goals import Framework
from assistant.goals.conversion import convert_table
from assistant.goals.money import parse_budget
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.drafting import Draft
    from assistant.drafting.events import Event
    from assistant.reporting import Entry
    from assistant.review import ReviewData

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
    from assistant.drafting import DRAFT_PROMPT, draft_events, make_request, open_context
    from assistant.export import check_destination, write_table

    if arguments.template:
        raise InputError("参数 --template 尚未提供，请去掉后重试。")
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
    offline = arguments.offline or not settings.model
    if not arguments.offline:
        print(output.model_notice(settings), file=sys.stderr)
    context = open_context(settings, with_model=True)
    if arguments.prompt and offline:
        print("离线起草不使用提示词，--prompt 不起作用。", file=sys.stderr)
    _warn_unknown(context.index.unknown_sources(request.exclude_sources))
    if not context.index.allowed(request.exclude_sources):
        print("范例库里没有可用的范例，指标只来自指标库；可用 index 命令加入本单位历年的表。", file=sys.stderr)
    result = _follow(draft_events(request, context, offline=offline, prompt=arguments.prompt or DRAFT_PROMPT), show=not offline)

    def write(path: Path) -> None:
        notices = write_table(result.table, path, notes=result.to_confirm)
        print(f"已写出 {path}", *notices, sep="\n", file=sys.stderr)

    failed = _handle_each(paths, write)
    if arguments.json:
        output.print_draft_json(result, failed)
    else:
        output.print_draft(result)
    return _code(failed, len(paths))


def _follow(events: "Iterator[Event]", *, show: bool) -> "Draft":
    """The draft at the end of `events`, which are told on standard error as they come where a model takes its time."""
    from assistant.drafting.events import Finished

    for event in events:
        if isinstance(event, Finished):
            if event.draft.notice:
                print(event.draft.notice, file=sys.stderr)
            return event.draft
        if show:
            output.tell_event(event)
    raise AssertionError("a draft always finishes")


def review_files(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check the tables of files, correct them where asked, and write reports and corrected tables."""
    from assistant.cli import review_output
    from assistant.reading import read_tables
    from assistant.reporting import Entry, examine

    reports, outs = review_destinations(arguments)
    data = _review_data(settings, arguments.exclude_source)
    entries: list[Entry] = []

    def collect(path: Path) -> None:
        tables = read_tables(path)
        for table in tables:
            others = [other for other in tables if other is not table]
            entries.append(examine(table, data, siblings=others, fix=arguments.fix, rules=arguments.rule or None))

    unread = _handle_each(arguments.paths, collect)
    # before anything is printed, for a reader who leaves early (head, less) still wants the files
    unwritten = _write_reviewed(entries, reports, outs, arguments) if entries else []
    for entry in entries:
        (review_output.print_entry_json if arguments.json else review_output.print_entry)(entry)
    code = _code(unread, len(arguments.paths))
    if arguments.json and code in (0, SOME_FAILED):
        review_output.print_failed_json(unread, unwritten)
    return SOME_FAILED if unwritten else code


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

    return _handle_each([*reports, *corrected], write)


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
    _warn_unknown(index.unknown_sources(excluded))
    return replace(data, comparables=comparables)


def suggest_indicators(arguments: argparse.Namespace, settings: Settings) -> int:
    """Suggest what the tables of a file lack."""
    from assistant.drafting import open_context
    from assistant.reading import read_tables
    from assistant.suggesting import explain_silence, suggest

    tables = read_tables(arguments.path)
    if not arguments.offline:
        print(output.offline_suggestions_notice(settings), file=sys.stderr)
    context = open_context(settings)
    _warn_unknown(context.index.unknown_sources(arguments.exclude_source))
    if not context.index.allowed(arguments.exclude_source):
        print("范例库里没有可用的范例，推荐只来自指标库；可用 index 命令加入本单位历年的表。", file=sys.stderr)
    show = output.print_suggestions_json if arguments.json else output.print_suggestions
    for table in tables:
        suggestions = suggest(table, context, exclude_sources=arguments.exclude_source, k=arguments.k)
        show(table, suggestions, explain_silence(table))
    return 0


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


def check_model(arguments: argparse.Namespace, settings: Settings) -> int:
    """Probe the endpoint and print what it can do."""
    from assistant.cli import model_output
    from assistant.llm.checking import check_endpoint
    from assistant.llm.opening import open_model

    try:
        asker = open_model(settings)
        if asker is None:
            raise ConfigError(
                "没有配置语言模型，请在 .env 或环境变量里设置 ASSISTANT_MODEL、OPENAI_BASE_URL 和 OPENAI_API_KEY，写法见 .env.example。"
            )
        if sys.stderr.isatty():
            print("正在检查，要问几个问题，慢的服务需要一两分钟。", file=sys.stderr)
        check = check_endpoint(asker)
    except (ConfigError, ModelError) as error:
        if arguments.json:
            model_output.print_unusable_json(error)
        raise
    (model_output.print_check_json if arguments.json else model_output.print_check)(check)
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
