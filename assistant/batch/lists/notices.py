"""What people should know of a list though it hinders nothing: each thing said once for all rows, and beside each row it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_NAMED_ROWS = 10


@dataclass
class _Notice:
    """A sentence without its full stop.

    Attributes:
        rows: that it is about, each once; none where it is about the list.
        named: whether it names a row it is about itself.
        chosen: whether it says that of several columns one was taken, or that one was left unused.
        together: a row, and what is said of it together with the rows of other such sentences.
    """

    text: str
    rows: dict[int, None] = field(default_factory=dict)
    named: bool = False
    chosen: bool = False
    together: tuple[int, str] | None = None

    @property
    def full(self) -> str:
        """The sentence, for people who have the list before them."""
        return f"{self.text}。" if self.named or not self.rows else f"第 {in_words([*self.rows])} 行：{self.text}。"


class Notices:
    """Gathers sentences, with the rows that they are about; of none where they are about the list."""

    def __init__(self) -> None:
        self._said: dict[str, _Notice] = {}
        self._of_rows: dict[int, list[_Notice]] = {}

    def add(self, text: str, *rows: int, chosen: bool = False, together: tuple[int, str] | None = None) -> None:
        """Take a sentence without its full stop; it may name a row it is about, else that is put in front.

        Several `together` are told as one to whoever has the list before them.
        """
        notice = self._said.setdefault(text, _Notice(text, together=together))
        notice.chosen |= chosen
        for row in rows:
            if row not in notice.rows:
                notice.rows[row] = None
                notice.named |= f"第 {row} 行" in text
                self._of_rows.setdefault(row, []).append(notice)

    def extend(self, texts: Iterable[str]) -> None:
        """Take sentences about the list."""
        for text in texts:
            self.add(text.removesuffix("。"))

    @property
    def chosen(self) -> bool:
        """Whether one says that of several columns one was taken, or that one was left unused."""
        return any(notice.chosen for notice in self._said.values())

    def settle(self, rows: Iterable[int]) -> None:
        """Let what was chosen alike for all of these rows be about the list."""
        every = {*rows}
        for notice in self._said.values():
            if notice.chosen and every <= notice.rows.keys():
                notice.rows = {}

    def all(self) -> list[str]:
        """Everything that was said, for people who have the list before them."""
        alike: dict[str, list[_Notice]] = {}
        for notice in self._said.values():
            alike.setdefault(notice.together[1] if notice.together else notice.text, []).append(notice)
        return [notices[0].full if len(notices) == 1 else _of_all(text, notices) for text, notices in alike.items()]

    def of_row(self, row: int) -> list[str]:
        """What was said about a row."""
        return [f"{notice.text}。" for notice in self._of_rows.get(row, ()) if row in notice.rows]

    def of_list(self) -> list[str]:
        """What was said about no row in particular."""
        return [f"{notice.text}。" for notice in self._said.values() if not notice.rows]


def _of_all(text: str, notices: Iterable[_Notice]) -> str:
    return f"第 {in_words([notice.together[0] for notice in notices if notice.together])} 行{text}。"


def in_words(numbers: Sequence[int]) -> str:
    """Numbers of rows for people, the first of many."""
    first = "、".join(map(str, numbers[:_NAMED_ROWS]))
    return first if len(numbers) <= _NAMED_ROWS else f"{first} 等 {len(numbers)}"
