"""Damaged files, many of them: `python -m tests.reading.fuzz [READER…] [--count N] [--seed N]`.

Good files are damaged byte by byte, and archives also inside the XML of their parts; one in twelve is swollen instead. Whatever comes of it
must be a table or an `InputError`, within seconds and without much memory. The same seed makes the same inputs.
"""

import argparse
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random
from types import FrameType
from unittest.mock import patch

from assistant.errors import InputError, NotAGoalTableError, UnsupportedFormatError
from assistant.reading import read_tables
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from tests.reading import mutations, samples

SECONDS, GROWTH = 10.0, 500 * 2**20
CHUNK = 250


class HangError(BaseException):
    """Not an `Exception`, so that no reader takes it for a fault of the file."""


@dataclass(frozen=True)
class Format:
    """A format that is fuzzed: good files, the reader itself, and how seldom the whole way through a file is gone.

    What is read in a process of its own is read in this one too: bounds of its own would hide what breaks it.
    """

    ending: str
    make: Callable[[], Sequence[bytes]]
    read: Callable[[bytes], object]
    every: int = 1


def _docx(data: bytes) -> object:
    from assistant.reading.formats.office.docx import read_docx

    return read_docx(data, "x.docx")


def _xlsx(data: bytes) -> object:
    from assistant.reading.formats.office.xlsx import read_xlsx

    return read_xlsx(data, "x.xlsx")


def _html(data: bytes) -> object:
    from assistant.reading.formats.html import read_html

    return read_html(data, "x.html")


def _mhtml(data: bytes) -> object:
    from assistant.reading.formats.mhtml import read_mhtml

    return read_mhtml(data, "x.mht")


def _csv(data: bytes) -> object:
    from assistant.reading.formats.encoding import decode_text
    from assistant.reading.formats.text import read_csv

    return read_csv(decode_text(data) or "", Allowance(DEFAULT_LIMITS, "x.csv"))


def _text(data: bytes) -> object:
    from assistant.reading.formats.encoding import decode_text
    from assistant.reading.formats.text import read_text

    return read_text(decode_text(data) or "", Allowance(DEFAULT_LIMITS, "x.txt"))


def _json(data: bytes) -> object:
    return None  # there is no reader but the whole way


def _pdf(data: bytes) -> object:
    from assistant.reading.formats.pages.pdf import read_here

    return read_here(data, "x.pdf")


def _picture(data: bytes) -> object:
    """Only as far as the pixels: recognition takes a second for each, whatever is on it, and gets them as they are."""
    from assistant.reading.formats.pages.ocr import _pictures

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged entries, which the library leaves out
        return sum(picture.size for picture in _pictures(data, "x.png", Allowance(DEFAULT_LIMITS, "x.png")))


def _old(data: bytes) -> object:
    """Only as far as their kind: what opens them is another program, which is bounded in time and memory and not ours to test."""
    from assistant.reading.formats.kinds import kind_of

    return [kind_of(data, ending) for ending in (".doc", ".xls", ".docx", "")]


def _pdf_samples() -> list[bytes]:
    from assistant.reading.formats.text import read_text
    from tests.reading import remaking

    parts = list(remaking.parts_of(read_text(samples.text_samples()[0].decode()), 1))
    return [remaking.MAKERS[kind](parts) for kind in remaking.MAKERS if kind.startswith("pdf")]


FORMATS = {
    "docx": Format(".docx", samples.docx_samples, _docx),
    "xlsx": Format(".xlsx", samples.xlsx_samples, _xlsx),
    "html": Format(".html", samples.html_samples, _html),
    "mhtml": Format(".mht", samples.mhtml_samples, _mhtml),
    "csv": Format(".csv", samples.csv_samples, _csv),
    "txt": Format(".txt", samples.text_samples, _text),
    "json": Format(".json", samples.json_samples, _json),
    "old": Format(".xls", samples.old_samples, _old),
}
if find_spec("assistant.reading.formats.pages.pdf") and find_spec("reportlab"):
    FORMATS["pdf"] = Format(".pdf", _pdf_samples, _pdf, every=100)
if find_spec("rapidocr"):
    FORMATS["picture"] = Format(".png", samples.picture_samples, _picture, every=200)


@dataclass
class Result:
    """What came of some inputs: how many of each outcome, the longest time and whose, the growth of memory, and the failures."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)
    growth: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, other: "Result") -> None:
        """Take in the result of other inputs."""
        self.outcomes += other.outcomes
        self.slowest, self.growth = max(self.slowest, other.slowest), max(self.growth, other.growth)
        self.failures += other.failures


@cache
def good_files(name: str) -> tuple[bytes, ...]:
    return tuple(FORMATS[name].make())


def damaged(name: str, seed: int, number: int) -> bytes:
    """Input `number` of a format; the same for the same seed."""
    random = Random(f"{name} {seed} {number}")
    return mutations.damage(random.choice(good_files(name)), good_files(name), random)


def run(name: str, seed: int, numbers: range) -> Result:
    """Read the inputs of these numbers, and say what came of them."""
    good_files(name)
    before = _peak()
    result = Result()
    without_office = patch("assistant.reading.formats.legacy.find_office", return_value=None)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, warnings.catch_warnings(), without_office:
        warnings.simplefilter("error")
        for number in numbers:
            data = damaged(name, seed, number)
            outcome, why, seconds = read_within_limits(name, data, Path(folder), whole=number % FORMATS[name].every == 0)
            result.outcomes[outcome] += 1
            result.slowest, result.growth = max(result.slowest, (seconds, number)), max(result.growth, _peak() - before)
            if why:
                result.failures.append(f"{name} --seed {seed} number {number}: {outcome}\n{why}")
    if result.growth > GROWTH:
        result.failures.append(f"{name} --seed {seed} numbers {numbers}: memory grew by {result.growth / 2**20:.0f} MB")
    return result


def read_within_limits(name: str, data: bytes, folder: Path, *, whole: bool) -> tuple[str, str, float]:
    """How reading `data` ended, why that is a failure (empty where it is none), and how many seconds it took."""
    started = time.process_time()
    outcome, why = _outcome(name, data, folder / f"x{FORMATS[name].ending}", whole=whole)
    seconds = time.process_time() - started
    return ("slow", f"{seconds:.1f} s", seconds) if seconds > SECONDS else (outcome, why, seconds)


def _outcome(name: str, data: bytes, path: Path, *, whole: bool) -> tuple[str, str]:
    """How reading ended, and why that is a failure, if it is."""
    _set_alarms(2 * SECONDS, 60 * SECONDS)
    try:
        try:
            FORMATS[name].read(data)
        except InputError:
            pass
        if not whole:
            return "read", ""
        path.write_bytes(data)
        return ("table" if read_tables(path) else "nothing"), ""
    except NotAGoalTableError:
        return "no goal table", ""
    except UnsupportedFormatError:
        return "unsupported", ""
    except InputError as error:
        return ("refused", "") if str(error).endswith("。") else ("refused", f"no sentence: {error}")
    except HangError:
        return "hang", traceback.format_exc()
    except Exception as error:
        return type(error).__name__, traceback.format_exc()
    finally:
        _set_alarms(0, 0)


def _set_alarms(working: float, waiting: float) -> None:
    """End what works for so many seconds, or has not come to its end after so many; the machine may be busy with something else."""
    for kind, timer, seconds in ((signal.SIGPROF, signal.ITIMER_PROF, working), (signal.SIGALRM, signal.ITIMER_REAL, waiting)):
        signal.signal(kind, _stop)
        signal.setitimer(timer, seconds)


def _stop(number: int, frame: FrameType | None) -> None:
    raise HangError


def _peak() -> int:
    """The most memory this process ever took, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Read damaged files and see that nothing breaks.")
    parser.add_argument("readers", nargs="*", choices=[*FORMATS, []], metavar="READER", help=" ".join(FORMATS))
    parser.add_argument("--count", type=int, default=100_000, help="inputs per reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parsed = parser.parse_args(arguments)
    failed = False
    for name in parsed.readers or FORMATS:
        result = Result()
        chunks = [range(start, min(start + CHUNK, parsed.count)) for start in range(0, parsed.count, CHUNK)]
        with ProcessPoolExecutor(parsed.processes) as pool:
            for part in pool.map(run, [name] * len(chunks), [parsed.seed] * len(chunks), chunks):
                result.add(part)
        counts = ", ".join(f"{outcome} {count}" for outcome, count in result.outcomes.most_common())
        seconds, number = result.slowest
        print(f"{name}: {counts}; longest {seconds:.2f} s (number {number}), memory +{result.growth / 2**20:.0f} MB, ", end="")
        print(f"{len(result.failures)} failures", flush=True)
        for failure in result.failures[:5]:
            print(failure, file=sys.stderr)
        failed = failed or bool(result.failures)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
