"""What a person is told about files that cannot be read."""

import json
from pathlib import Path

import pytest

from assistant.errors import InputError, NotAGoalTableError, UnsupportedFormatError
from assistant.reading import ReadingLimits, read_tables, read_text_tables

SENTENCE = r"[^。]+。"


@pytest.mark.parametrize("ending", [".doc", ".xls", ".pdf", ".wps", ".png", ".zip"])
def test_unsupported_formats_name_a_way_out(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"表{ending}"
    path.write_bytes(b"anything")
    with pytest.raises(UnsupportedFormatError, match=f"^{SENTENCE}$"):
        read_tables(path)


def test_missing_empty_and_large_files_and_folders_are_told(tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_bytes(b" \n")
    large = tmp_path / "大.txt"
    large.write_bytes(b"x" * 100)
    for path, words in ((tmp_path / "无.txt", "找不到"), (empty, "空文件"), (tmp_path, "文件夹"), (large, "上限")):
        with pytest.raises(InputError, match=words):
            read_tables(path, ReadingLimits(file_bytes=10))


def test_binary_garbage_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_bytes(bytes(range(256)) * 4)
    with pytest.raises(InputError, match="编码"):
        read_tables(path)


def test_a_readable_file_without_goal_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("关于召开会议的通知\n请各单位按时参加。", encoding="utf-8")
    with pytest.raises(NotAGoalTableError, match=r"「通知\.txt」"):
        read_tables(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_chinese_offices(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "表.txt"
    text = "项目名称\t水质监测\n绩效目标\t保障运行，共3次。\n三级指标\t指标值\n监测次数\t≥12次\n"
    path.write_bytes(text.encode(encoding))
    (table,) = read_tables(path)
    assert (table.name, table.indicators[0].level3) == ("水质监测", "监测次数")


def test_json_of_the_product_is_read_back(tmp_path: Path) -> None:
    (table,) = read_text_tables("项目名称\t水质监测\n三级指标\t指标值\n单价\t≤2万元\n", "表.txt")
    plain = json.loads(table.model_dump_json())
    for content in (plain, [plain], {"table": plain, "mode": "offline"}):
        path = tmp_path / "表.json"
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        assert read_tables(path) == [table]
    path.write_text(f"{json.dumps(plain)}\n{json.dumps(plain)}\n", encoding="utf-8")
    assert read_tables(path) == [table, table]


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "第1行"), ('{"a": 1}', "没有绩效目标表"), ('{"name": "甲", "indicators": [{"level3": 5}]}', "indicators.0.level3")],
)
def test_wrong_json_names_the_place(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "表.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_tables(path)
