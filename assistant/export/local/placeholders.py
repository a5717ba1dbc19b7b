"""Placeholders of form documents: `{{项目名称}}` for one text, `{{指标:三级指标}}` in a table row that is repeated for every indicator.

They are names and nothing else: no condition, no loop, no expression, so that the form of a stranger can do no more than be filled in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from assistant.errors import FormError
from assistant.export.local.years import NAMES as YEARS
from assistant.export.local.years import cut_years

PATTERN = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_BROKEN = re.compile(r"[{｛]{2}|[}｝]{2}")
_SINGLE = re.compile(r"[{｛]\s*([^{}｛｝]+?)\s*[}｝]")
PAGE = "docs/forms.zh-CN.md"
"""The page that says how forms are made."""

TEXTS = {
    "标题": "name",
    "项目名称": "name",
    "单位": "unit",
    "主管部门": "department",
    "年度": "year",
    "资金用途": "purpose",
    "起始年度": "start",
    "到期年度": "end",
    "项目编码": "project_code",
    "项目类型": "project_type",
}
"""Placeholders of one text each, and what they show."""
AMOUNTS = {"预算数": "budget_yuan", "财政资金": "fiscal_yuan", "其他资金": "other_yuan"}
GOALS = {"绩效目标": "", "总体目标": "overall", "周期目标": "period", "年度目标": "annual"}
"""Placeholders of goals and the scope they are for; 绩效目标 takes all that have no place of their own."""
INDICATOR_TEXT = "绩效指标"
"""All indicators as one numbered text, as lists with a project in each row have them."""
OTHERS = {"序号", "金额合计", "金额单位", INDICATOR_TEXT}
LABELLED = {"支出计划", "其他"}
"""What stands before the colon of placeholders that name a date of the spending plan, or the label of another cell."""
INDICATOR = {
    "一级指标": "level1",
    "二级指标": "level2",
    "三级指标": "level3",
    "指标描述": "description",
    "实施周期指标值": "period_value",
    "指标值": "value",
    "指标值确定依据": "basis",
    "权重": "weight",
    "所属分项": "group",
}
TASK = {"名称": "name", "主要实施内容": "content", "拟投入的资金": "budget_yuan", "期望达到的目标": "expected"}
ROWS = {"指标": INDICATOR, "任务": TASK}
"""Kinds of rows that are repeated: what stands before the colon, and the fields that may stand behind it."""
PROJECT = "项目"
"""The kind of a row that is repeated for every project, in a form with a project in each row."""

_IN_ROWS = [f"{kind}:{name}" for kind, fields in ROWS.items() for name in fields]
KNOWN = (*TEXTS, *AMOUNTS, *GOALS, *sorted(OTHERS), "支出计划:日期", "其他:栏目名", *_IN_ROWS)


@dataclass(frozen=True)
class Value:
    """What stands in the place of a placeholder: a text, the number that it shows, whether it is still to be confirmed."""

    text: str = ""
    amount: Decimal | None = None
    marked: bool = False


Values = Mapping[str, Value]


def names_in(text: str) -> list[str]:
    """The placeholders of a text, as `项目名称` or `指标:三级指标`, in order."""
    return [_name(match) for match in PATTERN.finditer(text)]


def fill(text: str, values: Values) -> Value:
    """`text` with its placeholders replaced; one that stands alone keeps its number. What is filled in is never filled in again."""
    whole = PATTERN.fullmatch(text.strip())
    if whole:
        return values.get(_name(whole), Value())
    for start, end, replacement in _cuts(text, values):
        text = text[:start] + replacement + text[end:]
    return Value(text)


def kind_of(names: Iterable[str], *, one_project_a_row: bool, place: str) -> str | None:
    """The kind of row that holds these placeholders, or None where it is not repeated.

    Raises:
        FormError: it would have to be repeated for two things at once.
    """
    names = list(names)
    kinds = {name.partition(":")[0] for name in names if name.partition(":")[0] in ROWS}
    if one_project_a_row and "项目名称" in names:
        kinds.add(PROJECT)
    if len(kinds) > 1:
        raise FormError(f"{place}的同一行里有{'、'.join(sorted(kinds))}几种占位符，一行只能按一种重复，请分开写。")
    return next(iter(kinds), None)


def check_text(text: str, place: str, *, in_row: bool) -> list[str]:
    """The placeholders of a text of a form document.

    Raises:
        FormError: one is unknown, badly written, or stands where nothing can be repeated.
    """
    names = names_in(text)
    unknown = next((name for name in names if not _is_known(name)), None)
    if unknown is not None:
        raise FormError(f"{place}里有不认识的占位符「{{{{{unknown[:40]}}}}}」，{_nearest(unknown)}。")
    _check_braces(text, place)
    if not in_row and (row := next((name for name in names if name.partition(":")[0] in ROWS), None)):
        raise FormError(f"{place}里的占位符「{{{{{row}}}}}」按行重复，请写在表格的一行里。")
    return names


def _nearest(name: str) -> str:
    """What a person who wrote `name` may have meant."""
    kind = name.partition(":")[0]
    alike = [known for known in KNOWN if ":" in name and known.startswith(f"{kind}:")]
    near = get_close_matches(name, alike or KNOWN, 1, cutoff=0.5)
    return f"是不是「{{{{{near[0]}}}}}」？全部占位符见 {PAGE}" if near else f"可用的占位符见 {PAGE}"


def _check_braces(text: str, place: str) -> None:
    """Refuse braces of another number or width around what would be a placeholder."""
    rest = PATTERN.sub("", text)
    if _BROKEN.search(rest):
        raise FormError(f"{place}里「{text.strip()[:40]}」的占位符写法有误，请写成「{{{{项目名称}}}}」这样，用半角的两对花括号。")
    for match in _SINGLE.finditer(rest):
        if _is_known(_name(match)):
            said = f"{place}里「{match[0][:40]}」的占位符写法有误，只有一对花括号"
            raise FormError(f"{said}，请写成「{{{{{_name(match)}}}}}」，用半角的两对花括号。")


def replace_spans(pieces: list[str], values: Values) -> list[str] | None:
    """`pieces` of one text with its placeholders replaced, or None where there are none.

    Word cuts texts into pieces wherever it likes, also within a placeholder; the replacement goes to the piece in which that one begins.
    """
    text = "".join(pieces)
    if not PATTERN.search(text):
        return None
    for start, end, replacement in _cuts(text, values):
        pieces = _replace(pieces, start, end, replacement)
    return pieces


def _cuts(text: str, values: Values) -> list[tuple[int, int, str]]:
    """What of a text is replaced by what, from behind: placeholders, and the 年 behind those of years."""
    years = cut_years(text, {name: values[name].text for name in YEARS if name in values})
    cuts = [(cut.start, cut.end, cut.text) for cut in years]
    taken = [range(cut.start, cut.end) for cut in years]
    for match in PATTERN.finditer(text):
        if not any(match.start() in span for span in taken):
            cuts.append((match.start(), match.end(), values.get(_name(match), Value()).text))
    return sorted(cuts, reverse=True)


def _replace(pieces: list[str], start: int, end: int, replacement: str) -> list[str]:
    result, at = [], 0
    for piece in pieces:
        left, right = max(start - at, 0), min(end - at, len(piece))
        begins = at <= start < at + len(piece)
        if left < right:
            result.append(piece[:left] + (replacement if begins else "") + piece[right:])
        else:
            result.append(piece)
        at += len(piece)
    return result


def _name(match: re.Match[str]) -> str:
    before, colon, after = match[1].replace("：", ":").partition(":")
    return f"{before.strip()}{colon}{after.strip()}"


def _is_known(name: str) -> bool:
    before, colon, after = name.partition(":")
    if not colon:
        return name in TEXTS or name in AMOUNTS or name in GOALS or name in OTHERS
    return bool(after) and (before in LABELLED or after in ROWS.get(before, {}))
