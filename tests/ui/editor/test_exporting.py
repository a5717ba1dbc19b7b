"""导出 as far as it goes without a browser: what is said of a file, before it is written and after."""

from collections.abc import Callable

import pytest

import assistant.ui.editor.delivery as module
import assistant.workspace.exporting as exporting
from assistant.audit import AuditLog
from assistant.errors import ConfigError, ExportError
from assistant.export.template import Template
from assistant.ui.editor.delivery import Delivery
from assistant.workspace.edits import SetHead
from assistant.workspace.exporting import Exported, export
from tests.ui.editor.page import Kept, Tab


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The forms that were written, each time that one was."""
    forms = list[str]()
    real = Template.write

    def write(self: Template, *args: object, **kwargs: object) -> object:
        forms.append(self.form.id if self.form else "official")
        return real(self, *args, **kwargs)  # type: ignore[arg-type]

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


def test_a_log_that_does_not_know_of_a_file_is_told_with_it(draft: Kept, tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: AuditLog, entry: object) -> None:
        raise ConfigError("磁盘满了。")

    monkeypatch.setattr(AuditLog, "append", fail)
    tab.turn_to("导出")
    take(tab, lambda: export(draft.now.manuscript, "official", ".md", draft.desk.settings, by="王科长"))
    assert "审计日志没有写成：磁盘满了" in tab.app.warning[0].value


def test_a_file_that_cannot_be_written_is_told_in_its_own_words(tab: Tab) -> None:
    def fail() -> Exported:
        raise ExportError("单元格里的字太多。")

    tab.turn_to("导出")
    with pytest.raises(ExportError):
        take(tab, fail)
    tab.run()
    assert "单元格里的字太多" in tab.errors
    take(tab, lambda: Exported(b"file", ()))
    assert not tab.errors


def test_a_defect_is_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> Exported:
        raise ZeroDivisionError("detail")

    delivery = Delivery()
    with pytest.raises(ZeroDivisionError):
        delivery.write(fail)
    ((tone, text),) = delivery.told
    assert (tone, "detail" in text, text.startswith("程序出错了")) == ("error", False, True)
    assert "ZeroDivisionError" in caplog.text


def test_the_page_looks_out_for_a_file_until_it_is_written_and_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(module, "monotonic", lambda: now)
    delivery = Delivery()
    assert not pending(delivery)
    delivery.ask()
    now += 30
    assert pending(delivery)
    delivery.write(lambda: Exported(b"file", ()))
    assert pending(delivery)
    now += 2
    assert not pending(delivery)
    delivery.ask()
    now += 100
    assert not pending(delivery), "it was lost"


def test_a_file_may_be_written_before_the_page_hears_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(module, "monotonic", lambda: now)
    delivery = Delivery()
    delivery.write(lambda: Exported(b"file", ()))
    now += 0.5
    delivery.ask()
    now += 1
    assert not pending(delivery)


def pending(delivery: Delivery) -> bool:
    return delivery.pending


def take(tab: Tab, write: Callable[[], Exported]) -> None:
    """Take a file away, as the browser asks for it, and let the page look."""
    delivery = tab.app.session_state[f"memory-{tab.id}"].offered["delivery"]
    assert isinstance(delivery, Delivery)
    delivery.write(write)
    tab.run()
