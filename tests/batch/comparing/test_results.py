from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from assistant.batch.comparing.costs import costs_of
from assistant.batch.comparing.figures import wilson
from assistant.batch.comparing.judging import Answered, Judge, judgments_of, keep, open_judging
from assistant.batch.comparing.pairs import Duel
from assistant.batch.comparing.results import Agreement, Result, results_of
from assistant.batch.comparing.telling import lines_of
from assistant.batch.drafts.drafter import drafts_wanted
from assistant.batch.engine.items import Outcome, WorkItem
from assistant.batch.engine.opening import take_up
from assistant.database import Database, JudgmentRow
from assistant.llm.price import Price
from assistant.settings import Settings
from tests.batch.comparing.samples import ANNA, BERT, KNOWN, LONG, by_prompt, draft_batch, drafted, duels_of, greater, judge_all
from tests.batch.conftest import projects


def result_of(database: Database, duels: list[Duel]) -> Result:
    (result,) = results_of(duels, *judgments_of(database, duels))
    return result


def test_nothing_is_said_of_few(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 5)
    duels = duels_of(database, tmp_path / "a")
    assert result_of(database, duels).meaning == "还没有人评判。"
    judge_all(database, duels, ANNA, greater)
    result = result_of(database, duels)
    assert (result.counts["second"], result.rate, result.projects, result.open) == (5, 0.0, 5, 0)
    assert "太少" in result.meaning


def test_what_cannot_be_judged_says_why(database: Database, tmp_path: Path) -> None:
    def failing(item: WorkItem) -> Outcome:
        return Outcome("failed", "不行") if item.prompt == LONG.name else drafted(item, "≥1人")

    draft_batch(database, tmp_path / "a", 2)
    draft_batch(database, tmp_path / "b", 5, lambda item: drafted(item, "≥1人"))
    draft_batch(database, tmp_path / "c", 5, failing)
    settings = Settings(model="m", base_url="http://127.0.0.1/v1")
    other = drafts_wanted("另一份.xlsx", projects(3, first=90), (LONG,), settings, KNOWN)
    ledger = take_up(database, tmp_path / "d", other)
    ledger.turn_over("w", {item.number: by_prompt(item) for item in ledger.turn_over("w", {}, [], 99)}, [], 0)

    def meanings(*folders: str) -> set[str]:
        duels = duels_of(database, *(tmp_path / folder for folder in folders))
        return {result.meaning for result in results_of(duels, *judgments_of(database, duels))}

    assert meanings("b") == {"两边的草稿都一样，没有可以评判的。"}
    assert meanings("c") == {"相同的项目都有一边没有自己的草稿，没有可以评判的。"}
    assert meanings("a", "d") == {"还没有人评判。", "两边没有相同的项目，不能比较。"}


def test_each_judgment_says_which_draft_the_judge_saw_as_which(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 6)
    duels = duels_of(database, tmp_path / "a")
    titles = {"≥1人": "draft@1", "≥2人": "draft-short@1"}
    judging = open_judging(database, duels, ANNA)
    for question in judging.questions:
        shown = [titles[side.rows[0][3]] for side in (question.left, question.right)]
        keep(database, ANNA, [Answered(question, "right", f"甲是{shown[0]}，乙是{shown[1]}")])
    said = result_of(database, duels).listed
    assert {one.left for one in said} == set(titles.values())
    assert all(one.reason == f"甲是{one.left}，乙是{one.right}" for one in said)
    turned = replace(judging.questions[0], swapped=not judging.questions[0].swapped)  # as in a sheet that was written for nobody
    keep(database, ANNA, [Answered(turned, "left", "甲好")])
    assert open_judging(database, duels, ANNA).questions[0] == turned
    with database.writing() as session:
        session.execute(update(JudgmentRow).values(swapped=None))
    assert {(one.left, one.right) for one in result_of(database, duels).listed} == {(None, None)}
    assert "当时没有记下甲、乙各是哪一方" in "".join(lines_of(result_of(database, duels)))


def test_who_is_better_by_two_judges_who_agree(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 20)
    duels = duels_of(database, tmp_path / "a")
    judge_all(database, duels, ANNA, greater)
    judge_all(
        database, duels, BERT, lambda question: "neither" if question.pair.request.name.endswith(("2期", "3期")) else greater(question)
    )
    result = result_of(database, duels)
    assert result.meaning == "draft-short@1 比 draft@1 好。"
    assert (result.judgments, result.projects) == (40, 20)  # two judges make no more projects of them
    assert result.rate == pytest.approx(4 * 0.25 / 20)
    assert result.interval == pytest.approx((0.0089, 0.2361), abs=5e-5)
    (agreement,) = result.agreements
    assert (agreement.both, agreement.agreed, agreement.kappa) == (20, 0.8, None)
    assert "κ 没有意义" in agreement.meaning


def test_reasons_of_others_wait_until_a_judge_is_through(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 3)
    duels = duels_of(database, tmp_path / "a")
    for judge, count in ((ANNA, 3), (BERT, 2)):
        keep(
            database, judge, [Answered(question, "left", judge.name) for question in open_judging(database, duels, judge).questions[:count]]
        )

    def readable(reader: Judge | None) -> tuple[list[str], int]:
        (result,) = results_of(duels, *judgments_of(database, duels), reader)
        return sorted(said.reason or "" for said in result.reasons), result.withheld

    assert readable(ANNA) == (["博特"] * 2 + ["安娜"] * 3, 0)
    assert readable(BERT) == (["博特"] * 2, 3)
    assert readable(None) == readable(Judge("c", "丙")) == ([], 5)


def test_a_judge_who_is_called_otherwise_by_now_is_one(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 4)
    duels = duels_of(database, tmp_path / "a")
    questions = open_judging(database, duels, ANNA).questions
    for name, part in (("旧名", questions[:2]), ("新名", questions[2:])):
        keep(database, Judge(ANNA.id, name), [Answered(question, "tie") for question in part])
    judge_all(database, duels, BERT, greater)
    (agreement,) = result_of(database, duels).agreements
    assert (agreement.both, set(agreement.judges)) == (4, {"新名", BERT.name})


@pytest.mark.parametrize(
    ("both", "agreed", "kappa", "words"),
    [
        (9, 1.0, 1.0, "太少"),
        (20, 0.9, 0.85, "很一致"),
        (20, 0.5, 0.1, "谈不上一致"),
        (20, 0.75, -0.09, "不能只看它"),
        (20, 1.0, None, "没有意义"),
    ],
)
def test_agreement_in_words(both: int, agreed: float, kappa: float | None, words: str) -> None:
    assert words in Agreement(("安娜", "博特"), both, agreed, kappa, None).meaning


def test_drafts_that_say_the_same_are_ties(database: Database, tmp_path: Path) -> None:
    draft_batch(database, tmp_path / "a", 14, lambda item: drafted(item, "≥1人" if item.number > 4 else f"≥{item.number}人"))
    duels = duels_of(database, tmp_path / "a")
    judge_all(database, duels, ANNA, greater)
    result = result_of(database, duels)
    assert (result.identical, result.projects) == (12, 14)
    assert "按 14 个项目计，其中 12 个两边一样" in "".join(lines_of(result))
    assert result.meaning == "还看不出差别。"


@given(st.integers(0, 12), st.integers(0, 12))
def test_the_side_with_more_wins_is_never_held_to_be_worse(wins: int, losses: int) -> None:
    count = wins + losses + 4
    low, high = wilson((wins + 2) / count, count)
    assert (low > 0.5) <= (wins > losses)
    assert (high < 0.5) <= (wins < losses)


def test_what_a_side_costs(database: Database, tmp_path: Path) -> None:
    def make(item: WorkItem) -> Outcome:
        made = drafted(item, "≥1人", "≥2人") if item.prompt == LONG.name else drafted(item, "≥3人")
        return made if item.number != 1 else Outcome("failed", "不行")

    draft_batch(database, tmp_path / "a", 3, make)
    (duel,) = duels_of(database, tmp_path / "a")
    costs = costs_of(duel.first, Price(Decimal(2), Decimal(8)))
    assert (costs.drafts, costs.failures, costs.input_tokens, costs.output_tokens, costs.indicators) == (2, 1, 100, 20, 2)
    assert costs.money == pytest.approx(0.00036)
    assert costs.seconds == (1.5, 1.5)
    assert costs.findings == {"error": 0, "warning": 0, "info": 0}
    assert costs_of(duel.second).money is None
