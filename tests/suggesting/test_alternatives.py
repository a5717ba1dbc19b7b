"""What could stand for a row: of its class first, sound, and nothing that the table says already."""

import pytest

from assistant.drafting import DraftContext, DraftRequest, draft
from assistant.goals import Framework, GoalTable, parse_target
from assistant.goals.taxonomy import parent_of
from assistant.review import hard_faults, review
from assistant.suggesting import alternatives, apply_suggestion
from assistant.suggesting.alternatives import MOST
from assistant.suggesting.suggest import Suggesting
from tests.drafting.conftest import ask
from tests.review.samples import SOUND, sound_table, table_with

REQUESTS = [
    ask("妇女维权服务经费", purpose="开展维权宣传活动12场，培训妇女干部200人"),
    ask("农村公路养护工程", "3000000"),
    ask("智慧水务平台运维", "600000", framework=Framework.THREE_CLASS),
]


def place_of(table: GoalTable, name: str) -> int:
    return next(at for at, row in enumerate(table.indicators) if row.level3 == name)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.name)
def test_every_one_could_stand_in_the_table(request_: DraftRequest, context: DraftContext) -> None:
    table = draft(request_, context, offline=True).table
    for position, row in enumerate(table.indicators):
        rest = table.model_copy(update={"indicators": (*table.indicators[:position], *table.indicators[position + 1 :])})
        found = alternatives(table, position, context)
        assert len(found) <= MOST
        level1 = [suggestion.level1 for suggestion in found]
        assert set(level1) <= {row.level1}
        same = [suggestion.level2 == row.level2 for suggestion in found]
        assert same == sorted(same, reverse=True)
        work = Suggesting(rest, context, ())
        statements = [work.read(suggestion.indicator) for suggestion in found]
        assert not any(work.are_said(statements, work.situation.statements))
        assert row.level3 not in {suggestion.level3 for suggestion in found}
        for suggestion in found:
            assert not hard_faults(review(apply_suggestion(rest, suggestion), context.review_data))
            assert suggestion.target == parse_target(suggestion.value, money="成本" in (suggestion.level2 or ""))


def test_there_are_some_for_most_rows(context: DraftContext) -> None:
    table = draft(REQUESTS[0], context, offline=True).table
    counts = [len(alternatives(table, position, context)) for position in range(len(table.indicators))]
    assert sum(count > 0 for count in counts) >= len(counts) - 1


def test_they_say_why(context: DraftContext) -> None:
    table = sound_table()
    found = alternatives(table, place_of(table, "技能知晓率"), context)
    assert found
    assert all(suggestion.reason.startswith("可以代替「技能知晓率」") for suggestion in found)


def test_what_was_shown_is_not_shown_again(context: DraftContext) -> None:
    table = sound_table()
    position = place_of(table, "培训合格率")
    first = alternatives(table, position, context)
    names = [suggestion.level3 for suggestion in first]
    again = [suggestion.level3 for suggestion in alternatives(table, position, context, refused=names[:1])]
    assert len(names) > 1
    assert names[0] not in again
    assert names[1:] == again[: len(names) - 1]


@pytest.mark.parametrize("name", ["培训合格率", "技能知晓率", "学员满意度"])
def test_the_last_of_a_required_class_is_followed_by_one_of_the_class(name: str, context: DraftContext) -> None:
    table = sound_table()
    row = table.indicators[place_of(table, name)]
    kept = {row.level2} if parent_of(row.level2 or "") != "效益指标" else {"社会效益指标", "经济效益指标", "生态效益指标", "可持续影响指标"}
    assert {suggestion.level2 for suggestion in alternatives(table, place_of(table, name), context)} <= kept


def test_where_there_is_another_other_classes_may_follow(context: DraftContext) -> None:
    table = table_with("质量指标", "培训出勤率", "≥95%")
    found = alternatives(table, place_of(table, "培训出勤率"), context)
    assert {suggestion.level2 for suggestion in found} > {"质量指标"}


def test_another_group_may_be_asked_how_content_it_is(context: DraftContext) -> None:
    table = draft(REQUESTS[0], context, offline=True).table
    found = alternatives(table, place_of(table, "服务对象满意度"), context)
    assert [suggestion.level3 for suggestion in found] == ["参训人员满意度"]


def test_the_same_table_gets_the_same(context: DraftContext) -> None:
    assert alternatives(sound_table(), 0, context) == alternatives(sound_table(), 0, context)


def test_what_is_marked_secret_gets_none(context: DraftContext) -> None:
    assert alternatives(sound_table(classified=True), 0, context) == []


def test_sources_that_are_excluded_are_not_used(context: DraftContext) -> None:
    table = sound_table()
    sources = {example.source for s in alternatives(table, 0, context) for example in s.examples}
    without = alternatives(table, 0, context, exclude_sources=sorted(sources))
    assert sources
    assert not sources & {example.source for s in without for example in s.examples}


def test_a_row_that_is_not_there(context: DraftContext) -> None:
    with pytest.raises(IndexError):
        alternatives(sound_table(), len(SOUND), context)
