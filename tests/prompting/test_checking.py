import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import PromptError
from assistant.prompting import VARIABLES, Prompts
from assistant.prompting.checking import LONGEST, check_prompt
from assistant.settings import Settings

LINES = ["---", "id: draft", "version: 1", "purpose: 简短写法", "---", "# system", "你是助手。", "# user", "项目：", "{{ request }}"]


def changed(line: int, text: str) -> str:
    """A sound prompt with one line, numbered from 1, changed."""
    return "\n".join([*LINES[: line - 1], text, *LINES[line:]])


def without(line: int) -> str:
    return "\n".join([*LINES[: line - 1], *LINES[line:]])


def test_a_sound_prompt_is_taken_apart() -> None:
    text = "\n".join([*LINES, "{% if candidates %}", "{{ candidates }}", "{% endif %}", "写 {{ size }} 条。", ""])
    checked = check_prompt(text, "draft")
    assert (checked.purpose, checked.system) == ("简短写法", "你是助手。")
    assert checked.variables == ("request", "candidates", "size")
    assert checked.user.startswith("项目：\n{{ request }}\n{% if")


def test_prompts_of_the_program_are_sound() -> None:
    for name, path in Prompts(Settings().prompts_dir).paths().items():
        checked = check_prompt(path.read_text("utf-8"), name.partition("@")[0])
        assert set(checked.variables) == {variable.name for variable in VARIABLES[name.partition("@")[0]]}


def test_files_from_windows_are_taken() -> None:
    assert check_prompt("\ufeff" + "  \r\n".join(LINES), "draft") == check_prompt("\n".join(LINES), "draft")


BROKEN = {
    "nothing": ("", 1, "应是 ---"),
    "no head": ("\n".join(LINES[5:]), 1, "应是 ---"),
    "head without end": ("\n".join([*LINES[:4], *LINES[5:]]), 9, "没有结束文件头"),
    "no purpose": (without(4), 2, "purpose"),
    "empty purpose": (changed(4, "purpose:"), 4, "purpose"),
    "purpose that is a number": (changed(4, "purpose: 1"), 4, "purpose"),
    "purpose that goes on": (changed(4, f"purpose: {'长' * 61}"), 4, "不超过 60 个字"),
    "head that is no YAML": (changed(4, "purpose: [a"), 4, "名称: 内容"),
    "half a character in the purpose": (changed(4, 'purpose: "\\ud800"'), 4, "purpose"),
    "colon in the purpose": (changed(4, "purpose: a: b"), 4, "双引号"),
    "date that is none": (changed(4, "purpose: 2024-99-99"), 2, "读不懂"),
    "head without names": ("---\n- a\n---\n# system\nx\n# user\ny", 2, "purpose"),
    "unknown entry": (changed(3, "model: x"), 3, "model 不是"),
    "no system": (without(6), 6, "# system"),
    "nothing behind the head": ("\n".join(LINES[:5]), 5, "# system"),
    "no user": (without(8), 9, "没有 # user"),
    "empty system": (without(7), 6, "是空的"),
    "variable in system": (changed(7, "你是 {{ request }}"), 7, "不能有变量"),
    "condition in system": (changed(7, "{% if 1 %}你{% endif %}"), 7, "不能有变量"),
    "unknown variable": (changed(9, "{{ secret }}"), 9, "没有的变量 secret，可以用的有 request、framework、exemplars、candidates、size"),
    "unknown variable in a condition": (changed(9, "{% if secret %}x{% endif %}"), 9, "没有的变量 secret"),
    "variable of another kind": (changed(9, "{{ rows }}"), 9, "没有的变量 rows"),
    "required variable missing": (changed(10, "{{ size }}"), 8, "缺少变量 request"),
    "unclosed variable": (changed(9, "{{ size"), 10, "模板语法不对"),
    "unclosed condition": (changed(9, "{% if size %}"), 10, "模板语法不对"),
    "unknown statement": (changed(9, "{% foo %}"), 9, "模板语法不对"),
    "loop": (changed(9, "{% for x in request %}{{ x }}{% endfor %}"), 9, "不能用的写法"),
    "loop without end": (changed(9, "{% for x in range(99999) %}x{% endfor %}"), 9, "不能用的写法"),
    "product": (changed(9, "{{ 'x' * 999999999 }}"), 9, "不能用的写法"),
    "inside of python": (changed(9, "{{ request.__class__ }}"), 9, "不能用的写法"),
    "other file": (changed(9, "{% include 'a' %}"), 9, "不能用的写法"),
    "other filter": (changed(9, "{{ request|center(999999999) }}"), 9, "不能用的写法"),
    "own name": (changed(9, "{% set x = 1 %}"), 9, "不能用的写法"),
    "comparison that does not hold": (changed(9, "{% if size > request %}x{% endif %}"), 9, "无法填写"),
    "comparison that fails with nothing": (changed(9, "{% if not candidates and 1 > request %}x{% endif %}"), 9, "无法填写"),
    "half a character": (changed(9, "\ud800"), 9, "不能保存的字符"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_said_with_its_line(name: str) -> None:
    text, line, said = BROKEN[name]
    with pytest.raises(PromptError, match=rf"^第 {line} 行.*。$") as caught:
        check_prompt(text, "draft")
    assert said in str(caught.value)


DEEP = changed(9, "{{ " + "(" * 3000 + "size" + ")" * 3000 + " }}")


@pytest.mark.parametrize("text", [changed(9, "长" * LONGEST), DEEP, changed(4, "[" * 9000)], ids=["long", "deep template", "deep head"])
def test_what_is_too_large_or_too_deep_is_refused(text: str) -> None:
    with pytest.raises(PromptError, match=r"(请精简|名称: 内容).*。$"):
        check_prompt(text, "draft")


PIECES = ["{% if size %}", "{% endif %}", "{{ size }}", "{{", "}}", "{#", "", " ", "x: y", "# user"]


@given(at=st.integers(1, len(LINES)), pieces=st.lists(st.sampled_from([*LINES, *PIECES]), max_size=4))
def test_whatever_is_written_is_sound_or_refused_with_a_line(at: int, pieces: list[str]) -> None:
    refusal = ""
    try:
        check_prompt(changed(at, "\n".join(pieces)), "draft")
    except PromptError as error:
        refusal = str(error)
    assert not refusal or refusal.startswith("第 ")
