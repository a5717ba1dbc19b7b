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


def test_a_time_set_by_a_season_stands_as_it_was_said(context: DraftContext) -> None:
    result = draft(ask("河道清淤疏浚", "4000000", "清淤河道15公里，汛期前完成"), context)
    dated = [row for row in result.table.indicators if row.value == "汛期前完成"]
    assert [(row.level2, row.origin) for row in dated] == [("时效指标", "input")]
    assert not [finding for finding in result.findings if "汛期" in finding.message]


def test_a_thing_is_not_priced_as_another(context: DraftContext) -> None:
    names = [row.level3 for row in draft(ask("学校课桌椅购置", "1000000", "购置课桌椅500套"), context).table.indicators]
    assert not [name for name in names if "软件" in name]


def test_parts_of_a_field_that_nobody_spoke_of_are_not_measured(context: DraftContext) -> None:
    for purpose, expected in (("城区道路清扫", False), ("86座公厕日常保洁", True)):
        names = [row.level3 for row in draft(ask("环卫保洁经费", "2200000", purpose), context).table.indicators]
        assert any("公厕" in name for name in names) is expected


def test_everybody_is_not_asked_beside_those_who_are_served(context: DraftContext) -> None:
    rows = draft(ask("学生营养改善计划资金", "9000000", "为农村义务教育学生提供营养膳食补助"), context).table.indicators
    asked = [row.level3 for row in rows if "满意度" in row.level3]
    assert len(asked) == 1
