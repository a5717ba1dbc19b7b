"""What a comparison came to, in the words that the terminal and the page have in common."""

from collections.abc import Callable, Sequence

from assistant.batch.comparing.costs import Costs
from assistant.batch.comparing.pairs import not_asked
from assistant.batch.comparing.results import FEWEST, Agreement, Result, Said
from assistant.database.judgments import Verdict


def lines_of(result: Result) -> list[str]:
    """What came of two sides, in lines."""
    counts = result.counts
    lines = [f"【{result.first}】对【{result.second}】：{result.meaning}"]
    if result.judgments:
        told = [f"{result.first} 胜 {counts['first']}", f"负 {counts['second']}", f"差不多 {counts['tie']}", f"都不行 {counts['neither']}"]
        lines.append(f"  评判 {result.judgments} 条：{'，'.join(told)}")
        lines.append(f"  评判人：{'，'.join(f'{judge} {count} 对' for judge, count in result.judges)}")
    if result.rate is not None and result.judgments:
        low, high = result.interval
        alike = f"，其中 {result.identical} 个两边一样" if result.identical else ""
        lines.append(
            f"  {result.first} 的胜率 {result.rate:.0%}（95% 区间 {low:.0%}～{high:.0%}，按 {result.projects} 个项目计{alike}；平局算半胜）"
        )
    for agreement in result.agreements:
        lines.append(f"  {agreement.meaning}{_figures(agreement)}")
    lines += [f"  {text}" for text in _remarks(result)]
    for said in result.reasons:
        lines.append(f"  理由（{said.judge}，{said.project}，{_hands(said)}）：{verdict_of(result, said.verdict)}——{said.reason}")
    return lines


def _hands(said: Said) -> str:
    return f"甲是 {said.left}，乙是 {said.right}" if said.left else "当时没有记下甲、乙各是哪一方"


def verdict_of(result: Result, verdict: Verdict) -> str:
    """A judgment in words."""
    return {"first": f"{result.first} 好", "second": f"{result.second} 好", "tie": "差不多", "neither": "都不行"}[verdict]


def _figures(agreement: Agreement) -> str:
    if agreement.agreed is None:
        return ""
    told = f"（都判过 {agreement.both} 对，相同 {agreement.agreed:.0%}"
    if agreement.kappa is not None and agreement.interval is not None and agreement.both >= FEWEST:
        low, high = agreement.interval
        told += f"，κ {agreement.kappa:.2f}，95% 区间 {low:.2f}～{high:.2f}"
    return f"{told}）"


def _remarks(result: Result) -> list[str]:
    told = [
        (result.open, "对还没有人评判。"),
        (result.void, "条评判的草稿已经变了，不再算数。"),
        (result.withheld, "条理由要等评完才显示，以免影响评判。"),
    ]
    return [*(f"{number} {text}" for number, text in told if number), *(f"{text}。" for text in not_asked([result]))]


_ROWS: tuple[tuple[str, Callable[[Costs], str]], ...] = (
    ("草稿", lambda side: str(side.drafts)),
    ("改用离线／失败／未起草", lambda side: f"{side.fallbacks}／{side.failures}／{side.waiting}"),
    ("每份 token，提问", lambda side: _number(side.input_tokens, ",.0f")),
    ("每份 token，答复", lambda side: _number(side.output_tokens, ",.0f")),
    ("每份请求次数", lambda side: _number(side.attempts, ".1f")),
    ("每份费用（元）", lambda side: _number(side.money, ".4f")),
    ("秒数，中位", lambda side: _number(side.seconds[0] if side.seconds else None, ".1f")),
    ("秒数，95% 不超过", lambda side: _number(side.seconds[1] if side.seconds else None, ".1f")),
    ("每份错误", lambda side: _number(side.findings["error"] if side.findings else None, ".2f")),
    ("每份警告", lambda side: _number(side.findings["warning"] if side.findings else None, ".2f")),
    ("每份提示", lambda side: _number(side.findings["info"] if side.findings else None, ".2f")),
    ("每份指标", lambda side: _number(side.indicators, ".1f")),
)


def cells_of(costs: Sequence[Costs]) -> list[tuple[str, list[str]]]:
    """A row for each figure that is known of any side, with a cell for each."""
    rows = [(name, [tell(side) for side in costs]) for name, tell in _ROWS]
    return [(name, cells) for name, cells in rows if any(cell != "—" for cell in cells)]


def _number(value: float | None, form: str) -> str:
    return "—" if value is None else format(value, form)
