"""What a batch costs, in the words that the terminal and the page have in common."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from assistant.batch.engine.estimating import Estimate
from assistant.llm.price import Price, describe_money


class Spending(Protocol):
    """What was paid for."""

    @property
    def attempts(self) -> int:
        """Requests."""

    @property
    def input_tokens(self) -> int:
        """Tokens of questions."""

    @property
    def output_tokens(self) -> int:
        """Tokens of answers."""


def expected(told: Estimate, price: Price | None, *, deferred: bool = False) -> str:
    """What it is going to cost, and what it hardly ever exceeds; less than the price where the service answers in its own time."""
    asked, answered = (round(tokens / told.items) for tokens in (told.input_tokens, told.output_tokens))
    amounts = [price.of(told.input_tokens, told.output_tokens), price.of(told.most_input, told.most_output)] if price else []
    money = _money(amounts, deferred=deferred) if amounts else ""
    ground = "按以往同样的任务估算，返工和补写在内" if told.measured else "按其中几份的提问估算，上限为返工和补写留有余地"
    each = f"每份约 {asked + answered:,} token（提问 {asked:,}、答复 {answered:,}）"
    most = f" 到 {told.most_tokens:,}" if told.most_tokens > told.tokens else ""
    fetched = f"其中 {told.handed_over} 个请求已经交给批处理接口，只取回答复，不再付费。" if told.handed_over else ""
    return f"要请模型做 {told.items} 份，{each}，共约 {told.tokens:,}{most} token{money}（{ground}）。{fetched}"


def spent(spending: Spending, price: Price | None, *, deferred: bool = False) -> list[str]:
    """What it has cost in all its runs, where it cost anything."""
    tokens = spending.input_tokens + spending.output_tokens
    if not tokens:
        return []
    money = _money([price.of(spending.input_tokens, spending.output_tokens)], deferred=deferred) if price else ""
    return [f"共用 {tokens:,} 个 token，{spending.attempts} 次请求{money}"]


def _money(amounts: Sequence[Decimal], *, deferred: bool) -> str:
    """An amount, or what lies between two."""
    low, high = amounts[0], amounts[-1]
    told = describe_money(low) if f"{low:.2f}" == f"{high:.2f}" else f"约 {low:.2f} 到 {high:.2f} 元"
    return f"，按原价{told}，批处理接口的价格一般是一半" if deferred else f"，{told}"
