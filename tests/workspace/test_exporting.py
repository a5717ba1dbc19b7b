import hashlib
import io
import json
import zipfile
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from docx import Document

from assistant.audit import AuditLog, hash_of
from assistant.drafting import DraftContext, DraftRequest, draft
from assistant.errors import AssistantError
from assistant.goals import Framework
from assistant.settings import Settings
from assistant.workspace.exporting import OFFICIAL, export, formats_of, forms_of, notes_of, project_forms
from assistant.workspace.manuscript import Manuscript, from_draft, from_table
from tests.review.samples import sound_table
from tests.workspace.samples import asking, sound

REQUEST = DraftRequest("妇女创业培训经费", Decimal(200000), 2027, "丰润区妇联", "举办创业培训4期")


@pytest.fixture(scope="module")
def drafted(context: DraftContext) -> Manuscript:
    return from_draft(draft(REQUEST, context), REQUEST)


@pytest.fixture(scope="module")
def read() -> Manuscript:
    return from_table(sound_table(budget_yuan=None, year=None, unit=None, purpose=None))


def text_of(content: bytes, ending: str) -> str:
    if ending in (".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return unescape("".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")))
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("kind", ["drafted", "read"])
def test_every_form_in_every_format(kind: str, settings: Settings, request: pytest.FixtureRequest) -> None:
    made: Manuscript = request.getfixturevalue(kind)
    forms = forms_of(settings, made.table)
    assert {OFFICIAL} < set(forms)
    for form in forms:
        for ending in formats_of(form):
            written = export(made, form, ending, settings)
            text = text_of(written.content, ending)
            assert made.table.name in text, (form, ending)
            assert all(row.level3 in text for row in made.table.indicators), (form, ending)
    assert AuditLog(settings).lines() == []


def test_a_department_is_offered_no_form_of_projects(settings: Settings) -> None:
    table = sound_table(kind="department", framework=Framework.DEPARTMENT)
    assert not {"three_class", "four_class"} & set(forms_of(settings, table))
    assert set(forms_of(settings, table)) - {OFFICIAL} <= set(forms_of(settings, table)) - set(project_forms(settings))


def test_forms_of_people_are_offered_and_broken_ones_left_out(settings: Settings) -> None:
    before = forms_of(settings, sound_table())
    broken = settings.data_dir / "forms" / "broken"
    broken.mkdir(parents=True)
    (broken / "form.yaml").write_text("no: form", "utf-8")
    assert forms_of(settings, sound_table()) == before
    assert forms_of(settings, sound_table()).keys() >= project_forms(settings).keys() - {"three_class"}


def test_what_a_person_must_see_to_stands_behind_the_form(settings: Settings) -> None:
    made = asking().model_copy(update={"remarks": ("请核对：预算",)})
    assert notes_of(made) == ("请核对：预算", "培训人数暂填“≥100人”（按预算测算）：培训多少人？")
    document = Document(io.BytesIO(export(made, OFFICIAL, ".docx", settings).content))
    assert any("培训多少人？" in paragraph.text for paragraph in document.paragraphs)


def test_a_value_to_confirm_without_a_question_is_told_too() -> None:
    rows = sound().rows
    rows[0] = (rows[0][0].model_copy(update={"status": "to_confirm"}), rows[0][1])
    assert notes_of(sound().with_rows(rows)) == ("培训期数暂填“≥2期”：请确认。",)


def test_whoever_takes_a_file_away_is_in_the_log(settings: Settings, drafted: Manuscript) -> None:
    written = export(drafted, OFFICIAL, ".json", settings, by="王科长")
    (line,) = AuditLog(settings).lines()
    entry = json.loads(line)
    assert (entry["action"], entry["user"], entry["form"], entry["format"]) == ("export", "王科长", OFFICIAL, ".json")
    assert (entry["input"], entry["output"]) == (hash_of(drafted.model_dump_json()), hashlib.sha256(written.content).hexdigest())
    assert drafted.table.name not in line


def test_a_log_that_cannot_be_written_is_told_with_the_file(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    written = export(sound(), OFFICIAL, ".md", Settings(data_dir=tmp_path / "file"), by="王科长")
    assert written.content
    assert any("审计日志没有写成" in note for note in written.notes)


def test_a_form_that_is_not_there_is_told(settings: Settings) -> None:
    with pytest.raises(AssistantError):
        export(sound(), "没有这种", ".docx", settings)


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".csv", ".md", ".json"])
def test_what_was_pasted_does_not_break_a_file(ending: str, settings: Settings) -> None:
    made = sound(table=sound_table(purpose="甲\x00乙\x0b丙", name="妇女\x01培训"))
    assert export(made, OFFICIAL, ending, settings).content
