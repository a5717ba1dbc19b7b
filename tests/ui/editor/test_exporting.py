"""导出 as far as it goes without a browser: what is said of a file, before it is written and after."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import assistant.ui.editor.exporting as module
import assistant.workspace.exporting as exporting
from assistant.audit import AuditLog
from assistant.errors import ConfigError, ExportError
from assistant.export.template import Template
from assistant.goals import GoalTable
from assistant.settings import Settings
from assistant.ui.editor.delivery import Delivery
from assistant.workspace.edits import SetHead
from assistant.workspace.exporting import Exported
from tests.ui.editor.page import Kept, Tab


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The forms that were written, each time that one was."""
    forms = list[str]()
    real = Template.write

    def write(self: Template, tables: Sequence[GoalTable], path: Path, *, notes: Sequence[str]) -> tuple[str, ...]:
        forms.append(self.form.id if self.form else "official")
        return real(self, tables, path, notes=notes)

    monkeypatch.setattr(Template, "write", write)
    return forms


def test_the_page_writes_no_official_form_and_a_local_one_once_for_each_state(draft: Kept, tab: Tab, written: list[str]) -> None:
    tab.turn_to("导出")
    tab.run()
    assert written == []
    tab.app.selectbox(key=f"form-{draft.id}").set_value("hebei")
    tab.run()
    tab.run()
    assert written == ["hebei"]
    draft.edit(SetHead(field="unit", text="某县妇联"))
    tab.run()
    tab.run()
    assert written == ["hebei", "hebei"]


def test_what_is_to_be_filled_in_has_a_place_to_do_so(draft: Kept, tab: Tab) -> None:
    tab.turn_to("导出")
    assert not any("补填的地方" in caption.value for caption in tab.app.caption)
    tab.app.selectbox(key=f"form-{draft.id}").set_value("guangdong")
    tab.run()
    told = "\n".join(caption.value for caption in tab.app.caption)
    assert "项目等级、年度目标 也没有内容，请在写出的文件里手工填写" in told
    assert "补填的地方：左边的「项目信息」" in told


def test_a_form_that_cannot_be_written_is_told(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ExportError("这张表太长，写不进这种表式。")

    monkeypatch.setattr(exporting, "refuse_classified", refuse)
    tab.turn_to("导出")
    assert "写不进这种表式" in tab.errors


def test_a_file_is_handed_over_once(draft: Kept, tab: Tab) -> None:
    tab.turn_to("导出")
    tab.press("下载 Markdown")
    assert f"{draft.now.manuscript.table.name}.md" in handed(tab)
    tab.run()
    assert not handed(tab)


def test_a_look_takes_nothing_away(draft: Kept, tab: Tab, installation: Settings) -> None:
    tab.turn_to("导出")
    tab.press("预览 Excel")
    assert any(draft.now.manuscript.table.name in element.proto.body for element in tab.app.get("html"))
    assert not handed(tab)
    assert "export" not in "".join(AuditLog(installation).lines())
    tab.press("下载 Excel")
    assert handed(tab)
    assert "export" in "".join(AuditLog(installation).lines())


def test_a_name_does_not_end_the_script(draft: Kept, tab: Tab) -> None:
    draft.edit(SetHead(field="name", text="</script><b>"))
    tab.turn_to("导出")
    tab.press("下载 Markdown")
    assert handed(tab).count("</script>") == 1


def test_a_log_that_does_not_know_of_a_file_is_told_with_it(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: AuditLog, entry: object) -> None:
        raise ConfigError("磁盘满了。")

    monkeypatch.setattr(AuditLog, "append", fail)
    tab.turn_to("导出")
    tab.press("下载 Markdown")
    assert handed(tab)
    assert "审计日志没有写成：磁盘满了" in tab.app.warning[0].value


def test_a_file_that_cannot_be_written_is_told_in_its_own_words(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Exported:
        raise ExportError("单元格里的字太多。")

    tab.turn_to("导出")
    with monkeypatch.context() as patch:
        patch.setattr(module, "export", fail)
        tab.press("下载 Word")
    assert "单元格里的字太多" in tab.errors
    assert not handed(tab)
    tab.press("下载 Word")
    assert not tab.errors
    assert handed(tab)


def test_a_defect_is_one_and_the_file_not_asked_for_again(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Exported:
        raise ZeroDivisionError

    tab.turn_to("导出")
    with monkeypatch.context() as patch:
        patch.setattr(module, "export", fail)
        next(button for button in tab.app.button if button.label == "下载 Word").click()
        tab.app.run()
        assert tab.app.exception
    tab.run()
    assert not handed(tab)


def test_a_file_that_a_newer_run_came_before_is_still_asked_for() -> None:
    class Newer(BaseException):
        pass

    delivery = Delivery()
    delivery.ask("official", ".docx")
    with pytest.raises(Newer), delivery.writing():
        raise Newer
    with delivery.writing() as asked:
        assert asked is not None
        assert asked.ending == ".docx"
    with delivery.writing() as asked:
        assert asked is None


def test_a_file_that_nobody_waits_for_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = Delivery()
    delivery.ask("official", ".docx")
    assert delivery.asked is not None
    delivery.asked = replace(delivery.asked, at=delivery.asked.at - 60)
    with delivery.writing() as asked:
        assert asked is None


def handed(tab: Tab) -> str:
    """The script that hands a file to the browser, where there is one."""
    scripts = [element.proto.body for element in tab.app.get("html") if "filesHanded" in element.proto.body]
    return "".join(scripts)
