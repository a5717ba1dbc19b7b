"""Adding files: what was read of each, the chance to correct it, and the way into the library."""

import streamlit as st

from assistant.exemplars import Exemplar
from assistant.reading import ENDINGS
from assistant.ui.editor.reading import show_reading
from assistant.ui.goal_table import facts_of, show_content
from assistant.ui.library.correcting import show_correcting
from assistant.ui.library.filters import ORIGINS
from assistant.ui.library.pending import Pending, accept_waiting, let_go, take_in, waiting
from assistant.ui.origin import show_exemplar
from assistant.ui.plain import plain
from assistant.ui.session import open_desk

_TURN = "library-uploads"


def show_adding() -> None:
    """The uploader, and what waits."""
    st.caption("放入已有的绩效目标表，可以一次放入几个。先看看读得对不对，改正后再加入；没有加入之前什么也不保存。")
    turn = int(st.session_state.get(_TURN, 0))
    files = st.file_uploader(
        "放入文件",
        type=ENDINGS,
        accept_multiple_files=True,
        key=f"library-files-{turn}",
        max_upload_size=open_desk().settings.read_mb,
        label_visibility="collapsed",
    )
    if files:
        with st.spinner("正在读取……"):
            for file in files:
                take_in(file.name, file.getvalue())
        st.session_state[_TURN] = turn + 1  # a new uploader: what was read need not be kept as a file
        st.rerun()
    found = waiting()
    if len(found) > 1:
        st.button(
            f"全部加入范例库（{len(found)} 个文件）",
            key="library-accept-all",
            type="primary",
            on_click=accept_waiting,
            args=([*found],),
            disabled=any(entry.correcting is not None or not entry.wanted for entry in found.values()),
        )
    for number, entry in found.items():
        _show(number, entry)


def _show(number: int, entry: Pending) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(entry.name)}**　:gray[{'改正已加入的范例' if entry.again else '还没有加入'}]")
        if entry.refused:
            st.error(plain(entry.refused), icon=":material/lock:")
        if not entry.again:
            _show_name(number, entry)
        place = _choose_table(number, entry)
        if entry.correcting == place:
            show_correcting(number, entry, place)
        else:
            _show_table(number, entry, place)
        with st.container(horizontal=True):
            blocked = entry.correcting is not None or not entry.wanted
            label = "保存到范例库" if entry.again else "加入范例库"
            st.button(label, key=f"library-accept-{number}", type="primary", disabled=blocked, on_click=accept_waiting, args=([number],))
            st.button("不改了" if entry.again else "不加入", key=f"library-drop-{number}", on_click=let_go, args=(number,))
        if entry.complaint:
            st.error(plain(entry.complaint), icon=":material/error:")
        if entry.correcting is not None:
            st.caption("先保存或放弃上面的改动，再加入。")


def _show_name(number: int, entry: Pending) -> None:
    """The name, and whether it takes the place of an earlier one."""
    index = open_desk().context().index
    key = f"library-name-{number}"
    st.text_input("在范例库里的名称", entry.name, key=key, on_change=_rename, args=(entry, key))
    if all(exemplar.source != entry.name for exemplar in index.exemplars):
        return
    origin = index.origin_of(entry.name)
    if origin != "own":
        told = f"范例库里已有「{entry.name}」（{ORIGINS[origin]}），不能替换，请在上面改一个名称。"
        st.warning(plain(told), icon=":material/warning:")
        return
    st.warning(plain(f"范例库里已有「{entry.name}」。可以替换原来的，或在上面改一个名称。"), icon=":material/warning:")
    entry.replace = st.checkbox("替换原来的", entry.replace, key=f"library-replace-{number}")


def _rename(entry: Pending, key: str) -> None:
    entry.name = str(st.session_state[key]).strip()
    entry.replace, entry.complaint = False, None


def _choose_table(number: int, entry: Pending) -> int:
    """Which of the tables is shown."""
    if len(entry.tables) == 1:
        return 0
    names = [f"{place}　{table.name}" for place, table in enumerate(entry.tables, 1)]
    places = range(len(names))
    return st.selectbox(f"文件里有 {len(names)} 张表", places, format_func=names.__getitem__, key=f"library-table-{number}")


def _show_table(number: int, entry: Pending, place: int) -> None:
    table = entry.tables[place]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(table.name)}**  \n:small[:gray[{plain(facts_of(table))}]]", width="stretch")
        if len(entry.tables) > 1:
            wanted = st.checkbox("加入这张表", place not in entry.left_out, key=f"library-want-{number}-{place}")
            (entry.left_out.discard if wanted else entry.left_out.add)(place)
        st.button(
            "改正",
            key=f"library-correct-{number}-{place}",
            icon=":material/edit:",
            on_click=_start_correcting,
            args=(entry, place),
            disabled=entry.correcting is not None,
        )
    for at, copy in enumerate(entry.copies_of(place)):
        _show_copy(copy, f"{number}-{place}-{at}")
    if table.purpose:
        st.markdown(f"资金用途：{plain(table.purpose)}")
    show_content(table)
    show_reading(table)


def _show_copy(copy: Exemplar, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(plain(f"范例库里已有这张表：{copy.table.name}（{copy.source}）。再加入会重复计数。"), icon=":material/content_copy:")
        if st.button("查看", key=f"library-copy-{key}"):
            show_exemplar(copy, None)


def _start_correcting(entry: Pending, place: int) -> None:
    entry.correcting = place
