import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals import Goal, Indicator
from assistant.review import Earlier, review
from assistant.review.cutting import cut_out, gone_from, is_stated
from tests.review.samples import DATA, indicator, table_of

QUANTITY, QUALITY, COST, SERVED = "数量指标", "质量指标", "成本指标", "服务对象满意度指标"


@pytest.mark.parametrize(
    ("goal", "gone", "left"),
    [
        ("通过购置电脑20台、打印机5台，改善条件。", (QUANTITY, "购置打印机数量", "=5台"), "通过购置电脑20台，改善条件。"),
        ("通过购置电脑20台、打印机5台，改善条件。", (QUANTITY, "购置电脑数量", "=20台"), "通过购置打印机5台，改善条件。"),
        ("完成演练不少于12次、巡查不少于1,000次。", (QUANTITY, "演练次数", "≥12次"), "完成巡查不少于1,000次。"),
        ("举办培训不少于2期、100人次、3天。", (QUANTITY, "培训人次", "≥100人次"), "举办培训不少于2期、3天。"),
        ("举办培训2期，培训合格率达到95%以上，提升能力。", (QUALITY, "培训合格率", "≥95%"), "举办培训2期，提升能力。"),
        ("举办培训2期，培训合格率达到95%以上。", (QUALITY, "培训合格率", "≥95%"), "举办培训2期。"),
        ("举办培训2期，培训合格率达到95%以上。", (QUANTITY, "培训期数", "≥2期"), "培训合格率达到95%以上。"),
        ("提升能力。总成本控制在30万元以内。", (COST, "总成本控制数", "≤30万元"), "提升能力。"),
        ("于2024年11月底前完成培训2期。", ("时效指标", "培训完成时间", "2024年11月底前"), "完成培训2期。"),
    ],
)
def test_what_is_stated_of_a_row_that_is_gone_is_cut_out(goal: str, gone: tuple[str, str, str], left: str) -> None:
    assert cut_out(Goal(text=goal), indicator(*gone), (), DATA) == left


@pytest.mark.parametrize(
    ("goal", "gone"),
    [
        ("举办培训不少于2期、100人次。", (QUANTITY, "培训期数", "≥2期")),  # what follows would have no name
        ("举办培训2期并走访10户。", (QUANTITY, "培训期数", "≥2期")),
        ("培训合格率达到95%以上。", (QUALITY, "培训合格率", "≥95%")),  # nothing would be left
        ("举办培训3期，提升能力。", (QUANTITY, "培训期数", "≥2期")),
        ("举办培训2期。再举办培训2期。", (QUANTITY, "培训期数", "≥2期")),
    ],
)
def test_what_cannot_be_cut_cleanly_stays(goal: str, gone: tuple[str, str, str]) -> None:
    assert cut_out(Goal(text=goal), indicator(*gone), (), DATA) is None


def test_what_another_row_states_too_is_not_gone() -> None:
    goal, row = Goal(text="举办培训2期，提升能力。"), indicator(QUANTITY, "培训期数", "≥2期")
    assert is_stated([goal], row, (), DATA)
    twin = indicator(QUANTITY, "举办培训期数", "=2期")
    assert not is_stated([goal], row, (twin,), DATA)
    assert cut_out(goal, row, (twin,), DATA) is None


parts = st.lists(
    st.sampled_from(["购置电脑20台", "培训不少于2期", "合格率达到95%以上", "慰问200名妇女", "1,000人次", "并走访"]), min_size=1, max_size=5
)
rows = st.sampled_from(
    [
        indicator(QUANTITY, "购置电脑数量", "=20台"),
        indicator(QUANTITY, "培训期数", "≥2期"),
        indicator(QUALITY, "合格率", "≥95%"),
        indicator(QUANTITY, "慰问妇女人数", "≥200人"),
    ]
)


@given(parts, st.sampled_from("，、。；"), rows)
def test_cutting_only_takes_away_and_takes_the_number_with_it(said: list[str], mark: str, row: Indicator) -> None:
    goal = Goal(text=f"{mark.join(said)}。")
    left = cut_out(goal, row, (), DATA)
    if left is not None:
        assert left
        assert len(left) < len(goal.text)
        letters = iter(goal.text)
        assert all(letter in letters for letter in left)
        assert gone_from(Goal(text=left), row, (), DATA) == []
        assert "、。" not in left
        assert "，，" not in left


def test_a_deleted_row_that_a_goal_still_states_is_told_with_its_quantity() -> None:
    table = table_of((QUANTITY, "培训期数", "≥2期"), goals=(Goal(text="举办培训2期、宣传3场，提升能力。"),))
    gone = [Earlier(indicator(QUANTITY, "宣传场次", "≥3场"), None)]
    (finding,) = [finding for finding in review(table, DATA, earlier=gone) if "已经不在表里" in finding.message]
    assert (finding.rule, finding.fix and finding.fix.new) == ("GOAL-02", "举办培训2期，提升能力。")
    assert "宣传3场" in finding.message
    assert not [finding for finding in review(table, DATA) if "已经不在表里" in finding.message]


def test_a_number_of_a_deleted_row_is_held_against_no_other() -> None:
    table = table_of((SERVED, "单位职工满意度", "≥85%"), goals=(Goal(text="服务对象满意度达到90%以上，提升能力。"),))
    gone = [Earlier(indicator(SERVED, "服务对象满意度", "≥90%"), None)]
    assert "GOAL-01" in [finding.rule for finding in review(table, DATA)]
    assert "GOAL-01" not in [finding.rule for finding in review(table, DATA, earlier=gone)]
