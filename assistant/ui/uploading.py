"""Files that people drop in, as tables."""

import tempfile
from pathlib import Path

import streamlit as st

from assistant.goals import GoalTable
from assistant.reading import limits_of, read_tables, read_text_tables
from assistant.ui.session import open_desk

ENDINGS = [
    "docx",
    "xlsx",
    "pdf",
    "doc",
    "xls",
    "wps",
    "et",
    "html",
    "htm",
    "mht",
    "txt",
    "md",
    "csv",
    "json",
    "png",
    "jpg",
    "jpeg",
    "tif",
    "tiff",
]
"""What the chooser of files offers; what a file is, its content says."""


@st.cache_data(show_spinner="正在读取……", max_entries=20, scope="session")
def read_upload(file_id: str, name: str, _content: bytes) -> list[GoalTable]:
    """The tables of a file that was dropped in; `file_id` stands for its content.

    Raises:
        AssistantError: as for `read_tables`.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(_content)
        return read_tables(path, limits_of(open_desk().settings))


def read_pasted(text: str) -> list[GoalTable]:
    """The tables of a text that was pasted.

    Raises:
        NotAGoalTableError: there is none.
    """
    return read_text_tables(text, "粘贴的文字")
