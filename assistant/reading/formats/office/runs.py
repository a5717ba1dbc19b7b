"""The text of a Word paragraph as the page shows it: symbols, fields, formulas and drop-downs by what one sees."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.reading.formats.limits import Allowance
from assistant.reading.formats.office.numbering import W, whole

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TEXT_BOX = f"{W}txbxContent"

_NOT_SHOWN = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "tbl")} | {f"{M}ctrlPr"}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_SYMBOLS = {
    "symbol": {
        0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xA5: "∞", 0xB7: "·", 0xB2: "″", 0xA2: "′",
    },
    "wingdings": {0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "□", 0x6F: "□", 0x71: "□", 0x6E: "■", 0x6C: "●", 0xA1: "○", 0xD8: "➢"},
    "wingdings 2": {0x52: "☑", 0x54: "☒", 0x53: "☒", 0x50: "✓", 0x4F: "✗", 0xA3: "□", 0x2A: "□", 0xA2: "■"},
}  # fmt: skip
"""What fonts of symbols show at their places; a tick that is lost turns a choice into none."""
_UNKNOWN_SYMBOL = "\ufffd"
_HIDDEN = object()


@dataclass
class Seen:
    """What a paragraph shows: its text, the text boxes anchored in it (each once), and how many runs in it are hidden."""

    text: str = ""
    boxes: list[Any] = field(default_factory=list)
    hidden: int = 0


def look(paragraph: Any, allowance: Allowance) -> Seen:
    """A paragraph as the page shows it.

    Raises:
        InputError: time is up.
    """
    seen = Seen()
    texts = []
    for piece in _pieces(paragraph):
        allowance.check_time()
        if piece is _HIDDEN:
            seen.hidden += 1
        elif isinstance(piece, str):
            texts.append(piece)
        else:
            seen.boxes.append(piece)
    seen.text = "".join(texts)
    return seen


def _pieces(element: Any) -> Iterator[Any]:
    """The texts below an element, text boxes as they are, and an empty text now and then for whoever looks at the clock."""
    for child in chosen(element):
        tag = child.tag
        if tag in (f"{W}t", f"{M}t"):
            yield child.text or ""
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag == TEXT_BOX:
            yield child
        elif tag in _SHOWN_BY:
            yield from _SHOWN_BY[tag](child)
        elif tag not in _NOT_SHOWN and isinstance(tag, str):
            yield ""
            yield from _pieces(child)


def chosen(element: Any) -> Iterator[Any]:
    """The children of an element; of alternative contents the first that holds any text."""
    if element.tag != f"{MC}AlternateContent":
        yield from element
        return
    ways = [way for way in element if way.tag in (f"{MC}Choice", f"{MC}Fallback")]
    yield from next((way for way in ways if _has_text(way)), ways[0] if ways else ())


def _has_text(element: Any) -> bool:
    return any(text.text for text in element.iter(f"{W}t"))


def _run(run: Any) -> Iterator[Any]:
    if not len(run):
        yield ""
        return
    vanish = run.find(f"{W}rPr/{W}vanish")
    if vanish is None or vanish.get(f"{W}val", "1") in ("0", "false", "off"):
        yield ""
        yield from _pieces(run)
    elif _has_text(run):
        yield _HIDDEN


def _symbol(symbol: Any) -> Iterator[str]:
    try:
        code = int(symbol.get(f"{W}char", ""), 16)
    except ValueError:
        return
    known = _SYMBOLS.get(symbol.get(f"{W}font", "").lower(), {}).get(code & 0xFF)
    private = 0xE000 <= code <= 0xF8FF or not 0x20 <= code <= 0xFFFD or 0xD800 <= code <= 0xDFFF
    yield known or (_UNKNOWN_SYMBOL if private else chr(code))


def _check_box(box: Any) -> Iterator[str]:
    state = box.find(f"{W}checked")
    state = box.find(f"{W}default") if state is None else state
    yield "□" if state is None or state.get(f"{W}val", "1") in ("0", "false", "off") else "☑"


def _drop_down(choices: Any) -> Iterator[str]:
    entries, result = choices.findall(f"{W}listEntry"), choices.find(f"{W}result")
    number = whole(result.get(f"{W}val")) if result is not None else 0
    if 0 <= number < len(entries):
        yield entries[number].get(f"{W}val", "")


def _fraction(fraction: Any) -> Iterator[Any]:
    above, below = fraction.find(f"{M}num"), fraction.find(f"{M}den")
    yield from _pieces(above if above is not None else ())
    yield "/"
    yield from _pieces(below if below is not None else ())


_SHOWN_BY: dict[str, Callable[[Any], Iterator[Any]]] = {
    f"{W}r": _run,
    f"{W}sym": _symbol,
    f"{W}checkBox": _check_box,
    f"{W}ddList": _drop_down,
    f"{M}f": _fraction,
}
