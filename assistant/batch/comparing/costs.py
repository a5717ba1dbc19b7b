"""What the drafts of a side cost, how long they took, and what a review says of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.batch.comparing.figures import quantile
from assistant.batch.comparing.sides import Entry, Side
from assistant.llm.price import Price
from assistant.review.finding import Severity


@dataclass(frozen=True)
class Costs:
    """Of one side. Means are over the drafts of its own, which leaves out what failed and what is offline in the place of a model's.

    Attributes:
        drafts, fallbacks, failures, waiting: how many.
        input_tokens, output_tokens, attempts: mean of a draft; None where nobody noted them.
        money: mean of a draft, in 元; None without a price.
        seconds: median, and the value that 95 % do not exceed; None where nobody noted them.
        findings: mean of a draft by severity; None where nobody noted them.
        indicators: mean of a draft.
    """

    title: str
    prompt: str | None
    models: str | None
    place: str
    drafts: int
    fallbacks: int
    failures: int
    waiting: int
    input_tokens: float | None
    output_tokens: float | None
    attempts: float | None
    money: float | None
    seconds: tuple[float, float] | None
    findings: dict[Severity, float] | None
    indicators: float | None


def costs_of(side: Side, price: Price | None = None) -> Costs:
    """What a side costs."""
    entries = [*side.entries.values()]
    own = [entry for entry in entries if entry.comparable]
    noted = [entry for entry in own if entry.recorded]
    times = [entry.seconds for entry in noted]
    median, most = quantile(times, 0.5), quantile(times, 0.95)
    reviewed = [entry.findings for entry in own if entry.findings is not None]
    severities: tuple[Severity, ...] = ("error", "warning", "info")
    return Costs(
        title=side.title,
        prompt=side.prompt or None,
        models=side.models or None,
        place=side.place,
        drafts=len(own),
        fallbacks=_count(entries, "fallback"),
        failures=_count(entries, "failed"),
        waiting=_count(entries, "waiting"),
        input_tokens=_mean([entry.input_tokens for entry in noted]),
        output_tokens=_mean([entry.output_tokens for entry in noted]),
        attempts=_mean([entry.attempts for entry in noted]),
        money=_mean([float(price.of(entry.input_tokens, entry.output_tokens)) for entry in noted]) if price else None,
        seconds=(median, most) if median is not None and most is not None else None,
        findings={name: fmean(counts.get(name, 0) for counts in reviewed) for name in severities} if reviewed else None,
        indicators=_mean([len(entry.shown.rows) for entry in own if entry.shown]),
    )


def _count(entries: Sequence[Entry], state: str) -> int:
    return sum(entry.state == state for entry in entries)


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
