"""Help is Chinese but for what is typed."""

import re

import pytest

from tests.cli.conftest import Run

COMMANDS = ("parse", "index", "search", "draft", "review", "export", "evaluate", "suggest", "batch", "compare", "check-model")
TYPED = (
    r"python -m assistant|check-model|--?[a-z][a-z-]*|\{[a-z_,-]+\}|\.[a-z]{2,5}\b|corpus/|JSON(?: Lines)?|Word|Excel|Dask|tcp:"
    r"|four_class|three_class"
)
VALUES = {"all", "model", "dask", "token", *COMMANDS}


def foreign_words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z][A-Za-z-]+", re.sub(TYPED, " ", text))) - VALUES


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=lambda command: " ".join(command) or "all")
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_chinese(run: Run, command: tuple[str, ...], option: str) -> None:
    outcome = run(*command, option)
    assert (outcome.code, outcome.notices) == (0, [])
    assert foreign_words(outcome.out) == set()
    assert outcome.out.startswith(f"用法：python -m assistant{''.join(f' {name}' for name in command)} [-h]")
    assert "选项" in outcome.out
    assert "显示这份说明" in outcome.out


def test_words_of_other_languages_would_be_noticed() -> None:
    assert foreign_words("usage: python -m assistant draft [-h]\n  --json  show this") == {"usage", "show", "this"}


def test_every_command_is_listed(run: Run) -> None:
    out = run("--help").out
    assert all(re.search(rf"^    {command}\b", out, re.MULTILINE) for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(run: Run, command: str) -> None:
    out = run(command, "--help").out.split("选项:")[1]
    options = re.split(r"\n  (?=-)", out)[1:]
    assert len(options) >= 2
    assert [option for option in options if not re.search(r"\s{2,}\S", option)] == []
