"""The grid of indicators: a manuscript as a frame of texts, and what was typed into it as edits. Pure; nothing is shown here."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from assistant.goals import Indicator
from assistant.goals.framework import framework_of
from assistant.goals.table import ORIGIN_NAMES
from assistant.goals.taxonomy import level2_names
from assistant.review import RULES
from assistant.review.finding import SEVERITY_NAMES
from assistant.workspace.edits import Edit, SetCell, SetLock
from assistant.workspace.examination import Examination, Remark
from assistant.workspace.manuscript import Manuscript, Mark

Column = Literal["level2", "level3", "value", "period_value", "description", "basis", "weight"]
EDITABLE: tuple[Column, ...] = ("level2", "level3", "value", "period_value", "description", "basis", "weight")
OPTIONAL: tuple[Column, ...] = ("period_value", "description", "basis", "weight")
"""Columns that are there where a row has them, or the person asks for them."""
TITLES = {name: Indicator.model_fields[name].title or name for name in EDITABLE}
NUMBER, REMARKS, ORIGIN, LOCKED, OPEN = "序号", "意见", "来源", "锁定", "操作"
_LOOK = "查看"


def optional_columns(manuscript: Manuscript) -> tuple[Column, ...]:
    """Those of the optional columns in which something stands; of a draft without the descriptions, which are the library's own notes."""
    there = (name for name in OPTIONAL if any(getattr(row, name) for row in manuscript.table.indicators))
    return tuple(name for name in there if name != "description" or manuscript.mode == "read")


def class_choices(manuscript: Manuscript) -> list[str]:
    """The classes that a row may be given: those of the framework, and whatever rows have."""
    own = [row.level2 for row in manuscript.table.indicators if row.level2]
    return list(dict.fromkeys([*level2_names(framework_of(manuscript.table)), *own]))


def short_class(level2: object) -> str:
    """A class as the grid shows it; what all of them end in is left out."""
    return str(level2).removesuffix("指标") or str(level2)


def frame_of(manuscript: Manuscript, examination: Examination, extra: Sequence[Column]) -> pd.DataFrame:
    """The rows as texts, indexed by their ids: another order or another row is another grid, another text is not."""
    rows = [_cells(place, row, mark, examination, extra) for place, (row, mark) in enumerate(manuscript.rows, 1)]
    columns = [NUMBER, *_shown(()), REMARKS, OPEN, LOCKED, *(TITLES[name] for name in extra), ORIGIN]
    return pd.DataFrame(rows, columns=columns, index=pd.Index([mark.id for mark in manuscript.marks], dtype="object"))


def _shown(extra: Sequence[Column]) -> list[str]:
    return [TITLES[name] for name in EDITABLE if name not in OPTIONAL or name in extra]


def _cells(place: int, row: Indicator, mark: Mark, examination: Examination, extra: Sequence[Column]) -> dict[str, Any]:
    texts = {TITLES[name]: getattr(row, name) or "" for name in EDITABLE if name not in OPTIONAL or name in extra}
    return {
        NUMBER: place,
        **texts,
        REMARKS: remarks_in_short(examination.of_row(mark.id), row),
        ORIGIN: origin_in_short(row, mark),
        LOCKED: mark.locked,
        OPEN: _LOOK,
    }


def remarks_in_short(remarks: Sequence[Remark], row: Indicator) -> str:
    """What is to be seen to in a row, gravest first: 错误 超过预算；待确认."""
    told = [f"{SEVERITY_NAMES[remark.finding.severity]} {RULES[remark.finding.rule].title}" for remark in remarks]
    return "；".join([*dict.fromkeys(told), *(["待确认"] if row.status == "to_confirm" else [])])


def origin_in_short(row: Indicator, mark: Mark) -> str:
    """Where a row comes from, and whether a person wrote in it."""
    name = ORIGIN_NAMES[row.origin]
    return f"{name}，已修改" if mark.edited and row.origin != "input" else name


def edits_of(typed: Mapping[str, Any], manuscript: Manuscript) -> list[Edit]:
    """What a grid's `edited_rows` (place → column title → new value) changes; what is as it was is no edit, nor what is in no row."""
    fields = {title: name for name, title in TITLES.items()}
    edits: list[Edit] = []
    for place, cells in typed.get("edited_rows", {}).items():
        if int(place) >= len(manuscript.marks):
            continue
        row, mark = manuscript.rows[int(place)]
        for title, new in cells.items():
            if title == LOCKED:
                edits += [SetLock(row=mark.id, locked=bool(new))] if bool(new) != mark.locked else []
            elif title in fields:
                name, text = fields[title], str(new or "").strip()
                edits += [SetCell(row=mark.id, field=name, text=text)] if text != (getattr(row, name) or "") else []
    return edits
