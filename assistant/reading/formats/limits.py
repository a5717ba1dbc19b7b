"""How much of a file is read at most: files come from anywhere, and some are made to exhaust whoever opens them."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from assistant.errors import InputError
from assistant.reading.document import Block, Line, Paragraph
from assistant.settings import Settings


@dataclass(frozen=True)
class ReadingLimits:
    """Bounds on one file; the defaults are several times what the longest published volumes of goal tables need.

    Attributes:
        file_bytes: bytes of the file itself.
        pages: pages of a PDF or images of a scan.
        cells: cells of all tables together, empty ones between filled ones included, and paragraphs.
        characters: characters of all texts together.
        text_length: characters of one cell or paragraph.
        seconds: time for reading one file, conversion of old formats and OCR included.
        memory_mb: address space of the processes that read PDF and web pages, in MiB.
        engine_mb: the same where recognition or LibreOffice is at work, which take most of it whatever they are given.
        entries: files in an archive (Word and Excel files are archives).
        entry_bytes: bytes of one of them, unpacked.
        content_bytes: bytes of all of them, unpacked.
        elements: tags of one XML part or web page; a tree of them takes about 200 bytes each.
        ratio: how many times its packed size an entry may have; small entries are exempt.
    """

    file_bytes: int = Settings.read_mb * 2**20
    pages: int = Settings.read_pages
    cells: int = Settings.read_cells
    characters: int = 20_000_000
    text_length: int = 100_000
    seconds: float = Settings.read_seconds
    memory_mb: int = 512
    engine_mb: int = 4096
    entries: int = 5000
    entry_bytes: int = 100 * 2**20
    content_bytes: int = 300 * 2**20
    elements: int = 3_000_000
    ratio: int = 200


DEFAULT_LIMITS = ReadingLimits()


def limits_of(settings: Settings) -> ReadingLimits:
    """The limits that an installation sets."""
    return ReadingLimits(
        file_bytes=settings.read_mb * 2**20, pages=settings.read_pages, cells=settings.read_cells, seconds=settings.read_seconds
    )


class Allowance:
    """What is left of the limits while one file is read; readers take from it as they go.

    `name` is what people call the file. `left_out` says in one sentence each what a reader left out on purpose (text that nobody sees),
    for the person to be told.
    """

    def __init__(self, limits: ReadingLimits, name: str) -> None:
        """Let the clock run for the file `name`."""
        self.limits = limits
        self.left_out: list[str] = []
        self.name = name
        self._cells = 0
        self._pages = 0
        self._characters = 0
        self._end = time.monotonic() + limits.seconds

    @property
    def seconds_left(self) -> float:
        """Seconds until time is up, never below zero."""
        return max(0.0, self._end - time.monotonic())

    def take_cells(self, count: int) -> None:
        """Count cells of a row, and look at the clock.

        Raises:
            InputError: there are too many, or time is up.
        """
        self._cells += count
        if self._cells > self.limits.cells:
            raise InputError(
                f"「{self.name}」的表格超过 {self.limits.cells} 个单元格，请删去空白行列或拆分后再试，或调大 ASSISTANT_READ_CELLS。"
            )
        self.check_time()

    def take_text(self, text: str) -> str:
        """Count a text, and hand it back.

        Raises:
            InputError: there are too many characters.
        """
        self._characters += len(text)
        if self._characters > self.limits.characters:
            raise InputError(f"「{self.name}」的文字超过 {self.limits.characters // 10_000} 万字，请拆分后再试。")
        return text

    def check_texts(self, blocks: Iterable[Block]) -> None:
        """Look at the length of every cell and paragraph, before anybody looks into them.

        Raises:
            InputError: one is too long to be wording of a table.
        """
        longest = self.limits.text_length
        for block in blocks:
            held = (
                ((block.text, block.place),)
                if isinstance(block, Paragraph)
                else ((c.text, row.place) for row in block.rows for c in row.cells)
            )
            place = next((place for text, place in held if len(text) > longest), None)
            if place is not None:
                raise InputError(f"「{self.name}」的{place}有一段文字超过 {longest} 字，请核对内容或拆分后再试。")

    def take_pages(self, count: int = 1) -> None:
        """Count pages, and look at the clock.

        Raises:
            InputError: there are too many, or time is up.
        """
        self._pages += count
        if self._pages > self.limits.pages:
            raise InputError(f"「{self.name}」超过 {self.limits.pages} 页，请拆分后再试，或调大 ASSISTANT_READ_PAGES。")
        self.check_time()

    def check_time(self) -> None:
        """Look at the clock.

        Raises:
            InputError: time is up.
        """
        if time.monotonic() > self._end:
            raise InputError(f"「{self.name}」读了 {self.limits.seconds:.0f} 秒还没有读完，请拆分后再试，或调大 ASSISTANT_READ_SECONDS。")


class WatchedLines(Sequence[Line]):
    """Lines of a document that look at the limits whenever one is taken: whoever walks them comes to an end in time."""

    def __init__(self, lines: Sequence[Line], allowance: Allowance) -> None:
        """Watch over `lines`."""
        self._lines, self._allowance = lines, allowance

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return WatchedLines(self._lines[index], self._allowance)
        line = self._lines[index]
        self._allowance.check_time()
        return line
