"""What becomes of single rows of a model, seen through whole drafts and through the settling itself."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting import DraftContext
from assistant.drafting.composing import Composition, compose
from assistant.drafting.ground import Ground, lay_ground
from assistant.drafting.llm.answer import BadRow, ModelRow, read_row
from assistant.drafting.llm.completing import complete
from assistant.drafting.llm.grounding import Grounding, Settled
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


NAMES = st.one_of(
    st.sampled_from(["培训人次", "总成本", "宣传活动场次", "满意度", "群众满意度", "人均培训成本", "完成时间", "投诉率", "办案补助标准"]),
    st.text("妇女维权宣传活动培训咨询服务率数满意度成本时间完成及时质量2024", min_size=2, max_size=12),
)
VALUES = st.one_of(
    st.sampled_from(
        ["≥12场", "≤20万元", "100%", "≥120%", "2024年底", "2027年6月底前", "是", "≥90", "≤-3元", "≥5000元/人", "3-5天", "逐步提升"]
    ),
    st.builds(
        lambda sign, number, unit: f"{sign}{number}{unit}",
        st.sampled_from("≥≤=>"),
        st.integers(0, 10**7),
        st.sampled_from(["人", "场", "%", "元", "万元", "天"]),
    ),
)
ROWS = st.builds(
    lambda level2, name, value, evidence: {"level2": level2, "name": name, "value": value, "evidence": evidence},
    st.sampled_from(level2_names(Framework.FOUR_CLASS)),
    NAMES,
    VALUES,
    st.lists(st.sampled_from(["c1", "c3", "c9", "e1.1", "e2.4", "x"]), max_size=2),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(ROWS, max_size=14))
def test_whatever_a_model_writes_the_table_has_no_hard_fault(case: Case, entries: list[dict[str, object]]) -> None:
    ground, composed, _, grounding = case
    rows = [row for entry in entries if isinstance(row := read_row(entry), ModelRow)]
    settled = [result for row in rows if isinstance(result := grounding.settle(row), Settled)]
    completed = complete(ground, composed, settled)
    table = ground.assemble([row.entry for row in completed.rows])
    assert hard_faults(ground.review(table)) == []
    assert {(row.value, row.origin) for row in table.indicators} >= {("≥12场", "input"), ("≥200人", "input"), ("≥500人次", "input")}
    total = [row for row in table.indicators if row.target and row.target.decimal == Decimal(200_000) and row.origin == "input"]
    assert len(total) == 1
    known = {exemplar.indicator_id(at) for exemplar in ground.context.index.exemplars for at in range(len(exemplar.table.indicators))}
    assert {id_ for row in table.indicators for id_ in row.evidence} <= known
