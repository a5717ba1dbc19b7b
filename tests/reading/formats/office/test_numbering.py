"""Lists of Word: levels that are shared, overridden, and more than there can be."""

import tracemalloc

import pytest

from assistant.errors import InputError
from assistant.reading.document import Paragraph
from assistant.reading.formats.office.docx import read_docx
from tests.reading.formats.office.patience import Patience
from tests.reading.packages import W, docx_of, paragraph


def level(depth: int, text: str) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'


def lists(levels: str, numbers: str) -> str:
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}</w:numbering>'


def number(id_: int, override: str = "") -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="0"/>{override}</w:num>'


def item(id_: int, depth: int = 0) -> str:
    return paragraph("事", f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{id_}"/></w:numPr></w:pPr>')


def test_a_list_may_begin_elsewhere_without_moving_the_others() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = lists(level(0, "%1、") + level(9, "%10、"), number(1, override) + number(2))
    blocks = read_docx(docx_of(item(1) + item(2) + item(1) + item(2, 9), numbering=numbering), "表.docx")
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["5、事", "1、事", "6、事", "事"]


def test_levels_and_lists_without_end_take_no_memory() -> None:
    numbering = lists("".join(level(depth, "1") for depth in range(2000)), "".join(map(number, range(2000))))
    data = docx_of("<w:p/>", numbering=numbering)
    tracemalloc.start()
    try:
        read_docx(data, "表.docx")
        assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "numbering", [lists(level(0, "1") * 3000, number(1)), lists(level(0, "1"), number(1) * 3000)], ids=["levels", "lists"]
)
def test_the_clock_is_looked_at_for_levels_and_lists_that_stand_without_end(numbering: str) -> None:
    with pytest.raises(InputError, match="ASSISTANT_READ_SECONDS"):
        read_docx(docx_of("<w:p/>", numbering=numbering), "表.docx", Patience(2000, "表.docx"))
