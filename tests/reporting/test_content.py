from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.goals import GoalTable
from assistant.reporting.content import (
    CHANGES,
    DEDUCTIONS,
    FINDINGS,
    REFUSED,
    UNCHECKED,
    Entry,
    Kind,
    before_and_after,
    head_of,
    list_changes,
    list_deductions,
    list_findings,
    list_refused,
    list_unchecked,
    lists_of,
    summarise,
    titles_of,
)
from assistant.review import RULES, Finding, Fix, review_fully
from assistant.review.mending import Change, Refusal
from tests.reporting.samples import FAULTY, corrected, reviewed
from tests.review.samples import DATA, SOUND, sound_table, table_of

KINDS = [FINDINGS, DEDUCTIONS, CHANGES, REFUSED, UNCHECKED]


def rows_of(entry: Entry, kind: Kind) -> list[dict[str, str]]:
    headings = [column.heading for column in kind.columns]
    return [dict(zip(headings, row, strict=True)) for row in dict(lists_of(entry)).get(kind, ())]


def test_the_head_says_what_table_it_is() -> None:
    assert head_of(FAULTY) == [
        ("单位", "唐山市丰润区妇女联合会"),
        ("预算年度", "2024年"),
        ("预算金额", "2万元"),
        ("来源文件", "某区_2024.docx"),
        ("位置", "第1张表"),
    ]
    assert head_of(GoalTable(name="甲")) == [("单位", "未写明"), ("预算年度", "未写明"), ("预算金额", "未写明")]


def test_every_finding_has_its_row_with_place_text_and_advice() -> None:
    entry = reviewed()
    rows = rows_of(entry, FINDINGS)
    assert [row["规则编号"] for row in rows] == [finding.rule for finding in entry.review.findings]
    assert [row["序号"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    (slip,) = (row for row in rows if row["规则编号"] == "UNIT-02")
    assert (slip["级别"], slip["规则名称"], slip["依据"]) == ("错误", "百分号写成百分比", "领域经验")
    assert (slip["位置"], slip["原文"], slip["建议改为"]) == ("第4条指标「资料|达标率」", "95百分比", "95%")
    (missing,) = (row for row in rows if row["规则编号"] == "VALUE-01")
    assert (missing["位置"], missing["原文"], missing["建议改为"]) == ("第10条指标「印发资料份数」", "（空）", "")
    (order,) = (row for row in rows if row["规则编号"] == "ORDER-01")
    assert (order["位置"], order["原文"], order["建议改为"]) == ("全表", "", "按类别重新排列")


def test_every_deduction_is_traced_to_its_findings() -> None:
    entry = reviewed()
    assert entry.review.score
    rows = rows_of(entry, DEDUCTIONS)
    assert {row["方面"] for row in rows} == {"完整性", "相关性", "适当性", "可行性"}
    lost = sum(Decimal(row["扣分"]) for row in rows)
    assert float(100 - lost) == entry.review.score.total
    found = [row["规则编号"] for row in rows_of(entry, FINDINGS)]
    for row in rows:
        if row["规则编号"]:
            first = int("".join(character if character.isdigit() else " " for character in row["对应意见"]).split()[0])
            assert found[first - 1] == row["规则编号"]


def test_findings_beyond_those_that_cost_points_are_named_too() -> None:
    entry = reviewed(table_of(*SOUND, *(("质量指标", f"{name}达标率", "≥95百分比") for name in ("甲类器材", "乙类药品", "校舍", "路面"))))
    (slips,) = (row for row in rows_of(entry, DEDUCTIONS) if row["规则编号"] == "UNIT-02")
    assert slips["对应意见"] == "第 1–4 条，只计 3 条"


def test_rules_that_could_not_be_checked_stand_under_their_reason() -> None:
    entry = reviewed()
    listed = {rule.split(" ")[0] for row in rows_of(entry, UNCHECKED) for rule in row["没有检查的规则"].split("、") if "-" in rule[:10]}
    assert listed == set(entry.review.not_applicable)
    reasons = [row["原因"] for row in rows_of(entry, UNCHECKED)]
    assert len(reasons) == len(set(reasons))
    assert "没有资金支出计划" in reasons


def test_changes_stand_with_what_was_and_what_is() -> None:
    entry = corrected()
    changes = {row["规则编号"]: row for row in rows_of(entry, CHANGES)}
    assert (changes["UNIT-02"]["原为"], changes["UNIT-02"]["改为"]) == ("95百分比", "95%")
    assert (changes["SIGN-02"]["原为"], changes["SIGN-02"]["改为"]) == ("95%", "≥95%")
    assert changes["ORDER-01"]["改为"].startswith("印发资料份数、")
    assert "培训期数" not in changes["ORDER-01"]["原为"]
    assert not {"UNIT-02", "SIGN-02", "ORDER-01"} & {row["规则编号"] for row in rows_of(entry, FINDINGS)}
    assert CHANGES not in dict(lists_of(reviewed()))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("甲、乙、丙、丁", "甲、丙、乙、丁", ("乙、丙", "丙、乙")),
        ("甲、乙", "乙、甲", ("甲、乙", "乙、甲")),
        ("甲", "甲", ("（空）", "（空）")),
    ],
)
def test_of_an_order_only_what_moved_is_said(before: str, after: str, said: tuple[str, str]) -> None:
    change = Change(rule="ORDER-01", severity="info", place="全表", field="indicators", before=before, after=after)
    assert before_and_after(change) == said


def test_what_was_not_changed_stands_with_the_reason() -> None:
    finding = Finding(rule="SIGN-02", severity="warning", message="…", indicator=2, field="value", fix=Fix(field="value", new="≥300%"))
    entry = replace(corrected(), refused=(Refusal(finding=finding, place="第3条指标「培训合格率」", reason="改了以后会出现新的错误"),))
    assert list_refused(entry) == (("SIGN-02", "第3条指标「培训合格率」", "≥300%", "改了以后会出现新的错误"),)
    assert REFUSED in dict(lists_of(entry))


def test_the_summary_counts_and_compares() -> None:
    entry = corrected()
    assert summarise(reviewed()).startswith(f"共 {len(reviewed().review.findings)} 条审核意见：错误 ")
    assert summarise(entry).startswith(f"原有 {len(reviewed().review.findings)} 条审核意见，自检得分 ")
    assert f"修改 {len(entry.changes or ())} 处后，共 {len(entry.review.findings)} 条" in summarise(entry)
    assert "非官方" in summarise(entry)


@pytest.mark.parametrize("table", [FAULTY.model_copy(update={"classified": True}), FAULTY.model_copy(update={"purpose": "密级：机密"})])
def test_of_a_classified_table_nothing_but_the_head_is_told(table: GoalTable) -> None:
    entry = Entry(table, review_fully(FAULTY, DATA))
    assert entry.withheld
    assert lists_of(entry) == []


def test_tables_of_one_name_are_told_apart() -> None:
    other = reviewed(sound_table(name="别的经费"))
    assert titles_of([reviewed(), other, reviewed()]) == ["妇女培训经费（第1张）", "别的经费", "妇女培训经费（第3张）"]


def test_a_sound_table_says_that_there_is_nothing() -> None:
    entry = reviewed(sound_table())
    assert list_findings(entry) == list_changes(entry) == ()
    assert {row[3] for row in list_deductions(entry)} == {"没有扣分"}
    assert list_unchecked(entry)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_columns_fill_the_width_of_the_page(kind: Kind) -> None:
    assert sum(column.width for column in kind.columns) == 297 - 2 * 20


def test_every_rule_can_be_reported() -> None:
    findings = tuple(Finding(rule=rule.id, severity=rule.severity, message="…") for rule in RULES.values())
    entry = replace(reviewed(), review=reviewed().review.model_copy(update={"findings": findings}))
    assert len(list_findings(entry)) == len(RULES)
