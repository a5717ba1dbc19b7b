"""The conversation with a model about one draft: asked once, continued where it was cut, put right where it was wrong, within bounds."""

import json
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.drafting.composing import Composition, compose
from assistant.drafting.events import Event, Progress, Restarted
from assistant.drafting.ground import Ground, questions_of
from assistant.drafting.llm.answer import Answer, BadRow, ModelRow, part, schema_of
from assistant.drafting.llm.completing import Completed, complete
from assistant.drafting.llm.copying import copied_from
from assistant.drafting.llm.goals import goals_that_stand
from assistant.drafting.llm.grounding import Grounding, Settled
from assistant.drafting.llm.listening import listen, preview, read_begun
from assistant.drafting.llm.material import Material, Offering, describe_request, gather
from assistant.drafting.llm.previewing import draft_values
from assistant.drafting.result import Draft, RowCounts, Tokens
from assistant.drafting.selection import REQUIRED, size_for
from assistant.errors import (
    BlankAnswerError,
    CancelledError,
    ContextTooLongError,
    CutOffError,
    InvalidAnswerError,
    ModelError,
    PassingError,
)
from assistant.goals import Goal, GoalTable, parse_target
from assistant.goals.taxonomy import COST, SOCIAL, Framework, canonical_level2, level2_in
from assistant.llm.asking import Asker, Session
from assistant.llm.chat import Cancel
from assistant.llm.question import Question
from assistant.prompting import Prompt, Prompts, Rendered
from assistant.quoting import quote
from assistant.review import hard_faults

LONGEST_ANSWER = 2500
"""Tokens of an answer: a table of twenty rows and its goals, in any tokenizer."""
REPAIRS = 1
"""Times that bad rows are shown to the model again."""
SURPLUS = 15
"""Rows beyond those asked for, at which an answer is broken off."""
ENOUGH = 3
"""Whole rows for which an answer that broke off is used."""
CONTINUATIONS = 2
"""Times that missing classes are asked for by themselves."""


def draft_with_model(
    ground: Ground,
    asker: Asker,
    prompts: Prompts,
    prompt: str,
    cancel: Cancel,
    offering: Offering | None = None,
    *,
    insisting: bool = False,
) -> Generator[Event, None, Draft]:
    """Draft with the model behind `asker`; the offline draft, with the reason, where it cannot deliver and nobody is `insisting`.

    Raises:
        ModelError: it cannot deliver, and somebody is.
        InputError: there is no such prompt.
        PromptError: the prompt breaks its rules.
        CancelledError: a person stopped it.
    """
    dialogue = _Dialogue(ground, Session(asker, cancel), prompts, prompts.find(prompt), compose(ground), offering or Offering())
    try:
        return (yield from dialogue.run())
    except CancelledError:
        raise
    except ModelError as error:
        if insisting:
            raise
        yield Progress("改用离线草稿……")
        return dialogue.offline(f"{error}{f'（原始答复见 {error.kept}）' if error.kept else ''}")


@dataclass
class _Dialogue:
    """One draft in the making. `material` is what the model was shown last."""

    ground: Ground
    session: Session
    prompts: Prompts
    prompt: Prompt
    composed: Composition
    offering: Offering
    material: Material = field(init=False)
    continuing: Prompt = field(init=False)
    repairing: Prompt = field(init=False)

    def __post_init__(self) -> None:
        self.material = gather(self.ground, self.composed, self.offering)
        self.continuing, self.repairing = self.prompts.find("continue"), self.prompts.find("repair")

    def run(self) -> Generator[Event, None, Draft]:
        yield Progress("正在请模型起草……")
        answer = yield from self._ask_whole()
        grounding = Grounding(self.ground, self.composed, self.material)
        settled, bad = _settle(grounding, answer.rows)
        bad = [*answer.bad, *bad]
        faults = len(answer.bad) + self._faults_as_written(answer)
        completed = complete(self.ground, self.composed, settled)
        for _ in range(REPAIRS):
            wrong = [*bad, *completed.faulty]
            if not wrong:
                break
            yield Progress(f"有 {len(wrong)} 条指标没有通过检查，正在请模型改正……")
            again = yield from self._repair(wrong)
            more, bad = _settle(grounding, again)
            good = [row for row in completed.rows if row.written]
            completed = complete(self.ground, self.composed, [*good, *(replace(row, kept=False) for row in more)])
        return self._finish(answer, grounding, completed, faults)

    def offline(self, why: str) -> Draft:
        """The offline draft, with the reason and what was spent all the same."""
        return self._draft(
            table=self.composed.table,
            findings=self.composed.findings,
            to_confirm=self.ground.questions(self.composed.rows, self.composed.findings),
            questions=questions_of(self.composed.rows),
            notice=f"{why}这次给出的是离线草稿。" if why.endswith("。") else f"{why}；这次给出的是离线草稿。",
        )

    def _ask_whole(self) -> Generator[Event, None, Answer]:
        """The answer: with less material where it is too long, in a looser way where nothing usable comes, continued where it is cut."""
        while True:
            try:
                answer = yield from self._ask(self.prompt.fill(draft_values(self.ground, self.material)))
                return (yield from self._continue(answer))
            except ContextTooLongError:
                less = self.offering.less()
                if less is None:
                    raise
                self.offering = less
                self.material = gather(self.ground, self.composed, less)
                yield Progress("材料太长，减少范例后重试……")
            except CutOffError as error:
                return (yield from self._continue(read_begun(error.raw), error))
            except PassingError as error:
                begun = read_begun(error.raw)
                if len(begun.rows) < ENOUGH:
                    raise
                return begun  # the rows that came before it broke off; what is missing comes from the offline draft
            except (BlankAnswerError, InvalidAnswerError) as error:
                self.session.step_down(error)
                yield Progress("模型的答复不合要求，换一种方式重试……")
            yield Restarted()

    def _continue(self, answer: Answer, cut: CutOffError | None = None) -> Generator[Event, None, Answer]:
        """The answer with the classes that are missing asked for by themselves, whether it was cut or just ended too early."""
        for _ in range(CONTINUATIONS):
            missing = self._missing(answer.rows)
            if not missing:
                break
            yield Progress(f"{'答复被截断' if cut else '答复不全'}，正在补写{'、'.join(missing)}……")
            values = {
                "request": describe_request(self.ground),
                "written": _lines(answer.rows) or "（无）",
                "missing": "、".join(missing),
                "candidates": self.material.candidate_lines(),
            }
            try:
                more = yield from self._ask(self.continuing.fill(values), further=True)
            except CutOffError as error:
                more = read_begun(error.raw)
            except CancelledError:
                raise
            except ModelError:  # the rows that are there are worth more than none
                break
            answer = Answer((*answer.rows, *more.rows), (*answer.bad, *more.bad), answer.goals or more.goals)
        if not answer.rows:
            raise cut or InvalidAnswerError("模型的答复里没有完整的指标。")
        return answer

    def _missing(self, rows: Sequence[ModelRow]) -> list[str]:
        framework, there = self.ground.request.framework, [_three_class(row.level2) for row in rows]
        lacking = [level2 for level2 in (*REQUIRED, SOCIAL) if level2 not in there]
        return [level2_in(framework, level2) for level2 in lacking]

    def _repair(self, wrong: Sequence[BadRow]) -> Generator[Event, None, tuple[ModelRow, ...]]:
        """The bad rows as the model puts them right; none where it does not."""
        rows = "\n".join(json.dumps({**_shown(bad), "问题": quote(bad.reason)}, ensure_ascii=False) for bad in wrong)
        values = {"request": describe_request(self.ground), "rows": rows, "candidates": self.material.candidate_lines()}
        try:
            answer = yield from self._ask(self.repairing.fill(values), silent=True)
        except CancelledError:
            raise
        except CutOffError as error:
            return read_begun(error.raw).rows
        except ModelError:
            return ()
        return answer.rows[: len(wrong)]

    def _ask(self, rendered: Rendered, *, silent: bool = False, further: bool = False) -> Generator[Event, None, Answer]:
        request = self.ground.request
        question = Question(rendered.system, rendered.user, schema_of(request.framework), "goal_table", LONGEST_ANSWER)
        most = size_for(request.budget_yuan) + SURPLUS
        return (yield from listen(self.session, question, request.framework, most, silent=silent, further=further))

    def _faults_as_written(self, answer: Answer) -> int:
        """Hard faults of the table as the model wrote it."""
        framework = self.ground.request.framework
        rows = [
            preview(row, framework).model_copy(update={"target": parse_target(row.value, money=_three_class(row.level2) == COST)})
            for row in answer.rows
        ]
        goals = tuple(Goal(scope="annual", text=text) for text in answer.goals)
        table = self.composed.table.model_copy(update={"indicators": tuple(rows), "goals": goals})
        return len(hard_faults(self.ground.review(table)))

    def _finish(self, answer: Answer, grounding: Grounding, completed: Completed, faults: int) -> Draft:
        rows = [row.entry for row in completed.rows]
        goals = goals_that_stand(self.ground, grounding, self.material, answer.goals, rows)
        table = self.ground.assemble(rows, goals)
        findings = self.ground.review(table)
        written = [row for row in completed.rows if row.written]
        if not written or any(finding.indicator is None for finding in hard_faults(findings)):
            raise InvalidAnswerError("模型写的指标没有通过检查。")
        kept = sum(row.kept for row in written)
        counts = RowCounts(
            kept=kept,
            repaired=len(written) - kept,
            replaced=max(0, len(answer.rows) + len(answer.bad) - len(written)),
            added=len(rows) - len(written),
            faults=faults,
        )
        return self._draft(
            mode="llm",
            table=table,
            findings=tuple(findings),
            to_confirm=(*self._warnings(table), *self.ground.questions(rows, findings)),
            questions=questions_of(rows),
            rows=counts,
        )

    def _warnings(self, table: GoalTable) -> Iterator[str]:
        copied = copied_from(table, self.material.exemplars)
        if copied:
            yield f"有 {copied[1]} 条指标与范例「{copied[0].table.name}」（{copied[0].source}）逐字相同，请核对是否适用于本项目。"
        for exemplar in self.material.kept_back:
            yield f"范例「{exemplar.table.name}」（{exemplar.source}）里有像指令的文字，没有交给模型，请检查这份材料。"

    def _draft(self, **parts: object) -> Draft:
        session = self.session
        return Draft.model_validate(
            {
                "exemplars": self.ground.references,
                "model": session.asker.model,
                "prompt": self.prompt.name,
                "structured_output": session.profile.rung if session.attempts else None,
                "attempts": session.attempts,
                "tokens": Tokens(input=session.input_tokens, output=session.output_tokens),
                "seconds_asking": round(session.seconds_asking, 3),
                **parts,
            }
        )


def _settle(grounding: Grounding, rows: Sequence[ModelRow]) -> tuple[list[Settled], list[BadRow]]:
    return part(map(grounding.settle, rows))


def _lines(rows: Sequence[ModelRow]) -> str:
    return "\n".join(f"{row.level2}｜{quote(row.name)}｜{quote(row.value)}" for row in rows)


def _shown(bad: BadRow) -> dict[str, str]:
    return {name: quote(str(bad.row.get(name) or "")) for name in ("level2", "name", "value")}


def _three_class(level2: str) -> str:
    return level2_in(Framework.THREE_CLASS, canonical_level2(level2) or level2)
