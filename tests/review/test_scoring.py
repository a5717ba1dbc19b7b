from decimal import Decimal

import pytest

from assistant.library.standards import ScoreRules
from assistant.review import RULES, Finding, Score, review_fully
from assistant.review.scoring import score
from tests.review.samples import DATA, sound_table, table_with

SETTINGS = DATA.standards.score


def scored(*rules: str, settings: ScoreRules = SETTINGS) -> Score:
    return score([Finding(rule=rule, severity=RULES[rule].severity, message="…") for rule in rules], RULES, settings)


def test_nothing_found() -> None:
    best = scored()
    assert (best.total, best.grade, best.official) == (100, "优", False)
    assert [(aspect.aspect, aspect.full) for aspect in best.aspects] == [("完整性", 20), ("相关性", 30), ("适当性", 30), ("可行性", 20)]


def test_points_lost_are_told_by_rule() -> None:
    some = scored("UNIT-02", "UNIT-02", "NAME-02", "COUNT-03")
    assert some.total == 100 - 8 - 2 - 0.5
    lost = {deduction.rule: (deduction.points, deduction.findings) for aspect in some.aspects for deduction in aspect.deductions}
    assert lost == {"UNIT-02": (8, 2), "NAME-02": (2, 1), "COUNT-03": (0.5, 1)}


def test_one_rule_costs_a_few_times_only() -> None:
    (deduction,) = scored(*["NAME-02"] * 10).aspects[1].deductions
    assert (deduction.points, deduction.findings, deduction.counted) == (6, 10, 3)


def test_aspect_is_never_below_nothing() -> None:
    feasible = scored("YEAR-01", "YEAR-01", "YEAR-01", "DATE-02", "DATE-02", "DATE-02").aspects[3]
    assert feasible.points == 0
    assert sum(deduction.points for deduction in feasible.deductions) == feasible.full


@pytest.mark.parametrize(
    ("rules", "grade"),
    [
        ((), "优"),
        (("NAME-02",) * 3, "优"),
        (("NAME-02",) * 3 + ("GOAL-06", "GOAL-07", "GOAL-03"), "良"),
        (("YEAR-01",) * 3 + ("NAME-02",) * 3, "良"),
    ],
)
def test_grade(rules: tuple[str, ...], grade: str) -> None:
    assert scored(*rules).grade == grade


def test_grade_with_an_error_is_told_why() -> None:
    one = scored("YEAR-01")
    assert (one.total, one.grade) == (96, "良")
    assert one.reason == "96 分，按分数为优；因有“错误”级审核意见，最高评为良"


def test_every_point_is_explained() -> None:
    result = review_fully(table_with("数量指标", "“三八”活动完成率", "良好"), DATA).score
    assert result is not None
    for aspect in result.aspects:
        assert aspect.full - sum(deduction.points for deduction in aspect.deductions) == aspect.points
    assert result.total == sum(aspect.points for aspect in result.aspects)


def test_what_a_model_says_costs_nothing() -> None:
    assert scored(*["MODEL-01"] * 5) == scored()
    assert scored("MODEL-01", "NAME-02") == scored("NAME-02")


def test_settings_change_the_score() -> None:
    changed = SETTINGS.model_copy(update={"deductions": {"error": Decimal(10), "warning": Decimal(5), "info": Decimal(0)}})
    assert scored("NAME-02", "COUNT-03", settings=changed).total == 95


def test_classified_table_has_no_score() -> None:
    assert review_fully(sound_table(classified=True), DATA).score is None
