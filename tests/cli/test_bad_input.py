"""Whatever a person gets wrong is one Chinese sentence, and nothing is written."""

import re
from pathlib import Path

import pytest

from assistant.goals.wording import has_han
from tests.cli.conftest import Outcome, Run
from tests.exemplars.samples import project, write_document

PROGRESS = ("未配置语言模型", "正在")


def complaint(outcome: Outcome, code: int = 2) -> str:
    """The one sentence of a refused command."""
    sentences = [line for line in outcome.notices if not line.startswith(PROGRESS)]
    assert len(sentences) == 1, sentences
    assert outcome.code == code
    assert has_han(sentences[0])
    assert sentences[0].endswith("。")
    assert sentences[0].count("。") == 1
    return sentences[0]


def is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())


DRAFT = ("draft", "--name", "妇女培训经费", "--budget", "20")
USAGE = {
    "no command": ((), "缺少参数 命令"),
    "unknown command": (("起草",), "没有命令 '起草'"),
    "only an option": (("--json",), "缺少参数 命令"),
    "unknown option": ((*DRAFT, "--pages", "3"), "不认识的参数 --pages 3"),
    "abbreviated option": (("draft", "--nam", "培训", "--budget", "20"), "--nam"),
    "five digits of a year": ((*DRAFT, "--year", "99999"), "--year"),
    "year zero": ((*DRAFT, "--year", "0"), "--year"),
    "an early year": ((*DRAFT, "--year", "1066"), "1066"),
    "year in words": ((*DRAFT, "--year", "明年"), "'明年'"),
    "excluding nothing": ((*DRAFT, "--exclude-source"), "--exclude-source 后面缺少值"),
    "unknown framework": ((*DRAFT, "--framework", "五分类"), "--framework"),
    "a value for a switch": ((*DRAFT, "--offline=no"), "--offline"),
    "broken characters": (("draft", "--name", "\udcff经费", "--budget", "20"), "--name 里有无法识别的字符"),
    "broken purpose": ((*DRAFT, "--purpose", "\udcff"), "--purpose"),
    "no file to parse": (("parse",), "缺少参数 文件"),
    "no file to review": (("review", "--json"), "缺少参数 文件"),
    "no file to export": (("export", "--out", "甲.docx"), "缺少参数 文件"),
    "no destination of an export": (("export", "甲.txt"), "缺少参数 --out"),
    "nothing to search": (("search",), "缺少参数 文字"),
    "blank search": (("search", "  "), "缺少要查找的文字"),
    "broken search": (("search", "\udcff"), "无法识别的字符"),
    "none of a search": (("search", "培训", "-k", "0"), "-k 的值 '0'"),
    "less than none": (("search", "培训", "-k", "-3"), "-k"),
    "half a result": (("search", "培训", "-k", "1.5"), "'1.5'"),
    "too many results": (("search", "培训", "-k", "10000"), "'10000'"),
    "unknown suite": (("evaluate", "--suite", "甲"), "--suite 不接受 '甲'"),
    "a list and nowhere to": (("batch", "甲.xlsx"), "缺少清单或结果文件夹"),
    "no list": (("batch", "没有.xlsx", "--out", "结果"), "没有.xlsx"),
    "no sheet": (("batch", "甲.docx", "--out", "结果"), "不是项目清单"),
    "no tokens": (("batch", "甲.xlsx", "--out", "结果", "--max-tokens", "0"), "--max-tokens 的值 '0'"),
    "unknown form": ((*DRAFT, "--template", "henan"), "没有表式「henan」，可用的有 three_class、four_class、"),
    "a path for a form": ((*DRAFT, "--template", "../hebei"), "没有表式「../hebei」"),
    "no form": ((*DRAFT, "--template", ""), "没有表式「」"),
    "form of a department": ((*DRAFT, "--template", "zhanjiang_department"), "是部门整体的表式"),
    "form of another framework": ((*DRAFT, "--template", "hebei", "--framework", "four_class"), "与 --framework four_class 不一致"),
}


@pytest.mark.parametrize(("arguments", "saying"), USAGE.values(), ids=USAGE)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], saying: str) -> None:
    outcome = run(*arguments)
    assert saying in complaint(outcome)
    assert outcome.out == ""
    assert is_empty(Path())


REQUESTS = {
    "no name": (("--budget", "20"), "缺少项目名称"),
    "empty name": (("--name", "", "--budget", "20"), "缺少项目名称"),
    "blank name": (("--name", " \u3000\t", "--budget", "20"), "缺少项目名称"),
    "only punctuation": (("--name", "——（）", "--budget", "20"), "里没有文字"),
    "endless name": (("--name", "培" * 500, "--budget", "20"), "500 个字"),
    "endless purpose": (("--name", "培训经费", "--budget", "20", "--purpose", "训" * 5001), "5001 个字"),
    "no budget": (("--name", "培训经费"), "缺少预算金额"),
    "blank budget": (("--name", "培训经费", "--budget", " "), "缺少预算金额"),
    "zero": (("--name", "培训经费", "--budget", "0"), "应大于 0"),
    "negative": (("--name", "培训经费", "--budget", "-5"), "应大于 0"),
    "out of reach": (("--name", "培训经费", "--budget", "1e30"), "超过十万亿元"),
    "beyond numbers": (("--name", "培训经费", "--budget", "1e9999999"), "预算金额"),
    "no number": (("--name", "培训经费", "--budget", "abc"), "看不懂预算金额「abc」"),
    "not finite": (("--name", "培训经费", "--budget", "nan"), "看不懂预算金额「nan」"),
    "classified": (("--name", "涉密项目经费", "--budget", "20"), "不处理涉密内容"),
    "classified purpose": (("--name", "专项经费", "--budget", "20", "--purpose", "密级：机密★"), "不处理涉密内容"),
}  # fmt: skip


@pytest.mark.parametrize("wanted", [(), ("--json",), ("--out", "甲.docx", "--offline")])
@pytest.mark.parametrize(("arguments", "saying"), REQUESTS.values(), ids=REQUESTS)
def test_what_cannot_be_drafted(run: Run, arguments: tuple[str, ...], saying: str, wanted: tuple[str, ...]) -> None:
    outcome = run("draft", *arguments, *wanted)
    assert saying in complaint(outcome)
    assert outcome.out == ""
    assert is_empty(Path())


@pytest.mark.parametrize(
    ("out", "saying"),
    [
        ("甲.pdf", ".docx、.xlsx"),
        ("甲", "不能导出"),
        ("", "--out 后面是空的"),
        ("表" * 100 + ".docx", "过长"),
        ("表" * 100, "不能导出"),
        ("../file/甲.docx", "是文件而不是文件夹"),
        ("../file/", "是文件而不是文件夹"),
        ("../folder.docx", None),
    ],
)
def test_where_nothing_can_be_written(run: Run, tmp_path: Path, out: str, saying: str | None) -> None:
    (tmp_path / "file").write_text("")
    outcome = run(*DRAFT, "--offline", "--out", "好.docx", "--out", out)
    if saying is None:  # a folder that is still to be made
        assert outcome.code == 0
        return
    assert saying in complaint(outcome)
    assert outcome.out == ""
    assert is_empty(Path())


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that takes no files")
def test_what_only_fails_when_written(run: Run) -> None:
    assert "无法写入「/proc/甲.docx」" in complaint(run(*DRAFT, "--offline", "--out", "/proc/甲.docx"))
    assert is_empty(Path())


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that takes no files")
def test_one_file_of_several_that_cannot_be_written(run: Run) -> None:
    outcome = run(*DRAFT, "--offline", "--out", "/proc/甲.docx", "--out", "乙.csv")
    assert outcome.code == 1
    assert [line[:4] for line in outcome.notices] == ["无法写入", "已写出 "]
    assert Path("乙.csv").stat().st_size > 0


COMMANDS = (("parse",), ("parse", "--json"), ("review",), ("review", "--json"), ("export", "--out", "../out.docx"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("name", "content", "saying"),
    [
        ("通知.txt", "关于召开会议的通知".encode(), "没有找到绩效目标表"),
        ("空.txt", b"", "空文件"),
        ("图.png", b"\x89PNG\r\n", "「图.png」"),
        ("旧.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("坏.docx", b"PK\x03\x04 broken", "坏.docx"),
        ("坏.xlsx", b"no zip", "坏.xlsx"),
        ("坏.json", b'{"table": ', "不是完整的 JSON"),
        ("别的.json", b'{"a": 1}', "没有绩效目标表"),
        ("无.txt", None, "找不到文件"),
        ("夹", "folder", "是一个文件夹"),
        ("长" * 300, None, "打不开文件"),
    ],
    ids=lambda value: value[:6] if isinstance(value, str) else "",
)
def test_files_that_are_no_tables(
    run: Run, tmp_path: Path, command: tuple[str, ...], name: str, content: bytes | str | None, saying: str
) -> None:
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        path.mkdir()
    outcome = run(*command, path)
    assert saying in complaint(outcome)
    assert outcome.out == ""
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize("out", ["甲.pdf", "../file/甲.docx", ".", "表" * 100 + ".docx"])
def test_exports_that_cannot_be_written(run: Run, tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("")
    table = write_document(tmp_path / "表.txt", project("培训经费"))
    complaint(run("export", table, "--out", out))
    assert is_empty(Path())


def test_an_export_of_one_table_of_several_needs_its_number(run: Run, tmp_path: Path) -> None:
    several = write_document(tmp_path / "两张.txt", project("甲经费"), project("乙经费"))
    assert "--table 1 到 --table 2" in complaint(run("export", several, "--out", "甲.json"))
    assert "没有第 3 张" in complaint(run("export", several, "--out", "甲.json", "--table", "3"))
    assert is_empty(Path())


def test_a_classified_table_is_not_exported(run: Run, tmp_path: Path) -> None:
    table = write_document(tmp_path / "表.txt", project("专项经费", marked=True))
    assert "不能导出" in complaint(run("export", table, "--out", "甲.docx"))
    assert is_empty(Path())


def test_results_of_the_benchmark_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "无法写入" in complaint(run("evaluate", "--suite", "parse", "--items", "../file/甲.jsonl"))


def test_no_complaint_shows_a_place_in_the_program(run: Run) -> None:
    for arguments in [*(arguments for arguments, _ in USAGE.values()), *(("draft", *arguments) for arguments, _ in REQUESTS.values())]:
        assert not re.search(r"Traceback|File \"|Error\b|error:", "\n".join(run(*arguments).notices))
