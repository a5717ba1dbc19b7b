"""Files that the program itself has written: they tell of goal tables and look like some, and are none that anybody handed in."""

import json
from contextlib import suppress
from functools import cache
from pathlib import Path

from assistant.batch.engine.manifest import MANIFEST, PROMPTS
from assistant.batch.engine.placing import is_aside
from assistant.batch.workbooks import KINDS
from assistant.errors import InputError
from assistant.reading.document import Grid
from assistant.reading.formats.files import open_blocks, read_bytes
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance, ReadingLimits
from assistant.reading.formats.office.archive import Package
from assistant.reading.markup import plain_block

_ARCHIVE = b"PK"
_HEADING_ROWS = 10
_MAIN, _PROPERTIES = "xl/workbook.xml", "docProps/core.xml"


def kind_of_results(path: Path, limits: ReadingLimits = DEFAULT_LIMITS) -> str | None:
    """What a workbook of results is called; None for any other file, and for one that cannot be opened."""
    try:
        with path.open("rb") as file:
            if file.read(len(_ARCHIVE)) != _ARCHIVE:
                return None
        package = Package(read_bytes(path, limits), path.name, kind="Excel 工作簿", allowance=Allowance(limits, path.name))
        if _MAIN not in package:
            return None
        sheets = frozenset(str(element.get("name")) for element in package.xml(_MAIN).iter("{*}sheet"))
        titles = [element.text or "" for element in package.xml(_PROPERTIES).iter("{*}title")] if _PROPERTIES in package else []
        found = next((kind for kind in KINDS if kind.is_titled("".join(titles), sheets)), None)
        if found is None and any(kind.sheets <= sheets for kind in KINDS):
            rows = _first_rows(path, limits)
            found = next((kind for kind in KINDS if kind.is_headed(sheets, rows)), None)
    except (InputError, OSError):
        return None
    return found.what if found is not None else None


def _first_rows(path: Path, limits: ReadingLimits) -> dict[str, list[set[str]]]:
    """What stands in the first rows of each sheet; people may have put some above the headings.

    Raises:
        InputError: the file cannot be read.
    """
    rows = dict[str, list[set[str]]]()
    for block in open_blocks(path, Allowance(limits, path.name)):
        for row in block.rows if isinstance(block, Grid) else ():
            first = rows.setdefault(row.place.rpartition("!")[0], [])
            if len(first) < _HEADING_ROWS:
                first.append({plain_block(cell.text).strip() for cell in row.cells})
    return rows


def check_no_results(path: Path, name: str, limits: ReadingLimits = DEFAULT_LIMITS) -> None:
    """See that a file that people call `name` holds no results in the place of tables.

    Raises:
        InputError: it does.
    """
    if what := kind_of_results(path, limits):
        raise InputError(f"「{name}」是本程序写出的{what}，里面没有绩效目标表，请改为指定目标表的文件或文件夹。")


def is_own(path: Path) -> bool:
    """Whether a file that was found in a folder is the program's: results, or what lies beside them in the folder of a batch."""
    if path.name == MANIFEST and _is_batch(path.parent):
        return True
    if path.parent.name == PROMPTS and _is_batch(path.parent.parent):
        return True
    if is_aside(path) and any(map(_is_batch, path.parents)):
        return True
    return kind_of_results(path) is not None


def _is_batch(folder: Path) -> bool:
    """Whether a manifest of ours stands in a folder."""
    with suppress(OSError):
        stat = (folder / MANIFEST).stat()
        return _is_manifest(folder / MANIFEST, stat.st_mtime_ns, stat.st_size)
    return False


@cache
def _is_manifest(path: Path, *_changed: int) -> bool:
    with suppress(OSError, ValueError):
        content = json.loads(path.read_bytes())
        return isinstance(content, dict) and "manifest_version" in content and isinstance(content.get("items"), list)
    return False
