"""The files that commands are to write: which they are, and that none of them takes the place of another."""

import argparse
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.errors import InputError


def review_destinations(arguments: argparse.Namespace) -> tuple[list[Path], list[Path]]:
    """The reports and the corrected tables that were asked for, all of which could be written.

    Raises:
        InputError: the options do not go together, or two of them name one file.
        ExportError: nothing can be written there.
    """
    from assistant.export import check_destination
    from assistant.reporting import check_report_destination

    _check_options(arguments)
    reports, outs = [Path(text) for text in arguments.report], [Path(text) for text in arguments.out]
    for path in reports:
        check_report_destination(path)
    for path in outs:
        check_destination(path)
    check_apart([*reports, *outs], arguments.paths)
    return reports, outs


def _check_options(arguments: argparse.Namespace) -> None:
    from assistant.review import BY_MODEL, RULES

    for option, texts in (("--report", arguments.report), ("--out", arguments.out)):
        if not all(text.strip() for text in texts):
            raise InputError(f"参数 {option} 后面是空的，请写文件名，例如 {option} 审核.docx。")
    if arguments.out and not arguments.fix:
        raise InputError("参数 --out 写出修改后的表，要与 --fix 同用；只要审核报告，请改用 --report 文件。")
    if arguments.rule and not arguments.fix:
        raise InputError("参数 --rule 指明采用哪条规则的修改建议，要与 --fix 同用。")
    if arguments.table is not None and not arguments.out:
        raise InputError("参数 --table 选择要写出的表，要与 --fix、--out 同用。")
    if arguments.table is not None and len(arguments.paths) > 1:
        raise InputError("参数 --table 只能用于一个文件，请逐个文件写出修改后的表。")
    if BY_MODEL in arguments.rule and not arguments.model:
        raise InputError(f"规则 {BY_MODEL} 的意见来自语言模型，要与 --model 同用。")
    unknown = [rule for rule in arguments.rule if rule not in RULES]
    if unknown:
        raise InputError(f"没有规则「{unknown[0]}」，请按审核意见里的规则编号填写，例如 --rule UNIT-02。")


def numbered(path: Path, count: int) -> list[Path]:
    """Where several tables go that were to be written to one file: 表-1.docx, 表-2.docx …; a single one goes to the file itself."""
    return [path] if count == 1 else [path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(1, count + 1)]


def places_of(out: Path, count: int, chosen: int | None) -> dict[Path, int]:
    """Which of `count` tables goes to which file: the `chosen` one to the file itself, or else every one to its own.

    Raises:
        InputError: there is no table of that number.
    """
    if chosen is None:
        return {path: number for number, path in enumerate(numbered(out, count))}
    if chosen > count:
        raise InputError(f"这个文件里只有 {count} 张表，没有第 {chosen} 张，请改用 --table 1 到 --table {count}。")
    return {out: chosen - 1}


def check_apart(paths: Sequence[Path], originals: Iterable[Path]) -> None:
    """Refuse to write one file twice, or over a file that is read, by whatever name it goes.

    Raises:
        InputError: one of `paths` is another of them, or one of `originals`.
    """
    read = {os.path.realpath(path): path for path in originals}
    written: set[str] = set()
    for path in paths:
        place = os.path.realpath(path)
        if place in read:
            raise InputError(f"「{path}」是正在读取的原文件，请换一个文件名，以免覆盖。")
        if place in written:
            raise InputError(f"「{path}」要写两次，请给每份报告和每张表各自不同的文件名。")
        written.add(place)
