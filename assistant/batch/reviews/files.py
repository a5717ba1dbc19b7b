"""The files that people name to be reviewed: each by itself, and of a folder all that may hold a table."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from assistant.batch.reviews.own_files import is_own
from assistant.errors import ClassifiedError, InputError
from assistant.goals.secrecy import is_classified
from assistant.reading import ENDINGS

_UNSAVED = "~$"
"""How the names of the files begin that an office program keeps beside one that it has open."""
_OF_SYSTEMS = {"thumbs.db", "desktop.ini"}
"""Files that a system puts into folders by itself."""
_NAMED = 20
"""As many files that cannot be read are named."""

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
    """The files that are named, and all in the folders that are named; each once, and none in the folder `besides`.

    What is named by itself is taken whatever it is called; in folders hidden and temporary files are left out, and so is what the program
    has written itself or cannot read, of which `tell` hears.
    What is marked 涉密 in its name, or in that of a folder, is left out too, since names are kept: `tell` hears of how many, in a sentence.

    Raises:
        InputError: some are not there, or stand where the results go, all such in one message; or there is none at all.
        ClassifiedError: there is none but those that are marked.
    """
    found, left, problems, seen = list[GivenFile](), _Left(), list[str](), set[Path]()
    for root in given:
        try:
            for path in _walk(root, besides.resolve()):
                if path.resolve() not in seen:
                    seen.add(path.resolve())
                    if not left.take(path, root):
                        found.append(_given(path, root))
        except InputError as error:
            problems.append(str(error))
    if problems:
        raise InputError("\n".join(problems))
    if not found:
        left.refuse("、".join(map(str, given)))
    left.tell(tell)
    return found


@dataclass
class _Left:
    """What is left out: how many files are marked, and the names of those that the program has written, or cannot read."""

    marked: int = 0
    own: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def take(self, path: Path, root: Path) -> bool:
        """Whether a file is to be left out; it is counted then."""
        if any(map(is_classified, (*path.parts, path.stem))):
            self.marked += 1
        elif path != root and path.suffix.lower() not in ENDINGS:
            self.unreadable.append(str(path.relative_to(root)))
        elif path != root and is_own(path):
            self.own.append(str(path.relative_to(root)))
        else:
            return False
        return True

    def tell(self, tell: Callable[[str], None]) -> None:
        """Say of each kind how many there are, in a sentence, and which: someone may have meant one of them."""
        if self.marked:
            tell(f"{self.marked} 个{_MARKED}")
        if self.own:
            tell(f"{len(self.own)} 个文件是本程序写出的结果，不是报来的目标表，没有审核：{self._names}。")
        if self.unreadable:
            names, more = "、".join(self.unreadable[:_NAMED]), " 等" if len(self.unreadable) > _NAMED else ""
            tell(
                f"{len(self.unreadable)} 个文件不是可以读的格式，没有审核：{names}{more}；压缩包请先解开，其他的请转成 Word、Excel 或 PDF。"
            )

    def refuse(self, where: str) -> NoReturn:
        """Say why nothing is left.

        Raises:
            ClassifiedError: some are marked.
            InputError: none is.
        """
        if self.marked:
            raise ClassifiedError(f"{self.marked} 个{_MARKED}")
        if self.own:
            raise InputError(f"{where} 里只有本程序写出的结果（{self._names}），没有要审核的目标表，请另外指定文件或文件夹。")
        raise InputError(f"{where} 里没有可以读的文件；可读的格式有 {' '.join(ENDINGS)}。")

    @property
    def _names(self) -> str:
        return "、".join(self.own)


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
        if path.name.lower() not in _OF_SYSTEMS:
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
