"""What people who tried it stumbled over."""

from dataclasses import replace

import pytest

from assistant.drafting import DraftContext, draft
from assistant.goals import Framework
from assistant.review import RULES
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


@pytest.mark.parametrize(
    ("name", "kind", "rows"),
    [
        ("城乡低保金", "social_assistance", {"发放人数", "资金足额发放率", "救助政策知晓率", "救助对象满意度"}),
        ("特困人员救助供养补助资金", "social_assistance", {"发放人数", "资金发放及时率"}),
        ("农村公路养护补助", "upkeep", {"养护里程", "设施完好率"}),
        ("养护工人补助", "subsidy", {"补助人数"}),
    ],
)
def test_money_that_is_given_has_rows_of_what_it_is_for(context: DraftContext, name: str, kind: str, rows: set[str]) -> None:
    result = draft(ask(name, "3000000"), context)
    assert result.project_types[0] == kind
    assert rows <= {row.level3 for row in result.table.indicators}


def test_every_type_has_a_quantity_though_no_number_was_understood(context: DraftContext) -> None:
    for kind in context.types:
        result = draft(replace(ask(f"{kind.name}经费", purpose="符合等保2级要求，做好128常态化工作"), project_type=kind.id), context)
        assert not [finding for finding in result.findings if finding.severity == "error"], kind.id
        open_ = [row for row in result.table.indicators if "待填写" in (row.value or "") and row.level2 == "数量指标"]
        assert all(row.status == "to_confirm" for row in open_)
        assert RULES["CLASS-01"].id not in {finding.rule for finding in result.findings}


def test_what_is_said_of_a_part_is_not_paid_for_all(context: DraftContext) -> None:
    result = draft(ask("残疾人康复服务", "1000000", "为560人提供康复服务，其中儿童康复45人，每人2万元"), context)
    assert ("儿童康复人均成本", "≤2万元/人") in {(row.level3, row.value) for row in result.table.indicators}
    assert not [finding for finding in result.findings if finding.rule == "MONEY-03"]
    assert "康复服务不少于560人，其中儿童康复不少于45人" in result.table.goals[0].text


@pytest.mark.parametrize(
    ("name", "purpose", "said"),
    [
        ("残疾人康复服务", "为560名残疾人提供康复服务", "通过为残疾人提供康复服务不少于560人"),
        ("食品安全监督抽检", "完成食品抽检2400批次", "完成食品抽检不少于2400批次"),
        ("冬小麦病虫害防治", "实施面积21万亩", "实施面积不少于21万亩"),
        ("全县工作部署会议", None, "参会人数不少于"),
    ],
)
def test_a_goal_has_one_verb_for_one_thing(context: DraftContext, name: str, purpose: str | None, said: str) -> None:
    goal = draft(ask(name, purpose=purpose), context).table.goals[0].text
    assert said in goal
    assert "完成为" not in goal
    assert "通过完成" not in goal


def test_who_will_benefit_is_not_invented(context: DraftContext) -> None:
    told = draft(ask("高标准农田建设", "30000000", "建设高标准农田1.5万亩"), context).table.indicators
    assert not [row for row in told if row.level3 == "受益农户数量"]
    spoken = draft(ask("高标准农田建设", "30000000", "建设高标准农田1.5万亩，惠及周边农户"), context).table.indicators
    assert {row.value for row in spoken if row.level3 == "受益农户数量"} <= {"≥（待填写）户"}


def test_no_price_of_any_thing_stands_beside_that_of_one(context: DraftContext) -> None:
    for purpose in ("购置彩超2台，每台不超过35万元", "购置彩超2台、呼吸机3台"):
        names = {row.level3 for row in draft(ask("医疗设备购置", "1500000", purpose), context).table.indicators}
        assert "设备购置单价" not in names


@pytest.mark.parametrize(
    ("name", "purpose", "foreign"),
    [
        ("农村寄宿学生生活补助", "为小学1640名、初中1300名家庭经济困难寄宿生发放生活补助", "慰问"),
        ("留守儿童关爱", "关爱农村留守儿童300名", "慰问"),
        ("机关物业管理费", "委托物业公司负责办公大楼保洁、安保、会务和设备维护", "会议"),
        ("公益性岗位补贴", "开发乡村公益性岗位，岗位人数200人", "岗位设置"),
        ("看守所给养费", "保障在押人员320人的伙食、被服和医疗", "重点工作任务"),
        ("网络安全等级保护测评", "对5个系统开展等级保护测评", "使用年限"),
        ("县道安防工程", "安装波形护栏12公里，标志牌240块", "系统"),
    ],
)
def test_no_row_comes_from_another_kind_of_project(context: DraftContext, name: str, purpose: str, foreign: str) -> None:
    table = draft(ask(name, "2000000", purpose), context).table
    assert not [row.level3 for row in table.indicators if foreign in row.level3]


def test_the_name_of_a_project_says_what_a_bare_number_is_of(context: DraftContext) -> None:
    purpose = "为小学1640名、初中1300名寄宿生发放生活补助，小学每人每年1000元，初中每人每年1250元"
    rows = {(row.level3, row.value) for row in draft(ask("农村寄宿学生生活补助", "3280000", purpose), context).table.indicators}
    assert {("小学生补助人数", "≥1640人"), ("初中生补助人数", "≥1300人"), ("小学生人均每年补助标准", "≤1000元/人·年")} <= rows
    names = {row.level3 for row in draft(ask("机关物业管理费", "1200000", "办公大楼保洁，面积1.2万平方米"), context).table.indicators}
    assert "机关物业管理面积" in names


def test_strangers_are_no_basis(context: DraftContext) -> None:
    assert draft(ask("高标准农田建设", "30000000", "新建高标准农田2万亩"), context).exemplars == ()
    own = draft(ask("妇女维权工作经费", "100000"), context)
    assert own.exemplars
    assert not [one.name for one in own.exemplars if one.name.startswith("]")]


def test_a_quantity_that_nobody_gave_stays_open_beside_one_that_was_given(context: DraftContext) -> None:
    table = draft(ask("村级动物防疫员补助", "1400000", "补助防疫员400人"), context).table
    values = {row.level3: (row.value, row.status) for row in table.indicators if row.level2 == "数量指标"}
    assert values.pop("补助防疫员人数") == ("≥400人", "confirmed")
    assert values
    assert {status for _, status in values.values()} == {"to_confirm"}
    assert all("（待填写）" in (value or "") for value, _ in values.values())
    assert not any(name.removesuffix("数量") in goal.text for name in values for goal in table.goals)


@pytest.mark.parametrize(
    ("budget", "purpose", "price"),
    [
        ("568000", "屋面防水2100平方米", "≤270元/平方米"),
        ("650000", "新建活动室800平方米，惠及群众3000人", "≤810元/平方米"),
        ("5200000", "新建活动室5000平方米，其中监理费20万元", "≤1000元/平方米"),
        ("568000", "屋面防水2100平方米，更换落水管340米", None),
        ("568000", "屋面防水2100平方米，外墙粉刷3000平方米", None),
    ],
)
def test_a_price_follows_from_the_budget_and_the_only_work(context: DraftContext, budget: str, purpose: str, price: str | None) -> None:
    rows = draft(ask("学校维修改造", budget, purpose), context).table.indicators
    assert next((row.value for row in rows if row.level3 == "单位面积造价"), None) == price


def test_those_who_come_to_events_are_no_work_of_their_own_but_other_people_are(context: DraftContext) -> None:
    for purpose, price in (("培训村干部400人，培训班8期", "≤500元/人"), ("培训村干部400人，宣传活动8场", None)):
        rows = draft(ask("村干部培训", "200000", purpose), context).table.indicators
        assert next((row.value for row in rows if row.level3 == "人均培训成本"), None) == price


@pytest.mark.parametrize(
    ("budget", "purpose", "doubted"),
    [
        ("120000000", "补贴32人，每人每月500元", True),
        ("1900000", "补贴32人，每人每月500元", False),
        ("120000000", "补贴32人，每人每月500元，采购设备20套", False),
        ("120000000", "补贴32人，每人每月500元，管理费20万元", False),
    ],
)
def test_a_budget_far_above_all_that_is_priced_is_asked_about(context: DraftContext, budget: str, purpose: str, doubted: bool) -> None:
    result = draft(ask("公益性岗位补贴", budget, purpose), context)
    asked = [question for question in result.to_confirm if "不到预算的十分之一" in question]
    assert ["合计约19.2万元" in question for question in asked] == [True] * doubted
    total = next(row for row in result.table.indicators if row.level3 == "总成本控制数")
    assert total.status == ("to_confirm" if doubted else "confirmed")


def test_people_in_need_are_named_with_what_is_done_for_them(context: DraftContext) -> None:
    cases = (
        ("计划生育特殊家庭扶助", "失独240人，每人每月590元", "失独扶助人数"),
        ("新生儿疾病筛查", "新生儿1800人", "新生儿疾病筛查人数"),
        ("百岁老人长寿津贴", "百岁老人16人", "百岁老人津贴发放人数"),
        ("独生子女父母奖励金", "3500人，每人每年120元", "独生子女父母奖励人数"),
        ("高龄津贴", "共500人，每人每月100元", "高龄津贴发放人数"),
    )
    for name, purpose, expected in cases:
        assert expected in {row.level3 for row in draft(ask(name, "1600000", purpose), context).table.indicators}
