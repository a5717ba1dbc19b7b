"""The dictionary of labels: what forms all over the country call their fields and columns.

The words themselves are data, in `labels.yaml`. A label is compared by its key: without blanks, in half-width, without numbering, 其中,
years and bracketed remarks; units in brackets say what money counts in.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import yaml

from assistant.goals.dates import YEAR
from assistant.goals.wording import HAN
from assistant.reading.markup import plain
from assistant.reading.recogniser.goal_text import strip_number


class Role(StrEnum):
    """What a labelled cell or column holds."""

    NAME = auto()
    UNIT = auto()
    UNIT_OR_NAME = auto()
    REPORTER = auto()
    UNIT_CODE = auto()
    DEPARTMENT = auto()
    CODE = auto()
    TYPE = auto()
    YEAR = auto()
    PERIOD = auto()
    START = auto()
    END = auto()
    BUDGET = auto()
    PERIOD_BUDGET = auto()
    FISCAL = auto()
    OTHER_FUNDING = auto()
    FUNDING = auto()
    PURPOSE = auto()
    PLAN = auto()
    GOAL_OVERALL = auto()
    GOAL_ANNUAL = auto()
    GOAL_PERIOD = auto()
    GOAL_GROUPS = auto()
    INDICATOR_TEXT = auto()
    TASKS = auto()
    SECRECY = auto()
    SEQUENCE = auto()
    OTHER = auto()

    LEVEL1 = auto()
    LEVEL2 = auto()
    LEVEL3 = auto()
    DESCRIPTION = auto()
    OPERATOR = auto()
    VALUE = auto()
    MEASURE = auto()
    PERIOD_VALUE = auto()
    PART = auto()
    BASIS = auto()
    WEIGHT = auto()
    GROUP = auto()
    STATUS = auto()
    REST = auto()

    TASK_NAME = auto()
    TASK_CONTENT = auto()
    TASK_BUDGET = auto()
    TASK_EXPECTED = auto()


GOAL_SCOPES: dict[Role, Literal["overall", "annual", "period"]] = {
    Role.GOAL_OVERALL: "overall",
    Role.GOAL_ANNUAL: "annual",
    Role.GOAL_PERIOD: "period",
}
MONEY = frozenset({Role.BUDGET, Role.PERIOD_BUDGET, Role.FISCAL, Role.OTHER_FUNDING})
PARENTS = frozenset({Role.FUNDING, Role.PLAN, Role.PERIOD, Role.TASKS, Role.GOAL_GROUPS})
"""Fields that stand over other fields and have no value of their own."""

_SCALES = {"万元": Decimal(10**4), "元": Decimal(1), "千元": Decimal(1000), "百万元": Decimal(10**6), "亿元": Decimal(10**8)}
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_UNIT_AND_PROJECT = re.compile(
    r"(?:预算)?(?:单位|部门)(?:名称)?[、,/及和与(]*项目(?:名称)?\)?|项目(?:名称)?[、,/及和与(]+(?:单位|部门)(?:名称)?\)?"
)
_LONGEST = 30
"""Characters. No label is longer, so longer texts need not be looked at."""
_LONGEST_RAW = 400
"""The same with blanks and markup; longer texts are not even remembered."""


@dataclass(frozen=True)
class Label:
    """A recognised label: its role, its wording, what money under it counts in, the budget year it names, and whether it is sure."""

    role: Role
    text: str
    scale: Decimal | None = None
    year: int | None = None
    sure: bool = True


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip(":;。.*★#")


@cache
def _dictionaries() -> dict[str, dict[str, Role]]:
    """For fields, columns and tasks: the role of each label by its key."""
    parts = yaml.safe_load(files("assistant.reading.recogniser").joinpath("labels.yaml").read_text(encoding="utf-8"))
    listed = {part: [(_compact(word), Role(role)) for role, words in roles.items() for word in words] for part, roles in parts.items()}
    assert all(len(dict(words)) == len(words) for words in listed.values()), "a label is listed twice"
    return {part: dict(words) for part, words in listed.items()}


_REDUCTIONS = (
    (_BRACKET, ""),
    (rf"^[各分][{HAN}]{{1,6}}?(?=年度|指标|目标|绩效)", ""),
    (r"\d{1,2}$", ""),
    (rf"{YEAR}年?度", "年度"),
    (rf"{YEAR}年", ""),
    (r"^本?年度", ""),
    (r"^(?:部门|单位|项目)", ""),
)
"""What may be left off a label, one after the other, until it is a known one."""


def _keys(text: str) -> list[str]:
    """The forms of a label to look up, from the most to the least literal."""
    key = _compact(strip_number(text))
    key = re.sub(r"^(?:其中|分为)[:,]?", "", key)
    forms = [key]
    if ":" in _BRACKET.sub("", key):  # a label and its value
        return forms
    for pattern, replacement in _REDUCTIONS:
        key = re.sub(pattern, replacement, key).strip(":-—")
        forms.append(key)
    return forms


def money_scale(text: str) -> Decimal | None:
    """What money counts in by the unit that `text` names in brackets or after 单位：, in 元."""
    found = re.search(r"(?:单位[:：]?\s*(?:人民币)?|[（(\[](?:单位[:：])?\s*)([千百]?万元|千元|元|亿元)", text)
    return _SCALES.get(found[1]) if found else None


def _find(text: str, part: str) -> Label | None:
    return _look_up(text, part) if len(text) <= _LONGEST_RAW else None


@lru_cache(maxsize=4096)
def _look_up(text: str, part: str) -> Label | None:
    if not text or len(re.sub(r"\s+", "", text)) > _LONGEST:
        return None
    index = _dictionaries()[part]
    wording = plain(text)
    keys = _keys(wording)
    role = next((index[key] for key in keys if key in index), None)
    if role is None and part == "fields" and _UNIT_AND_PROJECT.fullmatch(keys[0]):
        role = Role.UNIT_OR_NAME
    if role is None:
        return None
    year = re.search(rf"(?<!\d)({YEAR})(?=年)", wording)
    return Label(
        role, re.sub(r"^其中[:：]?\s*", "", strip_number(wording)).rstrip(":： "), money_scale(wording), int(year[1]) if year else None
    )


def known_labels(part: Literal["fields", "columns"]) -> dict[str, Role]:
    """All labels of the dictionary by their keys."""
    return _dictionaries()[part]


def label_key(text: str) -> str:
    """The key that `text` is compared by: without blanks, numbering and brackets, in half-width."""
    return re.sub(_BRACKET, "", _keys(plain(text))[0]).strip(":")


def find_field(text: str) -> Label | None:
    """The field of a form that `text` is the label of, or None."""
    return _find(text, "fields")


def find_column(text: str) -> Label | None:
    """The column of indicators that `text` is the heading of, or None."""
    return _find(text, "columns")


def find_task_column(text: str) -> Label | None:
    """The column of tasks that `text` is the heading of, or None."""
    return _find(text, "tasks")
