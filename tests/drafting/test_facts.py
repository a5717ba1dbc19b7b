"""Facts read from a purpose: one line each, written by hand from what a careful reader takes from the sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.facts import Fact, find_facts
from assistant.goals import format_target


def said(fact: Fact) -> str:
    return f"{fact.name} {format_target(fact.target)}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "开展维权宣传活动12场，培训妇女干部200人，提供法律咨询500人次",
            ["维权宣传活动场次 ≥12场", "培训妇女干部人数 ≥200人", "法律咨询人次 ≥500人次"],
        ),
        ("举办12场维权宣传活动，培训200名妇女干部", ["维权宣传活动场次 ≥12场", "培训妇女干部人数 ≥200人"]),
        (
            "为500人次提供法律咨询服务，印制宣传手册5000份、海报200张",
            ["法律咨询服务人次 ≥500人次", "印制宣传手册份数 ≥5000份", "海报数量 ≥200张"],
        ),
        ("慰问困难家庭100户，每户1000元", ["慰问困难家庭户数 ≥100户", "户均慰问标准 ≤1000元/户"]),
        ("修缮校舍3200平方米，新建停车位200个", ["修缮校舍面积 ≥3200平方米", "新建停车位数量 ≥200个"]),
        ("采购电脑50台，每台不超过5000元", ["采购电脑数量 =50台", "单台成本 ≤5000元/台"]),
        ("聘用编外人员3名，人均成本1.3万元", ["聘用编外人员人数 =3人", "人均成本 ≤13000元/人"]),
        ("培训3期，每期50人，共150人次，培训合格率95%以上", ["培训期数 ≥3期", "培训人次 ≥150人次", "培训合格率 ≥95%"]),
        ("改造农村公路12.5公里，惠及群众1.2万人", ["改造农村公路里程 ≥12.5公里", "惠及群众人数 ≥1.2万人"]),
        ("发放耕地地力保护补贴35万亩，每亩补贴82元", ["发放耕地地力保护补贴面积 ≥35万亩", "亩均补贴标准 ≤82元/亩"]),
        ("拟开展和谐家庭创建活动5场，对口帮扶贫困户30户", ["和谐家庭创建活动场次 ≥5场", "对口帮扶贫困户户数 ≥30户"]),
        (
            "全年计划开展普法讲座10场、参与2000人次以上；发放宣传资料1万份",
            ["普法讲座场次 ≥10场", "参与人次 ≥2000人次", "发放宣传资料份数 ≥1万份"],
        ),
        ("对200名困境儿童开展心理辅导", ["困境儿童心理辅导人数 ≥200人"]),
        ("抽检样品3000批次，不合格产品处置率100%", ["抽检样品批次 ≥3000批次", "不合格产品处置率 =100%"]),
        ("维护路灯1500盏，故障修复时间不超过24小时", ["维护路灯数量 ≥1500盏", "故障修复时间 ≤24小时"]),
        ("举办三期培训班，每期5天，培训村干部三百人", ["培训班期数 ≥3期", "培训村干部人数 ≥300人"]),
        ("资助困难学生1,200名，补助标准为每人每年2000元", ["资助困难学生人数 ≥1200人", "人均补助标准 ≤2000元/人"]),
        ("服务群众不少于２０００人次", ["服务群众人次 ≥2000人次"]),
        ("6月底前完成竣工验收", ["验收完成时间 6月底前"]),
        ("其中宣传资料印制3万元", ["宣传资料印制成本 ≤30000元"]),
        ("用于评选“三八”先进个人、集体，开展慰问活动等", []),
        ("第十六次妇女代表大会，落实“十四五”规划和2021-2030年纲要", []),
        ("项目总预算20万元", []),
    ],
)
def test_a_careful_reader_agrees(text: str, expected: list[str]) -> None:
    assert [said(fact) for fact in find_facts(text)] == expected


OBJECTS = st.sampled_from(
    ["法治宣传", "农田水利设施", "社区老年人", "困难职工", "和谐家庭创建活动", "对口支援学校", "约谈企业", "共享单车停放点"]
)
VERBS = st.sampled_from(["开展", "举办", "组织", "计划开展", "全年完成", "拟组织", ""])
UNITS = st.sampled_from(["场", "次", "期", "人次", "户", "份", "个", "平方米", "公里", "批次"])


@given(VERBS, OBJECTS, st.integers(1, 99_999), UNITS, st.sampled_from(["", "以上"]), st.sampled_from(["", "不少于"]))
def test_every_plain_count_is_read_exactly(verb: str, thing: str, number: int, unit: str, tail: str, operator: str) -> None:
    facts = find_facts(f"{verb}{thing}{operator}{number}{unit}{tail}。")
    assert [(fact.kind, fact.target.number, fact.target.unit, fact.target.operator) for fact in facts] == [
        ("count", str(number), unit, "≥")
    ]
    assert facts[0].name.startswith(thing[:3])


@given(st.text(max_size=200))
def test_any_text_is_borne(text: str) -> None:
    for fact in find_facts(text):
        assert fact.name
        assert format_target(fact.target)
