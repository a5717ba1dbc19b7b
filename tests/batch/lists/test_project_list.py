import csv
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.batch import ProjectList, read_list, write_list_template
from assistant.batch.lists.amounts import money_unit
from assistant.batch.lists.columns import read_headings
from assistant.errors import ClassifiedError, InputError, UnsupportedFormatError
from assistant.goals import Framework, Funding
from assistant.reading import ReadingLimits

TODAY = date(2026, 11, 21)
HEAD = ["项目名称", "预算（万元）", "实施单位", "预算年度", "资金用途", "指标框架"]
Rows = Sequence[Sequence[str | int | None]]
Read = Callable[[Rows], ProjectList]


@pytest.fixture(params=[".xlsx", ".csv"])
def read(request: pytest.FixtureRequest, tmp_path: Path) -> Read:
    path = tmp_path / f"list{request.param}"

    def write_and_read(rows: Rows) -> ProjectList:
        write(path, rows)
        return read_list(path, today=TODAY)

    return write_and_read


def write(path: Path, rows: Rows, encoding: str = "utf-8") -> None:
    if path.suffix == ".xlsx":
        workbook = openpyxl.Workbook()
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                workbook.worksheets[0].cell(row, column, value)
        workbook.save(path)
        return
    file = StringIO()
    csv.writer(file).writerows(rows)
    path.write_bytes(file.getvalue().encode(encoding))


def test_a_row_says_all_that_a_request_needs(read: Read) -> None:
    listed = read([HEAD, ["妇女维权服务经费", 20, "某县妇女联合会", 2027, "开展宣传12场，\n培训200人", "三分类"], ["保密培训经费", "3.5"]])
    assert listed.problems == listed.notices == ()
    full, least = listed.rows
    assert (full.row, full.request.name, full.request.budget_yuan) == (2, "妇女维权服务经费", Decimal(200000))
    assert (full.request.unit, full.request.year, full.request.framework) == ("某县妇女联合会", 2027, Framework.THREE_CLASS)
    assert full.request.purpose == "开展宣传12场，\n培训200人"
    assert (least.row, least.request.budget_yuan, least.request.unit, least.request.year) == (3, Decimal(35000), None, 2027)
    assert least.request.framework is Framework.FOUR_CLASS


def test_everything_that_is_wrong_is_told_at_once_with_the_number_of_its_row(read: Read) -> None:
    listed = read(
        [
            ["2027年项目清单"],
            HEAD,
            ["好项目经费", 10],
            ["", "abc", "", "明年", "", "五分类"],
            [],
            ["涉密项目经费", 10],
            ["培训经费", ""],
            ["——", -3, "", 99],
        ]
    )
    assert [row.request.name for row in listed.rows] == ["好项目经费"]
    told = [problem.split("：")[0] + problem.partition("：")[2][:8] for problem in listed.problems]
    assert told == [
        "第 4 行缺少项目名称，请",
        "第 4 行看不懂「预算（万",
        "第 4 行看不懂预算年度「",
        "第 4 行看不懂指标框架「",
        f"{listed.problems[4]}",
        "第 7 行缺少预算金额，请",
        "第 8 行项目名称「——」",
        "第 8 行预算年度 99 ",
        "第 8 行「预算（万元）」",
    ]
    assert listed.problems[4].startswith("第 6 行标有涉密字样")
    assert all("--" not in problem and "请" in problem for problem in listed.problems)


@pytest.mark.parametrize("marked", [["某工程", 5, "机密"], ["某工程（秘密★）", 5, ""], ["某工程", 5, "密级：绝密"]])
def test_what_is_marked_is_never_kept(read: Read, marked: list[str | int | None]) -> None:
    listed = read([["名称", "金额（元）", "密级"], marked, ["保密培训", 5, ""]])
    assert [row.request.name for row in listed.rows] == ["保密培训"]
    assert "某工程" not in repr(listed)


def test_a_list_that_is_marked_as_a_whole_is_refused(read: Read) -> None:
    with pytest.raises(ClassifiedError):
        read([["密级：机密★"], HEAD, ["培训经费", 5]])


@pytest.mark.parametrize(("name", "sheet"), [("涉密项目清单", "Sheet"), ("机密", "Sheet"), ("清单", "涉密项目")])
def test_a_list_whose_name_is_marked_is_refused_without_saying_the_name(tmp_path: Path, name: str, sheet: str) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(HEAD[:2])
    workbook.worksheets[0].append(["培训经费", 5])
    workbook.create_sheet(sheet).append(["说明"])
    workbook.save(tmp_path / f"{name}.xlsx")
    with pytest.raises(ClassifiedError) as caught:
        read_list(tmp_path / f"{name}.xlsx", today=TODAY)
    assert not any(marked in str(caught.value) for marked in ("涉密项目", "机密"))


@pytest.mark.parametrize(
    ("heading", "cell", "yuan"),
    [
        ("预算（万元）", 20, 200_000),
        ("金额（元）", 200_000, 200_000),
        ("预算金额(元)", "200,000.50", Decimal("200000.5")),
        ("2027年预算 （单位：万元）", "20", 200_000),
        ("申请资金/万元", 20, 200_000),
        ("预算（万元）", "200000元", 200_000),
        ("金额（元）", "二十万元", 200_000),
        ("预算", 20, 200_000),
        ("总投资（亿元）", "1.5", 150_000_000),
    ],
)
def test_units_of_money_stand_in_the_cell_or_the_heading(read: Read, heading: str, cell: str | int, yuan: Decimal | int) -> None:
    (row,) = read([["项目", heading], ["培训经费", cell]]).rows
    assert row.request.budget_yuan == yuan


def test_the_unit_may_stand_above_the_table(read: Read) -> None:
    (row,) = read([["项目清单"], ["单位：元"], ["项目", "金额"], ["培训经费", 200_000]]).rows
    assert row.request.budget_yuan == 200_000


def test_a_large_number_without_any_unit_is_asked_about(read: Read) -> None:
    listed = read([["项目", "预算"], ["培训经费", 200_000], ["会议经费", 20]])
    assert [row.request.budget_yuan for row in listed.rows] == [200_000]
    assert len(listed.problems) == 1
    assert "第 2 行：「预算」栏的金额「200000」没有写单位" in listed.problems[0]
    assert any("按万元计" in notice for notice in listed.notices)


@pytest.mark.parametrize(
    "headings",
    [
        ["序号", "项目", "金额（元）", "单位", "年度", "用途"],
        ["编号", "*项目名称", "预算金额（元）", "预算单位", "预算年度", "主要内容"],
        ["No", "名 称", "资金总额（元）", "责任单位", "年份", "项目概况"],
        ["序号", "工程名称", "2027年预算安排（元）", "主管部门", "实施年度", "建设内容及规模"],
        ["序号", "项目（课题）名称", "申请经费（元）", "承担单位", "年", "备注"],
    ],
)
def test_headings_of_many_offices(read: Read, headings: list[str]) -> None:
    (row,) = read([headings, [1, "培训经费", 50_000, "某局", "2027年", "培训100人"]]).rows
    request = row.request
    assert (request.name, request.budget_yuan, request.unit, request.year, request.purpose) == (
        "培训经费",
        Decimal(50_000),
        "某局",
        2027,
        "培训100人",
    )
    assert row.extra == {headings[0]: "1"} | ({"备注": "培训100人"} if "备注" in headings else {})


def test_other_columns_are_kept_by_their_headings(read: Read) -> None:
    (row,) = read([["项目名称", "预算（万元）", "上年预算", "备注", "用途", "备注"], ["培训经费", 5, 4, "续建", "培训", "=急"]]).rows
    assert row.extra == {"上年预算": "4", "备注": "续建", "备注（2）": "=急"}


def test_totals_blank_rows_and_rows_without_anything_to_read_are_no_projects(read: Read) -> None:
    listed = read([["序号", *HEAD[:2]], [1, "培训经费", 5], [2, "", ""], ["", "", ""], ["", "合 计", 5], ["填表人：张三"]])
    assert [row.row for row in listed.rows] == [2]
    assert listed.problems == ()
    assert listed.notices == ("第 5 行是合计，没有作为项目。",)


def test_what_is_carried_says_the_unit_above_the_table_and_what_is_left_out_keeps_it(read: Read) -> None:
    head = ["项目名称", "实施单位", "预算", "电话", "上级补助", "资金性质", "上年执行率"]
    rows: Rows = [["一项目", "某局", 20, "", "1200", "专项", "95"], ["二项目", "某中心", "", "8765", "3", "专项", ""]]
    listed = read([["单位：万元"], head, *rows])
    (row,), (refused,) = listed.rows, listed.refused
    assert row.extra == {"上级补助（万元）": "1200", "资金性质": "专项", "上年执行率": "95"}
    assert row.about is not None
    assert row.about.headings[-4:] == ("电话", "上级补助（万元）", "资金性质", "上年执行率")
    assert (refused.unit, refused.extra) == ("某中心", {"电话": "8765", "上级补助（万元）": "3", "资金性质": "专项"})


def test_merged_cells_speak_for_all_their_rows(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ["单位", "项目名称", "预算金额（万元）", None],
        [None, None, "合计", "其中财政"],
        ["甲局", "一项目", 5, 4],
        [None, "二项目", 6, 6],
    ):
        sheet.append(row)
    for merged in ("A1:A2", "B1:B2", "C1:D1", "A3:A4"):
        sheet.merge_cells(merged)
    workbook.save(tmp_path / "list.xlsx")
    listed = read_list(tmp_path / "list.xlsx", today=TODAY)
    assert [(row.row, row.request.unit, row.request.name, row.request.budget_yuan) for row in listed.rows] == [
        (3, "甲局", "一项目", Decimal(50_000)),
        (4, "甲局", "二项目", Decimal(60_000)),
    ]


def test_a_second_sheet_is_not_read_and_told(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for sheet in (workbook.worksheets[0], workbook.create_sheet("其他")):
        sheet.append(HEAD[:2])
        sheet.append([f"{sheet.title}经费", 5])
    workbook.save(tmp_path / "list.xlsx")
    listed = read_list(tmp_path / "list.xlsx", today=TODAY)
    assert [row.request.name for row in listed.rows] == ["Sheet经费"]
    assert "「其他」" in listed.notices[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_of_chinese_offices(tmp_path: Path, encoding: str) -> None:
    write(tmp_path / "list.csv", [HEAD, ["妇女维权服务经费", "20万元", "某县妇女联合会"]], encoding)
    (row,) = read_list(tmp_path / "list.csv", today=TODAY).rows
    assert (row.request.name, row.request.unit) == ("妇女维权服务经费", "某县妇女联合会")


@pytest.mark.parametrize("rows", [[["培训经费", 5]], [["项目名称", "负责人"], ["培训", "张三"]], [HEAD], [["说明"]]])
def test_no_list_is_told_with_a_way_out(read: Read, rows: Rows) -> None:
    with pytest.raises(InputError, match="请"):
        read(rows)


def test_bad_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04 damaged")
    (tmp_path / "list.docx").write_bytes(b"x")
    with pytest.raises(InputError):
        read_list(tmp_path / "list.xlsx", today=TODAY)
    with pytest.raises(UnsupportedFormatError, match="清单模板"):
        read_list(tmp_path / "list.docx", today=TODAY)
    write(tmp_path / "long.csv", [HEAD, *(("培训经费", 5) for _ in range(50))])
    with pytest.raises(InputError, match="单元格"):
        read_list(tmp_path / "long.csv", ReadingLimits(cells=40), today=TODAY)


def test_the_template_is_read_as_it_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "new" / "清单.xlsx"
    write_list_template(path)
    with pytest.raises(InputError, match="没有项目"):
        read_list(path, today=TODAY)
    workbook = openpyxl.load_workbook(path)
    workbook["项目清单"].append(["培训经费", 20, 15, 5, "某局", 2027, "培训200人", "四分类", "330-01", "张三"])
    workbook.save(path)
    (row,) = read_list(path, today=TODAY).rows
    assert (row.row, row.request.budget_yuan, row.request.year) == (2, Decimal(200_000), 2027)
    assert (row.funding, row.code, row.extra) == (
        Funding(fiscal_yuan=Decimal(150_000), other_yuan=Decimal(50_000)),
        "330-01",
        {"联系人": "张三"},
    )
    examples = {cells[0]: cells[3] for cells in workbook["填写说明"].iter_rows(min_row=2, values_only=True)}
    assert [examples[heading] for heading in HEAD[:4]] == ["妇女维权服务经费", "20", "某某县妇女联合会", "2027"]


@given(st.integers(1, 10**9), st.sampled_from(["元", "万元", "千元"]), st.booleans())
def test_a_unit_counts_wherever_it_stands(number: int, unit: str, in_heading: bool) -> None:
    heading = f"预算（{unit}）" if in_heading else "预算"
    assert money_unit(heading) == (unit if in_heading else None)
    assert read_headings({1: "项目", 2: heading}).fields == {"name": 1, "budget": 2}


def test_a_year_that_is_over_is_told(tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text("项目名称,预算（万元）,预算年度\n培训经费,20,2019\n会议经费,3,2026\n", "utf-8")
    listed = read_list(path, today=date(2026, 11, 1))
    assert [project.request.year for project in listed.rows] == [2019, 2026]
    assert listed.notices == ("第 2 行的预算年度 2019 已经过去，照样起草，请核对。",)
