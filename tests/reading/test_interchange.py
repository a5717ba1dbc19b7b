"""JSON that is none, or of another form than tables have, is told in one sentence."""

import json
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.reading import ReadingLimits, read_tables, read_text_tables

NUMBER = "1" * 5000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"name": "甲", "indicators": 5}', "indicators"),
        ('{"name": "甲", "indicators": true, "goals": []}', "indicators"),
        ('{"name": "甲", "indicators": "乙"}', "indicators"),
        ('{"name": "甲", "indicators": {"target": {"yuan": 1}}}', "indicators"),
        ('{"name": "甲", "indicators": [5]}', r"indicators\.0"),
        ('{"name": "甲", "indicators": [{"level3": "乙", "target": 5}]}', r"indicators\.0\.target"),
        ('{"name": 5, "goals": []}', "name"),
        ('{"name": "甲", "goals": [], "budget_yuan": NaN}', "budget_yuan"),
        (f'{{"name": "甲", "goals": [], "year": {NUMBER}}}', "过长的数字"),
        (f'{{"name": "甲", "goals": []}}\n{{"name": "甲", "year": {NUMBER}}}', "过长的数字"),
        ("[" * 600 + "]" * 600, "嵌套过深"),
        ("[" * 100_000 + "]" * 100_000, "嵌套过深"),
        ('{"a":' * 600 + "1" + "}" * 600, "嵌套过深"),
        ('{"name": "甲", "goals": []}\n' + "[" * 100_000, "嵌套过深"),
        ("[" + "{}," * 5000 + "{}]", "内容过多"),
        (f'{{"name": "甲", "goals": ["{"乙" * 1001}"]}}', "超过 1000 字"),
        ("true", "没有绩效目标表"),
        ("[[], 5, null]", "没有绩效目标表"),
        ('{"name": "甲"}\n{', "第2行"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "表.json"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=rf"^「表\.json」[^。]*{words}[^。]*。$"):
        read_tables(path, ReadingLimits(elements=5000 if "{}," in content else 10**6, text_length=1000))


def test_line_separators_inside_texts_end_no_line(tmp_path: Path) -> None:
    (table,) = read_text_tables("项目名称\t水质监测\n三级指标\t指标值\n单价\t≤2万元\n", "表.txt")
    line = json.dumps(json.loads(table.model_dump_json()) | {"purpose": "甲\u2028乙\x85丙"}, ensure_ascii=False)
    path = tmp_path / "表.json"
    path.write_text(f"{line}\r\n\r\n{line}\n", "utf-8")
    assert [read.purpose for read in read_tables(path)] == ["甲\u2028乙\x85丙"] * 2
