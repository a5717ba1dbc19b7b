"""What a batch is going to cost, said before it begins: by what others of the kind have cost, else by a few of its own questions."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from assistant.batch.engine.deferred import DeferredChat, UnansweredError
from assistant.batch.engine.items import WorkItem
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.opening import Wanted, Wish
from assistant.batch.engine.worker import Craft
from assistant.database import BatchItemRow, BatchRow
from assistant.errors import AssistantError, ModelError
from assistant.llm.chat import TOKENS_PER_CHARACTER
from assistant.llm.question import Question

_LOG = logging.getLogger(__name__)
_ENOUGH = 5
"""Items of before by which a cost can be told."""
_LAST = 200
"""As many as are looked at, the newest."""
_SAMPLES = 3
_SHARE = 4
"""An answer has about this part of what it may have at most."""


@dataclass(frozen=True)
class Estimate:
    """What is still to be paid for.

    Attributes:
        items: how many are to be done.
        input_tokens: of all of them; output_tokens likewise.
        measured: whether it goes by what others have cost; else repairs and continuations are not in it.
    """

    items: int
    input_tokens: int
    output_tokens: int
    measured: bool

    @property
    def tokens(self) -> int:
        """Of questions and answers."""
        return self.input_tokens + self.output_tokens


def estimate(ledger: Ledger, wanted: Wanted, model: str | None, craft: Craft | None = None) -> Estimate | None:
    """What a ledger with this in it is going to cost by `model`; None where nothing is paid for, or nobody can say.

    `craft` is how items are done, for what was never done before: its model is not asked, and cannot be afterwards.
    """
    prompts = sorted({wish.prompt for wish in wanted.wishes if wish.prompt})
    items = ledger.left_by_prompt()
    if model is None or not sum(items.get(prompt, 0) for prompt in prompts):
        return None
    each = {prompt: _measured(ledger, wanted.kind, prompt, model) for prompt in prompts}
    measured = all(each.values())
    for prompt, found in each.items():
        each[prompt] = found or (_sampled([wish for wish in wanted.wishes if wish.prompt == prompt], craft) if craft else None)
    if not all(each.values()):
        return None
    sums = [sum(items.get(prompt, 0) * tokens[at] for prompt, tokens in each.items() if tokens) for at in (0, 1)]
    return Estimate(sum(items.get(prompt, 0) for prompt in prompts), round(sums[0]), round(sums[1]), measured)


def _measured(ledger: Ledger, kind: str, prompt: str, model: str) -> tuple[float, float] | None:
    """Tokens of an item, question and answer, as the last of any batch had them; None where there are too few."""
    row = BatchItemRow
    like = (row.prompt == prompt, row.model == model, row.state == "done", row.attempts > 0, BatchRow.kind == kind)
    last = select(row.input_tokens, row.output_tokens).join(BatchRow, BatchRow.id == row.batch_id).where(*like)
    found = last.order_by(BatchRow.created.desc(), row.number.desc()).limit(_LAST).subquery()
    wanted = select(func.count(), func.avg(found.c.input_tokens), func.avg(found.c.output_tokens))
    with ledger.database.reading() as session:
        count, asked, answered = session.execute(wanted).one()
    return (float(asked), float(answered)) if count >= _ENOUGH else None


def _sampled(wishes: Sequence[Wish], craft: Craft) -> tuple[float, float] | None:
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
    return asked / len(questions), sum(question.longest for question in questions) / len(questions) / _SHARE


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
