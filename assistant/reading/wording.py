"""A text of which parts are taken word for word; what is left of it is known at any time."""

import re
from dataclasses import dataclass

from assistant.goals.taxonomy import canonical_level1, canonical_level2
from assistant.goals.wording import fold, squeeze

_MARKS = re.compile(r"[\s：:；;，,。.、|｜()（）\[\]【】·\-—–]+")
_CHINESE = "[一二三四五六七八九十]"
_NUMBER = re.compile(rf"\d{{1,2}}|{_CHINESE}{{1,3}}|[①-⑳]|(?:指标|(?:绩效)?目标)(?:{_CHINESE}|\d){{0,2}}")


_INSIDE = re.compile(r"[\d.,≥≤≧≦⩾⩽<>=][\d.,]|\d[%％‰]")


@dataclass(frozen=True)
class Passage:
    """A wording that was found; it is taken out of its text only when it is wanted."""

    wording: str
    source: "Wording"
    span: tuple[int, int]

    def take(self) -> str:
        """The wording, which is then no longer left."""
        self.source.take(self.span)
        return self.wording


class Wording:
    """A text of a document. Wordings are compared without blanks, width and quotes, and given as they stand."""

    def __init__(self, text: str) -> None:
        """Nothing of `text` is taken yet."""
        self.text = text
        keyed = [(part, at) for at, character in enumerate(text) for part in fold(character)]
        self._key = "".join(part for part, _ in keyed)
        self._at = [at for _, at in keyed]
        self._taken: list[tuple[int, int]] = []

    def find(self, wording: str, beside: "Passage | None" = None) -> "Passage | None":
        """`wording` as it stands in the text, where it does, no part of it is taken or `beside`, and it cuts no number short; None else."""
        key = fold(wording)
        used = [*self._taken, *([beside.span] if beside and beside.source is self else [])]
        start = self._key.find(key) if key else -1
        while start >= 0:
            end = start + len(key)
            free = all(end <= begun or start >= ended for begun, ended in used)
            if free and not self._cuts(start) and not self._cuts(end):
                return Passage(squeeze(self.text[self._at[start] : self._at[end - 1] + 1]), self, (start, end))
            start = self._key.find(key, start + 1)
        return None

    def _cuts(self, at: int) -> bool:
        """Whether a number, or a comparison and its number, goes on across a place: 20 is no value of 120人, nor is 95% of ≥95%."""
        return _INSIDE.match(self._key[max(0, at - 1) : at + 1]) is not None

    def take(self, span: tuple[int, int]) -> None:
        """Let a passage be taken."""
        self._taken.append(span)

    @property
    def left(self) -> list[str]:
        """What nobody took and says something: no marks, numbers or names of classes. The whole text where nothing was taken."""
        if not self._taken:
            return [self.text]
        edges = [0, *(edge for span in sorted(self._taken) for edge in span), len(self._key)]
        spans = zip(edges[::2], edges[1::2], strict=True)
        pieces = [squeeze(self.text[self._at[start] : self._at[end - 1] + 1]) for start, end in spans if start < end]
        return [piece for piece in pieces if _says_something(piece)]


def _says_something(piece: str) -> bool:
    parts = [part for part in _MARKS.split(piece) if part and not _NUMBER.fullmatch(part)]
    return not all(canonical_level1(part) or canonical_level2(part) for part in parts)
