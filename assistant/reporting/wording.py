"""A model as a second reader of a table's wording: asked once a table, on request only; what it says becomes findings of one rule."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.audit import AuditLog, Recorder, hash_of
from assistant.errors import EndpointError, ModelError
from assistant.goals import GoalTable
from assistant.goals.secrecy import holds_secrets
from assistant.llm.asking import Asker, Session
from assistant.llm.lists import ask_lists
from assistant.llm.question import Question
from assistant.llm.schemas import TEXT, Schema, a_list, an_object, one_of
from assistant.prompting import Prompt, Prompts, open_prompts
from assistant.quoting import LONGEST, holds_orders, plain, quote
from assistant.reporting.remarks import Remark, may_stand, text_at
from assistant.review import Finding, ReviewData
from assistant.settings import Settings

PROMPT = "wording"
MOST_REMARKS = 8
"""Remarks that are kept of one table."""
MOST_GOALS, MOST_ROWS, MOST_PARTS = 15, 60, 6
"""Goals, rows, and parts of a goal of `LONGEST` characters each, that a model is shown."""
LONGEST_ANSWER = 1500
_FINDINGS = "findings"
_FIELDS = ("place", "quote", "problem", "suggestion")
SECRET = "有涉密内容，不交给语言模型"
ORDERS = "有像指令的文字，没有交给语言模型"
FAILED = "语言模型没有给出可用的意见"


@dataclass
class WordingReader:
    """Asks about one table after another; an endpoint that a person has to see to first is not asked again.

    Attributes:
        tell: what people are told where a table goes unread.
        prompt: by which it is asked, a name or an id of that kind.
    """

    asker: Asker
    prompts: Prompts
    data: ReviewData
    tell: Callable[[str], None]
    audit: Recorder | None = None
    prompt: str = PROMPT
    _unusable: bool = field(default=False, init=False)

    def read(self, table: GoalTable, findings: Sequence[Finding]) -> tuple[Remark, ...] | str:
        """What the model says of the wording beside the computed `findings`; or in a few words why it says nothing.

        A table that is marked, or that speaks to a model, is not shown to it.

        Raises:
            PromptError: the prompt breaks its rules.
        """
        if self._unusable and not (holds_secrets(table) or holds_orders(table)):
            return FAILED
        try:
            return self.ask(table, findings)
        except ModelError as error:
            self._unusable = isinstance(error, EndpointError)
            self.tell(f"{str(error).rstrip('。')}；「{table.name}」{'和后面的表' if self._unusable else ''}只有程序检查的意见。")
            return FAILED

    def ask(self, table: GoalTable, findings: Sequence[Finding]) -> tuple[Remark, ...] | str:
        """As `read`, for whoever sees to it that an endpoint that fails is asked another time.

        Raises:
            PromptError: the prompt breaks its rules.
            ModelError: the model gave nothing usable.
        """
        if holds_secrets(table):
            return SECRET
        if holds_orders(table):
            self.tell(f"「{table.name}」里{ORDERS}，请检查这份材料；这张表只有程序检查的意见。")
            return ORDERS
        lines = dict(_lines(table))
        if not lines:
            return ()
        prompt, session = self.prompts.find(self.prompt), Session(self.asker)
        rendered = prompt.render({"texts": "\n".join(f"{place}｜{text}" for place, text in lines.items())})
        question = Question(rendered.system, rendered.user, schema_of(list(lines)), "wording", LONGEST_ANSWER)
        entries = ask_lists(session, question, [_FINDINGS])[_FINDINGS]
        remarks = self._accepted(entries, table, findings)
        self._log(table, remarks, prompt, session)
        return remarks

    def _accepted(self, entries: Sequence[Any], table: GoalTable, findings: Sequence[Finding]) -> tuple[Remark, ...]:
        """The entries that are remarks and may stand, one for each quotation."""
        accepted: dict[tuple[int | None, str, str], Remark] = {}
        for entry in entries[: 3 * MOST_REMARKS]:
            remark = _remark(entry, table)
            if remark and len(accepted) < MOST_REMARKS and may_stand(remark, table, self.data, findings):
                accepted.setdefault((remark.row, remark.field, remark.quote), remark)
        return tuple(accepted.values())

    def _log(self, table: GoalTable, remarks: Sequence[Remark], prompt: Prompt, session: Session) -> None:
        """Hashes and counts for the audit log, where there is one."""
        if self.audit is None:
            return
        hashes = {"input": hash_of(table.model_dump_json()), "output": hash_of("\n".join(map(str, remarks)))}
        complaint = self.audit.record({"action": "wording", **hashes, "prompt": prompt.name, **session.account()})
        if complaint:
            self.tell(complaint)


def open_reader(settings: Settings, asker: Asker, data: ReviewData, *, tell: Callable[[str], None]) -> WordingReader:
    """A reader with the prompts and the audit log of the settings."""
    prompts = open_prompts(settings)
    return WordingReader(asker, prompts, data, tell, AuditLog(settings))


def _lines(table: GoalTable) -> Iterator[tuple[str, str]]:
    """Place and text of each goal and of each indicator."""
    for number, goal in enumerate(table.goals[:MOST_GOALS], 1):
        yield f"g{number}", _whole(goal.text)
    for number, row in enumerate(table.indicators[:MOST_ROWS], 1):
        yield f"i{number}", f"{quote(row.level3)}｜{quote(row.value)}"


def _whole(text: str) -> str:
    """A long text as it may stand in a data block."""
    bare = plain(text.replace("\n", " "))
    return "".join(quote(bare[start : start + LONGEST]) for start in range(0, min(len(bare), MOST_PARTS * LONGEST), LONGEST))


def schema_of(places: Sequence[str]) -> Schema:
    """JSON schema of an answer."""
    return an_object(findings=a_list(an_object(place=one_of(places), quote=TEXT, problem=TEXT, suggestion=TEXT)))


def _remark(entry: object, table: GoalTable) -> Remark | None:
    """An entry of an answer as a remark on the text that it quotes; None where it is none."""
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) for name in _FIELDS):
        return None
    place, quoted, problem, suggestion = (entry[name].strip() for name in _FIELDS)
    found = _place(place, quoted, table)
    return Remark(*found, quoted, problem.rstrip("。；;."), suggestion) if found else None


def _place(place: str, quoted: str, table: GoalTable) -> tuple[int | None, str] | None:
    """Row and field in which a quotation of place `g1` or `i3` stands."""
    kind, at = place[:1], int(place[1:]) - 1 if place[1:].isdecimal() else -1
    places: list[tuple[int | None, str]] = []
    if kind == "g" and 0 <= at < len(table.goals):
        places = [(None, f"goals.{at}.text")]
    elif kind == "i" and 0 <= at < len(table.indicators):
        places = [(at, "level3"), (at, "value")]
    return next(((row, name) for row, name in places if quoted and quoted in text_at(table, row, name)), None)
