"""The years that headings and titles of a list name."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SPAN = r"20\d\d年?[-—–~～至到]20\d\d年?|[二三四五]年"
"""Several years, which are no year of a budget."""
_IN_HEADING = re.compile(r"(?<![\d近])(?:20)?(\d\d)年|(?<!\d)20(\d\d)(?!\d)")
_OTHER_THAN_BUDGET = re.compile(
    rf"《[^》]*》|{SPAN}"
    r"|[〔\[【(][^〕\]】)]*[〕\]】)]第?\d+号"
    r"|20\d\d年第?\d+号"
    r"|(?:日期|时间)[:是为]?20\d\d年?"
    r"|20\d\d年\d+月|截[至止]到?20\d\d年|20\d\d年?[底末]|20\d\d年以[来前后]|[较比]20\d\d年|20\d\d年度?(?:预算)?(?:预计)?(?:执行|决算)"
)
"""What names a year above a table and is not its year: a document, several years, a date, what it is compared with, what was spent."""
_REMARK = re.compile("(?:填[报表写]|编制)?(?:说明|要求|备注|注意|注)")
_OF_BUDGET = re.compile(r"(?<!\d)(20\d\d)年")


def years_in_heading(text: str) -> list[int]:
    """The years that a heading without its brackets of units names: 2026年, 26年, 2026."""
    return [2000 + int(first or second) for first, second in _IN_HEADING.findall(text)]


def years_of_budget(text: str) -> list[int]:
    """The budget years that a title names, each once: neither the day on which it was filled in, nor the number of a document."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if _REMARK.match(text):
        return []
    return [*dict.fromkeys(int(year) for year in _OF_BUDGET.findall(_OTHER_THAN_BUDGET.sub("", text)))]


@dataclass(frozen=True)
class Titles:
    """What stands over a list: years, and the place that names them, for people."""

    years: Sequence[int] = ()
    place: str = ""


def read_titles(places: Mapping[str, Sequence[str]]) -> Titles:
    """The years of the first of these places in whose texts there are any."""
    for place, texts in places.items():
        if years := [year for text in texts for year in years_of_budget(text)]:
            return Titles([*dict.fromkeys(years)], place)
    return Titles()
