from decimal import Decimal

import pytest

from assistant.drafting.plans.funding import read_funding


@pytest.mark.parametrize(
    ("sentence", "fiscal", "other"),
    [
        ("项目总投资350万元，其中财政资金300万元，自筹50万元。", 300, 50),
        ("资金来源：上级资金200万元、本级财政资金100万元。", 300, None),
        ("财政资金300万元（其中上级资金200万元，本级资金100万元），其他资金50万元。", 300, 50),
        ("经费由市级财政安排120万元，社会捐赠30万元。", 120, 30),
        ("中央补助资金1,200,000元，县级配套资金80万元。", 200, None),
    ],
)
def test_sources_of_the_money(sentence: str, fiscal: int, other: int | None) -> None:
    found = read_funding(["培训4期。", sentence], None)
    assert found
    funding, where = found
    assert (funding.fiscal_yuan, funding.other_yuan) == (Decimal(fiscal * 10000), Decimal(other * 10000) if other else None)
    assert where == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "财政资金按每人500元标准补助。",
        "申请财政资金支持。",
        "上年财政资金300万元已拨付。",
        "自筹50万元。",
        "财政资金800万元。",
    ],
)
def test_what_names_no_source_within_the_budget(sentence: str) -> None:
    assert read_funding([sentence], Decimal(3_500_000)) is None


def test_the_sentence_that_makes_up_the_whole_goes_first() -> None:
    whole = "其中上级资金200万元、本级资金150万元。"
    found = read_funding(["已列入财政预算资金100万元。", whole], Decimal(3_500_000))
    assert found
    assert found[1] == whole
