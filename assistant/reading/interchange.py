"""Goal tables in their own JSON form: a table, a list of tables, a draft, or one of them per line."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import InputError, NotAGoalTableError
from assistant.goals import GoalTable, Source
from assistant.reading.formats.encoding import decode_text
from assistant.reading.formats.files import read_bytes
from assistant.reading.formats.limits import DEFAULT_LIMITS, ReadingLimits
from assistant.reading.recogniser.withholding import withhold


def read_json_tables(path: Path, limits: ReadingLimits = DEFAULT_LIMITS) -> list[GoalTable]:
    """The goal tables of a JSON or JSON Lines file.

    Raises:
        InputError: the file is no JSON, or something in it has the wrong form; the message names the place.
        NotAGoalTableError: it is JSON, but holds no goal table.
    """
    values = _load(path, limits)
    tables = [table for value in values for table in _candidates(value)]
    if not tables:
        raise NotAGoalTableError(f"「{path.name}」里没有绩效目标表，请使用本程序导出的 .json 文件。")
    return [_validate(table, number, path.name) for number, table in enumerate(tables, 1)]


def _load(path: Path, limits: ReadingLimits) -> list[Any]:
    text = decode_text(read_bytes(path, limits))
    if text is None:
        raise InputError(f"「{path.name}」不是文本文件，请使用本程序导出的 .json 文件。")
    try:
        return [json.loads(text)]
    except (json.JSONDecodeError, RecursionError) as error:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (json.JSONDecodeError, RecursionError):
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
            raise InputError(f"「{path.name}」不是完整的 JSON（第{line}行有误），请重新导出后再试。") from error


def _candidates(value: object) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [table for member in value for table in _candidates(member)]
    if not isinstance(value, dict):
        return []
    if isinstance(value.get("table"), dict):
        return [value["table"]]
    return [value] if "name" in value and ("indicators" in value or "goals" in value) else []


def _validate(table: dict[str, Any], number: int, file: str) -> GoalTable:
    for indicator in table.get("indicators") or ():
        target = indicator.get("target") if isinstance(indicator, dict) else None
        if isinstance(target, dict):
            target.pop("yuan", None)  # written for readers of the file, computed here
    try:
        read = withhold(GoalTable.model_validate(table))
        return read if read.source else read.model_copy(update={"source": Source(file=file)})
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(f"「{file}」第{number}张表的「{place}」内容不符合格式，请核对后重试。") from error
