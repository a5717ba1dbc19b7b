"""What people should know of a list though it hinders nothing: each thing said once for all rows, and beside each row it is about."""

from collections.abc import Iterable, Sequence

_NAMED_ROWS = 10


class Notices:
    """Gathers sentences, with the rows that they are about; of none where they are about the list."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}
        self._chosen: dict[str, None] = {}

    def add(self, text: str, *rows: int, chosen: bool = False) -> None:
        """Take a sentence without its full stop; it may begin with the row it is about, else that is put in front."""
        known = self._rows.setdefault(text, [])
        known += [row for row in rows if row not in known]
        if chosen:
            self._chosen[text] = None

    def extend(self, texts: Iterable[str]) -> None:
        """Take sentences about the list."""
        for text in texts:
            self.add(text.removesuffix("。"))

    @property
    def chosen(self) -> bool:
        """Whether one says that of several columns one was taken, or that one was left unused."""
        return bool(self._chosen)

    def settle(self, rows: Iterable[int]) -> None:
        """Let what was chosen alike for all of these rows be about the list."""
        everywhere = [text for text in self._chosen if {*rows} <= {*self._rows[text]}]
        self._rows |= {text: [] for text in everywhere}

    def all(self) -> list[str]:
        """Everything that was said, for people who have the list before them."""
        return [
            f"{text}。" if not rows or text.startswith("第 ") else f"第 {_named(rows)} 行：{text}。" for text, rows in self._rows.items()
        ]

    def of_row(self, row: int) -> list[str]:
        """What was said about a row."""
        return [f"{text}。" for text, rows in self._rows.items() if row in rows]

    def of_list(self) -> list[str]:
        """What was said about no row in particular."""
        return [f"{text}。" for text, rows in self._rows.items() if not rows]


def _named(numbers: Sequence[int]) -> str:
    named = "、".join(map(str, numbers[:_NAMED_ROWS]))
    return named if len(numbers) <= _NAMED_ROWS else f"{named} 等 {len(numbers)}"
