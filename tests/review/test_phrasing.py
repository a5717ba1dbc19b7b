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


@pytest.mark.parametrize("value", ["≥90%", "2024年12月底前", "12月31日以前", "合格及以上", "良好", "7×24小时", "全年", "9月底之前完成"])
def test_no_comparison_in_words(value: str) -> None:
    assert find("SIGN-04", table_of(("质量指标", "培训合格率", value))) == []


def test_value_of_the_period_is_told_where_that_of_the_year_is_right() -> None:
    table = table_of(("质量指标", "培训合格率", "≥90%"))
    row = table.indicators[0].model_copy(update={"period_value": "90%以上"})
    (finding,) = find("SIGN-04", table.model_copy(update={"indicators": (row,)}))
    assert finding.field == "period_value"


@pytest.mark.parametrize(
    ("said", "once"), [("不少于20个以上", "不少于20个"), ("至少3场及以上", "至少3场"), ("不超过5%以内", "不超过5%"), ("≥20场以上", "≥20场")]
)
def test_bound_said_twice(said: str, once: str) -> None:
    (finding,) = find("SIGN-05", sound_table(goals=(Goal(text=f"全年开展活动{said}，提升群众获得感。"),)))
    assert finding.fix is not None
    assert finding.fix.new == f"全年开展活动{once}，提升群众获得感。"
    assert len(find("SIGN-05", table_of(("质量指标", "培训合格率", said)))) == 1


@pytest.mark.parametrize("said", ["不少于20个，县级以上重点单位3家", "控制在5%以内", "不低于2023年以上年度"])
def test_bound_said_once(said: str) -> None:
    assert find("SIGN-05", sound_table(goals=(Goal(text=said),))) == []


def test_signs_that_systems_refuse() -> None:
    (finding,) = find("VALUE-10", table_with("时效指标", "响应时间", "7*24小时"))
    assert finding.fix is not None
    assert finding.fix.new == "7×24小时"
    assert find("VALUE-10", table_with("时效指标", "响应时间", "提升5*"))[0].fix is None
    assert find("VALUE-10", table_with("时效指标", "响应时间", "7×24小时")) == []
