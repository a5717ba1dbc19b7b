"""Opening files: which reader takes which, going by what a file is and not by its ending, and what people are told where none can."""

from collections.abc import Callable
from pathlib import Path

from assistant.errors import InputError, UnsupportedFormatError
from assistant.reading.document import Block
from assistant.reading.formats.encoding import UNREADABLE, decode_text
from assistant.reading.formats.kinds import Kind, kind_of
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance, ReadingLimits
from assistant.reading.formats.text import read_csv, read_text

# Readers of formats are imported where a file needs them: most commands read but one kind.

_ENDINGS = {
    Kind.DOCX: (".docx", ".docm", ".dotx"),
    Kind.XLSX: (".xlsx", ".xlsm", ".xltx"),
    Kind.PDF: (".pdf",),
    Kind.OLD_TEXT: (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt"),
    Kind.OLD_SHEET: (".xls", ".xlt", ".et", ".ett", ".ods"),
    Kind.IMAGE: (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif"),
}
_KINDS_OF_ENDINGS = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}
ENDINGS = (*_KINDS_OF_ENDINGS, ".html", ".htm", ".mht", ".mhtml", ".txt", ".md", ".csv", ".tsv", ".json")
"""How the names of files end that may hold goal tables; what a file is, its content says."""
_SMALL_PAGE = 20_000
"""Bytes of a web page that is read right here: its parser takes the square of the attributes of an element, and cannot be broken off."""
_BROKEN = {
    Kind.DOCX: "「{name}」已损坏或不是 Word 文档，请用 Word 或 WPS 打开后另存为 .docx 再试。",
    Kind.XLSX: "「{name}」已损坏或不是 Excel 工作簿，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。",
    Kind.OLD_TEXT: "「{name}」已损坏或格式不明，请用 Word 或 WPS 打开后另存为 .docx 再试。",
    Kind.OLD_SHEET: "「{name}」已损坏或格式不明，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。",
    Kind.PDF: "「{name}」已损坏或不是 PDF 文件，请重新导出或重新下载后再试。",
}
"""What is said of a file whose contents are not what its ending says, and nothing else that is known."""
_REFUSED = {
    Kind.SLIDES: "暂不支持演示文稿「{name}」，请把其中的表复制到 Word 另存为 .docx 再试。",
    Kind.OFD: "暂不支持 OFD 文件「{name}」，请用阅读器把它转换成 .docx 或 PDF 再试。",
    Kind.ARCHIVE: "「{name}」是压缩包，请解压后指定其中的文件再试。",
    Kind.UNKNOWN: "不支持「{name}」这种文件，请另存为 .docx、.xlsx、.csv、.md 或 .txt 后重试。",
}


def read_bytes(path: Path, limits: ReadingLimits = DEFAULT_LIMITS) -> bytes:
    """The contents of a file.

    Raises:
        InputError: it is missing, a folder, no file at all, empty, too large or may not be opened.
    """
    try:
        if path.is_dir():
            raise InputError(f"「{path}」是一个文件夹，请指定其中的一个文件。")
        size = path.stat().st_size
        if path.exists() and not path.is_file():
            raise InputError(f"「{path}」不是普通文件，请指定一个文件。")
        if size > limits.file_bytes:
            raise InputError(
                f"「{path.name}」有 {size / 2**20:.0f} MB，超过 {limits.file_bytes / 2**20:.0f} MB 的上限，请拆分成较小的文件后重试，"
                "或调大 ASSISTANT_READ_MB。"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"找不到文件「{path}」，请检查路径和文件名。") from error
    except (OSError, ValueError) as error:
        raise InputError(f"打不开文件「{path}」，请检查路径和读取权限，或先关闭正在使用它的程序。") from error
    if not data.strip():
        raise InputError(f"「{path.name}」是空文件，请检查是否保存成功。")
    return data


def open_blocks(path: Path, allowance: Allowance) -> tuple[Block, ...]:
    """The blocks of a file, by what it is.

    Raises:
        UnsupportedFormatError: no reader takes this kind of file.
        InputError: the file cannot be read, or not within the limits.
    """
    blocks = _read(path, allowance)
    allowance.check_texts(blocks)
    return blocks


def _read(path: Path, allowance: Allowance) -> tuple[Block, ...]:
    data = read_bytes(path, allowance.limits)
    ending, name = path.suffix.lower(), allowance.name
    kind = kind_of(data, ending)
    if kind in (Kind.OLD_TEXT, Kind.OLD_SHEET):
        return _read_old(data, name, ending, kind, allowance)
    if kind in _READERS:
        return _READERS[kind](data, name, allowance)
    if kind == Kind.ENCRYPTED:
        raise InputError(f"「{name}」设有密码，请打开后取消密码另存再试。")
    if kind == Kind.UNKNOWN and (expected := _KINDS_OF_ENDINGS.get(ending)) in _BROKEN:
        raise UnsupportedFormatError(_BROKEN[expected].format(name=name))
    raise UnsupportedFormatError(_REFUSED[kind if kind in _REFUSED else Kind.UNKNOWN].format(name=name))


def _read_old(data: bytes, name: str, ending: str, kind: Kind, allowance: Allowance) -> tuple[Block, ...]:
    from assistant.reading.formats.legacy import modernise

    endings = _ENDINGS[kind]
    target = Kind.XLSX if kind == Kind.OLD_SHEET else Kind.DOCX
    modern = modernise(data, name, ending if ending in endings else endings[0], target.value, allowance)
    return _READERS[target](modern, name, allowance)


def _read_docx(data: bytes, name: str, allowance: Allowance) -> tuple[Block, ...]:
    from assistant.reading.formats.office.docx import read_docx

    return read_docx(data, name, allowance)


def _read_xlsx(data: bytes, name: str, allowance: Allowance) -> tuple[Block, ...]:
    from assistant.reading.formats.office.xlsx import read_xlsx

    return read_xlsx(data, name, allowance)


def _read_html(data: bytes, name: str, allowance: Allowance) -> tuple[Block, ...]:
    from assistant.reading.formats.html import read_html
    from assistant.reading.formats.isolation import read_apart

    return read_html(data, name, allowance) if len(data) < _SMALL_PAGE else read_apart("page", data, allowance)


def _read_mhtml(data: bytes, name: str, allowance: Allowance) -> tuple[Block, ...]:
    from assistant.reading.formats.isolation import read_apart
    from assistant.reading.formats.mhtml import read_mhtml

    return read_mhtml(data, name, allowance) if len(data) < _SMALL_PAGE else read_apart("pages", data, allowance)


def _read_csv(data: bytes, name: str, allowance: Allowance) -> tuple[Block, ...]:
    return read_csv(_decode(data, name, allowance), allowance)


def _read_text(data: bytes, name: str, allowance: Allowance) -> tuple[Block, ...]:
    return read_text(_decode(data, name, allowance), allowance)


def _read_pdf(data: bytes, name: str, allowance: Allowance) -> tuple[Block, ...]:
    from assistant.reading.formats.pages.pdf import read_pdf

    return read_pdf(data, name, allowance)


def _read_picture(data: bytes, name: str, allowance: Allowance) -> tuple[Block, ...]:
    from assistant.reading.formats.pages.ocr import read_picture

    return read_picture(data, name, allowance)


_READERS: dict[Kind, Callable[[bytes, str, Allowance], tuple[Block, ...]]] = {
    Kind.DOCX: _read_docx,
    Kind.XLSX: _read_xlsx,
    Kind.PDF: _read_pdf,
    Kind.IMAGE: _read_picture,
    Kind.HTML: _read_html,
    Kind.MHTML: _read_mhtml,
    Kind.CSV: _read_csv,
    Kind.TEXT: _read_text,
}


def _decode(data: bytes, name: str, allowance: Allowance) -> str:
    text = decode_text(data)
    if text is None:
        raise InputError(f"「{name}」不是文本文件，或编码无法识别，请用记事本打开后以 UTF-8 编码另存再试。")
    if not text.strip():
        raise InputError(f"「{name}」里没有任何文字，请检查是否保存成功。")
    if UNREADABLE in text:
        allowance.left_out.append(f"{text.count(UNREADABLE)} 处字节无法识别，以 {UNREADABLE} 代替")
    return allowance.take_text(text)
