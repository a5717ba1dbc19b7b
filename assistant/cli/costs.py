"""What a batch costs, in words and as JSON."""

from typing import TYPE_CHECKING

from assistant.llm.price import Price, describe_money

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.batch.engine.estimating import Estimate
    from assistant.batch.engine.items import Standing


def expected(told: "Estimate", price: Price | None, *, deferred: bool = False) -> str:
    """What it is going to cost; less than the price where the model's service answers in its own time."""
    asked, answered = (round(tokens / told.items) for tokens in (told.input_tokens, told.output_tokens))
    money = _money(price.of(told.input_tokens, told.output_tokens), deferred=deferred) if price else ""
    ground = "按以往同样的任务估算" if told.measured else "按其中几份的提问估算，返工和补写另计"
    each = f"每份约 {asked + answered:,} token（提问 {asked:,}、答复 {answered:,}）"
    return f"要请模型做 {told.items} 份，{each}，共约 {told.tokens:,} token{money}（{ground}）。"


def spent(standing: "Standing", price: Price | None, *, deferred: bool = False) -> list[str]:
    """What it has cost in all its runs, where it cost anything."""
    if not standing.tokens:
        return []
    money = _money(price.of(standing.input_tokens, standing.output_tokens), deferred=deferred) if price else ""
    return [f"共用 {standing.tokens:,} 个 token，{standing.attempts} 次请求{money}"]


def spent_as_json(standing: "Standing", price: Price | None, *, deferred: bool = False) -> dict[str, object]:
    """The same; `yuan` is null where no price is set, and where the price does not hold."""
    yuan = price.of(standing.input_tokens, standing.output_tokens) if price and not deferred else None
    tokens = {"input": standing.input_tokens, "output": standing.output_tokens}
    return {"attempts": standing.attempts, "tokens": tokens, "yuan": None if yuan is None else f"{yuan:.4f}"}


def _money(yuan: "Decimal", *, deferred: bool) -> str:
    return f"，按原价{describe_money(yuan)}，批处理接口的价格一般是一半" if deferred else f"，{describe_money(yuan)}"
