"""Changing pieces of a text that were found in its folded form, and nothing else in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.goals.wording import fold


@dataclass(frozen=True)
class Swap:
    """A piece of a folded text and what stands there instead."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class FoldedText:
    """A text, its folded form, and where each folded character begins and ends in it."""

    text: str
    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "FoldedText | None":
        """The text folded character by character; None where the characters cannot be told apart in the folded text."""
        pieces = [fold(character) for character in text]
        places = tuple(at for at, piece in enumerate(pieces) for _ in piece)
        folded = "".join(pieces)
        return cls(text, folded, places, tuple(at + 1 for at in places)) if folded == fold(text) else None

    def swapped(self, swaps: Sequence[Swap]) -> str:
        """The text with `swaps` made, which do not overlap."""
        text = self.text
        for swap in sorted(swaps, key=lambda swap: (swap.start, swap.end), reverse=True):
            end = self.ends[swap.end - 1] if swap.end else 0
            start = self.starts[swap.start] if swap.start < swap.end else end
            text = text[:start] + swap.new + text[end:]
        return text
