"""Rewording one row by a sentence of the person: by the model where one is set, and by code where the sentence is plain."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from assistant.audit import hash_of
from assistant.drafting import DraftContext, DraftRequest
from assistant.drafting.llm.material import describe_project
from assistant.drafting.request import LONGEST_PURPOSE, refuse_secrets, speaks_of_secrets
from assistant.errors import (
    BlankAnswerError,
    CancelledError,
    ClassifiedError,
    CutOffError,
    InputError,
    InvalidAnswerError,
    ModelError,
)
from assistant.goals import GoalTable, Indicator
from assistant.goals.secrecy import holds_secrets
from assistant.goals.texts import texts_of
from assistant.goals.wording import squeeze
from assistant.llm.asking import Session
from assistant.llm.chat import Cancel
from assistant.llm.json_text import find_object
from assistant.llm.question import Question
from assistant.llm.schemas import TEXT, an_object
from assistant.quoting import gives_orders, holds_orders, quote
from assistant.suggesting.rewritten import Rewriting

PROMPT = "reword"
LONGEST_INSTRUCTION = 200
"""Characters of an instruction: one sentence or two."""
LONGEST_ANSWER = 300
"""Tokens of an answer: a name and a value."""
REPAIRS = 1
"""Times that a bad answer is shown to the model again."""
_CAN = "「改成200人」「不少于12场」「提高到95%」「增加50人」「改为10月底前」「名称改为培训人数」"
_SCHEMA = an_object(name=TEXT, value=TEXT)


@dataclass(frozen=True)
class Reworded:
    """A row as an instruction asks for it.

    Attributes:
        mode: llm where a model wrote it, else offline.
        model: the name of the model that was asked, if any.
        notice: why a model has no part in it, or what else went wrong, for people; None where nothing stood in its way.
    """

    indicator: Indicator
    mode: Literal["llm", "offline"] = "offline"
    model: str | None = None
    notice: str | None = None


def reword(table: GoalTable, position: int, instruction: str, context: DraftContext, *, cancel: Cancel | None = None) -> Reworded:
    """Row `position` (from 0) of a table as `instruction` asks for it; its class and all other columns stay.

    A number that the person gave, in the instruction or for the project, makes the row the person's own, confirmed; one that nobody gave
    waits to be confirmed. Without a model, or where it cannot deliver, code does what it understands by itself.

    Raises:
        InputError: the instruction is empty, too long, or asks for what only a model can do and none can be asked.
        ClassifiedError: table or instruction is marked 涉密.
        ModelError: the model failed, and code does not understand the instruction either.
        CancelledError: `cancel` was used.
        PromptError: the prompt breaks its rules.
        IndexError: there is no such row.
    """
    row, instruction = table.indicators[position], squeeze(instruction)
    _check(table, instruction)
    rewriting = Rewriting(table, position, instruction, context)
    plain = rewriting.by_code()
    kept_back = _why_kept_back(table, row, instruction)
    if context.model is None or context.prompts is None or kept_back:
        if plain is None:
            raise InputError(_refusal(kept_back or "没有配置语言模型", configure=not kept_back))
        return _logged(Reworded(plain, notice=kept_back and f"{kept_back}，这次由程序按字面改写。"), rewriting, context, {})
    session = Session(context.model, cancel or Cancel())
    try:
        written = _by_model(rewriting, session, context)
        return _logged(Reworded(written, "llm", session.asker.model), rewriting, context, session.account())
    except ModelError as error:
        spent = {"model": session.asker.model, "attempts": session.attempts, "broken_off": type(error).__name__}
        if plain is None or isinstance(error, CancelledError):
            _log(rewriting, context, spent)
            raise
        notice = f"{str(error).rstrip('。')}；这次由程序按字面改写。"
        return _logged(Reworded(plain, model=session.asker.model, notice=notice), rewriting, context, spent)


def _check(table: GoalTable, instruction: str) -> None:
    if holds_secrets(table):
        raise ClassifiedError("这张表标有涉密字样，本工具不处理涉密内容，请按保密规定在涉密设备上编制。")
    refuse_secrets(instruction)
    if not instruction:
        raise InputError(f"请用一句话写明怎么改，例如{_CAN}。")
    if len(instruction) > LONGEST_INSTRUCTION:
        raise InputError(f"改写要求有 {len(instruction)} 个字，超过 {LONGEST_INSTRUCTION} 个字，请只写这一条指标怎么改。")


def _refusal(why: str, *, configure: bool) -> str:
    way = "在“设置”里配置语言模型，或" if configure else ""
    return f"{why}，只能按{_CAN}这样的说法改写，请换个说法，{way}直接在表里修改。"


def _why_kept_back(table: GoalTable, row: Indicator, instruction: str) -> str | None:
    """Why a model must not see this, if it must not."""
    if gives_orders(instruction):
        return "改写要求里有像指令的文字，没有交给语言模型"
    if holds_orders(table):
        return f"「{table.name}」里有像指令的文字，没有交给语言模型"
    said = DraftRequest(table.name, Decimal(0), table.year or 0, table.unit, "\n".join((*texts_of(table), row.level3, instruction)))
    return "项目提到涉密内容，没有交给语言模型" if speaks_of_secrets(said) else None


def _by_model(rewriting: Rewriting, session: Session, context: DraftContext) -> Indicator:
    """The row as the model writes it, shown its fault where it cannot stand.

    Raises:
        ModelError: it failed, or its answers cannot stand.
    """
    problem = raw = ""
    for _ in range(REPAIRS + 1):
        try:
            raw = session.answer(_question(rewriting, problem, context))
        except (BlankAnswerError, CutOffError) as error:
            raw = error.raw
        answer = _read(raw)
        if answer is None:
            problem = "不是要求的 JSON 对象，应当只有 name 和 value 两项文字"
            with suppress(ModelError):  # where no looser way of asking is left, the same one may do
                session.step_down(InvalidAnswerError(problem, raw))
            continue
        problem = rewriting.objection(*answer) or ""
        if not problem:
            return rewriting.row_of(*answer)
    said = f"模型没有按要求改写「{rewriting.row.level3}」：{problem}，请换个说法再试，或直接在表里修改。"
    raise session.keep_unusable(InvalidAnswerError(said, raw))


def _question(rewriting: Rewriting, problem: str, context: DraftContext) -> Question:
    assert context.prompts is not None
    table, row = rewriting.table, rewriting.row
    values = {
        "project": describe_project(table.name, table.budget_yuan, table.year, table.unit, quote(table.purpose, LONGEST_PURPOSE)),
        "row": f"{row.level2 or row.level1 or ''}｜{quote(row.level3)}｜{quote(row.value)}",
        "instruction": quote(rewriting.instruction, LONGEST_INSTRUCTION),
        "problem": quote(problem, LONGEST_INSTRUCTION),
    }
    rendered = context.prompts.find(PROMPT).render(values)
    return Question(rendered.system, rendered.user, _SCHEMA, PROMPT, LONGEST_ANSWER)


def _read(text: str) -> tuple[str, str] | None:
    """Name and value of an answer; None where it has another shape."""
    found = find_object(text) or {}
    name, value = found.get("name"), found.get("value")
    return (name.strip(), value.strip()) if isinstance(name, str) and isinstance(value, str) else None


def _logged(result: Reworded, rewriting: Rewriting, context: DraftContext, spent: Mapping[str, Any]) -> Reworded:
    """The result, which says so where the audit log could not be written."""
    complaint = _log(rewriting, context, {"output": hash_of(result.indicator.model_dump_json()), "mode": result.mode, **spent})
    return result if complaint is None else Reworded(result.indicator, result.mode, result.model, f"{result.notice or ''}{complaint}")


def _log(rewriting: Rewriting, context: DraftContext, entry: Mapping[str, Any]) -> str | None:
    """Hashes and counts for the audit log, where there is one; what kept it from being written."""
    if context.audit is None:
        return None
    given = f"{rewriting.table.model_dump_json()}\n{rewriting.position}\n{rewriting.instruction}"
    prompt = context.prompts.find(PROMPT).name if context.prompts and "model" in entry else None
    return context.audit.record({"action": "reword", "input": hash_of(given), "prompt": prompt, **entry})
