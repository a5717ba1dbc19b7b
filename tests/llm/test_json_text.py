import json

import pytest

from assistant.llm.json_text import begun_object, complete_entries, find_object, is_whole

LIST: list[dict[str, str]] = [{"name": "印制“宣传”资料", "value": "≥10000份"}, {"name": "{花括号}", "value": '"引号"'}]
ROWS = {"rows": LIST, "goals": ["一"]}
WHOLE = json.dumps(ROWS, ensure_ascii=False)
AROUND = [
    WHOLE,
    f"好的，以下是结果：\n{WHOLE}\n如需修改请告诉我。",
    f"```json\n{WHOLE}\n```",
    f"<think>先写 {{\"rows\": []}} 再补。</think>\n{WHOLE}",
    f"先想 {{\"rows\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26]}}</think>{WHOLE}",
    f"用 {{占位}} 表示。{WHOLE} 完。",
    f'例如 {{"rows": []}}。正式结果：{WHOLE}',
]  # fmt: skip


@pytest.mark.parametrize("text", AROUND)
def test_the_object_is_found_whatever_stands_around_it(text: str) -> None:
    assert find_object(text) == ROWS


def test_line_breaks_within_texts_are_taken() -> None:
    assert find_object('{"a": "一\n二\t三"}') == {"a": "一\n二\t三"}


@pytest.mark.parametrize("text", ["", "没有", "[1, 2]", '{"a": ', "{" * 5000, "<think>{}", '{"a": 1,}'])
def test_no_object(text: str) -> None:
    assert find_object(text) is None


def test_whole_or_not() -> None:
    assert is_whole(WHOLE + "  \n")
    assert not is_whole(WHOLE[:-1])
    assert not is_whole("完")


def test_whatever_is_cut_off_its_complete_entries_are_there_and_never_change() -> None:
    for end in range(len(WHOLE) + 1):
        entries = complete_entries(WHOLE[:end], "rows")
        assert entries == LIST[: len(entries)]
        closed = sum(end >= WHOLE.index(mark) + len(mark) for mark in ('份"}', '引号\\""}'))
        assert len(entries) == closed, WHOLE[:end]


def test_entries_with_parts_count_when_they_end() -> None:
    assert complete_entries('{"rows": [{"a": {"b": 1}', "rows") == []
    assert complete_entries('{"rows": [{"a": {"b": 1}}', "rows") == [{"a": {"b": 1}}]
    assert complete_entries('{"rows": [1, 2', "rows") == [1]
    assert complete_entries('{"rows": ["一", "二', "rows") == ["一"]


def test_entries_behind_thoughts_and_in_a_code_block() -> None:
    assert complete_entries('<think>{"rows": [{"a": 0}]</think>```json\n{"rows": [{"a": 1}', "rows") == [{"a": 1}]
    assert complete_entries('<think>{"rows": [{"a": 0}', "rows") == []


@pytest.mark.parametrize("text", ["", "{", '{"rows"', '{"rows": {', '{"rows": "x"}', '{"other": [1]}'])
def test_no_entries(text: str) -> None:
    assert complete_entries(text, "rows") == []


def test_what_is_begun() -> None:
    assert begun_object('```json\n{"goals": ["一", "二"], "rows": [{"a"') == {"goals": ["一", "二"], "rows": [{}]}
    assert begun_object(f"```json\n{WHOLE}\n```") == ROWS
    assert begun_object("没有") is None
    assert begun_object("{占位}") is None
