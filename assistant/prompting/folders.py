"""Where prompts are found: the program's own, and those of people beside them."""

from collections.abc import Iterator
from pathlib import Path

from assistant.errors import InputError
from assistant.prompting.prompt import FILE_NAME, Prompt, read_prompt


class Prompts:
    """The prompts of some folders; of two with one name the one of the later folder counts."""

    def __init__(self, *folders: Path) -> None:
        """Read from `folders` when asked; one that is not there has none."""
        self._folders = folders

    def find(self, wanted: str) -> Prompt:
        """The prompt of a name, `draft@1`, or the newest version of an id, `draft`.

        Raises:
            InputError: there is none; the message names those that are there.
            PromptError: it breaks a rule.
        """
        paths = self.paths()
        names = [name for name in paths if wanted in (name, name.partition("@")[0])]
        if not names:
            raise InputError(f"没有提示词「{wanted}」，现有 {'、'.join(sorted(paths)) or '无'}。{self._misnamed()}")
        return read_prompt(paths[max(names, key=lambda name: int(name.partition("@")[2]))])

    def _misnamed(self) -> str:
        """What keeps files of the folders from being prompts, where there are such."""
        names = [path.name for path in self._files() if not FILE_NAME.fullmatch(path.name)]
        return f"文件 {'、'.join(names)} 没有按 名称@版本.md 命名（如 draft-short@1.md），不能使用。" if names else ""

    def paths(self) -> dict[str, Path]:
        """The files by the names of their prompts."""
        return {path.stem: path for path in self._files() if FILE_NAME.fullmatch(path.name)}

    def _files(self) -> Iterator[Path]:
        return (path for folder in self._folders if folder.is_dir() for path in sorted(folder.glob("*.md")))

    def all(self) -> list[Prompt]:
        """All prompts by name.

        Raises:
            PromptError: a file breaks a rule.
        """
        return [read_prompt(path) for _, path in sorted(self.paths().items())]
