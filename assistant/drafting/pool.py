"""Gathering the pool: everything that a project could have, what means the same merged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.candidates import Candidate, Vocabulary, exemplar_candidates, fact_candidates, library_candidates
from assistant.drafting.fact import Fact
from assistant.drafting.kinds import Kinds, speaks_of
from assistant.drafting.merging import merge_candidates
from assistant.drafting.subject import place_subject
from assistant.exemplars.embedding import Embedder
from assistant.exemplars.exemplar import Exemplar
from assistant.goals import Framework
from assistant.library.types import ProjectType
from assistant.library.words import Words
from assistant.review.names import LONGEST


@dataclass(frozen=True)
class Sources:
    """What a pool is gathered from.

    Attributes:
        types: all project types.
        kinds: those that the project is of, with their shares.
        exemplars: the projects nearest to it.
        shared: pairs of characters that names of several sources have: the words of the field, see `ExemplarIndex.shared_pairs`.
        facts: what the person said that will be done.
        subject: the project's own object, or empty.
    """

    types: Sequence[ProjectType]
    kinds: Kinds
    exemplars: Sequence[Exemplar]
    shared: frozenset[str]
    facts: Sequence[Fact] = ()
    subject: str = ""


def gather_candidates(sources: Sources, own_text: str, framework: Framework, words: Words, embedder: Embedder) -> list[Candidate]:
    """Everything that the project could have, weightiest first; `own_text` is all that the person said of it."""
    kinds = sources.kinds
    names = [indicator.name for kind, _ in kinds for indicator in kind.indicators]
    vocabulary = Vocabulary(names, own_text, sources.shared)
    elsewhere = [activity for activity in words.activities if activity.kin and activity.is_foreign_to(own_text)]
    typical = (candidate for candidate in library_candidates(kinds, framework) if is_asked_for(candidate, own_text))
    found = [
        *(named_by(candidate, sources.subject) for candidate in typical),
        *exemplar_candidates(sources.exemplars, vocabulary, names_that_fit(kinds, sources.types, own_text, words)),
    ]
    at_home = (candidate for candidate in found if not any(activity.is_named(candidate.name) for activity in elsewhere))
    return merge_candidates([*fact_candidates(sources.facts), *at_home], embedder)


def is_asked_for(candidate: Candidate, own_text: str) -> bool:
    """Whether a typical indicator measures what the project speaks of: no 公厕达标率 without 公厕."""
    return candidate.typical is None or candidate.typical.is_asked_for(own_text)


def named_by(candidate: Candidate, subject: str) -> Candidate:
    """A typical indicator that says nothing of the work itself, with the project's own object in its name where there is room for it."""
    if candidate.typical is None or not candidate.typical.of_subject:
        return candidate
    name = place_subject(f"{{subject}}{candidate.name}", subject)
    return replace(candidate, name=name) if len(name) <= LONGEST else candidate


def names_that_fit(kinds: Kinds, types: Sequence[ProjectType], own_text: str, words: Words) -> Callable[[str], bool]:
    """Whether a name speaks of nothing foreign to the project: no other kind of work, no people whom the person did not name."""
    strangers = [people for people in words.people if people not in own_text]

    def fits(name: str) -> bool:
        return speaks_of(name, kinds, types) and not any(people in name for people in strangers)

    return fits
