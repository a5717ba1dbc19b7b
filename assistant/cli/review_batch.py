"""`batch --review`: many finished tables reviewed into a folder, those first that need a person most."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.cli import output
from assistant.cli.batches import named_prompts, print_kept_aside, print_what_is_left, tell_of_folder
from assistant.cli.costs import spent_as_json
from assistant.cli.handling import HALTED, SOME_FAILED
from assistant.cli.progress import Progress, Things, ctrl_c, undone
from assistant.errors import InputError
from assistant.llm.price import Price, price_of
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.batch.engine.conducting import Order, Report
    from assistant.batch.engine.items import Standing
    from assistant.batch.engine.ledger import Ledger
    from assistant.batch.reviews.folder import Collected, Written
    from assistant.batch.reviews.need import Ranking
    from assistant.prompting import Prompt

_MOST_SHOWN = 5
_FILES, _PARTS = Things("个文件"), Things("项", "模型没有给出意见")
"""What is counted without and with a model."""
_WHAT_PARTS_ARE = "每个文件的程序检查和每个提示词的意见各算一项"


def review_many(arguments: argparse.Namespace, settings: Settings) -> int:
    """Review files and folders of them."""
    _check(arguments)
    from assistant.batch.engine.conducting import conduct
    from assistant.batch.engine.costing import expected

    prompts = _prompts(arguments, settings)
    settings = settings if prompts else replace(settings, model=None)
    written = list["Written"]()
    progress = Progress("审核", show=not arguments.json, service=bool(prompts), things=_PARTS if prompts else _FILES)
    order = _order(arguments, prompts, settings, written)
    price = price_of(settings)
    order = replace(order, expect=lambda told: progress.say(expected(told, price, deferred=order.deferred)))
    with progress, ctrl_c(progress, deferred=order.deferred) as halted:
        report = conduct(order, settings, progress.watch, halted)
    _print(report, order, written[-1], price, as_json=arguments.json)
    if halted():
        return HALTED
    return 0 if not report.why and report.standing.counts["done"] == report.standing.total else SOME_FAILED


def _check(arguments: argparse.Namespace) -> None:
    """Refuse what has no sense here.

    Raises:
        InputError: it has none.
    """
    if not arguments.paths or arguments.out is None:
        raise InputError("缺少要审核的文件或结果文件夹，例如 batch --review 申报表/ --out 审核结果/。")
    if arguments.form or arguments.skip or arguments.template:
        raise InputError("--form、--skip 和 --template 用于批量起草，不能和 --review 同用，请去掉。")
    if arguments.via == "dask" or arguments.scheduler:
        raise InputError("批量审核读的是这台机器上的文件，不能交给集群，请去掉 --via dask 和 --scheduler。")
    if arguments.via and not arguments.prompt:
        raise InputError("--via batch-api 只用于请语言模型看表述，请用 --prompt 写明提示词，如 --prompt wording。")


def _order(arguments: argparse.Namespace, prompts: "Sequence[Prompt]", settings: Settings, written: "list[Written]") -> "Order":
    from assistant.batch.engine.conducting import Order
    from assistant.batch.reviews.files import find_files
    from assistant.batch.reviews.folder import AboutReview, write_review
    from assistant.batch.reviews.reviewer import marks_of_file, open_reviewer, reviews_wanted
    from assistant.exemplars import make_embedder, open_index
    from assistant.prompting import open_prompts

    files = find_files(arguments.paths, arguments.out, lambda sentence: print(sentence, file=sys.stderr))
    index = open_index(settings, make_embedder(settings))
    wanted = reviews_wanted(files, prompts, index, settings)
    tell_of_folder(arguments, wanted, marks_of_file, settings)
    paths = open_prompts(settings).paths()
    about = AboutReview(wanted.title, {prompt.name: paths[prompt.name] for prompt in prompts}, [each.table for each in index.exemplars])

    def write(ledger: "Ledger") -> list[str]:
        written.append(write_review(arguments.out, ledger, about, settings))
        return []

    limit, deferred = arguments.max_tokens, arguments.via == "batch-api"
    return Order(arguments.out, wanted, open_reviewer, write, arguments.concurrency, limit, arguments.again, deferred=deferred)


def _prompts(arguments: argparse.Namespace, settings: Settings) -> "list[Prompt]":
    """The prompts that were named, in the order of their naming; none offline."""
    from assistant.llm.opening import require_model
    from assistant.prompting.variables import WORDING

    if not arguments.prompt:
        return []
    if arguments.offline:
        print("离线审核不使用提示词，--prompt 不起作用。", file=sys.stderr)
        return []
    refusal = f"不是用来看表述的，请换成 {WORDING} 或名称以 {WORDING}- 开头的提示词。"
    found = named_prompts(arguments.prompt, settings, WORDING, refusal)
    print(f"另请语言模型 {require_model(settings).model} 看一遍表述：{'、'.join(prompt.name for prompt in found)}。", file=sys.stderr)
    return found


def _print(report: "Report", order: "Order", written: "Written", price: Price | None, *, as_json: bool) -> None:
    if as_json:
        output.print_json_value(_summary(report, order, written, price))
    else:
        _print_for_people(report, order, written.collected, written.ranking, price)
    for failure in written.collected.failures:
        print(f"{failure.file}：{failure.reason}", file=sys.stderr)
    print_kept_aside(written.aside, written.homeless)
    print_what_is_left(report, "没有读成的和模型没有给出意见的列在结果的“失败”表")


def _print_for_people(report: "Report", order: "Order", collected: "Collected", ranking: "Ranking", price: Price | None) -> None:
    from assistant.batch.engine.costing import spent

    standing = report.standing
    told = [f"已审核 {len(collected.tables)} 张表"]
    told += [f"{len(collected.withheld)} 张标有涉密字样，没有检查"] if collected.withheld else []
    told += [f"{len(ranking.pairs)} 对相近"] if ranking.pairs else []
    told += _undone(standing, collected, with_model=not order.wanted.offline)
    told += spent(standing, price, deferred=order.deferred)
    print(f"{'，'.join(told)}。结果在 {order.folder}。")
    for number, ranked in enumerate(ranking.ranked[:_MOST_SHOWN], 1):
        source = ranked.table.table.source
        print(f"{number}. 【{ranked.table.table.name}】{f'（{source.file}）' if source else ''}{ranked.reason}")


def _undone(standing: "Standing", collected: "Collected", *, with_model: bool) -> list[str]:
    """What was not done, by the count of the progress line; with a model also what that counts, and how many files it is about."""
    things, waiting = _PARTS if with_model else _FILES, standing.counts["waiting"]
    told = undone(standing, things) + ([f"还有 {waiting} {things.unit}没有做"] if waiting else [])
    if not told or not with_model:
        return told
    unread = sum(failure.prompt is None for failure in collected.failures)
    files = f"，其中 {unread} 个文件没有读成" if unread else ""
    return [*told[:-1], f"{told[-1]}（{_WHAT_PARTS_ARE}{files}）"]


def _summary(report: "Report", order: "Order", written: "Written", price: Price | None) -> dict[str, object]:
    from assistant.suggesting import PRIORITY_NAMES

    standing, collected, ranking = report.standing, written.collected, written.ranking
    return {
        "out": str(order.folder),
        "counts": dict(standing.counts),
        "tables": [
            {
                "name": ranked.table.table.name,
                "unit": ranked.table.unit,
                "source": ranked.table.table.source.model_dump() if ranked.table.table.source else None,
                "reason": ranked.reason,
                "errors": ranked.table.count("error"),
                "warnings": ranked.table.count("warning"),
                "score": ranked.table.score if ranked.table.review.score else None,
                "missing": {priority: ranked.table.lacks(priority) for priority in PRIORITY_NAMES},
                "near": len(ranked.near),
            }
            for ranked in ranking.ranked
        ],
        "pairs": len(ranking.pairs),
        "withheld": [{"file": file, "table": number} for file, number in collected.withheld],
        "kept_aside": [each.name for each in written.aside],
        "failures": [vars(failure) for failure in collected.failures],
        **spent_as_json(standing, price, deferred=order.deferred),
        "reason": report.why,
    }
