import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import assistant.workspace.drafting as drafting
from assistant.drafting import DraftRequest, draft_events
from assistant.drafting.events import Event
from assistant.settings import Settings, load_settings, save_model
from assistant.ui.session import open_desk
from assistant.workspace.checking import KIND
from assistant.workspace.drafting import Order
from assistant.workspace.drafts import LOCAL
from tests.review.samples import sound_table
from tests.ui.installation import installation
from tests.workspace.working import until

__all__ = ["installation"]
URL, KEY = "https://a.example/v1", "sk-VERY-SECRET"


def _page() -> None:
    from assistant.ui.settings_page import show_page

    show_page()


@pytest.fixture
def page(installation: Settings) -> AppTest:
    return AppTest.from_function(_page, default_timeout=60).run()


@pytest.fixture
def with_model(installation: Settings) -> AppTest:
    """The page of an installation that has a model and a key."""
    save_model(installation, model="qwen", base_url=URL, api_key=KEY)
    open_desk.clear()
    return AppTest.from_function(_page, default_timeout=60).run()


def save(page: AppTest, **typed: str) -> AppTest:
    for name, text in typed.items():
        page.text_input(key=f"model-{name}").set_value(text)
    press(page, "保存")
    return page


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception


def kept() -> tuple[str | None, str | None, str | None]:
    """What is kept, which is also what the desk works with."""
    found, used = load_settings(), open_desk().settings
    assert (found.model, found.base_url, found.api_key) == (used.model, used.base_url, used.api_key)
    return found.model, found.base_url, found.api_key


def said(page: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*page.markdown, *page.caption, *page.error, *page.success))


def sent(page: AppTest) -> str:
    """All that the browser is sent."""
    return "\n".join(str(node.proto) for node in page.main if node.proto is not None)


def test_without_a_model_nothing_leaves(page: AppTest) -> None:
    assert "没有任何内容会发送出去" in said(page)
    assert "测试连接" not in [button.label for button in page.button]


def test_a_model_is_kept_and_used_at_once(page: AppTest) -> None:
    desk = open_desk()
    save(page, name="qwen", url="http://127.0.0.1:9/v1")
    assert kept() == ("qwen", "http://127.0.0.1:9/v1", None)
    assert open_desk() is desk
    assert desk.context().model is not None
    assert "已保存" in page.success[0].value
    assert "正在使用 qwen" in said(page).replace("\\", "")


def test_the_model_can_be_taken_away(with_model: AppTest) -> None:
    save(with_model, name="", url="")
    assert kept() == (None, None, None)
    assert "离线" in with_model.success[0].value
    assert open_desk().context().model is None


def test_the_key_never_comes_to_the_page(with_model: AppTest) -> None:
    assert kept() == ("qwen", URL, KEY)
    assert URL in sent(with_model)
    assert KEY not in sent(with_model)
    save(with_model, key="sk-ANOTHER-SECRET")
    assert kept() == ("qwen", URL, "sk-ANOTHER-SECRET")
    with_model.run()
    assert "SECRET" not in sent(with_model)


def test_a_key_that_is_not_typed_again_stays(with_model: AppTest) -> None:
    save(with_model, name="other", url=f"{URL}/")
    assert kept() == ("other", f"{URL}/", KEY)


def test_a_key_goes_to_no_other_server(with_model: AppTest) -> None:
    save(with_model, url="https://other.example/v1")
    assert "密钥" in with_model.error[0].value
    assert kept() == ("qwen", URL, KEY)
    assert with_model.text_input(key="model-url").value == "https://other.example/v1"
    save(with_model, key="sk-other")
    assert kept() == ("qwen", "https://other.example/v1", "sk-other")


def test_a_key_can_be_deleted(with_model: AppTest) -> None:
    with_model.checkbox(key="model-forget").check()
    save(with_model, url="http://127.0.0.1:9/v1")
    assert kept() == ("qwen", "http://127.0.0.1:9/v1", None)


@pytest.mark.parametrize("typed", [{"url": ""}, {"url": "somewhere"}, {"key": "密钥"}])
def test_what_cannot_be_used_is_told_and_not_kept(page: AppTest, typed: dict[str, str]) -> None:
    save(page, **{"name": "qwen", "url": URL} | typed)
    assert page.error
    assert kept() == (None, None, None)


def test_an_endpoint_that_does_not_answer_is_told(page: AppTest) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    save(page, name="qwen", url=f"http://127.0.0.1:{port}/v1")
    press(page, "测试连接")
    check = open_desk().jobs.latest(LOCAL.owner, kind=KIND)
    assert check is not None
    assert open_desk().jobs.wait(check.id, LOCAL.owner, 60).state == "failed"
    page.run()
    assert f"127.0.0.1:{port}" in page.error[0].value.replace("\\", "")
    save(page, url="http://127.0.0.1:9/v1")
    assert not page.error, "that was another endpoint"


def test_saving_stops_nothing(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go = threading.Event(), threading.Event()
    models = list[object]()

    def slow(request: DraftRequest, context: Any, *, cancel: Any, **others: Any) -> Iterator[Event]:
        models.append(context.model)
        begun.set()
        until(lambda: go.is_set() or cancel.stopped)
        yield from draft_events(request, context, cancel=cancel, **others)

    monkeypatch.setattr(drafting, "draft_events", slow)
    desk, order = open_desk(), Order(request=_request())
    id_ = desk.drafts().begin("妇女培训经费")
    job = desk.jobs.start(drafting.KIND, LOCAL.owner, LOCAL.name, order.model_dump(mode="json"), draft_id=id_)
    assert begun.wait(20)
    save(page, name="qwen", url="http://127.0.0.1:9/v1")
    assert desk.jobs.find(job, LOCAL.owner).state == "running"
    go.set()
    assert desk.jobs.wait(job, LOCAL.owner, 60).state == "done"
    assert models == [None]


def _request() -> DraftRequest:
    table = sound_table()
    assert table.budget_yuan is not None
    return DraftRequest(table.name, table.budget_yuan, 2027, None, "举办创业培训4期")


def test_what_leaves_the_machine_is_named(with_model: AppTest) -> None:
    text = said(with_model)
    for thing in ("项目名称", "预算年度", "实施单位", "用途", "相近范例", "表里的绩效目标", "要改写的那一条指标", "改写要求", "测试连接"):
        assert thing in text


def test_where_the_database_is_stands_without_its_password(installation: Settings) -> None:
    desk = open_desk()
    for url, told in (
        (f"sqlite:///{installation.data_dir}/own.db", "SQLite 文件"),
        ("postgresql://assistant:hunter2@db.example:5433/goals?password=hunter3", "PostgreSQL 服务器 db.example:5433，数据库 goals"),
        (None, "workbench.sqlite"),
    ):
        desk.settings = replace(desk.settings, database_url=url)
        text = said(AppTest.from_function(_page, default_timeout=60).run()).replace("\\", "")
        assert told in text
        assert "hunter" not in text


def test_a_model_that_the_administrator_set_is_not_changed_here(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "qwen")
    monkeypatch.setenv("OPENAI_BASE_URL", URL)
    open_desk.clear()
    page = AppTest.from_function(_page, default_timeout=60).run()
    assert not page.text_input
    assert "管理员" in said(page)
