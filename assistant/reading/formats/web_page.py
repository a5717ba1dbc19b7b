"""A saved web page as a stream of what its reader sees: blocks that open and close, and the text in them.

Scripts, navigation and whatever is styled away are left out here, so that nobody after this has to ask. Nothing is fetched, and the
stream is walked without recursion, however deep a page is nested.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from lxml import etree

from assistant.errors import InputError

_NEVER = frozenset(
    "script style noscript template head nav footer aside iframe object embed svg canvas audio video map dialog button datalist".split()
)
_NAVIGATION = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|sidebar|copyright|toolbar|share)(?:$|[-_\s])", re.IGNORECASE
)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!)"
    r"|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
_WHITE = r"(?:#fff(?:fff)?|white|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
_WHITE_TEXT = re.compile(rf"(?:^|[;\s])color\s*:\s*{_WHITE}\s*(?:;|$|!)", re.IGNORECASE)
_BACKGROUND = re.compile(
    rf"background(?:-color|-image)?\s*:\s*+(?!(?:{_WHITE}|transparent|none|inherit|initial)\s*(?:;|$|!))[^;]", re.IGNORECASE
)
_LINKS, _SHARE = 4, 0.8
"""So many links that are so much of its text make a block navigation."""
_LISTS = frozenset("ul ol div dl p center".split())
_NAVIGATES = "data-navigates"
"""Attribute that is set on what turned out to be navigation."""
_TABLES = frozenset("html body table thead tbody tfoot tr td th caption".split())
_KEPT = ("colspan", "rowspan", "start", "value", "type", "checked")
"""Attributes that say something about text. All of an element's are never asked for at once: that takes the square of their number."""
_TOO_DEEP = "excessive depth"


@dataclass(slots=True)
class Event:
    """A step through a page: an element opens or closes, or one with text that nobody sees was left out ("hidden").

    `text` is what follows up to the next step. An element that was left out closes without a name.
    """

    kind: Literal["open", "close", "hidden"]
    name: str = ""
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


def parse_page(text: str, name: str) -> Any:
    """The tree of a page; None where there is nothing in it.

    Raises:
        InputError: it is nested so deeply that the parser left something out.
    """
    parser = etree.HTMLParser(recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if any(_TOO_DEEP in entry.message.lower() for entry in parser.error_log):
        raise InputError(f"「{name}」的网页嵌套过深，请在浏览器中打开，全选复制到 Word 另存为 .docx 再试。")
    return root


def page_events(root: Any) -> Iterator[Event]:
    """What a reader of the page sees, in order."""
    _mark_navigation(root)
    left_out: Any = None
    grounded = [False]  # whether white text would be seen on what an element stands on, for all that are open
    for step, element in etree.iterwalk(root, events=("start", "end")):
        if step == "start":
            grounded.append(grounded[-1] or _has_ground(element))
        else:
            grounded.pop()
        if step == "start" and left_out is None:
            reason = _left_out(element, grounded[-1]) if isinstance(element.tag, str) else "furniture"
            if reason:
                left_out = element
                if reason == "hidden" and any(piece.strip() for piece in element.itertext()):
                    yield Event("hidden")
            else:
                yield Event("open", element.tag, element.text or "", _kept(element))
        elif step == "end" and left_out in (None, element):
            tail = (element.tail or "") if element is not root else ""
            yield Event("close", "" if left_out is element else element.tag, tail)
            left_out = None


def _kept(element: Any) -> dict[str, str]:
    return {name: value for name in _KEPT if (value := element.get(name)) is not None}


def _left_out(element: Any, grounded: bool) -> Literal["hidden", "furniture", ""]:
    if element.tag in _NEVER or element.get(_NAVIGATES) is not None or (element.tag == "option" and element.get("selected") is None):
        return "furniture"
    style = element.get("style", "")
    if element.get("hidden") is not None or (style and _UNSEEN.search(style)):
        return "hidden"
    white = _WHITE_TEXT.search(style) or re.fullmatch(_WHITE, element.get("color", "").strip(), re.IGNORECASE)
    return "hidden" if white and not grounded else ""


def _has_ground(element: Any) -> bool:
    """Whether an element gives the text in it a ground of its own; a class may, so that the benefit of doubt is its."""
    if _BACKGROUND.search(element.get("style", "")) or element.get("bgcolor") or element.get("background"):
        return True
    return element.tag not in ("html", "body") and bool(element.get("class"))


@dataclass(slots=True)
class _Held:
    """What an element holds: characters, those of them that are links, how many links, and whether a table."""

    characters: int = 0
    linked: int = 0
    links: int = 0
    table: bool = False


def _mark_navigation(root: Any) -> None:
    """Mark what is called navigation or consists of links; one walk, for pages may be large and deep. What holds a table never is."""
    stack = [_Held()]
    for step, element in etree.iterwalk(root, events=("start", "end")):
        if step == "start":
            stack.append(_Held(characters=_length(element.text)))
            continue
        held = stack.pop()
        held.table |= element.tag == "table"
        if element.tag == "a":
            held.links, held.linked = 1, held.characters
        if isinstance(element.tag, str) and not held.table and element.tag not in _TABLES and _navigates(element, held):
            element.set(_NAVIGATES, "")
        above = stack[-1]
        above.characters += held.characters + _length(element.tail)
        above.linked += held.linked
        above.links += held.links
        above.table |= held.table


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _navigates(element: Any, held: _Held) -> bool:
    named = f"{element.get('class', '')} {element.get('id', '')}".strip()
    if element.get("role") == "navigation" or (named and _NAVIGATION.search(named)):
        return True
    return element.tag in _LISTS and held.links >= _LINKS and held.linked >= _SHARE * held.characters


def shown_field(name: str, attributes: dict[str, str]) -> str:
    """What a field of a saved form shows: its text, a tick. Options that are not chosen are not seen."""
    kind = attributes.get("type", "text").lower()
    if name == "input" and kind in ("checkbox", "radio"):
        return "☑" if "checked" in attributes else "□"
    return attributes.get("value", "") if name == "input" and kind in ("text", "number", "date", "tel") else ""
