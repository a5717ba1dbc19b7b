"""Which goals of a model may stand: those that promise nothing the table does not."""

from collections.abc import Sequence

from assistant.drafting.fitting import Fitted
from assistant.drafting.ground import Ground
from assistant.drafting.llm.copying import is_copied
from assistant.drafting.llm.grounding import Grounding
from assistant.drafting.llm.material import Material
from assistant.drafting.llm.quoting import gives_orders
from assistant.goals import Goal
from assistant.goals.wording import strip_numbering
from assistant.review.mentions import find_mentions

SHORTEST, LONGEST, MOST = 15, 300, 5
_SILENT = {"GOAL-01", "GOAL-02", "GOAL-03"}


def goals_that_stand(
    ground: Ground, grounding: Grounding, material: Material, texts: Sequence[str], rows: Sequence[Fitted]
) -> tuple[Goal, ...]:
    """The model's goals, where all of them can stand beside the rows; else goals that say what the rows say.

    All or none: goals belong together, and one taken out leaves a hole that nobody sees.
    """
    written = [strip_numbering(text) for text in texts]
    own = ground.write_goals(rows)
    if not written or len(written) > MOST or not all(_can_stand(ground, grounding, material, text, rows) for text in written):
        return own
    goals = tuple(Goal(scope="annual", text=text) for text in written)
    with_own, with_written = (ground.review(ground.assemble(rows, goals)) for goals in (own, goals))
    worse = [finding for finding in with_written if finding.severity == "error" or finding.rule in _SILENT]
    allowed = {finding.message for finding in with_own}
    return goals if all(finding.message in allowed for finding in worse) else own


def _can_stand(ground: Ground, grounding: Grounding, material: Material, text: str, rows: Sequence[Fitted]) -> bool:
    if not SHORTEST <= len(text) <= LONGEST or gives_orders(text) or grounding.is_foreign(text) or is_copied(text, material.exemplars):
        return False
    given = {(entry.indicator.target.decimal, entry.indicator.target.base_unit) for entry in rows if entry.indicator.target}
    own = [mention for part in (ground.request.name, ground.request.purpose or "") for mention in find_mentions(part)]
    given |= {(mention.number, mention.unit) for mention in own} | {(ground.request.budget_yuan, "元")}
    return all((mention.number, mention.unit) in given for mention in find_mentions(text))
