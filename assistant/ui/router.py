"""Which page is shown; and whether any is, before somebody has signed in."""

import logging
from pathlib import Path

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui import batch_page, drafting_page, library_page, prompts_page, settings_page, suggesting_page
from assistant.ui.chrome import dress_page
from assistant.ui.plain import plain
from assistant.ui.session import check_sharing, person, signing_in

_LOG = logging.getLogger(__name__)
_TITLE = "绩效目标起草助手"
_ICON = Path(__file__).with_name("icon.png")
"""A picture of our own: Streamlit would fetch one of its signs from the internet."""


def run() -> None:
    """Show the page that the address names."""
    st.set_page_config(page_title=_TITLE, page_icon=str(_ICON), layout="wide")
    dress_page()
    try:
        check_sharing()
    except AssistantError as error:
        st.error(plain(str(error)))
        return
    if signing_in() and not st.user.is_logged_in:
        _show_sign_in()
        return
    pages = [
        st.Page(drafting_page.show_page, title="起草", icon=":material/edit_note:", url_path="draft", default=True),
        st.Page(suggesting_page.show_page, title="补充指标", icon=":material/playlist_add_check:", url_path="suggest"),
        st.Page(batch_page.show_page, title="批量与评审", icon=":material/table_view:", url_path="batch"),
        st.Page(library_page.show_page, title="范例库", icon=":material/library_books:", url_path="library"),
        st.Page(prompts_page.show_page, title="提示词", icon=":material/chat:", url_path="prompts"),
        st.Page(settings_page.show_page, title="设置", icon=":material/settings:", url_path="settings"),
    ]
    page = st.navigation(pages, position="top")
    try:
        page.run()
    except AssistantError as error:
        st.error(plain(str(error)), icon=":material/error:")
    except Exception:
        _LOG.exception("the page %s failed", page.url_path or "draft")
        st.error("程序出错了，刚才的操作可能没有完成，已保存的内容不受影响；请刷新页面重试，仍不行请把服务日志交给维护人员。")
    if signing_in():
        _show_person()


def _show_sign_in() -> None:
    st.header(_TITLE, anchor=False)
    st.markdown("请先登录。登录后只能看到自己的草稿。")
    st.button("登录", type="primary", on_click=st.login)


def _show_person() -> None:
    with st.sidebar:
        st.caption(plain(f"已登录：{person().name}"))
        st.button("退出登录", on_click=st.logout)
