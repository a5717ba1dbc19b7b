"""What a model costs."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.settings import Settings

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Price:
    """What a million tokens of questions and of answers cost, in 元."""

    input: Decimal
    output: Decimal

    def of(self, input_tokens: float, output_tokens: float) -> Decimal:
        """What so many tokens cost, in 元."""
        return (self.input * Decimal(input_tokens) + self.output * Decimal(output_tokens)) / _MILLION


def price_of(settings: Settings) -> Price | None:
    """The price that is set; None where none is."""
    if settings.price_input is None or settings.price_output is None:
        return None
    return Price(settings.price_input, settings.price_output)


def describe_money(yuan: Decimal) -> str:
    """An amount in words, to the nearest 分; less is told as that."""
    return f"约 {yuan:.2f} 元" if yuan >= Decimal("0.01") else "不到 1 分钱"
