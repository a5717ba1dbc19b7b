"""What the sheet 说明 of the results of a list says: how they came about, what they come to, and what stands where."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from assistant.batch.drafts.summary import COUNTED, Result, Summary
from assistant.batch.explanation import Part
from assistant.batch.remarks import REMARKS
from assistant.batch.table_sheet import Row, Value
from assistant.database.tables import ItemState
from assistant.review.finding import Severity

_RESULTS = {
    "已起草（改用离线）": "模型的答复用不了，给出的是离线草稿",
    "跳过": "清单的这一行有问题",
    "待重做": "还没有重做，这一行说的是以前的草稿",
    "重做失败": "没有重做成，这一行说的是以前的草稿",
    "草稿已删除": "起草过，草稿后来在网页上删了",
}
"""What words of the column 结果 mean, where they do not say it themselves."""
_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("错误", "错误、警告、提示", "审核意见的条数。错误是审核时会退回的，警告要核对，提示可以斟酌。"),
    ("自检得分（非官方）", "自检得分（非官方）", "本工具按审核意见扣分得出，满分 100，等级与之对应，不是财政审核结论。"),
    ("待确认", "待确认", "草稿里还要由您补充或核实的事项有几条，内容在“待确认”表。"),
    ("绩效目标", "来源、依据范例", "在“指标”表：指标从哪里来；依据范例是范例库里写法相近的指标，范例编号供查找。"),
    ("token（提问）", "token（提问）、token（答复）", "请模型做这一份用的，返工和补写在内。"),
    ("费用（元）", "费用", "按设置的单价计算，使用批处理接口时实际一般是一半。"),
)
"""A column of 汇总 with which it is there to be explained, the names, and what they mean."""
_READ_AGAIN = (
    "留给审核的人写。重新运行后，写下的内容仍在同一个项目的行里：项目名称、实施单位、预算年度、预算和项目编码都相同，以前空着、后来补填的也算；"
    "有几行都相同的，提示词和清单的其他栏目也要相同，再分不清的，这几行的行号和绩效目标都要没有变。对应不上的不写进新工作簿，旧工作簿另存在旁边。"
)
_ONLY_HERE = "留给审核的人写。以后再下载的工作簿里没有这里写下的内容，请留好这一份。"


def facts_of(title: str, began: date | None, model: str | None, prompts: Iterable[str], tokens: int) -> list[tuple[str, str]]:
    """How results came about: of which list, since when, by which model (None offline) with which prompts, for how many tokens."""
    by = "离线，没有请语言模型" if model is None else f"请语言模型 {model}，提示词 {'、'.join(prompts)}"
    facts = [("清单", title), *([("开始起草", f"{began}")] if began else []), ("起草方式", by)]
    return [*facts, *([("历次运行共用", f"{tokens:,} 个 token，改动过、重做过的以前用的也在内")] if tokens else [])]


def parts_of(summary: Summary, facts: Sequence[tuple[str, str]], headings: Collection[str], *, read_again: bool) -> list[Part]:
    """The parts of the sheet, sums above all; several prompts have a column of sums each.

    Args:
        summary: the rows of 汇总.
        facts: how they came about.
        headings: of the columns that 汇总 has.
        read_again: whether remarks come back when it is written anew.
    """
    columns = _columns(summary, headings, read_again=read_again)
    parts = [Part("怎么做的", facts)] if facts else []
    notices = summary.about.notices
    parts += [Part("读清单时", [(f"请留意 {number}", text) for number, text in enumerate(notices, 1)])] if notices else []
    return [*parts, _sums(summary), Part("工作表", _sheets(summary)), Part("不容易看懂的栏", columns)]


def _sheets(summary: Summary) -> list[Row]:
    each = "每个项目每种提示词一行" if any(result.project.prompt for result in summary.results) else "每个项目一行"
    skipped = "清单里跳过的、" if summary.refused else ""
    return [
        ("汇总", f"{each}，{skipped}失败的和还没有起草的也在内。"),
        ("指标", "每条指标一行，注明来源和依据的范例。"),
        ("审核意见", "程序对每份草稿的检查意见，一条一行；先看错误。"),
        ("待确认", "草稿里要由您补充或核实的事项，一条一行。"),
        ("没有起草", "没有草稿的行和原因；没有这样的行时是空表。"),
    ]


def _columns(summary: Summary, headings: Collection[str], *, read_again: bool) -> list[Row]:
    """Only what is there is explained."""
    words = {result.state_in_words for result in summary.results} | ({"跳过"} if summary.refused else set())
    results = [f"{word}：{meaning}" for word, meaning in _RESULTS.items() if word in words]
    told = any(result.project.notices for result in summary.results)
    number = "项目在清单里的行号" + ("，也是 Word 文件名开头的数字。" if "Word 文件" in headings else "。")
    return [
        ("行号", number),
        *([("说明", "起草时和读清单的这一行时要请您留意的。")] if told else []),
        *([("结果", f"{'；'.join(results)}。")] if results else []),
        *((names, meaning) for heading, names, meaning in _COLUMNS if heading in headings),
        (REMARKS, _READ_AGAIN if read_again else _ONLY_HERE),
    ]


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


_STATES: dict[str, ItemState] = {"已起草": "done", "改用离线": "fallback", "失败": "failed", "还没有起草": "waiting"}


def _count(state: ItemState, side: Sequence[Result]) -> int:
    return sum(result.state == state for result in side)


def _findings(severity: Severity, side: Sequence[Result]) -> int:
    return sum(result.count(severity) for result in side)
