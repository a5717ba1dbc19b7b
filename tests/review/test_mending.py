from collections import Counter
from collections.abc import Collection

import pytest
from hypothesis import Phase, given, settings

from assistant.goals import Goal, GoalTable
from assistant.review import RULES, Finding, Fix, hard_faults, review
from assistant.review.mending import MOST_CHANGES, Mended, mend, place_in_words
from tests.review.samples import DATA, SOUND, find, sound_table, table_of, table_with
from tests.review.strategies import tables


def reviewer(table: GoalTable) -> list[Finding]:
    return review(table, DATA)


def mended(table: GoalTable, *, rules: Collection[str] | None = None, finding: Finding | None = None) -> Mended:
    return mend(table, reviewer, rules=rules, finding=finding)


def with_quality(value: str, *costs: tuple[str, str, str]) -> GoalTable:
    """The sound table with a further row of quality, and costs, in their places."""
    return table_of(*SOUND[:3], ("质量指标", "资料达标率", value), *SOUND[3:5], *costs, *SOUND[5:])


def test_all_safe_fixes() -> None:
    result = mended(with_quality("≥95百分比", ("成本指标", "资料费", "≤0.1万")))
    assert [(change.before, change.after) for change in result.changes] == [("≥95百分比", "≥95%"), ("≤0.1万", "≤0.1万元")]
    assert [change.place for change in result.changes] == ["第4条指标「资料达标率」", "第7条指标「资料费」"]
    assert not {"UNIT-02", "UNIT-03"} & {finding.rule for finding in result.findings}


def test_two_fixes_of_one_value_come_together() -> None:
    result = mended(with_quality("95百分比"))
    assert result.table.indicators[3].value == "≥95%"
    assert {change.rule for change in result.changes} == {"UNIT-02", "SIGN-02"}


def test_what_is_promised_is_not_changed_unseen() -> None:
    table = with_quality("≥95%", ("成本指标", "项目总成本", "≤30000元"))
    assert mended(table).table == table
    (finding,) = find("MONEY-01", table)
    one = mended(table, finding=finding)
    assert one.table.indicators[6].value == "≤20000元"
    assert [change.rule for change in one.changes] == ["MONEY-01"]


def test_all_of_a_kind() -> None:
    table = table_of(*[("时效指标", f"第{number}批完成时间", "2022年底前") for number in (1, 2, 3)])
    result = mended(table, rules={"YEAR-01"})
    assert [row.value for row in result.table.indicators] == ["2024年底前"] * 3
    assert {change.rule for change in result.changes} == {"YEAR-01"}


def test_fix_that_brings_an_error_is_refused() -> None:
    bad = Finding(rule="SIGN-02", severity="warning", message="…", indicator=2, field="value", fix=Fix(field="value", new="≥300%"))
    result = mended(sound_table(), finding=bad)
    assert result.table == sound_table()
    assert result.refused[0].reason == "改了以后会出现新的错误：百分比越界（VALUE-04）"


def test_fix_that_leaves_its_finding_is_refused() -> None:
    table = table_with("质量指标", "资料达标率", "≥95百分比")
    bad = Finding(rule="UNIT-02", severity="error", message="…", indicator=7, field="value", fix=Fix(field="value", new="≥96百分比"))
    assert mended(table, finding=bad).refused[0].reason == "改了以后这条意见仍然存在"


def test_the_same_fault_in_another_place_does_not_keep_one_from_being_mended() -> None:
    """Both values of a row have one fault; the second is found when the first is gone."""
    rows = sound_table().indicators
    both = rows[2].model_copy(update={"value": "95%及以上", "period_value": "95%及以上"})
    result = mended(sound_table(indicators=(*rows[:2], both, *rows[3:])))
    assert (result.table.indicators[2].value, result.table.indicators[2].period_value) == ("≥95%", "≥95%")
    assert [change.field for change in result.changes] == ["value", "period_value"]


def test_fixes_of_many_rows_take_few_reviews() -> None:
    reviews = 0

    def counting(table: GoalTable) -> list[Finding]:
        nonlocal reviews
        reviews += 1
        return reviewer(table)

    table = table_of(*[("质量指标", f"第{number}类资料达标率", f"≥{number}百分比") for number in range(20, 80)])
    result = mend(table, counting)
    assert [row.value for row in result.table.indicators] == [f"≥{number}%" for number in range(20, 80)]
    assert len(result.changes) == 60
    assert reviews < 5


def test_one_bad_fix_among_many_is_found_and_refused() -> None:
    table = table_of(*[("质量指标", f"第{number}类资料达标率", "≥90百分比") for number in range(32)])

    def spoiling(table: GoalTable) -> list[Finding]:
        """The seventh row's fix leaves its finding."""
        return [
            RULES["UNIT-02"].finding("…", row=at, field="value", fix="≥90％" if at == 6 else "≥90%")
            for at, row in enumerate(table.indicators)
            if row.value != "≥90%"
        ]

    result = mend(table, spoiling)
    assert [refusal.place for refusal in result.refused] == ["第7条指标「第6类资料达标率」"]
    assert len(result.changes) == 31


def test_fixes_that_never_end_are_ended() -> None:
    def growing(table: GoalTable) -> list[Finding]:
        value = table.indicators[0].value or ""
        return [RULES["SIGN-04" if len(value) % 2 else "SIGN-05"].finding("…", row=0, field="value", fix=f"{value}1")]

    result = mend(sound_table(), growing)
    assert len(result.changes) == MOST_CHANGES
    assert [refusal.reason for refusal in result.refused] == [f"这一处已改了 {MOST_CHANGES} 次，请人工核对"]


@pytest.mark.parametrize(
    ("field", "row", "words"),
    [
        ("goals.1.text", None, "第2条绩效目标"),
        ("tasks.0.name", None, "第1项任务"),
        ("name", None, "项目名称"),
        ("indicators", None, "全表"),
        ("value", 0, "第1条指标「培训期数」"),
    ],
)
def test_places_in_words(field: str, row: int | None, words: str) -> None:
    finding = Finding(rule="TEXT-01", severity="error", message="…", indicator=row, field=field)
    assert place_in_words(finding, sound_table(goals=(Goal(text="甲"), Goal(text="乙")))) == words


@settings(max_examples=150, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(table=tables)
def test_mending_brings_no_error_and_comes_to_an_end(table: GoalTable) -> None:
    for rules in (None, set(RULES)):
        result = mended(table, rules=rules)
        before, after = (Counter(finding.rule for finding in hard_faults(found)) for found in (reviewer(table), result.findings))
        assert not after - before
        assert result.findings == tuple(reviewer(result.table))
        again = mended(result.table, rules=rules)
        assert (again.table, again.changes) == (result.table, ())
        assert all(change.before != change.after for change in result.changes if change.field != "indicators")


@settings(max_examples=100, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(table=tables)
def test_each_fix_alone_brings_no_error(table: GoalTable) -> None:
    found = reviewer(table)
    before = Counter(finding.rule for finding in hard_faults(found))
    for finding in found:
        if finding.fix:
            result = mended(table, finding=finding)
            assert not Counter(other.rule for other in hard_faults(result.findings)) - before


def texts_of(table: GoalTable) -> set[str]:
    """Every text of a table that a fix can change; the empty one for what is not there."""
    rows = {getattr(row, field) or "" for row in table.indicators for field in type(row).model_fields if field != "target"}
    entries = {str(value or "") for entry in (*table.goals, *table.tasks) for _, value in entry}
    return {"", table.name, table.purpose or ""} | {text for text in rows if isinstance(text, str)} | entries


@settings(max_examples=100, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(table=tables)
def test_what_a_change_says_was_there_was_there(table: GoalTable) -> None:
    result = mended(table, rules=set(RULES))
    stood = texts_of(table)
    for change in result.changes:
        if change.field != "indicators":
            assert change.before in stood
            stood.add(change.after)
    assert {change.after for change in result.changes if change.field != "indicators"} <= texts_of(result.table) | {
        change.before for change in result.changes
    }
