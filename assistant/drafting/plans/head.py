"""What a plan says of itself: the project's name, whose it is, the year, the money, the time."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.drafting.facts import PAST
from assistant.goals.dates import budget_years
from assistant.goals.money import LARGEST_BUDGET, parse_amount
from assistant.goals.wording import squeeze, strip_numbering
from assistant.reading.recogniser.organisations import is_organisation

_LABELS = {
    "name": re.compile(r"(?:项目|工程|课题|活动)名称$"),
    "unit": re.compile(r"(?:(?:项目|申报|实施|承担|建设|预算|申请|主办|责任|填报)单位|实施主体|单位名称)$"),
    "year": re.compile(r"(?:预算|项目|实施)?年度$"),
    "period": re.compile(r"(?:(?:项目|实施|建设|服务|活动|执行)(?:周期|期限|时间|起止时间)|项目期|起止(?:时间|年限)|服务期)$"),
    "budget": re.compile(
        r"(?:项目)?(?:总?预算|预算(?:金额|总额|数)|资金总额|经费总额|总投资|总经费|申请(?:金额|资金|经费))(?:\((?P<scale>.*元)\))?$"
    ),
}
_KIND = re.compile(
    r"(?:的|之)?(?:预算安排的?)?(?:(?:具体|总体|初步)?(?:实施|建设|活动|采购|(?<!专项)(?<!重点)工作)?(?:方案|计划|规划)"
    r"|请示|报告|申请书?|预算说明|资金说明|情况说明|说明|可行性研究报告|建议书|任务书|函)(?:[(（].{1,8}[)）])?$"
)
_REQUEST = re.compile(
    r"^(?P<unit>[\u4e00-\u9fff]{0,20}?)关于(?:(?:申请|申报|拨付|追加|安排|解决|下达|报送|核拨|提请|请求|给予|开展|印发|报批|《)|(?:的))*"
)
_DATE = r"20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?(?:底|初|中旬)?)?"
_SPAN = re.compile(rf"{_DATE}\s*(?:至|到|起至|[-—–~～]+)\s*(?:(?:20\d\d年)?(?:\d{{1,2}}月(?:\d{{1,2}}日)?底?|底)|{_DATE})")
_SIGNED = re.compile(r"^20\d\d年\d{1,2}月(?:\d{1,2}日)?$")
_SUM = r"[^\d,，。；;]{0,8}?(?:约|共|计|为|是)?(?P<sum>\d[\d,]*(?:\.\d+)?\s*(?:[十百千]?[万亿]|千)?元)"
_BUDGETS = tuple(
    re.compile(f"(?:{pattern}){_SUM}")
    for pattern in (
        r"(?:总预算|预算总[额计]|总投资|资金总额|总经费|经费总额|投资总额|预算总金额|概算总投资)",
        r"(?:共|总|合计|总计)(?:计?需|安排|投入|落实)[^\d,，。；;]{0,14}?(?:资金|经费|预算)?",
        r"(?:需|所需)[^\d,，。；;]{0,16}(?:资金|经费)|(?:经费|资金)[^\d,，。；;]{0,4}需",
        r"(?:预算|经费|资金)(?:金额|规模|额度|安排|估算)?",
        r"申请[^\d,，。；;]{0,14}(?:资金|经费|预算)?",
    )
)
"""How a plan says what all of it costs, the surest first."""
_PART = re.compile(r"其中|每|均|单价|已|上年|去年|累计|支出|配套|补助")
_TITLE = re.compile(r"[^,，。:：\t]{2,40}(?:项目|工程|经费|资金|活动)")
"""A first line that is a project's name and nothing else."""
_LONGEST_TITLE = 60


@dataclass(frozen=True)
class Said:
    """A text of the plan, and the sentence it stands in."""

    text: str
    sentence: str


def labelled(lines: Sequence[Sequence[str]], what: str) -> Said | None:
    """What stands behind a label, in the same line or the next cell; `lines` are the texts of each line from left to right."""
    for cells in lines:
        for at, cell in enumerate(cells):
            label, colon, value = _part(cell)
            value = value if colon else cells[at + 1] if at + 1 < len(cells) else ""
            match = _LABELS[what].search(label)
            if match and len(label) <= 12 and value.strip() and not _part(value)[1]:
                scale = match.groupdict().get("scale") or ""
                bare = re.fullmatch(r"[\d,.]+", value.strip()) is not None
                return Said(f"{value.strip()}{scale if bare else ''}", "：".join((label, value.strip())))
    return None


def _part(cell: str) -> tuple[str, str, str]:
    """A label without numbering and blanks, its colon, and what stands behind it."""
    label, colon, value = re.sub(r"\s", "", unicodedata.normalize("NFKC", strip_numbering(cell))).partition(":")
    return label, colon, value


def read_name(texts: Sequence[str]) -> Said | None:
    """The project that a plan's title is about: 关于申请…经费的请示, …项目实施方案."""
    for at, text in enumerate(texts[:6]):
        title = squeeze(text).lstrip("# ")
        if len(title) > _LONGEST_TITLE or re.search("[。；;：:]$", title):
            continue
        if not _KIND.search(title) and not (at == 0 and _TITLE.fullmatch(title)):
            continue
        name = _KIND.sub("", _REQUEST.sub("", title)).strip("《》“”的 ")
        if len(name) >= 4:
            return Said(name, title)
    return None


def read_unit(texts: Sequence[str]) -> Said | None:
    """Who signs at the end of a plan, or stands above its title."""
    for at in range(len(texts) - 1, max(len(texts) - 8, -1), -1):
        text = squeeze(texts[at])
        if is_organisation(text) or (
            re.fullmatch(r"[\u4e00-\u9fff（）()]{4,30}", text) and at + 1 < len(texts) and _SIGNED.match(_flat(texts[at + 1]))
        ):
            return Said(text, text)
    for text in map(squeeze, texts[:3]):
        request = _REQUEST.match(text.lstrip("# "))
        unit = request["unit"] if request else text
        if is_organisation(unit):
            return Said(unit, text)
    return None


def read_year(texts: Sequence[str], name: str, this_year: int) -> Said | None:
    """The year that the title states, or the one from this year on that is spoken of most, dates of signature aside."""
    if years := budget_years(name):
        return Said(str(years[-1]), name)
    where: dict[int, str] = {}
    count: Counter[int] = Counter()
    sentences = re.findall(r"[^。；;\n]+[。；;]?", "\n".join(text for text in texts if not _SIGNED.match(_flat(text))))
    for text in sentences:
        for year in budget_years(text) if not PAST.search(text) else ():
            where.setdefault(year, text)
            count[year] += year >= this_year
    year, often = max(count.items(), key=lambda item: item[1], default=(0, 0))
    return Said(str(year), where[year]) if often else None


def read_period(texts: Sequence[str]) -> Said | None:
    """The span of time that stands under a label or a heading that is one (活动时间)."""
    for before, text in zip(["", *texts], texts, strict=False):
        label = _part(text)[0] if ":" in unicodedata.normalize("NFKC", text) else strip_numbering(_flat(before))
        if _LABELS["period"].search(label) and (match := _SPAN.search(_flat(text))):
            return Said(match[0], squeeze(text))
    return None


def read_budget(sentences: Sequence[str]) -> tuple[Decimal, str] | None:
    """What all of it costs in 元, and the sentence that says so."""
    for pattern in _BUDGETS:
        for sentence in sentences:
            for clause in re.split("[。；;]", _flat(sentence)):
                match = pattern.search(clause)
                if match and not _PART.search(clause[: match.start("sum")].split(",")[-1]):
                    amount = parse_amount(match["sum"])
                    if amount is not None and 0 < amount <= LARGEST_BUDGET:
                        return amount, sentence
    return None


def says_budget(text: str, budget: Decimal | None) -> bool:
    """Whether a text states the whole of the money, where that is known."""
    found = read_budget([text])
    return found is not None and found[0] == budget


def _flat(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})|\s", "", unicodedata.normalize("NFKC", text)).lstrip("#")
