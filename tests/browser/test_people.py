"""Who sees what: people who sign in see their own, a shared server without sign-in serves nobody, keys stay on the server."""

from playwright.sync_api import Page, WebSocket, expect

from assistant.settings import Settings
from tests.browser.conftest import MakeWorkbench
from tests.browser.editing import start_draft, wait_for_editor
from tests.browser.server import Workbench
from tests.browser.signing_in import sign_in
from tests.browser.visit import Visit
from tests.browser.waiting import open_page
from tests.llm.asked import KEY, MODEL


def test_everybody_sees_their_own_drafts_only(visit: Visit, workbench_with_sign_in: Workbench) -> None:
    one, other = visit.new_page(), visit.new_page()
    sign_in(open_page(one, workbench_with_sign_in.url), "张三")
    start_draft(one, workbench_with_sign_in.url, name="张三的妇女维权经费")
    sign_in(open_page(other, workbench_with_sign_in.url), "李四")
    expect(other.get_by_text("我的草稿（0）")).to_be_visible()
    open_page(other, one.url)
    expect(other.get_by_text("没有这份草稿")).to_be_visible()
    expect(other.get_by_text("张三的妇女维权经费")).to_have_count(0)
    open_page(one, one.url)
    wait_for_editor(one)


def test_nobody_gets_in_without_signing_in(page: Page, workbench_with_sign_in: Workbench) -> None:
    for path in ("", "/suggest", "/batch", "/library", "/prompts", "/settings"):
        open_page(page, workbench_with_sign_in.url + path)
        expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
        expect(page.get_by_role("navigation")).to_have_count(0)


def test_a_server_for_others_without_sign_in_serves_nobody(page: Page, make_workbench: MakeWorkbench, corpus_settings: Settings) -> None:
    open_page(page, make_workbench(corpus_settings, options=["--server.address", "0.0.0.0"]).url)
    expect(page.get_by_text("没有配置登录，别人会看到彼此的草稿")).to_be_visible()
    expect(page.get_by_role("button", name="起草", exact=True)).to_have_count(0)


def test_keys_stay_on_the_server(page: Page, workbench_with_model: Workbench) -> None:
    sent: list[str | bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: sent.append(frame))

    page.on("websocket", listen)
    open_page(page, f"{workbench_with_model.url}/settings")
    expect(page.get_by_text(MODEL).first).to_be_visible()
    assert sent
    assert not any(KEY.encode() in (frame if isinstance(frame, bytes) else frame.encode()) for frame in sent)
    assert KEY not in page.content()
