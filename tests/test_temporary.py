"""Bytes as files: with their name, and gone afterwards."""

from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.temporary import as_file, content_of


def test_content_stands_under_its_name_and_is_gone_afterwards() -> None:
    with as_file("../上级/表.docx", b"a") as path:
        assert (path.name, path.read_bytes()) == ("表.docx", b"a")
        assert ".." not in path.parts
    assert not path.parent.exists()


@pytest.mark.parametrize("name", ["长" * 200 + ".docx", "..", "a\0.docx", ""])
def test_a_name_that_no_file_can_have_is_told(name: str) -> None:
    with pytest.raises(InputError, match="请把文件名改短后重试。"), as_file(name, b"a"):
        pytest.fail("there is no such file")


def test_what_is_written_comes_back() -> None:
    endings: list[str] = []

    def write(path: Path) -> None:
        endings.append(path.suffix)
        path.write_bytes(b"a")

    assert content_of(".xlsx", write) == b"a"
    assert endings == [".xlsx"]
