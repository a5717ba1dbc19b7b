"""What an exemplar is, and how it is described to the index."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.goals import GoalTable, Indicator
from assistant.review.pairing import BRACKETS, unpaired

BUDGET_BANDS = ((Decimal(50_000), "5万元以下"), (Decimal(200_000), "5-20万元"), (Decimal(1_000_000), "20-100万元"))
_PLACE = re.compile(r"^(?:中共)?([\u4e00-\u9fff]{2,8}?(?:省|自治区|市|自治州|州|盟|县|区|旗))")


@dataclass(frozen=True)
class Exemplar:
    """A goal table of the index.

    Attributes:
        id: stable name of the table, `<file name>#<number>`; its indicators are `<id>/<number>`, both from 1.
        source: name of the file it was read from.
        table: the table itself.
        score: nearness to the query, larger is nearer, comparable within one search only.
    """

    id: str
    source: str
    table: GoalTable
    score: float = 0.0

    @property
    def title(self) -> str:
        """The name of the table without brackets that nothing opens or closes, slips of the file it was read from."""
        name = self.table.name
        lone = {one.start for one in unpaired(name) if name[one.start] in BRACKETS}
        return "".join(character for at, character in enumerate(name) if at not in lone).strip() or name

    def indicator_id(self, position: int) -> str:
        """The id of the indicator at `position` (from 0) of the table."""
        return f"{self.id}/{position + 1}"


def budget_band(budget: Decimal | None) -> str:
    """The band of budgets that `budget` (元) falls into; bands are open above."""
    if budget is None:
        return "未知"
    return next((name for limit, name in BUDGET_BANDS if budget < limit), "100万元以上")


def place_of(unit: str | None) -> str:
    """The place in front of a unit's name: 东莞市妇女联合会 → 东莞市; empty where none is named."""
    match = _PLACE.match(unit or "")
    return match[1] if match else ""


def names_of_others(exemplars: Iterable[Exemplar], own_text: str) -> tuple[str, ...]:
    """Names of the units and places of `exemplars` that stand nowhere in `own_text`."""
    units = [exemplar.table.unit or "" for exemplar in exemplars]
    names = dict.fromkeys(name for unit in units for name in (unit, place_of(unit)) if len(name) > 1)
    return tuple(name for name in names if name not in own_text)


LONGEST_PURPOSE, LONGEST_GOALS = 120, 150
"""Characters of purpose and goals that are embedded: an embedder blurs what goes on for long."""


def subject_text(table: GoalTable) -> str:
    """What a table is about, for searching by meaning: name, then the beginning of purpose and goals."""
    goals = " ".join(goal.text for goal in table.goals)
    return "\n".join(part for part in (table.name, (table.purpose or "")[:LONGEST_PURPOSE], goals[:LONGEST_GOALS]) if part)


def full_text(table: GoalTable) -> str:
    """Everything a table says in words, for searching by wording."""
    return "\n".join([table.name, table.purpose or "", *(goal.text for goal in table.goals), *(row.level3 for row in table.indicators)])


def indicator_text(indicator: Indicator) -> str:
    """What an indicator is about."""
    return indicator.level3


def content_hash(text: str) -> str:
    """Hash under which unchanged content is recognised."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
