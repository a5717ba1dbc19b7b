"""What the sheet 说明 of the results of a list says: how they came about, what they come to, and what stands where."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from assistant.batch.drafts.summary import COUNTED, Result, Summary
from assistant.batch.explanation import Part
from assistant.batch.remarks import REMARKS
from assistant.batch.table_sheet import Row, Value
from assistant.review.finding import Severity

_SHEETS = (
    ("汇总", "每个项目一行，清单里跳过的、失败的和还没有起草的也在内。"),
    ("指标", "每条指标一行，注明来源和依据的范例。"),
    ("审核意见", "程序对每份草稿的检查意见，一条一行；先看错误。"),
    ("待确认", "草稿里要由您补充或核实的事项，一条一行。"),
    ("没有起草", "没有草稿的行和原因；没有这样的行时是空表。"),
)
_COLUMNS = (
    ("行号", "项目在清单里的行号，也是 Word 文件名开头的数字。"),
    ("结果", "已起草（模型）、已起草（离线）、已起草（改用离线：模型的答复用不了）、失败、跳过（清单这一行有问题）、还没有起草。"),
    ("错误、警告、提示", "审核意见的条数。错误是审核时会退回的，警告要核对，提示可以斟酌。"),
    ("自检得分（非官方）", "本工具按审核意见扣分得出，满分 100，等级与之对应，不是财政审核结论。"),
    ("待确认", "草稿里还要由您补充或核实的事项有几条，内容在“待确认”表。"),
    ("来源、依据范例", "指标从哪里来；依据范例是范例库里写法相近的指标，范例编号供查找。"),
    ("token、费用", "请模型做这一份用的 token，返工和补写在内；费用按设置的单价计算，使用批处理接口时实际一般是一半。"),
    (REMARKS, "留给审核的人写。重新运行后，写下的内容仍在同一个项目的行里（按项目名称、实施单位、预算年度和提示词对应）。"),
)


def parts_of(summary: Summary, facts: Sequence[tuple[str, str]]) -> list[Part]:
    """The parts of the sheet, sums above all; several prompts have a column of sums each."""
    parts = [Part("怎么做的", facts)] if facts else []
    return [*parts, _sums(summary), Part("工作表", _SHEETS), Part("不容易看懂的栏", _COLUMNS)]


def _sums(summary: Summary) -> Part:
    prompts = list(dict.fromkeys(result.project.prompt for result in summary.results)) or [None]
    sides = [[result for result in summary.results if result.project.prompt == prompt] for prompt in prompts]

    def line(name: str, tell: Callable[[Sequence[Result]], Value]) -> Row:
        return (name, *(tell(side) for side in sides))

    lines: list[Row] = [("提示词", *prompts)] if len(prompts) > 1 else []
    lines += [
        line("项目数", len),
        line("预算合计（元）", lambda side: sum((result.project.request.budget_yuan for result in side), Decimal(0))),
        *(line(name, partial(_count, state)) for name, state in _STATES.items()),
        *(line(name, partial(_findings, severity)) for name, severity in COUNTED.items()),
        line("待确认", lambda side: sum(len(result.draft.to_confirm) for result in side if result.draft)),
    ]
    if any(result.tokens and any(result.tokens) for result in summary.results):
        lines.append(line("token", lambda side: sum(sum(result.tokens or (0, 0)) for result in side)))
        price = summary.price
        if price is not None:
            costs = [sum((price.of(*result.tokens) for result in side if result.tokens), Decimal(0)) for side in sides]
            lines.append(("费用（元）", *(round(cost, 4) for cost in costs)))
    if summary.refused:
        lines.append(("跳过的行", len(summary.refused)))
    return Part("合计", lines)


_STATES = {"已起草": "done", "改用离线": "fallback", "失败": "failed", "还没有起草": "waiting"}


def _count(state: str, side: Sequence[Result]) -> int:
    return sum(result.state == state for result in side)


def _findings(severity: Severity, side: Sequence[Result]) -> int:
    return sum(result.count(severity) for result in side)
