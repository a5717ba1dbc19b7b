"""One prompt: a file with a head that declares its variables, rendered with nothing missing and nothing undeclared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import yaml
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, meta
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import PromptError

FILE_NAME = re.compile(r"(?P<id>[a-z][a-z0-9-]*)@(?P<version>[1-9]\d{0,3})\.md")
_HEAD = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_PARTS = re.compile(r"# system\n(?P<system>.*?)\n# user\n(?P<user>.*)", re.DOTALL)
ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False)
"""People write prompts of their own: a template reaches nothing but its variables."""
FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError)
"""What a wrong template ends in: of jinja, or of the sums and look-ups that stand in it."""


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    version: int
    purpose: str = Field(min_length=1)
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Rendered:
    """A prompt with its variables filled in: what the model is to be, and what it is asked."""

    system: str
    user: str


@dataclass(frozen=True)
class Prompt:
    """One version of a prompt.

    Attributes:
        id: what it is for: draft, repair, continue, suggest, wording, or a name that people chose.
        version: from 1; a changed prompt is a new version.
        purpose: what it does, for people.
        variables: the names of all that is filled in.
        system: the part that tells the model what to be; no variables stand there, since they may hold text of documents.
        user: the part with the variables.
    """

    id: str
    version: int
    purpose: str
    variables: tuple[str, ...]
    system: str
    user: str

    @property
    def name(self) -> str:
        """Id and version: draft@1."""
        return f"{self.id}@{self.version}"

    @cached_property
    def used(self) -> frozenset[str]:
        """The variables that the template names."""
        return frozenset(meta.find_undeclared_variables(ENVIRONMENT.parse(self.user)))

    @cached_property
    def _template(self) -> Template:
        return ENVIRONMENT.from_string(self.user)

    def render(self, values: Mapping[str, object]) -> Rendered:
        """The prompt with `values`.

        Raises:
            PromptError: a variable has no value, or a value no variable; it is named.
        """
        missing, foreign = sorted(set(self.variables) - set(values)), sorted(set(values) - set(self.variables))
        if missing:
            raise PromptError(f"提示词 {self.name} 缺少变量 {'、'.join(missing)} 的值。")
        if foreign:
            raise PromptError(f"提示词 {self.name} 没有声明变量 {'、'.join(foreign)}，请在文件头的 variables 里写明。")
        try:
            return Rendered(self.system, self._template.render(values).strip())
        except FAULTS as error:
            raise PromptError(f"提示词 {self.name} 无法填写：{what_is_wrong(error)}，请改正模板。") from error

    def fill(self, values: Mapping[str, object]) -> Rendered:
        """The prompt with those of `values` that it declares: people's own may do with less.

        Raises:
            PromptError: a variable has no value.
        """
        return self.render({name: value for name, value in values.items() if name in self.variables})


def what_is_wrong(error: Exception) -> str:
    """A fault of a template in a few words, without those of jinja, which are English."""
    if isinstance(error, TemplateSyntaxError):
        return f"# user 部分第 {error.lineno} 行的模板语法不对"
    if isinstance(error, UndefinedError):
        return "用到了变量没有的部分"
    return "用了不允许的操作" if isinstance(error, SecurityError) else "其中的计算或取值不成立"


def read_prompt(path: Path) -> Prompt:
    """The prompt of a file `<id>@<version>.md`: a head between two lines `---`, then `# system` and `# user`.

    Raises:
        PromptError: the file breaks a rule; the message says which.
    """
    try:
        state = path.stat()
    except OSError:
        return _read(path, 0, 0)
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, changed: int, size: int) -> Prompt:
    """The same, once for each state of the file."""
    named = FILE_NAME.fullmatch(path.name)
    try:
        whole = _HEAD.fullmatch(path.read_text("utf-8-sig").replace("\r\n", "\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"读不了提示词文件「{path}」，请以 UTF-8 编码另存，并检查读取权限。") from error
    parts = _PARTS.fullmatch(whole[2].strip()) if whole else None
    if not named or not whole or not parts:
        raise PromptError(f"提示词文件「{path}」应名为 名称@版本.md，以 --- 之间的文件头开始，随后是 # system 和 # user 两部分。")
    try:
        head = _Head.model_validate(yaml.safe_load(whole[1]))
    except (yaml.YAMLError, ValidationError, RecursionError) as error:
        raise PromptError(f"提示词文件「{path}」的文件头应有 id、version、purpose、variables 四项，不能有别的。") from error
    if (head.id, str(head.version)) != (named["id"], named["version"]):
        raise PromptError(f"提示词文件「{path}」的文件名与文件头里的 {head.id}@{head.version} 不一致，请改成一致。")
    prompt = Prompt(head.id, head.version, head.purpose, head.variables, parts["system"].strip(), parts["user"].strip())
    _check(prompt, path)
    return prompt


def _check(prompt: Prompt, path: Path) -> None:
    try:
        used = prompt.used
    except TemplateError as error:
        raise PromptError(f"提示词文件「{path}」的模板写错了：{what_is_wrong(error)}，请改正。") from error
    if "{{" in prompt.system or "{%" in prompt.system:
        raise PromptError(f"提示词文件「{path}」的 # system 部分不能有变量，请移到 # user 部分。")
    for names, said in ((used - set(prompt.variables), "用了没有声明的变量"), (set(prompt.variables) - used, "声明了没有用到的变量")):
        if names:
            raise PromptError(f"提示词文件「{path}」{said} {'、'.join(sorted(names))}，请改正 variables 或正文。")
