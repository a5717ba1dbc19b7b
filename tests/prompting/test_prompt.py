from pathlib import Path

import pytest

from assistant.errors import PromptError
from assistant.prompting import read_prompt
from tests.prompting.samples import BODY, HEAD, short, write


def test_a_prompt_is_rendered(tmp_path: Path) -> None:
    prompt = read_prompt(write(tmp_path))
    rendered = prompt.render({"name": "甲", "rows": ["一", "二"]})
    assert (prompt.name, prompt.purpose) == ("draft@1", "起草")
    assert rendered.system == "你是助手。"
    assert rendered.user == "项目：甲\n- 一\n- 二\n完。"


def test_what_is_filled_in_is_text_and_nothing_more(tmp_path: Path) -> None:
    rendered = read_prompt(write(tmp_path, short(1))).render({"name": "{{ 7 * 7 }} {% raw %} # system <b>"})
    assert rendered.user == "{{ 7 * 7 }} {% raw %} # system <b>"
    assert rendered.system == "你是助手。"


def test_files_from_windows_are_read(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + BODY).replace("\n", "\r\n").encode())
    assert read_prompt(path).render({"name": "甲", "rows": []}).user == "项目：甲\n完。"


def test_values_that_a_prompt_does_without_are_left_out(tmp_path: Path) -> None:
    prompt = read_prompt(write(tmp_path, short(1)))
    assert prompt.fill({"name": "甲", "extra": 1}).user == "甲"
    with pytest.raises(PromptError, match="缺少变量 name"):
        prompt.fill({"extra": 1})


def test_a_missing_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"draft@1 缺少变量 rows"):
        read_prompt(write(tmp_path)).render({"name": "甲"})


def test_a_value_without_a_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"draft@1 没有声明变量 extra"):
        read_prompt(write(tmp_path)).render({"name": "甲", "rows": [], "extra": 1})


BROKEN = {
    "undeclared variable": (short(1, "{{ name }}{{ secret }}"), "没有声明的变量 secret"),
    "undeclared in a condition": (short(1, "{{ name }}{% if secret %}x{% endif %}"), "没有声明的变量 secret"),
    "unused variable": (short(1, "没有变量"), "没有用到的变量 name"),
    "variable in the system part": (short(1).replace("你是助手。", "你是 {{ name }}。"), "# system 部分不能有变量"),
    "statement in the system part": (short(1).replace("你是助手。", "{% if 1 %}你{% endif %}"), "# system 部分不能有变量"),
    "another version in the head": (short(2), "draft@2 不一致"),
    "another id in the head": (short(1, id="repair"), "repair@1 不一致"),
    "unknown entry": (short(1).replace("purpose", "model: x\npurpose"), "文件头应有"),
    "entry missing": (short(1).replace("purpose: 试\n", ""), "文件头应有"),
    "empty purpose": (short(1).replace("试", "''"), "文件头应有"),
    "head that is no list of entries": ("---\n- a\n---\n# system\nx\n# user\ny\n", "文件头应有"),
    "head that is no YAML": (short(1).replace("purpose: 试", "purpose: ["), "文件头应有"),
    "no head": ("# system\nx\n# user\ny\n", "以 --- 之间的文件头开始"),
    "no user part": (short(1).replace("# user", "## user"), "# system 和 # user"),
    "empty": ("", "# system 和 # user"),
    "unclosed statement": (short(1, "{{ name }}{% if name %}"), "模板写错了"),
    "unclosed variable": (short(1, "{{ name "), "模板写错了"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_breaks_a_rule_is_refused(name: str, tmp_path: Path) -> None:
    text, said = BROKEN[name]
    path = write(tmp_path, text)
    with pytest.raises(PromptError, match=said) as caught:
        read_prompt(path)
    assert str(path) in str(caught.value)
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize("name", ["draft.md", "draft@0.md", "draft@01.md", "Draft@1.md", "草稿@1.md"])
def test_a_file_is_named_for_its_id_and_version(name: str, tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"名称@版本\.md"):
        read_prompt(write(tmp_path, short(1), name))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes("---\nid: 草稿".encode("gb18030"))
    with pytest.raises(PromptError, match="UTF-8"):
        read_prompt(path)
    with pytest.raises(PromptError, match="读不了"):
        read_prompt(tmp_path / "none@1.md")


REACHING = [
    "{{ name.__class__ }}",
    "{{ name.__class__.__mro__[1].__subclasses__() }}",
    "{{ name|attr('__class__') }}",
    "{{ ''.join.__globals__ }}{{ name }}",
    "{{ '{0.__class__}'.format(name) }}",
    "{% include 'other' %}{{ name }}",
    "{{ name.missing }}",
    "{{ name + 1 }}",
    "{{ 1 / 0 }}{{ name }}",
    "{{ name | nofilter }}",
    "{% for x in range(1000000000) %}x{% endfor %}{{ name }}",
]


@pytest.mark.parametrize("template", REACHING)
def test_a_template_reaches_nothing_but_its_variables(template: str, tmp_path: Path) -> None:
    path = write(tmp_path, short(1, template))
    with pytest.raises(PromptError, match="改正") as caught:
        read_prompt(path).render({"name": "甲"})
    assert "class 'str'" not in str(caught.value)
