from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from assistant.errors import LibraryError
from assistant.library.files import load_model


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    weight: int = 1


class Entries(BaseModel):
    entries: list[Entry]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "entries.yaml"


def test_a_file_that_keeps_the_rules(path: Path) -> None:
    path.write_text("entries: [{name: 培训, weight: 3}, {name: 会议}]", "utf-8")
    assert load_model(path, Entries) == Entries(entries=[Entry(name="培训", weight=3), Entry(name="会议")])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("entries: [{name: 培训}, {weight: 3}]", "entries → 1 → name"),
        ("entries: [{name: 培训, weight: 重}]", "entries → 0 → weight"),
        ("entries: [{name: 培训, colour: 红}]", "entries → 0 → colour"),
        ("entries: 培训", "entries"),
        ("{}", "entries"),
        ("", "整个文件"),
        ("- 培训", "整个文件"),
    ],
)
def test_a_broken_rule_names_file_and_entry(path: Path, text: str, place: str) -> None:
    path.write_text(text, "utf-8")
    with pytest.raises(LibraryError) as caught:
        load_model(path, Entries)
    assert str(path) in str(caught.value)
    assert f"「{place}」" in str(caught.value)


@pytest.mark.parametrize("content", [b"entries: [", b"entries:\n\t- x", b"a: b: c", b"\xff\xfe\x00x", "entries: 培训".encode("gb18030")])
def test_what_is_no_yaml_is_said_in_one_line(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="不是有效的 YAML") as caught:
        load_model(path, Entries)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_said(path: Path) -> None:
    with pytest.raises(LibraryError, match=r"读不到数据文件.*entries\.yaml"):
        load_model(path, Entries)
    path.mkdir()
    with pytest.raises(LibraryError, match=r"读不到数据文件.*entries\.yaml"):
        load_model(path, Entries)


def test_nothing_in_a_file_is_run(path: Path) -> None:
    path.write_text("entries: !!python/object/apply:os.getcwd []", "utf-8")
    with pytest.raises(LibraryError, match="不是有效的 YAML"):
        load_model(path, Entries)
