"""Rows of an indicator grid to indicators: shifted cells put back, class names carried down, values of several columns joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from assistant.goals.own_form import PENDING
from assistant.goals.secrecy import is_classified
from assistant.goals.taxonomy import CLASSES, COST, SATISFACTION, Framework, parent_of
from assistant.goals.wording import fold
from assistant.reading.document import Line, Token
from assistant.reading.markup import plain, plain_block, plain_lines
from assistant.reading.recogniser.alignment import Column, align
from assistant.reading.recogniser.classes import OF_DEPARTMENTS, is_class, level1_of, level2_in_place, level2_of, pair_of
from assistant.reading.recogniser.fields import split_entries
from assistant.reading.recogniser.fitting import fit
from assistant.reading.recogniser.item_text import ClassHeading, Item, clean_name, read_items
from assistant.reading.recogniser.labels import GOAL_SCOPES, Role, find_column, find_field
from assistant.reading.recogniser.late_classes import LateClasses
from assistant.reading.recogniser.leftovers import is_blank_name, is_contact, is_example, is_note, is_placeholder
from assistant.reading.recogniser.section import IndicatorText, Section, TextBlock, Uncertainty
from assistant.reading.recogniser.shapes import is_furniture, is_sum, looks_like_value
from assistant.reading.recogniser.target_value import TargetValue, ValueCells

_CLASSES, _VALUES = (Role.LEVEL1, Role.LEVEL2), (Role.VALUE, Role.PERIOD_VALUE)
_CONFIRMED = "已确认"
_BESIDE = (Role.GROUP, Role.REST, Role.STATUS)
_PROSE = (Role.DESCRIPTION, Role.BASIS, Role.WEIGHT)
_SCORE = re.compile(r"[\d.,%％\s—–\-/／分*]+")
_CARRIED = (Role.DESCRIPTION, Role.VALUE, Role.PERIOD_VALUE, Role.PART, Role.BASIS, Role.WEIGHT)
"""Columns in which a vertically merged cell speaks for every row it spans; classes are carried down anyway."""


@dataclass
class IndicatorGrid:
    """Reads the rows of one grid of indicators; the class of a row holds for the rows below until another is named.

    `doubt` is what makes all rows less than certain. `sealed` are the columns in which a mark of 涉密 stands, for a merged cell marks
    every row it spans.
    """

    columns: tuple[Column, ...]
    doubt: Uncertainty | None = None
    level1: str | None = None
    level2: str | None = None
    group: str | None = None
    cells: dict[Column, str] = field(default_factory=dict)
    sealed: frozenset[int] = frozenset()
    late: LateClasses = field(default_factory=LateClasses)

    def go_on_from(self, before: "IndicatorGrid") -> None:
        """Carry on the class of a grid whose headings were only printed again, in columns that stand a little differently."""
        if self._class_roles() == before._class_roles():
            self.level1, self.level2, self.late = before.level1, before.level2, before.late

    def _class_roles(self) -> set[Role]:
        return {column.role for column in self.columns if column.role in _CLASSES}

    def holds(self, line: Line) -> bool:
        """Whether a row can belong to this grid: no label of a field stands where its class columns are, and nobody signs it."""
        name = min(column.index for column in self.columns if column.role == Role.LEVEL3)
        head = line.tokens[0]
        if any(is_contact(token.text) for token in line.tokens):
            return False
        if _is_sum_row(line.tokens):
            return not line.prose
        label = split_entries(line)[0].label
        if line.prose or (label is not None and label.role == Role.NAME):  # no indicator is called 项目名称
            return False
        if head.column >= name:
            return True
        if label is None or is_class(plain(head.text)):
            return True
        if label.role == Role.INDICATOR_TEXT:  # printed again at the edge of a row; alone, it opens another grid
            return len(line.tokens) > 1
        return any(head.column == column.index and column.role in _BESIDE for column in self.columns)

    def read(self, line: Line, section: Section) -> None:
        """Add what a row says to `section`."""
        tokens = [token for token in line.tokens if not self._is_layout(token)]
        if not tokens:
            return
        if _is_sum_row(tokens):
            section.leave("　".join(plain(token.text) for token in tokens))
            return
        self.sealed = (self.sealed & line.covered) | {token.column for token in tokens if is_classified(plain_block(token.text))}
        if self.sealed:
            section.withheld += 1
            tokens, line = self._heads(tokens), replace(line, covered=frozenset())
        elif self._is_alone(tokens):
            section.leave(plain(tokens[0].text))
            return
        placed, unplaced = align(tokens, self.columns, partial(fit, department=self.level1 in OF_DEPARTMENTS, alone=self._of_both_levels))
        shifted = not {column.index for column in placed} <= {token.column for token in tokens}
        for column in self.columns:
            if column.index in line.covered and column.role in _CARRIED and column in self.cells and column not in placed:
                placed[column] = self.cells[column]
        unplaced += self._take_nameless_classes(placed)
        self.cells = placed
        self._carry_class(placed, section)
        self._read_group(placed, section)
        sides = sorted({column.side for column in self.columns if column.role == Role.LEVEL3})
        values = [ValueCells(placed, self.columns, side).read() for side in sides]
        found = [self._indicator(placed, side, value, line.marked) for side, value in zip(sides, values, strict=True)]
        for row, value in zip(found, values, strict=True):
            if row:
                row.doubt = Uncertainty.SHIFTED if shifted else Uncertainty.JOINED if value.joined else self.doubt
        stated = _add(found, section)
        self.late.add(stated, self.level1, self.level2, named=self._names_class(placed))
        self._leave_rest(placed, unplaced, found, values, section)

    def _names_class(self, placed: dict[Column, str]) -> bool:
        """Whether a row names the most precise class that the grid has a column for."""
        role = Role.LEVEL2 if any(column.role == Role.LEVEL2 for column in self.columns) else Role.LEVEL1
        return self._text(placed, role) is not None

    @property
    def _of_both_levels(self) -> bool:
        """Whether one column holds the classes of both levels."""
        return not any(column.role == Role.LEVEL1 for column in self.columns)

    def _is_layout(self, token: Token) -> bool:
        """The block's own heading repeated at the edge, column headings printed again, dots for 「and so on」."""
        label = find_column(token.text) or find_field(token.text)
        if any(token.column == column.index and plain(token.text) == column.label.text for column in self.columns):
            return True
        edge = token.column < self.columns[0].index and label is not None and label.role in (Role.INDICATOR_TEXT, Role.LEVEL3)
        classes = [column.index for column in self.columns if column.role in _CLASSES]
        rest = token.column in classes and plain(token.text) in ("指标", "指", "标")  # of 产出指标, broken over rows
        value = any(column.index == token.column for column in self.columns if column.role in _VALUES) and re.search(r"\w", token.text)
        return edge or rest or (is_furniture(token.text) and not value and not token.text.strip().isdecimal())

    def _is_alone(self, tokens: Sequence[Token]) -> bool:
        """Whether a row holds but one text that is neither a class nor stands where names do."""
        name = next(column.index for column in self.columns if column.role == Role.LEVEL3)
        return len(tokens) == 1 and tokens[0].column != name and not is_class(plain(tokens[0].text))

    def _heads(self, tokens: Sequence[Token]) -> list[Token]:
        """The cells of a marked row that speak of the rows below too: class, group and the goals of the group."""
        shared = {column.index: column.role for column in self.columns if column.role in (*_CLASSES, Role.GROUP, *GOAL_SCOPES)}
        return [
            token
            for token in tokens
            if token.column in shared
            and (shared[token.column] not in _CLASSES or is_class(plain(token.text)))
            and not is_classified(plain_block(token.text))
        ]

    def _read_group(self, placed: dict[Column, str], section: Section) -> None:
        """The group a row belongs to, and the goals of the group where a column holds them."""
        self.group = self._text(placed, Role.GROUP) or self.group
        for column in [column for column in placed if column.role in GOAL_SCOPES]:
            lines = plain_lines(placed.pop(column))
            block = TextBlock(lines, GOAL_SCOPES[column.role], self.group)
            if block not in section.goal_blocks:  # repeated in every row of a merged cell
                section.goal_blocks.append(block)

    def _take_nameless_classes(self, placed: dict[Column, str]) -> list[Token]:
        """Unknown words in the class columns of a row that names no indicator: they are the class of nothing."""
        if any(column.role == Role.LEVEL3 for column in placed):
            return []
        unknown = [
            column
            for column, text in placed.items()
            if column.role in (Role.LEVEL1, Role.LEVEL2) and not is_class(plain(text)) and plain(text) not in OF_DEPARTMENTS
        ]
        return [Token(column.index, placed.pop(column)) for column in unknown]

    def _carry_class(self, placed: dict[Column, str], section: Section) -> None:
        level1 = self._text(placed, Role.LEVEL1)
        level2 = self._text(placed, Role.LEVEL2) or self._text(placed, Role.LEVEL2, 1)
        if level1:
            self.level1, self.level2 = level1_of(level1) or level1, None
        pair = pair_of(level2) if level2 and self._of_both_levels else None
        if pair:
            self.level1, self.level2 = pair
        elif level2 and self._of_both_levels and level1_of(level2) and not level2_of(level2):
            self.level1, self.level2 = level1_of(level2), None
        elif level2:
            self.level2 = level2_in_place(level2) or level2
            if any(column.role == Role.LEVEL1 for column in self.columns):
                self.level1 = _first_level(self.level1, self.level2)
        if self.level1 or self.level2:
            section.classes.add((self.level1, self.level2))

    def _indicator(self, placed: dict[Column, str], side: int, stated: TargetValue, marked: frozenset[int]) -> IndicatorText | None:
        """The indicator that one side of a row states, or None: not what a template printed, be it a prompt or an example."""
        wording, value = self._text(placed, Role.LEVEL3, side) or "", stated.text
        name = clean_name(wording)
        unfilled = value is None and stated.period is None
        if is_example(name) or is_placeholder(name) or (unfilled and (is_blank_name(name) or is_furniture(name))):
            return None
        level2 = self.level2
        if not name:
            level2_text = self._text(placed, Role.LEVEL2, side) or self._text(placed, Role.LEVEL2)
            if not (value and level2_text and parent_of(level2_of(level2_text) or "") == SATISFACTION) or level2_text.endswith("指标"):
                return None
            name = level2_text  # 服务对象满意度 with a value and nothing else names itself
        two_sided = any(column.role == Role.LEVEL3 and column.side == 1 for column in self.columns)
        period = value if two_sided and side == 0 else stated.period
        return IndicatorText(
            level3=name,
            level1=self.level1,
            level2=level2,
            value=None if two_sided and side == 0 else value,
            period_value=period,
            description=self._text(placed, Role.DESCRIPTION, side),
            basis=self._text(placed, Role.BASIS, side),
            weight=self._text(placed, Role.WEIGHT, side),
            group=self.group,
            to_confirm=self._text(placed, Role.STATUS) == PENDING
            or any(column.index in marked for column in self.columns if column.role in _VALUES and column.side == side),
        )

    @staticmethod
    def _text(placed: dict[Column, str], role: Role, side: int = 0) -> str | None:
        text = next((text for column, text in placed.items() if column.role == role and column.side == side), None)
        return plain(text) or None if text else None

    def _leave_rest(
        self,
        placed: dict[Column, str],
        unplaced: Sequence[Token],
        found: Sequence[IndicatorText | None],
        values: Sequence[TargetValue],
        section: Section,
    ) -> None:
        """Keep what became part of no indicator, with the heading it stood under."""
        names = [indicator.level3 for indicator in found if indicator]
        prefix = f"{names[0]} " if names else ""
        used = {Role.LEVEL1, Role.LEVEL2, Role.GROUP, *((Role.LEVEL3, *_PROSE) if names else ())}
        if names and self._text(placed, Role.STATUS) in (PENDING, _CONFIRMED):
            used.add(Role.STATUS)
        parts = {(role, side) for side, value in enumerate(values) for role in value.used if side < len(found) and found[side]}
        extra = {column for column in placed if column.side and column.role in _PROSE and column.side >= len(found)}
        for column, text in placed.items():
            taken = column.role in used or (column.role, 0 if column.role == Role.PART else column.side) in parts
            if (not taken or column in extra) and plain(text):
                section.leave(plain(text), prefix + column.label.text)
        for token in unplaced:
            section.leave(plain(token.text), names[0] if names else "")


def _is_sum_row(tokens: Sequence[Token]) -> bool:
    """Whether a row sums up weights or scores: one of its texts says so, the others are numbers or a class."""
    texts = [plain(token.text) for token in tokens]
    sums = [text for text in texts if is_sum(text)]
    return bool(sums) and all(text in sums or is_class(text) or _SCORE.fullmatch(text) for text in texts)


def _first_level(level1: str | None, level2: str) -> str | None:
    """The first level a row belongs to: the one carried down, unless its second level belongs elsewhere."""
    parent = parent_of(level2)
    if parent is None or (level1 == COST and level2 == COST):
        return level1
    if level1 is None or level1 in CLASSES[Framework.FOUR_CLASS]:
        return parent
    return level1


def _add(found: Sequence[IndicatorText | None], section: Section) -> list[IndicatorText]:
    """Add a row's indicators; two halves (中期 | 年度) that name the same one are one indicator with both values."""
    stated = [indicator for indicator in found if indicator]
    if len(stated) == 2 and fold(stated[0].level3) == fold(stated[1].level3):
        period, annual = stated
        annual.period_value = period.period_value
        stated = [annual]
    section.indicators += stated
    return stated


def read_indicator_text(lines: list[str], section: Section, group: str | None = None, *, beside_grid: bool = False) -> None:
    """Add the indicators that a text lists under its classes; one `beside_grid` that names neither class nor value only remarks on it."""
    level1 = level2 = None
    entries = list(read_items([line for line in lines if not is_note(line)]))
    only_remarks = beside_grid and all(isinstance(entry, Item) and entry.value is None for entry in entries)
    for remark in lines if only_remarks else filter(is_note, lines):
        section.leave(plain(remark))
    for entry in entries if not only_remarks else ():
        match entry:
            case ClassHeading(level1=None, level2=named) if named:
                level2 = named
                level1 = _first_level(level1, named) if level1 else None
            case ClassHeading(level1=named):
                level1, level2 = named, None
            case Item():
                row = IndicatorText(entry.name, level1, level2, value=entry.value, description=entry.description, group=group)
                nameless = entry.value is None and looks_like_value(entry.name)
                row.doubt = Uncertainty.NAMELESS if nameless else None if entry.parted else Uncertainty.RUN_ON
                section.indicators.append(row)
        if level1 or level2:
            section.classes.add((level1, level2))
