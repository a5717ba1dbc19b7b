"""Class names that stand in the middle of their rows, as text of merged cells does where a format keeps no merges."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.reading.recogniser.section import IndicatorText, Uncertainty


@dataclass
class LateClasses:
    """Gives rows without a class of their own the one they stand around.

    Where the first rows of a grid have no class at all, the names stand in the middle: as many rows belong to one below it as above.
    Otherwise a class holds for the rows below it, as usual.
    """

    centred: bool = False
    _begun: bool = False
    _above: int = 0
    _waiting: list[IndicatorText] = field(default_factory=list)

    def add(self, rows: Sequence[IndicatorText], level1: str | None, level2: str | None, *, named: bool) -> None:
        """Take the indicators of a row; `named` where the row itself names its class."""
        if not named:
            self._waiting += rows
            return
        if not self._begun:
            late = [row for row in self._waiting if row.level1 is None and row.level2 is None]
            self.centred = bool(late) and len(late) == len(self._waiting)
        late = self._waiting[self._above :] if self.centred else []
        for row in late:
            row.level1, row.level2 = level1, level2
        for row in self._waiting if self.centred else ():
            row.doubt = Uncertainty.CLASS_CENTRED
        self._begun, self._above, self._waiting = True, len(late), []
