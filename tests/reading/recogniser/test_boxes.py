"""Boxes to tick."""

import pytest

from assistant.reading.recogniser.boxes import ticked
from tests.reading.forms_of_text import read_form


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("☑新增项目 □延续项目", "新增项目"),
        ("新增项目□　延续项目☑", "延续项目"),
        ("■一次性 □经常性 ■其他", "一次性、其他"),
        ("□是 □否", ""),
        ("延续项目", None),
        ("√", None),
        ("见附件□", ""),
        ("□", None),
    ],
)
def test_only_what_is_ticked_is_said(text: str, said: str | None) -> None:
    assert ticked(text) == said


def test_a_choice_in_a_form() -> None:
    rows = "项目类型\t☑新增项目 □延续项目\n是否政府采购\t□是 □否\n三级指标\t指标值\n场次\t≥2场\n"
    table = read_form(rows)
    assert table.project_type == "新增项目"
    assert "是否政府采购：□是 □否" in table.unread
