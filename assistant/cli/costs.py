"""What a batch has cost, as JSON; in words it is told by `assistant.batch.engine.costing`."""

from typing import TYPE_CHECKING

from assistant.llm.price import Price

if TYPE_CHECKING:
    from assistant.batch.engine.items import Standing


def spent_as_json(standing: "Standing", price: Price | None, *, deferred: bool = False) -> dict[str, object]:
    """What it has cost in all its runs; `yuan` is null where no price is set, and where the price does not hold."""
    yuan = price.of(standing.input_tokens, standing.output_tokens) if price and not deferred else None
    tokens = {"input": standing.input_tokens, "output": standing.output_tokens}
    return {"attempts": standing.attempts, "tokens": tokens, "yuan": None if yuan is None else f"{yuan:.4f}"}
