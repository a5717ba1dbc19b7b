"""A page to what stands on it, in reading order: ruled tables, tables by alignment, paragraphs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.goals.secrecy import is_classified
from assistant.reading.formats.limits import Allowance
from assistant.reading.formats.pages.flow import read_flow
from assistant.reading.formats.pages.lines import PrintedLine, set_lines, turn_upright
from assistant.reading.formats.pages.printed import Glyph, Item, Page, Passage, Rule, Table
from assistant.reading.formats.pages.rows import Opened, Span, spans_of
from assistant.reading.formats.pages.tables import read_ruled

_GUTTER = 0.04
"""Share of a sheet's width that is empty down its middle where it shows two pages."""
_ROOM = 12.0
"""Points by which the right margin may be wider than the left one."""


def split_sheet(page: Page) -> list[Page]:
    """The two pages that a wide sheet shows side by side, or the page itself.

    Nothing crosses the gutter, and both halves carry a good share of the text: a table over the whole sheet crosses it.
    """
    half, gutter = page.width / 2, _GUTTER * page.width / 2
    crossing = any(glyph.x0 < half + gutter and glyph.x1 > half - gutter for glyph in page.glyphs) or any(
        rule.start < half + gutter and rule.end > half - gutter for rule in page.rules if not rule.vertical
    )
    if page.width < 1.2 * page.height or crossing or not page.glyphs:
        return [page]
    left = sum(glyph.centre < half for glyph in page.glyphs)
    if not 0.2 * len(page.glyphs) < left < 0.8 * len(page.glyphs) or not (_fills(page, right=False) and _fills(page, right=True)):
        return [page]
    return [_half(page, right=False), _half(page, right=True)]


def _fills(page: Page, *, right: bool) -> bool:
    """Whether a half of the sheet is set as a page is: several lines or rules take most of its width."""
    half = page.width / 2
    lines = set_lines(glyph for glyph in page.glyphs if (glyph.centre > half) == right)
    widths = [line.x1 - line.x0 for line in lines]
    widths += [rule.end - rule.start for rule in page.rules if not rule.vertical and (rule.start > half) == right]
    return sum(width > 0.6 * half for width in widths) > 2


def _half(page: Page, *, right: bool) -> Page:
    half = page.width / 2
    shift = half if right else 0.0
    glyphs = (glyph._replace(x0=glyph.x0 - shift, x1=glyph.x1 - shift) for glyph in page.glyphs if (glyph.centre > half) == right)
    rules = (_shift(rule, shift) for rule in page.rules if ((rule.at if rule.vertical else rule.start) > half) == right)
    marked = (box._replace(x0=box.x0 - shift, x1=box.x1 - shift) for box in page.marked if (box.x0 > half) == right)
    return replace(
        page, width=half, glyphs=tuple(glyphs), rules=tuple(rules), marked=tuple(marked), slanting="" if right else page.slanting
    )


def _shift(rule: Rule, by: float) -> Rule:
    return rule._replace(at=rule.at - by) if rule.vertical else rule._replace(start=rule.start - by, end=rule.end - by)


def read_items(page: Page, before: Sequence[Item], allowance: Allowance) -> list[Item]:
    """What stands on a page, from top to bottom; text that is turned comes last. `before` is what stands on the page before it.

    Raises:
        InputError: there are more cells than the limit allows, or time is up.
    """
    tables, rest = read_ruled(page, allowance)
    lines = list(enumerate(set_lines(glyph for glyph in rest if glyph.angle == 0), 1))
    tables.sort(key=lambda table: (table.top, table.edges[0]))
    items: list[Item] = [Passage(page.slanting, 1, 0.0, 0.0)] if is_classified(page.slanting) else []
    stretches: dict[int, list[tuple[int, PrintedLine]]] = defaultdict(list)
    for number, line in lines:
        stretches[sum(table.top < line.middle for table in tables)].append((number, line))
    margins = _margins(page, tables, [line for _, line in lines])
    for number in range(len(tables) + 1):
        items += tables[number - 1 : number] if number else []
        items += _flow(stretches[number], margins, Opened() if number else _opened(before), allowance)
    return items + list(_turned(rest, len(lines)))


def _margins(page: Page, tables: Iterable[Table], lines: Sequence[PrintedLine]) -> Span:
    """Where the lines of a page begin and end; a page of short lines has a right margin like its left one."""
    edges = [(table.edges[0], table.edges[-1]) for table in tables] + [(line.x0, line.x1) for line in lines]
    left = min((start for start, _ in edges), default=0.0)
    return left, max([page.width - left - _ROOM, *(end for _, end in edges)])


def _opened(items: Sequence[Item]) -> Opened:
    """The table without lines that a page ends with."""
    last = items[-1] if items else None
    if not isinstance(last, Table) or last.ruled:
        return Opened()
    return Opened(tuple(spans_of(last.edges)), any(cell.covered for row in last.rows for cell in row))


def _flow(lines: Sequence[tuple[int, PrintedLine]], margins: Span, opened: Opened, allowance: Allowance) -> Iterable[Item]:
    for item in read_flow(lines, margins, opened):
        if isinstance(item, Table):
            allowance.take_cells(sum(len(row) for row in item.rows))
        yield item


def _turned(glyphs: Sequence[Glyph], number: int) -> Iterable[Item]:
    for angle in (90, 180, 270):
        for line in set_lines(turn_upright((glyph for glyph in glyphs if glyph.angle == angle), angle)):
            number += 1
            yield Passage(line.text, number, line.top, line.bottom)
