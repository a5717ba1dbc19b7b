"""What is wrong with a `form.yaml`, in a sentence for the person who wrote it."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.export.local.placeholders import PAGE

_QUOTED = re.compile(r"'([^']*)'")
_WANTED = {
    "bool": "请写 true 或 false",
    "string": "请写文字，要加引号的加引号",
    "tuple": "请写成一列，例如 [一级指标, 二级指标]",
    "dict": "请写成名称和值，例如 {经济效益指标: 经济效益}",
    "model": "请写成名称和值，例如 {unit: 元}",
}


def yaml_reason(error: yaml.YAMLError) -> str:
    """Where a text stops being YAML."""
    mark = getattr(error, "problem_mark", None)
    line = f"第 {mark.line + 1} 行" if mark else ""
    return f"{line}不是正确的 YAML，请检查这一行和上一行的缩进、冒号和括号；冒号后面要有一个半角空格。"


def data_reason(error: ValidationError, keys: Mapping[str, Sequence[str]]) -> str:
    """What rule the data breaks first; `keys` are those that may be written, by the part they belong to."""
    first = error.errors()[0]
    part, *_ = [*map(str, first["loc"][:-1]), ""]
    where = ".".join(map(str, first["loc"])) or "全文"
    if first["type"] == "extra_forbidden":
        reason = f"没有这一项，{_offered(str(first['loc'][-1]), keys.get(part, ()))}"
    else:
        reason = _rule(first["type"], str(first["msg"]), first.get("ctx", {}))
    return f"的「{where}」不对：{reason}{'' if reason.endswith('？') else '，'}写法见 {PAGE}。"


def _offered(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, 1)
    return f"是不是「{near[0]}」？" if near else f"可用的有 {'、'.join(known)}"


def _rule(kind: str, message: str, context: Mapping[str, Any]) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    if kind in ("literal_error", "enum"):
        words = _QUOTED.findall(str(context.get("expected", "")))
        return f"只能写{'、'.join(f'「{word}」' for word in words)}"
    if kind == "missing":
        return "缺少这一项，请补上"
    if kind == "string_too_short":
        return "是空的，请补上"
    if kind.startswith("int") or kind in ("less_than_equal", "greater_than_equal"):
        return "请写 0 到 6 的整数"
    return next((said for start, said in _WANTED.items() if kind.startswith(start)), "写法不对")
