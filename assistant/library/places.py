"""地名: provinces and prefectures, and how to tell places from words that merely look like them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.goals.remembering import remembered
from assistant.library.files import load_model

_PEOPLES = (
    "朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|(?<!内)蒙古|柯尔克孜|哈萨克|维吾尔"
)
_SHORT = re.compile(rf"(?:(?:{_PEOPLES})*(?:自治[州区]|特别行政区|地区)|省|市|盟|林区)$")
_TELLING = ("县", "自治县", "自治旗")
"""Endings that hardly any other word has; before the others a place must begin where a name can begin."""
_BOUND = r"(?P<bound>^|(?<=[\s,，。;；:：、()（）\"“”'市省州盟县区旗在于向到赴])|(?<=为)(?<!作为)(?<!行为))"
_HEAD = 2
"""Every name has at least so many characters; names are looked up by these first ones."""


class Place(NamedTuple):
    """A place found in a text: its full name, its province, and where it stands. A region has several provinces."""

    name: str
    provinces: tuple[str, ...]
    start: int
    end: int


class Places(BaseModel):
    """The names of `places.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    provinces: dict[str, tuple[str, ...]] = Field(min_length=1)
    full_name_only: tuple[str, ...]
    regions: dict[str, tuple[str, ...]]
    suffixes: tuple[str, ...] = Field(min_length=1)
    stop_words: tuple[str, ...] = Field(min_length=1)
    stop_stems: frozenset[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _known_names(self) -> Self:
        prefectures = [name for names in self.provinces.values() for name in names]
        twice = sorted({name for name in prefectures if prefectures.count(name) > 1})
        if twice:
            raise ValueError(f"地名重复：{'、'.join(twice)}")
        for name in self.full_name_only:
            if name not in prefectures:
                raise ValueError(f"full_name_only 里的「{name}」不在 provinces 里")
        for region, members in self.regions.items():
            for name in members:
                if name not in self.provinces:
                    raise ValueError(f"regions 里「{region}」的「{name}」不是省级名称")
        return self

    def find(self, text: str) -> list[Place]:
        """Provinces, prefectures and regions named in `text`, in order, longest first where names overlap."""
        return list(self._found(text))

    @cached_property
    def _found(self) -> Callable[[str], tuple[Place, ...]]:
        """`_scan`, with what it found last."""
        return remembered(lambda text: tuple(self._scan(text)))

    def _scan(self, text: str) -> Iterator[Place]:
        at = 0
        while at < len(text) - 1:
            entries = self._index.get(text[at : at + _HEAD])
            found = next((entry for entry in entries if text.startswith(entry[0], at)), None) if entries else None
            if found is None:
                at += 1
                continue
            word, name, provinces = found
            yield Place(name, provinces, at, at + len(word))
            at += len(word)

    @cached_property
    def _index(self) -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
        """(wording, full name, provinces) by the first characters of the wording, longest wording first."""
        entries: set[tuple[str, str, tuple[str, ...]]] = {(name, name, members) for name, members in self.regions.items()}
        for province, prefectures in self.provinces.items():
            entries |= {(province, province, (province,)), (_SHORT.sub("", province), province, (province,))}
            for name in prefectures:
                entries.add((name, name, (province,)))
                if name not in self.full_name_only:
                    entries.add((_SHORT.sub("", name), name, (province,)))
        index = defaultdict(list)
        for entry in sorted(entries, key=lambda entry: (-len(entry[0]), entry)):
            index[entry[0][:_HEAD]].append(entry)
        return dict(index)

    def find_lesser(self, text: str) -> Iterator[str]:
        """Words that look like a county, district, town or street office; a guess, since there is no list of them."""
        for match in self._lesser.finditer(text):
            word, stem, suffix, bounded = match["word"], match["stem"], match["suffix"], match["bound"] is not None
            if stem not in self.stop_stems and not word.endswith(self.stop_words) and (bounded or suffix in _TELLING):
                yield word

    @cached_property
    def _lesser(self) -> re.Pattern[str]:
        endings = "|".join(sorted(self.suffixes, key=len, reverse=True))
        return re.compile(rf"{_BOUND}?(?P<word>(?P<stem>[\u4e00-\u9fff]{{2}})(?P<suffix>{endings}))(?![级域城内外里间镇乡街村])")


@lru_cache(maxsize=4)
def load_places(folder: Path) -> Places:
    """The place names in `folder`.

    Raises:
        LibraryError: the file is missing, no YAML, or breaks a rule; the message names file and entry.
    """
    return load_model(folder / "places.yaml", Places)
