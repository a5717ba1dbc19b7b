"""What a model proposes for a table's suggestions, judged by code: another name for one of them, or a row that nobody thought of."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from assistant.drafting import DraftContext
from assistant.drafting.candidates import Candidate, Observation
from assistant.drafting.fitting import Fitted
from assistant.drafting.llm.answer import ModelRow
from assistant.drafting.llm.bodies import names_body
from assistant.drafting.merging import SAME_MEANING
from assistant.exemplars.exemplar import names_of_others
from assistant.goals import Framework, GoalTable, Indicator, Target, format_target, parse_target
from assistant.goals.dates import parse_deadline
from assistant.goals.secrecy import is_classified
from assistant.goals.taxonomy import COST, QUANTITY, classes_in, level2_in
from assistant.goals.wording import fold, has_han, squeeze
from assistant.quoting import gives_orders, plain
from assistant.review import FOREIGN, hard_faults, review
from assistant.suggesting.meaning import class_of, cosines_of, says_same
from assistant.suggesting.suggest import Suggesting
from assistant.suggesting.suggestion import Suggestion, apply_suggestion

SHORTEST, LONGEST = 2, 30
"""Characters of a name that a model may give."""
PROPOSED = "语言模型的建议，不是由范例或指标库算出的"


class Judge:
    """Judges proposals for one table; what it lets pass is a suggestion like any other."""

    def __init__(self, table: GoalTable, context: DraftContext, work: Suggesting) -> None:
        """Judge by what the suggestions themselves rest on, the `work` of computing them."""
        self._table, self._data, self._work = table, context.review_data, work
        self._embedder = context.index.store.embedder
        self._faults = Counter(finding.rule for finding in hard_faults(review(table, self._data)))
        self._others = names_of_others(work.exemplars, work.situation.own_text)

    def rename(self, suggestion: Suggestion, name: str, others: Sequence[Suggestion]) -> Suggestion | None:
        """`suggestion` under another name that says the same, apart from `others`; None where the name will not do."""
        if not is_name(name) or fold(name) == fold(suggestion.level3):
            return None
        given = suggestion.indicator
        row = given.model_copy(update={"level3": name})
        if not self._means_same(given, row) or self._is_said(row, others) or not self._can_stand(row):
            return None
        question = suggestion.question and suggestion.question.replace(suggestion.level3, name)
        renamed = suggestion.model_copy(update={"level3": name, "question": question, "computed_name": suggestion.level3})
        return renamed if self._applies(renamed) else None

    def add(self, row: ModelRow, others: Sequence[Suggestion]) -> Suggestion | None:
        """A suggestion of the model's own, apart from `others`; None where it will not do."""
        three = level2_in(Framework.THREE_CLASS, row.level2)
        target = parse_target(row.value, money=three == COST)
        if not is_name(row.name) or not self._is_fit(row, three, target):
            return None
        level1, level2 = classes_in(self._work.situation.framework, row.level2)
        value = format_target(target) if target.number else row.value
        indicator = Indicator(
            level1=level1, level2=level2, level3=row.name, value=value, target=target, origin="model", status="to_confirm"
        )
        observed = (Observation(target, None),) if target.number else ()
        candidate = Candidate(row.name, three, 0.0, "model", observed=observed)
        option = self._work.option(Fitted(candidate, indicator, f"{row.name}定为多少？"))
        if self._is_said(indicator, others) or self._work.stands_against(option) or not self._can_stand(indicator):
            return None
        suggestion = self._work.suggestion(option, "optional", None)
        alone = f"近似项目 {option.support.frequency.of} 个都没有设；" if option.support.frequency.of and not suggestion.examples else ""
        added = suggestion.model_copy(update={"reason": f"{PROPOSED}；{alone}{suggestion.reason}"})
        return added if self._applies(added) else None

    def _means_same(self, given: Indicator, row: Indicator) -> bool:
        """Whether two rows say the same by name, and neither name speaks for another class than the other."""
        one, other = self._work.read(given), self._work.read(row)
        cosine = float(cosines_of([one], [other], self._embedder)[0, 0])
        classes = {class_of(each.model_copy(update={"level1": None, "level2": None}), self._data.words) for each in (given, row)} - {None}
        return cosine >= SAME_MEANING and len(classes) < 2 and one.kind == other.kind and says_same(one, other, cosine)

    def _is_said(self, row: Indicator, others: Sequence[Suggestion]) -> bool:
        """Whether the table or another suggestion says it already."""
        there = (*self._work.situation.statements, *(self._work.read(other.indicator) for other in others))
        return self._work.are_said([self._work.read(row)], there)[0]

    def _is_fit(self, row: ModelRow, three: str, target: Target) -> bool:
        """Whether the value can be one: measurable, in the table's year, no sum of money that nobody gave, nothing secret."""
        if gives_orders(row.value) or is_classified(row.value):
            return False
        if target.number is None and (three == QUANTITY or not has_han(row.value)):
            return False
        if three == COST and not re.search("[/·每]", target.unit or ""):
            return False
        deadline = parse_deadline(row.value)
        return deadline is None or deadline.year in (None, self._work.situation.year)

    def _can_stand(self, row: Indicator) -> bool:
        """Whether a row names nobody else, and the table with it has no finding more than without."""
        text, own = f"{row.level3}{row.value}", self._work.situation.own_text
        if names_body(text, own) or any(name in text for name in self._others):
            return False
        return not self._names_others(row) and self._work.is_sound(row)

    def _names_others(self, row: Indicator) -> bool:
        """Whether a row has a place, a paper or a body in it that stands nowhere in the table."""
        rows = (*self._table.indicators, row)
        table = self._table.model_copy(update={"indicators": rows})
        findings = review(table, self._data, own_text=self._work.situation.own_text)
        return any(finding.indicator == len(rows) - 1 and finding.rule.startswith(FOREIGN) for finding in findings)

    def _applies(self, suggestion: Suggestion) -> bool:
        """Whether the table that takes it over has no hard fault more, apart from those that were there."""
        table = apply_suggestion(self._table, suggestion)
        return not Counter(finding.rule for finding in hard_faults(review(table, self._data))) - self._faults


def is_name(text: str) -> bool:
    """Whether a model's text can be a name: plain Chinese, short, without digits, and no order."""
    short = SHORTEST <= len(text) <= LONGEST and has_han(text) and plain(text) == squeeze(text)
    return short and not re.search(r"\d", unicodedata.normalize("NFKC", text)) and not gives_orders(text) and not is_classified(text)
