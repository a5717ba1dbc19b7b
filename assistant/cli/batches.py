"""What the batches of the command line have in common, whatever they do."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.batch.engine.conducting import Report
    from assistant.batch.engine.opening import Wanted
    from assistant.batch.engine.placing import Aside
    from assistant.batch.occupied import Marks
    from assistant.prompting import Prompt

_WORKBOOKS = ".xlsx"
_NAMED = 5
"""Rows of which the remarks found no place that are named."""


def named_prompts(names: Iterable[str], settings: Settings, kind: str, refusal: str) -> "list[Prompt]":
    """The prompts of these names, each once, in the order of their naming.

    Raises:
        InputError: one is of another kind, which `refusal` tells.
        PromptError: one is not there, or breaks its rules.
    """
    from assistant.prompting import Prompt, kind_of, open_prompts

    found = dict[str, Prompt]()
    for name in names:
        prompt = open_prompts(settings).find(name)
        if kind_of(prompt.id) != kind:
            raise InputError(f"提示词「{prompt.name}」{refusal}")
        found[prompt.name] = prompt
    return list(found.values())


def print_what_is_left(report: "Report", again: str) -> None:
    """Say why a batch ended before all was done, and what running it once more does; `again` says where what may be done anew stands."""
    counts = report.standing.counts
    told = [report.why] if report.why else []
    told += report.unwritten
    told += ["重新运行同一条命令会从中断处继续，做过的不会重做。"] if counts["waiting"] else []
    told += [f"{again}，加 --again 重做它们。"] if counts["failed"] or counts["fallback"] else []
    for sentence in told:
        print(sentence, file=sys.stderr)


def tell_of_folder(arguments: argparse.Namespace, wanted: "Wanted", marks: "Marks", settings: Settings) -> None:
    """Say what should be known of the folder that results go into.

    Raises:
        InputError: it holds something else, or is a file.
    """
    from assistant.batch.occupied import check_folder
    from assistant.database import open_database

    if arguments.out.exists() and not arguments.out.is_dir():
        raise InputError(f"「{arguments.out}」是文件，放不了结果，请在 --out 后面写一个文件夹，例如 --out 结果/。")
    told = check_folder(open_database(settings), arguments.out, wanted, marks, replace=arguments.replace)
    if told:
        print(told, file=sys.stderr)


def print_kept_aside(aside: "Sequence[Aside]", homeless: Sequence[str]) -> None:
    """Say which files people had edited were set aside, what stands in their place, and which remarks are only there."""
    books = [each for each in aside if each.name.endswith(_WORKBOOKS)]
    replaced = [each.name for each in aside if each.new and each not in books]
    gone = [each.name for each in aside if not each.new and each not in books]
    told = []
    if replaced:
        told += [f"您改过的 {len(replaced)} 个文件没有覆盖，另存在旁边，请把要留的内容并到新文件里：", *(f"  {name}" for name in replaced)]
    if gone:
        why = "项目不在清单里了、换了行号、分不清是哪一行，或还没有重新起草"
        told += [f"您改过的 {len(gone)} 个文件现在没有对应的新稿（{why}），没有删除，改名留着：", *(f"  {name}" for name in gone)]
    if books:
        told += [
            "您写过的工作簿另存在旁边；审核备注能对应的已写进新工作簿，改过的其他内容请自己并过去：",
            *(f"  {each.name}" for each in books),
        ]
    if homeless:
        some = "、".join(f"「{name}」" for name in homeless[:_NAMED])
        more = "等" if len(homeless) > _NAMED else ""
        told.append(f"有 {len(homeless)} 条审核备注在新工作簿里没有对应的行，或分不清是哪一行，只留在旧工作簿里：{some}{more}。")
    for sentence in told:
        print(sentence, file=sys.stderr)
