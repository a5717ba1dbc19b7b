"""Gathering the pool: everything that a project could have, what means the same merged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.drafting.candidates import Candidate, Vocabulary, exemplar_candidates, fact_candidates, library_candidates
from assistant.drafting.fact import Fact
from assistant.drafting.kinds import Kinds, speaks_of
from assistant.drafting.merging import merge_candidates
from assistant.exemplars.embedding import Embedder
from assistant.exemplars.exemplar import Exemplar
from assistant.goals import Framework
from assistant.library.types import ProjectType
from assistant.library.words import Words


@dataclass(frozen=True)
class Sources:
    """What a pool is gathered from.

    Attributes:
        types: all project types.
        kinds: those that the project is of, with their shares.
        exemplars: the projects nearest to it.
        shared: pairs of characters that names of several sources have: the words of the field, see `ExemplarIndex.shared_pairs`.
        facts: what the person said that will be done.
    """

    types: Sequence[ProjectType]
    kinds: Kinds
    exemplars: Sequence[Exemplar]
    shared: frozenset[str]
    facts: Sequence[Fact] = ()


def gather_candidates(sources: Sources, own_text: str, framework: Framework, words: Words, embedder: Embedder) -> list[Candidate]:
    """Everything that the project could have, weightiest first; `own_text` is all that the person said of it."""
    kinds = sources.kinds
    names = [indicator.name for kind, _ in kinds for indicator in kind.indicators]
    vocabulary = Vocabulary(names, own_text, sources.shared)
    elsewhere = [activity for activity in words.activities if activity.kin and activity.is_foreign_to(own_text)]
    found = [
        *library_candidates(kinds, framework),
        *exemplar_candidates(sources.exemplars, vocabulary, names_that_fit(kinds, sources.types, own_text, words)),
    ]
    at_home = (candidate for candidate in found if not any(activity.is_named(candidate.name) for activity in elsewhere))
    return merge_candidates([*fact_candidates(sources.facts), *at_home], embedder)


def names_that_fit(kinds: Kinds, types: Sequence[ProjectType], own_text: str, words: Words) -> Callable[[str], bool]:
    """Whether a name speaks of nothing foreign to the project: no other kind of work, no people whom the person did not name."""
    strangers = [people for people in words.people if people not in own_text]

    def fits(name: str) -> bool:
        return speaks_of(name, kinds, types) and not any(people in name for people in strangers)

    return fits
