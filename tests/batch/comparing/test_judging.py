from pathlib import Path

import pytest

from assistant.batch.comparing.judging import Answered, check_reason, judgments_of, keep, named_judge, open_judging
from assistant.batch.engine.items import Outcome, WorkItem
from assistant.database import Database
from assistant.errors import InputError
from tests.batch.comparing.samples import ANNA, BERT, draft_batch, drafted, duels_of


def test_what_is_judged_is_there_when_the_judge_comes_back(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 3)
    duels = duels_of(database, tmp_path / "a")
    judging = open_judging(database, duels, ANNA)
    assert judging.next_open() == 0
    keep(database, ANNA, [Answered(judging.questions[0], "left", " 更\n具体 ")])
    again = open_judging(database, duels_of(database, tmp_path / "a"), ANNA)
    assert (again.choice(0), again.answers[0].reason, again.next_open(), again.next_open(2)) == ("left", "更具体", 1, 1)
    keep(database, ANNA, [Answered(judging.questions[0], "neither")])
    assert open_judging(database, duels, ANNA).choice(0) == "neither"
    assert open_judging(database, duels, BERT).answers == {}


def test_a_draft_that_has_changed_makes_judgments_void(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 3)
    duels = duels_of(database, tmp_path / "a")
    keep(database, ANNA, [Answered(question, "tie") for question in open_judging(database, duels, ANNA).questions])

    def redo(item: WorkItem) -> Outcome:
        return drafted(item, "≥5人" if item.number > 1 or "short" in (item.prompt or "") else "≥99人")

    draft_batch(database, tmp_path / "a", 3, redo, model="other")
    now = duels_of(database, tmp_path / "a")
    judging = open_judging(database, now, ANNA)
    assert (judging.void, judging.answers, sum(duel.identical for duel in now), len(judging.questions)) == (3, {}, 2, 1)
    keep(database, ANNA, [Answered(judging.questions[0], "tie")])
    valid, void = judgments_of(database, now)
    assert (len(valid), len(void)) == (1, 2)


def test_a_batch_that_is_taken_up_again_keeps_its_judgments(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 3)
    duels = duels_of(database, tmp_path / "a")
    keep(database, ANNA, [Answered(question, "tie") for question in open_judging(database, duels, ANNA).questions])
    draft_batch(database, tmp_path / "a", 5)
    judging = open_judging(database, duels_of(database, tmp_path / "a"), ANNA)
    assert (len(judging.questions), len(judging.answers), judging.void) == (5, 3, 0)


@pytest.mark.parametrize("name", ["", " \n", "长" * 101, "a\x1b[2J"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(InputError, match="姓名"):
        named_judge(name)


def test_reasons_that_cannot_be_kept() -> None:
    assert check_reason("  ") is None
    for reason in ("长" * 501, "密级：机密"):
        with pytest.raises(InputError):
            check_reason(reason)
