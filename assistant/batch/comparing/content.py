"""What a judge sees of a draft: what it says, and nothing of where it comes from."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property

from assistant.export.columns import in_official_order
from assistant.export.typography import printable
from assistant.goals import GoalTable

HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")


@dataclass(frozen=True)
class Shown:
    """Goals, and rows in official order under `HEADINGS`."""

    goals: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str], ...]

    @cached_property
    def hash(self) -> str:
        """The same for drafts that say the same."""
        return hashlib.sha256(json.dumps(asdict(self), ensure_ascii=False).encode()).hexdigest()

    @property
    def merged_rows(self) -> list[tuple[str, str, str, str]]:
        """The rows with each class named once, where it begins."""
        before: tuple[str, str] | None = None
        merged = []
        for level1, level2, level3, value in self.rows:
            first = "" if before and before[0] == level1 else level1
            merged.append((first, "" if before == (level1, level2) else level2, level3, value))
            before = (level1, level2)
        return merged


def shown_of(table: GoalTable) -> Shown:
    """What is shown of a table: no origin, evidence or status of a row, since they tell who wrote it."""
    rows = [(row.level1, row.level2, row.level3, row.value or row.period_value) for row in in_official_order(table)]
    texts = [(_text(a), _text(b), _text(c), _text(d)) for a, b, c, d in rows]
    return Shown(tuple(_text(goal.text) for goal in table.goals), tuple(texts))


def _text(text: str | None) -> str:
    return printable(text or "").strip()
