"""`batch`: a list of projects drafted into a folder, and the empty list to fill in."""

import argparse
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli import output
from assistant.cli.batches import named_prompts, print_kept_aside, print_what_is_left, tell_of_folder
from assistant.cli.costs import spent_as_json
from assistant.cli.handling import HALTED, SOME_FAILED
from assistant.cli.progress import Progress, ctrl_c
from assistant.cli.review_batch import review_many
from assistant.errors import ConfigError, InputError
from assistant.export.template import Template
from assistant.llm.price import Price, price_of
from assistant.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.batch.drafts.folder import Written
    from assistant.batch.engine.conducting import Order, Report
    from assistant.batch.engine.estimating import Estimate
    from assistant.batch.engine.ledger import Ledger
    from assistant.prompting import Prompt


@dataclass(frozen=True)
class _Ordered:
    """What is asked for.

    Attributes:
        skipped: rows of the list that are left out.
        written: what came of writing the results, once that was done.
    """

    order: "Order"
    skipped: int
    written: "list[Written]"


def run_batch(arguments: argparse.Namespace, settings: Settings) -> int:
    """Draft a list, or review files."""
    if arguments.review:
        return review_many(arguments, settings)
    if len(arguments.paths) > 1:
        raise InputError("一次只能起草一份清单；要审核多个文件，请加 --review。")
    arguments.list = arguments.paths[0] if arguments.paths else None
    return draft_list(arguments, settings)


def draft_list(arguments: argparse.Namespace, settings: Settings) -> int:
    """Draft a list, or write an empty one."""
    if arguments.template:
        return _write_template(arguments)
    if arguments.list is None or arguments.out is None:
        raise InputError("缺少清单或结果文件夹，例如 batch 清单.xlsx --out 结果/；空白清单可用 batch --template 清单.xlsx 写出。")
    from assistant.batch.engine.conducting import conduct

    if (arguments.via == "dask") != bool(arguments.scheduler):
        raise InputError("在 Dask 集群上起草要写 --via dask --scheduler tcp://主机:8786，两个选项一起给出。")
    offline = arguments.offline or not settings.model
    if arguments.via == "batch-api":
        print(_service_notice(arguments, settings), file=sys.stderr)
    elif not arguments.offline:
        print(_model_notice(settings), file=sys.stderr)
    settings = replace(settings, model=None) if offline else settings
    progress = Progress("起草", show=not arguments.json, service=not offline)
    ordered = _order(arguments, settings, progress)
    order = ordered.order
    with progress, ctrl_c(progress, deferred=order.deferred) as halted:
        report = conduct(order, settings, progress.watch, halted)
    _print(report, ordered, price_of(settings), as_json=arguments.json)
    if halted():
        return HALTED
    return 0 if not report.why and report.standing.counts["done"] == report.standing.total and not report.unwritten else SOME_FAILED


def _model_notice(settings: Settings) -> str:
    """Whether a model drafts."""
    if settings.model:
        return f"使用语言模型 {settings.model} 起草；加 --offline 则不问模型。"
    return output.model_notice(settings)


def _service_notice(arguments: argparse.Namespace, settings: Settings) -> str:
    """What is to be expected of a service that answers in its own time."""
    if arguments.offline:
        raise InputError("--via batch-api 是请语言模型起草，不能和 --offline 同用，请去掉其中一个。")
    if not settings.model:
        raise ConfigError("--via batch-api 要用语言模型，请先填写环境变量 ASSISTANT_MODEL、OPENAI_BASE_URL 和 OPENAI_API_KEY，再重新运行。")
    return f"使用语言模型 {settings.model} 的批处理接口起草，服务端 24 小时内答复；可按 Ctrl-C 离开，重新运行同一条命令会取回答复。"


def _write_template(arguments: argparse.Namespace) -> int:
    from assistant.batch import write_list_template

    write_list_template(Path(arguments.template))
    print(f"已写出空白清单 {arguments.template}，填好后用 batch {arguments.template} --out 文件夹 起草。", file=sys.stderr)
    return 0


def _order(arguments: argparse.Namespace, settings: Settings, progress: Progress) -> "_Ordered":
    """What is asked for; every row is looked at before anything begins."""
    from assistant.batch import read_list
    from assistant.batch.drafts.drafter import drafts_wanted, marks_of_project, open_drafter
    from assistant.batch.drafts.folder import About, write_folder
    from assistant.batch.engine.conducting import Order
    from assistant.batch.engine.costing import expected
    from assistant.batch.engine.opening import began_on
    from assistant.database import open_database
    from assistant.prompting import open_prompts
    from assistant.reading import limits_of

    template = Template.find(arguments.form, settings)
    template.check(Path("表.docx"), lenient=True)
    today = began_on(open_database(settings), arguments.out) or date.today()
    listed = read_list(arguments.list, limits_of(settings), today=today)
    for notice in listed.notices:
        print(notice, file=sys.stderr)
    if listed.problems:
        for problem in listed.problems:
            print(problem, file=sys.stderr)
        if not arguments.skip or not listed.rows:
            raise InputError(f"清单有 {len(listed.problems)} 处要改，还没有开始；改好后重新运行，或加 --skip 跳过这些行。")
    prompts, known = _prompts(arguments, settings), open_prompts(settings)
    wanted = drafts_wanted(arguments.list.name, listed.rows, prompts, settings, known)
    paths = {prompt.name: known.paths()[prompt.name] for prompt in prompts}
    tell_of_folder(arguments, wanted, marks_of_project, settings)
    came_of_it = list["Written"]()

    def write(ledger: "Ledger") -> list[str]:
        about = About(wanted.title, arguments.form, paths, wanted.offline, _teller(settings), listed.refused)
        written = write_folder(arguments.out, ledger, about, settings, progress.tell)
        came_of_it.append(written)
        return list(written.failed)

    limit, again = arguments.max_tokens, arguments.again
    deferred = arguments.via == "batch-api"

    def expect(told: "Estimate") -> None:
        progress.say(expected(told, price_of(settings), deferred=deferred))

    order = Order(arguments.out, wanted, open_drafter, write, arguments.concurrency, limit, again, arguments.scheduler, deferred, expect)
    return _Ordered(order, len(listed.refused), came_of_it)


def _teller(settings: Settings) -> "Callable[[str], str]":
    """Says in words where a row comes from."""
    from assistant.batch import evidence_teller
    from assistant.exemplars import make_embedder, open_index

    return evidence_teller(open_index(settings, make_embedder(settings)))


def _prompts(arguments: argparse.Namespace, settings: Settings) -> "list[Prompt]":
    """The prompts that were named, in the order of their naming; none offline."""
    from assistant.drafting import DRAFT_PROMPT

    if not settings.model:
        if arguments.prompt:
            print("离线起草不使用提示词，--prompt 不起作用。", file=sys.stderr)
        return []
    return named_prompts(arguments.prompt or [DRAFT_PROMPT], settings, DRAFT_PROMPT, "不是用来起草的，请换一个。")


def _print(report: "Report", ordered: _Ordered, price: Price | None, *, as_json: bool) -> None:
    from assistant.batch.engine.costing import spent

    standing, order, skipped, written = report.standing, ordered.order, ordered.skipped, ordered.written[-1]
    waiting = standing.counts["waiting"]
    if as_json:
        output.print_json_value(
            {
                "out": str(order.folder),
                "counts": dict(standing.counts),
                **spent_as_json(standing, price, deferred=order.deferred),
                "seconds": report.seconds,
                "skipped": skipped,
                "reason": report.why,
                "unwritten": list(report.unwritten),
                "kept_aside": [each.name for each in written.aside],
            }
        )
    else:
        new = standing.ended - report.before
        told = [f"已起草 {standing.counts['done']} 份{f'（这次 {new} 份）' if report.before else ''}"]
        told += [f"改用离线草稿 {standing.counts['fallback']} 份"] if standing.counts["fallback"] else []
        told += [f"失败 {standing.counts['failed']} 份"] if standing.counts["failed"] else []
        told += [f"还有 {waiting} 份没有起草"] if waiting else []
        told += [f"清单里有问题的 {skipped} 行没有起草"] if skipped else []
        told += spent(standing, price, deferred=order.deferred)
        print(f"{'，'.join(told)}。结果在 {order.folder}。")
    print_kept_aside(written.aside, written.homeless)
    print_what_is_left(report, "失败的列在结果的“没有起草”表，改用离线的在“汇总”的说明里")
