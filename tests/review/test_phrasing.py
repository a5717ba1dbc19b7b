import pytest

from assistant.goals import Goal
from tests.review.samples import find, sound_table, table_of, table_with


@pytest.mark.parametrize(
    ("name", "value", "fix"),
    [
        ("培训合格率", "90%及以上", "≥90%"),
        ("培训合格率", "90%或以上", "≥90%"),
        ("巡查次数", "20次以上", "≥20次"),
        ("巡查次数", "不少于20次", "≥20次"),
        ("投诉率", "小于1%", "<1%"),
        ("办理时限", "3个工作日以内", "≤3个工作日"),
        ("学员满意度", "学员满意度90%以上", "≥90%"),
        ("故障响应时间", "24小时内", "≤24小时"),
        ("家庭医生签约率", "90%（含）以上", "≥90%"),
        ("旅游收入", "1000万元以上", "≥1000万元"),
        ("慰问人数", "不得少于30人", "≥30人"),
    ],
)
def test_comparison_in_words(name: str, value: str, fix: str) -> None:
    (finding,) = find("SIGN-04", table_of(("质量指标", name, value)))
    assert finding.fix is not None
    assert finding.fix.new == fix


@pytest.mark.parametrize("value", ["90%以上的参训干部认为能力得到提高", "学员满意度90%以上"])
def test_comparison_in_a_sentence_is_for_a_person_to_mend(value: str) -> None:
    (finding,) = find("SIGN-04", table_of(("社会效益指标", "综合素质", value)))
    assert finding.fix is None


@pytest.mark.parametrize(
    "value",
    [
        "≥90%",
        "2024年12月底前",
        "12月31日以前",
        "合格及以上",
        "良好",
        "7×24小时",
        "全年",
        "9月底之前完成",
        "较上年增长5%以上",
        "比上年提高3%以上",
        "3类以上",
        "2级以上",
        "大专以上",
    ],
)
def test_no_comparison_in_words(value: str) -> None:
    assert find("SIGN-04", table_of(("质量指标", "培训合格率", value))) == []


def test_value_of_the_period_is_told_where_that_of_the_year_is_right() -> None:
    table = table_of(("质量指标", "培训合格率", "≥90%"))
    row = table.indicators[0].model_copy(update={"period_value": "90%以上"})
    (finding,) = find("SIGN-04", table.model_copy(update={"indicators": (row,)}))
    assert finding.field == "period_value"


@pytest.mark.parametrize(
    ("said", "once"),
    [
        ("不少于20个以上", "不少于20个"),
        ("至少3场及以上", "至少3场"),
        ("不超过5%以内", "不超过5%"),
        ("≥20场以上", "≥20场"),
        ("超过100户以上", "超过100户"),
        ("不超过3天以内", "不超过3天"),
    ],
)
def test_bound_said_twice(said: str, once: str) -> None:
    (finding,) = find("SIGN-05", sound_table(goals=(Goal(text=f"全年开展活动{said}，提升群众获得感。"),)))
    assert finding.fix is not None
    assert finding.fix.new == f"全年开展活动{once}，提升群众获得感。"
    assert len(find("SIGN-05", table_of(("质量指标", "培训合格率", said)))) == 1


@pytest.mark.parametrize(
    "said",
    [
        "不少于20个，县级以上重点单位3家",
        "控制在5%以内",
        "不低于2023年以上年度",
        "不少于3个县级以上项目",
        "不少于5家规模以上企业",
        "至少2名副高以上专家",
    ],
)
def test_bound_said_once(said: str) -> None:
    assert find("SIGN-05", sound_table(goals=(Goal(text=said),))) == []


def test_signs_that_systems_refuse() -> None:
    (finding,) = find("VALUE-10", table_with("时效指标", "响应时间", "7*24小时"))
    assert finding.fix is not None
    assert finding.fix.new == "7×24小时"
    assert find("VALUE-10", table_with("时效指标", "响应时间", "提升5*"))[0].fix is None
    assert find("VALUE-10", table_with("时效指标", "响应时间", "7×24小时")) == []


def test_every_bound_said_twice_is_mended() -> None:
    (finding,) = find("SIGN-05", sound_table(goals=(Goal(text="活动不少于20场以上，参加不少于100人次以上。"),)))
    assert finding.fix is not None
    assert finding.fix.new == "活动不少于20场，参加不少于100人次。"


@pytest.mark.parametrize(
    ("name", "value"),
    [("巡查次数", "20次"), ("培训合格率", "95%以上"), ("巡查次数", "不少于20次以上"), ("投诉率", "小于1%"), ("响应时间", "24小时内")],
)
def test_a_comparison_is_told_by_one_rule_at_most(name: str, value: str) -> None:
    found = [
        finding.rule for finding in find("SIGN", table_of(("质量指标", name, value))) if finding.rule in ("SIGN-02", "SIGN-04", "SIGN-05")
    ]
    assert len(found) == 1


@pytest.mark.parametrize("value", ["-", "_", "__", "——"])
def test_placeholder_is_no_refused_sign(value: str) -> None:
    assert find("VALUE-10", table_with("时效指标", "响应时间", value)) == []
