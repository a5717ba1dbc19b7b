"""What people who tried it stumbled over."""

from assistant.drafting import DraftContext, draft
from assistant.goals import Framework
from tests.drafting.conftest import ask


def test_the_total_stands_beside_a_price_in_three_classes_too(context: DraftContext) -> None:
    purpose = "运维系统2套，全年巡检24次，故障2小时内响应，系统可用率不低于99.5%，运维费每套不超过20万元"
    table = draft(ask("不动产登记系统运维", "450000", purpose, framework=Framework.THREE_CLASS), context).table
    values = [row.value for row in table.indicators if row.level2 == "成本指标"]
    assert "≤45万元" in values
    assert any("20万元/套" in (value or "") for value in values)


def test_a_device_is_not_cut_at_a_word_of_more(context: DraftContext) -> None:
    table = draft(ask("医疗设备购置", "800000", "购置便携式彩超2台，单价25万元"), context).table
    assert any(("彩超" in row.level3 and row.value == "≥2台") or ("彩超" in row.level3 and row.value == "=2台") for row in table.indicators)
    assert not any("彩" in row.level3 and "彩超" not in row.level3 for row in table.indicators)


def test_numbers_of_persons_are_not_asked_for(context: DraftContext) -> None:
    questions = draft(ask("临时救助资金", "500000", "救助群众1500人次，电话13812345678，身份证110101199003074514"), context).to_confirm
    assert not any("13812345678" in question or "110101199003074514" in question for question in questions)
    assert any("请从表中删去" in question for question in questions)
