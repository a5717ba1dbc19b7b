"""A question, and how tests ask it."""

import threading
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

from assistant.llm.asking import Session
from assistant.llm.question import Question

KEY = "tk-5f3a9b1c7d2e8f60zz"
MODEL = "小模型-7b"
SCHEMA = {
    "type": "object",
    "properties": {"rows": {"type": "array", "items": {"type": "string"}}},
    "required": ["rows"],
    "additionalProperties": False,
}
QUESTION = Question("你是预算绩效助手。", "请列出指标。用 JSON 回答。", SCHEMA, "indicators", longest=900)
PLAIN = Question("你是预算绩效助手。", "这是什么表？")


Piece = TypeVar("Piece")
Value = TypeVar("Value")


def run(stream: Generator[Piece, None, Value]) -> tuple[list[Piece], Value]:
    """All pieces of a stream, and its value."""
    pieces = []
    while True:
        try:
            pieces.append(next(stream))
        except StopIteration as end:
            return pieces, end.value


def answer_of(session: Session, question: Question = QUESTION) -> str:
    """The text of the answer to `question`."""
    return run(session.ask(question))[1]


def kept_in(folder: Path) -> list[str]:
    """The raw answers that were kept."""
    return [path.read_text("utf-8") for path in sorted((folder / "answers").glob("*.txt"))]


def later(seconds: float, act: Callable[[], object]) -> threading.Timer:
    """Act in a while, in another thread."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer
