"""What a comparison came to, as a workbook: the result of each two sides, every judgment that may be read, and what each side cost."""

from collections.abc import Sequence
from pathlib import Path

from assistant.batch.comparing.costs import Costs
from assistant.batch.comparing.results import Result
from assistant.batch.comparing.telling import cells_of, verdict_of
from assistant.batch.explanation import Part, add_explanation
from assistant.batch.table_sheet import Row, add_sheet
from assistant.batch.workbooks import COMPARISON
from assistant.errors import UnsupportedFormatError
from assistant.export.files import write_atomically
from assistant.export.workbook import bytes_of, new_workbook

_RESULT = [
    "第一方", "第二方", "结论", "评判条数", "第一方胜", "第二方胜", "差不多", "都不行", "第一方胜率", "95% 区间",
    "计入的项目", "两边一样（不用评）", "还没有人评", "草稿变了、不再算数", "没有比较的项目",
]  # fmt: skip
_EXPLANATION = (
    ("结果", "每两方一行。胜率按项目计，平局算半胜；评了不到 10 个项目不下结论。"),
    ("评判", "每条评判一行：谁对哪个项目说哪一方好，以及理由。还有人没评完时，别人的评判先不列出，以免影响评判。"),
    ("评判：甲、乙", "评的人当时看到的甲、乙各是哪一方的草稿，理由里的甲、乙就指它们；空着的是以前评的，当时没有记下。"),
    ("费用", "每一方每份草稿的 token、费用、秒数和审核意见，都是平均数。"),
)


def write_report(path: Path, results: Sequence[Result], costs: Sequence[Costs]) -> None:
    """Write what judgments come to.

    Raises:
        UnsupportedFormatError: the name ends in something other than .xlsx.
        ExportError: it cannot be written there.
    """
    if path.suffix.lower() != ".xlsx":
        raise UnsupportedFormatError(f"比较结果不能写成「{path.name}」，文件名请以 .xlsx 结尾。")
    workbook = new_workbook(COMPARISON.title)
    workbook.remove(workbook.worksheets[0])
    add_sheet(workbook, "结果", _RESULT, [_row(result) for result in results])
    judgments: list[Row] = [
        [result.first, result.second, said.project, said.judge, verdict_of(result, said.verdict), said.reason, said.left, said.right]
        for result in results
        for said in result.listed
    ]
    add_sheet(workbook, "评判", ["第一方", "第二方", "项目名称", "评判人", "评判", "理由", "甲", "乙"], judgments)
    add_sheet(workbook, "费用", ["", *(cost.title for cost in costs)], [[name, *cells] for name, cells in cells_of(costs)])
    add_explanation(workbook, [Part("工作表", _EXPLANATION)])
    write_atomically(path, bytes_of(workbook))


def _row(result: Result) -> Row:
    low, high = result.interval
    judged = bool(result.judgments) and result.rate is not None
    figures: Row = [f"{result.rate:.0%}", f"{low:.0%}～{high:.0%}"] if judged else [None, None]
    about: Row = [result.first, result.second, result.meaning, result.judgments, *result.counts.values(), *figures]
    return [*about, result.projects, result.identical, result.open, result.void, result.lacking + result.unmatched]
