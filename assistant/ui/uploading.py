"""Files that people drop in, as tables."""

import streamlit as st

from assistant.goals import GoalTable
from assistant.reading import limits_of, read_tables, read_text_tables
from assistant.temporary import as_file
from assistant.ui.session import open_desk


@st.cache_data(show_spinner="正在读取……", max_entries=20, scope="session")
def read_upload(file_id: str, name: str, _content: bytes) -> list[GoalTable]:
    """The tables of a file that was dropped in; `file_id` stands for its content.

    Raises:
        AssistantError: as for `read_tables`.
    """
    with as_file(name, _content) as path:
        return read_tables(path, limits_of(open_desk().settings))


def read_pasted(text: str) -> list[GoalTable]:
    """The tables of a text that was pasted.

    Raises:
        NotAGoalTableError: there is none.
    """
    return read_text_tables(text, "粘贴的文字")
