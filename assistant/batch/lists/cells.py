"""Cells of a list that say a year or a framework, each in the words of many offices."""

import re
import unicodedata
from datetime import date

from assistant.goals import Framework
from assistant.goals.wording import squeeze

_FRAMEWORKS = (
    (re.compile("(?:三(?:大?类|分类|级分类)|three_class)(?:[(（].*)?"), Framework.THREE_CLASS),
    (re.compile("(?:四(?:大?类|分类|级分类)|four_class)(?:[(（].*)?"), Framework.FOUR_CLASS),
)


def read_year(text: str, today: date, faults: list[str]) -> int | None:
    """The budget year of a cell; None where it says none, which is a fault if anything stands in it."""
    text = squeeze(unicodedata.normalize("NFKC", text))
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,4})(?:\.0+)?\s*(?:年度?)?(?:预算)?", text) or re.match(r"((?:19|20)\d\d)[-/年.]", text)
    if match is None:
        faults.append(f"看不懂预算年度「{text[:20]}」，请写四位年份，例如 {today.year + 1}。")
        return None
    return int(match[1])


def read_framework(text: str, faults: list[str]) -> Framework | None:
    """The framework of a cell; None where it says none, which is a fault if anything stands in it."""
    plain = re.sub(r"\s", "", text)
    if not plain:
        return None
    found = next((framework for pattern, framework in _FRAMEWORKS if pattern.fullmatch(plain)), None)
    if found is None:
        faults.append(f"看不懂指标框架「{text[:20]}」，请写三分类或四分类，或者留空。")
    return found
