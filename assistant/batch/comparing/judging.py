"""What judges say of pairs: kept at once, changed when they change their minds, void when the drafts are others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import select

from assistant.batch.comparing.pairs import Choice, Duel, Question, questions_for
from assistant.database import Database, JudgmentRow
from assistant.database.judgments import Verdict
from assistant.errors import InputError
from assistant.goals.secrecy import is_classified
from assistant.goals.wording import squeeze

LONGEST_REASON = 500
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Judge:
    """Who judges: `id` is unlike any other, `name` what others read."""

    id: str
    name: str


@dataclass(frozen=True)
class Judgment:
    """What a judge says of a pair; `swapped` as of `Question`, None where nobody noted it."""

    duel: str
    project: str
    judge: Judge
    verdict: Verdict
    reason: str | None
    swapped: bool | None = None


@dataclass(frozen=True)
class Answered:
    """A question with its answer."""

    question: Question
    choice: Choice
    reason: str | None = None


@dataclass(frozen=True)
class Judging:
    """All that one judge is asked, and what of it is answered.

    Attributes:
        answers: by the place of the question.
        void: how many earlier answers say nothing any more, since a draft has changed.
    """

    judge: Judge
    questions: Sequence[Question]
    answers: Mapping[int, Judgment]
    void: int

    def next_open(self, after: int = -1) -> int | None:
        """The first question without an answer behind a place, or from the beginning; None where all are answered."""
        left = [place for place in range(len(self.questions)) if place not in self.answers]
        return next((place for place in left if place > after), left[0] if left else None)

    def choice(self, place: int) -> Choice | None:
        """What was answered at a place."""
        answer = self.answers.get(place)
        return self.questions[place].choice(answer.verdict) if answer else None


def named_judge(name: str) -> Judge:
    """A judge by the name that somebody typed.

    Raises:
        InputError: it is none.
    """
    name = squeeze(name)
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InputError(f"评判人的姓名不能为空，也不能超过 {_LONGEST_NAME} 个字，请重新填写。")
    return Judge(name, name)


def open_judging(database: Database, duels: Sequence[Duel], judge: Judge) -> Judging:
    """What a judge is asked about these sides, and has answered so far; what is answered stands as the judge saw it."""
    valid, void = judgments_of(database, duels)
    mine = {(judgment.duel, judgment.project): judgment for judgment in valid if judgment.judge.id == judge.id}
    questions = [_as_seen(question, mine.get((question.duel, question.pair.project))) for question in questions_for(duels, judge.id)]
    answers = {
        place: mine[question.duel, question.pair.project]
        for place, question in enumerate(questions)
        if (question.duel, question.pair.project) in mine
    }
    return Judging(judge, questions, answers, sum(one.judge.id == judge.id for one in void))


def _as_seen(question: Question, answer: Judgment | None) -> Question:
    return question if answer is None or answer.swapped is None else replace(question, swapped=answer.swapped)


def judgments_of(database: Database, duels: Sequence[Duel]) -> tuple[list[Judgment], list[Judgment]]:
    """What was said of these sides, by all judges: of the drafts as they are now, and of others that there were."""
    found: tuple[list[Judgment], list[Judgment]] = ([], [])
    row = JudgmentRow
    pairs = {(duel.id, pair.project): (pair.first.hash, pair.second.hash) for duel in duels for pair in duel.asked}
    wanted = select(row).where(row.comparison_id.in_([duel.id for duel in duels])).order_by(row.judge, row.at)
    with database.reading() as session:
        for kept in session.scalars(wanted):
            void = pairs.get((kept.comparison_id, kept.project)) != (kept.first, kept.second)
            judge = Judge(kept.judge, kept.name)
            found[void].append(Judgment(kept.comparison_id, kept.project, judge, kept.verdict, kept.reason, kept.swapped))
    return found


def keep(database: Database, judge: Judge, answers: Iterable[Answered]) -> None:
    """Keep what a judge says, in the place of what they said before; all of it or nothing.

    Raises:
        InputError: a reason is too long, or marked 涉密.
    """
    rows = [_row(judge, answered) for answered in answers]
    with database.writing() as session:
        for row in rows:
            session.merge(row)


def check_reason(reason: str | None) -> str | None:
    """A reason as it is kept, in one line; None for an empty one.

    Raises:
        InputError: it is too long, or marked 涉密.
    """
    text = squeeze(reason or "")
    if len(text) > LONGEST_REASON:
        raise InputError(f"理由超过 {LONGEST_REASON} 个字，请缩短。")
    if is_classified(text):
        raise InputError("理由标有涉密字样，没有保存，本工具不处理涉密内容，请改写。")
    return text or None


def _row(judge: Judge, answered: Answered) -> JudgmentRow:
    question, pair = answered.question, answered.question.pair
    row = JudgmentRow(comparison_id=question.duel, project=pair.project, judge=judge.id, name=judge.name)
    row.first, row.second, row.verdict = pair.first.hash, pair.second.hash, question.verdict(answered.choice)
    row.swapped = question.swapped
    row.reason, row.at = check_reason(answered.reason), datetime.now(UTC)
    return row
