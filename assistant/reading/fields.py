"""The block of labelled cells above the indicators: which cell is a label, which a value, and where each value belongs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.goals.dates import YEAR
from assistant.goals.money import parse_amount
from assistant.goals.wording import has_han, squeeze
from assistant.reading.document import Line, Token
from assistant.reading.labels import GOAL_SCOPES, MONEY, PARENTS, Label, Role, find_field
from assistant.reading.markup import plain, plain_block, plain_lines
from assistant.reading.section import Section, TextBlock
from assistant.reading.shapes import (
    is_furniture,
    is_heading,
    is_secret,
    is_title,
    looks_like_measure,
    looks_like_value,
    read_unit_line,
    says_nothing,
    split_code,
)

_MONTH = re.compile(r"(?:\d{1,2}月(?:底|末|份)?|第?[一二三四1-4]季度|[上下]半年|全年|年底)(?:前|累计)?")
_STATEMENT = re.compile(r"其中[:：]\s*(?P<name>[^:：]{2,40})[:：]\s*(?P<value>[^:：]{1,30}?)[。；;]?")
_PERIOD = re.compile(rf"(?P<start>{YEAR}\D{{0,8}}?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)\s*[-—–~～至到]+\s*(?P<end>{YEAR}.{{0,8}})")
_SERIES = re.compile(r"\s*([一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])")
_PLAIN_MYRIADS = 10000
"""A bare amount below this counts in 万元, from it on in 元, where neither label nor table says a unit."""


@dataclass
class Entry:
    """A label of a line and the texts that follow it; texts before the first label have none."""

    label: Label | None
    column: int
    values: list[Token]


def read_amount(text: str, scale: Decimal | None) -> Decimal | None:
    """The amount in 元 of a cell whose table counts in `scale`."""
    wording = plain(text)
    amount = parse_amount(wording, bare_scale=Decimal(1))
    if amount is None or parse_amount(wording, bare_scale=Decimal(2)) == amount:  # says nothing, or says its own unit
        return amount
    if scale is None:
        scale = Decimal(10**4) if abs(amount) < _PLAIN_MYRIADS else Decimal(1)
    return amount * scale


def split_entries(line: Line) -> list[Entry]:
    """Labels and what follows them; `标签：值` in one cell is a label and its value."""
    entries: list[Entry] = []
    for token in line.tokens:
        for part in _pieces(token, prose=line.prose):
            label = find_field(part.text)
            before, colon, after = _partition(part.text)
            if label is None and colon and (label := find_field(before)):
                entries.append(Entry(label, part.column, [Token(part.column, after)] if after else []))
            elif label is not None:
                entries.append(Entry(label, part.column, []))
            elif entries:
                entries[-1].values.append(part)
            else:
                entries.append(Entry(None, part.column, [part]))
    return entries


def _pieces(token: Token, *, prose: bool) -> list[Token]:
    """A paragraph that holds several `标签：值` side by side, parted by wide blanks, as that many texts."""
    parts = [part for part in re.split(r"[ \u3000\t]{2,}", token.text) if part.strip()] if prose else []
    if len(parts) > 1 and all(find_field(_partition(part)[0]) for part in parts):
        return [Token(token.column, part) for part in parts]
    return [token]


def _partition(text: str) -> tuple[str, str, str]:
    match = re.search("[:：]", text)
    return (text[: match.start()], match.group(), text[match.end() :].strip()) if match else (text, "", "")


class FieldBlock:
    """Reads the labelled lines of one table into its section.

    A label without a value in its own line waits for one in the line below, in its own column. The first label of a line leads: text
    without a label below it belongs to it (用途 under 预算规模及资金用途, a second paragraph of a goal).
    """

    def __init__(self, section: Section) -> None:
        self.section = section
        self.leader: Entry | None = None
        self.leader_in_prose = False
        self.waiting: dict[int, Label] = {}
        self.group: str | None = None
        self._series: str | None = None
        self._scale: Decimal | None = None
        self._period_budget: Entry | None = None
        self._texts: dict[Role, Callable[[str], bool]] = {
            Role.NAME: lambda text: self._set("name", text),
            Role.UNIT_OR_NAME: lambda text: self._set("name", text),
            Role.UNIT: self._set_unit,
            Role.DEPARTMENT: lambda text: self._set("department", text),
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

    def stop(self) -> None:
        """What follows belongs to no label above."""
        self.leader, self.waiting, self.group = None, {}, None

    def read(self, line: Line) -> None:
        """Put every text of a line where it belongs."""
        entries = split_entries(line)
        if not any(entry.label for entry in entries):
            self._read_unlabelled(line)
            return
        if line.prose and entries[0].label and _SERIES.match(plain(line.tokens[0].text)):
            self._series = _SERIES.match(plain(line.tokens[0].text))[1][-1]  # type: ignore[index]  # matched just above
        labelled = [entry for entry in entries if entry.label]
        waiting, self.waiting = self.waiting, {}
        if len(labelled) == 1 and waiting and labelled[0] is entries[0] and self._repeats_leader(entries[0]):
            self._fill_waiting(entries[0].values, waiting)
            return
        self.leader, self.leader_in_prose = entries[0] if entries[0].label else labelled[0], line.prose
        for entry in entries:
            self._place(entry, labelled)

    def _repeats_leader(self, entry: Entry) -> bool:
        """Whether a merged label is printed again in its second row, as formats without merged cells do."""
        known = self.leader is not None and self.leader.label is not None and entry.label is not None
        return known and self.leader is not None and self.leader.label == entry.label and self.leader.column == entry.column

    def _place(self, entry: Entry, labelled: Sequence[Entry]) -> None:
        label = entry.label
        if label is None:
            self._place_pairs(entry.values, "")
            return
        if label.year:
            self.section.said_years.append(label.year)
        if label.role in GOAL_SCOPES:
            self._place_goal(entry)
        elif label.role == Role.INDICATOR_TEXT:
            self.section.indicator_blocks += [TextBlock(plain_lines(token.text), group=self.group) for token in entry.values]
        elif label.role == Role.PURPOSE:
            self.section.purpose += [plain(token.text) for token in entry.values]
        elif label.role == Role.PLAN:
            self._place_plan(entry)
        elif label.role == Role.PERIOD_BUDGET or self._is_of_period(entry, labelled):
            self._place_period_money(entry)
        elif label.role in self._texts:
            self._place_text(entry, self._texts[label.role])
        else:
            self._place_other(entry)
        if not entry.values and label.role not in PARENTS:
            self.waiting[entry.column] = label

    def _place_text(self, entry: Entry, place: Callable[[str], bool]) -> None:
        assert entry.label is not None
        if entry.label.scale:
            self._scale = entry.label.scale
        if not entry.values:
            return
        first, *rest = entry.values
        if not place(plain(first.text)):
            self.section.add_other(entry.label.text, plain(first.text))
        self._place_pairs(rest, entry.label.text)

    def _place_pairs(self, tokens: Sequence[Token], owner: str) -> None:
        """Texts without a known label, from left to right: unknown labels with their values, or one left over."""
        texts = [plain(token.text) for token in tokens]
        if len(texts) % 2:
            self.section.leave(texts.pop(0), owner)
        for label, value in zip(texts[::2], texts[1::2], strict=True):
            self.section.add_other(label.rstrip("：: "), value)

    def _place_other(self, entry: Entry) -> None:
        assert entry.label is not None
        texts = [plain(token.text) for token in entry.values if not says_nothing(plain(token.text)) or entry.label.role != Role.TASKS]
        if entry.label.role == Role.GOAL_GROUPS:
            self.group = None
        if texts:
            self.section.add_other(entry.label.text, " ".join(texts))

    def _place_goal(self, entry: Entry) -> None:
        assert entry.label is not None
        values = list(entry.values)
        group = self.group
        if len(values) == 2 and is_heading(plain(values[0].text)):
            group = plain(values.pop(0).text)
        for token in values:
            if is_title(plain(token.text)):
                self.section.titles.append(plain(token.text))
                self.waiting[entry.column] = entry.label
            else:
                self._add_goal(token.text, entry.label, group)

    def _add_goal(self, text: str, label: Label, group: str | None) -> None:
        scope = GOAL_SCOPES[label.role]
        lines = []
        for line in plain_lines(text):
            statement = _STATEMENT.fullmatch(squeeze(line))
            if statement and looks_like_measure(statement["name"]) and looks_like_value(statement["value"]):
                self.section.indicator_blocks.append(TextBlock([f"{statement['name']}：{statement['value']}"], group=group))
            else:
                lines.append(line)
        last = self.section.goal_blocks[-1] if self.section.goal_blocks else None
        if last and (last.scope, last.group) == (scope, group):
            last.lines += lines
        elif lines:
            self.section.goal_blocks.append(TextBlock(lines, scope, group))

    def _place_plan(self, entry: Entry) -> None:
        for token in entry.values:
            month = squeeze(plain(token.text))
            if _MONTH.fullmatch(month):
                self.section.plan.setdefault(month, None)
                self.waiting[token.column] = Label(Role.PLAN, month)
            elif entry.label:
                self.section.add_other(entry.label.text, month)

    def _is_of_period(self, entry: Entry, labelled: Sequence[Entry]) -> bool:
        """Whether money stands under 中期资金总额 and not under 年度资金总额: two columns of the same labels, the left one nearer."""
        if self._period_budget is None or entry.label is None or entry.label.role not in MONEY:
            return False
        twins = [other for other in labelled if other.label and other.label.role == entry.label.role]
        return len(twins) > 1 and entry.column == min(twins, key=lambda other: abs(other.column - self._period_column)).column

    @property
    def _period_column(self) -> int:
        return self._period_budget.column if self._period_budget else 0

    def _place_period_money(self, entry: Entry) -> None:
        assert entry.label is not None
        prefix = f"{self._period_budget.label.text} " if self._period_budget and self._period_budget.label else ""
        if entry.label.role == Role.PERIOD_BUDGET:
            self._period_budget, prefix = entry, ""
        for token in entry.values:
            self.section.add_other(prefix + entry.label.text, plain(token.text))

    def _read_unlabelled(self, line: Line) -> None:
        waiting = self.waiting
        if line.prose and self._is_sibling_heading(line):
            return
        tokens = [token for token in line.tokens if not is_furniture(token.text)]
        if waiting and (not line.prose or self.leader_in_prose) and tokens:
            self.waiting = {}
            tokens = self._fill_waiting(tokens, waiting)
            if not tokens:
                self._keep_goal_waiting(waiting)
                return
        if self.leader and self.leader.label and self.leader_in_prose == line.prose and self._continues(line, self.leader):
            self._continue(tokens, self.leader.label)
        elif len(tokens) > 1 and not line.prose:
            self._place_pairs(tokens, "")
        else:
            for token in tokens:
                self._place_stray(token)

    def _keep_goal_waiting(self, waiting: dict[int, Label]) -> None:
        """A goal may run on over more rows."""
        self.waiting = {column: label for column, label in waiting.items() if label.role in GOAL_SCOPES}

    def _fill_waiting(self, tokens: Sequence[Token], waiting: dict[int, Label]) -> list[Token]:
        """Give each text to the label that waits in its column, or the only one there is; the texts that none takes come back."""
        rest = []
        for token in tokens:
            label = waiting.get(token.column) or (next(iter(waiting.values())) if len(waiting) == len(tokens) == 1 else None)
            if label is None or (label.role in MONEY and read_amount(token.text, None) is None):
                rest.append(token)
            elif label.role == Role.PLAN:
                self.section.plan[label.text] = plain(token.text)
            else:
                entry = Entry(label, token.column, [token])
                self._place(entry, [entry])
        return rest

    def _continues(self, line: Line, leader: Entry) -> bool:
        assert leader.label is not None
        takes_text = leader.label.role in GOAL_SCOPES or leader.label.role in (Role.PURPOSE, Role.INDICATOR_TEXT, Role.GOAL_GROUPS, Role.OTHER)
        return takes_text and (line.prose or line.tokens[0].column > leader.column or len(line.tokens) == 1)

    def _continue(self, tokens: Sequence[Token], label: Label) -> None:
        if label.role == Role.GOAL_GROUPS:
            for token in tokens:
                self.section.leave(plain(token.text), label.text)
            return
        for token in tokens if label.role not in GOAL_SCOPES else ():
            if label.role == Role.INDICATOR_TEXT and self.section.indicator_blocks and self.section.indicator_blocks[-1].group == self.group:
                self.section.indicator_blocks[-1].lines += plain_lines(token.text)
            else:
                entry = Entry(label, token.column, [token])
                self._place(entry, [entry])
        if label.role in GOAL_SCOPES:
            entry = Entry(label, tokens[0].column if tokens else 0, list(tokens))
            self._place(entry, [entry])

    def _is_sibling_heading(self, line: Line) -> bool:
        """A paragraph that is a heading of the same numbering as the label above it: it opens a part of its own, or names a group."""
        text = plain(line.tokens[0].text)
        series = _SERIES.match(text)
        if series is None or not is_heading(text) or self._series is None:
            return False
        heading = squeeze(text[series.end() :])
        if series[1][-1] == self._series and self.leader_in_prose:
            self.stop()
            self.section.leave(text)
            return True
        groups = self.leader is not None and self.leader.label is not None and self.leader.label.role == Role.GOAL_GROUPS
        if groups or self.group is not None:
            self.group = heading
            return True
        return False

    def _place_stray(self, token: Token) -> None:
        """A text under no label: a unit line, a year in brackets, or something that is no part of the table."""
        text = plain(token.text)
        unit_line = read_unit_line(text)
        if unit_line:
            self.section.scale = self.section.scale or unit_line.scale
            if unit_line.unit:
                self._set_unit(unit_line.unit)
        elif is_secret(text):
            self.section.classified = True
        elif re.fullmatch(rf"[（(]?\s*({YEAR})\s*年?度?\s*[)）]?", text):
            self.section.said_years.append(int(re.findall(YEAR, text)[0]))
        else:
            self.section.leave(plain_block(token.text))

    def _set(self, field: str, text: str) -> bool:
        if getattr(self.section, field) is not None or not text:
            return False
        setattr(self.section, field, text)
        return True

    def _set_unit(self, text: str) -> bool:
        code, name = split_code(text)
        if not self._set("unit", name):
            return self.section.unit == name
        if code:
            self.section.add_other("单位编码", code)
        return True

    def _set_year(self, text: str) -> bool:
        match = re.search(YEAR, text)
        if match is None or self.section.year is not None:
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
        if text in ("是", "涉密") or is_secret(text):
            self.section.classified = True
            return True
        return False

    def _set_amount(self, field: str, text: str) -> bool:
        amount = read_amount(text, self._scale or self.section.scale)
        if amount is None or getattr(self.section, field) is not None or not (has_han(text) or re.search(r"\d", text)):
            return False
        setattr(self.section, field, amount)
        return True
