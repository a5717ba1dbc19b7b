import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.batch.comparing.judging import open_judging
from assistant.batch.comparing.pairs import CHOICES, not_asked, questions_for
from assistant.batch.comparing.results import results_of
from assistant.batch.comparing.sides import batches_of_folders, load_sides
from assistant.batch.comparing.telling import lines_of
from assistant.batch.engine.items import Outcome, WorkItem
from assistant.cli.judging import judge_pairs
from assistant.database import Database
from assistant.drafting import Draft
from assistant.errors import InputError
from assistant.ui.batch.judging import unasked_line
from tests.batch.comparing.samples import ANNA, LONG, SHORT, THIRD, draft_batch, drafted, duels_of, table_of


def test_each_side_stands_as_often_on_the_left(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 21)
    duels = duels_of(database, tmp_path / "a")
    orders = []
    for judge in "甲乙丙丁":
        questions = questions_for(duels, judge)
        assert questions == questions_for(duels_of(database, tmp_path / "a"), judge)
        assert sorted(Counter(question.swapped for question in questions).values()) == [10, 11]
        orders.append([(question.pair.project, question.swapped) for question in questions])
    assert len({tuple(order) for order in orders}) == 4
    assert len({tuple(swapped for _, swapped in order) for order in orders}) == 4


def test_an_answer_means_the_side_that_stood_there(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 6)
    (duel,) = duels_of(database, tmp_path / "a")
    for question in questions_for([duel], "甲"):
        better = question.pair.first if question.verdict("left") == "first" else question.pair.second
        assert better == question.left
        assert [question.choice(question.verdict(choice)) for choice in CHOICES] == [*CHOICES]


def test_of_three_sides_each_two_are_held_against_each_other(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 2, prompts=(LONG, SHORT, THIRD))
    duels = duels_of(database, tmp_path / "a")
    assert [{duel.first.title, duel.second.title} for duel in duels] == [
        {"draft@1", "draft-short@1"},
        {"draft@1", "third@1"},
        {"draft-short@1", "third@1"},
    ]
    assert len(questions_for(duels, "甲")) == 6


def test_two_folders_of_one_list(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 3, lambda item: drafted(item, "≥1人", model="qwen"), (LONG,), "qwen")
    draft_batch(database, tmp_path / "b", 5, lambda item: drafted(item, "≥2人", model="glm"), (LONG,), "glm")
    (duel,) = duels_of(database, tmp_path / "a", tmp_path / "b")
    assert (duel.first.title, duel.second.title, len(duel.pairs), duel.unmatched) == ("qwen", "glm", 3, 2)
    (turned,) = duels_of(database, tmp_path / "b", tmp_path / "a")
    assert (turned.id, turned.seed, turned.first.title) == (duel.id, duel.seed, "qwen")


def test_what_has_no_draft_of_its_own_is_not_asked(database: Database, tmp_path: Path) -> None:
    secret = Draft(table=table_of("密级：机密", "≥1人"), mode="llm", model="m").model_dump_json()
    offline = Draft(table=table_of("培训", "≥1人")).model_dump_json()
    ends = {5: Outcome("failed", "不行"), 7: Outcome("fallback", "没有", offline)}
    ends |= {9: Outcome("done", None, secret), 11: Outcome("done", None, offline)}

    def make(item: WorkItem) -> Outcome:
        return ends.get(item.number, drafted(item, "≥1人" if item.number < 3 else str(item.number)))

    draft_batch(database, tmp_path / "a", 6, make)
    (duel,) = duels_of(database, tmp_path / "a")
    assert (len(duel.pairs), duel.lacking) == (2, 4)
    assert duel.identical == 1
    assert len(questions_for([duel], "甲")) == 1


def test_why_pairs_are_not_asked_is_said_alike_wherever_it_is_said(database: Database, tmp_path: Path) -> None:
    ends = {1: Outcome("failed", "不行"), 4: Outcome("done", None, Draft(table=table_of("培训", "≥1人")).model_dump_json())}
    draft_batch(database, tmp_path / "a", 4, lambda item: ends.get(item.number, drafted(item, "≥1人")), (LONG,))
    draft_batch(database, tmp_path / "b", 3, lambda item: drafted(item, "≥1人", model="n"), (LONG,), "n")
    duels = duels_of(database, tmp_path / "a", tmp_path / "b")
    told = not_asked(duels)
    assert told == [
        "2 对草稿两边一样，不用评，算平局",
        "1 个项目有一边没有自己的草稿（失败、改用离线或未起草），不比较",
        "1 个项目只在一边有，不比较",
    ]
    assert lines_of(*results_of(duels, [], []))[-3:] == [f"  {text}。" for text in told]
    assert unasked_line(open_judging(database, duels, ANNA), duels) == f"另外，{'；'.join(told)}。"
    with pytest.raises(InputError, match="；".join(map(re.escape, told))):
        judge_pairs(database, duels, ANNA)


def test_what_cannot_be_compared_is_told(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 1, prompts=(LONG,))
    with pytest.raises(InputError, match="没有可以比较的"):
        duels_of(database, tmp_path / "a")
    with pytest.raises(InputError, match="没有找到"):
        batches_of_folders(database, [tmp_path / "nowhere"])


def test_a_judge_sees_nothing_of_where_a_draft_comes_from(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 1)
    (question,) = questions_for(duels_of(database, tmp_path / "a"), "甲")
    assert question.left.merged_rows[0][:3] == ("产出指标", "数量指标", "培训人数0")
    assert not any(word in repr((question.left, question.right)) for word in ("draft", "llm", "source", "origin", "confirm"))
    assert {side.prompt for side in load_sides(database, batches_of_folders(database, [tmp_path / "a"]))} == {"draft@1", "draft-short@1"}
