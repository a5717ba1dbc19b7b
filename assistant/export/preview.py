"""A written file as people see it on paper, for a page: read from the file itself, so that what is shown is what is handed in."""

from assistant.errors import UnsupportedFormatError
from assistant.export.preview_excel import excel_pages
from assistant.export.preview_page import Page, to_html
from assistant.export.preview_word import word_pages

_READERS = {".docx": word_pages, ".xlsx": excel_pages}


def preview_html(content: bytes, ending: str) -> str:
    """A Word or Excel file that this program wrote, as one piece of HTML.

    It holds paragraphs and tables with their merged cells, widths in proportion, and a new box where a page or sheet begins. Every text is
    escaped; there are no scripts, links, pictures or style sheets, and no colours but those of the page around it and a faint mark.

    Args:
        content: the bytes of the file.
        ending: `.docx` or `.xlsx`.

    Raises:
        UnsupportedFormatError: another ending.
    """
    reader = _READERS.get(ending.lower())
    if reader is None:
        raise UnsupportedFormatError(f"「{ending}」文件不能预览，请选择 {' 或 '.join(_READERS)}。")
    pages: list[Page] = reader(content)
    return to_html(pages)
