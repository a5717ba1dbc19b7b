"""Which tables are near each other; the figures themselves are those of `python -m tests.batch.reviews.copying`."""

from decimal import Decimal

import pytest

from assistant.batch.reviews.likeness import ALIKE, NEAREST, find_alike
from assistant.goals import Goal, GoalTable, Indicator
from assistant.settings import Settings
from tests.batch.reviews.copying import GREAT, REWRITTEN, USUAL, Pains, copies_of, corpus_tables, measure, with_stock
from tests.review.samples import sound_table

CORPUS = corpus_tables(Settings().corpus_dir / "documents")


def rows_of(*names: str) -> tuple[Indicator, ...]:
    return tuple(Indicator(level3=name, value="≥90%") for name in names)


@pytest.mark.parametrize(("pains", "recall"), [(USUAL, 0.98), (GREAT, 0.95), (REWRITTEN, 0.75)])
def test_copies_are_found_and_little_else(pains: Pains, recall: float) -> None:
    figures = measure(CORPUS, copies_of(CORPUS, 1, pains))
    assert figures.recall >= recall
    assert figures.precision >= 0.93


def test_tables_as_they_were_published_are_no_copies_whatever_everybody_writes_beside() -> None:
    """Two projects of one unit that buy the same social work, nine of ten indicators alike, are the only pair."""
    (pair,) = find_alike(CORPUS)
    assert {CORPUS[pair.one].name, CORPUS[pair.other].name} == {"购买社工岗位服务经费", "购买白玉兰家庭服务项目"}
    assert len(find_alike(with_stock(CORPUS))) == 1


def test_last_year_s_table_says_what_is_the_same() -> None:
    table = sound_table()
    later = table.model_copy(update={"year": 2025, "budget_yuan": Decimal(30000), "unit": "唐山市路南区妇女联合会"})
    (pair,) = find_alike([table, *CORPUS[:5], later])
    assert (pair.one, pair.other, pair.likeness) == (0, 6, 1.0)
    assert (pair.same_unit, pair.same_year, pair.same_budget) == (False, False, False)
    assert pair.across
    assert pair.rows == tuple(row.level3 for row in table.indicators)
    assert pair.values == len(table.indicators)
    assert [pair.beside(0), pair.beside(6)] == [6, 0]


def test_names_of_units_and_projects_are_not_what_makes_tables_alike() -> None:
    name, unit = "民族团结进步示范创建经费", "某某县民族宗教事务局"
    goals = ("改善设施", "举办比赛")
    one, other = (GoalTable(name=name, unit=unit, goals=(Goal(text=f"{unit}{name}用于{what}"),)) for what in goals)
    rows = (rows_of("管网改造里程", "道路破损率", "路灯完好率"), rows_of("比赛场次", "参赛队伍数量", "裁判员人数"))
    tables = [one.model_copy(update={"indicators": rows[0]}), other.model_copy(update={"indicators": rows[1]})]
    assert find_alike(tables, CORPUS) == []


def test_what_everybody_writes_makes_no_two_small_tables_alike() -> None:
    stock = rows_of("群众满意度", "资金支付及时率")
    everybody = [GoalTable(name=f"项目{n}", indicators=(*stock, *rows_of(f"{'甲乙丙丁戊己庚辛'[n]}类设施建成数量"))) for n in range(8)]
    assert find_alike(everybody, CORPUS) == []
    assert find_alike([table.model_copy(update={"indicators": stock}) for table in everybody[:2]], everybody) == []


def test_those_of_other_units_come_first_and_of_many_the_nearest() -> None:
    table = sound_table()
    same_unit = table.model_copy(update={"year": 2025})
    others = [table.model_copy(update={"unit": f"第{n}单位", "goals": (Goal(text="开展培训"),)}) for n in range(NEAREST + 3)]
    pairs = find_alike([table, same_unit, *others], CORPUS)
    assert [pair.across for pair in pairs] == sorted((pair.across for pair in pairs), reverse=True)
    assert (pairs[-1].one, pairs[-1].other, pairs[-1].across) == (0, 1, False)
    assert all(ALIKE <= pair.likeness <= 1 for pair in pairs)
    assert len(pairs) < 10 * 9 / 2


def test_nothing_of_nothing() -> None:
    assert find_alike([]) == []
    empty = GoalTable(name="空")
    assert find_alike([empty, replace_name(empty)]) == []


def replace_name(table: GoalTable) -> GoalTable:
    return table.model_copy(update={"name": "另一张"})
