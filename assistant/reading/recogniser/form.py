"""A form: one goal table per page, labelled cells above and a grid of indicators (and of tasks) below, or headings and prose."""

import re
from dataclasses import replace

from assistant.goals.secrecy import is_mark
from assistant.goals.wording import squeeze
from assistant.reading.document import Line
from assistant.reading.markup import plain
from assistant.reading.recogniser.alignment import Column
from assistant.reading.recogniser.classes import is_class, level1_of, level2_of
from assistant.reading.recogniser.columns import for_whole_period, number_sides, read_indicator_header, read_task_header
from assistant.reading.recogniser.fields import FieldBlock, split_entries
from assistant.reading.recogniser.indicators import IndicatorGrid
from assistant.reading.recogniser.item_text import clean_name, read_class
from assistant.reading.recogniser.labels import GOAL_SCOPES, Label, Role, find_column, find_field
from assistant.reading.recogniser.leftovers import is_date_of_signature
from assistant.reading.recogniser.organisations import is_organisation
from assistant.reading.recogniser.section import IndicatorText, Section, TextBlock, Uncertainty
from assistant.reading.recogniser.shapes import is_column_numbers, is_title, looks_like_value
from assistant.reading.recogniser.tasks import TaskTable
from assistant.reading.recogniser.two_rows import refine_header

_INDICATORS = Label(Role.INDICATOR_TEXT, "绩效指标")
_OF_PERIOD = re.compile("长期|中长?期|实施(?:周)?期|周期")
_HEAD_FIELDS = {Role.NAME: "name", Role.UNIT: "unit", Role.BUDGET: "budget", Role.CODE: "project_code"}


class FormReader:
    """Reads the lines of one form into its section: labelled cells first, then whichever grid a header row opens."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self._fields = FieldBlock(section)
        self._grid: IndicatorGrid | None = None
        self._tasks: TaskTable | None = None
        self._printed: dict[Role, list[str]] = {}
        self._printing: Role | None = None
        self._header: Line | None = None
        self._of_period = False

    def begins_anew(self, line: Line) -> bool:
        """Whether a line says again what this form has said already, and so belongs to the next one."""
        if self._grid is not None and not line.prose and self._grid.holds(line):
            return False
        entries = split_entries(line)
        label = entries[0].label
        if label is None:
            return False
        if label.role == Role.NAME and self.section.name is not None:
            return True
        if self.section.has_content and label.role in GOAL_SCOPES and any(is_title(plain(token.text)) for token in entries[0].values):
            return True
        if not (self.section.has_indicators and (self._grid is not None or self.section.shape == "list")):
            return False
        if label.role in GOAL_SCOPES:
            return any(block.scope == GOAL_SCOPES[label.role] for block in self.section.goal_blocks)
        return label.role in _HEAD_FIELDS and getattr(self.section, _HEAD_FIELDS[label.role]) is not None

    def read(self, line: Line) -> None:
        """Put every text of a line where it belongs."""
        texts = [plain(token.text) for token in line.tokens]
        self.section.texts += texts
        if is_column_numbers(texts):
            return
        marks = [token for token, text in zip(line.tokens, texts, strict=True) if is_mark(text)]
        if marks and (len(line.tokens) == 1 or not self._is_row(line)):
            self.section.classified = True
            line = replace(line, tokens=tuple(token for token in line.tokens if token not in marks))
            if not line.tokens:
                return
        if self._read_header(line) or self._read_printed_column(line):
            return
        if self._grid is not None and self._grid.holds(line):
            self._grid.read(line, self.section)
        elif self._tasks is not None and not line.prose and self._tasks.holds(line):
            self._tasks.read(line, self.section)
        else:
            self._tasks = self._tasks if line.prose else None
            self._read_fields(line)

    def enter_scope(self, heading: str) -> None:
        """Go on below a heading that only says which indicators of the same project follow: 长期绩效目标表, 年度绩效目标表."""
        self._of_period = _OF_PERIOD.match(heading) is not None
        self._grid = None
        self._fields.stop()
        self.section.leave(heading)

    def finish(self) -> Section:
        """The section, with everything that was still being collected."""
        self._zip_printed_columns()
        return self.section

    def _is_row(self, line: Line) -> bool:
        """Whether a line is one of the rows of indicators or tasks, where a mark speaks of that row alone."""
        return self._tasks is not None and not line.prose if self._grid is None else self._grid.holds(line)

    def _read_header(self, line: Line) -> bool:
        columns = None if line.prose else self._indicator_columns(line)
        tasks = None if columns or line.prose else read_task_header(line)
        if columns is None and tasks is None:
            columns = self._guess_columns(line)
            if columns is None:
                return False
            self._open_grid(columns, Uncertainty.NO_HEADER)
            assert self._grid is not None
            self._grid.read(line, self.section)
        elif columns is not None:
            self._open_grid(columns)
        else:
            self._tasks, self._grid = TaskTable(line, tasks or ()), None
            self._fields.stop()
        return True

    def _indicator_columns(self, line: Line) -> tuple[Column, ...] | None:
        """The columns that a header row opens, or that the row below it divides."""
        upper, self._header = self._header, None
        columns = refine_header(upper, line) if upper else None
        if columns is None:
            columns = read_indicator_header(line)
            self._header = line if columns else None
        return for_whole_period(columns) if columns and self._of_period else columns

    def _open_grid(self, columns: tuple[Column, ...], doubt: Uncertainty | None = None) -> None:
        if self._grid is None or [(c.index, c.role) for c in self._grid.columns] != [(c.index, c.role) for c in columns]:
            similar = any(not column.label.sure for column in columns)
            before = self._grid
            self._grid = IndicatorGrid(columns, doubt or (Uncertainty.SIMILAR_LABEL if similar else None))
            if before is not None:
                self._grid.go_on_from(before)
        self._tasks = None
        self._fields.stop()

    def _guess_columns(self, line: Line) -> tuple[Column, ...] | None:
        """Columns for rows of indicators that no header announces: class, (class,) name, value, from left to right."""
        if self._grid is not None or self._tasks is not None or line.prose or len(line.tokens) < 3:
            return None
        texts = [plain(token.text) for token in line.tokens]
        first, second = level1_of(texts[0]), level2_of(texts[1])
        if not (first and second and len(texts) >= 4) and not (level2_of(texts[0]) and looks_like_value(texts[2])):
            return None
        roles = [Role.LEVEL1, Role.LEVEL2] if first and second else [Role.LEVEL2]
        roles += [Role.LEVEL3, Role.VALUE]
        return number_sides([(token.column, Label(role, "")) for token, role in zip(line.tokens, roles, strict=False)])

    def _read_fields(self, line: Line) -> None:
        labelled = split_entries(line)[0].label is not None
        if line.prose and not labelled and not self._fields.waits and self._is_signature(plain(line.tokens[0].text)):
            self._fields.stop()
            self.section.leave(plain(line.tokens[0].text))
            return
        if line.prose and self._is_class_line(line):
            blocks = self.section.indicator_blocks
            if not blocks or blocks[-1].group != self._fields.group or self._grid is not None:
                blocks.append(TextBlock([], group=self._fields.group))
            self._fields.lead(_INDICATORS, 0, prose=True)
        if not line.prose and len(line.tokens) > 1 and is_class(plain(line.tokens[0].text)):
            self._read_class_row(line)
            return
        label = split_entries(line)[0].label
        if label is not None and label.role == Role.INDICATOR_TEXT:
            self._of_period = _OF_PERIOD.match(label.text) is not None
        if self._grid is not None or (self._tasks is not None and line.prose):
            if not line.prose:
                self._grid = None
            elif label is None or label.role != Role.TASKS:
                self._fields.stop()
        self._fields.read(line)

    def _is_signature(self, text: str) -> bool:
        """Whether a paragraph is who signs a notice, or when: it ends what stands above."""
        return self.section.has_content and (is_organisation(text) or is_date_of_signature(text))

    def _read_class_row(self, line: Line) -> None:
        """A class with its indicators as text beside it; rows below without a class of their own go on with it."""
        self._fields.lead(_INDICATORS, line.tokens[0].column, prose=False)
        for token in line.tokens:
            self._fields.place(_INDICATORS, token)

    def _is_class_line(self, line: Line) -> bool:
        text = plain(line.tokens[0].text)
        head = text.partition("：")[0].partition(":")[0]
        return find_field(head) is None and read_class(head) is not None

    def _read_printed_column(self, line: Line) -> bool:
        """Columns that a page layout printed one after the other: a heading, then its cells, each on a line alone."""
        if line.only is None or not (line.prose or self._grid is None):
            self._printing = None if not line.prose else self._printing
            return False
        column, field = find_column(line.only), find_field(line.only)
        if (
            column is not None
            and field is None
            and column.role in (Role.LEVEL3, Role.VALUE, Role.PERIOD_VALUE, Role.DESCRIPTION, Role.BASIS)
        ):
            self._printing = column.role
            self._printed.setdefault(column.role, [])
            return True
        if self._printing is None or field is not None:
            self._printing = None
            return False
        self._printed[self._printing].append(squeeze(plain(line.only)).rstrip("。；;."))
        return True

    def _zip_printed_columns(self) -> None:
        names = self._printed.pop(Role.LEVEL3, [])
        fitting = {role: texts for role, texts in self._printed.items() if len(texts) == len(names)}
        for number, name in enumerate(names):
            cells = {role: texts[number] for role, texts in fitting.items()}
            self.section.indicators.append(
                IndicatorText(
                    clean_name(name) or name,
                    value=cells.get(Role.VALUE),
                    period_value=cells.get(Role.PERIOD_VALUE),
                    description=cells.get(Role.DESCRIPTION),
                    basis=cells.get(Role.BASIS),
                )
            )
        for role, texts in self._printed.items():
            if role not in fitting:
                self.section.unread += texts
