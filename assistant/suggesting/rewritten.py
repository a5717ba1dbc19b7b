"""What may stand of a reworded row, judged by code: whose name and value it is, and whether its number was given."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.drafting import DraftContext
from assistant.drafting.llm.bodies import names_body
from assistant.drafting.llm.goals import numbers_in
from assistant.exemplars.exemplar import names_of_others, subject_text
from assistant.goals import GoalTable, Indicator, Target, format_target, parse_target
from assistant.goals.dates import budget_years
from assistant.goals.secrecy import is_classified
from assistant.goals.table import Origin, Status
from assistant.goals.taxonomy import COST, canonical_level1, canonical_level2
from assistant.goals.texts import texts_of
from assistant.goals.wording import fold, has_han, squeeze
from assistant.quoting import gives_orders, plain
from assistant.review import FOREIGN, review
from assistant.review.subject import COST_CLASSES
from assistant.suggesting.instructions import Wanted, understand
from assistant.suggesting.suggest import NEIGHBOURS

SHORTEST_NAME, LONGEST_NAME, LONGEST_VALUE = 2, 40, 60
"""Characters of a name and a value that may stand."""


@dataclass(frozen=True)
class Rewriting:
    """One row that is to be reworded.

    Attributes:
        table: the table that it stands in.
        position: its place, from 0.
        instruction: the person's sentence.
        context: what names of others are told by.
    """

    table: GoalTable
    position: int
    instruction: str
    context: DraftContext

    @property
    def row(self) -> Indicator:
        """The row as it is."""
        return self.table.indicators[self.position]

    @property
    def money(self) -> bool:
        """Whether its value is a cost."""
        return self.row.level1 == COST or self.row.level2 in COST_CLASSES

    @cached_property
    def own_text(self) -> str:
        """Everything that the person said."""
        return "\n".join((*texts_of(self.table), self.instruction))

    @cached_property
    def wanted(self) -> Wanted | None:
        """What code understands of the instruction by itself."""
        return understand(self.instruction, self.row, year=self.table.year, money=self.money)

    def by_code(self) -> Indicator | None:
        """The row where code understands all of the instruction."""
        if self.wanted is None:
            return None
        name, value = self.wanted.name or self.row.level3, self.wanted.value or self.row.value or ""
        return None if self.objection(name, value, own=True) else self.row_of(name, value)

    def objection(self, name: str, value: str, *, own: bool = False) -> str | None:
        """Why a name and a value may not stand, in Chinese for the model and for people; None where they may.

        `own` says that both are the person's own words, which name what they will.
        """
        if self.wanted and self.wanted.name and fold(self.wanted.name) != fold(name):
            return f"要求的名称是「{self.wanted.name}」"
        if self.wanted and self.wanted.value and self._numbers(self.wanted.value) != self._numbers(value):
            return f"要求的指标值是「{self.wanted.value}」"
        if fold(name) == fold(self.row.level3) and fold(value) == fold(self.row.value or ""):
            return "名称和指标值都与原来相同"
        return self._name_objection(name, own) or self._value_objection(value) or (None if own else self._foreign(name, value))

    def _name_objection(self, name: str, own: bool) -> str | None:
        if fold(name) == fold(self.row.level3):
            return None
        if not SHORTEST_NAME <= len(name) <= LONGEST_NAME or not has_han(name) or plain(name) != squeeze(name) or gives_orders(name):
            return f"「{name[:LONGEST_NAME]}」不是指标名称，名称应为 {SHORTEST_NAME} 到 {LONGEST_NAME} 个字的中文"
        if canonical_level1(name) or canonical_level2(name):
            return f"「{name}」是指标类别，不是三级指标的名称"
        if is_classified(name):
            return "名称带有涉密字样"
        given = re.findall(r"\d+", unicodedata.normalize("NFKC", f"{self.row.level3}{self.instruction}"))
        if not own and not set(re.findall(r"\d+", unicodedata.normalize("NFKC", name))) <= set(given):
            return f"名称「{name}」里有数字，数字应写在指标值里"
        return None

    def _value_objection(self, value: str) -> str | None:
        if fold(value) == fold(self.row.value or ""):
            return None
        target = self._parse(value)
        if not 0 < len(value) <= LONGEST_VALUE or plain(value) != squeeze(value) or gives_orders(value):
            return f"「{value[:LONGEST_VALUE]}」不是指标值"
        if is_classified(value):
            return "指标值带有涉密字样"
        if target.number is None and not has_han(value):
            return f"指标值「{value}」不可衡量，应写比较符、数字和单位"
        if target.number is not None and Decimal(target.number) < 0:
            return f"指标值「{value}」是负数"
        allowed = {self.table.year, *budget_years(self.instruction), *budget_years(self.row.value or "")}
        if self.table.year and not set(budget_years(value)) <= allowed:
            return f"日期「{value}」不在预算年度 {self.table.year} 年"
        return None

    def _foreign(self, name: str, value: str) -> str | None:
        """Whether a name or value speaks of a body, a unit, a place or a paper that the person did not."""
        text = f"{name}{value}"
        if names_body(text, self.own_text):
            return f"「{text}」里的机构在申报材料和要求里没有出现"
        neighbours = self.context.index.search(subject_text(self.table), NEIGHBOURS)
        strange = next((other for other in names_of_others(neighbours, self.own_text) if other in text), None)
        if strange:
            return f"出现了别的单位或地方的名称「{strange}」"
        changed = self.row.model_copy(update={"level3": name, "value": value, "target": self._parse(value)})
        new = self._told(changed) - self._told(self.row)
        return "出现了申报材料和要求里没有的地名、机构名或文件名" if new else None

    def _told(self, row: Indicator) -> Counter[str]:
        """Findings of the review on names of others in the row."""
        rows = [*self.table.indicators]
        rows[self.position] = row
        findings = review(self.table.model_copy(update={"indicators": tuple(rows)}), self.context.review_data, own_text=self.own_text)
        return Counter(found.rule for found in findings if found.indicator == self.position and found.rule.startswith(FOREIGN))

    def row_of(self, name: str, value: str) -> Indicator:
        """The row under its new name and with its new value."""
        row = self.row
        if fold(value) == fold(row.value or ""):
            return row.model_copy(update={"level3": name})
        target = self._parse(value)
        value = format_target(target) if target.number and target.text is None else squeeze(value)
        origin, status = self._whose(value)
        evidence = () if origin in ("input", "model") else row.evidence
        changes = {"level3": name, "value": value, "target": self._parse(value), "origin": origin, "status": status, "evidence": evidence}
        return row.model_copy(update=changes)

    def _whose(self, value: str) -> tuple[Origin, Status]:
        """Who gave the value: the person, whoever gave the row its number, or nobody but the model."""
        numbers, old = self._numbers(value), self._numbers(self.row.value or "")
        if not numbers:
            return ("input", "confirmed") if fold(value) in fold(self.instruction) else ("model", "to_confirm")
        said, year = numbers_in(self.instruction), {Decimal(self.table.year or 0)}
        if self.wanted and self.wanted.value:
            said |= self._numbers(self.wanted.value)
        if numbers <= said | year:
            return "input", "confirmed"
        if numbers == old:
            return self.row.origin, self.row.status
        project = numbers_in("\n".join(filter(None, (self.table.name, self.table.purpose))))
        budget = {self.table.budget_yuan} if self.table.budget_yuan else set()
        return ("input", "confirmed") if numbers <= said | year | old | project | budget else ("model", "to_confirm")

    def _parse(self, value: str) -> Target:
        return parse_target(value, money=self.money)

    def _numbers(self, value: str) -> set[Decimal]:
        """Every number of a value, with 万 and 亿 multiplied in."""
        target = self._parse(value)
        return {target.decimal} if target.decimal is not None and target.text is None and not target.upper else numbers_in(value)
