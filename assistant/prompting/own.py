"""Prompts of people's own: every saving is a new version beside the ones before, and nothing that is broken can be saved.

Under an id of its own (draft-own) a prompt is used by those who ask for it. Under the id of one of the program's it continues that one's
numbering, so that it is what the id means from then on, until it is removed or the program comes with a newer one.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from filelock import FileLock

from assistant.errors import ConfigError, InputError, PromptError
from assistant.prompting.checking import check_prompt
from assistant.prompting.folders import Prompts
from assistant.prompting.prompt import FILE_NAME, Prompt, read_prompt
from assistant.prompting.variables import DRAFT, VARIABLES, WORDING, kind_of
from assistant.settings import Settings

LONGEST_ID = 40
_ID = re.compile(r"[a-z][a-z0-9-]*")
_LAST = 9999
"""The highest version that a file name has room for."""
_REMOVED = ".removed"
"""Behind the name of a file that was removed: its version is not given again, since logs name prompts by it."""


@dataclass(frozen=True)
class StoredPrompt:
    """A version of a prompt as it stands in a folder.

    Attributes:
        name: id and version: draft@1.
        own: written by people, so that it can be removed; else the program's.
        text: the whole file, for reading and for copying.
        prompt: the prompt; None where the file, written by hand, breaks a rule.
        fault: which rule, in a sentence.
    """

    name: str
    own: bool
    text: str
    prompt: Prompt | None
    fault: str | None = None

    @property
    def id(self) -> str:
        """The id of the prompt."""
        return self.name.partition("@")[0]

    @property
    def version(self) -> int:
        """The version of the prompt."""
        return int(self.name.partition("@")[2])


def open_prompts(settings: Settings) -> Prompts:
    """The prompts of an installation: the program's, and people's own."""
    return Prompts(settings.prompts_dir, own_folder(settings))


def own_folder(settings: Settings) -> Path:
    """Where prompts of people's own are kept."""
    return settings.data_dir / "prompts"


def prompt_ids(settings: Settings) -> list[str]:
    """The ids of all prompts: the program's in the order of their use, then people's own by name."""
    ids = {name.partition("@")[0] for name in open_prompts(settings).paths()}
    return [*(id for id in VARIABLES if id in ids), *sorted(ids - set(VARIABLES))]


def versions(settings: Settings, id: str) -> list[StoredPrompt]:
    """All versions of a prompt, oldest first, so that the last is what `id` means; none where there is no such prompt."""
    paths = open_prompts(settings).paths()
    stored = [_stored(path, settings) for name, path in paths.items() if name.partition("@")[0] == id]
    return sorted(stored, key=lambda each: each.version)


def save_own(settings: Settings, id: str, text: str) -> Prompt:
    """Keep `text`, written as a prompt file is, as the next version of `id`; id, version and variables of its head are set by the program.

    Raises:
        InputError: the id cannot be used.
        PromptError: the prompt breaks a rule; the message names the line, and nothing is kept.
        ConfigError: the data folder cannot be written.
    """
    _check_id(id)
    checked = check_prompt(text, kind_of(id))
    with _writing(settings):
        version = _last_version(settings, id) + 1
        if version > _LAST:
            raise InputError(f"提示词「{id}」的版本已满，请换一个名称保存，例如 {DRAFT}-own。")
        entries = {"id": id, "version": version, "purpose": checked.purpose, "variables": [*checked.variables]}
        head = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)
        content = f"---\n{head}---\n# system\n{checked.system}\n\n# user\n{checked.user}\n"
        return _keep(own_folder(settings) / f"{id}@{version}.md", content)


def remove_own(settings: Settings, name: str) -> None:
    """Remove one version, named as `draft-own@2`, of a prompt of people's own; its file stays under a name that nothing reads.

    Raises:
        InputError: there is no such version, or it is the program's.
        ConfigError: the data folder cannot be written.
    """
    with _writing(settings):
        path = Prompts(own_folder(settings)).paths().get(name)
        if path is None:
            built_in = name in Prompts(settings.prompts_dir).paths()
            raise InputError(f"提示词 {name} 是程序自带的，不能移除。" if built_in else f"没有自己的提示词「{name[:60]}」，请刷新后再看。")
        path.replace(path.with_name(f"{path.name}{_REMOVED}"))


def _stored(path: Path, settings: Settings) -> StoredPrompt:
    own = path.parent == own_folder(settings)
    try:
        return StoredPrompt(path.stem, own, path.read_text("utf-8-sig"), read_prompt(path))
    except PromptError as error:
        return StoredPrompt(path.stem, own, path.read_text("utf-8-sig", "replace"), None, str(error))
    except (OSError, UnicodeDecodeError):
        return StoredPrompt(path.stem, own, "", None, f"读不了提示词文件「{path}」，请以 UTF-8 编码另存，并检查读取权限。")


def _check_id(id: str) -> None:
    if not _ID.fullmatch(id) or len(id) > LONGEST_ID:
        raise InputError(f"提示词名称「{id[:60]}」不能使用，请以小写英文字母开头，只用小写字母、数字和连字符，如 {DRAFT}-own。")
    like = next((kind for kind in VARIABLES if kind not in (DRAFT, WORDING) and id.startswith(f"{kind}-")), None)
    if like:
        raise InputError(f"提示词「{id}」不会被用到：只有起草和看表述的提示词能按名称选用；要改这一种请以 {like} 为名保存，保存后即采用。")


def _last_version(settings: Settings, id: str) -> int:
    """The highest version that `id` ever had here; 0 where it has none."""
    folders = [folder for folder in (settings.prompts_dir, own_folder(settings)) if folder.is_dir()]
    found = [FILE_NAME.fullmatch(path.name.removesuffix(_REMOVED)) for folder in folders for path in folder.iterdir()]
    return max((int(match["version"]) for match in found if match and match["id"] == id), default=0)


def _keep(path: Path, content: str) -> Prompt:
    """Put the file in its place, once it was read back."""
    folder = path.parent / ".draft"
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / path.name
    try:
        draft.write_text(content, "utf-8", newline="\n")
        prompt = read_prompt(draft)
        draft.replace(path)
        return prompt
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _writing(settings: Settings) -> Iterator[None]:
    """One at a time, so that no version is given twice; what the system refuses, as one sentence."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.data_dir / "prompts.lock"):
            yield
    except OSError as error:
        raise ConfigError(f"数据文件夹「{settings.data_dir}」无法写入，请检查权限和磁盘空间，或用 ASSISTANT_DATA_DIR 换一个。") from error
