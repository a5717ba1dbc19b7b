"""Reading beside pdfplumber and markitdown on the same files, each in a process of its own: `python -m tests.reading.speed`.

pdfplumber gives the tables of pages as lists, markitdown the file as Markdown; neither says which cell is an indicator. What is compared is
what getting at the cells costs, and what understanding them adds.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.reading.formats.encoding import decode_text
from assistant.reading.formats.text import read_text
from tests.reading.remaking import MAKERS, parts_of

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
ROUNDS = 3
"""Times that each file is read; the fastest counts."""


def _read(path: Path) -> None:
    from assistant.reading import read_tables

    read_tables(path)


def _plumb(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()


def _mark_down(path: Path) -> None:
    from markitdown import MarkItDown

    MarkItDown(enable_plugins=False).convert(path)


READERS: dict[str, Callable[[Path], None]] = {"assistant": _read, "pdfplumber": _plumb, "markitdown": _mark_down}


def measure(reader: str, paths: list[Path]) -> dict[str, float]:
    """Seconds for all files, and peak memory in MB, of this process."""
    read = READERS[reader]
    seconds = 0.0
    for path in paths:
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            read(path)
            times.append(time.perf_counter() - began)
        seconds += min(times)
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {"seconds": seconds, "megabytes": max(peaks) / 1024}


def _make(kind: str, folder: Path) -> list[Path]:
    paths = []
    for document in sorted(CORPUS.iterdir()):
        text = decode_text(document.read_bytes())
        assert text is not None
        paths.append(folder / f"{document.stem}.{kind}")
        paths[-1].write_bytes(MAKERS[kind](list(parts_of(read_text(text), 1))))
    return paths


def _pages(paths: list[Path]) -> int:
    import pdfplumber

    count = 0
    for path in paths:
        with pdfplumber.open(path) as document:
            count += len(document.pages)
    return count


def main() -> None:
    """The table of all readers and formats."""
    print(f"{'format':<8}{'reader':<12}{'pages/s':>10}{'seconds':>10}{'MB':>8}")
    with TemporaryDirectory() as folder:
        pages = _pages(_make("pdf", Path(folder)))
        for kind in ("pdf", "docx", "xlsx"):
            paths = _make(kind, Path(folder))
            for reader in READERS if kind == "pdf" else ("assistant", "markitdown"):
                command = [sys.executable, "-m", "tests.reading.speed", reader, *map(str, paths)]
                figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                print(f"{kind:<8}{reader:<12}{pages / figures['seconds']:>10.1f}{figures['seconds']:>10.2f}{figures['megabytes']:>8.0f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1], [Path(path) for path in sys.argv[2:]])))
    else:
        main()
