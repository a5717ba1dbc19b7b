from pathlib import Path

import pytest

from assistant.errors import InputError, PromptError
from assistant.prompting import Prompts, read_prompt

HEAD = "---\nid: draft\nversion: 1\npurpose: 起草\nvariables: [name, rows]\n---\n"
BODY = "# system\n你是助手。\n# user\n项目：{{ name }}\n{% for row in rows %}\n- {{ row }}\n{% endfor %}\n完。\n"


def write(folder: Path, text: str = HEAD + BODY, name: str = "draft@1.md") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def short(version: int, text: str = "{{ name }}", id: str = "draft") -> str:
    return f"---\nid: {id}\nversion: {version}\npurpose: 试\nvariables: [name]\n---\n# system\n你是助手。\n# user\n{text}\n"


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


def test_the_newest_version_is_found(tmp_path: Path) -> None:
    for version in (1, 2, 10):
        write(tmp_path, short(version), f"draft@{version}.md")
    write(tmp_path, short(99, id="draft-short"), "draft-short@99.md")
    prompts = Prompts(tmp_path)
    assert prompts.find("draft").name == "draft@10"
    assert prompts.find("draft@2").name == "draft@2"
    assert {prompt.name for prompt in prompts.all()} == {"draft@1", "draft@2", "draft@10", "draft-short@99"}


def test_a_prompt_of_ones_own_takes_the_place_of_the_programs(tmp_path: Path) -> None:
    write(tmp_path / "program", short(1, "原文 {{ name }}"))
    write(tmp_path / "program", short(2, "新版 {{ name }}"), "draft@2.md")
    write(tmp_path / "own", short(1, "自己的 {{ name }}"))
    prompts = Prompts(tmp_path / "program", tmp_path / "own", tmp_path / "none")
    assert prompts.find("draft@1").render({"name": "甲"}).user == "自己的 甲"
    assert prompts.find("draft").name == "draft@2"


def test_a_prompt_that_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, short(1))
    for wanted in ("draft@2", "draf", "../draft@1", ""):
        with pytest.raises(InputError, match=r"现有 draft@1。"):
            Prompts(tmp_path).find(wanted)
    with pytest.raises(InputError, match="现有 无"):
        Prompts(tmp_path / "none").find("draft")


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "# 说明", "README.md")
    write(tmp_path, short(1))
    assert [prompt.name for prompt in Prompts(tmp_path).all()] == ["draft@1"]
