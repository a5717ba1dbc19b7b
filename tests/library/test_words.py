from pathlib import Path

import pytest
import yaml

from assistant.errors import LibraryError
from assistant.library.words import load_words

LIBRARY = Path(__file__).parents[2] / "corpus" / "library"


def test_lists_of_the_corpus_load() -> None:
    words = load_words(LIBRARY)
    assert "事故" in words.negative
    assert "投诉处理率" in words.positive_exceptions
    assert "效率" in words.not_rates


def write(folder: Path, **changes: object) -> Path:
    content = yaml.safe_load((LIBRARY / "words.yaml").read_text("utf-8")) | changes
    (folder / "words.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"vague": ["优", "优"]}, "词重复：优"),
        ({"vague": [" 优"]}, "首尾有空格"),
        ({"negative": []}, "negative"),
        ({"unknown": ["词"]}, "unknown"),
        ({"served": "群众"}, "served"),
    ],
)
def test_broken_list_is_named(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    with pytest.raises(LibraryError, match=said) as caught:
        load_words(write(tmp_path, **changes))
    assert "words.yaml" in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"words\.yaml"):
        load_words(tmp_path)
