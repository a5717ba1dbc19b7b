"""What a person types behind `make draft` reaches the program."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.test_documentation import text_of

WORDS = {"UNIT": "unit", "YEAR": "year", "PURPOSE": "purpose", "FRAMEWORK": "framework", "TEMPLATE": "template"}


def drafted(**words: str) -> str:
    typed = [f"{name}={value}" for name, value in words.items()]
    command = ["make", "-o", "setup", "draft", "ASSISTANT=echo", *typed]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # `make test` is itself a make
    done = subprocess.run(command, cwd=Path(__file__).parents[2], env=bare, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


@pytest.mark.parametrize(("word", "option"), WORDS.items())
def test_a_word_becomes_an_option(word: str, option: str) -> None:
    assert drafted(NAME="甲", BUDGET="1万元", **{word: "某 $值"}) == f"draft --name 甲 --budget 1万元 --{option} 某 $值 --out out/\n"
    assert f"| `{word}` | " in text_of("README.zh-CN.md")
    assert word in text_of("README.md")


def test_what_is_not_typed_is_not_handed_on() -> None:
    assert drafted(NAME="甲", BUDGET="1万元") == "draft --name 甲 --budget 1万元 --out out/\n"
