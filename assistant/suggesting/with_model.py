"""Suggestions that a model has looked at: it may call one by a better name and propose a few of its own; all the rest stays computed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.audit import hash_of
from assistant.drafting import DraftContext
from assistant.drafting.llm.answer import ModelRow, read_row
from assistant.drafting.llm.material import describe_framework, describe_project
from assistant.errors import CancelledError, EndpointError, ModelError
from assistant.goals import Framework, GoalTable
from assistant.goals.taxonomy import level2_names
from assistant.llm.asking import Session
from assistant.llm.chat import Cancel
from assistant.llm.lists import Lists, ask_lists
from assistant.llm.question import Question
from assistant.llm.schemas import TEXT, Schema, a_list, an_object, one_of
from assistant.quoting import gives_orders, holds_orders, quote
from assistant.settings import DEFAULT_SUGGESTIONS
from assistant.suggesting.proposals import Judge
from assistant.suggesting.suggest import Suggesting, explain_silence
from assistant.suggesting.suggestion import Suggestion

PROMPT = "suggest"
MOST_ADDED = 3
"""Suggestions that a model may have of its own."""
MOST_ROWS, MOST_GOALS = 60, 10
"""Rows and goals of the table that it is shown."""
LONGEST_ANSWER = 800
"""Tokens of an answer: a few names and three rows."""
_RENAMED, _ADDED = "renamed", "added"


@dataclass(frozen=True)
class Suggested:
    """The suggestions for one table.

    Attributes:
        mode: llm where a model has looked at them, else offline.
        model: the name of the model that was asked, if any.
        notice: why it has no part in them, or what else went wrong, for people; None where nothing stood in its way.
    """

    suggestions: tuple[Suggestion, ...]
    mode: Literal["llm", "offline"] = "offline"
    model: str | None = None
    notice: str | None = None


def suggest_each(
    tables: Sequence[GoalTable],
    context: DraftContext,
    *,
    exclude_sources: Sequence[str] = (),
    k: int = DEFAULT_SUGGESTIONS,
    cancel: Cancel | None = None,
) -> Iterator[Suggested]:
    """The suggestions for each of `tables`; an endpoint that a person has to see to first is not asked again.

    Raises:
        PromptError: the prompt breaks its rules.
        CancelledError: `cancel` was used.
    """
    for table in tables:
        try:
            yield suggest_with_model(table, context, exclude_sources=exclude_sources, k=k, cancel=cancel)
        except EndpointError as error:
            context = replace(context, model=None)
            computed = suggest_with_model(table, context, exclude_sources=exclude_sources, k=k)
            yield replace(computed, notice=_failed(error))


def suggest_with_model(
    table: GoalTable,
    context: DraftContext,
    *,
    exclude_sources: Sequence[str] = (),
    k: int = DEFAULT_SUGGESTIONS,
    cancel: Cancel | None = None,
) -> Suggested:
    """What `suggest` gives, shown to the model of the context: it may name a suggestion better, and add at most `MOST_ADDED` behind them.

    A table that is marked, or that speaks to a model, is not shown to it.

    Raises:
        EndpointError: the endpoint cannot be used as it is set.
        PromptError: the prompt breaks its rules.
        CancelledError: `cancel` was used.
    """
    if explain_silence(table):
        return Suggested(())
    work = Suggesting(table, context, exclude_sources)
    computed = tuple(work.run(k))
    if context.model is None or context.prompts is None:
        return Suggested(computed)
    if holds_orders(table):
        return Suggested(computed, notice=f"「{table.name}」里有像指令的文字，没有交给语言模型，请检查这份材料；这次给出的是离线推荐。")
    session = Session(context.model, cancel or Cancel())
    shown = {f"s{number}": suggestion for number, suggestion in enumerate(computed, 1) if not _speaks_to_model(suggestion)}
    try:
        answer = ask_lists(session, _question(table, work.situation.framework, shown, context), (_RENAMED, _ADDED))
    except (EndpointError, CancelledError):
        raise
    except ModelError as error:
        return Suggested(computed, model=session.asker.model, notice=_failed(error))
    suggestions = _judge(answer, computed, shown, Judge(table, context, work), min(MOST_ADDED, k))
    complaint = _log(table, suggestions, context, session)
    return Suggested(suggestions, "llm", session.asker.model, complaint)


def _failed(error: ModelError) -> str:
    return f"{str(error).rstrip('。')}；这次给出的是离线推荐。"


def _speaks_to_model(suggestion: Suggestion) -> bool:
    """Whether the name that a suggestion has from another table is none."""
    return gives_orders(f"{suggestion.level3} {suggestion.value}")


def _question(table: GoalTable, framework: Framework, shown: dict[str, Suggestion], context: DraftContext) -> Question:
    assert context.prompts is not None
    lines = [f"{handle}｜{s.level2 or ''}｜{quote(s.level3)}｜{quote(s.value)}" for handle, s in shown.items()]
    values = {
        "table": describe_table(table),
        "framework": describe_framework(framework),
        "suggestions": "\n".join(lines) or "（没有）",
    }
    rendered = context.prompts.find(PROMPT).render(values)
    return Question(rendered.system, rendered.user, schema_of(framework), "suggestions", LONGEST_ANSWER)


def describe_table(table: GoalTable) -> str:
    """A table as a model is shown it: head, goals and rows, one a line."""
    head = describe_project(table.name, table.budget_yuan, table.year, table.unit, quote(table.purpose))
    goals = [f"绩效目标：{quote(goal.text)}" for goal in table.goals[:MOST_GOALS]]
    rows = [f"指标：{row.level2 or row.level1 or ''}｜{quote(row.level3)}｜{quote(row.value)}" for row in table.indicators[:MOST_ROWS]]
    return "\n".join([head, *goals, *rows])


def schema_of(framework: Framework) -> Schema:
    """JSON schema of an answer."""
    added = an_object(level2=one_of(level2_names(framework)), name=TEXT, value=TEXT)
    return an_object(renamed=a_list(an_object(id=TEXT, name=TEXT)), added=a_list(added))


def _judge(answer: Lists, computed: Sequence[Suggestion], shown: dict[str, Suggestion], judge: Judge, most: int) -> tuple[Suggestion, ...]:
    """The computed suggestions under the names that will do, and behind them the proposals that will do."""
    result = list(computed)
    entries = [entry for entry in answer[_RENAMED] if isinstance(entry, dict)]
    names = {str(entry.get("id")): entry.get("name") for entry in entries}
    for handle, suggestion in shown.items():
        name, at = names.get(handle), computed.index(suggestion)
        renamed = judge.rename(suggestion, name.strip(), [*result[:at], *result[at + 1 :]]) if isinstance(name, str) else None
        result[at] = renamed or suggestion
    rows = [row for row in map(read_row, answer[_ADDED][: 3 * MOST_ADDED]) if isinstance(row, ModelRow)]
    for row in rows:
        added = judge.add(row, result) if len(result) < len(computed) + most else None
        result += [added] if added else []
    return tuple(result)


def _log(table: GoalTable, suggestions: Sequence[Suggestion], context: DraftContext, session: Session) -> str | None:
    """Hashes, ids and counts for the audit log, where there is one; what kept it from being written."""
    if context.audit is None or context.prompts is None:
        return None
    output = "\n".join(suggestion.model_dump_json() for suggestion in suggestions)
    hashes = {"input": hash_of(table.model_dump_json()), "output": hash_of(output)}
    prompt = context.prompts.find(PROMPT).name
    return context.audit.record({"action": "suggest", **hashes, "mode": "llm", "prompt": prompt, **session.account()})
