"""What a model says of one text of a table, held to that text by code: it quotes it, changes no promise, and names nobody new."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.llm.bodies import names_body
from assistant.goals import GoalTable, parse_target
from assistant.goals.numerals import CHINESE_NUMBER
from assistant.goals.secrecy import is_classified
from assistant.goals.texts import texts_of
from assistant.goals.wording import HAN, fold, has_han, squeeze
from assistant.quoting import gives_orders, plain
from assistant.review import BY_MODEL, FOREIGN, RULES, Finding, ReviewData, apply_fix, review
from assistant.review.fixing import read_field

LONGEST_QUOTE, LONGEST_PROBLEM = 60, 60
"""Characters of what is quoted and of what is said of it."""
MOST_MORE = 20
"""Characters by which a suggestion may be longer than what it replaces."""
_NUMBER = re.compile(rf"\d[\d.,]*(?:[%‰]|[万亿千百十]*[{HAN}]?次?)|{CHINESE_NUMBER}[个项场次期人名户份件篇条台套批天年月元倍成级]")
_DIRECTION = re.compile(
    "不低于|不少于|不小于|不超过|不高于|不大于|不多于|以上|以下|以内|至少|至多|最多|大于|小于|高于|低于|超过|达到|全部|全体|[≥≤<>=]"
)
_QUOTED = re.compile("「([^「」]+)」")


@dataclass(frozen=True)
class Remark:
    """A remark of a model.

    Attributes:
        row: the place of the indicator it is about; None for a goal.
        field: as in a finding.
        quote: what it is about, as it stands there.
        problem: what is wrong with it.
        suggestion: what should stand in its stead.
    """

    row: int | None
    field: str
    quote: str
    problem: str
    suggestion: str

    def finding(self, table: GoalTable) -> Finding | None:
        """The remark on `table`; None where its quotation stands there no more. A text that has it twice is not changed."""
        text = text_at(table, self.row, self.field)
        followed = self.quote in self.suggestion  # which then has the quotation in it, and is not to be followed again
        if self.quote not in (text.replace(self.suggestion, "") if followed else text):
            return None
        if text.count(self.quote) > 1:
            message = f"「{self.quote}」{self.problem}，可改为「{self.suggestion}」。"
            return RULES[BY_MODEL].finding(message, row=self.row, field=self.field)
        new = text.replace(self.quote, self.suggestion)
        return RULES[BY_MODEL].finding(f"「{self.quote}」{self.problem}。", row=self.row, field=self.field, fix=new)


def text_at(table: GoalTable, row: int | None, field: str) -> str:
    """The text of a place; empty where it has none."""
    if row is not None and row >= len(table.indicators):
        return ""
    return read_field(table, RULES[BY_MODEL].finding("原文", row=row, field=field))


def may_stand(remark: Remark, table: GoalTable, data: ReviewData, findings: Sequence[Finding]) -> bool:
    """Whether a remark says something true to its text that none of the computed `findings` says, and its suggestion is harmless."""
    text = text_at(table, remark.row, remark.field)
    if remark.quote not in text or not _is_short(remark) or not (_is_plain(remark.problem) and _is_plain(remark.suggestion)):
        return False
    changed = text.replace(remark.quote, remark.suggestion, 1)
    if changed == text or not _promises_same(text, changed, remark) or _names_others(remark, table):
        return False
    return not any(_says_it(finding, remark) for finding in findings) and not _brings_faults(remark, table, changed, data)


def _is_short(remark: Remark) -> bool:
    quote, more = len(remark.quote), len(remark.suggestion) - len(remark.quote)
    return 2 <= quote <= LONGEST_QUOTE and len(remark.problem) <= LONGEST_PROBLEM and more <= MOST_MORE


def _is_plain(text: str) -> bool:
    """Whether a model's text is plain Chinese that speaks to people."""
    return has_han(text) and plain(text) == squeeze(text) and not gives_orders(text) and not is_classified(text)


def _promises_same(text: str, changed: str, remark: Remark) -> bool:
    """Whether numbers with their units, and which way they go, are the same in both; of a value also what is read of it."""
    if remark.field == "value":
        before, after = parse_target(text), parse_target(changed)
        if before.number is not None and before != after:
            return False
    return _promises(text) == _promises(changed) and _promises(remark.quote) == _promises(remark.suggestion)


def _promises(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFKC", text).replace(" ", "")
    return Counter([*_NUMBER.findall(folded), *_DIRECTION.findall(folded)])


def _names_others(remark: Remark, table: GoalTable) -> bool:
    """Whether the suggestion names a paper that the quotation does not, or a body that the table does not."""
    return ("《" in remark.suggestion and "《" not in remark.quote) or names_body(remark.suggestion, "\n".join(texts_of(table)))


def _says_it(finding: Finding, remark: Remark) -> bool:
    """Whether a computed finding is about the same cell of a row, or the same words of a goal."""
    if (finding.indicator, finding.field) != (remark.row, remark.field):
        return False
    words = [fold(words) for words in _QUOTED.findall(finding.message)]
    quote = fold(remark.quote)
    return remark.row is not None or any(quote in told or told in quote for told in words)


def _brings_faults(remark: Remark, table: GoalTable, changed: str, data: ReviewData) -> bool:
    """Whether the table with the suggestion has an error, or the name of a place, a paper or a body, that it has not without."""
    fix = RULES[BY_MODEL].finding("改", row=remark.row, field=remark.field, fix=changed)
    own_text = "\n".join(texts_of(table))
    before, after = (Counter(_grave(review(each, data, own_text=own_text))) for each in (table, apply_fix(table, fix)))
    return bool(after - before)


def _grave(findings: Sequence[Finding]) -> list[str]:
    return [finding.rule for finding in findings if finding.severity == "error" or finding.rule.startswith(FOREIGN)]
