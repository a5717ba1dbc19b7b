"""The files that the library is made of: the documents of the corpus, those that people added, and those given by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.settings import Settings

Origin = Literal["corpus", "own", "added"]
"""Whence an exemplar comes: the program's corpus, what people added to the library, or a file given to `index`, which stays until a
rebuild."""
ENDING = ".json"
"""Of the file in which the tables of an added one stand, behind the name of the original: 甲.docx.json."""


@dataclass(frozen=True)
class Document:
    """A file with goal tables. `source` is the name that its exemplars are known by."""

    path: Path
    source: str
    origin: Origin


def corpus_documents(settings: Settings) -> list[Path]:
    """The documents of the corpus, by name."""
    return list(_files(settings.corpus_dir / "documents"))


def own_folder(settings: Settings) -> Path:
    """Where the files that people added are kept."""
    return settings.data_dir / "exemplars"


def own_path(settings: Settings, source: str) -> Path:
    """Where the tables of an added source stand."""
    return own_folder(settings) / f"{source}{ENDING}"


def own_documents(settings: Settings) -> list[Document]:
    """What people added, by name."""
    files = [path for path in _files(own_folder(settings)) if path.name.endswith(ENDING)]
    return [Document(path, path.name.removesuffix(ENDING), "own") for path in files]


def library_documents(settings: Settings) -> list[Document]:
    """All documents that belong to the library, those of the corpus first."""
    return [*(Document(path, path.name, "corpus") for path in corpus_documents(settings)), *own_documents(settings)]


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))
