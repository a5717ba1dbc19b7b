"""Ruling lines to lattices: which lines belong together, and which of the fields between them are one cell.

Lines are snapped to common heights and widths; every field between two neighbouring ones is open to the next field wherever no line
parts them. Tables with open sides, missing pieces of lines and cells merged both ways come out alike, and the work grows with the
number of fields, not with its square.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.reading.formats.limits import Allowance
from assistant.reading.formats.pages.printed import Box, Rule

_SNAP = 3.0
_REACH = 3.0
"""Points. Lines nearer to each other are one line; lines that miss each other by less do meet."""
_SHORTEST = 5.0
_COVERS = 0.6
"""Share of a field's side that a line must take to part it from the next field."""


@dataclass(frozen=True)
class Merged:
    """Neighbouring fields that are one cell: from `row` and `column` over so many rows and columns."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Lattice:
    """A ruled table: the heights and widths that its lines stand at, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Merged, ...]

    @property
    def box(self) -> Box:
        """What it covers."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find_lattices(rules: Sequence[Rule], tallest: float, allowance: Allowance) -> list[Lattice]:
    """The ruled tables of a page, inner ones before the ones they stand in. A mere frame higher than `tallest` points is none.

    Raises:
        InputError: there are more fields than the limit of cells allows.
    """
    lattices = []
    for group in _groups(_joined(rules), allowance):
        lattice = _lattice(group, allowance)
        if lattice is not None and (len(lattice.cells) > 1 or lattice.ys[-1] - lattice.ys[0] < tallest):
            lattices.append(lattice)
    return sorted(lattices, key=lambda one: (one.xs[-1] - one.xs[0]) * (one.ys[-1] - one.ys[0]))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Lines snapped to each other and put together from their pieces."""
    joined: list[Rule] = []
    for vertical in (False, True):
        ordered = sorted(rule for rule in rules if rule.vertical == vertical)
        start = 0
        for end in range(1, len(ordered) + 1):
            if end == len(ordered) or ordered[end].at - ordered[end - 1].at > _SNAP or ordered[end].at - ordered[start].at > 2 * _SNAP:
                joined += _pieces(ordered[start:end], vertical)
                start = end
    return joined


def _pieces(rules: Sequence[Rule], vertical: bool) -> list[Rule]:
    if not rules:
        return []
    at = sum(rule.at for rule in rules) / len(rules)
    pieces: list[list[float]] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        if pieces and rule.start <= pieces[-1][1] + _REACH:
            pieces[-1][1] = max(pieces[-1][1], rule.end)
        else:
            pieces.append([rule.start, rule.end])
    return [Rule(vertical, at, start, end) for start, end in pieces if end - start >= _SHORTEST]


def _groups(rules: Sequence[Rule], allowance: Allowance) -> list[list[Rule]]:
    """Lines that meet each other, directly or by others."""
    parents = list(range(len(rules)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    columns = [(rule.at, number) for number, rule in enumerate(rules) if rule.vertical]
    columns.sort()
    for number, rule in enumerate(rules):
        if rule.vertical:
            continue
        allowance.check_time()
        for _, other in columns[bisect_left(columns, (rule.start - _REACH, -1)) : bisect_right(columns, (rule.end + _REACH, len(rules)))]:
            if rules[other].start - _REACH <= rule.at <= rules[other].end + _REACH:
                parents[root(other)] = root(number)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for number, rule in enumerate(rules):
        groups[root(number)].append(rule)
    return [group for group in groups.values() if any(rule.vertical for rule in group) and any(not rule.vertical for rule in group)]


def _lattice(rules: Sequence[Rule], allowance: Allowance) -> Lattice | None:
    across, down = [rule for rule in rules if not rule.vertical], [rule for rule in rules if rule.vertical]
    xs = _positions(down, across)
    ys = _positions(across, down)
    if len(xs) < 2 or len(ys) < 2:
        return None
    allowance.take_cells((len(xs) - 1) * (len(ys) - 1))
    return Lattice(xs, ys, tuple(_cells(len(ys) - 1, len(xs) - 1, _walls(down, xs, ys), _walls(across, ys, xs))))


def _positions(rules: Sequence[Rule], crossing: Sequence[Rule]) -> tuple[float, ...]:
    """Where lines stand, and where the lines that cross them end: tables are often open at their sides."""
    positions = sorted({rule.at for rule in rules})
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if first < positions[0] - 2 * _SNAP:
        positions.insert(0, first)
    if last > positions[-1] + 2 * _SNAP:
        positions.append(last)
    return tuple(positions)


def _walls(rules: Sequence[Rule], positions: Sequence[float], steps: Sequence[float]) -> set[tuple[int, int]]:
    """Pairs of a position and a step at which a line stands."""
    walls = set()
    for rule in rules:
        at = min(range(len(positions)), key=lambda number: abs(positions[number] - rule.at))
        for step in range(max(0, bisect_right(steps, rule.start) - 1), min(len(steps) - 1, bisect_left(steps, rule.end))):
            covered = min(rule.end, steps[step + 1]) - max(rule.start, steps[step])
            if covered >= _COVERS * (steps[step + 1] - steps[step]):
                walls.add((at, step))
    return walls


def _cells(rows: int, columns: int, down: set[tuple[int, int]], across: set[tuple[int, int]]) -> Iterable[Merged]:
    """Fields put together as far as no line parts them, always to rectangles."""
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            end = column + 1
            while end < columns and (end, row) not in down and (row, end) not in taken:
                end += 1
            bottom = row + 1
            while bottom < rows and _goes_down(bottom, column, end, columns, down, across):
                bottom += 1
            taken |= {(at, beside) for at in range(row, bottom) for beside in range(column, end)}
            yield Merged(row, column, bottom - row, end - column)


def _goes_down(row: int, column: int, end: int, columns: int, down: set[tuple[int, int]], across: set[tuple[int, int]]) -> bool:
    """Whether the fields of `row` belong to the cell above them: open to it, to each other, and to nothing beside."""
    if any((row, at) in across for at in range(column, end)):
        return False
    if any((at, row) in down for at in range(column + 1, end)):
        return False
    return (column == 0 or (column, row) in down) and (end == columns or (end, row) in down)


def rows_of(positions: Sequence[float]) -> list[tuple[float, float]]:
    """Beginning and end of each step between positions."""
    return list(pairwise(positions))
