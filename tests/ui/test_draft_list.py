from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import assistant.ui.session as session
from assistant.settings import Settings
from assistant.ui.plain import moment
from assistant.workspace.desk import Desk
from tests.review.samples import sound_table
from tests.workspace.samples import sound

SCRIPT = "from assistant.ui.draft_list import show_drafts\nshow_drafts()"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with ten drafts thrown away and one that is not."""
    monkeypatch.setattr(session, "load_settings", lambda: Settings(data_dir=tmp_path / "data"))
    session.open_desk.clear()
    desk = session.open_desk()
    for number in range(10):
        desk.drafts().remove(desk.drafts().create(sound(table=sound_table(name=f"第{number}项经费")), "起草"))
    desk.drafts().create(sound(table=sound_table(name="留着的经费")), "起草")
    yield desk
    session.open_desk.clear()


def open_page() -> AppTest:
    page = AppTest.from_string(SCRIPT, default_timeout=60).run()
    assert not page.exception
    return page


def keys(page: AppTest, beginning: str) -> list[str]:
    return [str(button.key) for button in page.button if str(button.key).startswith(beginning)]


def test_the_bin_is_shown_a_page_at_a_time_and_gives_back(desk: Desk) -> None:
    page = open_page()
    shown = keys(page, "back-")
    assert len(shown) == 8
    page.button(key=shown[0]).click().run()
    assert len(keys(page, "open-")) == 2
    assert len(desk.drafts().listed(removed=True)) == 9


def test_the_bin_is_emptied_after_one_more_look(desk: Desk) -> None:
    page = open_page()
    assert any("这 10 份草稿连同历史版本会永久删除" in text.value for text in page.markdown)
    page.button(key="empty-bin").click().run()
    assert not page.exception
    assert keys(page, "back-") == []
    assert desk.drafts().listed(removed=True) == []
    assert [entry.title for entry in desk.drafts().listed()] == ["留着的经费"]


def test_a_copy_has_a_name_of_its_own(desk: Desk) -> None:
    page = open_page()
    page.button(key=keys(page, "copy-")[0]).click().run()
    assert "「留着的经费（副本）」" in page.toast[0].value
    assert [entry.title for entry in desk.drafts().listed()] == ["留着的经费（副本）", "留着的经费"]


def test_what_is_thrown_away_says_where_it_went(desk: Desk) -> None:
    page = open_page()
    page.button(key=keys(page, "remove-")[0]).click().run()
    assert "「留着的经费」已移到回收站" in page.toast[0].value
    page.button(key=keys(page, "back-")[0]).click().run()
    assert "已恢复" in page.toast[0].value


def test_what_is_gone_meanwhile_is_told(desk: Desk) -> None:
    page = open_page()
    desk.drafts().empty_bin()
    page.button(key=keys(page, "back-")[0]).click().run()
    assert not page.exception
    assert "没有这份草稿" in page.error[0].value


def test_a_moment_names_its_year_where_that_is_another() -> None:
    now = datetime.now().astimezone()
    assert moment(now) == f"{now.month}月{now.day}日 {now:%H:%M}"
    before = (now - timedelta(days=400)).astimezone()
    assert moment(before).startswith(f"{before.year}年{before.month}月")
