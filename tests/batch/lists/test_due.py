"""Times by which work is done, as people write them into lists."""

import pytest

from assistant.batch.lists.due import read_due, read_lasting, says_no_time
from assistant.drafting.deadlines import find_deadline


@pytest.mark.parametrize(
    ("cell", "year", "text"),
    [
        ("2027年8月底", 2027, "2027年8月底前完成"),
        ("2027-06-30前", 2027, "2027年6月30日前完成"),
        ("2027.3-2027.10", 2027, "2027年10月底前完成"),
        ("2027/3/1-2027/10/31", 2027, "2027年10月31日前完成"),
        ("2027年1-12月", 2027, "2027年12月底前完成"),
        ("2027.3.1-10.31", 2027, "2027年10月31日前完成"),
        ("3月至10月", None, "10月底前完成"),
        ("春季3-5月", None, "5月底前完成"),
        ("2026年10月至次年5月", 2027, "2027年5月底前完成"),
        ("2026.10-5", 2027, "2027年5月底前完成"),
        ("2027年5月—2028年4月", 2028, "2028年4月底前完成"),
        ("20270630", 2027, "2027年6月30日前完成"),
        ("2027-06", 2027, "2027年6月底前完成"),
        ("2027年12月前", 2027, "2027年12月前完成"),
        ("2027年10月中旬", 2027, "2027年10月中旬前完成"),
        ("2027年底", 2027, "2027年年底前完成"),
        ("2027年三季度", 2027, "2027年三季度完成"),
        ("工期2026年10月—2027年5月", 2027, "2027年5月底前完成"),
        ("计划2027年11月完工", 2027, "2027年11月底前完工"),
        ("汛前完工", None, "汛期前完工"),
        ("2027年暑假", 2027, "暑假期间完成"),
        ("国庆节前", None, "国庆前完成"),
        ("6月底前完成招标", None, "6月底前完成招标"),
    ],
)
def test_each_is_said_as_a_draft_understands_it(cell: str, year: int | None, text: str) -> None:
    due = read_due(cell)
    assert due is not None
    assert (due.year, due.text) == (year, text)
    assert find_deadline(due.text) is not None


@pytest.mark.parametrize(
    "cell", ["2027年", "2026-2028", "2027-2028学年", "全年", "长期", "按月发放", "合同期1年", "12个月", "经常性", "年内完成"]
)
def test_what_names_no_time_within_a_year_is_no_deadline(cell: str) -> None:
    assert read_due(cell) is None
    assert says_no_time(cell)


@pytest.mark.parametrize("cell", ["2027.1", "2027年13月", "跨年", "2026年续建", "合同签订后60天", "见合同"])
def test_what_may_mean_anything_is_no_deadline(cell: str) -> None:
    assert read_due(cell) is None
    assert not says_no_time(cell)


@pytest.mark.parametrize(
    ("one", "other", "same"), [("2027.8.31", "8月底", True), ("6月", "2027年6月30日", True), ("6月15日", "6月", False)]
)
def test_a_time_is_the_same_however_it_is_written(one: str, other: str, same: bool) -> None:
    first, second = read_due(one), read_due(other)
    assert first is not None
    assert second is not None
    assert first.same_as(second) == same


@pytest.mark.parametrize(
    ("cell", "lasts"), [("60天", "工期60天"), ("90日历天", "工期90天"), ("8个月", "工期8个月"), ("8月", None), ("2027年", None)]
)
def test_how_long_work_lasts(cell: str, lasts: str | None) -> None:
    assert read_lasting(cell) == lasts
