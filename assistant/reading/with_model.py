"""A model's second look at what the recogniser left unread: it may only point at wordings that stand there, character by character."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.audit import AuditLog, hash_of
from assistant.errors import ModelError, NotAGoalTableError
from assistant.goals import Framework, Goal, GoalTable, Indicator, parse_target
from assistant.goals.framework import framework_of
from assistant.goals.secrecy import holds_secrets, is_classified
from assistant.goals.taxonomy import CLASSES, COST, canonical_level2, classes_in, level2_in, level2_names
from assistant.goals.wording import fold, has_han
from assistant.llm.asking import Asker, Session
from assistant.llm.lists import Lists, ask_lists
from assistant.llm.question import Question
from assistant.llm.schemas import TEXT, Schema, a_list, an_object, one_of
from assistant.prompting import Prompts
from assistant.quoting import gives_orders, quote
from assistant.reading import ReadingLimits, read_tables, read_unplaced
from assistant.reading.wording import Passage, Wording

PROMPT = "read"
MOST_TEXTS, LONGEST_TEXT = 60, 600
"""Unread texts of a table, and characters of one, that a model is shown."""
LONGEST_ANSWER = 2000
NEAR = 2
"""Texts behind the one of a name in which its value may stand: cells of a row that fell apart."""
_INDICATORS, _GOALS = "indicators", "goals"


@dataclass(frozen=True)
class SecondLook:
    """A table after the second look, and in a sentence what stood in the way of it, or of a part of it."""

    table: GoalTable
    notice: str | None = None


@dataclass(frozen=True)
class Reader:
    """Who takes the second look."""

    asker: Asker
    prompts: Prompts
    audit: AuditLog | None = None

    def read(self, path: Path, limits: ReadingLimits) -> list[SecondLook]:
        """The tables of a file after the second look. One in which the program finds none may still have one for the model.

        Raises:
            NotAGoalTableError: neither finds a goal table.
            InputError: as for `read_tables`.
            ConfigError: as for `look`.
        """
        try:
            return [self.look(table) for table in read_tables(path, limits)]
        except NotAGoalTableError:
            unplaced = read_unplaced(path, limits)
            read = self.look(unplaced) if unplaced else None
            if read is None or not (read.table.indicators or read.table.goals):
                raise
            return [read]

    def look(self, table: GoalTable) -> SecondLook:
        """`table` with the rows and goals that the model found among its unread texts; each waits to be confirmed.

        Whatever does not stand in those texts word for word is left out. Texts that are marked 涉密, or that speak to a model, are not
        shown to it.

        Raises:
            ConfigError: the prompt or the audit log cannot be used.
        """
        if holds_secrets(table):
            return SecondLook(table)
        sources = {f"u{number}": Wording(text) for number, text in enumerate(table.unread, 1)}
        fit = {handle: source for handle, source in sources.items() if _may_be_shown(source.text)}
        shown = dict(islice(fit.items(), MOST_TEXTS))
        if not shown:
            return SecondLook(table)
        session = Session(self.asker)
        try:
            answer = ask_lists(session, self._question(table, shown), (_INDICATORS, _GOALS))
        except ModelError as error:
            return SecondLook(table, f"{str(error).rstrip('。')}；「{table.name}」只有程序读出的内容。")
        read = _Taking(shown, framework_of(table), table).take(answer)
        unread = tuple(piece for source in sources.values() for piece in source.left)
        result = read.model_copy(update={"unread": unread})
        return SecondLook(result, " ".join(filter(None, (_kept_back(table, fit), self._log(table, result, session)))) or None)

    def _question(self, table: GoalTable, shown: dict[str, Wording]) -> Question:
        framework = framework_of(table)
        values = {
            "project": quote(table.name),
            "framework": "\n".join(f"- {level1}：{'、'.join(children)}" for level1, children in CLASSES[framework].items()),
            "texts": "\n".join(f"{handle}｜{quote(source.text, LONGEST_TEXT)}" for handle, source in shown.items()),
        }
        rendered = self.prompts.find(PROMPT).render(values)
        return Question(rendered.system, rendered.user, schema_of(framework, list(shown)), "unread_text", LONGEST_ANSWER)

    def _log(self, before: GoalTable, after: GoalTable, session: Session) -> str | None:
        if self.audit is None:
            return None
        hashes = {"input": hash_of(before.model_dump_json()), "output": hash_of(after.model_dump_json())}
        return self.audit.record({"action": "read", **hashes, "prompt": self.prompts.find(PROMPT).name, **session.account()})


def schema_of(framework: Framework, handles: Sequence[str]) -> Schema:
    """JSON schema of an answer."""
    row = an_object(text=one_of(handles), level2=one_of(["", *level2_names(framework)]), name=TEXT, value=TEXT)
    return an_object(indicators=a_list(row), goals=a_list(an_object(text=one_of(handles), goal=TEXT)))


def _may_be_shown(text: str) -> bool:
    return has_han(text) and not is_classified(text) and not gives_orders(text)


def _kept_back(table: GoalTable, texts: Mapping[str, Wording]) -> str | None:
    """A sentence on what the model was not shown because there was too much of it."""
    parts = [
        f"没有读懂的原文有 {len(texts)} 段，只给模型看了前 {MOST_TEXTS} 段" if len(texts) > MOST_TEXTS else None,
        f"较长的只看了前 {LONGEST_TEXT} 字" if any(len(source.text) > LONGEST_TEXT for source in texts.values()) else None,
    ]
    told = "，".join(filter(None, parts))
    return f"「{table.name}」{told}。" if told else None


class _Taking:
    """Takes what an answer points at out of the texts that were shown."""

    def __init__(self, shown: dict[str, Wording], framework: Framework, table: GoalTable) -> None:
        self._shown = shown
        self._framework = framework
        self._table = table
        self._all = fold("".join(source.text for source in shown.values()))
        self._names = {fold(row.level3) for row in table.indicators}

    def take(self, answer: Lists) -> GoalTable:
        rows = [row for row in map(self._row, answer[_INDICATORS]) if row]
        goals = [goal for goal in map(self._goal, answer[_GOALS]) if goal]
        update = {"indicators": (*self._table.indicators, *rows), "goals": (*self._table.goals, *goals)}
        return self._table.model_copy(update=update)

    def _row(self, entry: object) -> Indicator | None:
        """A row whose name and value stand in the texts; it takes both out of them, or nothing."""
        if not isinstance(entry, dict) or entry.get("text") not in self._shown or not isinstance(entry.get("name"), str):
            return None
        handles = list(self._shown)
        at = handles.index(entry["text"])
        found = self._shown[handles[at]].find(entry["name"])
        if found is None or len(found.wording) < 2 or not has_han(found.wording) or fold(found.wording) in self._names:
            return None
        value = None
        if wanted := entry.get("value"):
            stated = self._value(wanted, found, [self._shown[handle] for handle in handles[at : at + NEAR + 1]])
            if stated is None:
                return None
            value = stated.take()
        name = found.take()
        self._names.add(fold(name))
        level1, level2 = self._classes(entry.get("level2"))
        target = parse_target(value, money=bool(level2) and level2_in(Framework.THREE_CLASS, level2 or "") == COST) if value else None
        return Indicator(level1=level1, level2=level2, level3=name, value=value, target=target, status="to_confirm")

    @staticmethod
    def _value(wording: object, name: Passage, sources: Sequence[Wording]) -> Passage | None:
        if not isinstance(wording, str):
            return None
        return next((value for source in sources if (value := source.find(wording, name))), None)

    def _classes(self, level2: object) -> tuple[str | None, str | None]:
        """The class that a row is said to have, where the texts name it."""
        known = canonical_level2(level2) if isinstance(level2, str) else None
        if known is None or fold(known.removesuffix("指标")) not in self._all:
            return None, None
        return classes_in(self._framework, known)

    def _goal(self, entry: Any) -> Goal | None:
        if not isinstance(entry, dict) or entry.get("text") not in self._shown or not isinstance(entry.get("goal"), str):
            return None
        found = self._shown[entry["text"]].find(entry["goal"])
        return Goal(text=found.take()) if found and has_han(found.wording) else None
