import pytest

from assistant.drafting.llm.bodies import names_body


@pytest.mark.parametrize(
    ("text", "own", "named"),
    [
        ("委托清华大学培训", "妇女培训", True),
        ("委托大学培训", "由本地大学承办", False),
        ("大学生就业率", "", False),
        ("加大学习宣传力度", "", False),
        ("持银行卡人数", "", False),
        ("知晓率", "", False),
        ("委托某公司", "由公司承办，医院协助", False),
        ("公司和医院", "由公司承办", True),
    ],
)
def test_bodies_that_nobody_spoke_of(text: str, own: str, named: bool) -> None:
    assert names_body(text, own) is named
