"""Whether what purpose and goals promise with a number is in the table already."""

import re

from assistant.drafting.fact import Fact
from assistant.goals.dates import parse_deadline
from assistant.goals.money import format_number
from assistant.goals.wording import fold
from assistant.review.naming import object_of
from assistant.suggesting.meaning import own_object
from assistant.suggesting.situation import Situation


def is_covered(fact: Fact, situation: Situation) -> bool:
    """Whether a row states the fact: its number, of an object that shares a word, wherever in the row it stands; or any date.

    Where the fact names no object of its own (服务8次), its number alone tells.
    """
    if fact.kind == "deadline":
        return any(parse_deadline(row.value or "") for row in situation.table.indicators)
    number = fact.target.decimal
    if number is None:
        return False
    digits, object_ = format_number(number), own_object(fact.name)
    pairs = [object_[at : at + 2] for at in range(len(object_) - 1)]
    for row in situation.indicators:
        text = fold("".join(part for part in (row.level3, row.value, row.period_value, row.description) if part))
        same = row.target is not None and row.target.decimal == number
        if (same and not pairs) or ((same or digits in text) and any(pair in text for pair in pairs)):
            return True
    return False


def is_nameable(fact: Fact) -> bool:
    """Whether a fact's name can stand as an indicator's: an object, no two deeds."""
    some = fact.target.number == "1" and fact.target.unit == "批"  # 打造一批品牌 counts nothing
    return not some and len(object_of(fact.name)) > 1 and _DEEDS.search(fact.name) is None


_DEEDS = re.compile("并(?!发)|^(?:推进|评估|落实|完善|加强|推动|促进|深化)|(?:推进|落实|完善|加强)(?:数量|[次项件]数)$")
