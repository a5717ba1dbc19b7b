from assistant.batch.reviews.need import NOTHING, rank
from assistant.batch.reviews.reviewing import ReviewedTable
from assistant.goals import GoalTable
from assistant.review import review_fully
from assistant.suggesting import Suggestion
from tests.batch.reviews.test_likeness import CORPUS
from tests.review.samples import DATA, sound_table, table_with, table_without

LACKING = Suggestion(level1="产出指标", level2="质量指标", level3="合格率", value="≥95%", reason="缺少", priority="required")


def reviewed(table: GoalTable, *missing: Suggestion) -> ReviewedTable:
    return ReviewedTable(table, review_fully(table, DATA), missing)


def test_errors_come_first_then_what_must_be_there_then_warnings() -> None:
    sound, faulty = reviewed(CORPUS[24]), reviewed(table_with("质量指标", "培训出勤率", "≥900%"))
    lacking = reviewed(CORPUS[25], LACKING)
    assert faulty.count("error")
    assert not sound.count("error") + lacking.count("error")
    ranking = rank([sound, lacking, faulty], CORPUS)
    assert [ranked.at for ranked in ranking.ranked] == [2, 1, 0]
    assert "错误 1 条（百分比越界）" in ranking.ranked[0].reason
    assert "缺少必设的指标 1 条" in ranking.ranked[1].reason


def test_a_copy_of_another_unit_comes_before_an_error_and_says_whose_it_is() -> None:
    table = sound_table()
    copy = table.model_copy(update={"unit": "路南区妇女联合会", "year": 2023})
    other = reviewed(CORPUS[22])
    assert other.count("error") == 1
    ranking = rank([other, reviewed(table), reviewed(copy)], CORPUS)
    first, second, *_ = ranking.ranked
    assert {first.at, second.at} == {1, 2}
    assert "与「路南区妇女联合会」的2023年「妇女培训经费」相近 100%（7 条指标相同）" in {first.at: first, second.at: second}[1].reason
    assert ranking.pairs == first.near == second.near


def test_a_copy_within_a_unit_is_told_and_weighs_nothing() -> None:
    table = sound_table()
    later = table.model_copy(update={"year": 2023, "budget_yuan": None})
    ranking = rank([reviewed(table), reviewed(later)], CORPUS)
    assert not any(ranked.weight for ranked in ranking.ranked)
    assert "与同单位的" in ranking.ranked[0].reason


def test_a_table_without_faults_needs_nobody() -> None:
    (only,) = rank([reviewed(sound_table())], CORPUS).ranked
    assert only.reason == NOTHING
    assert only.near == ()
    assert rank([reviewed(table_without("质量指标"))]).ranked[0].reason != NOTHING
