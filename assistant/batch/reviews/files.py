"""The files that people name to be reviewed: each by itself, and of a folder all that may hold a table."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ClassifiedError, InputError
from assistant.goals.secrecy import is_classified
from assistant.reading import ENDINGS

_UNSAVED = "~$"
"""How the names of the files begin that an office program keeps beside one that it has open."""

_MARKED = "文件的名称或所在文件夹标有涉密字样，没有审核，也不记下名称；请按保密规定处理。"


@dataclass(frozen=True)
class GivenFile:
    """A file to be reviewed.

    Attributes:
        name: what people call it: its path below the folder that was named, or its name.
        digest: hash of its content; empty where it cannot be opened.
    """

    name: str
    path: Path
    digest: str

    def check(self) -> None:
        """See that it still is what it was when it was named.

        Raises:
            InputError: it cannot be opened, or is another.
        """
        now = _digest(self.path)
        if not now:
            raise InputError(f"打不开「{self.name}」，请检查路径和权限。")
        if now != self.digest:
            raise InputError(f"「{self.name}」在审核期间有改动，请重新运行。")


def find_files(given: Sequence[Path], besides: Path, tell: Callable[[str], None] = lambda sentence: None) -> list[GivenFile]:
    """The files that are named, and all readable ones in the folders that are named; each once, and none in the folder `besides`.

    What is named by itself is taken whatever it is called; in folders hidden and temporary files are left out.
    What is marked 涉密 in its name, or in that of a folder, is left out too, since names are kept: `tell` hears of how many, in a sentence.

    Raises:
        InputError: some are not there, or stand where the results go, all such in one message; or there is none at all.
        ClassifiedError: all of them are marked.
    """
    found, problems, seen, marked = list[GivenFile](), list[str](), set[Path](), 0
    for root in given:
        try:
            for path in _walk(root, besides.resolve()):
                if path.resolve() in seen:
                    continue
                seen.add(path.resolve())
                if any(map(is_classified, (*path.parts, path.stem))):
                    marked += 1
                else:
                    found.append(_given(path, root))
        except InputError as error:
            problems.append(str(error))
    if problems:
        raise InputError("\n".join(problems))
    if marked and not found:
        raise ClassifiedError(f"{marked} 个{_MARKED}")
    if marked:
        tell(f"{marked} 个{_MARKED}")
    if not found:
        raise InputError(f"{'、'.join(map(str, given))} 里没有可以读的文件；可读的格式有 {' '.join(ENDINGS)}。")
    return found


def _walk(root: Path, besides: Path) -> Iterator[Path]:
    if not root.exists():
        raise InputError(f"没有「{root}」，请检查路径。")
    if not root.is_dir():
        yield root
        return
    if besides in (root.resolve(), *root.resolve().parents):
        raise InputError(f"结果不能写在要审核的文件夹「{root}」或它的上级文件夹里，请用 --out 另选一个文件夹。")
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if any(part.startswith((".", _UNSAVED)) for part in inside) or not path.is_file() or besides in path.resolve().parents:
            continue
        if path.suffix.lower() in ENDINGS:
            yield path


def _given(path: Path, root: Path) -> GivenFile:
    name = str(path.relative_to(root)) if path != root else path.name
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise InputError(f"「{name.encode('utf-8', 'replace').decode()}」的文件名里有无法识别的字符，请改名后重试。") from error
    return GivenFile(name, path, _digest(path))


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
