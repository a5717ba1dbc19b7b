import re
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import ExportError
from assistant.goals import GoalTable
from assistant.reporting import FORMATS, Entry, check_report_destination, write_report
from assistant.reporting.content import list_findings
from tests.reporting.samples import FAULTY, corrected, reviewed
from tests.review.samples import sound_table, table_with

formats = pytest.mark.parametrize("ending", FORMATS)
FORMULAS = ["=100%", "+5%", "-3%", "@所有人", "＝SUM(A1)"]


def text_of(path: Path) -> str:
    """All texts of a report, whatever its format."""
    if path.suffix == ".md":
        return path.read_text("utf-8").replace("\\", "")
    if path.suffix == ".xlsx":
        return "\n".join(str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row)
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def written(path: Path, *entries: Entry) -> Path:
    write_report(entries, path)
    return path


@formats
def test_every_format_says_the_same(tmp_path: Path, ending: str) -> None:
    entry = corrected()
    path = written(tmp_path / "新" / f"审核{ending}", entry, reviewed(sound_table(name="别的经费")))
    text = text_of(path)
    for row in list_findings(entry):
        assert all(cell in text for cell in row)
    said = ["妇女培训经费", "别的经费", "某区_2024.docx", "95百分比", "不是财政审核结论", "没有资金支出计划"]
    assert [part for part in said if part not in text] == []
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@formats
def test_without_corrections_none_are_spoken_of(tmp_path: Path, ending: str) -> None:
    assert "已修改" in text_of(written(tmp_path / f"甲{ending}", corrected())) + "".join(sheets(tmp_path / f"甲{ending}"))
    assert "已修改" not in text_of(written(tmp_path / f"乙{ending}", reviewed())) + "".join(sheets(tmp_path / f"乙{ending}"))


def sheets(path: Path) -> list[str]:
    return openpyxl.load_workbook(path).sheetnames if path.suffix == ".xlsx" else []


@formats
def test_a_classified_table_shows_nothing_of_itself(tmp_path: Path, ending: str) -> None:
    marked = FAULTY.model_copy(update={"purpose": "密级：机密"})
    text = text_of(written(tmp_path / f"审核{ending}", Entry(marked, reviewed().review)))
    assert "涉密" in text
    assert "资料" not in text
    assert "UNIT-02" not in text


@formats
def test_a_report_of_no_tables_can_be_opened(tmp_path: Path, ending: str) -> None:
    assert text_of(written(tmp_path / f"审核{ending}"))


@pytest.mark.parametrize("name", ["审核.pdf", "审核", "审核.doc", ".docx"])
def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match=r"\.docx、\.xlsx、\.md"):
        write_report([reviewed()], tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "审核.docx").mkdir()
    with pytest.raises(ExportError, match="请写明文件名"):
        check_report_destination(tmp_path / "审核.docx")


def test_a_report_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "审核.xlsx"
    path.write_bytes(b"earlier")
    with pytest.raises(ExportError, match="请缩短"):
        write_report([reviewed(table_with("数量指标", "字" * 40000, "5份"))], path)
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_markdown_keeps_its_columns_whatever_a_name_holds(tmp_path: Path) -> None:
    lines = written(tmp_path / "审核.md", corrected()).read_text("utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert any(r"资料\|达标率" in line for line in rows)
    at = lines.index("### 审核意见") + 2
    findings = [line for line in lines[at:] if line.startswith("|")][: len(corrected().review.findings) + 2]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in findings} == {10}


def sheet_of(tmp_path: Path, name: str, *entries: Entry) -> Worksheet:
    return openpyxl.load_workbook(written(tmp_path / "审核.xlsx", *entries))[name]


def test_the_workbook_sums_up_first(tmp_path: Path) -> None:
    entry = corrected()
    sheet = sheet_of(tmp_path, "汇总", entry, reviewed(sound_table(name="别的经费")))
    headings, first, second, note = (list(row) for row in sheet.iter_rows(values_only=True))
    assert headings[:9] == ["项目名称", "单位", "预算年度", "预算（元）", "错误", "警告", "提示", "自检得分", "等级"]
    assert first[0] == "妇女培训经费"
    assert first[3] == 20000
    assert sum(int(str(count)) for count in first[4:7]) == len(entry.review.findings)
    assert second[4:9] == [0, 0, 0, 100, "优"]
    assert "不是财政审核结论" in str(note[0])
    assert sheets(tmp_path / "审核.xlsx") == ["汇总", "审核意见", "自检得分", "未检查项", "已修改"]


def test_findings_can_be_filtered_and_printed(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "审核意见", reviewed())
    count = len(reviewed().review.findings)
    assert [cell.value for cell in sheet[1]][:3] == ["项目名称", "序号", "级别"]
    assert {sheet.cell(row, 1).value for row in range(2, count + 2)} == {"妇女培训经费"}
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows) == (f"A1:J{count + 1}", "B2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == ("landscape", 9, 1)
    assert sheet["B2"].value == 1
    assert sheet["H2"].alignment.wrap_text
    assert (sheet.column_dimensions["H"].width or 0) > 20


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_is_calculated(tmp_path: Path, text: str) -> None:
    table: GoalTable = table_with("数量指标", text, "5 个百分比", name=text)
    sheet = sheet_of(tmp_path, "审核意见", reviewed(table))
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(text)]
    assert cells
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


def test_the_word_file_lies_across_with_headings_on_every_page(tmp_path: Path) -> None:
    document = docx.Document(str(written(tmp_path / "审核.docx", reviewed(), reviewed(sound_table(name="别的经费")))))
    section = document.sections[0]
    assert section.page_width is not None
    assert (round(section.page_width.mm), round((section.page_height or 0) / 36000)) == (297, 210)
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert "w:tblHeader" not in table.rows[1]._tr.xml
    titles = [paragraph for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "报告项目标题"]
    assert [paragraph.text for paragraph in titles] == ["1. 妇女培训经费", "2. 别的经费"]
    assert titles[1].paragraph_format.page_break_before
    assert 'w:eastAsia="宋体"' in document.styles["Normal"].element.xml
