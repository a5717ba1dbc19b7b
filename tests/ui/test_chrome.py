"""The words that replace Streamlit's are found in the Streamlit that is installed, so that none is there in vain."""

import re
from pathlib import Path

import streamlit
from streamlit.testing.v1 import AppTest

PUT_TOGETHER = ("Press ", "The page that you", "add icon")
"""How those begin that Streamlit puts together from parts; the browser tests meet them."""
UI = Path(__file__).parents[2] / "assistant" / "ui"


def test_the_page_is_dressed_once_for_all() -> None:
    page = AppTest.from_string("from assistant.ui.chrome import dress_page\ndress_page()").run()
    assert not page.exception


def test_every_word_is_one_that_streamlit_says() -> None:
    folder = Path(streamlit.__file__).parent
    said = "".join(path.read_text("utf-8") for path in (folder / "static" / "static" / "js").glob("*.js"))
    for file in ("elements/exception.py", "runtime/backend_operation_handler.py"):
        said += re.sub(r'"\n\s+"', "", (folder / file).read_text("utf-8"))
    script = (UI / "chrome.js").read_text("utf-8")
    words = re.findall(r"""(?:'([^'\n]+)'|"([^"\n]+)"):\s""", script[script.index("const WORDS") : script.index("const SIZE")])
    unknown = [word for pair in words if (word := "".join(pair)) not in said and not word.startswith(PUT_TOGETHER)]
    assert len(words) > 100
    assert "\n".join(unknown) == ""
