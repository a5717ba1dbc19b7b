"""计量单位: which units the ending of an indicator's name allows."""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.library.files import load_model

_SPECIFIC = 8
"""An ending that allows more units than this says nothing about which one is meant."""


class UnitRule(BaseModel):
    """The units that names with this ending may have, the preferred one among them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    suffix: str = Field(min_length=1)
    units: tuple[str, ...] = Field(min_length=1)
    prefer: str

    @model_validator(mode="after")
    def _prefers_own(self) -> Self:
        if self.prefer not in self.units:
            raise ValueError(f"「{self.suffix}」的首选单位「{self.prefer}」不在允许的单位里")
        return self

    @property
    def specific(self) -> bool:
        """Whether the ending says which unit is meant; 数量 counts whatever can be counted."""
        return len(self.units) <= _SPECIFIC


class Units(BaseModel):
    """The endings of `units.yaml`; of several that fit a name the longest counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: tuple[UnitRule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        suffixes = [rule.suffix for rule in self.units]
        twice = sorted({suffix for suffix in suffixes if suffixes.count(suffix) > 1})
        if twice:
            raise ValueError(f"词尾重复：{'、'.join(twice)}")
        return self

    @cached_property
    def known(self) -> frozenset[str]:
        """Every unit that stands in the file."""
        return frozenset(unit for rule in self.units for unit in rule.units)

    def rule_of(self, name: str) -> UnitRule | None:
        """The rule for a name without the bracket that ends it, or None."""
        return next((self._by_suffix[name[start:]] for start in range(len(name)) if name[start:] in self._by_suffix), None)

    def unit_of(self, name: str) -> str | None:
        """The unit that a name asks for, where its ending is clear about it."""
        rule = self.rule_of(name)
        return rule.prefer if rule and rule.specific else None

    @cached_property
    def _by_suffix(self) -> dict[str, UnitRule]:
        return {rule.suffix: rule for rule in self.units}


@lru_cache(maxsize=4)
def load_units(folder: Path) -> Units:
    """The units in `folder`.

    Raises:
        LibraryError: the file is missing, no YAML, or breaks a rule; the message names file and entry.
    """
    return load_model(folder / "units.yaml", Units)
