"""Goal tables in their own JSON form: a table, a list of tables, a draft, or one of them per line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import InputError, NotAGoalTableError
from assistant.goals import GoalTable, Source
from assistant.reading.formats.encoding import decode_text
from assistant.reading.formats.files import read_bytes
from assistant.reading.formats.limits import DEFAULT_LIMITS, ReadingLimits
from assistant.reading.recogniser.withholding import withhold

_DEEPEST = 50
"""Lists and objects in one another; what this program writes has about ten."""


def read_json_tables(path: Path, limits: ReadingLimits = DEFAULT_LIMITS) -> list[GoalTable]:
    """The goal tables of a JSON or JSON Lines file.

    Raises:
        InputError: the file is no JSON, something in it has the wrong form (the message names the place), or it exceeds the limits.
        NotAGoalTableError: it is JSON, but holds no goal table.
    """
    values = _load(path, limits)
    _check(values, path.name, limits)
    tables = [table for value in values for table in _candidates(value)]
    if not tables:
        raise NotAGoalTableError(f"「{path.name}」里没有绩效目标表，请使用本程序导出的 .json 文件。")
    return [_validate(table, number, path.name) for number, table in enumerate(tables, 1)]


def _load(path: Path, limits: ReadingLimits) -> list[Any]:
    text = decode_text(read_bytes(path, limits))
    if text is None:
        raise InputError(f"「{path.name}」不是文本文件，请使用本程序导出的 .json 文件。")
    if sum(map(text.count, "[{,")) > limits.elements:
        raise InputError(f"「{path.name}」里的内容过多，请拆分后再试。")
    try:
        return _parse(text)
    except json.JSONDecodeError as error:
        raise InputError(f"「{path.name}」不是完整的 JSON（第{error.lineno}行有误），请重新导出后再试。") from error
    except RecursionError as error:
        raise _nested(path.name) from error
    except ValueError as error:  # a number of thousands of digits
        raise InputError(f"「{path.name}」里有过长的数字，请核对后重试。") from error


def _parse(text: str) -> list[Any]:
    """The value of a text, or those of its lines; what is wrong with the text as a whole is raised where neither can be had."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError as whole:
        try:
            return [json.loads(line) for line in text.split("\n") if line.strip()]
        except json.JSONDecodeError:
            raise whole from None


def _check(values: list[Any], name: str, limits: ReadingLimits) -> None:
    """Look at the depth of what was read, and at the length of its texts, without recursion."""
    level, depth = list(values), 0
    while level:
        if any(isinstance(value, str) and len(value) > limits.text_length for value in level):
            raise InputError(f"「{name}」里有一段文字超过 {limits.text_length} 字，请核对内容或拆分后再试。")
        depth += 1
        if depth > _DEEPEST:
            raise _nested(name)
        level = [member for value in level for member in _members(value)]


def _members(value: object) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _nested(name: str) -> InputError:
    return InputError(f"「{name}」的内容嵌套过深，请使用本程序导出的 .json 文件。")


def _candidates(value: object) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [table for member in value for table in _candidates(member)]
    if not isinstance(value, dict):
        return []
    if isinstance(value.get("table"), dict):
        return [value["table"]]
    return [value] if "name" in value and ("indicators" in value or "goals" in value) else []


def _validate(table: dict[str, Any], number: int, file: str) -> GoalTable:
    indicators = table.get("indicators")
    for indicator in indicators if isinstance(indicators, list) else ():
        target = indicator.get("target") if isinstance(indicator, dict) else None
        if isinstance(target, dict):
            target.pop("yuan", None)  # written for readers of the file, computed here
    try:
        read = withhold(GoalTable.model_validate(table))
        return read if read.source else read.model_copy(update={"source": Source(file=file)})
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(f"「{file}」第{number}张表的「{place}」内容不符合格式，请核对后重试。") from error
