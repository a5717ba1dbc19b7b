"""YAML data files as validated models."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from assistant.errors import LibraryError

Model = TypeVar("Model", bound=BaseModel)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same in C where it is there: some seconds less for all data files together."""


def load_model(path: Path, model: type[Model]) -> Model:
    """The content of one YAML file.

    Raises:
        LibraryError: it is missing, no YAML, or breaks a rule; the message names the file and the entry.
    """
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=_LOADER)
    except OSError as error:
        raise LibraryError(f"读不到数据文件 {path}，请恢复 corpus/library。") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LibraryError(f"数据文件 {path} 不是有效的 YAML：{_first_line(error)}，请改正后重试。") from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part) for part in first["loc"]) or "整个文件"
        raise LibraryError(f"数据文件 {path} 的「{place}」有误：{first['msg']}，请改正后重试。") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
