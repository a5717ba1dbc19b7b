"""A project of a list as it is kept, and a row of it that cannot be drafted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from assistant.drafting.request import DraftRequest
from assistant.goals import Funding, GoalTable


@dataclass(frozen=True)
class ListFacts:
    """What is said of a list as a whole where its results are written.

    Attributes:
        notices: what people should know of it.
        headings: of its further columns, from left to right.
    """

    notices: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListedProject:
    """A project of a list: the row of the sheet it stands in, what is asked for, and its other columns by heading.

    Attributes:
        prompt: the one that it was drafted with, where several are compared.
        funding: where the money comes from, where that is said.
        code: 项目编码.
        notices: what people should know of the row.
        about: of the list; only its first project says it, for all.
        shown: the columns that say no more of this row than the results show anyway, by heading; they are not among `extra`.
    """

    row: int
    request: DraftRequest
    extra: Mapping[str, str]
    prompt: str | None = None
    funding: Funding | None = None
    code: str | None = None
    notices: tuple[str, ...] = ()
    about: ListFacts | None = None
    shown: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> Mapping[str, str]:
        """All that its list says in further columns, whatever the results show of it."""
        return {**self.extra, **self.shown}

    def complete(self, table: GoalTable) -> GoalTable:
        """A draft of it, with what the list says that no draft depends on: to change that costs nothing."""
        said = {"funding": self.funding, "project_code": self.code}
        return table.model_copy(update={name: value for name, value in said.items() if value is not None})


PROJECT: TypeAdapter[ListedProject] = TypeAdapter(ListedProject)
"""A project as it is kept."""


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot be drafted, with all its faults; of one that is marked 涉密 nothing else is said.

    Attributes:
        extra: its other columns by heading.
    """

    row: int
    name: str | None
    reason: str
    unit: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


def carried_alike(projects: Sequence[ListedProject], refused: Sequence[RefusedRow]) -> list[ListedProject]:
    """The projects as the results have them: a column that says more than these show of one row is carried for all rows."""
    carried = {heading for extra in [*(each.extra for each in projects), *(row.extra for row in refused)] for heading in extra}
    return [replace(each, extra={name: text for name, text in each.columns.items() if name in carried}, shown={}) for each in projects]
