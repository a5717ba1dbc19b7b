"""Text in the encodings of Chinese offices, whole and with a few bytes damaged."""

import pytest

from assistant.reading.formats.encoding import decode_text

CHINESE = "项目名称水质监测绩效目标保障运行三级指标指标值监测次数不少于十二次"
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [CHINESE, f"{CHINESE}\n{CHINESE}，12次\n", "镕㐀𠮷：36.5万元\n" * 3])
def test_texts_come_back(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_few_damaged_bytes_do_not_take_the_rest_away(encoding: str) -> None:
    data = (CHINESE * 9).encode(encoding)
    for damaged in (data[:-1], data[:100] + b"\xd8\xff" + data[102:]):
        text = decode_text(damaged)
        assert text is not None
        assert CHINESE in text
        assert "\ufffd" in text or len(text) == len(CHINESE) * 9


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\xff" * 40, b"\x89PNG\r\n\x1a\n" + bytes(range(200)), b"\xff\xfe\x00\xd8" * 30])
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decode_text(data) is None


def test_single_zero_bytes_go() -> None:
    assert decode_text(b"a" * 2000 + b"\x00" + "甲".encode()) == "a" * 2000 + "甲"


def test_padding_with_zero_bytes_goes() -> None:
    assert decode_text("甲乙\n".encode() + bytes(3000)) == "甲乙\n"
