"""The workbook of a review in bulk, as it is written anew over one that people have written in."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from assistant.batch.remarks import REMARKS, Remarks
from assistant.batch.reviews.need import rank
from assistant.batch.reviews.results import TITLE, Failure, Found, review_workbook
from assistant.batch.reviews.reviewing import ReviewedTable
from assistant.goals import GoalTable
from assistant.goals.table import Source
from assistant.review import Review, review_fully
from tests.review.samples import DATA, sound_table

Said = dict[tuple[Any, Any], Any]


def table(file: str, name: str, unit: str | None = "一局", year: int = 2027, budget: int = 10, place: int = 1) -> ReviewedTable:
    source = Source(file=file, location=f"第 {place} 张表")
    return ReviewedTable(
        GoalTable(name=name, unit=unit, year=year, budget_yuan=Decimal(budget), source=source),
        Review(findings=(), not_applicable={}, score=None),
    )


class Book:
    """A workbook that is made again and again."""

    def __init__(self, *tables: ReviewedTable) -> None:
        self.homeless: list[str] = []
        self.rows: list[dict[Any, Any]] = []
        self.made = self.make(*tables)

    def make(
        self, *tables: ReviewedTable, waiting: Sequence[tuple[str, str]] = (), failed: Sequence[str] = (), withheld: Sequence[str] = ()
    ) -> Said:
        """What stands as remarks, by file and project."""
        remarks = Remarks([[*row] for row in self.rows[:1]] + [[*row.values()] for row in self.rows])
        failures = [Failure(file, None, None, "打不开") for file in failed]
        found = Found(rank(tables), [], {}, [(file, 1) for file in withheld], failures, waiting=waiting)
        book = openpyxl.load_workbook(BytesIO(review_workbook(found, remarks)))
        headings, *rows = book[TITLE].iter_rows(values_only=True)
        self.rows = [dict(zip(headings, row, strict=True)) for row in rows]
        self.homeless = remarks.homeless
        return {(row["文件"], row["项目名称"]): row[REMARKS] for row in self.rows}

    def write(self, **texts: str) -> None:
        for row in self.rows:
            row[REMARKS] = texts.get(row["项目名称"], row[REMARKS])


def test_identical_tables_are_told_beside_the_first_with_how_many_there_are() -> None:
    units = {"甲": "一局", "乙": "一局", "丙": "一局", "丁": "二局", "戊": "二局"}
    tables = [sound_table(unit=unit, source=Source(file=file)) for file, unit in units.items()]
    found = Found(rank([ReviewedTable(each, review_fully(each, DATA)) for each in tables]), [], {}, [], [])
    book = openpyxl.load_workbook(BytesIO(review_workbook(found)))
    headings, *rows = book["相近的表"].iter_rows(values_only=True)
    three, two = "完全相同（共 3 张）", "完全相同"
    files = [headings.index(name) for name in ("相近度", "甲：文件", "乙：文件")]
    assert [tuple(row[at] for at in files) for row in rows] == [
        (three, "甲", "乙"), (three, "甲", "丙"), (two, "丁", "戊"), ("100%", "甲", "丁"),
    ]  # fmt: skip
    headings, *rows = book[TITLE].iter_rows(values_only=True)
    assert {row[headings.index("文件")]: row[headings.index("相近的表")] for row in rows} == {"甲": 3, "乙": 3, "丙": 3, "丁": 2, "戊": 2}


def test_remarks_wait_for_tables_that_are_not_there_for_once() -> None:
    one, two, other = table("甲", "会议"), table("甲", "培训", place=2), table("乙", "图书")
    book = Book(one, two, other)
    book.write(会议="退回", 培训="补清单", 图书="同意")
    said = book.make(other, waiting=[("甲", "模型服务连不上。")])
    assert said == {("乙", "图书"): "同意", ("甲", "会议"): "退回", ("甲", "培训"): "补清单"}
    assert [row["先看的原因"] for row in book.rows][1:] == ["还没有审核：模型服务连不上。"] * 2
    said = book.make(other, failed=["甲"])
    assert said == {("乙", "图书"): "同意", ("甲", "会议"): "退回", ("甲", "培训"): "补清单"}
    assert [row["先看的原因"] for row in book.rows][1:] == ["没有审核：打不开"] * 2
    assert book.make(one, two, other) == {("甲", "会议"): "退回", ("甲", "培训"): "补清单", ("乙", "图书"): "同意"}
    assert book.homeless == []


def test_a_file_that_waits_and_has_no_remark_is_one_row_and_what_is_written_there_goes_to_its_table() -> None:
    book = Book(table("甲", "会议"), table("乙", "图书"))
    assert book.make(waiting=[("甲", "等"), ("乙", "等")]) == {("甲", None): None, ("乙", None): None}
    book.rows[0][REMARKS] = "请重报"
    assert book.make(table("甲", "会议"), table("乙", "图书")) == {("甲", "会议"): "请重报", ("乙", "图书"): None}


@pytest.mark.parametrize(
    "now",
    [
        table("甲", "差旅"),
        table("甲", "会议", "二局"),
        table("甲", "会议", year=2028),
        table("甲", "会议", budget=50),
        table("丙", "会议"),
    ],
)
def test_a_remark_goes_to_no_other_table(now: ReviewedTable) -> None:
    beside = table("甲", "培训", place=2)
    book = Book(table("甲", "会议"), beside)
    book.write(会议="退回")
    assert [*book.make(now, beside).values()] == [None, None]
    assert book.homeless == ["甲 会议"]


def test_nor_to_one_that_is_marked_since() -> None:
    book = Book(table("甲", "会议"))
    book.write(会议="退回")
    assert book.make(withheld=["甲"]) == {("甲", "（涉密）"): None}


def test_tables_of_one_name_are_known_by_what_they_say_and_last_by_their_places() -> None:
    book = Book(table("甲", "会议", budget=10), table("甲", "会议", budget=50, place=2))
    for row in book.rows:
        row[REMARKS] = f"{row['预算（元）']} 的"
    book.make(*(table("甲", "会议", budget=budget, place=place) for place, budget in enumerate([90, 10, 50], 1)))
    assert [(row["预算（元）"], row[REMARKS]) for row in book.rows] == [(90, None), (10, "10 的"), (50, "50 的")]
    book = Book(table("甲", "会议"), table("甲", "会议", place=2))
    book.rows[1][REMARKS] = "第二张"
    book.make(table("甲", "会议"), table("甲", "会议", place=2))
    assert [row[REMARKS] for row in book.rows] == [None, "第二张"]
    book.make(*(table("甲", "会议", place=place) for place in (1, 2, 3)))
    assert ([row[REMARKS] for row in book.rows], book.homeless) == ([None] * 3, ["甲 会议"])
