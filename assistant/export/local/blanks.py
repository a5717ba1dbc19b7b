"""What a form asks for and a table does not have, for the person who fills in the rest."""

from collections.abc import Collection

from assistant.export.local.documents import Placeholders
from assistant.export.local.placeholders import GOALS, PROJECT, ROWS, Value
from assistant.export.local.values import Content

_LABELS = {"周期目标": "实施周期目标", "指标描述": "绩效指标描述"}
_KINDS = {"指标": ("绩效指标", "指标:三级指标"), "任务": ("重点工作任务", "任务:名称")}
"""Kinds of rows: what people call them all, and the column without which there is no row."""
_PLAN = "支出计划"
_BY_HAND = {"周期目标", "总体目标", "指标:所属分项"}
"""What of a project is filled in nowhere but in the written file; so are all cells beside the usual ones, and tasks."""
_KINDS_BY_HAND = {"其他", "任务"}
FILL_IN = "请补填"
"""Says of fields that they can be filled in before the file is written."""


def blank_fields(names: Placeholders, content: Content) -> str | None:
    """One sentence with the fields and columns of a form in which nothing stands, and where to fill them in, or None."""
    blank = [name for name in names.in_order if _is_blank(name, names, content)]
    by_hand = [name for name in blank if _is_by_hand(name, names, blank)]
    own = dict.fromkeys(_label(name, names, blank) for name in blank if name not in by_hand)
    rest = dict.fromkeys(_label(name, names, blank) for name in by_hand)
    told = [f"{'、'.join(own)} 没有内容，{FILL_IN}"] if own else []
    told += [f"{'、'.join(rest)} {'也' if own else ''}没有内容，请在写出的文件里手工填写"] if rest else []
    return f"本表式还有 {'；'.join(told)}。" if told else None


def _is_by_hand(name: str, names: Placeholders, blank: Collection[str]) -> bool:
    """Whether there is no other place to fill it in; nor is there for goals of another scope than the table has."""
    if name in GOALS and any(other in GOALS and other not in blank for other in names.all):
        return True
    return name in _BY_HAND or name.partition(":")[0] in _KINDS_BY_HAND


def _is_blank(name: str, names: Placeholders, content: Content) -> bool:
    kind = name.partition(":")[0]
    if kind in ROWS or (PROJECT in content.rows and name in names.beside_project):
        records = content.rows.get(kind if kind in ROWS else PROJECT, [])
        return not any(record.values.get(name, Value()).text for record in records)
    return not content.head.get(name, Value()).text


def _label(name: str, names: Placeholders, blank: Collection[str]) -> str:
    """What people call the field; all rows of a kind, and all dates of a plan, have one name."""
    before, _, after = name.partition(":")
    everything, needed = _KINDS.get(before, ("", ""))
    if needed in blank:
        return everything
    if before == _PLAN:
        dates = {other for other in names.all if other.startswith(f"{_PLAN}:")}
        return "资金支出计划" if dates <= set(blank) else f"资金支出计划（{after}）"
    if before == "任务":
        return f"重点工作任务的{after}"
    return _LABELS.get(after or name, after or name)
