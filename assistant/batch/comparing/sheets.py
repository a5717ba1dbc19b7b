"""Blind pairs as an Excel sheet, to be judged away from the program; and the judged sheet read back."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.batch.comparing.judging import LONGEST_REASON, Answered, check_reason
from assistant.batch.comparing.pairs import CHOICE_NAMES, Choice, Duel, Question
from assistant.batch.explanation import Part, add_explanation
from assistant.batch.lists.sheet import Line, sheets_of
from assistant.batch.table_sheet import Row
from assistant.batch.workbooks import JUDGING
from assistant.errors import InputError, UnsupportedFormatError
from assistant.export.files import write_atomically
from assistant.export.typography import printable
from assistant.export.workbook import BORDER, TALLEST_ROW, Look, bytes_of, cell_at, new_workbook, put_text, set_page, text_height
from assistant.export.xlsx import set_columns
from assistant.goals.money import format_amount
from assistant.goals.wording import squeeze
from assistant.reading import ReadingLimits
from assistant.reading.formats.files import open_blocks
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance

TITLE = "评判"
_VERDICT, _REASON, _NUMBER = "评判", "理由（可不填）", "编号（勿改）"
_HEADINGS = (
    "序号", _VERDICT, _REASON,
    "甲：二级指标", "甲：三级指标", "甲：指标值", "乙：二级指标", "乙：三级指标", "乙：指标值",
    _NUMBER,
)  # fmt: skip
_WIDTHS = (12, 18, 40, 30, 48, 42, 30, 48, 42, 30)
_LEFT, _RIGHT = 4, 7
"""The columns in which 甲 and 乙 begin; each takes three."""
_HEADING_ROW, _LEAD_HEIGHT = 2, 24.0
_LEAD_LINE = "请逐对比较甲、乙两份草稿，在每对第一行的黄色格里选一项：甲好、乙好、差不多、都不行；可以写理由。怎么评见“说明”表。"
_HOW: tuple[Row, ...] = (
    (
        "看什么",
        "同一个项目的两份绩效目标草稿：上面是绩效目标，下面是指标。哪份更接近可以上报的样子：目标是否明确，指标是否齐全、可衡量，指标值是否合理。",
    ),
    ("评判", "必填，在每对第一行的黄色格里选：甲好、乙好、差不多（两份一样可用）、都不行（两份都不能用）。拿不准的可以留空，以后再评。"),
    ("理由", f"可不填；写一句话，说明好在哪里或差在哪里，不超过 {LONGEST_REASON} 字，不要写涉密内容。"),
    ("编号", "请勿改动，收回时靠它认出是哪一对；也不要删改表头。"),
    ("甲和乙", "每对的甲、乙各自随机摆放，与来源无关，请只看内容。"),
    ("评完之后", "保存后交还给发给您这份表的人；评了一部分也可以先交。"),
)
_HEADING = Look(bold=True, align="center", border=BORDER)
_TEXT, _LEAD = Look(border=BORDER, vertical="top"), Look(bold=True, border=BORDER, vertical="top")
_CHOICE = Look(bold=True, align="center", border=BORDER, fill=PatternFill("solid", fgColor="FFF2CC"))
_FAINT = Look(size=7, border=BORDER, vertical="top")
_ANSWERS: dict[str, Choice] = {name: choice for choice, name in CHOICE_NAMES.items()} | {"甲": "left", "乙": "right"}


@dataclass(frozen=True)
class Judged:
    """What a judged sheet says.

    Attributes:
        open: pairs of it without an answer.
        void: rows whose drafts are others by now; they are left out.
        problems: what must be put right before anything is taken, each with its row.
    """

    answers: tuple[Answered, ...]
    open: int
    void: tuple[int, ...]
    problems: tuple[str, ...]


def told_of(judged: Judged, name: str) -> str:
    """What was taken of a judge's sheet, in a sentence."""
    told = [f"已收下 {name} 的 {len(judged.answers)} 条评判"]
    told += [f"{judged.open} 对没有填"] if judged.open else []
    told += [f"{len(judged.void)} 对的草稿已经变了，没有收（第 {'、'.join(map(str, judged.void))} 行）"] if judged.void else []
    return f"{'，'.join(told)}。"


def write_sheet(path: Path, questions: Sequence[Question], not_asked: Sequence[str] = ()) -> None:
    """Write the pairs that a judge is asked about; nothing in the file tells which side is which.

    How to judge stands above them in a line, and on a sheet of its own, with why there are no more (`not_asked`).

    Raises:
        UnsupportedFormatError: the name ends in something other than .xlsx.
        InputError: there is nothing to judge.
        ExportError: it cannot be written there.
    """
    if path.suffix.lower() != ".xlsx":
        raise UnsupportedFormatError(f"评判表不能写成「{path.name}」，文件名请以 .xlsx 结尾。")
    if not questions:
        raise InputError(f"{'：'.join(['没有可以评判的', *(['；'.join(not_asked)] if not_asked else [])])}。")
    workbook = new_workbook(JUDGING.title)
    sheet = workbook.worksheets[0]
    sheet.title = TITLE
    set_columns(sheet, _WIDTHS)
    put_text(cell_at(sheet, 1, 1), _LEAD_LINE, Look(number_format="General"))
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_HEADINGS))
    sheet.row_dimensions[1].height = _LEAD_HEIGHT
    for column, heading in enumerate(_HEADINGS, 1):
        put_text(cell_at(sheet, _HEADING_ROW, column), heading, _HEADING)
    sheet.freeze_panes = f"D{_HEADING_ROW + 1}"
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    choice: Any = DataValidation(type="list", formula1=f'"{",".join(CHOICE_NAMES.values())}"', allow_blank=True, showErrorMessage=True)
    sheet.add_data_validation(choice)
    row = _HEADING_ROW + 1
    for number, question in enumerate(questions, 1):
        choice.add(f"B{row}")
        row = _put_question(sheet, row, number, question)
    set_page(sheet, "landscape")
    pairs: Row = ("有多少对", f"共 {len(questions)} 对{''.join(f'；{text}' for text in not_asked)}。")
    add_explanation(workbook, [Part("怎么评", (*_HOW, pairs))])
    write_atomically(path, bytes_of(workbook))


def _put_question(sheet: Worksheet, row: int, number: int, question: Question) -> int:
    """Draw a pair from a row on; the row behind it."""
    for column, text, look in (
        (1, str(number), _TEXT), (2, "", _CHOICE), (3, "", _TEXT), (_LEFT, about(question), _LEAD), (10, _token(question), _FAINT),
    ):  # fmt: skip
        put_text(cell_at(sheet, row, column), text, look)
    _merge(sheet, row, _LEFT, 6, about(question))
    for first, shown in ((_LEFT, question.left), (_RIGHT, question.right)):
        goals = "\n".join(shown.goals)
        put_text(cell_at(sheet, row + 1, first), goals, _TEXT)
        _merge(sheet, row + 1, first, 3, goals)
        for at, (level1, level2, level3, value) in enumerate(shown.merged_rows, row + 2):
            for column, text in enumerate((level2 or level1, level3, value), first):
                put_text(cell_at(sheet, at, column), text, _TEXT)
    return row + 3 + max(len(question.left.rows), len(question.right.rows))


def _merge(sheet: Worksheet, row: int, first: int, columns: int, text: str) -> None:
    height = min(text_height(text, sum(_WIDTHS[first - 1 : first - 1 + columns])), TALLEST_ROW)
    sheet.row_dimensions[row].height = max(height, sheet.row_dimensions[row].height or 0.0)
    sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=first + columns - 1)


def about(question: Question) -> str:
    """What a project is, for a judge."""
    request = question.pair.request
    facts = [
        request.unit,
        f"{request.year}年",
        f"预算 {format_amount(request.budget_yuan)}",
        request.purpose and f"用途：{request.purpose}",
    ]
    return printable(f"{request.name}（{'，'.join(fact for fact in facts if fact)}）")


def read_sheet(path: Path, duels: Sequence[Duel], limits: ReadingLimits = DEFAULT_LIMITS) -> Judged:
    """What a judged sheet says of the drafts as they are now.

    Raises:
        UnsupportedFormatError: it is no workbook.
        InputError: it cannot be read, or is no such sheet.
    """
    if path.suffix.lower() != ".xlsx":
        raise UnsupportedFormatError(f"「{path.name}」不是评判表，请用 --sheet 写出的 .xlsx 文件。")
    known = {_pair_of(question): question for question in _both_ways(duels)}
    tokens = {_token(question): question for question in _both_ways(duels)}
    answers, problems, void, seen, open_ = list[Answered](), list[str](), list[int](), dict[str, int](), 0
    for line, columns in _lines(path, limits):
        token = squeeze(line.cells.get(columns[_NUMBER], ""))
        text, reason = squeeze(line.cells.get(columns[_VERDICT], "")), line.cells.get(columns[_REASON])
        if not token:
            problems += [f"第 {line.number} 行：有评判而没有编号，请填在每对草稿的第一行。"] if text else []
            continue
        earlier = seen.setdefault(token, line.number)
        if earlier != line.number:
            problems.append(f"第 {line.number} 行：与第 {earlier} 行是同一对草稿，请删去一行。")
        elif token.partition("-")[0] not in known:
            problems.append(f"第 {line.number} 行：编号「{token[:30]}」不是这次比较的，请核对文件夹，编号不要改动。")
        elif not text:
            open_ += 1
        elif text not in _ANSWERS:
            problems.append(f"第 {line.number} 行：看不懂评判「{text[:20]}」，请写{'、'.join(CHOICE_NAMES.values())}。")
        elif token not in tokens:
            void.append(line.number)
        else:
            problems += _take(answers, Answered(tokens[token], _ANSWERS[text], reason), line.number)
    return Judged(tuple(answers), open_, tuple(void), tuple(problems))


def _take(answers: list[Answered], answered: Answered, row: int) -> list[str]:
    try:
        check_reason(answered.reason)
    except InputError as error:
        return [f"第 {row} 行：{error}"]
    answers.append(answered)
    return []


def _lines(path: Path, limits: ReadingLimits) -> Iterator[tuple[Line, Mapping[str, int]]]:
    """The lines below the headings, with the columns that the headings stand in."""
    for sheet in sheets_of(open_blocks(path, Allowance(limits, path.name))):
        for at, line in enumerate(sheet.lines):
            columns = {squeeze(text): column for column, text in line.cells.items()}
            if {_VERDICT, _REASON, _NUMBER} <= columns.keys():
                yield from ((below, columns) for below in sheet.lines[at + 1 :])
                return
    raise InputError(f"「{path.name}」里没有找到「{_VERDICT}」「{_NUMBER}」列，请用 --sheet 写出的评判表，不要改动表头。")


def _both_ways(duels: Sequence[Duel]) -> Iterator[Question]:
    for duel in duels:
        for pair in duel.asked:
            yield Question(duel.id, pair, swapped=False)
            yield Question(duel.id, pair, swapped=True)


def _pair_of(question: Question) -> str:
    return _hash(question.duel, question.pair.project)


def _token(question: Question) -> str:
    """Names a pair and how it stands, by which drafts: a sheet is understood whatever has become of the order since."""
    return f"{_pair_of(question)}-{_hash(question.left.hash, question.right.hash)}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
