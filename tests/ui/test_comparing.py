from pathlib import Path

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from assistant.batch.comparing.judging import judgments_of, open_judging
from assistant.batch.comparing.pairs import Duel, open_duels
from assistant.batch.comparing.sides import load_sides
from assistant.database import BatchRow
from assistant.workspace.desk import Desk
from tests.batch.comparing.samples import ANNA, draft_batch

SCRIPT = """
import streamlit as st
from assistant.ui.batch.comparing import OPEN, show_choice, show_comparison
from assistant.ui.told import show_told
show_told()
show_comparison(st.query_params[OPEN]) if OPEN in st.query_params else show_choice()
"""


@pytest.fixture
def page(desk: Desk, tmp_path: Path) -> AppTest:
    draft_on_the_page(desk, tmp_path / "a", 3)
    page = AppTest.from_string(SCRIPT, default_timeout=60).run()
    page.multiselect(key="compare-runs").set_value([batch_of(desk).id])
    page.run()
    page.button(key="compare-open").click().run()
    assert not page.exception
    return page


def draft_on_the_page(desk: Desk, folder: Path, count: int) -> None:
    """A batch that has no folder; for as long as it is worked on it has one."""
    with desk.database.writing() as session:
        session.execute(update(BatchRow).values(place=str(folder.resolve())))
    draft_batch(desk.database, folder, count)
    with desk.database.writing() as session:
        session.execute(update(BatchRow).values(place=None))


def batch_of(desk: Desk) -> BatchRow:
    with desk.database.reading() as session:
        return session.scalars(select(BatchRow)).one()


def duels(desk: Desk) -> list[Duel]:
    return open_duels(desk.database, load_sides(desk.database, [batch_of(desk).id]))


def texts(page: AppTest) -> str:
    return "\n".join(element.value for kind in (page.markdown, page.caption, page.error, page.success) for element in kind)


def test_pairs_are_judged_blind_and_the_result_is_told(page: AppTest, desk: Desk) -> None:
    assert "draft" not in texts(page)
    page.text_input(key="compare-judge").set_value("安娜").run()
    next(box for box in page.text_input if box.label == "理由").set_value("更具体")
    for choice in ("left", "right", "tie"):
        page.button(key=f"compare-{choice}").click().run()
        assert not page.exception
    assert "都评完了" in texts(page)
    judging = open_judging(desk.database, duels(desk), ANNA)
    assert [judging.choice(place) for place in range(3)] == ["left", "right", "tie"]
    assert judging.answers[0].reason == "更具体"
    page.button(key="compare-back").click().run()
    page.button(key="compare-neither").click().run()
    assert open_judging(desk.database, duels(desk), ANNA).choice(1) == "neither"
    page.segmented_control(key="compare-step").set_value("结果").run()
    assert not page.exception
    assert "太少" in texts(page)
    assert "更具体" in texts(page)
    page.text_input(key="compare-judge").set_value("博特").run()
    assert "1 条理由要等评完才显示" in texts(page)
    assert "更具体" not in texts(page)
    assert "draft\\-short@1" in texts(page).replace("\N{WORD JOINER}", "")


def test_what_changes_meanwhile_is_seen_at_once(page: AppTest, desk: Desk, tmp_path: Path) -> None:
    page.button(key="compare-left").click().run()
    draft_on_the_page(desk, tmp_path / "a", 4)
    page.run()
    assert not page.exception
    assert len(judgments_of(desk.database, duels(desk))[0]) == 1
    page.button(key="compare-left").click().run()
    assert len(judgments_of(desk.database, duels(desk))[0]) == 2


def test_runs_of_others_are_not_compared(page: AppTest) -> None:
    page.query_params["compare"] = "0" * 16
    page.run()
    assert "没有这次批量任务" in page.error[0].value
