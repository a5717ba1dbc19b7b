from decimal import Decimal

from assistant.goals import GoalTable
from assistant.review import Finding, apply_fix, review
from tests.review.samples import DATA, SOUND, find, sound_table, table_of


def test_head_that_says_too_little() -> None:
    (finding,) = find("TABLE-03", sound_table(unit=None, year=None))
    assert "单位、预算年度" in finding.message
    assert find("TABLE-03", sound_table(unit=None, department="某市教育局", budget_yuan=Decimal(0))) == []


def test_too_many_and_too_few_indicators() -> None:
    many = [("数量指标", f"第{number}类设备数量", f"≥{number}台") for number in range(1, 16)]
    assert [finding.rule for finding in find("COUNT", table_of(*SOUND, *many))] == ["COUNT-01"]
    assert [finding.rule for finding in find("COUNT", table_of(*SOUND[:5]))] == ["COUNT-02"]
    assert find("COUNT", table_of(*SOUND, kind="department")) == []


def test_one_quantity_for_much_money() -> None:
    rows = SOUND[1:]
    assert [finding.rule for finding in find("COUNT", table_of(*rows, budget_yuan=Decimal(500_000)))] == ["COUNT-03"]
    assert find("COUNT", table_of(*rows, budget_yuan=Decimal(19_000))) == []


def test_classes_torn_apart() -> None:
    rows = [*SOUND, ("质量指标", "培训出勤率", "≥95%")]
    table = table_of(*rows)
    (finding,) = find("ORDER", table)
    mended = apply_fix(table, finding)
    assert [row.level3 for row in mended.indicators][2:4] == ["培训合格率", "培训出勤率"]
    assert sorted(row.level3 for row in mended.indicators) == sorted(row.level3 for row in table.indicators)
    assert find("ORDER", mended) == []


def test_other_order_of_whole_classes_is_no_matter() -> None:
    assert find("ORDER", table_of(*SOUND[4:5], *SOUND[:4], *SOUND[5:])) == []


def copies(*tables: GoalTable) -> list[list[Finding]]:
    return [
        [finding for finding in review(table, DATA, siblings=[other for other in tables if other is not table]) if finding.rule == "DUP-04"]
        for table in tables
    ]


def test_row_in_words_that_stands_in_several_projects() -> None:
    same = ("质量指标", "工作完成质量", "良好")
    tables = [sound_table(name=name, indicators=table_of(*SOUND, same).indicators) for name in ("甲", "乙", "丙")]
    assert [len(found) for found in copies(*tables)] == [1, 1, 1]
    assert [len(found) for found in copies(*tables[:2])] == [0, 0]  # and rows with numbers or dates are common to many
