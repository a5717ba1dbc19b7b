"""Which goals of a model may stand: those that promise nothing the table does not."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from assistant.drafting.fitting import Fitted
from assistant.drafting.ground import Ground
from assistant.drafting.llm.bodies import names_body
from assistant.drafting.llm.copying import is_copied
from assistant.drafting.llm.grounding import Grounding
from assistant.drafting.llm.material import Material
from assistant.goals import Goal
from assistant.goals.money import SCALES
from assistant.goals.numerals import CHINESE_NUMBER, parse_chinese_number
from assistant.goals.secrecy import is_classified
from assistant.goals.wording import strip_numbering
from assistant.quoting import gives_orders

SPOILING = {"GOAL-01", "GOAL-02", "GOAL-03", "GOAL-07"}
"""Rules of goals against which a model's are not let off: other numbers, promises without rows, foreign rows, no effect."""
SHORTEST, LONGEST, MOST = 15, 300, 5
_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([万亿]?)")
_SPELLED = re.compile(rf"(?<![第统同唯逐进])({CHINESE_NUMBER})(?=[个次场期人名户份篇条件台套天年月元小成倍])(?!个人|人|月份)")


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
    worse = [found for found in ground.review(ground.assemble(rows, goals)) if found.severity == "error" or found.rule in SPOILING]
    allowed = {found.message for found in ground.review(ground.assemble(rows, own))} if worse else set()
    return goals if all(finding.message in allowed for finding in worse) else own


def _can_stand(ground: Ground, grounding: Grounding, material: Material, text: str, rows: Sequence[Fitted]) -> bool:
    if not SHORTEST <= len(text) <= LONGEST or gives_orders(text) or grounding.is_foreign(text) or is_copied(text, material.exemplars):
        return False
    if is_classified(text) or names_body(text, ground.request.own_text):
        return False
    own = (ground.request.own_text, *(text for entry in rows for text in (entry.indicator.level3, entry.indicator.value or "")))
    given = {number for part in own for number in numbers_in(part)} | {ground.request.budget_yuan, Decimal(ground.request.year)}
    return numbers_in(text) <= given


def numbers_in(text: str) -> set[Decimal]:
    """Every number of a text, spelled ones that count something among them, with 万 and 亿 multiplied in."""
    folded = unicodedata.normalize("NFKC", text)
    written = {Decimal(match[1].replace(",", "")) * SCALES[match[2]] for match in _NUMBER.finditer(folded)}
    spelled = (parse_chinese_number(match[1]) for match in _SPELLED.finditer(folded))
    return written | {number for number in spelled if number is not None}
