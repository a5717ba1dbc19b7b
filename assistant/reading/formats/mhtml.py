"""Web pages saved as a single file (.mht): offices save workbooks so, one page per sheet around which a frame is laid.

Read by hand within bounds: a general reader of mail makes an object of every part and header, however many a file claims to have.
"""

import binascii
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any

from assistant.errors import InputError
from assistant.reading.document import Block
from assistant.reading.formats.html import is_frame, open_page, read_pages
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.formats.web_page import page_events

_LONGEST_HEAD = 32_768
"""Bytes before the empty line that ends the head of a part."""
_DEEPEST = 8
"""Parts in parts."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HIDDEN_SHEET = re.compile(rb"<x:Visible>\s*+Sheet(?:Very)?Hidden", re.IGNORECASE)


@dataclass(frozen=True)
class _Page:
    """A page as it is stored, and the encoding it says it was sent in."""

    data: bytes
    charset: str


def read_mhtml(data: bytes, name: str, allowance: Allowance | None = None) -> tuple[Block, ...]:
    """The blocks of all pages in the file, in order; frames and lists of the sheets are no pages.

    Raises:
        InputError: no page is in it, it is damaged, or larger than the limits allow.
    """
    allowance = allowance or Allowance(DEFAULT_LIMITS, name)
    try:
        pages = [page for page in _pages(data.lstrip(b"\xef\xbb\xbf \t\r\n"), allowance) if page.data.strip()]
    except (ValueError, LookupError) as error:
        raise InputError(f"「{name}」已损坏，请重新保存网页后再试。") from error
    shown = [page for page in pages if len(pages) == 1 or not _HIDDEN_SHEET.search(page.data)]
    if len(shown) < len(pages):
        allowance.left_out.append(f"{len(pages) - len(shown)} 个隐藏的工作表，未读取")
    several = len(pages) > 1
    roots = (root for root in (open_page(page.data, allowance, page.charset) for page in shown) if _holds_text(root, several=several))
    blocks = read_pages(roots, allowance)
    if not blocks:
        raise InputError(f"「{name}」里没有网页，请重新保存网页后再试。")
    return blocks


def _holds_text(root: Any, *, several: bool) -> bool:
    return root is not None and not is_frame(root) and not (several and _only_links(root))


def _only_links(root: Any) -> bool:
    """Whether nothing but links is to be seen on a page: the strip of sheets to choose from."""
    inside, links = 0, 0
    for event in page_events(root):
        if event.name == "a":
            inside, links = inside + (1 if event.kind == "open" else -1), links + 1
        if event.text.strip() and inside <= 0:
            return False
    return links > 0


def _pages(data: bytes, allowance: Allowance, depth: int = 0) -> Iterator[_Page]:
    """The pages in a part, which may itself hold parts."""
    allowance.check_time()
    end = _HEAD_END.search(data, 0, _LONGEST_HEAD)
    if end is None or depth > _DEEPEST:
        return
    head: Message = email.message_from_bytes(data[: end.start()])
    if head.get_content_maintype() == "multipart":
        for part in _parts(data[end.start() :], head.get_boundary(), allowance):
            yield from _pages(part, allowance, depth + 1)
    elif head.get_content_type() == "text/html":
        way = str(head.get("Content-Transfer-Encoding", "")).strip().lower()
        yield _Page(_unwrapped(data[end.end() :], way), head.get_content_charset() or "")


def _parts(data: bytes, boundary: str | None, allowance: Allowance) -> list[bytes]:
    if not boundary:
        return []
    mark = b"\n--" + boundary.encode("utf-8", "surrogateescape")
    if data.count(mark) > allowance.limits.entries:
        raise InputError(f"「{allowance.name}」里的网页和图片过多，请在浏览器中打开，只把表格复制到 Word 另存为 .docx 再试。")
    parts = data.split(mark)[1:]
    return [part.partition(b"\n")[2] for part in parts if not part.startswith(b"--")]


def _unwrapped(data: bytes, way: str) -> bytes:
    if way == "quoted-printable":
        return binascii.a2b_qp(data)
    if way == "base64":
        digits = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        digits = digits[: len(digits) - (len(digits) % 4 == 1)]  # cut off in the middle of a byte
        return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))
    return data
