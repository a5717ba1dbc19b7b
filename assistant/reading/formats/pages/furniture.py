"""What belongs to the paper and not to the text: page numbers, running headers and footers, watermarks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from assistant.goals.secrecy import is_classified
from assistant.reading.formats.pages.lines import PrintedLine, set_lines
from assistant.reading.formats.pages.printed import Glyph, Page

_MARGIN = 0.09
"""Share of the page's height, above and below, in which running headers and footers stand."""
_APART = 1.5
"""Type sizes of empty paper between them and the text."""
_LARGE = 1.8
"""Times the usual type size from which repeated pale text is a watermark."""
_PARTS = 1.2
"""Type sizes between the parts of such a line: the name of the document, the number of the page."""
_NUMBER = re.compile(r"\d+")
_LABELLED = re.compile(r"[\u4e00-\u9fff]\s*[:：]\s*\S")
"""What a form says of itself, on each page where one form stands on each: 金额单位：万元."""
_PAGE_NUMBER = re.compile(r"[-—–·.\s第共页/,，Pageof#]*", re.IGNORECASE)

_Sign = tuple[str, int, bool]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Pages without page numbers, without the running headers and footers after their first appearance, and without watermarks.

    Labelled texts stay, and so does what says that a document is secret.
    """
    return _without_running_lines(_without_watermarks(pages))


def _without_watermarks(pages: Sequence[Page]) -> list[Page]:
    """Pages without large pale characters that stand at the same place on all of them."""
    if len(pages) < 2:
        return list(pages)
    usual = median(glyph.size for page in pages for glyph in page.glyphs) if any(page.glyphs for page in pages) else 0.0
    shared: set[tuple[str, int, int]] | None = None
    for page in pages:
        found = {_spot(glyph) for glyph in page.glyphs if glyph.light and glyph.size > _LARGE * usual}
        shared = found if shared is None else shared & found
        if not shared:
            return list(pages)
    return [_without(page, [glyph for glyph in page.glyphs if glyph.light and _spot(glyph) in (shared or ())]) for page in pages]


def _spot(glyph: Glyph) -> tuple[str, int, int]:
    return glyph.text, round(glyph.x0), round(glyph.top)


def _without(page: Page, glyphs: Sequence[Glyph]) -> Page:
    if not glyphs or is_classified("".join(glyph.text for glyph in glyphs)):
        return page
    dropped = set(glyphs)
    return replace(page, glyphs=tuple(glyph for glyph in page.glyphs if glyph not in dropped))


def _without_running_lines(pages: Sequence[Page]) -> list[Page]:
    margins = [list(_margin_lines(page)) for page in pages]
    texts: dict[_Sign, dict[int, str]] = defaultdict(dict)
    for page, lines in zip(pages, margins, strict=True):
        for line in lines:
            for part in line.segments(_PARTS):
                texts[_sign(part, page)][page.number] = part.text
    least = max(2, round(0.6 * len(pages)))
    running = {sign for sign, found in texts.items() if len(found) >= least and (sign[0] != "#" or _counts_up(found))}
    seen: set[_Sign] = set()
    kept = []
    for page, lines in zip(pages, margins, strict=True):
        dropped: list[Glyph] = []
        for line in lines:
            signs = {_sign(part, page) for part in line.segments(_PARTS)}
            known = signs <= running and all(sign in seen or sign[0] == "#" for sign in signs)
            if known and not _LABELLED.search(line.text) and not is_classified(line.text):
                dropped += line.glyphs
            seen |= signs
        kept.append(_without(page, dropped))
    return kept


def _counts_up(numbers: dict[int, str]) -> bool:
    """Whether numbers by page differ from page to page."""
    return len(set(numbers.values())) > 0.8 * len(numbers)


def _margin_lines(page: Page) -> Iterable[PrintedLine]:
    """Lines near the upper and lower edge with empty paper between them and the text, no larger than the text and in no ruled table."""
    near = _MARGIN * page.height
    lines = set_lines(glyph for glyph in page.glyphs if glyph.angle == 0)
    if len(lines) < 2:
        return
    usual = median(line.size for line in lines)
    above = [below.top - line.bottom for line, below in pairwise(lines) if line.bottom < near]
    below = [below.top - line.bottom for line, below in pairwise(lines) if below.top > page.height - near]
    first = max((number for number, gap in enumerate(above, 1) if gap > _APART * usual), default=0)
    last = min((number for number, gap in enumerate(below, len(lines) - len(below)) if gap > _APART * usual), default=len(lines))
    tables = [rule for rule in page.rules if rule.vertical and rule.end - rule.start > usual]
    for line in [*lines[:first], *lines[max(first, last) :]]:
        if line.size <= 1.1 * usual and not any(rule.start < line.middle < rule.end for rule in tables):
            yield line


def _sign(line: PrintedLine, page: Page) -> _Sign:
    """What a line says and where it stands; of a page number only that it is one."""
    upper = line.middle < page.height / 2
    bare = _NUMBER.sub("#", line.text)
    text = "#" if "#" in bare and _PAGE_NUMBER.fullmatch(bare) else line.text
    return text, round((line.top if upper else page.height - line.bottom) / 4), upper
