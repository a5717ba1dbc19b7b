"""What a batch is going to cost, said before it begins: by what others of the kind have cost, else by a few of its own questions."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from sqlalchemy import or_, select

from assistant.batch.engine.deferred import DeferredChat, UnansweredError
from assistant.batch.engine.items import WorkItem
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.opening import Wanted, Wish
from assistant.batch.engine.worker import Craft
from assistant.database import BatchItemRow, BatchRow, Database
from assistant.errors import AssistantError, ModelError
from assistant.llm.chat import TOKENS_PER_CHARACTER
from assistant.llm.question import Question

_LOG = logging.getLogger(__name__)
_ENOUGH = 5
"""Items of before by which a cost can be told."""
_LAST = 200
"""As many as are looked at, the newest."""
_SAMPLES = 3
_SHARE = 2.8
"""An answer has about this part of what it may have at most, by the drafts measured in docs/models.md."""
_UNSEEN = 0.5
"""What may come on top, as a share, where only first questions are known: answers that are put right or continued, and longer ones."""
_SURE = 2.0
"""Standard deviations that a sum hardly ever lies above its mean."""


@dataclass(frozen=True)
class Estimate:
    """What is still to be paid for.

    Attributes:
        items: how many are to be done.
        input_tokens: of all of them; output_tokens likewise.
        measured: whether it goes by what others have cost, repairs and continuations included.
        most_input: what it hardly ever exceeds; most_output likewise.
        handed_over: requests that a service has already, whose answers need only be fetched.
    """

    items: int
    input_tokens: int
    output_tokens: int
    measured: bool
    most_input: int
    most_output: int
    handed_over: int = 0

    @property
    def tokens(self) -> int:
        """Of questions and answers."""
        return self.input_tokens + self.output_tokens

    @property
    def most_tokens(self) -> int:
        """The same of what it hardly ever exceeds."""
        return self.most_input + self.most_output


@dataclass(frozen=True)
class _Each:
    """Tokens of one item, question and answer: the mean of each, and for a sum of so many how much may come on top of either."""

    mean: tuple[float, float]
    above: Callable[[int], tuple[float, float]]


def estimate(ledger: Ledger, wanted: Wanted, model: str | None, craft: Craft | None = None) -> Estimate | None:
    """What a ledger with this in it is going to cost by `model`; None where nothing is paid for, or nobody can say.

    `craft` is how items are done, for what was never done before: its model is not asked, and cannot be afterwards.
    """
    return foresee(ledger.database, ledger.left_by_prompt(), wanted, model, craft)


def foresee(
    database: Database, items: Mapping[str | None, int], wanted: Wanted, model: str | None, craft: Craft | None = None
) -> Estimate | None:
    """The same of what stands in no ledger yet, `items` being how many are to be done by each prompt."""
    prompts = sorted({wish.prompt for wish in wanted.wishes if wish.prompt})
    if model is None or not sum(items.get(prompt, 0) for prompt in prompts):
        return None
    each = {prompt: _measured(database, wanted.kind, prompt, model) for prompt in prompts}
    measured = all(each.values())
    for prompt, found in each.items():
        each[prompt] = found or (_sampled([wish for wish in wanted.wishes if wish.prompt == prompt], craft) if craft else None)
    if not all(each.values()):
        return None
    known = [(items.get(prompt, 0), found) for prompt, found in each.items() if found]
    sums = [sum(count * found.mean[at] for count, found in known) for at in (0, 1)]
    most = [sums[at] + sum(found.above(count)[at] for count, found in known) for at in (0, 1)]
    return Estimate(sum(count for count, _ in known), round(sums[0]), round(sums[1]), measured, round(most[0]), round(most[1]))


def _measured(database: Database, kind: str, prompt: str, model: str) -> _Each | None:
    """What an item costs by the last of any batch, those among them that gave nothing of use; None where there are too few."""
    row = BatchItemRow
    by_model = select(row.batch_id).where(row.prompt == prompt, row.model == model)
    own = or_(row.model == model, (row.state == "fallback") & row.model.is_(None) & row.batch_id.in_(by_model))
    like = (row.prompt == prompt, own, row.state.in_(("done", "fallback")), row.attempts > 0, BatchRow.kind == kind)
    last = select(row.input_tokens, row.output_tokens).join(BatchRow, BatchRow.id == row.batch_id).where(*like)
    with database.reading() as session:
        found = session.execute(last.order_by(BatchRow.created.desc(), row.number.desc()).limit(_LAST)).all()
    if len(found) < _ENOUGH:
        return None
    asked, answered = ([float(tokens) for tokens in column] for column in zip(*found, strict=True))
    spread = (stdev(asked), stdev(answered))

    def above(count: int) -> tuple[float, float]:
        within = _SURE * count * sqrt(1 / count + 1 / len(found)) if count else 0.0  # of a sum, its mean being known by so many only
        return spread[0] * within, spread[1] * within

    return _Each((fmean(asked), fmean(answered)), above)


def _sampled(wishes: Sequence[Wish], craft: Craft) -> _Each | None:
    """The same by the first questions of a few items, spread over all."""
    if craft.model is None:
        return None
    try:
        each = craft.model.profile().tokens_per_character or TOKENS_PER_CHARACTER
    except ModelError:  # the work itself will say so
        return None
    craft.model.chat = DeferredChat(craft.model.chat.address, {})
    step = max(1, len(wishes) // _SAMPLES)
    questions = [question for wish in wishes[::step][:_SAMPLES] if (question := _first_question(wish, craft)) is not None]
    if not questions:
        return None
    asked = sum(len(question.system) + len(question.user) + len(str(question.schema or "")) for question in questions) * each
    mean = (asked / len(questions), sum(question.longest for question in questions) / len(questions) / _SHARE)
    return _Each(mean, lambda count: (mean[0] * count * _UNSEEN, mean[1] * count * _UNSEEN))


def _first_question(wish: Wish, craft: Craft) -> Question | None:
    try:
        craft.do(WorkItem(0, wish.subject, wish.prompt, wish.inputs), lambda question, reply: None)
    except UnansweredError as open_one:
        return open_one.question
    except AssistantError:
        return None
    except Exception:  # a row that nobody can do says nothing of the others
        _LOG.exception("what %s costs cannot be told", wish.line)
    return None
