"""Office files that come out the same on every run: members in order, with one fixed date."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

WRITTEN = "2026-01-05T08:00:00Z"


def settle(path: Path, change: Callable[[str, str], str] = lambda name, text: text) -> None:
    """Write the zip file `path` anew without dates of this run; `change` may alter the text of a member, given its name."""
    path.write_bytes(settled(path.read_bytes(), change))


def settled(data: bytes, change: Callable[[str, str], str] = lambda name, text: text) -> bytes:
    """The same for the bytes of a file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            if name.endswith((".xml", ".rels")):
                data = change(name, _dated(name, data.decode("utf-8"))).encode("utf-8")
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _dated(name: str, text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", WRITTEN, text) if name == "docProps/core.xml" else text
