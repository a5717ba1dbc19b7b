"""Writing a manuscript in any form and format, as bytes for whoever takes them away."""

import hashlib
import re
from dataclasses import dataclass

from assistant.audit import AuditLog, hash_of
from assistant.errors import AssistantError
from assistant.export import FORMATS
from assistant.export.form import refuse_classified
from assistant.export.local import find_form, form_folders
from assistant.export.template import Template
from assistant.goals import Framework, GoalTable
from assistant.settings import Settings
from assistant.temporary import content_of
from assistant.workspace.manuscript import Manuscript

__all__ = [
    "FORMATS",
    "OFFICIAL",
    "Exported",
    "export",
    "file_name",
    "formats_of",
    "forms_of",
    "notes_of",
    "project_forms",
    "warnings_of",
]

OFFICIAL = "official"
"""Stands for the official form in the framework that the table has."""
_FRAMEWORK_FORMS = {Framework.THREE_CLASS: "通用表式（三分类）", Framework.FOUR_CLASS: "通用表式（四分类）"}
_OF_FORMS = (".docx", ".xlsx")


@dataclass(frozen=True)
class Exported:
    """A written file, and what the person must be told about it; `complaint` is why the audit log does not know of it."""

    content: bytes
    notes: tuple[str, ...]
    complaint: str | None = None


def forms_of(settings: Settings, table: GoalTable) -> dict[str, str]:
    """The forms that a table can be written in, by id, with their names; one that is broken is left out here, `export` would name why."""
    forms = {OFFICIAL: "通用表式（按当前框架）"}
    if table.framework is not Framework.DEPARTMENT:
        forms |= {str(framework): name for framework, name in _FRAMEWORK_FORMS.items() if framework is not table.framework}
    for id_ in sorted(form_folders(settings)):
        try:
            form = find_form(settings, id_)
        except AssistantError:
            continue
        if form.data.kind == table.kind:
            forms[id_] = form.data.name
    return forms


def project_forms(settings: Settings) -> dict[str, str]:
    """The forms that a project can be drafted for."""
    forms = {OFFICIAL: "通用表式（四分类：成本、产出、效益、满意度）", "three_class": "通用表式（三分类：成本在产出下）"}
    listed = forms_of(settings, GoalTable(name="项目", framework=Framework.FOUR_CLASS))
    return forms | {id_: name for id_, name in listed.items() if id_ not in _FRAMEWORK_FORMS and id_ != OFFICIAL}


def formats_of(form: str) -> tuple[str, ...]:
    """The endings that a form can be written with."""
    return FORMATS if form == OFFICIAL or form in set(_FRAMEWORK_FORMS) else _OF_FORMS


def file_name(name: str) -> str:
    """A project's name as the name of a file, on every system."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", name).strip(" .")[:60] or "绩效目标表"


def notes_of(manuscript: Manuscript) -> tuple[str, ...]:
    """What a person must still see to, for the list behind the form."""
    questions = [
        f"{row.level3}暂填“{row.value or ''}”{f'（{mark.remark}）' if mark.remark else ''}：{mark.question or '请确认。'}"
        for row, mark in manuscript.rows
        if row.status == "to_confirm"
    ]
    return (*manuscript.remarks, *questions)


def warnings_of(manuscript: Manuscript, form: str, settings: Settings) -> tuple[str, ...]:
    """What the person must be told before a manuscript is written in a form; the official form says so without being written.

    Raises:
        AssistantError: it cannot be written so; the message says why.
    """
    template = Template.find(None if form == OFFICIAL else form, settings)
    if template.form is not None:
        return export(manuscript, form, _OF_FORMS[0], settings).notes
    refuse_classified(manuscript.table)
    return tuple(dict.fromkeys(template.convert([manuscript.table])[1]))


def export(manuscript: Manuscript, form: str, ending: str, settings: Settings, *, by: str | None = None) -> Exported:
    """A manuscript as a file.

    Args:
        manuscript: what to write.
        form: an id of `forms_of`.
        ending: one of `formats_of`.
        settings: where the forms are.
        by: who takes the file away, for the audit log; None for a mere look at it.

    Raises:
        AssistantError: it cannot be written so; the message says why.
    """
    template = Template.find(None if form == OFFICIAL else form, settings)
    tables, converted = template.convert([manuscript.table])
    told: list[str] = []
    content = content_of(ending, lambda path: told.extend(template.write(tables, path, notes=(*notes_of(manuscript), *converted))))
    complaint = None
    if by is not None:
        entry = {"action": "export", "input": hash_of(manuscript.model_dump_json()), "form": form, "format": ending}
        complaint = AuditLog(settings, by).record({**entry, "output": hashlib.sha256(content).hexdigest()})
        told += [complaint] if complaint else []
    return Exported(content, tuple(dict.fromkeys((*converted, *told))), complaint)
