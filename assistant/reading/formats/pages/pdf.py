"""PDF files: pages to the neutral document, scanned pages by recognition where it is installed."""

import unicodedata
from dataclasses import replace

import pypdfium2
from pypdfium2 import raw

from assistant.errors import InputError
from assistant.goals.secrecy import is_classified
from assistant.reading.document import Block
from assistant.reading.formats.isolation import read_apart
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.pages import ocr
from assistant.reading.formats.pages.joining import read_pages
from assistant.reading.formats.pages.pdf_content import read_page
from assistant.reading.formats.pages.printed import Page

_SIGNATURE = b"%PDF-"
_SIGNED_WITHIN = 1024
_STRANGE = 0.5
"""Share of characters without meaning from which a page says nothing."""
_LONGEST_QUOTE = 40


def read_pdf(data: bytes, name: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The blocks of a PDF, read in a process of its own.

    Raises:
        InputError: it is encrypted, damaged, too long, too complex, scanned while recognition is not installed, or no PDF at all.
    """
    if _SIGNATURE not in data[:_SIGNED_WITHIN]:
        raise InputError(f"「{name}」不是 PDF 文件，请核对文件的实际格式后再试。")
    return read_apart("pdf", data, allowance or Allowance(DEFAULT_LIMITS, name))


def read_here(data: bytes, name: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The same in this process: memory is not bounded, and a crash of PDFium is a crash of the program.

    Raises:
        InputError: as `read_pdf`.
    """
    allowance = allowance or Allowance(DEFAULT_LIMITS, name)
    document = _open(data, name)
    try:
        pages = _pages(document, allowance)
    finally:
        document.close()
    for text in dict.fromkeys(page.slanting for page in pages if page.slanting and not is_classified(page.slanting)):
        allowance.left_out.append(f"斜排的水印「{text[:_LONGEST_QUOTE]}」未读取")
    return read_pages(pages, allowance)


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise InputError(f"「{name}」设有打开密码，请取消密码后再试。") from error
        raise InputError(f"「{name}」已损坏或不是 PDF 文件，请重新导出或重新下载后再试。") from error
    if not len(document):
        document.close()
        raise InputError(f"「{name}」里没有任何页面，请重新导出后再试。")
    return document


def _pages(document: pypdfium2.PdfDocument, allowance: Allowance) -> list[Page]:
    """The pages with their text, or with what recognition sees where they have none."""
    allowance.take_pages(len(document))
    read = [_read(document, index, allowance) for index in range(len(document))]
    pages = [page for page in read if page is not None]
    scans = [page.number for page in pages if not _speaks(page) and (page.pictures or page.glyphs)]
    if scans and ocr.is_installed():
        recognised = {number: ocr.read_scan(document[number - 1], number, allowance) for number in scans}
        pages = [recognised.get(page.number, page) for page in pages]
    elif scans and not any(_speaks(page) and page.glyphs for page in pages):
        raise InputError(
            f"「{allowance.name}」是扫描件，没有可读的文字，请在程序目录运行 make ocr 后重试，或改用有文字的 .pdf、.docx 或 .xlsx 文件。"
        )
    elif scans:
        allowance.left_out.append(f"第{'、'.join(map(str, scans))}页是图片，没有识别其中的文字")
        pages = [replace(page, glyphs=()) if page.number in scans else page for page in pages]
    if not any(page.glyphs for page in pages):
        raise InputError(f"「{allowance.name}」里没有任何可读的文字，请检查内容，或重新导出后再试。")
    return pages


def _read(document: pypdfium2.PdfDocument, index: int, allowance: Allowance) -> Page | None:
    try:
        page = read_page(document, index, allowance)
    except pypdfium2.PdfiumError:
        allowance.left_out.append(f"第{index + 1}页已损坏，未读取")
        return None
    allowance.take_text("".join(glyph.text for glyph in page.glyphs))
    return page


def _speaks(page: Page) -> bool:
    """Whether a page has text that means something: some fonts do not tell what they show."""
    chars = [glyph.text for glyph in page.glyphs if not glyph.text.isspace()]
    strange = sum(char == "\ufffd" or unicodedata.category(char[0]) in ("Co", "Cn") for char in chars)
    return strange < _STRANGE * len(chars)
