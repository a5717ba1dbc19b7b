"""By when a listed project is done: what its columns of time say, made a part of what its purpose says."""

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.batch.lists.columns import Columns
from assistant.batch.lists.due import OF_ALL, Due, read_due, read_lasting, says_no_time
from assistant.batch.lists.notices import Notices
from assistant.batch.lists.sheet import Line
from assistant.drafting.facts import read_purpose

_CLAUSES = re.compile(r"[，,；;。\n]+")
_OF_BUILDING = re.compile("工期|建设|施工")
_SHOWN = 20
_At = tuple[str, Due]
"""A time, and the heading of the column that says it."""


class DeadlineReader:
    """Reads the deadlines of a list's rows; one in the remarks counts only where its words are those of a deadline."""

    def __init__(self, columns: Columns, headings: Mapping[int, str], notices: Notices) -> None:
        self._columns, self._notices = columns, notices
        self._headings = {column: " ".join(heading.split()) for column, heading in headings.items()}
        self._joined: dict[str, tuple[int, str]] = {}

    def complete(self, line: Line, purpose: str | None, year: int) -> str | None:
        """The purpose of a row of this budget year, with the times that other columns name and it does not."""
        said = [*self._said(line, year), *self._remarked(line, year)]
        whole = [at for at in said if at[1].of_all]
        own = _own(purpose or "", year)
        own_whole = [("资金用途", due) for name, due in own if name == OF_ALL]
        self._settle(line, [*own_whole, *whole])
        wanted = [*([] if own_whole else whole[:1]), *(at for at in said if not at[1].of_all)]
        new = [(heading, due.text) for heading, due in wanted if not any(due.same_as(known) for _, known in own)]
        return self._join(line, purpose, new or ([] if said or own else self._lasting(line, purpose or "")))

    def tell(self) -> None:
        """Say which columns were joined to the purpose, and how."""
        for heading, (row, text) in self._joined.items():
            self._notices.add(f"「{heading}」栏的时限并入了资金用途，例如第 {row} 行写作「{text}」")

    def _said(self, line: Line, year: int) -> Iterator[_At]:
        """What the columns of time say, the surest first; what lies in another year is no deadline of this budget."""
        for column, heading, text in self._filled(line):
            found = [due for due in map(read_due, _clauses(text)) if due]
            dues = [due for due in found if due.year in (None, year)]
            yield from ((heading, due) for due in dues)
            if found and not dues:
                self._notices.add(f"「{heading}」栏的时间不在预算年度内，没有作为时限", line.number)
            elif not found and not says_no_time(text) and not self._lasts(column, text):
                self._notices.add(f"「{heading}」栏写的「{text[:_SHOWN]}」看不出时限，没有用来起草", line.number)

    def _remarked(self, line: Line, year: int) -> Iterator[_At]:
        """The deadlines of the remarks, unless these are the purpose since no column is."""
        remarks = self._columns.remarks if self._columns.purposes else None
        if remarks is not None:
            dues = (read_due(clause) for clause in _clauses(line.cells.get(remarks, "")))
            yield from ((self._headings[remarks], due) for due in dues if due and due.marked and due.year in (None, year))

    def _lasting(self, line: Line, purpose: str) -> Sequence[tuple[str, str]]:
        """How long the work lasts, where nobody says by when it is done."""
        found = [(heading, lasts) for column, heading, text in self._filled(line) if (lasts := self._lasts(column, text))]
        return [] if "工期" in purpose else found[:1]

    def _lasts(self, column: int, text: str) -> str | None:
        return read_lasting(text) if _OF_BUILDING.search(self._headings[column]) else None

    def _filled(self, line: Line) -> Iterator[tuple[int, str, str]]:
        for column in self._columns.deadlines:
            if text := line.cells.get(column, "").strip():
                yield column, self._headings[column], text

    def _settle(self, line: Line, dues: Sequence[_At]) -> None:
        """Say where the times of a whole project are not the same; the first one counts."""
        for other, its in dues[1:]:
            at, first = dues[0]
            if not its.same_as(first):
                told = f"「{at}」写的时限是「{first.text}」，「{other}」写的是「{its.text}」，按前一个起草，请核对"
                self._notices.add(told, line.number)

    def _join(self, line: Line, purpose: str | None, said: Sequence[tuple[str, str]]) -> str | None:
        for heading, text in said:
            self._joined.setdefault(heading, (line.number, text))
        texts = dict.fromkeys(text for _, text in said)
        return "，".join([*([purpose.rstrip("，,；;。")] if purpose else []), *texts]) if texts else purpose


def _own(purpose: str, year: int) -> list[tuple[str, Due]]:
    """The times that a purpose itself names, and what each is the time of."""
    facts = [fact for fact in read_purpose(purpose, year).facts if fact.kind == "deadline"]
    return [(fact.name, due) for fact in facts if (due := read_due(fact.target.text or ""))]


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSES.split(text) if clause.strip()]
