"""One statement of a request."""

from dataclasses import dataclass
from typing import Literal

from assistant.goals import Target

Kind = Literal["count", "level", "duration", "price", "cost", "benefit", "deadline"]


@dataclass(frozen=True)
class Fact:
    """One statement of the request that a target value must repeat.

    Attributes:
        kind: a count, a rate or score, how long something may take, a price per unit, the money for a part, money brought in, or a
            point in time.
        name: the indicator that states it (维权宣传活动场次, 学员满意度, 单场活动成本).
        phrase: what is done, with its verb, for goal sentences (开展维权宣传活动).
        target: the value.
        per: for a price, the measure word it is the price of (场, 人, 户).
        wording: the clause it was read in.
        of_part: whether it is said of a part (其中儿童45人) of what was counted before.
        computed: whether it follows from what was said (10期, 每期50人) and was not said itself.
    """

    kind: Kind
    name: str
    phrase: str
    target: Target
    per: str | None
    wording: str
    of_part: bool = False
    computed: bool = False
