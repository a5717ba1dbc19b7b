"""Who sits at the page, and what the server's pages share."""

import ipaddress

import streamlit as st

from assistant.batch.drafts import packing, running
from assistant.errors import ConfigError
from assistant.settings import load_settings
from assistant.workspace.desk import Desk, DeskWork
from assistant.workspace.drafts import LOCAL, Drafts, Person
from assistant.workspace.refusals import Refusals


@st.cache_resource(show_spinner="正在启动……", on_release=Desk.close)
def open_desk() -> Desk:
    """The desk of this server, opened once."""
    works: dict[str, DeskWork] = {running.KIND: running.run, packing.KIND: packing.run}
    desk = Desk(load_settings(), works, long=[running.KIND])
    desk.warm()
    packing.tidy(desk.settings)
    return desk


def signing_in() -> bool:
    """Whether people sign in here."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def person() -> Person:
    """Who sits at the page. Drafts belong to the subject that the provider vouches for, since names and addresses change hands."""
    if not signing_in():
        return LOCAL
    user = st.user
    return Person(f"{user.get('iss', '')}#{user.get('sub', '')}"[:255], str(user.get("name") or user.get("email") or "已登录用户")[:100])


def my_drafts() -> Drafts:
    """The drafts of whoever sits at the page."""
    return open_desk().drafts(person())


def my_refusals() -> Refusals:
    """The edits of whoever sits at the page that somebody else was faster than."""
    return Refusals(open_desk().database, my_drafts())


def check_sharing() -> None:
    """Refuse to serve others where nobody signs in: they would all see the drafts of each other.

    Raises:
        ConfigError: the server listens to more than this machine, and no sign-in is configured.
    """
    if signing_in() or _is_local(st.get_option("server.address")):
        return
    raise ConfigError(
        "服务地址不只是本机，而没有配置登录，别人会看到彼此的草稿；请去掉 --server.address，或按 docs/workbench.zh-CN.md 配置登录后再共享。"
    )


def _is_local(address: str | None) -> bool:
    if not address:  # Streamlit then listens to everybody
        return False
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
