"""Which tables are near each other; the figures themselves are those of `python -m tests.batch.reviews.copying`."""

from decimal import Decimal

import pytest

from assistant.batch.reviews.likeness import ALIKE, NEAREST, find_alike
from assistant.goals import Funding, Goal, GoalTable, Indicator
from assistant.goals.table import Source
from assistant.settings import Settings
from tests.batch.reviews.copying import GREAT, REWRITTEN, USUAL, Pains, copies_of, corpus_tables, measure, with_stock
from tests.review.samples import sound_table

CORPUS = corpus_tables(Settings().corpus_dir / "documents")


def row_of(level1: str, **said: str) -> Indicator:
    return Indicator.model_validate({"level1": level1, "level3": "参会人数", "value": "≥20人"} | said)


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


def test_a_formula_around_two_names_and_rows_that_all_must_have_make_no_two_tables_alike() -> None:
    goals = (Goal(text="通过实施{name}，按期完成年度任务。"), Goal(text="项目资金规范使用，服务对象满意度达到90%以上。"))

    def drafted(name: str, *rows: str) -> GoalTable:
        told = tuple(Goal(text=goal.text.format(name=name)) for goal in goals)
        return GoalTable(name=name, unit=f"{name}局", goals=told, indicators=rows_of("总成本控制数", "受益群众满意度", *rows))

    home = drafted("敬老院维修改造", "维修床位数量", "改造面积", "竣工验收合格率", "工程使用年限")
    grain = drafted("县级储备粮轮换费用", "轮换储备粮数量", "账实相符率", "储存品质宜存率", "应急供应保障率")
    assert find_alike([home, grain], CORPUS) == []
    later = drafted("养老院维修改造", "维修床位数量", "改造面积", "竣工验收合格率", "屋面防水面积")
    (pair,) = find_alike([home, grain, later], CORPUS)
    assert (pair.one, pair.other) == (0, 2)


def test_goals_that_say_much_are_enough_whatever_stands_below_them() -> None:
    table = max(CORPUS, key=lambda table: sum(len(goal.text) for goal in table.goals))
    copy = table.model_copy(update={"name": "另一项目", "indicators": rows_of("管网改造里程", "道路破损率", "路灯完好率", "井盖更换数量")})
    (pair,) = find_alike([table, copy], CORPUS)
    assert pair.rows == ()


def test_a_table_that_is_handed_in_twice_is_identical_and_comes_before_all_others() -> None:
    table = sound_table()
    copies = [table.model_copy(update={"unit": f"第{n}单位"}) for n in range(NEAREST + 1)]
    pairs = find_alike([*copies, table, table], CORPUS)
    assert [(pair.one, pair.other) for pair in pairs if pair.identical] == [(len(copies), len(copies) + 1)]
    assert pairs[0].identical
    bare = GoalTable(name="短", goals=(Goal(text="办会"),))
    assert [pair.identical for pair in find_alike([bare, bare])] == [True]
    assert find_alike([bare, bare.model_copy(update={"year": 2027})]) == []


def test_of_identical_tables_each_stands_beside_the_first_and_that_one_for_all() -> None:
    table, other = sound_table(), sound_table(unit="路南区妇女联合会")
    pairs = find_alike([table, other, *([table] * 2_000)], CORPUS)
    assert [(pair.one, pair.other) for pair in pairs] == [*((0, at) for at in range(2, 2_002)), (0, 1)]


@pytest.mark.parametrize(
    "changed",
    [
        {"indicators": (row_of("产出指标", weight="20"),)},
        {"indicators": (row_of("产出指标", basis="历史标准"),)},
        {"indicators": (row_of("效益指标"),)},
        {"indicators": (row_of("产出指标", period_value="≥9人"),)},
        {"project_code": "330-1"},
        {"funding": Funding(fiscal_yuan=Decimal(1))},
        {"others": {"联系人": "张三"}},
        {"goals": (Goal(text="办会", scope="annual"),)},
    ],
)
def test_tables_that_differ_in_anything_they_show_are_not_identical(changed: dict[str, object]) -> None:
    table = GoalTable(name="短", goals=(Goal(text="办会"),), indicators=(row_of("产出指标"),))
    same = {"source": Source(file="甲.docx"), "funding": Funding(), "name": "短 "}
    assert [pair.identical for pair in find_alike([table, table.model_copy(update=same)])] == [True]
    assert not any(pair.identical for pair in find_alike([table, table.model_copy(update=changed)]))


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
