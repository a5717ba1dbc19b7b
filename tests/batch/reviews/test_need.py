import pytest

from assistant.batch.reviews import need
from assistant.batch.reviews.likeness import Pair
from assistant.batch.reviews.need import NOTHING, rank
from assistant.batch.reviews.reviewing import ReviewedTable
from assistant.goals import GoalTable
from assistant.goals.table import Source
from assistant.review import review_fully
from assistant.suggesting import Suggestion
from tests.batch.reviews.test_likeness import CORPUS
from tests.review.samples import DATA, indicator, sound_table, table_with, table_without

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
    assert ranking.pairs == (*first.near,) == (*second.near,)


def test_a_copy_within_a_unit_is_told_and_weighs_only_where_nothing_was_changed() -> None:
    table = sound_table()
    later = table.model_copy(update={"year": 2023, "budget_yuan": None})
    first, *others = table.indicators
    changed = later.model_copy(update={"indicators": (first.model_copy(update={"value": "≥7期"}), *others)})
    for copy, weights in ((later, {1.0}), (changed, {0.0})):
        ranking = rank([reviewed(table), reviewed(copy)], CORPUS)
        assert {ranked.near.weight for ranked in ranking.ranked} == weights
        assert "与同单位的" in ranking.ranked[0].reason


def test_what_is_only_somewhat_alike_waits_behind_several_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    table = reviewed(sound_table())
    rows = [("质量指标", f"{kind}出勤率", "≥900%") for kind in "甲乙丙"]
    faulty = reviewed(sound_table(indicators=(*sound_table().indicators, *(indicator(*row) for row in rows))))
    assert faulty.count("error") == 3
    for likeness, order in ((0.6, [2, 0, 1]), (1.0, [0, 1, 2])):
        pair = Pair(0, 1, likeness, ("培训人数",), 0, 1.0, False, True, False)
        monkeypatch.setattr(need, "find_alike", lambda tables, known, pair=pair: [pair])
        assert [ranked.at for ranked in rank([table, table, faulty]).ranked] == order


def test_a_table_that_is_handed_in_twice_comes_first_and_says_where_it_stands_once_more() -> None:
    def handed_in(table: GoalTable, file: str) -> ReviewedTable:
        return reviewed(table.model_copy(update={"source": Source(file=file, location="第1段")}))

    table, other = sound_table(), sound_table(unit="路南区妇女联合会", year=2023)
    faulty = reviewed(table_with("质量指标", "培训出勤率", "≥900%", name="另一项目", goals=(), unit="教育局"))
    ranking = rank([faulty, handed_in(table, "一.docx"), handed_in(other, "二.docx"), handed_in(table, "三.docx")], CORPUS)
    first = next(ranked for ranked in ranking.ranked if ranked.at == 1)
    assert first.reason.startswith("与「三.docx」里的表完全相同；与「路南区妇女联合会」的2023年「妇女培训经费」相近 100%")
    assert next(iter(first.near)).identical
    assert {ranked.at for ranked in rank([faulty, *([handed_in(table, "甲.xlsx")] * 2)], CORPUS).ranked[:2]} == {1, 2}
    assert "与同一文件（第1段）的表完全相同" in rank([handed_in(table, "甲.xlsx")] * 2, CORPUS).ranked[0].reason


def test_of_many_copies_each_says_how_many_there_are_and_where_the_first_other_stands() -> None:
    table = sound_table()
    copies = [reviewed(table.model_copy(update={"source": Source(file=f"{n}.docx")})) for n in range(7)]
    near = reviewed(sound_table(unit="路南区妇女联合会", year=2023))
    ranking = rank([near, *copies], CORPUS)
    reasons = {ranked.at: ranked.reason for ranked in ranking.ranked}
    same = "里的表等 6 张完全相同；与「路南区妇女联合会」的2023年「妇女培训经费」相近 100%（7 条指标相同）"
    assert [reasons[at] for at in range(1, 8)] == [f"与「{'1' if at == 1 else '0'}.docx」{same}" for at in range(1, 8)]
    assert {len(ranked.near) for ranked in ranking.ranked if ranked.at} == {7}
    beside = {ranked.at: [pair.beside(ranked.at) for pair in ranked.near] for ranked in ranking.ranked}
    assert beside == {0: [1]} | {at: [*(other for other in range(1, 8) if other != at), 0] for at in range(1, 8)}
    assert len(ranking.pairs) == 7


def test_a_table_without_faults_needs_nobody() -> None:
    (only,) = rank([reviewed(sound_table())], CORPUS).ranked
    assert only.reason == NOTHING
    assert [*only.near] == []
    assert rank([reviewed(table_without("质量指标"))]).ranked[0].reason != NOTHING
