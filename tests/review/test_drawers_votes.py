"""Classes of rows whose words say nothing, told from other projects."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from assistant.goals import GoalTable
from assistant.review import Comparable, Finding, review
from tests.review.samples import DATA, SOUND, find, table_with


@dataclass(frozen=True)
class Others:
    """Rows of as many other projects as there are classes."""

    classes: Sequence[str]
    project: str = "项目{}"

    def like(self, name: str, *, excluding: GoalTable | None = None) -> Sequence[Comparable]:
        return [Comparable(f"甲#{n}", name, level2, None, self.project.format(n)) for n, level2 in enumerate(self.classes)]


def votes(level2: str, name: str, value: str, classes: Sequence[str], project: str = "项目{}") -> list[Finding]:
    data = replace(DATA, comparables=Others(classes, project))
    found = review(table_with(level2, name, value), data)
    return [finding for finding in found if finding.rule == "DRAWER-06" and finding.indicator == len(SOUND)]


def test_votes_of_other_projects() -> None:
    (finding,) = votes("质量指标", "政策知晓率", "≥90%", ["社会效益指标"] * 4 + ["质量指标"])
    assert finding.severity == "info"
    assert finding.fix is None
    assert "5 个项目" in finding.message
    assert "4 个" in finding.message


@pytest.mark.parametrize(
    ("level2", "name", "value", "classes", "project"),
    [
        ("质量指标", "政策知晓率", "≥90%", ["社会效益指标"] * 2, "项目{}"),  # too few
        ("质量指标", "政策知晓率", "≥90%", ["社会效益指标"] * 3 + ["质量指标"], "项目{}"),  # at odds
        ("质量指标", "政策知晓率", "≥90%", ["社会效益指标"] * 9, "同一项目"),  # one voice
        ("社会效益指标", "环境质量", "改善", ["生态效益指标"] * 4, "项目{}"),  # which benefit is open
        ("质量指标", "验收合格率", "≥90%", ["时效指标"] * 4, "项目{}"),  # its words are clear
        ("数量指标", "受益人数", "≥90人", ["社会效益指标"] * 4, "项目{}"),
        ("时效指标", "资金支付时间", "12月底前", ["质量指标"] * 4, "项目{}"),
        ("服务对象满意度指标", "投诉率", "≤1%", ["质量指标"] * 4, "项目{}"),  # told by CLASS-10
    ],
)
def test_votes_that_say_nothing(level2: str, name: str, value: str, classes: list[str], project: str) -> None:
    assert votes(level2, name, value, classes, project) == []


def test_what_words_tell_needs_no_vote() -> None:
    assert find("DRAWER-01", table_with("质量指标", "开展督查次数", "≥4次"))
    assert votes("质量指标", "开展督查次数", "≥4次", ["数量指标"] * 4) == []
