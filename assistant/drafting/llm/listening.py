"""Hearing a model out: its rows are passed on as they come, and it is broken off where it only repeats itself."""

from collections.abc import Generator, Sequence

from assistant.drafting.events import Event, Restarted, RowArrived
from assistant.drafting.llm.answer import Answer, ModelRow, read_answer, read_entries, read_row
from assistant.errors import InvalidAnswerError, PassingError
from assistant.goals import Framework, Indicator
from assistant.goals.taxonomy import classes_in
from assistant.llm.asking import Session
from assistant.llm.json_text import begun_object, complete_entries
from assistant.llm.question import Question

LONGEST_ROW = 2500
"""Characters behind the last row, goals and all, at which an answer is broken off."""
CIRCLE = 3
"""Rows in a row that were all there before, at which an answer is broken off."""


def listen(
    session: Session, question: Question, framework: Framework, most: int, *, silent: bool = False, further: bool = False
) -> Generator[Event, None, Answer]:
    """Ask, and read the answer; its rows are told as they come, unless `silent`. At `most` rows it is broken off.

    `further` says that the rows come behind others: where it is asked again those are not void.

    Raises:
        ModelError: as for `Session.ask`; InvalidAnswerError where there are no rows.
    """
    pieces, text, told = session.ask(question), "", 0
    while True:
        try:
            piece = next(pieces)
        except StopIteration as end:
            return _read_kept(session, end.value)
        except PassingError as error:
            error.raw = error.raw or text
            raise
        if piece is None:
            text, told = "", 0
            if not (silent or further):
                yield Restarted()
            continue
        text += piece
        if told and len(text) - text.rfind("}") > LONGEST_ROW:
            pieces.close()
            return read_begun(text)
        if "}" not in piece:
            continue
        entries = complete_entries(text, "indicators")
        rows = [row for row in map(read_row, entries[told:]) if isinstance(row, ModelRow)]
        yield from (RowArrived(preview(row, framework)) for row in rows if not silent)
        told = max(told, len(entries))
        if len(entries) >= most or _goes_in_circles(entries):
            pieces.close()
            return read_begun(text)


def _read_kept(session: Session, text: str) -> Answer:
    try:
        return read_answer(text)
    except InvalidAnswerError as error:
        raise session.keep_unusable(error) from None


def _goes_in_circles(entries: Sequence[object]) -> bool:
    """Whether a model writes the same again and again, as small ones do without end."""
    names = [str(entry.get("name")) for entry in entries if isinstance(entry, dict)]
    return len(names) > CIRCLE and set(names[-CIRCLE:]) <= set(names[:-CIRCLE])


def preview(row: ModelRow, framework: Framework) -> Indicator:
    """A row as it came, not yet checked."""
    level1, level2 = classes_in(framework, row.level2)
    return Indicator(level1=level1, level2=level2, level3=row.name, value=row.value, origin="model", status="to_confirm")


def read_begun(text: str) -> Answer:
    """The complete rows of an answer that ends in the middle; none where there are none."""
    entries = complete_entries(text, "indicators")
    goals = (begun_object(text) or {}).get("goals")
    return read_entries(entries, goals[:-1] if isinstance(goals, list) else None, text) if entries else Answer((), (), ())
