from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.errors import LibraryError
from assistant.library.standards import load_standards

LIBRARY = Path(__file__).parents[2] / "corpus" / "library"


def changed(tmp_path: Path, **changes: Any) -> Path:
    content = yaml.safe_load((LIBRARY / "review.yaml").read_text("utf-8"))
    for key, value in changes.items():
        content[key] = {**content[key], **value} if isinstance(value, dict) and isinstance(content[key], dict) else value
    (tmp_path / "review.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return tmp_path


def test_settings_as_delivered() -> None:
    standards = load_standards(LIBRARY)
    assert sum(standards.score.aspects.values()) == 100
    assert standards.price_limits == ()  # no figure of any bureau is presented as its rule


def test_local_limit(tmp_path: Path) -> None:
    limit = {"words": ["会议"], "unit": "元/人·天", "limit": "550", "paper": "本市会议费管理办法"}
    assert load_standards(changed(tmp_path, price_limits=[limit])).price_limits[0].limit == 550


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"whole_share": "3"}, "whole_share"),
        ({"score": {"best_with_errors": "甲"}}, "没有「甲」这一等级"),
        ({"score": {"grades": [{"name": "优", "from": 60}, {"name": "良", "from": 90}]}}, "由高到低"),
        ({"score": {"deductions": {"error": "-1", "warning": "1", "info": "0"}}}, "不能是负数"),
        ({"bases": {"synonyms": {"年初计划": "别的"}}}, "不在五类标准里"),
        ({"price_limits": [{"words": [], "unit": "元/人", "limit": "1", "paper": "文件"}]}, "price_limits"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_broken_setting_is_told(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    if "unknown" in changes:
        content = yaml.safe_load((LIBRARY / "review.yaml").read_text("utf-8")) | changes
        (tmp_path / "review.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    else:
        changed(tmp_path, **changes)
    with pytest.raises(LibraryError, match=words):
        load_standards(tmp_path)
