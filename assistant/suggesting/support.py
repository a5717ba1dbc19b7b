"""What comparable projects have: how many of them say the same, and which rows of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.candidates import nearness
from assistant.exemplars.embedding import Embedder
from assistant.exemplars.exemplar import Exemplar
from assistant.library.words import Words
from assistant.suggesting.meaning import Statement, cosines_of, read_statement, says_same
from assistant.suggesting.suggestion import Example, Frequency

MOST_EXAMPLES = 3
"""Rows of comparable projects that a suggestion quotes in full."""


@dataclass(frozen=True)
class Support:
    """What comparable projects say to one candidate.

    Attributes:
        frequency: how many projects have it.
        likeness: how like its name theirs are (0 to 1), a project counted by how near it is, one without such a row as 0.
        examples: the best row of each, most similar project first.
    """

    frequency: Frequency
    likeness: float
    examples: tuple[Example, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the rows."""
        return tuple(example.id for example in self.examples)


class Neighbours:
    """The comparable projects, their rows taken apart once."""

    def __init__(self, exemplars: Sequence[Exemplar], words: Words, embedder: Embedder) -> None:
        """Compare with those of `exemplars` that are nearer than projects of another field."""
        self._projects = [exemplar for exemplar in exemplars if nearness(exemplar) > 0]
        self._embedder = embedder
        self._rows = [
            (project, at, read_statement(row, words, project.table.budget_yuan))
            for project in self._projects
            for at, row in enumerate(project.table.indicators)
        ]

    def __len__(self) -> int:
        """How many projects there are."""
        return len(self._projects)

    def support(self, statements: Sequence[Statement]) -> list[Support]:
        """What the projects say to each of `statements`."""
        if not self._rows or not statements:
            return [Support(Frequency(of=len(self)), 0.0, ()) for _ in statements]
        cosines = cosines_of(statements, [statement for _, _, statement in self._rows], self._embedder)
        return [self._support(statement, row.tolist()) for statement, row in zip(statements, cosines, strict=True)]

    def _support(self, statement: Statement, cosines: Sequence[float]) -> Support:
        """A project counts once, by the row whose name is most like."""
        best: dict[str, tuple[float, Example]] = {}
        for (project, at, theirs), cosine in zip(self._rows, cosines, strict=True):
            if says_same(statement, theirs, cosine) and (project.id not in best or cosine > best[project.id][0]):
                best[project.id] = (cosine, _example(project, at))
        weights = {project.id: nearness(project) for project in self._projects}
        likeness = sum(weights[id_] * max(cosine, 0.0) for id_, (cosine, _) in best.items()) / sum(weights.values())
        examples = tuple(best[project.id][1] for project in self._projects if project.id in best)
        return Support(Frequency(having=len(best), of=len(self)), likeness, examples)


def _example(project: Exemplar, at: int) -> Example:
    row = project.table.indicators[at]
    return Example(id=project.indicator_id(at), name=row.level3, value=row.value, project=project.title, source=project.source)
