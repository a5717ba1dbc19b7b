"""词表: vague words, the direction of a name, endings of rates, words for kinds of projects."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.library.files import load_model


def _unique(words: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise ValueError(f"词重复：{'、'.join(twice)}")
    blank = [word for word in words if word != word.strip() or not word]
    if blank:
        raise ValueError(f"词为空或首尾有空格：「{blank[0]}」")
    return words


WordList = Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(_unique)]


class Activity(BaseModel):
    """A kind of work.

    Attributes:
        name: what it is called in messages.
        said: words that speak of it.
        covered: words any of which shows that an indicator or a goal is about it.
        kin: words any of which shows that a project does it, so that an indicator of it is at home there; `covered` where there are none.
        topic: whether it is whom or what a project is about, and no work that a goal could promise.
        ordinary: whether any project may have it, so that an indicator of it is not foreign to one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    said: WordList
    covered: WordList
    kin: tuple[str, ...] = ()
    ordinary: bool = False
    topic: bool = False

    def is_named(self, name: str) -> bool:
        """Whether the name of an indicator speaks of it."""
        return any(word in name for word in self.said)

    def is_foreign_to(self, text: str) -> bool:
        """Whether a project of which `text` tells all has nothing to do with it."""
        return not any(word in text for word in self.kin or (*self.said, *self.covered))


class Words(BaseModel):
    """The word lists of `words.yaml`; names are compared without blanks and in half-width forms.

    Attributes:
        vague: words that say nothing measurable.
        negative: what should be low.
        positive_exceptions: names that hold a negative word and yet should be high.
        rate_suffixes: endings of rates.
        not_rates: names that end like a rate and are none.
        served: words of a project that serves people.
        people: groups of people whom one project serves and another does not.
        asked_alike: names of the same people who are asked for 满意度; a group each.
        internal: words of a project that serves its own office.
        works: words of works, repairs and purchases.
        generic_objects: words of names that say nothing of what the project is about.
        generic_measures: words that measure nothing in particular.
        effects: words one of which a goal needs to say what comes of it.
        activities: kinds of work that goals promise and indicators measure.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    vague: WordList
    negative: WordList
    positive_exceptions: WordList
    rate_suffixes: WordList
    not_rates: WordList
    served: WordList
    people: WordList
    asked_alike: tuple[WordList, ...] = ()
    internal: WordList
    works: WordList
    generic_objects: WordList
    generic_measures: WordList
    effects: WordList
    activities: tuple[Activity, ...] = Field(min_length=1)

    def __hash__(self) -> int:
        return id(self)  # loaded once; what names say by them is remembered


@lru_cache(maxsize=4)
def load_words(folder: Path) -> Words:
    """The word lists in `folder`.

    Raises:
        LibraryError: the file is missing, no YAML, or breaks a rule; the message names file and entry.
    """
    return load_model(folder / "words.yaml", Words)
