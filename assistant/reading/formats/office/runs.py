"""The text of a Word paragraph as the page shows it: symbols, fields, formulas and drop-downs by what one sees."""

from collections.abc import Callable, Iterator
from typing import Any

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


def shown_runs(element: Any) -> Iterator[str]:
    """The pieces of text below an element, without text boxes and tables in it."""
    for child in element:
        tag = child.tag
        if tag in (f"{W}t", f"{M}t"):
            yield child.text or ""
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag in _SHOWN_BY:
            yield from _SHOWN_BY[tag](child)
        elif tag not in _NOT_SHOWN and tag != TEXT_BOX and isinstance(tag, str):
            yield from shown_runs(child)


def text_boxes(element: Any) -> Iterator[Any]:
    """The text boxes anchored in an element, each once, whatever number of ways to draw it the file offers."""
    for child in chosen(element):
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag not in _NOT_SHOWN and isinstance(child.tag, str):
            yield from text_boxes(child)


def chosen(element: Any) -> Iterator[Any]:
    """The children of an element; of alternative contents the first that holds any text."""
    if element.tag != f"{MC}AlternateContent":
        yield from element
        return
    ways = [way for way in element if way.tag in (f"{MC}Choice", f"{MC}Fallback")]
    yield from next((way for way in ways if any(text.text for text in way.iter(f"{W}t"))), ways[0] if ways else ())


def hidden_runs(element: Any) -> Iterator[Any]:
    """The runs below an element that hold text formatted as hidden, without those in text boxes."""
    for child in chosen(element):
        if child.tag == f"{W}r" and _is_hidden(child):
            yield from [child] if any(text.text for text in child.iter(f"{W}t")) else []
        elif child.tag not in _NOT_SHOWN and child.tag != TEXT_BOX and isinstance(child.tag, str):
            yield from hidden_runs(child)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off")


def _run(run: Any) -> Iterator[str]:
    return iter(()) if _is_hidden(run) else shown_runs(run)


def _alternative(element: Any) -> Iterator[str]:
    for child in chosen(element):
        if isinstance(child.tag, str) and child.tag != TEXT_BOX:
            yield from _SHOWN_BY.get(child.tag, shown_runs)(child)


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


def _fraction(fraction: Any) -> Iterator[str]:
    above, below = fraction.find(f"{M}num"), fraction.find(f"{M}den")
    yield from shown_runs(above if above is not None else ())
    yield "/"
    yield from shown_runs(below if below is not None else ())


_SHOWN_BY: dict[str, Callable[[Any], Iterator[str]]] = {
    f"{W}r": _run,
    f"{MC}AlternateContent": _alternative,
    f"{W}sym": _symbol,
    f"{W}checkBox": _check_box,
    f"{W}ddList": _drop_down,
    f"{M}f": _fraction,
}
