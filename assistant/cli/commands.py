"""What each command does: open what it needs, call the one function that does the work, print the result."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli import output
from assistant.cli.destinations import check_apart
from assistant.cli.handling import SOME_FAILED, exit_code, handle_each, warn_unknown
from assistant.errors import ConfigError, InputError, ModelError
from assistant.export.template import Template
from assistant.goals.money import parse_budget
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.drafting import Draft
    from assistant.drafting.events import Event

# Heavy parts (embedder, vector store, document formats) are imported where a command needs them: `--help` and errors come at once.


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
    warn_unknown(found_in.unknown_sources(arguments.exclude_source))
    found = found_in.search(arguments.text, arguments.k, exclude_sources=arguments.exclude_source)
    (output.print_exemplars_json if arguments.json else output.print_exemplars)(found)
    return 0


def draft_project(arguments: argparse.Namespace, settings: Settings) -> int:
    """Draft, print, and write the files that were asked for."""
    from assistant.drafting import DRAFT_PROMPT, draft_events, make_request, open_context

    template = Template.find(arguments.template, settings)
    if not arguments.name.strip():
        raise InputError("缺少项目名称，请用 --name 写明，例如 --name 妇女维权服务经费。")
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
        framework=template.framework_for(arguments.framework),
        exclude_sources=tuple(arguments.exclude_source),
    )
    paths = [path for out in arguments.out for path in output.destinations(out, request.name)]
    for path in paths:
        template.check(path, lenient=True)
    offline = arguments.offline or not settings.model
    if not arguments.offline:
        print(output.model_notice(settings), file=sys.stderr)
    context = open_context(replace(settings, model=None) if offline else settings, with_model=True)
    if arguments.prompt and offline:
        print("离线起草不使用提示词，--prompt 不起作用。", file=sys.stderr)
    warn_unknown(context.index.unknown_sources(request.exclude_sources))
    if not context.index.allowed(request.exclude_sources):
        print("范例库里没有可用的范例，指标只来自指标库；可用 index 命令加入本单位历年的表。", file=sys.stderr)
    result = _follow(draft_events(request, context, offline=offline, prompt=arguments.prompt or DRAFT_PROMPT), show=not offline)

    def write(path: Path) -> None:
        notices = template.write([result.table], path, notes=result.to_confirm)
        print(f"已写出 {path}", *notices, sep="\n", file=sys.stderr)

    failed = handle_each(paths, write)
    if arguments.json:
        output.print_draft_json(result, failed)
    else:
        output.print_draft(result)
    return exit_code(failed, len(paths))


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


def suggest_indicators(arguments: argparse.Namespace, settings: Settings) -> int:
    """Suggest what the tables of a file lack."""
    from assistant.drafting import open_context
    from assistant.reading import limits_of, read_tables
    from assistant.suggesting import explain_silence, suggest_each

    tables = read_tables(arguments.path, limits_of(settings))
    if not arguments.offline:
        print(output.suggestions_notice(settings), file=sys.stderr)
    context = open_context(settings, with_model=not arguments.offline)
    warn_unknown(context.index.unknown_sources(arguments.exclude_source))
    if not context.index.allowed(arguments.exclude_source):
        print("范例库里没有可用的范例，推荐只来自指标库；可用 index 命令加入本单位历年的表。", file=sys.stderr)
    show = output.print_suggestions_json if arguments.json else output.print_suggestions
    for table, result in zip(tables, suggest_each(tables, context, exclude_sources=arguments.exclude_source, k=arguments.k), strict=True):
        if result.notice:
            print(result.notice, file=sys.stderr)
        show(table, result, explain_silence(table))
    return 0


def export(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write one table of a file in an official or local form; all of them in a form with a project in each row."""
    from assistant.reading import limits_of, read_tables

    template = Template.find(arguments.template, settings)
    template.check(arguments.out)
    check_apart([arguments.out], [arguments.path])
    tables = template.choose(read_tables(arguments.path, limits_of(settings)), arguments.table, arguments.path)
    converted, notes = template.convert(tables)
    notices = template.write(converted, arguments.out, notes=notes)
    for note in dict.fromkeys((*notes, *notices)):
        print(note, file=sys.stderr)
    if arguments.json:
        output.print_json_value({"out": str(arguments.out), "notes": [*dict.fromkeys((*notes, *notices))]})
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
    from assistant.llm.opening import require_model

    try:
        asker = require_model(settings)
        print("正在检查，要问几个问题，慢的服务需要几分钟。", file=sys.stderr)
        check = check_endpoint(asker, lambda step: print(step, file=sys.stderr))
    except (ConfigError, ModelError) as error:
        if arguments.json:
            model_output.print_unusable_json(error)
        raise
    (model_output.print_check_json if arguments.json else model_output.print_check)(check)
    return 0
