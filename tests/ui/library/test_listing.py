from hypothesis import given
from hypothesis import strategies as st

from assistant.exemplars.statistics import LibraryEntry
from assistant.ui.library.listing import ON_A_PAGE, facts_of, page_of, pages_of

BARE = LibraryEntry("甲.txt#1", "甲.txt", "own", "培训经费", None, "未知", None, None, "未知", None, 3)


@given(st.integers(0, 60))
def test_the_pages_are_the_list(count: int) -> None:
    entries = [BARE] * count
    pages = [page_of(entries, number) for number in range(1, pages_of(entries) + 1)]
    assert sum(map(len, pages)) == count
    assert all(len(page) <= ON_A_PAGE for page in pages)


def test_beyond_the_last_page_is_the_last() -> None:
    entries = [BARE] * (ON_A_PAGE + 1)
    assert len(page_of(entries, 9)) == 1


def test_what_a_table_does_not_state_is_said() -> None:
    assert facts_of(BARE) == "未写明单位　年度未写明　预算未知　3 条指标　甲.txt（自行加入）"
