"""Content that comes or goes as bytes, where what handles it wants a file with a name."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import InputError

_SHOWN = 60
"""Characters of a name too long for the system, by which people know the file."""


@contextmanager
def as_file(name: str, content: bytes) -> Iterator[Path]:
    """A file of this name with this content, for as long as the block lasts; folders before the name are left away.

    Raises:
        InputError: the system takes no file of this name.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        try:
            path.write_bytes(content)
        except (OSError, ValueError) as error:  # too long, or with a character that no name may have
            raise InputError(f"「{name[:_SHOWN]}」存不下来，可能是文件名太长，请把文件名改短后重试。") from error
        yield path


def content_of(ending: str, write: Callable[[Path], object]) -> bytes:
    """What `write` puts into the file that it is given, whose name has this ending (`.docx`)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{ending}"
        write(path)
        return path.read_bytes()
