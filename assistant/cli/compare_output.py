"""What a comparison came to, for people and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant.batch.comparing.costs import Costs
from assistant.batch.comparing.results import Agreement, Result
from assistant.batch.comparing.telling import cells_of, lines_of
from assistant.cli.output import print_json_value
from assistant.export.typography import printable

_WIDTH = 120


def print_json(results: Sequence[Result], costs: Sequence[Costs]) -> None:
    """The whole as one JSON value."""
    print_json_value({"comparisons": [_result(result) for result in results], "sides": [_costs(cost) for cost in costs]})


def _result(result: Result) -> dict[str, Any]:
    rate = None if result.rate is None else {"value": result.rate, "low": result.interval[0], "high": result.interval[1]}
    return {
        "first": result.first,
        "second": result.second,
        "judgments": dict(result.counts),
        "identical": result.identical,
        "projects": result.projects,
        "open": result.open,
        "win_rate": rate,
        "meaning": result.meaning,
        "agreement": [_agreement(agreement) for agreement in result.agreements],
        "judges": dict(result.judges),
        "reasons": [said._asdict() for said in result.reasons],
        "withheld": result.withheld,
        "void": result.void,
        "lacking": result.lacking,
        "unmatched": result.unmatched,
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    low, high = agreement.interval or (None, None)
    kappa = None if agreement.kappa is None else {"value": agreement.kappa, "low": low, "high": high}
    return {"judges": agreement.judges, "both": agreement.both, "agreed": agreement.agreed, "kappa": kappa, "meaning": agreement.meaning}


def _costs(costs: Costs) -> dict[str, Any]:
    values = asdict(costs)
    median, most = values.pop("seconds") or (None, None)
    tokens = {"input": values.pop("input_tokens"), "output": values.pop("output_tokens")}
    return {**values, "tokens": tokens, "seconds": {"median": median, "p95": most}}


def print_report(results: Sequence[Result], costs: Sequence[Costs]) -> None:
    """The same for people."""
    for result in results:
        for line in lines_of(result):
            print(printable(line))
        print()
    console = Console(highlight=False)
    console = console if console.is_terminal else Console(highlight=False, width=_WIDTH)
    console.print(_grid(costs))


def _grid(costs: Sequence[Costs]) -> Table:
    grid = Table(show_lines=False)
    grid.add_column("")
    for side in costs:
        grid.add_column(escape(printable(side.title)), overflow="fold", justify="right")
    for name, text in cells_of(costs):
        grid.add_row(name, *text)
    return grid
