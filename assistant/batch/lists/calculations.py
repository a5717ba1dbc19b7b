"""How the money of a listed project was worked out: what that says beyond what is said of its work."""

import re
import unicodedata

from assistant.drafting.amounts import normalise

_CLAUSES = re.compile(r"[，,；;。\n]+|\+(?![^()]*\))(?=[^\d+]*\d[^+]*[元万])")
_TIMES = re.compile(r"[×✕*·xX](?=\d)|(?<=[\d\u4e00-\u9fff])[×✕*xX]")
_NUMBER = r"\d[\d.]*"
_MONEY = re.compile(rf"(?:按|约)?(?P<amount>{_NUMBER}(?P<scale>[十百千]?万|千|亿)?元?)(?P<per>(?:/[^/\d]{{1,4}})*)")
_PER = re.compile("[/·]|(?<=人)(?=[天日月年])")
_COUNT = re.compile(rf"(?P<thing>[^\d]*)(?P<count>{_NUMBER}万?(?P<unit>[\u4e00-\u9fff]{{1,3}}))")
_PERIOD = re.compile(r"\d+个?(?P<per>月|年|天|日|季度|学期)")
_SUMS = re.compile(rf"[=＝≈].*$|(?:共计?|合计|小计|计)[:为]?{_NUMBER}(?:万)?元$")
_ONLY_NUMBERS = re.compile(r"[\d.+\-—×✕*xX/÷()%=≈万千亿元]*")
_REFERS = re.compile("(?:详?见|附|参见|另附)[^\\d]{0,12}")


def beyond(calculation: str, said: str) -> str | None:
    """What a calculation says that `said` does not: neither its numbers once more, nor products; None where it says no more.

    200人×3.2万元/年=640万元, where 200人 are said → 每人每年3.2万元.
    """
    text, clauses = _tight(said), _CLAUSES.split(_tight(calculation))
    unnamed = sum(re.match(r"\d", clause) is not None and _TIMES.search(clause) is not None for clause in clauses)
    told = [more for clause in clauses if (more := _beyond(clause, text, named=unnamed > 1))]
    return "，".join(told) or None


def _beyond(clause: str, said: str, *, named: bool) -> str | None:
    clause = _SUMS.sub("", clause)
    if not clause or _ONLY_NUMBERS.fullmatch(clause) or _REFERS.fullmatch(clause) or clause in said:
        return None
    factors = [factor for factor in _TIMES.split(clause) if factor]
    if len(factors) > 1:
        return _priced(factors, said, named=named) if _is_product(factors) else clause
    counts = [match["count"] for match in _COUNT.finditer(clause)]
    return None if counts and "元" not in clause and all(_stands_in(count, said) for count in counts) else clause


def _is_product(factors: list[str]) -> bool:
    """Whether something counted is multiplied by one amount of money, and by nothing but times else."""
    count, *others = factors
    amounts = [factor for factor in others if _MONEY.fullmatch(factor)]
    times = [factor for factor in others if _PERIOD.fullmatch(factor)]
    return _COUNT.fullmatch(count) is not None and len(amounts) == 1 and len(times) == len(others) - 1


def _priced(factors: list[str], said: str, *, named: bool) -> str | None:
    """A product in words: what is counted, where that is not said, and what each costs, where that is not."""
    counted, *others = factors
    count = _COUNT.fullmatch(counted)
    price = next(match for factor in others if (match := _MONEY.fullmatch(factor)))
    if count is None:
        return None
    amount = price["amount"] if price["amount"].endswith("元") else f"{price['amount']}元"
    if _stands_in(amount, said):
        return None if _stands_in(count["count"], said) else counted
    own = [per for per in _PER.split(price["per"]) if per]
    periods = [match["per"] for factor in others if (match := _PERIOD.fullmatch(factor))]
    whole = own if own and own[0] in (count["unit"], "人") else [count["unit"], *own]
    each = "".join(f"每{per}" for per in (whole if len(whole) > 1 else [*whole, *periods[:1]]))
    if not _stands_in(count["count"], said):
        return f"{counted}，{each}{amount}"
    thing = count["thing"] or (_thing(count["count"], said) if named else "")
    return f"{thing}{each}{amount}"


def _thing(count: str, said: str) -> str:
    """What is said to be so many, to tell its price from others: 运维雨量站86处 → 运维雨量站."""
    found = re.search(rf"(?:^|[，,、；;。\n])([\u4e00-\u9fff]{{2,8}}){re.escape(count)}", said)
    return found[1] if found else ""


def _stands_in(number: str, said: str) -> bool:
    """Whether a number with its unit is said; people are counted in several words."""
    people = re.sub("(?<=\\d)[人名位]$", "[人名位]", re.escape(number))
    return re.search(rf"(?<![\d.]){people}", said) is not None


def _tight(text: str) -> str:
    """In one spelling; line breaks part what is said."""
    lines = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", unicodedata.normalize("NFKC", text)).split("\n")
    return "\n".join(normalise(line).replace("平米", "平方米") for line in lines)
