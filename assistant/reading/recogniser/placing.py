"""Labelled values into the fields of a table: texts as they are, money in 元, goals by scope, what has no field by its label."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.goals.dates import YEAR
from assistant.goals.money import LARGEST_BUDGET, parse_amount
from assistant.goals.secrecy import is_mark
from assistant.goals.wording import squeeze
from assistant.reading.document import Token
from assistant.reading.markup import plain, plain_block, plain_lines
from assistant.reading.recogniser.boxes import ticked
from assistant.reading.recogniser.classes import is_class
from assistant.reading.recogniser.labels import GOAL_SCOPES, MONEY, Label, Role, find_field
from assistant.reading.recogniser.leftovers import is_placeholder
from assistant.reading.recogniser.narrative import COMMA, read_narrative
from assistant.reading.recogniser.organisations import may_be_unit
from assistant.reading.recogniser.section import Section, TextBlock, Uncertainty
from assistant.reading.recogniser.shapes import (
    is_heading,
    is_title,
    is_year,
    looks_like_measure,
    looks_like_value,
    read_unit_line,
    says_nothing,
    split_code,
)

_MONTH = re.compile(r"(?:\d{1,2}月(?:底|末|份)?|第?[一二三四1-4]季度|[上下]半年|全年|年底)(?:前|累计)?")
_STATEMENT = re.compile(r"其中[:：]\s*(?P<name>[^:：]{2,40})[:：]\s*(?P<value>[^:：]{1,30}?)[。；;]?")
_PERIOD = re.compile(rf"(?P<start>{YEAR}[^-—–~～至到]{{0,12}}?)\s*[-—–~～至到]+\s*(?P<end>{YEAR}.{{0,12}})")
FIELDS = {
    Role.NAME: "name", Role.UNIT: "unit", Role.DEPARTMENT: "department", Role.CODE: "project_code", Role.TYPE: "project_type",
    Role.PERIOD: "period", Role.BUDGET: "budget_yuan", Role.FISCAL: "funding", Role.OTHER_FUNDING: "funding", Role.PURPOSE: "purpose",
    **dict.fromkeys(GOAL_SCOPES, "goals"),
}  # fmt: skip
"""What a goal table calls the fields of labels."""
SHORTEST_SENTENCE = 6
"""Characters behind a name's full stop that may be a sentence of their own."""
_CLAUSE_END = re.compile(rf"{COMMA}|[；;（(]")
_SOURCE = re.compile(r"(?P<name>\D{2,12}?)[:：为]?(?P<amount>\d.*)")
_SEAL = re.compile(r"\s*[（(](?:单位)?(?:盖|公|签)章[处]?[)）]$")
_WHOLLY = re.compile("^(?:其中[:：]?)?(?:全部|全额|均|都|资金|来源|系|为|是|由|使用|来自)+|(?:安排|解决|承担|保障|支出)$")
_SOURCES = (Role.FISCAL, Role.OTHER_FUNDING)
_PLAIN_MYRIADS = 10000
"""A bare amount below this counts in 万元, from it on in 元, where neither label nor table says a unit."""


def read_amount(text: str, scale: Decimal | None) -> Decimal | None:
    """The amount in 元 of a cell whose table counts in `scale`; what is larger than any budget is a text and no amount."""
    wording = plain(text)
    amount = parse_amount(wording)
    if amount is not None and states_no_unit(wording):
        amount *= scale or (Decimal(10**4) if abs(amount) < _PLAIN_MYRIADS else Decimal(1))
    return None if amount is None or amount.copy_abs() > LARGEST_BUDGET else amount


def states_no_unit(text: str) -> bool:
    """Whether an amount is a bare number, which counts in what the table counts in."""
    wording = plain(text)
    return parse_amount(wording, bare_scale=Decimal(2)) != parse_amount(wording)


class Placement:
    """Places labelled texts into one section; what a field will not take, or has already, is kept under its label."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self._scale: Decimal | None = None
        self._setters: dict[Role, Callable[[str], bool]] = {
            Role.NAME: self._set_name,
            Role.UNIT_OR_NAME: lambda text: self._set("name", text),
            Role.UNIT: lambda text: self._set_body("unit", "单位编码", text),
            Role.REPORTER: lambda text: self._set("reporter", _SEAL.sub("", text)),
            Role.DEPARTMENT: lambda text: self._set_body("department", "主管部门编码", text),
            Role.CODE: lambda text: self._set("project_code", text),
            Role.TYPE: lambda text: self._set("project_type", text),
            Role.START: lambda text: self._set("start", text),
            Role.END: lambda text: self._set("end", text),
            Role.YEAR: self._set_year,
            Role.PERIOD: self._set_period,
            Role.SECRECY: self._set_secrecy,
            Role.BUDGET: lambda text: self._set_amount("budget", text),
            Role.FISCAL: lambda text: self._set_amount("fiscal", text),
            Role.OTHER_FUNDING: lambda text: self._set_amount("other_funding", text),
            Role.FUNDING: lambda text: self._set_amount("budget", text),
        }

    def announce(self, label: Label) -> None:
        """Take from a label itself what it says about the table: its year, and what the money below counts in."""
        if label.year:
            self.section.said_years.append(label.year)
        if label.scale:
            self._scale = label.scale

    def place(self, label: Label, tokens: Sequence[Token], group: str | None = None) -> None:
        """Put the texts that belong to `label` into its field; what only its template printed there is no content."""
        tokens = self._filled(label, tokens)
        if not tokens:
            return
        if label.role in GOAL_SCOPES:
            self._place_goals(label, tokens, group)
        elif label.role == Role.INDICATOR_TEXT:
            self._place_indicators(label, tokens, group)
        elif label.role == Role.PURPOSE:
            self.section.purpose += [plain(token.text) for token in tokens]
        elif label.role in self._setters:
            first, *rest = tokens
            nothing = label.role in MONEY and says_nothing(plain(first.text)) and read_amount(first.text, None) is None
            if not nothing and not self._setters[label.role](plain(first.text)):
                self.section.add_other(label.text, plain(first.text))
            self.place_pairs(rest, label.text)
        else:
            texts = [plain(token.text) for token in tokens]
            if label.role != Role.TASKS or not all(map(says_nothing, texts)):
                self.section.add_other(label.text, " ".join(texts))

    def _filled(self, label: Label, tokens: Sequence[Token]) -> list[Token]:
        filled = []
        for token in tokens:
            choice = ticked(plain(token.text)) if label.role in self._setters or label.role == Role.OTHER else None
            if is_placeholder(plain(token.text)) or choice == "":
                self.section.leave(plain(token.text), label.text)
            elif choice:
                filled.append(Token(token.column, choice))
            else:
                filled.append(token)
        return filled

    def place_pairs(self, tokens: Sequence[Token], owner: str) -> None:
        """Texts without a known label, from left to right: unknown labels with their values, and one left over."""
        texts = [plain(token.text) for token in tokens]
        if len(texts) % 2:
            self.section.leave(texts.pop(0), owner)
        for label, value in zip(texts[::2], texts[1::2], strict=True):
            self.section.add_other(label.rstrip("：: "), value)

    def place_stray(self, token: Token) -> None:
        """A text under no label: a unit line, a year in brackets, or something that is no part of the table."""
        text = plain(token.text)
        unit_line = read_unit_line(text)
        if unit_line:
            self.section.scale = self.section.scale or unit_line.scale
            if unit_line.beside and not (may_be_unit(unit_line.beside) and self._setters[Role.UNIT](unit_line.beside)):
                self.section.leave(unit_line.beside)
        elif is_year(text):
            self.section.said_years.append(int(re.findall(YEAR, text)[0]))
        else:
            self.section.leave(plain_block(token.text))

    def read_months(self, tokens: Sequence[Token], owner: Label) -> dict[int, Label]:
        """The dates of a spending plan by column; their shares stand below them."""
        months = {}
        for token in tokens:
            month = plain(token.text)
            if _MONTH.fullmatch(month):
                self.section.plan.setdefault(month, None)
                months[token.column] = Label(Role.PLAN, month)
            else:
                self.section.add_other(owner.text, month)
        return months

    def _place_goals(self, label: Label, tokens: Sequence[Token], group: str | None) -> None:
        texts = [token.text for token in tokens]
        if len(texts) == 2 and is_heading(plain(texts[0])):
            group = plain(texts.pop(0))
        lines = [line for text in texts for line in self._take_statements(text, group)]
        scope = GOAL_SCOPES[label.role]
        last = self.section.goal_blocks[-1] if self.section.goal_blocks else None
        if last and (last.scope, last.group) == (scope, group):
            last.lines += lines
        elif lines:
            self.section.goal_blocks.append(TextBlock(lines, scope, group))

    def _take_statements(self, text: str, group: str | None) -> list[str]:
        """The lines of a goal, without its title and without indicators that are stated among them (其中：完成率：90%。)."""
        lines = []
        for line in plain_lines(text):
            statement = _STATEMENT.fullmatch(squeeze(line))
            if statement and looks_like_measure(statement["name"]) and looks_like_value(statement["value"]):
                self.section.indicator_blocks.append(TextBlock([f"{statement['name']}：{statement['value']}"], group=group))
            elif is_title(line):
                self.section.titles.append(squeeze(line))
            else:
                lines.append(line)
        return lines

    def _place_indicators(self, label: Label, tokens: Sequence[Token], group: str | None) -> None:
        """Indicators as text; a label that is a class (a column 产出指标) is the heading of its own."""
        lines = [label.text] if is_class(label.text) else []
        lines += [line for token in tokens for line in plain_lines(token.text)]
        blocks = self.section.indicator_blocks
        if blocks and blocks[-1].group == group:
            blocks[-1].lines += lines
        else:
            blocks.append(TextBlock(lines, group=group))

    def _set(self, field: str, text: str) -> bool:
        """Set an empty field; False where it has another text already."""
        current = getattr(self.section, field)
        if current is None:
            setattr(self.section, field, text or None)
        return current in (None, text)

    def _set_name(self, text: str) -> bool:
        """A name, and behind its full stop what else a notice says of the project in the same paragraph."""
        name, stop, rest = text.partition("。")
        if not stop or not rest.strip():
            return self._set("name", name if stop else text)
        stated, others = read_narrative(rest)
        if not stated and len(rest.strip()) < SHORTEST_SENTENCE:  # a full stop in a name
            return self._set("name", text)
        if self.section.name not in (None, name):
            return False
        self.section.name = name
        for statement in stated:
            if self._setters[statement.role](statement.text):
                self.section.doubts[FIELDS[statement.role]] = Uncertainty.FROM_PROSE
            else:
                others.append(statement.text)
        for sentence in others:
            self.section.leave(sentence)
        return True

    def _set_body(self, field: str, code_label: str, text: str) -> bool:
        code, name = split_code(_SEAL.sub("", text))
        if code and getattr(self.section, field) in (None, name):
            self.section.others.setdefault(code_label, code)
        return self._set(field, name)

    def _set_year(self, text: str) -> bool:
        match = re.search(YEAR, text)
        if match is None or self.section.year not in (None, int(match.group())):
            return False
        self.section.year = int(match.group())
        return True

    def _set_period(self, text: str) -> bool:
        match = _PERIOD.fullmatch(text)
        if match is None or self.section.start or self.section.end:
            return False
        self.section.start, self.section.end = match["start"].strip(), match["end"].strip()
        return True

    def _set_secrecy(self, text: str) -> bool:
        if text != "是" and not is_mark(text):
            return False
        self.section.classified = True
        return True

    def _set_amount(self, field: str, text: str) -> bool:
        scale = self._scale or self.section.scale
        amount = read_amount(text, scale)
        if amount is None:
            return self._set_amounts(field, text)
        if getattr(self.section, field) is not None:
            return False
        setattr(self.section, field, amount)
        if scale is None and amount and states_no_unit(text):
            self.section.doubts["budget_yuan" if field == "budget" else "funding"] = Uncertainty.SCALE_GUESSED
        return True

    def _set_amounts(self, field: str, text: str) -> bool:
        """A sum and its parts in one sentence (158万元，其中财政资金100万元，其他资金58万元), or with a remark, which stays unread."""
        first, *rest = _CLAUSE_END.split(text.rstrip("。)）"))
        source = _SOURCE.fullmatch(first)
        if source and (label := find_field(source["name"])) and label.role in _SOURCES and self._setters[label.role](source["amount"]):
            first = source["amount"]
        elif not rest:
            return False
        if read_amount(first, None) is None or not self._set_amount(field, first):
            return False
        remark = text[text.index(first) + len(first) :].strip("（()），,；;。 ")
        stated = [self._read_part(part) for part in rest]
        if rest and all(stated):
            for role, amount in filter(None, stated):
                if not self._setters[role](amount):
                    self.section.leave(amount, first)
        elif not self._is_whole(remark, first) and remark:
            self.section.leave(remark, first)
        return True

    @staticmethod
    def _read_part(text: str) -> tuple[Role, str] | None:
        """A part of a sum: 财政资金100万元."""
        part = _SOURCE.fullmatch(text.strip())
        label = find_field(part["name"]) if part else None
        return (label.role, part["amount"]) if part and label and label.role in MONEY else None

    def _is_whole(self, remark: str, amount: str) -> bool:
        """Whether a remark says where all of the money comes from, which is then taken: 全部为财政拨款."""
        source = find_field(_WHOLLY.sub("", remark))
        return source is not None and source.role in _SOURCES and self._setters[source.role](amount)
