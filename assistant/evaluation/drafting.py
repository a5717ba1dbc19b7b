"""How good held-out drafts are: each real project drafted from its name, budget, unit, year and framework, its own document excluded."""

from collections.abc import Sequence
from typing import Any

from assistant.drafting import DraftContext, DraftRequest, draft
from assistant.evaluation.matching import Score, score_by_meaning
from assistant.exemplars.exemplar import Exemplar
from assistant.goals import Framework, Indicator
from assistant.review import hard_faults, review


def real_projects(exemplars: Sequence[Exemplar]) -> list[Exemplar]:
    """Published project tables that can be drafted again and compared: with a budget, a year, a framework and values."""
    return [
        exemplar
        for exemplar in exemplars
        if exemplar.table.kind == "project" and exemplar.table.budget_yuan and exemplar.table.year and exemplar.table.framework
    ]


def request_for(exemplar: Exemplar) -> DraftRequest:
    """The request that the project's owner would have made, with nothing of what was published for it but its head."""
    table = exemplar.table
    assert table.budget_yuan is not None
    assert table.year is not None
    return DraftRequest(
        name=table.name,
        budget_yuan=table.budget_yuan,
        year=table.year,
        unit=table.unit,
        framework=table.framework or Framework.FOUR_CLASS,
        exclude_sources=(exemplar.source,),
    )


def evaluate_drafts(context: DraftContext) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Figures over all real projects, and one item each; the baseline is a copy of the most similar foreign table."""
    embedder = context.index.store.embedder
    items: list[dict[str, Any]] = []
    for exemplar in real_projects(context.index.exemplars):
        published = exemplar.table.indicators
        result = draft(request_for(exemplar), context)
        nearest = context.index.search(exemplar.table.name, 1, exclude_sources=[exemplar.source])
        copied: Sequence[Indicator] = nearest[0].table.indicators if nearest else ()
        ours, theirs = (score_by_meaning(rows, published, embedder) for rows in (result.table.indicators, copied))
        items.append(
            {
                "suite": "draft",
                "project": exemplar.id,
                "name": exemplar.table.name,
                "f1": ours.f1,
                "precision": ours.precision,
                "recall": ours.recall,
                "copied_f1": theirs.f1,
                "indicators": len(result.table.indicators),
                "faults": [finding.message for finding in hard_faults(result.findings)],
                "published_faults": [finding.message for finding in hard_faults(review(exemplar.table, context.review_data))],
                "seconds": result.seconds,
                "score": ours,
            }
        )
    figures = _summarise(items)
    for item in items:
        del item["score"]
    return figures, items


def _summarise(items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    count = len(items) or 1
    scores: list[Score] = [item["score"] for item in items]
    total = Score(*(sum(getattr(score, part) for score in scores) for part in ("matched", "drafted", "published")))
    return {
        "projects": len(items),
        "f1 draft (mean over projects)": sum(item["f1"] for item in items) / count,
        "f1 draft (all indicators together)": total.f1,
        "f1 copy of the most similar foreign table": sum(item["copied_f1"] for item in items) / count,
        "hard faults per draft": sum(len(item["faults"]) for item in items) / count,
        "hard faults per published table": sum(len(item["published_faults"]) for item in items) / count,
        "indicators per draft": total.drafted / count,
    }
