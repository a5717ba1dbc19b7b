from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.goals import Framework, GoalTable, Indicator
from assistant.goals.conversion import convert_table
from assistant.goals.taxonomy import (
    CLASSES,
    COST,
    ECOLOGICAL_COST,
    OUTPUT,
    QUANTITY,
    SOCIAL_COST,
    SUSTAINED,
    class_rank,
)
from tests.strategies import tables

OTHER = {Framework.THREE_CLASS: Framework.FOUR_CLASS, Framework.FOUR_CLASS: Framework.THREE_CLASS}


def with_rows(*rows: tuple[str | None, str | None, str], framework: Framework = Framework.THREE_CLASS) -> GoalTable:
    indicators = tuple(Indicator(level1=level1, level2=level2, level3=name) for level1, level2, name in rows)
    return GoalTable(name="普法宣传经费", framework=framework, indicators=indicators)


@settings(max_examples=40)
@given(tables())
def test_there_and_back_is_the_same_where_both_have_the_class(table: GoalTable) -> None:
    lossy = {SUSTAINED, SOCIAL_COST, ECOLOGICAL_COST}
    table = table.model_copy(update={"indicators": tuple(row for row in table.indicators if row.level2 not in lossy)})
    assert table.framework is not None
    there, notes = convert_table(table, OTHER[table.framework])
    back, more_notes = convert_table(there, table.framework)
    assert back == table
    assert notes == more_notes == []


@settings(max_examples=40)
@given(tables(), st.sampled_from([Framework.THREE_CLASS, Framework.FOUR_CLASS]))
def test_no_row_is_lost_and_only_classes_change(table: GoalTable, to: Framework) -> None:
    converted, _ = convert_table(table, to)

    def content(of: GoalTable) -> Counter[str]:
        return Counter(row.model_copy(update={"level1": None, "level2": None}).model_dump_json() for row in of.indicators)

    assert content(converted) == content(table)
    assert converted.framework == to
    assert converted.model_copy(update={"indicators": (), "framework": None}) == table.model_copy(
        update={"indicators": (), "framework": None}
    )


@settings(max_examples=40)
@given(tables(), st.sampled_from([Framework.THREE_CLASS, Framework.FOUR_CLASS]))
def test_rows_stand_in_the_order_of_the_framework(table: GoalTable, to: Framework) -> None:
    converted, _ = convert_table(table, to)
    ranks = [class_rank(to, row.level1, row.level2) for row in converted.indicators]
    assert ranks == sorted(ranks)
    assert all(row.level1 in CLASSES[to] for row in converted.indicators)


def test_rows_of_one_class_keep_their_order() -> None:
    table = with_rows((OUTPUT, COST, "丙成本"), (OUTPUT, QUANTITY, "甲数量"), (OUTPUT, COST, "乙成本"), (OUTPUT, QUANTITY, "丁数量"))
    converted, _ = convert_table(table, Framework.FOUR_CLASS)
    assert [row.level3 for row in converted.indicators] == ["丙成本", "乙成本", "甲数量", "丁数量"]


def test_rows_without_a_class_come_last() -> None:
    converted, _ = convert_table(with_rows((None, None, "无类别"), (OUTPUT, COST, "总成本")), Framework.FOUR_CLASS)
    assert [row.level3 for row in converted.indicators] == ["总成本", "无类别"]


def test_notes_name_the_row() -> None:
    _, notes = convert_table(with_rows(("效益指标", SUSTAINED, "机制健全性"), (OUTPUT, COST, "总成本")), Framework.FOUR_CLASS)
    assert len(notes) == 1
    assert "机制健全性" in notes[0]
    assert "可持续影响" in notes[0]


def test_the_table_given_stays_as_it_is() -> None:
    table = with_rows((OUTPUT, QUANTITY, "场次"), (OUTPUT, COST, "总成本"))
    before = table.model_dump_json()
    convert_table(table, Framework.FOUR_CLASS)
    assert table.model_dump_json() == before
