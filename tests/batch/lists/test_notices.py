"""What is said of a list, for all of it and beside each row."""

from pathlib import Path

from assistant.batch.lists.notices import Notices
from tests.batch.lists.listing import Rows, read_rows

HEAD = ["项目名称", "预算（万元）"]


def test_a_sentence_names_its_rows_once_whatever_it_begins_with() -> None:
    notices = Notices()
    notices.add("「第 三 批」没有写金额", 2, 3, 2)
    notices.add("第 4 行与第 2 行完全相同", 2)
    notices.add("第 9 行是合计")
    notices.extend(["只读了一张工作表。"])
    assert notices.all() == [
        "第 2、3 行：「第 三 批」没有写金额。",
        "第 4 行与第 2 行完全相同。",
        "第 9 行是合计。",
        "只读了一张工作表。",
    ]
    assert notices.of_row(2) == ["「第 三 批」没有写金额。", "第 4 行与第 2 行完全相同。"]
    assert notices.of_list() == ["第 9 行是合计。", "只读了一张工作表。"]


def test_what_was_chosen_alike_for_all_rows_is_about_the_list() -> None:
    notices = Notices()
    for row in (2, 3):
        notices.add("预算取自「审定数」栏", row, chosen=True)
    notices.settle([2, 3, 4])
    assert notices.of_row(2) == ["预算取自「审定数」栏。"]
    notices.settle([2, 3])
    assert (notices.of_row(2), notices.of_list(), notices.chosen) == ([], ["预算取自「审定数」栏。"], True)


def test_of_many_rows_with_something_of_their_own_each_is_told_only_that() -> None:
    notices, rows = Notices(), range(20_000)
    for row in rows:
        notices.add(f"预算少 {row} 元", row)
        notices.add("只写了一项资金来源", row)
    notices.settle(rows)
    assert [notices.of_row(row)[0] for row in rows] == [f"预算少 {row} 元。" for row in rows]
    assert notices.all()[1].startswith("第 0、1、2、3、4、5、6、7、8、9 等 20000 行：")


def test_a_row_that_comes_twice_is_drafted_once_and_namesakes_are_told_each_in_one_sentence(tmp_path: Path) -> None:
    rows: Rows = [["培训经费", 5], ["培训经费", 5], ["培训经费", 8], ["会议经费", 5], ["会议经费", 5], ["会议经费", 9]]
    listed = read_rows(tmp_path, [HEAD, *rows])
    assert [row.row for row in listed.rows] == [2, 4, 5, 7]
    assert [notice.split("，")[0] for notice in listed.notices] == [
        "第 3、6 行各与前面的一行完全相同",
        "第 4、7 行各与前面的一行是同名项目",
    ]
    assert [notice.split("，")[0] for notice in listed.rows[2].notices] == ["第 6 行与第 5 行完全相同", "第 7 行与第 5 行是同名项目"]
    (twice,) = read_rows(tmp_path, [HEAD, ["培训经费", 5], ["培训经费", 5]]).notices
    assert twice == "第 3 行与第 2 行完全相同，只起草一次。"
