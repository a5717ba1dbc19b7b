"""Where the money of a plan comes from: what it names as 财政资金 (of whatever level) and what else there is."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.errors import InputError
from assistant.goals.money import parse_budget
from assistant.goals.table import Funding

_LEVEL = "中央|省级|市级|区级|县级|[市区县镇乡]本级|省市|上级|本级|同级|地方"
_FISCAL = re.compile(
    f"(?:(?P<level>{_LEVEL})(?:财政)?(?:预算)?(?:补助|专项|配套|转移支付|拨款|安排|下达)?(?:资金|经费|财政|拨款|配套)|(?:一般公共预算|财政)(?:拨款|预算|补助|专项|资金|安排)+)"
)
_OTHER = re.compile(
    "(?:单位|企业|群众|村级?|项目单位|受益户)?自筹(?:资金)?|社会(?:资金|资本|捐赠)|捐赠(?:资金)?|银行贷款|其他资金|事业收入|企业投[入资]"
)
_AMOUNT = re.compile(r"(?:[为约计共需:：]|安排|预算|投入|解决|补助|收入|配套)*(?P<sum>\d+(?:\.\d+)?[百千]?[万亿]?元)")
_EACH = re.compile("每|标准|单价|/|人均|户均|收入增|增收")
_BUDGETED = re.compile("绩效|节约|结余|上年|去年|已(?:拨付|支出|到位|完成)")


def read_funding(sentences: Sequence[str], budget: Decimal | None) -> tuple[Funding, str] | None:
    """The sources that one sentence of a plan names with their amounts in 元, and the sentence; None where none fits the budget.

    Levels (上级资金、本级资金) are added up where the sentence does not say the whole of 财政资金 itself. A sentence whose sources make up
    the whole budget goes before one that names a part of it; one that names more than there is says something else.
    """
    found = []
    for sentence in sentences:
        funding = _read(sentence)
        total = (funding.fiscal_yuan or Decimal(0)) + (funding.other_yuan or Decimal(0)) if funding else Decimal(0)
        if funding and (budget is None or total <= budget):
            found.append((budget is not None and total == budget, funding, sentence))
    best = next((entry for entry in found if entry[0]), next(iter(found), None))
    return best[1:] if best else None


def _read(sentence: str) -> Funding | None:
    flat = re.sub(r"(?<=\d),(?=\d{3})|\s", "", unicodedata.normalize("NFKC", sentence))
    if _EACH.search(flat) or _BUDGETED.search(flat):
        return None
    fiscal, levels, other = list[Decimal](), list[Decimal](), list[Decimal]()
    for kind, amount in _sources(flat):
        {"fiscal": fiscal, "level": levels, "other": other}[kind].append(amount)
    if not (fiscal or levels) or len(fiscal) > 1:
        return None
    return Funding(fiscal_yuan=fiscal[0] if fiscal else sum(levels, Decimal(0)), other_yuan=sum(other, Decimal(0)) if other else None)


def _sources(flat: str) -> Iterator[tuple[str, Decimal]]:
    """Each source that has an amount directly behind it."""
    for pattern, kind in ((_FISCAL, "fiscal"), (_OTHER, "other")):
        for match in pattern.finditer(flat):
            amount = _AMOUNT.match(flat, match.end())
            try:
                if amount:
                    yield "level" if kind == "fiscal" and match["level"] else kind, parse_budget(amount["sum"])
            except InputError:
                continue
