"""Which tables of the library are looked at."""

from collections.abc import Mapping
from functools import partial
from typing import Any, cast, get_args

import streamlit as st

from assistant.exemplars import LibraryDescription, LibraryFilter
from assistant.exemplars.documents import Origin

ORIGINS: dict[Origin, str] = {"corpus": "程序自带", "own": "自行加入", "added": "用 index 命令加入"}
ALL = ""
"""What is chosen of a field that does not matter; None would let the browser clear the field, which says the same once more."""
_FIELDS = {"level2": "指标类别", "place": "地区", "year": "预算年度", "band": "预算规模", "origin": "来源", "source": "文件"}


def choices_in(whole: LibraryDescription) -> dict[str, list[Any]]:
    """What each field of a filter may be, as far as the library has such tables."""
    entries = whole.entries
    return {
        "level2": list(dict.fromkeys(class_.level2 for class_ in whole.classes)),
        "place": [place.label for place in whole.places],
        "year": sorted({entry.year for entry in entries if entry.year is not None}, reverse=True),
        "band": [band.label for band in whole.bands if band.count],
        "origin": [origin for origin in get_args(Origin) if any(entry.origin == origin for entry in entries)],
        "source": sorted({entry.source for entry in entries}),
    }


def title_of(field: str, value: Any) -> str:
    """What a value of a field is called where it is chosen."""
    if value == ALL:
        return "全部"
    return ORIGINS[cast(Origin, value)] if field == "origin" else f"{value}年" if field == "year" else str(value)


def filter_of(said: Mapping[str, Any]) -> LibraryFilter:
    """The filter that was chosen; a field that is missing or `ALL` does not matter."""
    values = {name: said.get(name, ALL) for name in _FIELDS}
    values = {name: None if value == ALL else value for name, value in values.items()}
    return LibraryFilter(**values, text=str(said.get("text") or ""))


def show_filters(whole: LibraryDescription) -> LibraryFilter:
    """The fields of a filter, which stay chosen for the whole session."""
    choices = choices_in(whole)
    first, second = st.columns([2, 1, 1, 1], vertical_alignment="bottom"), st.columns([1, 1, 2, 1], vertical_alignment="bottom")
    places = {"level2": first[1], "place": first[2], "year": first[3], "band": second[0], "origin": second[1], "source": second[2]}
    said: dict[str, Any] = {
        "text": first[0].text_input(
            "查找",
            key=_key("text"),
            placeholder="名称、单位、目标、指标里的字，用空格隔开",
            persist_state="session",
            on_change=_to_first_page,
        )
    }
    for name, title in _FIELDS.items():
        if st.session_state.get(_key(name)) not in (None, ALL, *choices[name]):
            st.session_state.pop(_key(name))  # it is no longer in the library
        said[name] = places[name].selectbox(
            title,
            [ALL, *choices[name]],
            key=_key(name),
            format_func=partial(title_of, name),
            persist_state="session",
            on_change=_to_first_page,
        )
    second[3].button("清除条件", key="library-clear", on_click=_clear, disabled=not any(said.values()), width="stretch")
    return filter_of(said)


def _key(name: str) -> str:
    return f"library-filter-{name}"


def _to_first_page() -> None:
    st.session_state.pop("library-page", None)


def _clear() -> None:
    for name in _FIELDS:
        st.session_state[_key(name)] = ALL
    st.session_state[_key("text")] = ""
    _to_first_page()
