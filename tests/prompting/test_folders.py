from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.prompting import Prompts
from tests.prompting.samples import short, write


def test_the_newest_version_is_found(tmp_path: Path) -> None:
    for version in (1, 2, 10):
        write(tmp_path, short(version), f"draft@{version}.md")
    write(tmp_path, short(99, id="draft-short"), "draft-short@99.md")
    prompts = Prompts(tmp_path)
    assert prompts.find("draft").name == "draft@10"
    assert prompts.find("draft@2").name == "draft@2"
    assert {prompt.name for prompt in prompts.all()} == {"draft@1", "draft@2", "draft@10", "draft-short@99"}


def test_a_prompt_of_ones_own_takes_the_place_of_the_programs(tmp_path: Path) -> None:
    write(tmp_path / "program", short(1, "原文 {{ name }}"))
    write(tmp_path / "program", short(2, "新版 {{ name }}"), "draft@2.md")
    write(tmp_path / "own", short(1, "自己的 {{ name }}"))
    prompts = Prompts(tmp_path / "program", tmp_path / "own", tmp_path / "none")
    assert prompts.find("draft@1").render({"name": "甲"}).user == "自己的 甲"
    assert prompts.find("draft").name == "draft@2"


def test_a_prompt_that_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, short(1))
    for wanted in ("draft@2", "draf", "../draft@1", ""):
        with pytest.raises(InputError, match=r"现有 draft@1。"):
            Prompts(tmp_path).find(wanted)
    with pytest.raises(InputError, match="现有 无"):
        Prompts(tmp_path / "none").find("draft")


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "# 说明", "README.md")
    write(tmp_path, short(1))
    assert [prompt.name for prompt in Prompts(tmp_path).all()] == ["draft@1"]


def test_a_prompt_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    prompts = Prompts(tmp_path)
    for text in ("原文 {{ name }}", "改过 {{ name }}"):
        write(tmp_path, short(1, text))
        assert prompts.find("draft").render({"name": "甲"}).user == text.replace("{{ name }}", "甲")
