"""What becomes of single rows of a model, seen through whole drafts and through the settling itself."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting import DraftContext
from assistant.drafting.composing import Composition, compose
from assistant.drafting.ground import Ground, lay_ground
from assistant.drafting.llm.answer import BadRow, ModelRow, read_row
from assistant.drafting.llm.completing import complete
from assistant.drafting.llm.grounding import Grounding, Settled, is_own
from assistant.drafting.llm.material import Material, Offering, gather
from assistant.goals import Framework
from assistant.goals.taxonomy import level2_names
from assistant.review import hard_faults
from tests.drafting.llm.conftest import REQUEST


class Case(tuple[Ground, Composition, Material, Grounding]):
    """What one request rests on."""

    def __repr__(self) -> str:
        return "case"


@pytest.fixture(scope="module")
def case(context: DraftContext) -> Case:
    ground = lay_ground(REQUEST, context)
    composed = compose(ground)
    material = gather(ground, composed, Offering())
    return Case((ground, composed, material, Grounding(ground, composed, material)))


def settle(case: Case, level2: str, name: str, value: str, *evidence: str) -> Settled | BadRow:
    row = read_row({"level2": level2, "name": name, "value": value, "evidence": list(evidence)})
    assert isinstance(row, ModelRow)
    return case[3].settle(row)


def stands(case: Case, level2: str, name: str, value: str, *evidence: str) -> Settled:
    settled = settle(case, level2, name, value, *evidence)
    assert isinstance(settled, Settled), settled
    return settled


def test_number_of_the_request_is_the_persons(case: Case) -> None:
    row = stands(case, "数量指标", "法律咨询服务人次", "≥500人次")
    assert (row.entry.indicator.origin, row.entry.indicator.status, row.kept) == ("input", "confirmed", True)


@pytest.mark.parametrize(("name", "value"), [("培训妇女干部人数", "≥300人"), ("维权宣传活动场次", "≥20场")])
def test_number_that_contradicts_the_request_gives_way(case: Case, name: str, value: str) -> None:
    row = stands(case, "数量指标", name, value)
    assert row.entry.indicator.value in ("≥200人", "≥12场")
    assert not row.kept


@pytest.mark.parametrize("value", ["≤20万元", "≤30万元", "200000元", "≤200元"])
def test_total_cost_is_the_budget(case: Case, value: str) -> None:
    assert stands(case, "经济成本指标", "项目总成本", value).entry.indicator.value == "≤20万元"


def test_cited_value_has_its_source(case: Case) -> None:
    offer = next(offer for offer in case[2].offers.values() if offer.fitted and offer.indicator.origin == "library")
    row = stands(case, offer.level2, offer.indicator.level3, offer.indicator.value or "", offer.handle)
    assert (row.entry.indicator.origin, row.entry.indicator.evidence) == ("library", offer.evidence)


def test_invented_source_is_no_source(case: Case) -> None:
    row = stands(case, "质量指标", "档案资料归档率", "≥97%", "e9.9", "财行〔2020〕1号")
    assert (row.entry.indicator.origin, row.entry.indicator.evidence, row.entry.indicator.status) == ("model", (), "to_confirm")


def test_number_nobody_gave_is_asked_about(case: Case) -> None:
    row = stands(case, "质量指标", "档案资料归档率", "≥97%")
    assert row.entry.question is not None
    assert "≥97%" in row.entry.question


@pytest.mark.parametrize(
    ("level2", "name", "value", "reason"),
    [
        ("质量指标", "档案资料归档率", "Yes", "不可衡量"),
        ("数量指标", "印制手册5000册", "≥5000册", "有数字"),
        ("时效指标", "工作完成时限", "2023年12月底前", "不在预算年度"),
        ("经济成本指标", "宣传费", "≤3万元", "没有依据"),
        ("数量指标", "志愿者队伍建设情况", "良好", "没有数字"),
        ("数量指标", "座谈会场次", "≥30场", "重复或矛盾"),
    ],
)
def test_rows_that_cannot_stand(case: Case, level2: str, name: str, value: str, reason: str) -> None:
    result = settle(case, level2, name, value)
    assert isinstance(result, BadRow)
    assert reason in result.reason


def test_names_of_other_units_are_caught(context: DraftContext) -> None:
    ground = lay_ground(replace(REQUEST, unit="昆明市妇女联合会"), context)
    composed = compose(ground)
    grounding = Grounding(ground, composed, gather(ground, composed, Offering()))
    result = grounding.settle(ModelRow(level2="质量指标", name="东莞市维权案件办结率", value="≥95%"))
    assert isinstance(result, BadRow)
    assert "「东莞市" in result.reason


def test_citing_a_row_does_not_make_another_of_it(case: Case) -> None:
    facts = [offer for offer in case[2].offers.values() if offer.indicator.origin == "input"]
    for offer in facts:
        result = settle(case, "社会效益指标", "带动就业规模", offer.indicator.value or "", offer.handle)
        assert isinstance(result, BadRow) or (result.entry.indicator.origin, result.entry.indicator.evidence) == ("model", ())


@pytest.mark.parametrize(("name", "value"), [("服务差错率", "≤2%"), ("案件办结不及时率", "≤3%")])
def test_a_number_is_not_put_under_a_name_that_means_the_opposite(case: Case, name: str, value: str) -> None:
    cited = next(offer.handle for offer in case[2].offers.values() if offer.indicator.level3 == "案件办结率")
    row = stands(case, "质量指标", name, value, cited)
    assert (row.entry.indicator.value, row.entry.indicator.origin) == (value, "model")


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("经济成本指标", "人均教材成本", "≤9000元/人"),
        ("经济效益指标", "带动经济增长", "≥8888888万元"),
        ("经济效益指标", "带动经济增长", "≥-100万元"),
        ("质量指标", "清华大学专家参与比例", "≥50%"),
        ("质量指标", "机密", "≥50%"),
        ("质量指标", "社会成本指标", "≥50%"),
    ],
)
def test_what_a_model_has_no_business_to_say(case: Case, level2: str, name: str, value: str) -> None:
    assert isinstance(settle(case, level2, name, value), BadRow)


def test_what_the_person_said_is_never_cut_off(case: Case) -> None:
    ground, composed, _, grounding = case
    names = (
        "资料归档",
        "信息录入",
        "流程规范",
        "台账登记",
        "回访记录",
        "首问负责",
        "限时办结",
        "值班到岗",
        "档案移交",
        "制度公开",
        "材料审核",
        "数据上报",
        "热线接通",
    )
    rows = [ModelRow(level2="质量指标", name=f"{name}率", value="≥95%") for name in names]
    late = [
        ModelRow(level2="数量指标", name="法律咨询人次", value="≥500人次"),
        ModelRow(level2="数量指标", name="培训妇女干部人数", value="≥200人"),
    ]
    settled = [result for row in (*rows, *late) if isinstance(result := grounding.settle(row), Settled)]
    said = {row.entry.indicator.value for row in complete(ground, composed, settled).rows if row.own}
    assert said == {"≥12场", "≥200人", "≥500人次", "≤20万元"}


def test_two_statements_that_are_alike_both_stay(context: DraftContext) -> None:
    request = replace(REQUEST, purpose="培训妇女干部200人，培训妇女骨干50人，宣传活动12场，大型宣传活动3场")
    ground = lay_ground(request, context)
    composed = compose(ground)
    grounding = Grounding(ground, composed, gather(ground, composed, Offering()))
    settled = grounding.settle(ModelRow(level2="数量指标", name="培训妇女干部人数", value="≥200人"))
    assert isinstance(settled, Settled)
    values = {row.entry.indicator.value for row in complete(ground, composed, [settled]).rows}
    assert values >= {"≥200人", "≥50人", "≥12场", "≥3场"}


NAMES = st.one_of(
    st.sampled_from(["培训人次", "总成本", "宣传活动场次", "满意度", "群众满意度", "人均培训成本", "完成时间", "投诉率", "办案补助标准"]),
    st.text("妇女维权宣传活动培训咨询服务率数满意度成本时间完成及时质量2024", min_size=2, max_size=12),
)
VALUES = st.one_of(
    st.sampled_from("≥12场 ≤20万元 100% ≥120% 2024年底 2027年6月底前 是 ≥90 ≤-3元 ≥5000元/人 3-5天 逐步提升".split()),
    st.builds("{}{}{}".format, st.sampled_from("≥≤=>"), st.integers(0, 10**7), st.sampled_from(["人", "场", "%", "元", "万元", "天"])),
)
PURPOSES = (
    REQUEST.purpose,
    None,
    "培训妇女干部200人，培训妇女骨干50人，宣传活动12场，大型宣传活动3场，每场2000元",
    "为240户困难家庭每户发放慰问金500元",
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), purpose=st.sampled_from(PURPOSES), framework=st.sampled_from([Framework.THREE_CLASS, Framework.FOUR_CLASS]))
def test_whatever_a_model_writes_the_table_is_sound(context: DraftContext, data: st.DataObject, purpose: str, framework: Framework) -> None:
    ground = lay_ground(replace(REQUEST, purpose=purpose, framework=framework), context)
    composed = compose(ground)
    material = gather(ground, composed, Offering())
    grounding = Grounding(ground, composed, material)
    offers = list(material.offers.values())
    offered = st.sampled_from(offers).flatmap(
        lambda offer: st.fixed_dictionaries(
            {
                "level2": st.one_of(st.just(offer.level2), st.sampled_from(level2_names(framework))),
                "name": st.one_of(st.just(offer.indicator.level3), NAMES),
                "value": st.one_of(st.just(offer.indicator.value), VALUES),
                "evidence": st.one_of(st.just([offer.handle]), st.just(["x", offer.handle]), st.just([])),
            }
        )
    )
    rows = [row for entry in data.draw(st.lists(offered, max_size=25)) if isinstance(row := read_row(entry), ModelRow)]
    settled = [result for row in rows if isinstance(result := grounding.settle(row), Settled)]
    completed = complete(ground, composed, settled)
    table = ground.assemble([row.entry for row in completed.rows])
    assert {f.message for f in hard_faults(ground.review(table)) if f.indicator is not None} <= {
        f.message for f in hard_faults(composed.findings)
    }
    own = {entry.candidate.name for entry in composed.rows if is_own(entry)}
    assert {row.entry.candidate.name for row in completed.rows if row.own} == own
    known = {exemplar.indicator_id(at) for exemplar in ground.context.index.exemplars for at in range(len(exemplar.table.indicators))}
    assert {id_ for row in table.indicators for id_ in row.evidence} <= known
    assert all(row.origin != "model" or (row.evidence, row.status) == ((), "to_confirm") for row in table.indicators)


def test_the_projects_own_name_is_no_part_of_a_rows_name(case: Case) -> None:
    row = stands(case, "质量指标", f"{REQUEST.name}的档案资料归档率", "≥97%")
    assert (row.entry.indicator.level3, row.kept) == ("档案资料归档率", False)
