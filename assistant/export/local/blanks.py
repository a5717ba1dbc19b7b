"""What a form asks for and a table does not have, for the person who fills in the rest."""

from collections.abc import Collection

from assistant.export.local.documents import Placeholders
from assistant.export.local.placeholders import PROJECT, ROWS, Value
from assistant.export.local.values import Content

_LABELS = {"周期目标": "实施周期目标", "指标描述": "绩效指标描述"}
_KINDS = {"指标": ("绩效指标", "指标:三级指标"), "任务": ("重点工作任务", "任务:名称")}
"""Kinds of rows: what people call them all, and the column without which there is no row."""
_PLAN = "支出计划"


def blank_fields(names: Placeholders, content: Content) -> str | None:
    """One sentence with the fields and columns of a form in which nothing stands, or None where all have something."""
    blank = [name for name in names.in_order if _is_blank(name, names, content)]
    labels = dict.fromkeys(_label(name, names, blank) for name in blank)
    return f"本表式还有 {'、'.join(labels)} 没有内容，请补填。" if labels else None


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
