"""`compare`: drafts of the same projects from several prompts or models, judged blind; and what the judgments come to."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.llm.price import Price, price_of
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.batch.comparing.judging import Judge
    from assistant.batch.comparing.pairs import Duel
    from assistant.batch.comparing.sides import Side
    from assistant.database import Database

_USAGE = "请用 --judge 姓名 开始评判，或用 --report 看结果，用 --save 结果.xlsx 写成 Excel，用 --sheet 写出评判表。"


@dataclass(frozen=True)
class _Compared:
    database: "Database"
    sides: "list[Side]"
    duels: "list[Duel]"


def compare_drafts(arguments: argparse.Namespace, settings: Settings) -> int:
    """Judge pairs, write or take a sheet of them, or tell what was judged."""
    if not (arguments.judge or arguments.report or arguments.json or arguments.sheet or arguments.save):
        raise InputError(f"没有说要做什么，{_USAGE}" if not arguments.take else "收回评判表要写明是谁评的，请加 --judge 姓名。")
    judge = _judge(arguments.judge)
    compared = _open(arguments, settings)
    if arguments.take:
        _take(arguments.take, judge, compared, settings)
    if arguments.sheet:
        _write_sheet(arguments.sheet, judge, compared)
    if arguments.report or arguments.json or arguments.save:
        _report(compared, judge, price_of(settings), arguments.save, as_json=arguments.json)
    elif judge is not None and not arguments.take and not arguments.sheet:
        _judge_pairs(judge, compared)
    return 0


def _judge(name: str | None) -> "Judge | None":
    from assistant.batch.comparing.judging import named_judge

    return named_judge(name) if name is not None else None


def _open(arguments: argparse.Namespace, settings: Settings) -> _Compared:
    from assistant.batch.comparing.pairs import open_duels
    from assistant.batch.comparing.sides import batches_of_folders, load_sides
    from assistant.database import open_database

    database = open_database(settings)
    sides = load_sides(database, batches_of_folders(database, arguments.folders))
    return _Compared(database, sides, open_duels(database, sides))


def _judge_pairs(judge: "Judge", compared: _Compared) -> None:
    from assistant.cli.judging import judge_pairs

    judge_pairs(compared.database, compared.duels, judge)


def _write_sheet(path: Path, judge: "Judge | None", compared: _Compared) -> None:
    from assistant.batch.comparing.judging import Judge, open_judging
    from assistant.batch.comparing.pairs import not_asked
    from assistant.batch.comparing.sheets import write_sheet

    # who will judge need not be known yet: each file has an order of its own then
    judging = open_judging(compared.database, compared.duels, judge or Judge(f"/{path.name}", path.name))
    untold = not_asked(compared.duels)
    write_sheet(path, judging.questions, untold)
    told = [f"已写出评判表 {path}，共 {len(judging.questions)} 对", *untold, f"填好「评判」列后用 --take {path} --judge 姓名 收回"]
    print(f"{'；'.join(told)}。", file=sys.stderr)


def _take(path: Path, judge: "Judge | None", compared: _Compared, settings: Settings) -> None:
    from assistant.batch.comparing.judging import keep
    from assistant.batch.comparing.sheets import read_sheet, told_of
    from assistant.reading import limits_of

    if judge is None:
        raise InputError("收回评判表要写明是谁评的，请加 --judge 姓名。")
    found = read_sheet(path, compared.duels, limits_of(settings))
    if found.problems:
        print(*found.problems, sep="\n", file=sys.stderr)
        raise InputError(f"评判表有 {len(found.problems)} 处要改，还没有收；改好后重新运行。")
    keep(compared.database, judge, found.answers)
    print(told_of(found, judge.name), file=sys.stderr)


def _report(compared: _Compared, judge: "Judge | None", price: Price | None, save: Path | None, *, as_json: bool) -> None:
    from assistant.batch.comparing.costs import costs_of
    from assistant.batch.comparing.judging import judgments_of
    from assistant.batch.comparing.report_sheet import write_report
    from assistant.batch.comparing.results import results_of
    from assistant.cli import compare_output

    results = results_of(compared.duels, *judgments_of(compared.database, compared.duels), judge)
    costs = [costs_of(side, price) for side in compared.sides]
    if save is not None:
        write_report(save, results, costs)
        print(f"已写出比较结果 {save}，其中“评判”表逐条列出评判。", file=sys.stderr)
    (compare_output.print_json if as_json else compare_output.print_report)(results, costs)
