"""The block of labelled cells above the indicators: which cell is a label, which a value, and which value belongs to which label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.goals.wording import squeeze
from assistant.reading.document import Line, Token
from assistant.reading.markup import part_at_colon, plain
from assistant.reading.recogniser.item_text import read_class
from assistant.reading.recogniser.labels import GOAL_SCOPES, MONEY, PARENTS, Label, Role, find_field
from assistant.reading.recogniser.placing import FIELDS, Placement, read_amount
from assistant.reading.recogniser.section import Section, Uncertainty
from assistant.reading.recogniser.shapes import is_furniture, is_heading, is_whole_department
from assistant.reading.recogniser.side_by_side import split_side_by_side
from assistant.reading.recogniser.similar import similar_field

_SERIES = re.compile(r"\s*[（(]?[一二三四五六七八九十]+([、.．)）])")
_LONGEST_SPREAD = 6
"""Characters of a label that are set apart from each other."""
_TAKES_TEXT = frozenset({*GOAL_SCOPES, Role.PURPOSE, Role.INDICATOR_TEXT, Role.OTHER})


@dataclass
class Entry:
    """A label of a line and the texts that follow it; texts before the first label have none."""

    label: Label | None
    column: int
    values: list[Token]


_DEEPEST = 20
"""Labels behind one another, `甲：乙：丙`; what stands behind so many is a value."""


def split_entries(line: Line, depth: int = 0) -> list[Entry]:
    """Labels and what follows them; `标签：值` in one cell is a label and its value, which may begin with a label again."""
    entries: list[Entry] = []
    for token in (piece for whole in line.tokens for piece in _pieces(whole, prose=line.prose)):
        label = find_field(token.text)
        before, colon, after = part_at_colon(token.text)
        if label is None and colon and (label := find_field(before)):
            inner = split_entries(Line((Token(token.column, after),), line.place), depth + 1) if after and depth < _DEEPEST else []
            nested = bool(inner and inner[0].label)
            entries.append(Entry(label, token.column, [] if nested or not after else [Token(token.column, after)]))
            entries += inner if nested else []
        elif label is not None and not (entries and _is_title_of_goals(entries[-1], token.text)):
            entries.append(Entry(label, token.column, []))
        elif entries:
            entries[-1].values.append(token)
        else:
            entries.append(Entry(None, token.column, [token]))
    return entries


def _is_title_of_goals(before: Entry, text: str) -> bool:
    """Whether a label beside an open goal label is the title of what follows: 年度绩效目标 | 部门整体支出绩效目标."""
    return before.label is not None and before.label.role in GOAL_SCOPES and not before.values and is_whole_department(text)


def _pieces(token: Token, *, prose: bool) -> list[Token]:
    """A paragraph that holds several `标签：值` side by side, parted by wide blanks, as that many texts; brackets around one go."""
    bracketed = re.fullmatch(r"\s*[（(]\s*([^（()）]*[:：][^（()）]*?)\s*[)）]\s*", token.text)
    if bracketed and find_field(part_at_colon(bracketed[1])[0]):
        return [Token(token.column, bracketed[1])]
    parts = [part for part in re.split(r"[ \u3000\t]{2,}", token.text) if part.strip()] if prose else []
    if labelled := _set_apart(parts):
        return [Token(token.column, part) for part in labelled]
    parts = split_side_by_side(token.text) if prose else []
    if len(parts) > 1 and all(find_field(part_at_colon(re.sub(r"^\s*其中\s*[:：]", "", part))[0]) for part in parts):
        return [Token(token.column, part) for part in parts]
    return [token]


def _set_apart(parts: Sequence[str]) -> list[str]:
    """The parts of a paragraph that begins with a label set apart by wide blanks, be it also within: 项  目  名  称    某某."""
    for count in range(min(len(parts) - 1, _LONGEST_SPREAD), 0, -1):
        label = "".join(parts[:count])
        if find_field(label) and not re.search("[:：]", label):
            return [label, *parts[count:]]
    return []


def _part_similar(entry: Entry) -> list[Entry]:
    """An entry whose texts begin anew with what is close to a known label, and more follows, as that many entries."""
    parted: list[Entry] = []
    while True:
        first = 0 if entry.label is None else 1
        at = next((number for number in range(first, len(entry.values) - 1) if similar_field(entry.values[number].text)), None)
        if at is None:
            return [*parted, entry]
        token = entry.values[at]
        parted += [Entry(entry.label, entry.column, entry.values[:at])] if at or entry.label else []
        entry = Entry(similar_field(token.text), token.column, entry.values[at + 1 :])


class FieldBlock:
    """Reads the labelled lines of one table into its section.

    A label without a value in its own line waits for one in the line below, in its own column. The first label of a line leads: text
    without a label below it belongs to it (用途 under 预算规模及资金用途, a second paragraph of a goal).
    """

    def __init__(self, section: Section) -> None:
        self.section = section
        self.group: str | None = None
        self._placement = Placement(section)
        self._leader: Entry | None = None
        self._in_prose = False
        self._waiting: dict[int, Label] = {}
        self._crossing: dict[int, Label] = {}
        self._series: str | None = None
        self._period_column = -1
        self._over_period = ""

    def lead(self, label: Label, column: int, *, prose: bool) -> None:
        """Let the paragraphs, or the rows to the right of `column`, that follow belong to `label`."""
        self._leader, self._in_prose, self._waiting = Entry(label, column, []), prose, {}

    def stop(self) -> None:
        """Let nothing that follows belong to a label above."""
        self._leader, self._waiting, self.group = None, {}, None

    @property
    def waits(self) -> bool:
        """Whether a label above has no value yet."""
        return bool(self._waiting)

    def place(self, label: Label, token: Token) -> None:
        """Put a cell under the heading of its column, as lists have it."""
        self._placement.announce(label)
        self._placement.place(label, [token])

    def read(self, line: Line) -> None:
        """Put every text of a line where it belongs."""
        entries = split_entries(line) if line.prose else [piece for entry in split_entries(line) for piece in _part_similar(entry)]
        labelled = [entry for entry in entries if entry.label]
        if not labelled:
            self._read_unlabelled(line)
            return
        if line.prose and (series := _SERIES.match(line.tokens[0].text)):
            self._series, self.group = series[1], None if series[1] == self._series else self.group
        waiting, self._waiting = self._waiting, {}
        if waiting and len(labelled) == 1 and self._repeats_leader(entries[0]):
            self._fill_waiting(entries[0].values, waiting)
            return
        self._leader, self._in_prose = labelled[0], line.prose
        for entry in entries:
            self._narrow_goal(entry, labelled[0])
            self._take_crossed(entry, waiting)
            self._place(entry, labelled)

    @staticmethod
    def _narrow_goal(entry: Entry, leader: Entry) -> None:
        """预期目标 beside 年度总体目标 is the goal of the year."""
        scoped = leader.label is not None and leader.label.role in GOAL_SCOPES and not leader.values and leader is not entry
        if scoped and leader.label and entry.label and entry.label.role == Role.GOAL_OVERALL:
            entry.label = Label(leader.label.role, entry.label.text)

    def _take_crossed(self, entry: Entry, waiting: dict[int, Label]) -> None:
        """In a small table with labels above and to the left, all but the first value of a row belong to both."""
        if entry.label is None or entry.label.role == Role.PLAN or len(entry.values) < 2:  # dates head columns of their own
            return
        waiting = waiting or (self._crossing if entry.label.role in MONEY else {})
        crossed = [token for token in entry.values[1:] if token.column in waiting]
        self._crossing = waiting if crossed else {}
        entry.values = [token for token in entry.values if token not in crossed]
        for token in crossed:
            self.section.add_other(f"{entry.label.text} {waiting[token.column].text}", plain(token.text))

    def _repeats_leader(self, entry: Entry) -> bool:
        """Whether a merged label is printed again in its second row, as formats without merged cells do."""
        return self._leader is not None and (self._leader.label, self._leader.column) == (entry.label, entry.column)

    def _place(self, entry: Entry, labelled: Sequence[Entry]) -> None:
        label = entry.label
        if label is None:
            self._placement.place_pairs(entry.values, "")
            return
        self._placement.announce(label)
        if not label.sure and entry.values:
            self.section.doubts.setdefault(FIELDS[label.role], Uncertainty.SIMILAR_LABEL)
        if label.role == Role.PLAN:
            self._waiting |= self._placement.read_months(entry.values, label)
        elif label.role == Role.PERIOD_BUDGET:
            self._period_column, self._over_period = entry.column, label.text
            self._placement.place(Label(Role.OTHER, label.text), entry.values)
        elif self._is_of_period(entry, labelled):
            self._placement.place(Label(Role.OTHER, f"{self._over_period} {label.text}"), entry.values)
        elif label.role == Role.GOAL_GROUPS:
            self.group = None
            self._placement.place(Label(Role.GOAL_OVERALL, label.text), entry.values)
        else:
            self._placement.place(label, entry.values, self.group)
        if (not entry.values and label.role not in PARENTS) or self._only_titles(entry):
            self._waiting[entry.column] = label

    def _only_titles(self, entry: Entry) -> bool:
        """Whether the goal beside a label is but the title of the table, and the goals stand below."""
        return entry.label is not None and entry.label.role in GOAL_SCOPES and not self.section.goal_blocks

    def _is_of_period(self, entry: Entry, labelled: Sequence[Entry]) -> bool:
        """Whether money stands below 中期资金总额 and not below 年度资金总额: of two equal labels in a line, the one nearer to it."""
        if not self._over_period or entry.label is None or entry.label.role not in MONEY:
            return False
        twins = [other for other in labelled if other.label and other.label.role == entry.label.role]
        return len(twins) > 1 and entry is min(twins, key=lambda other: abs(other.column - self._period_column))

    def _read_unlabelled(self, line: Line) -> None:
        if line.prose and self._read_heading(line):
            return
        tokens = [token for token in line.tokens if not is_furniture(token.text)]
        if self._waiting and line.prose == self._in_prose and tokens:
            waiting, self._waiting = self._waiting, {}
            tokens = self._fill_waiting(tokens, waiting)
        leader = self._leading_label(line)
        if tokens and leader:
            self._placement.place(leader, tokens, self.group)
        elif len(tokens) > 1 and not line.prose:
            self._placement.place_pairs(tokens, "")
        else:
            for token in tokens:
                self._placement.place_stray(token)

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
                self._placement.place(label, [token], self.group)
        self._waiting |= {column: label for column, label in waiting.items() if label.role in GOAL_SCOPES}  # may run on
        return rest

    def _leading_label(self, line: Line) -> Label | None:
        """The label above that a line without one belongs to: it leads texts, and stands to the left."""
        leader = self._leader
        if leader is None or leader.label is None or leader.label.role not in _TAKES_TEXT or self._in_prose != line.prose:
            return None
        return leader.label if line.prose or line.tokens[0].column > leader.column else None

    def _read_heading(self, line: Line) -> bool:
        """A paragraph that is a heading numbered as the labels above it: it ends what they led, or names a group among them."""
        text = plain(line.tokens[0].text)
        series = _SERIES.match(text)
        if series is None or self._series is None or not is_heading(text) or read_class(text):
            return False
        if series[1] == self._series:
            self.stop()
            self.section.leave(text)
            return True
        leader = self._leader.label if self._leader else None
        if self.group is not None or (leader is not None and leader.role == Role.GOAL_GROUPS):
            self.group = squeeze(text[series.end() :])
            return True
        return False
