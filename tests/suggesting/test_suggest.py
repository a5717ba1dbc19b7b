"""What is suggested for invented tables of many fields, and rules that hold for every real one."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.drafting import DraftContext, open_context
from assistant.exemplars import ExemplarIndex, make_embedder, update_index
from assistant.goals import Framework, Goal, GoalTable, Indicator
from assistant.review import hard_faults, review
from assistant.settings import Settings
from assistant.suggesting import Suggestion, apply_suggestion, explain_silence, suggest
from tests.exemplars.samples import settings_for
from tests.review.samples import indicator, sound_table, table_of, table_without

QUANTITY = ("数量指标", "培训人数", "≥100人")


def of_class(suggestions: list[Suggestion], *classes: str) -> list[Suggestion]:
    return [suggestion for suggestion in suggestions if suggestion.level2 in classes]


def blank(name: str, **changes: Any) -> GoalTable:
    return GoalTable(**({"name": name, "year": 2024, "budget_yuan": Decimal(200_000), "framework": Framework.FOUR_CLASS} | changes))


@pytest.mark.parametrize("level2", ["数量指标", "质量指标", "社会效益指标", "服务对象满意度指标"])
def test_what_must_be_there_comes_first(level2: str, context: DraftContext) -> None:
    suggestions = suggest(table_without(level2), context)
    assert suggestions[0].priority == "required"
    assert suggestions[0].level2 == level2
    assert len([suggestion for suggestion in suggestions if suggestion.priority == "required"]) == 1


def test_time_is_not_required(context: DraftContext) -> None:
    suggestions = suggest(table_without("时效指标"), context)
    assert not [suggestion for suggestion in suggestions if suggestion.priority == "required"]
    assert of_class(suggestions, "时效指标")


def test_a_complete_table_is_not_told_that_it_lacks_a_class(context: DraftContext) -> None:
    suggestions = suggest(sound_table(), context)
    assert suggestions
    assert {suggestion.priority for suggestion in suggestions} <= {"recommended", "optional"}
    assert not of_class(suggestions, "服务对象满意度指标")


def test_required_ones_are_told_however_few_are_asked_for(context: DraftContext) -> None:
    suggestions = suggest(blank("妇女培训经费"), context, k=1)
    assert [suggestion.level2 for suggestion in suggestions] == [
        "数量指标",
        "质量指标",
        "社会效益指标",
        "经济成本指标",
        "服务对象满意度指标",
    ]
    assert len(suggest(sound_table(), context, k=2)) == 2


@pytest.mark.parametrize("name", ["办公用房修缮工程", "业务用车购置"])
def test_works_and_purchases_need_a_cost_in_three_classes_too(name: str, context: DraftContext) -> None:
    suggestions = suggest(blank(name, framework=Framework.THREE_CLASS), context)
    costs = [suggestion for suggestion in of_class(suggestions, "成本指标") if suggestion.priority == "required"]
    assert [(cost.level1, cost.value) for cost in costs] == [("产出指标", "≤20万元")]


def test_the_whole_cost_is_the_budget_and_stands_once(context: DraftContext) -> None:
    suggestions = suggest(table_of(QUANTITY, ("成本指标", "培训经费控制数", "≤2万元")), context, k=30)
    assert all("/" in suggestion.value for suggestion in of_class(suggestions, "成本指标"))
    assert any(
        suggestion.value == "≤2万元" and suggestion.status == "confirmed" for suggestion in suggest(table_of(QUANTITY), context, k=30)
    )


def test_no_second_date_of_the_whole(context: DraftContext) -> None:
    suggestions = suggest(table_of(QUANTITY, ("时效指标", "工作完成时限", "2024年11月底前")), context, k=30)
    assert not [suggestion for suggestion in of_class(suggestions, "时效指标") if "年" in suggestion.value]


def test_a_number_that_the_goals_promise_and_no_row_states(context: DraftContext) -> None:
    goals = (Goal(text="举办培训2期，培训合格率达到95%以上，编印教材3种、发放资料800份。"),)
    suggestions = suggest(sound_table(goals=goals), context)
    assert [(first.value, first.origin, first.status, first.priority) for first in suggestions[:2]] == [
        ("≥3种", "input", "confirmed", "recommended"),
        ("≥800份", "input", "confirmed", "recommended"),
    ]
    assert "发放资料800份" in suggestions[1].reason
    assert not [suggestion for suggestion in suggestions if suggestion.value in ("≥2期", "≥95%") and suggestion.origin == "input"]


def test_a_price_needs_its_quantity_and_fits_the_budget(context: DraftContext) -> None:
    def prices(*rows: tuple[str, str, str | None]) -> list[Suggestion]:
        return [suggestion for suggestion in suggest(table_of(*rows), context, k=30) if "元/" in suggestion.value]

    assert not prices(("质量指标", "培训合格率", "≥95%"))
    found = prices(QUANTITY)
    assert found
    for suggestion in found:
        assert suggestion.target is not None
        assert Decimal(suggestion.target.number or 0) * 100 <= 20_000


def test_without_budget_year_and_framework(context: DraftContext) -> None:
    table = GoalTable(name="农村公路养护经费", purpose="对全县农村公路进行日常养护，方便群众出行")
    suggestions = suggest(table, context)
    cost = next(suggestion for suggestion in suggestions if suggestion.level1 == "成本指标")
    assert "待填写" in cost.value
    assert cost.status == "to_confirm"
    assert not any("20" in suggestion.value and "年" in suggestion.value for suggestion in suggestions)
    assert "None" not in "".join(suggestion.model_dump_json(exclude_none=True) for suggestion in suggestions)


@pytest.mark.parametrize("budget", ["-5", "0"])
def test_a_budget_of_nothing_or_less_is_unknown(budget: str, context: DraftContext) -> None:
    table, unknown = (table_of(QUANTITY, budget_yuan=amount) for amount in (Decimal(budget), None))
    values = [(suggestion.level3, suggestion.value) for suggestion in suggest(unknown, context, k=30)]
    assert [(suggestion.level3, suggestion.value) for suggestion in suggest(table, context, k=30)] == values
    assert not any("-" in value for _, value in values)


def test_rows_without_class_count_as_what_their_names_say(context: DraftContext) -> None:
    names = ("养护里程", "路面完好率", "沿线群众满意度", "养护总成本")
    table = GoalTable(name="农村公路养护经费", indicators=tuple(Indicator(level3=name) for name in names))
    required = [suggestion for suggestion in suggest(table, context) if suggestion.priority == "required"]
    assert [suggestion.level1 for suggestion in required] == ["效益指标"]


def test_nothing_foreign_to_the_project(context: DraftContext) -> None:
    for suggestion in suggest(blank("老年人健康管理服务经费", purpose="为65岁以上老年人提供免费体检"), context, k=20):
        assert not any(word in suggestion.level3 for word in ("妇女", "儿童", "天津", "东莞", "家庭"))


def test_nothing_of_what_is_secret(context: DraftContext) -> None:
    marked = [
        sound_table(classified=True),
        sound_table(goals=(Goal(text="该项目涉密"),)),
        sound_table(purpose="（秘密★1年）"),
    ]
    for table in marked:
        assert suggest(table, context) == []
        assert "涉密" in (explain_silence(table) or "")


def test_a_department_without_these_classes_is_told_why(context: DraftContext) -> None:
    table = GoalTable(name="部门整体绩效目标", kind="department", indicators=(Indicator(level3="预算执行率", value="≥95%"),))
    assert suggest(table, context) == []
    assert "部门整体" in (explain_silence(table) or "")


def test_a_table_does_not_speak_for_itself(context: DraftContext, corpus_index: ExemplarIndex) -> None:
    for exemplar in corpus_index.exemplars[:6]:
        for suggestion in suggest(exemplar.table, context):
            assert not any(id_.startswith(f"{exemplar.id}/") for id_ in suggestion.evidence)


def test_a_copy_of_an_exemplar_does_not_speak_for_itself_and_another_unit_does(context: DraftContext, corpus_index: ExemplarIndex) -> None:
    def speaks(table: GoalTable) -> bool:
        return any(id_.startswith(f"{exemplar.id}/") for suggestion in suggest(table, context, k=40) for id_ in suggestion.evidence)

    exemplar = next(one for one in corpus_index.exemplars if one.table.unit and one.table.kind == "project")
    rows = exemplar.table.indicators
    copy = exemplar.table.model_copy(update={"source": None, "indicators": rows[:2]})
    assert not speaks(copy)
    assert speaks(copy.model_copy(update={"unit": "某县妇女联合会"}))
    assert speaks(copy.model_copy(update={"year": 2031}))


def test_what_is_excluded_leaves_no_trace(documents: Path) -> None:
    """Suggestions are the same as if the index had never had the document."""
    names = ("000_bff66661a8ab591f.txt", "001_e295f96b95611161.txt")
    for name in names:
        (documents / name).symlink_to(Settings().corpus_dir / "documents" / name)
    settings = settings_for(documents)
    update_index(settings, make_embedder(settings))
    both = open_context(settings)
    (documents / names[1]).unlink()
    alone = replace(settings, data_dir=settings.data_dir / "alone")
    update_index(alone, make_embedder(alone))
    one = open_context(alone)
    assert len(one.index.exemplars) < len(both.index.exemplars)
    tables = [table_without("质量指标"), blank("妇女培训经费"), *(exemplar.table for exemplar in both.index.exemplars[-2:])]
    told = [suggest(table, both, exclude_sources=[names[1]], k=20) for table in tables]
    assert told == [suggest(table, one, k=20) for table in tables]
    assert told != [suggest(table, both, k=20) for table in tables]


def test_without_exemplars_it_goes_by_the_library_and_says_so(documents: Any) -> None:
    empty = open_context(Settings(data_dir=documents.parents[1] / "data", corpus_dir=documents.parent))
    suggestions = suggest(table_without("质量指标"), empty)
    assert suggestions[0].level2 == "质量指标"
    for suggestion in suggestions:
        assert (suggestion.frequency.having, suggestion.frequency.of) == (0, 0)
        assert not suggestion.evidence
        assert not suggestion.examples
        assert suggestion.origin == "input" or "没有近似项目" in (suggestion.caution or "")


def test_the_same_table_gets_the_same_suggestions(context: DraftContext) -> None:
    assert suggest(table_without("质量指标"), context) == suggest(table_without("质量指标"), context)


def test_a_full_table_is_told_to_thin_out_first(context: DraftContext) -> None:
    rows = tuple(indicator("数量指标", f"第{name}类培训期数", "≥2期") for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉")
    suggestions = suggest(sound_table(indicators=(*sound_table().indicators, *rows)), context)
    assert suggestions
    assert all("27 条指标" in (suggestion.caution or "") for suggestion in suggestions)


def test_a_sustained_benefit_is_no_class_of_its_own_in_four(context: DraftContext) -> None:
    table = blank("业务信息系统运行维护", indicators=(indicator("数量指标", "运维系统数量", "≥3个"),))
    lasting = [suggestion for suggestion in suggest(table, context, k=40) if "年限" in suggestion.level3]
    assert lasting
    assert all(suggestion.level2 == "社会效益指标" and "可持续影响" in (suggestion.caution or "") for suggestion in lasting)


def test_what_comparable_projects_have_is_quoted_nearest_first(context: DraftContext, corpus_index: ExemplarIndex) -> None:
    rows = {exemplar.indicator_id(at): row for exemplar in corpus_index.exemplars for at, row in enumerate(exemplar.table.indicators)}
    quoted = [suggestion for suggestion in suggest(table_without("质量指标"), context) if suggestion.evidence]
    assert quoted
    for suggestion in quoted:
        assert suggestion.frequency.having == len(suggestion.evidence) <= suggestion.frequency.of <= 12
        assert [example.id for example in suggestion.examples] == list(suggestion.evidence[: len(suggestion.examples)])
        for example in suggestion.examples:
            assert (example.name, example.value) == (rows[example.id].level3, rows[example.id].value)
            assert example.id.startswith(f"{example.source}#")
        assert f"近似项目 {suggestion.frequency.of} 个中 {suggestion.frequency.having} 个设有" in suggestion.reason


def test_excluded_sources_are_not_used(context: DraftContext, corpus_index: ExemplarIndex) -> None:
    source = "003_4e925c5c83cbca8d.txt"
    suggestions = suggest(table_without("质量指标"), context, exclude_sources=[source])
    assert not any(id_.startswith(source) for suggestion in suggestions for id_ in suggestion.evidence)


def test_every_suggestion_for_every_real_table_can_be_taken_up(context: DraftContext, corpus_index: ExemplarIndex) -> None:
    """With each of the rows, and with all of them, no error is found on it, and none of money, repetition or goals that was not there."""
    for exemplar in corpus_index.exemplars:
        table = exemplar.table
        suggestions = suggest(table, context, exclude_sources=[exemplar.source])
        before = [finding.rule for finding in hard_faults(review(table, context.review_data))]
        for suggestion in suggestions:
            assert suggestion.value
            assert suggestion.reason.endswith("。")
            assert (suggestion.level1, suggestion.level2) != (None, None)
            added = apply_suggestion(table, suggestion)
            place = next(at for at, row in enumerate(added.indicators) if row == suggestion.indicator)
            after = hard_faults(review(added, context.review_data))
            assert not [finding for finding in after if finding.indicator == place]
            for rule in ("MONEY", "DUP", "GOAL", "PERIOD"):
                assert sum(f.rule.startswith(rule) for f in after) <= sum(rule_.startswith(rule) for rule_ in before)
        names = [suggestion.level3 for suggestion in suggestions]
        assert len(names) == len(set(names))
        assert not set(names) & {row.level3 for row in table.indicators}


def test_a_suggested_row_stands_with_its_class(context: DraftContext) -> None:
    table = table_without("质量指标")
    added = apply_suggestion(table, suggest(table, context)[0])
    assert [row.level2 for row in added.indicators] == [row.level2 for row in sound_table().indicators]


@pytest.mark.parametrize(
    ("name", "budget", "rows"),
    [
        ("农村学生生活补助", "3280000", [("数量指标", "小学寄宿生数量", "≥1640人"), ("数量指标", "初中寄宿生数量", "≥1300人")]),
        ("县乡道路大中修工程", "20000000", [("数量指标", "大中修里程", "≥20公里")]),
        ("代表活动", "85000", [("数量指标", "代表视察次数", "≥4次")]),
    ],
)
def test_no_number_is_guessed_beside_one_that_is_given(
    name: str, budget: str, rows: list[tuple[str, str, str]], context: DraftContext
) -> None:
    found = suggest(replace_table(table_of(*rows), name, budget), context, k=20)
    counts = [one for one in of_class(found, "数量指标") if one.target and one.target.number]
    assert not [one for one in counts if (one.target and one.target.base_unit) in ("人", "米", "公里", "处", "次")]
    assert all("推算" in (one.caution or "") for one in counts)


def replace_table(table: GoalTable, name: str, budget: str) -> GoalTable:
    return table.model_copy(update={"name": name, "budget_yuan": Decimal(budget), "purpose": None, "goals": ()})
