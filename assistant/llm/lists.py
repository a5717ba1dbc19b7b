"""An answer that is an object of lists: asked for until it has them, in a looser way where nothing usable comes."""

from collections.abc import Sequence
from typing import Any

from assistant.errors import BlankAnswerError, CutOffError, InvalidAnswerError
from assistant.llm.asking import Session
from assistant.llm.json_text import complete_entries, find_object
from assistant.llm.question import Question

Lists = dict[str, list[Any]]


def ask_lists(session: Session, question: Question, names: Sequence[str]) -> Lists:
    """The lists `names` of the answer; of one that ends in the middle the entries that came whole.

    Raises:
        ModelError: the endpoint failed, the bounds are reached, or no way of asking brought an object with such a list.
    """
    while True:
        try:
            return _read(session, session.answer(question), names)
        except CutOffError as error:
            found = {name: complete_entries(error.raw, name) for name in names}
            if not any(found.values()):
                raise
            return found
        except (BlankAnswerError, InvalidAnswerError) as error:
            session.step_down(error)


def _read(session: Session, text: str, names: Sequence[str]) -> Lists:
    found = find_object(text) or {}
    if not any(isinstance(found.get(name), list) for name in names):
        raise session.keep_unusable(InvalidAnswerError(f"模型的答复里没有要求的内容（{'、'.join(names)}）。", text))
    return {name: entries if isinstance(entries := found.get(name), list) else [] for name in names}
