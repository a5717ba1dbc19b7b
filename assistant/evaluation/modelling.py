"""What a model brings: the same held-out projects drafted offline, by the model alone, with exemplars, and with fitted rows too."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from assistant.drafting import Draft, DraftContext, draft
from assistant.drafting.events import Finished
from assistant.drafting.ground import lay_ground
from assistant.drafting.llm.dialogue import draft_with_model
from assistant.drafting.llm.material import Offering
from assistant.drafting.request import DraftRequest
from assistant.errors import ConfigError
from assistant.evaluation.drafting import real_projects, request_for
from assistant.evaluation.matching import score_by_meaning
from assistant.exemplars.exemplar import Exemplar
from assistant.llm.chat import Cancel
from assistant.review import hard_faults

PROJECTS = 12
"""Held-out projects, taken evenly from all."""
_Drafter = Callable[[DraftRequest, DraftContext], Draft]


def evaluate_model(context: DraftContext) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Figures of each way of drafting over the same projects, and one item for each project and way.

    Raises:
        ConfigError: no model is set.
    """
    if context.model is None:
        raise ConfigError("没有设置语言模型，请设置 ASSISTANT_MODEL 和 OPENAI_BASE_URL 后重试。")
    items = [item for exemplar in _some(real_projects(context.index.exemplars)) for item in _measure(exemplar, context)]
    figures = {
        f"{way}: {name}": value for way in _WAYS for name, value in _summarise([item for item in items if item["way"] == way]).items()
    }
    return figures, items


def _some(projects: Sequence[Exemplar]) -> list[Exemplar]:
    count = min(PROJECTS, len(projects))
    return [projects[at * len(projects) // count] for at in range(count)]


def _measure(exemplar: Exemplar, context: DraftContext) -> Iterator[dict[str, Any]]:
    request = request_for(exemplar)
    for way, drafter in _WAYS.items():
        result = drafter(request, context)
        counts = result.rows.model_dump() if result.rows else {}
        yield {
            "suite": "model",
            "way": way,
            "project": exemplar.id,
            "name": exemplar.table.name,
            "f1": score_by_meaning(result.table.indicators, exemplar.table.indicators, context.index.store.embedder).f1,
            "mode": result.mode,
            "faults": len(hard_faults(result.findings)),
            "rows": len(result.table.indicators),
            "tokens": result.tokens.model_dump(),
            "seconds": result.seconds,
            "seconds_asking": result.seconds_asking,
            "attempts": result.attempts,
            "notice": result.notice,
            "counts": counts,
            "table": [f"{row.level2} {row.level3} {row.value} {row.origin}" for row in result.table.indicators],
        }


def _offline(request: DraftRequest, context: DraftContext) -> Draft:
    return draft(request, context, offline=True)


def _with(offering: Offering) -> _Drafter:
    def drafter(request: DraftRequest, context: DraftContext) -> Draft:
        assert context.model is not None
        assert context.prompts is not None
        began = time.perf_counter()
        steps = draft_with_model(lay_ground(request, context), context.model, context.prompts, "draft", Cancel(), offering)
        while True:
            try:
                event = next(steps)
            except StopIteration as end:
                result: Draft = end.value
                return result.model_copy(update={"seconds": time.perf_counter() - began})
            assert not isinstance(event, Finished)

    return drafter


_WAYS: dict[str, _Drafter] = {
    "offline": _offline,
    "model alone": _with(Offering(0, False)),
    "with exemplars": _with(Offering(2, False)),
    "with exemplars and candidates": _with(Offering(2, True)),
}


def _summarise(items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    count = len(items) or 1

    def mean(name: str) -> float:
        return float(sum(item[name] for item in items)) / count

    def total(name: str) -> int:
        return sum(item["counts"].get(name, 0) for item in items)

    figures: dict[str, Any] = {"drafts by the model": sum(item["mode"] == "llm" for item in items), "F1": mean("f1")}
    if any(item["counts"] for item in items):
        figures |= {"faults as written": total("faults") / count}
    figures |= {"faults": mean("faults"), "rows": mean("rows"), "seconds": mean("seconds")}
    if any(item["counts"] for item in items):
        figures |= {
            "tokens in": sum(item["tokens"]["input"] for item in items) / count,
            "tokens out": sum(item["tokens"]["output"] for item in items) / count,
            "seconds asking": mean("seconds_asking"),
            **{f"rows {name}": total(name) for name in ("kept", "repaired", "replaced", "added")},
        }
    return figures
