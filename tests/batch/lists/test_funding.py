"""Where the money comes from, as lists of many offices say it."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.batch import ProjectList, read_list
from assistant.goals import Funding

Rows = Sequence[Sequence[str | int]]
Read = Callable[[Rows], ProjectList]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def write_and_read(rows: Rows) -> ProjectList:
        path = tmp_path / "list.csv"
        path.write_text("\n".join(",".join(map(str, row)) for row in rows), "utf-8")
        return read_list(path, today=date(2026, 11, 21))

    return write_and_read


@pytest.mark.parametrize(
    ("headings", "cells", "told"),
    [
        (["其中：财政拨款", "自筹资金"], ["15", "5"], (150_000, 50_000)),
        (["财政资金（元）", "其他资金（元）"], ["150000", "5万元"], (150_000, 50_000)),
        (["财政资金", "其他资金"], ["20", "—"], (200_000, 0)),
        (["财政资金", "其他资金"], ["15", ""], (150_000, None)),
        (["本级财政资金", "上级补助资金", "单位自筹"], ["5", "10", "5"], (150_000, 50_000)),
        (["财政资金", "其中：中央资金", "其他资金"], ["15", "10", "5"], (150_000, 50_000)),
        (["上级资金", "自有资金"], ["15", "5"], (150_000, 50_000)),
        (["财政资金", "其他资金"], ["", ""], None),
        (["中央资金", "省级资金"], ["10", "10"], (200_000, None)),
        (["市级财政资金", "县级财政资金"], ["5", "15"], (200_000, None)),
        (["中央资金", "省级资金", "自筹资金"], ["10", "5", "5"], (150_000, 50_000)),
        (["上级补助资金", "县级配套资金", "其他资金"], ["15", "5", "0"], (200_000, 0)),
        (["中央财政资金", "省级财政资金", "县级财政资金", "其他资金"], ["10", "5", "5", ""], (200_000, None)),
        (["一般公共预算拨款", "政府性基金预算", "单位资金"], ["10", "5", "5"], (150_000, 50_000)),
        (["一般公共预算", "其中：中央和省级补助", "县级配套", "街道自筹"], ["15", "10", "5", "5"], (150_000, 50_000)),
        (["其中：中央、省级资金", "市级补助", "县级财政资金"], ["10", "5", "5"], (200_000, None)),
        (["2027年财政资金", "2027年其他资金", "2026年财政资金"], ["15", "5", "9"], (150_000, 50_000)),
        (["上年结转资金", "财政资金", "其他资金"], ["5", "10", "5"], (150_000, 50_000)),
        (["财政资金", "其中：上年结转", "其他资金"], ["15", "5", "5"], (150_000, 50_000)),
        (["财政资金", "其他资金", "其中：自筹", "社会捐赠"], ["15", "5", "3", "2"], (150_000, 50_000)),
        (["总投资（万元）", "财政资金", "其他资金"], ["100", "15", "5"], (150_000, 50_000)),
        (["总投资（万元）", "财政资金", "其他资金"], ["100", "80", "20"], None),
        (["中央资金", "自筹资金"], ["10", ""], None),
        (["财政资金", "上级补助", "其他资金"], ["15", "", ""], None),
        (["财政资金", "专项债券"], ["15", "5"], (200_000, None)),
        (["财政资金", "其他资金", "合计"], ["15", "6", "21"], None),
        (["财政资金", "自筹资金"], ["15", "见附件"], None),
        (["财政资金", "上级补助", "其他资金", "自筹资金"], ["10", "5", "5", "5"], None),
    ],
)
def test_where_the_money_comes_from(read: Read, headings: list[str], cells: list[str], told: tuple[int, int | None] | None) -> None:
    listed = read([["项目名称", *headings, "预算（万元）"], ["培训经费", *cells, "20"]])
    assert listed.problems == ()
    (row,) = listed.rows
    assert row.request.budget_yuan == 200_000
    assert row.funding == (Funding(fiscal_yuan=told[0], other_yuan=told[1]) if told else None)
    said = zip([*headings, "预算（万元）"], [*cells, "20"], strict=True)
    assert row.columns == {heading: cell for heading, cell in said if cell}


@pytest.mark.parametrize(("fiscal", "other"), [("15", "6"), ("21", ""), ("", "20.01"), ("10", "5")])
def test_sources_that_do_not_make_the_budget_are_told_with_all_else(read: Read, fiscal: str, other: str) -> None:
    listed = read([["项目名称", "预算（万元）", "财政资金", "其他资金", "预算年度"], ["培训经费", "20", fiscal, other, "明年"]])
    money, year = listed.problems
    assert "第 2 行：资金来源（" in money
    assert "合计应等于预算" in money
    assert [(row.row, row.name, "预算年度" in row.reason, "资金来源" in row.reason) for row in listed.refused] == [
        (2, "培训经费", True, True)
    ]
    assert "预算年度" in year


def test_what_cannot_be_told_of_sources_is_left_open_and_said_once_for_all_rows(read: Read) -> None:
    head = ["项目名称", "预算（万元）", "财政资金", "其他资金", "上年结转", "总投资"]
    rows: Rows = [[f"培训经费{row}", 20, 15, 6, "", ""] for row in range(2, 14)]
    listed = read([head, *rows, ["会议经费", 20, 10, 5, 5, 100]])
    assert listed.problems == ()
    unclear, assumed, chosen = listed.notices
    assert unclear.startswith(
        "第 2、3、4、5、6、7、8、9、10、11 等 12 行："
        "资金来源（「财政资金」15万元、「其他资金」6万元）相加是 21万元，比预算 20万元 多 1万元，"
    )
    assert chosen.startswith("预算取自「预算（万元）」栏，没有取「总投资」栏")
    assert assumed.startswith("「上年结转」算作财政资金")
    assert listed.rows[0].funding is None
    assert listed.rows[0].extra == {"财政资金": "15", "其他资金": "6"}
    assert listed.rows[-1].funding == Funding(fiscal_yuan=Decimal(150_000), other_yuan=Decimal(50_000))
    assert listed.rows[-1].extra == {"财政资金": "10", "上年结转": "5", "总投资": "100"}


def test_a_column_of_another_year_is_carried_and_one_of_this_year_stands_in_the_results(read: Read) -> None:
    head = ["项目名称", "2027年预算（万元）", "2026年财政资金", "2027年财政资金", "其他资金"]
    row, old = read([head, ["培训经费", 20, 9, 15, 5], ["会议经费", 5, 3, "", 5]]).rows
    assert (row.extra, old.extra) == ({"2026年财政资金": "9"}, {"2026年财政资金": "3"})
    assert old.funding == Funding(other_yuan=Decimal(50_000))


def test_headings_are_quoted_as_they_are_written(read: Read) -> None:
    head = ["项目名称", "预算（万元）", "其中：财政资金", "财政资金（万元）", "其中：上年结转"]
    unclear, assumed = read([head, ["培训经费", 20, 10, 20, ""], ["会议经费", 5, "", 3, 2]]).notices
    assert "（「其中：财政资金」10万元、「财政资金（万元）」20万元）" in unclear
    assert assumed.startswith("「其中：上年结转」算作财政资金")


def test_a_source_below_the_budget_is_never_taken_for_all_of_it(read: Read) -> None:
    (row,) = (listed := read([["项目名称", "预算（万元）", "财政资金"], ["培训经费", 20, 15]])).rows
    assert row.funding == Funding(fiscal_yuan=Decimal(150_000))
    assert listed.notices[0].startswith("第 2 行：只写了一项资金来源")


def test_money_beside_the_sources_that_nobody_knows_as_one_is_named(read: Read) -> None:
    head = ["项目名称", "预算（万元）", "其中：省级补助", "其中：以工代赈", "2026年预算", "受益人数"]
    (told, _) = read([head, ["道路硬化", 20, 8, 12, 9, 5]]).notices
    assert "相加是" not in told
    assert "比预算 20万元 少 12万元，「其中：以工代赈」12万元 没有认作资金来源，是的话请在表头写明" in told
