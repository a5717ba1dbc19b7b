"""The sheet that people write in: with which row a remark goes when the list changes."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.batch.drafts.summary import Result, Summary
from assistant.batch.lists.project_list import ListedProject, RefusedRow
from assistant.batch.remarks import REMARKS, Remarks
from assistant.drafting import DraftRequest


def listed(row: int, unit: str | None = "一局", budget: int = 10, year: int = 2027, code: str | None = None, **extra: str) -> ListedProject:
    return ListedProject(row, DraftRequest("会议经费", Decimal(budget), year, unit), extra, code=code)


def results(*projects: ListedProject, prompts: Sequence[str | None] = (None,)) -> list[Result]:
    several = len(prompts) > 1
    return [
        Result(replace(project, prompt=prompt) if several else project, "等", "waiting", prompt)
        for project in projects
        for prompt in prompts
    ]


def carried(before: list[Result], texts: Sequence[str | None], now: list[Result]) -> list[object]:
    """What stands in each row of a sheet that is made over one in whose rows these texts were written."""
    headings, rows = Summary(before).rows(Remarks())
    at = headings.index(REMARKS)
    written = [[*row[:at], text, *row[at + 1 :]] for row, text in zip(rows, texts, strict=True)]
    headings, rows = Summary(now).rows(Remarks([headings, *written]))
    return [row[headings.index(REMARKS)] for row in rows]


ONE, OTHER = listed(2, "一局"), listed(3, "二局")


@pytest.mark.parametrize(
    ("before", "texts", "now", "expected"),
    {
        "by a model": (results(ONE, OTHER), [None, "退回"], results(ONE, OTHER, prompts=["draft@1"]), [None, "退回"]),
        "by a new version": (
            results(ONE, OTHER, prompts=["draft@1"]),
            ["同意", "退回"],
            results(ONE, OTHER, prompts=["draft@2"]),
            ["同意", "退回"],
        ),
        "of two prompts": (
            results(ONE, prompts=["p", "q"]),
            [None, "退回"],
            results(replace(ONE, row=9), prompts=["q", "p"]),
            ["退回", None],
        ),
        "another unit": (results(ONE, OTHER), ["退回", None], results(listed(2, "三局"), OTHER), [None, None]),
        "another year": (results(ONE), ["退回"], results(listed(2, year=2028)), [None]),
        "another budget": (results(ONE), ["退回"], results(listed(2, budget=50)), [None]),
        "another code": (results(listed(2, code="1")), ["退回"], results(listed(2, code="2")), [None]),
        "unit and code filled in": (results(listed(2, None), OTHER), ["退回", None], results(listed(2, code="1"), OTHER), ["退回", None]),
        "alike but for a further column": (
            results(listed(2, 科室="甲"), listed(3, 科室="乙")),
            ["甲的", "乙的"],
            results(listed(2, "新"), listed(3, 科室="甲"), listed(4, 科室="乙"), listed(5, 科室="丙")),
            [None, "甲的", "乙的", None],
        ),
        "a further column named like ours": (
            results(listed(2, 提示词="x"), listed(3, 提示词="y")),
            ["甲的", "乙的"],
            results(listed(2, 提示词="y"), listed(3, 提示词="x")),
            ["乙的", "甲的"],
        ),
        "alike in all": (results(listed(2), listed(3)), ["甲的", "乙的"], results(listed(2), listed(3), OTHER), ["甲的", "乙的", None]),
        "alike in all, and moved": (results(listed(2), listed(3)), ["甲的", None], results(OTHER, listed(3), listed(4)), [None] * 3),
    }.values(),
)
def test_a_remark_goes_with_its_project_and_to_no_other(
    before: list[Result], texts: list[str | None], now: list[Result], expected: list[str | None]
) -> None:
    assert carried(before, texts, now) == expected


def test_a_row_that_was_left_out_keeps_its_remark_when_it_is_put_right() -> None:
    headings, (row,) = Summary([], [RefusedRow(2, "会议经费", "缺少预算。")]).rows(Remarks())
    written = [*row]
    written[headings.index(REMARKS)] = "请补预算"
    headings, (row,) = Summary(results(ONE)).rows(Remarks([headings, written]))
    assert row[headings.index(REMARKS)] == "请补预算"
