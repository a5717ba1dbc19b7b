"""Facts as clauses that stand for themselves: put into a request's text, in whatever company, each is read back as the fact it was."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.drafting.fact import Fact
from assistant.drafting.facts import read_purpose
from assistant.drafting.measures import COUNTED_EXACTLY, without_measure
from assistant.goals import Target

_COMPANY = ("", "采购桌椅5套；", "开展走访活动2场；")
"""What may stand in front of a clause: a list of things bought makes later counts exact, and an object lends itself to those without."""
_WORDS = {"≥": ("不少于", "不低于"), "≤": ("不超过",), ">": ("超过",), "<": ("低于",), "=": ("等于",)}
_STATED = {text: frozenset((fact.kind, fact.name, fact.target) for fact in read_purpose(text).facts) for text in _COMPANY}


def same(one: Fact, other: Fact) -> bool:
    """Whether two facts say the same under the same name."""
    return (one.kind, one.name, one.target) == (other.kind, other.name, other.target)


def clause_of(fact: Fact, sentence: str, year: int) -> str | None:
    """A clause that states `fact` and nothing else; where there is none, the part of its sentence up to it; None where that fails too."""
    verb = _verb_before(fact, sentence)
    told = [fact, replace(fact, name=f"{verb}{fact.name}")] if verb else [fact]
    for clause in dict.fromkeys(_ways(fact, verb)):
        if any(_states(clause, one, year) for one in told):
            return clause
    end = sentence.find(fact.wording)
    for clause in (fact.wording, sentence[: end + len(fact.wording)] if end >= 0 else sentence):
        if any(same(fact, read) for read in read_purpose(clause, year).facts):
            return clause
    return None


def _states(clause: str, fact: Fact, year: int) -> bool:
    for company in _COMPANY:
        read = [
            found
            for found in read_purpose(f"{company}{clause}", year).facts
            if (found.kind, found.name, found.target) not in _STATED[company]
        ]
        if len(read) != 1 or not same(read[0], fact):
            return False
    return True


def _verb_before(fact: Fact, sentence: str) -> str:
    """The verb of a list of things bought, which a thing further down the list needs to be counted exactly (购置甲5台、乙3台)."""
    if fact.kind != "count" or fact.target.operator != "=" or fact.phrase.startswith(COUNTED_EXACTLY):
        return ""
    found = re.findall("|".join(COUNTED_EXACTLY), sentence.split(fact.phrase)[0])
    return str(found[-1]) if found else ""


def _ways(fact: Fact, verb: str) -> Iterator[str]:
    """The person's own words first, then what they come down to."""
    yield fact.wording
    target = fact.target
    if verb:
        yield f"{verb}{without_measure(fact.name)}{''.join(_value(target))}"
    if fact.kind == "deadline":
        yield f"{target.text}完成{re.sub('完成时间$', '', fact.name)}"
        return
    value, per = _value(target)
    named = (fact.phrase, without_measure(fact.name), fact.name, re.sub("(?:成本|金额|标准)$", "", fact.name))
    words = ("", *_WORDS.get(target.operator or "", ()))
    for name in named:
        for word in words:
            yield f"{name}{word}{value}{per}"
            if fact.per:
                yield f"{name}每{fact.per}{word}{value}"
    yield f"{fact.name}达到{value}{per}"


def _value(target: Target) -> tuple[str, str]:
    """The number with its unit, and what it is per."""
    unit, _, per = (target.unit or "").partition("/")
    upper = f"-{target.upper}" if target.upper else ""
    return f"{target.number}{upper}{unit}", f"/{per}" if per else ""
