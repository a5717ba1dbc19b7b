"""Pages saved in one file: the sheets of a workbook, how parts are wrapped, and parts without end."""

from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.reading import read_tables
from assistant.reading.document import Grid, Paragraph
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance, ReadingLimits
from assistant.reading.formats.mhtml import read_mhtml
from tests.reading.samples import workbook_in_one_file

HEAD = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
PAGE = "<html><table><tr><td>甲</td><td>乙</td></tr></table></html>"


def part(content: bytes, kind: str = "text/html", **head: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in {"Content_Type": kind, **head}.items())
    return f"--x\r\n{lines}\r\n".encode() + content + b"\r\n"


def shown(*parts: bytes, allowance: Allowance | None = None) -> list[str | list[list[str]]]:
    blocks = read_mhtml(HEAD + b"".join(parts) + b"--x--\r\n", "页.mht", allowance)
    return [block.text if isinstance(block, Paragraph) else [[cell.text for cell in row.cells] for row in block.rows] for block in blocks]


@pytest.mark.parametrize("ending", [".mht", ".xls"])
def test_all_sheets_of_a_workbook_are_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"表{ending}"
    path.write_bytes(workbook_in_one_file())
    assert [table.name for table in read_tables(path)] == ["甲项目", "乙项目"]


def test_frames_and_lists_of_sheets_are_no_pages() -> None:
    texts = [text for block in read_mhtml(workbook_in_one_file(), "表.mht") if isinstance(block, Paragraph) for text in [block.text]]
    assert not any("框架" in text or "月" in text for text in texts)


def test_tables_are_counted_through_all_pages() -> None:
    blocks = read_mhtml(HEAD + part(PAGE.encode()) * 2 + b"--x--", "页.mht")
    assert [row.place for block in blocks if isinstance(block, Grid) for row in block.rows] == ["表1 第1行", "表2 第1行"]


@pytest.mark.parametrize(
    ("way", "content"),
    [
        ("8bit", PAGE.encode("gb18030")),
        ("quoted-printable", b"<table><tr><td>=BC=D7<td=\r\n>=D2=D2</table>"),
        ("base64", b"PHRhYmxlPjx0cj48\r\ndGQ+vNc8dGQ+0tI8L3RhYmxlPg=="),
        ("base64", b"PHRhYmxlPjx0cj48dGQ+vNc8dGQ+0tI8L3RhYmxlPg"),
    ],
)
def test_wrapped_pages(way: str, content: bytes) -> None:
    assert shown(part(content, 'text/html; charset="gb2312"', Content_Transfer_Encoding=way)) == [[["甲", "乙"]]]


def test_the_encoding_a_page_was_sent_with_counts_where_it_names_none() -> None:
    assert shown(part("<table><tr><td>繁體<td>乙</table>".encode("big5"), "text/html; charset=big5")) == [[["繁體", "乙"]]]


def test_parts_in_parts_are_found() -> None:
    inner = b"--y\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode() + b"\r\n--y--\r\n"
    assert shown(part(inner, "multipart/alternative; boundary=y"), part(b"a", "text/css")) == [[["甲", "乙"]]]


def test_hidden_sheets_are_left_out_and_said() -> None:
    allowance = Allowance(DEFAULT_LIMITS, "表.mht")
    hidden = "<html><head><!--[if gte mso 9]><xml><x:Visible>SheetHidden</x:Visible></xml><![endif]--></head><p>暗</p></html>"
    assert shown(part(hidden.encode()), part(PAGE.encode()), allowance=allowance) == [[["甲", "乙"]]]
    assert allowance.left_out == ["1 个隐藏的工作表，未读取"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MIME-Version: 1.0\r\n\r\nx", "没有网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html" + b" " * 10**6, "没有网页"),
        (HEAD + part(b"<frameset><frame src=a></frameset>"), "没有网页"),
        (HEAD + b"--x\r\n\r\n" * 200_000, "过多"),
        (HEAD.replace(b'"x"', b'"-"') + b"---\r\n" * 200_000, "过多"),
    ],
    ids=["text", "head without end", "frame only", "parts without end", "mark of one dash"],
)
def test_what_holds_no_page_or_too_many_is_told(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=f"^「页.mht」[^。]*{words}[^。]*。$"):
        read_mhtml(data, "页.mht", Allowance(ReadingLimits(), "页.mht"))
