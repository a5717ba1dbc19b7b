"""Reading in a process of its own, within bounds of memory and time.

A small PDF or web page can drive any reader into minutes and gigabytes, and some into a crash. The process is started anew rather than
forked, since the program has threads; it gets the file on its standard input, bounds itself before it looks at it, and answers with plain
data.
"""

import json
import math
import os
import subprocess
import sys
from dataclasses import asdict, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from assistant.errors import InputError, UnsupportedFormatError
from assistant.reading.document import Block, Cell, Grid, Paragraph, Row
from assistant.reading.formats.limits import Allowance, ReadingLimits

_GRACE = 10.0
"""Seconds beyond the limit before the process is stopped from outside: it starts first, and mostly stops by itself with a better word."""
_SPARE = 2
"""Seconds of computing beyond the limit before the system stops the process."""
_READERS = {
    "pdf": ("assistant.reading.formats.pages.pdf", "read_here"),
    "picture": ("assistant.reading.formats.pages.ocr", "read_here"),
    "page": ("assistant.reading.formats.html", "read_html"),
    "pages": ("assistant.reading.formats.mhtml", "read_mhtml"),
}
"""Modules and their functions of data, name and allowance."""
_RECOGNISING = ("pdf", "picture")
INHERITED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
"""What a program needs from the environment in order to start; keys and addresses are no business of what opens files from anywhere."""
_COMMAND = "from assistant.reading.formats.isolation import answer; answer()"


def bare_environment() -> dict[str, str]:
    """The environment of this process without all that a reader of files does not need, secrets first of all."""
    return {name: value for name, value in os.environ.items() if name in INHERITED}


def read_apart(reader: Literal["pdf", "picture", "page", "pages"], data: bytes, allowance: Allowance) -> tuple[Block, ...]:
    """The blocks of a file, read in a process of its own within what is left of the limits.

    Raises:
        InputError: what the reader says; or that memory or time did not suffice, or that it broke off.
    """
    name, seconds = allowance.name, max(1.0, allowance.seconds_left)
    limits = replace(allowance.limits, seconds=seconds)
    head = json.dumps({"reader": reader, "name": name, "limits": asdict(limits)}).encode() + b"\n"
    root = str(Path(__file__).parents[3])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _COMMAND],
            input=head + data,
            capture_output=True,
            timeout=seconds + _GRACE,
            env=bare_environment() | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(f"「{name}」读了 {seconds:.0f} 秒还没有读完，请拆分后再试，或调大 ASSISTANT_READ_SECONDS。") from error
    return _understand(done, allowance)


def _understand(done: "subprocess.CompletedProcess[bytes]", allowance: Allowance) -> tuple[Block, ...]:
    try:
        answered = json.loads(done.stdout)
    except ValueError as error:
        said = done.stderr.decode("utf-8", "replace")[-2000:]
        message = f"「{allowance.name}」已损坏，或过于复杂、读取时超出内存或时间上限，请重新导出或拆分文件后再试。"
        raise InputError(message) from RuntimeError(f"{error}; exit code {done.returncode}: {said}")
    if "error" in answered:
        kind = UnsupportedFormatError if answered["error"] == UnsupportedFormatError.__name__ else InputError
        raise kind(answered["message"])
    allowance.left_out += answered["left_out"]
    return tuple(_block(block) for block in answered["blocks"])


def answer() -> None:
    """Be that process: read the file on standard input, and write the blocks, or what is wrong with it, to standard output."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is no part of the answer
    head = json.loads(sys.stdin.buffer.readline())
    allowance = Allowance(ReadingLimits(**head["limits"]), head["name"])
    _bound(allowance.limits, recognises=head["reader"] in _RECOGNISING)
    try:
        module, function = _READERS[head["reader"]]
        blocks = getattr(import_module(module), function)(sys.stdin.buffer.read(), head["name"], allowance)
        said: dict[str, Any] = {"blocks": [_plain(block) for block in blocks], "left_out": allowance.left_out}
    except InputError as error:
        said = {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        said = {"error": "InputError", "message": f"「{head['name']}」过于复杂，读取时超出内存上限，请拆分文件后再试。"}
    with answers:
        answers.write(json.dumps(said))


def _bound(limits: ReadingLimits, *, recognises: bool) -> None:
    """Bound this process; `allow_engine` may raise what it has of memory later.

    Recognition computes on all processors at once, which the time of a processor counts one by one.
    """
    try:
        import resource
    except ImportError:  # Windows: the clock of the parent is the only bound
        return
    processors = (os.cpu_count() or 1) if recognises and find_spec("onnxruntime") else 1
    seconds = (math.ceil(limits.seconds) + _SPARE) * processors
    engine = limits.engine_mb if recognises else limits.memory_mb
    for kind, bound, most in (
        (resource.RLIMIT_AS, limits.memory_mb * 2**20, engine * 2**20),
        (resource.RLIMIT_CPU, seconds, seconds),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (min(bound, most), most))


def allow_engine() -> None:
    """Let this process take the memory that recognition needs, if it was bounded to less so far."""
    try:
        import resource
    except ImportError:  # Windows: nothing is bounded
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _plain(block: Block) -> Any:
    if isinstance(block, Paragraph):
        return [block.place, block.text]
    return [[row.place, [[cell.text, cell.covered, cell.marked] for cell in row.cells]] for row in block.rows], None


def _block(plain: Any) -> Block:
    first, text = plain
    if isinstance(first, str):
        return Paragraph(text, first)
    return Grid(tuple(Row(tuple(Cell(*cell) for cell in cells), place) for place, cells in first))
