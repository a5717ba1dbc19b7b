"""Layout inside a text goes, wording stays; and no text is kept that is long enough to say something."""

import pytest

from assistant.reading import markup
from assistant.reading.markup import plain, plain_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("甲<br/>乙< BR >丙</p >丁", ["甲", "乙", "丙", "丁"]),
        ("<td colspan='2' >甲</td><strong>乙</strong>< / span>", ["甲乙"]),
        ("水质<3类，温度<b", ["水质<3类，温度<b"]),
        ("**目标**：做**好**", ["目标：做好"]),
        ("**5*3**，** 甲**", ["5*3，** 甲**"]),
        ("***甲***", ["*甲*"]),
        ("**甲\n乙**", ["**甲", "乙**"]),
        ("&lt;甲&gt;&nbsp;乙", ["<甲> 乙"]),
    ],
)
def test_layout_goes_and_wording_stays(text: str, lines: list[str]) -> None:
    assert plain_lines(text) == lines


def test_only_short_texts_are_remembered() -> None:
    markup._remembered.cache_clear()
    for number in range(50):
        assert plain(f"{number}" + "甲" * 100) == f"{number}" + "甲" * 100
    assert markup._remembered.cache_info().currsize == 0
    assert plain("指 标 值") == plain("指 标 值") == "指标值"
    assert (markup._remembered.cache_info().currsize, markup._remembered.cache_info().hits) == (1, 1)
