from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from assistant.batch.comparing.judging import judgments_of, open_judging
from assistant.batch.comparing.pairs import Duel, open_duels
from assistant.batch.comparing.sides import load_sides
from assistant.batch.engine.items import Outcome, WorkItem
from assistant.database import BatchRow
from assistant.prompting import Prompt
from assistant.ui.batch.judging import unasked_line
from assistant.workspace.desk import Desk
from tests.batch.comparing.samples import ANNA, LONG, SHORT, Make, by_prompt, draft_batch, drafted

SCRIPT = """
import streamlit as st
from assistant.ui.batch.choosing import OPEN, show_choice
from assistant.ui.batch.comparing import show_comparison
from assistant.ui.told import show_told
show_told()
show_comparison(st.query_params[OPEN]) if OPEN in st.query_params else show_choice()
"""


@pytest.fixture
def page(desk: Desk, tmp_path: Path) -> AppTest:
    draft_on_the_page(desk, tmp_path / "a", 3)
    page = AppTest.from_string(SCRIPT, default_timeout=60).run()
    page.button(key="compare-open").click().run()
    assert not page.exception
    return page


def name_judge(page: AppTest, name: str) -> None:
    page.text_input(key="compare-judge").set_value(name).run()


def draft_on_the_page(desk: Desk, folder: Path, count: int, make: Make = by_prompt, prompts: Sequence[Prompt] = (LONG, SHORT)) -> None:
    """A batch that has no folder; for as long as it is worked on it has one."""
    with desk.database.writing() as session:
        session.execute(update(BatchRow).values(place=str(folder.resolve())))
    draft_batch(desk.database, folder, count, make, prompts)
    with desk.database.writing() as session:
        session.execute(update(BatchRow).values(place=None))


def batch_of(desk: Desk) -> BatchRow:
    with desk.database.reading() as session:
        return session.scalars(select(BatchRow)).one()


def duels(desk: Desk) -> list[Duel]:
    return open_duels(desk.database, load_sides(desk.database, [batch_of(desk).id]))


def texts(page: AppTest) -> str:
    return "\n".join(element.value for kind in (page.markdown, page.caption, page.error, page.success, page.info) for element in kind)


def test_pairs_are_judged_blind_and_the_result_is_told(page: AppTest, desk: Desk) -> None:
    assert page.text_input(key="compare-judge").value == ""
    assert not [button for button in page.button if button.key == "compare-left"]
    name_judge(page, "安娜")
    assert "draft" not in texts(page)
    assert "要评 3 对，已评 0 对" in page.get("progress")[0].proto.text
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
    name_judge(page, "博特")
    assert "1 条理由要等评完才显示" in texts(page)
    assert "更具体" not in texts(page)
    assert "draft\\-short@1" in texts(page).replace("\N{WORD JOINER}", "")


def test_what_changes_meanwhile_is_seen_at_once(page: AppTest, desk: Desk, tmp_path: Path) -> None:
    name_judge(page, "安娜")
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


def test_a_judge_sees_what_they_have_said_and_nobody_else(page: AppTest) -> None:
    name_judge(page, "安娜")
    page.button(key="compare-left").click().run()
    (row,) = page.dataframe[0].value.to_dict("records")
    assert (row["第几对"], row["评判"]) == ("1", "甲好")
    name_judge(page, "博特")
    assert not page.dataframe


def test_the_name_of_the_judge_is_kept_for_the_session(page: AppTest) -> None:
    name_judge(page, "安娜")
    page.button(key="compare-leave").click().run()
    page.button(key="compare-open").click().run()
    assert page.text_input(key="compare-judge").value == "安娜"


def test_pairs_that_nobody_is_asked_about_are_told(desk: Desk, tmp_path: Path) -> None:
    def make(item: WorkItem) -> Outcome:
        return drafted(item, "≥2人" if item.subject["row"] == 2 and item.prompt == SHORT.name else "≥1人")

    draft_on_the_page(desk, tmp_path, 3, make)
    judging = open_judging(desk.database, duels(desk), ANNA)
    assert len(judging.questions) == 1
    assert unasked_line(judging, duels(desk)) == "另外，2 对草稿两边一样，不用评，算平局。"


def test_where_nothing_can_be_compared_the_way_to_it_is_told(desk: Desk, tmp_path: Path) -> None:
    draft_on_the_page(desk, tmp_path, 2, prompts=(LONG,))
    page = AppTest.from_string(SCRIPT, default_timeout=60).run()
    assert not page.exception
    assert "同一份清单有两种起草办法" in texts(page)
    assert not page.button
