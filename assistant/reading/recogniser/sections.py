"""A document taken apart into its goal tables: where one ends and the next begins."""

import re
from collections.abc import Callable, Sequence

from assistant.goals.dates import budget_years
from assistant.goals.secrecy import is_classified, is_mark
from assistant.reading.document import Line, Token
from assistant.reading.markup import plain
from assistant.reading.recogniser.alignment import Column
from assistant.reading.recogniser.classes import is_class
from assistant.reading.recogniser.columns import PROJECT, read_indicator_header, read_list_header, read_task_header
from assistant.reading.recogniser.form import FormReader
from assistant.reading.recogniser.labels import find_field
from assistant.reading.recogniser.listing import ListReader
from assistant.reading.recogniser.organisations import may_be_unit
from assistant.reading.recogniser.section import Section
from assistant.reading.recogniser.shapes import is_column_numbers, is_furniture, is_title, is_year, part_number, read_unit_line
from assistant.reading.recogniser.side_by_side import split_side_by_side
from assistant.reading.recogniser.split_labels import join_split_labels
from assistant.reading.recogniser.two_rows import merge_headers, reaches_down


def read_sections(lines: Sequence[Line], check: Callable[[], None] = lambda: None) -> list[Section]:
    """The goal tables of a document in order, among them sections that turn out to be none.

    `check` is called at every line, and may raise what stops the reading.
    """
    return _Splitter(join_split_labels(lines, check), check).run()


_SCOPE = re.compile(r"(?:长期|中长?期|实施(?:周)?期|年度|当年|本年度?)(?:项目)?绩效(?:总?目标|指标)(?:及指标)?表")
"""The heading of a part of a form: it says of which time the indicators below are, and names no project."""


class _Splitter:
    def __init__(self, lines: Sequence[Line], check: Callable[[], None]) -> None:
        self._lines, self._check = lines, check
        self._sections: list[Section] = []
        self._part: int | None = None
        self._all_marked = False
        self._reader: FormReader | ListReader = FormReader(Section(lines[0].place if lines else ""))

    def run(self) -> list[Section]:
        skip = -1
        for number, line in enumerate(self._lines):
            self._check()
            if number <= skip:
                continue
            following = self._lines[number + 1] if number + 1 < len(self._lines) else None
            skip = number + self._read(line, following)
        self._close()
        for section in self._sections if self._all_marked else ():
            section.classified = True
        return self._sections

    def _read(self, line: Line, following: Line | None) -> int:
        """Read a line; the number of further lines that were read with it."""
        if self._skip_furniture(line):
            return 0
        if self._read_mark(line, following):
            return 0
        columns, extra = self._list_columns(line, following)
        if columns is not None:
            self._open_list(columns, line, following)
            return extra
        if self._stands_above_next(line, following):
            self._open(line)
        if self._read_title(line) or self._read_unit_line(line):
            return 0
        if self._reader.begins_anew(line):
            self._open(line)
        self._reader.read(line)
        return 0

    def _read_mark(self, line: Line, following: Line | None) -> bool:
        """A mark of secrecy above a table is the table's; on top of the first page, where papers bear it, it is the file's."""
        texts, reader = [plain(token.text) for token in line.tokens], self._reader
        if not any(map(is_classified, texts)):
            return False
        first = not self._sections and isinstance(reader, FormReader) and not (reader.section.texts or reader.section.titles)
        if first and not any(map(is_title, texts)) and not any(map(find_field, texts)):
            self._all_marked = True
            return True
        if (
            not is_mark(plain(line.only or ""))
            or following is None
            or not (is_title(plain(following.only or "")) or reader.begins_anew(following))
        ):
            return False
        self._open(line).classified = True
        return True

    def _stands_above_next(self, line: Line, following: Line | None) -> bool:
        """Whether a unit line stands between a table and the one it speaks of."""
        if following is None or not line.prose or read_unit_line(plain(line.tokens[0].text)) is None or self._section_without_content():
            return False
        return is_title(plain(following.only or "")) or self._reader.begins_anew(following)

    def _skip_furniture(self, line: Line) -> bool:
        texts = [plain(token.text) for token in line.tokens]
        if len(texts) == 1:
            number = part_number(texts[0])
            self._part = number if number is not None else self._part
        return all(is_furniture(text) for text in texts)

    def _list_columns(self, line: Line, following: Line | None) -> tuple[tuple[Column, ...] | None, int]:
        continued = following is not None and _first_number(following) > 1 and isinstance(self._reader, ListReader)
        columns = read_list_header(line, continued=continued) if read_task_header(line) is None else None
        if columns is None or following is None or line.prose:
            return columns, 0
        classes = len(following.tokens) > 1 and all(is_class(plain(token.text)) for token in following.tokens)
        name = next((column.index for column in columns if column.role in PROJECT), None)
        below = name is not None and reaches_down(line, following, name)
        divided = not following.prose and (below or classes or read_indicator_header(following) is not None)
        if not divided or any(find_field(token.text) is None for token in line.tokens[:1]):
            return columns, 0
        merged = read_list_header(merge_headers(line, following))
        return (merged, 1) if merged else (columns, 0)

    def _open_list(self, columns: tuple[Column, ...], line: Line, following: Line | None) -> None:
        if isinstance(self._reader, ListReader):
            if [column.label.text for column in columns] == [column.label.text for column in self._reader.columns]:
                return  # the same header again, on the next page
            if following is not None and _first_number(following) > 1:
                self._reader.continue_columns(columns)
                return
        head = self._section_without_content() or self._open(line)
        self._reader = ListReader(columns, head)

    def _section_without_content(self) -> Section | None:
        if isinstance(self._reader, FormReader) and not self._reader.section.has_content:
            return self._reader.section
        return None

    def _open(self, line: Line) -> Section:
        self._close()
        section = Section(line.place, part=self._part)
        self._reader = FormReader(section)
        return section

    def _close(self) -> None:
        if isinstance(self._reader, ListReader):
            self._sections += self._reader.finish()
        else:
            self._sections.append(self._reader.finish())

    def _read_title(self, line: Line) -> bool:
        title = plain(line.only or "")
        unit_line = read_unit_line(title)
        title = unit_line.beside or title if unit_line else title
        if not title or not is_title(title):
            return False
        if _SCOPE.fullmatch(title) and isinstance(self._reader, FormReader) and self._reader.section.name:
            self._reader.enter_scope(title)
            return True
        section = self._section_without_content() or self._open(line)
        if not section.titles:
            section.place, section.part = line.place, self._part
        section.titles.append(title)
        section.scale = unit_line.scale if unit_line else section.scale
        section.said_years += budget_years(title)
        return True

    def _read_unit_line(self, line: Line) -> bool:
        """A line that names the unit money counts in, and often whose table it is."""
        texts = [plain(piece) for token in line.tokens for piece in split_side_by_side(token.text)]
        read = [read_unit_line(text) for text in texts]
        found = next((unit_line for unit_line in read if unit_line), None)
        section = self._section_without_content()
        labels = [text for text, unit in zip(texts, read, strict=True) if unit is None and not is_year(text)]
        if found is None or section is None or any(map(find_field, labels)):
            return False
        section.scale = found.scale
        beside = [found.beside, *(text for text, unit in zip(texts, read, strict=True) if unit is None)]
        for text in filter(None, beside):
            labelled = re.search("[:：]", text) is not None
            if not labelled and not may_be_unit(text):
                self._read_heading(text, section)
                continue
            self._reader.read(Line((Token(0, text),) if labelled else (Token(0, "单位"), Token(1, text)), line.place, prose=labelled))
        section.said_years += [year for text in texts if not re.search("日期|时间", text) for year in budget_years(text)]
        return True

    def _read_heading(self, text: str, section: Section) -> None:
        """What stands beside the unit line and names no unit: a title, the header of the page, the year."""
        if is_title(text):
            section.titles.append(text)
        elif not is_year(text):
            section.leave(text)


def _first_number(line: Line) -> int:
    texts = [plain(token.text) for token in line.tokens]
    return int(texts[0].strip("（）()栏 ")) if is_column_numbers(texts) else 0
