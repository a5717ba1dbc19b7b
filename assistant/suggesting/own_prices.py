"""Unit costs of what a table counts: 成本 is to be controlled where money is spent, and a price needs its quantity."""

import re
from collections.abc import Iterator

from assistant.drafting.candidates import Candidate
from assistant.drafting.measures import PEOPLE_UNITS
from assistant.goals.taxonomy import COST, QUANTITY
from assistant.library.types import TypicalIndicator
from assistant.review.naming import object_of
from assistant.suggesting.meaning import own_object
from assistant.suggesting.situation import Situation

WEIGHT = 0.4
"""What speaks for the unit cost of something counted, beside a core indicator of the only type."""
FEWEST = 2
"""Units from which a unit cost says more than a part of the total."""
_PRICED = {"场", "场次", "次", "期", "户", "个", "份", "件", "宗", "台", "套", "篇", "条"}
_WORD = re.compile(r"[\u4e00-\u9fff]{2,7}")
_GIVEN = re.compile("带动|覆盖|受益|服务人|参与|评选|表彰|就业|节约|发布|信访|[户个项人]$")
"""Objects that are not bought one by one."""


def own_prices(situation: Situation) -> Iterator[Candidate]:
    """The unit cost of each counted object whose cost no row states."""
    costs = [
        row.name for row, level2 in zip(situation.statements, situation.classes, strict=True) if level2 == COST and row.kind != "total"
    ]
    for entry in situation.rows:
        target = entry.indicator.target
        unit = (target.base_unit or "").partition("/")[0] if target and target.decimal and target.text is None else ""
        object_ = re.sub("^召开|^制作|^印制", "", object_of(entry.indicator.level3))
        if entry.candidate.level2 != QUANTITY or not _WORD.fullmatch(object_) or _GIVEN.search(object_) or not own_object(object_):
            continue
        if not target or (target.decimal or 0) < FEWEST:
            continue
        if not (unit in _PRICED or (unit in PEOPLE_UNITS and "培训" in object_)):
            continue
        if any(object_[at : at + 2] in cost for cost in costs for at in range(len(object_) - 1)):
            continue
        measure = "人" if unit in PEOPLE_UNITS else unit.removesuffix("次") or unit
        name = f"{'人均' if unit in PEOPLE_UNITS else f'单{measure}'}{object_}成本"
        typical = TypicalIndicator.model_validate(
            {
                "name": name,
                "class": COST,
                "operator": "≤",
                "unit": f"元/{measure}",
                "price_of": unit,
                "question": f"{name}控制在多少元以内？",
            }
        )
        yield Candidate(name, COST, WEIGHT, "library", typical=typical)
