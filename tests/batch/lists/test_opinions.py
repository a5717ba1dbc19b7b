"""What others think of a project, as far as it is against its budget."""

from pathlib import Path

import pytest

from tests.batch.lists.listing import read_rows


@pytest.mark.parametrize(
    ("heading", "opinion", "told"),
    [
        ("主管部门审核意见", "拟压减至280万元", "与预算 320万元 不同，照样按预算起草"),
        ("局党组审定意见", "同意按90万元安排", "与预算 320万元 不同"),
        ("财政初审意见", "缓议", "写的是「缓议」，照样按预算起草"),
        ("评审意见", "不予安排", "写的是「不予安排」"),
        ("审核意见", "同意，320万元", None),
        ("审核意见", "同意，每人补助300元", None),
        ("审核意见", "同意", None),
        ("审核依据", "拟压减至280万元", None),
    ],
)
def test_an_opinion_against_the_budget_is_told_beside_its_row(tmp_path: Path, heading: str, opinion: str, told: str | None) -> None:
    (row,) = read_rows(tmp_path, [["项目名称", "预算（万元）", heading], ["设备购置", 320, opinion]]).rows
    assert row.request.budget_yuan == 3_200_000
    assert row.extra == {heading: opinion}
    assert [f"「{heading}」栏写的是「{opinion}」" in notice and (told or "") in notice for notice in row.notices] == (
        [True] if told else []
    )
