"""Opening files: which reader takes which format, and what a person is told about a file that none can read."""

from pathlib import Path

from assistant.errors import InputError, UnsupportedFormatError
from assistant.reading.document import Block
from assistant.reading.encoding import decode_text
from assistant.reading.text import read_csv, read_text

LARGEST_FILE = 30 * 2**20
"""Bytes. The longest published volumes of goal tables stay below a few megabytes."""


def read_bytes(path: Path) -> bytes:
    """The contents of a file.

    Raises:
        InputError: it is missing, a folder, empty, too large or may not be opened.
    """
    try:
        if path.is_dir():
            raise InputError(f"「{path}」是一个文件夹，请指定其中的一个文件。")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise InputError(f"「{path.name}」有 {size / 2**20:.0f} MB，超过 {LARGEST_FILE // 2**20} MB 的上限，请拆分成较小的文件后重试。")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"找不到文件「{path}」，请检查路径和文件名。") from error
    except (OSError, ValueError) as error:
        raise InputError(f"打不开文件「{path}」，请检查路径和读取权限，或先关闭正在使用它的程序。") from error
    if not data.strip():
        raise InputError(f"「{path.name}」是空文件，请检查是否保存成功。")
    return data


def open_blocks(path: Path) -> tuple[Block, ...]:
    """The blocks of a file, by its format.

    Raises:
        UnsupportedFormatError: no reader takes this kind of file.
        InputError: the file cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix in _WAYS_OUT:
        read_bytes(path)
        raise UnsupportedFormatError(f"暂不支持 {suffix} 文件「{path.name}」，{_WAYS_OUT[suffix]}")
    data = read_bytes(path)
    if suffix == ".docx":
        from assistant.reading.docx import read_docx

        return read_docx(data, path.name)
    if suffix in (".xlsx", ".xlsm"):
        from assistant.reading.xlsx import read_xlsx

        return read_xlsx(data, path.name)
    if suffix in (".csv", ".tsv"):
        return read_csv(_decode(data, path))
    if suffix in (".txt", ".md", ".markdown", ".text", ""):
        return read_text(_decode(data, path))
    raise UnsupportedFormatError(f"不支持「{path.name}」这种文件，请另存为 .docx、.xlsx、.csv、.md 或 .txt 后重试。")


_WAYS_OUT = {
    ".doc": "请用 Word 或 WPS 打开后另存为 .docx 再试。",
    ".wps": "请用 WPS 打开后另存为 .docx 再试。",
    ".rtf": "请用 Word 或 WPS 打开后另存为 .docx 再试。",
    ".xls": "请用 Excel 或 WPS 打开后另存为 .xlsx 再试。",
    ".et": "请用 WPS 打开后另存为 .xlsx 再试。",
    ".pdf": "请用 WPS 等软件把它转换成 .docx 或 .xlsx 再试。",
    ".html": "请在浏览器中全选复制到 Word，另存为 .docx 再试。",
    ".htm": "请在浏览器中全选复制到 Word，另存为 .docx 再试。",
    ".ofd": "请用阅读器把它转换成 .docx 再试。",
}


def _decode(data: bytes, path: Path) -> str:
    text = decode_text(data)
    if text is None:
        raise InputError(f"「{path.name}」不是文本文件，或编码无法识别，请用记事本打开后以 UTF-8 编码另存再试。")
    if not text.strip():
        raise InputError(f"「{path.name}」里没有任何文字，请检查是否保存成功。")
    return text
