"""Checking a prompt that a person wrote before it is kept: whatever is wrong with it is said with its line."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType

import yaml
from jinja2 import TemplateError, TemplateSyntaxError, nodes

from assistant.errors import PromptError
from assistant.prompting.prompt import ENVIRONMENT, FAULTS, what_is_wrong
from assistant.prompting.variables import VARIABLES, sample_values

LONGEST = 20_000
"""Characters of a prompt: what is sent with every request should be short."""
LONGEST_PURPOSE = 60
_ENTRIES = ("id", "version", "purpose", "variables")
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.Test,
)  # fmt: skip
"""What a prompt of one's own may consist of: what is filled in are texts and a number, so conditions will do, and nothing can run on."""
_FILTERS = ("trim", "length", "default")


@dataclass(frozen=True)
class Checked:
    """A prompt that can be kept. `variables` are those that it uses."""

    purpose: str
    variables: tuple[str, ...]
    system: str
    user: str


@dataclass(frozen=True)
class _Part:
    """Lines of a prompt, and the number (from 1) of the first."""

    lines: list[str]
    first: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def check_prompt(text: str, kind: str) -> Checked:
    """`text`, written as a prompt file is, if it is sound as a prompt of `kind`.

    Id, version and variables of its head are not looked at: they follow from the rest.

    Raises:
        PromptError: it is not; the message names the line and says what to do.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST:
        raise PromptError(f"提示词有 {len(text)} 个字，超过 {LONGEST} 个字，请精简后再保存。")
    head, system, user = _split([line.rstrip() for line in text.rstrip().split("\n")])
    purpose = _read_purpose(head)
    _check_system(system)
    used = _check_template(user, kind)
    for bare in (False, True):
        _try(user, {name: value for name, value in sample_values(kind, bare=bare).items() if name in used})
    variables = tuple(variable.name for variable in VARIABLES[kind] if variable.name in used)
    return Checked(purpose, variables, system.text.strip(), user.text.strip())


def _split(lines: list[str]) -> tuple[_Part, _Part, _Part]:
    """Head, system and user part."""
    for number, line in enumerate(lines, 1):
        if any("\ud800" <= character <= "\udfff" for character in line):
            raise _fault(number, "有不能保存的字符，请删去")
    if lines[0] != "---":
        raise _fault(1, "应是 ---，下面写 purpose（用途），再以一行 --- 结束文件头")
    if "---" not in lines[1:]:
        raise _fault(len(lines), "之前没有结束文件头，请在 purpose 等几项后面另起一行写 ---")
    end = lines.index("---", 1)
    system = next((at for at, line in enumerate(lines) if at > end and line.strip()), len(lines))
    if system == len(lines) or lines[system] != "# system":
        raise _fault(min(system, len(lines) - 1) + 1, "应是 # system，文件头后面先写模型的身份，再另起一行写 # user 和要求")
    if "# user" not in lines[system:]:
        raise _fault(len(lines), "之前没有 # user 这一行，请在要求的前面另起一行写 # user")
    user = lines.index("# user", system)
    return _Part(lines[1:end], 2), _Part(lines[system + 1 : user], system + 2), _Part(lines[user + 1 :], user + 2)


def _read_purpose(head: _Part) -> str:
    try:
        entries = yaml.safe_load(head.text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise _fault(head.first + line, "不合文件头的写法，每行应是 名称: 内容，内容里有冒号或引号的请整个用双引号括起来") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _fault(head.first, "起的文件头读不懂，每行应是 名称: 内容") from error
    if not isinstance(entries, dict):
        raise _fault(head.first, "起的文件头应写 purpose: 用途")
    for name in entries:
        if name not in _ENTRIES:
            raise _fault(_line_of(f"{name}", head), f"的 {name} 不是文件头的项目，只能有 {'、'.join(_ENTRIES)}")
    purpose = entries.get("purpose")
    if not isinstance(purpose, str) or not _is_short_line(purpose.strip()):
        raise _fault(_line_of("purpose", head), f"应是 purpose: 加上这份提示词的用途，一行，不超过 {LONGEST_PURPOSE} 个字")
    return purpose.strip()


def _is_short_line(text: str) -> bool:
    return 0 < len(text) <= LONGEST_PURPOSE and not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in text)


def _line_of(name: str, head: _Part) -> int:
    return next((number for number, line in enumerate(head.lines, head.first) if line.startswith(name)), head.first)


def _check_system(system: _Part) -> None:
    for number, line in enumerate(system.lines, system.first):
        if "{{" in line or "{%" in line:
            raise _fault(number, "在 # system 部分，那里不能有变量，请移到 # user 部分")
    if not system.text.strip():
        raise _fault(system.first - 1, "的 # system 后面是空的，请写明模型的身份和答复的格式")


def _check_template(user: _Part, kind: str) -> frozenset[str]:
    """The variables that the user part uses."""
    try:
        template = ENVIRONMENT.parse(user.text)
    except TemplateSyntaxError as error:
        raise _fault(user.first + error.lineno - 1, "的模板语法不对，变量写作 {{ 名称 }}，条件写作 {% if 名称 %}…{% endif %}") from error
    except (TemplateError, RecursionError) as error:
        raise _fault(user.first, "起的 # user 部分过于复杂，请精简") from error
    known, used = [variable.name for variable in VARIABLES[kind]], set[str]()
    for node, line in _walk(template):
        number = user.first + line - 1
        if not isinstance(node, _NODES) or (isinstance(node, nodes.Filter) and node.name not in _FILTERS):
            raise _fault(number, "用了提示词里不能用的写法，只能用变量 {{ 名称 }} 和条件 {% if 名称 %}…{% endif %}")
        if isinstance(node, nodes.Name):
            if node.name not in known:
                raise _fault(number, f"用了没有的变量 {node.name[:40]}，可以用的有 {'、'.join(known)}")
            used.add(node.name)
    lacking = [variable for variable in VARIABLES[kind] if variable.required and variable.name not in used]
    if lacking:
        name = lacking[0].name
        raise _fault(user.first - 1, f"起的 # user 部分缺少变量 {name}（{lacking[0].meaning.rstrip('。')}），请写上 {{{{ {name} }}}}")
    return frozenset(used)


def _walk(template: nodes.Template) -> Iterator[tuple[nodes.Node, int]]:
    """All parts of a template in their order, however deep they stand in one another, with their lines."""
    waiting: list[tuple[nodes.Node, int]] = [(template, 1)]
    while waiting:
        node, above = waiting.pop()
        line = node.lineno or above  # some have none of their own
        yield node, line
        waiting += [(child, line) for child in reversed([*node.iter_child_nodes()])]


def _try(user: _Part, values: Mapping[str, object]) -> None:
    try:
        ENVIRONMENT.from_string(user.text).render(values)
    except FAULTS as error:
        raise _fault(user.first + _line_in_template(error.__traceback__) - 1, f"无法填写：{what_is_wrong(error)}") from error


def _line_in_template(traceback: TracebackType | None) -> int:
    """The line of the template in which it failed: jinja has it look like one of the calls."""
    line = 1
    while traceback:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _fault(line: int, what: str) -> PromptError:
    return PromptError(f"第 {line} 行{what}，改正后再保存。")
