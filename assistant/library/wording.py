"""用字: slips of the pen that occur again and again, what looks like one and is none, and the names of policies."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from assistant.library.files import load_model
from assistant.library.words import WordList


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Confusion(_Entry):
    """A word that is often written wrong.

    Attributes:
        wrong: what stands there.
        right: what was meant.
        not_after: characters before which the same writing is right (未来 after none, 期末发生额 after 期).
        not_before: characters behind which it is right.
        near: words one of which must stand in the text, or in the name of the indicator, for the writing to be wrong.
    """

    wrong: str = Field(min_length=2)
    right: str = Field(min_length=1)
    not_after: str = ""
    not_before: str = ""
    near: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _mends(self) -> Self:
        if self.wrong in self.right:
            raise ValueError(f"「{self.wrong}」改成「{self.right}」后仍含原来的写法")
        return self


class Policy(_Entry):
    """A national policy, plan or law.

    Attributes:
        name: its true name, without years; where several papers are meant, the first.
        also: further true names that a wrong one may stand for.
        years: the periods that its name carries, the newest first: 2021—2030.
        wrong: names that are in use and wrong.
    """

    name: str = Field(min_length=4)
    also: tuple[str, ...] = ()
    years: tuple[Annotated[str, Field(pattern=r"^\d{4}—\d{4}$")], ...] = ()
    wrong: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _true(self) -> Self:
        if {self.name, *self.also} & set(self.wrong):
            raise ValueError(f"「{self.name}」同时列为正确和错误的名称")
        return self


class Era(_Entry):
    """A five-year plan and its years."""

    name: str = Field(min_length=2)
    first: int = Field(ge=1950)
    last: int = Field(le=2100)


def _unique_confusions(entries: tuple[Confusion, ...]) -> tuple[Confusion, ...]:
    _refuse_twice(entry.wrong for entry in entries)
    return entries


def _unique_policies(entries: tuple[Policy, ...]) -> tuple[Policy, ...]:
    _refuse_twice(name for entry in entries for name in (entry.name, *entry.wrong))
    return entries


def _refuse_twice(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"词重复：{name}")
        seen.add(name)


class Wording(_Entry):
    """The lists of `wording.yaml`.

    Attributes:
        latin: small Latin words that look like a syllable of 拼音 and are none.
        uncommon: characters outside the usual set that are right all the same.
        repeated: words that are rightly written twice.
        verbs: words after which the same word may begin a noun: 监测监测点.
        heads: words with which a name ends or begins, so that two may meet: 人大代表 代表建议.
        doubled: characters that are rightly written twice.
        inside: words that rightly hold a character twice.
        openings: verbs whose first character is often typed twice: 开开展.
        confusions: words that are often written wrong.
        policies: national policies, plans and laws.
        eras: five-year plans.
    """

    latin: WordList
    uncommon: str
    repeated: WordList
    verbs: WordList
    heads: WordList
    doubled: str
    inside: WordList
    openings: WordList
    confusions: Annotated[tuple[Confusion, ...], Field(min_length=1), AfterValidator(_unique_confusions)]
    policies: Annotated[tuple[Policy, ...], Field(min_length=1), AfterValidator(_unique_policies)]
    eras: tuple[Era, ...] = Field(min_length=1)

    def __hash__(self) -> int:
        return id(self)  # loaded once; patterns are made of it once


@lru_cache(maxsize=4)
def load_wording(folder: Path) -> Wording:
    """The lists in `folder`.

    Raises:
        LibraryError: the file is missing, no YAML, or breaks a rule; the message names file and entry.
    """
    return load_model(folder / "wording.yaml", Wording)
