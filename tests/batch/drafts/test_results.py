from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.batch import ListedProject, write_results
from assistant.batch.drafts.results import Made, made_with, results_workbook
from assistant.batch.drafts.summary import Result
from assistant.batch.lists.listed import ListFacts, RefusedRow
from assistant.batch.remarks import Remarks
from assistant.drafting import Draft, DraftRequest
from assistant.errors import UnsupportedFormatError
from assistant.export.workbook import LONGEST_TEXT
from assistant.goals import Goal, GoalTable, Indicator
from assistant.review import RULES, Finding
from assistant.review.finding import Fix
from assistant.settings import Settings

ROW = Indicator(level1="产出指标", level2="数量指标", level3="宣传活动场次", value="=100%", status="to_confirm", evidence=("a", "b"))
FINDINGS = (
    Finding(rule="MONEY-03", severity="error", message="超出预算", indicator=0, field="value", fix=Fix(field="value", new="≤2万元")),
    Finding(rule="GOAL-01", severity="warning", message="没有目标"),
)


def project(row: int = 2, name: str = "培训经费", **extra: str) -> ListedProject:
    return ListedProject(row, DraftRequest(name, Decimal("200000.50"), 2027, "某局"), extra)


def draft(row: Indicator = ROW) -> Draft:
    table = GoalTable(name="培训经费", goals=(Goal(text="甲"), Goal(text="乙")), indicators=(row,))
    return Draft(table=table, findings=FINDINGS, to_confirm=("培训几天？",))


def sheets(path: Path) -> dict[str, list[dict[str, object]]]:
    book = openpyxl.load_workbook(path)
    rows = {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
    return {title: [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]] for title, lines in rows.items()}


def test_every_project_indicator_finding_question_and_failure_has_its_row(tmp_path: Path) -> None:
    results = [
        Result(project(编码="=001"), draft(), "done"),
        Result(project(5, "会议经费"), "模型没有回答，请稍后再试。", "failed"),
    ]
    write_results(tmp_path / "out.xlsx", results, "范例 {}".format)
    read = sheets(tmp_path / "out.xlsx")
    assert list(read) == ["汇总", "说明", "指标", "审核意见", "待确认", "没有起草"]
    assert read["汇总"] == [
        {
            "行号": 2,
            "项目名称": "培训经费",
            "预算（元）": 200000.5,
            "实施单位": "某局",
            "预算年度": "2027",
            "结果": "已起草（离线）",
            "绩效目标": "1. 甲\n2. 乙",
            "指标数": 1,
            "错误": 1,
            "警告": 1,
            "提示": 0,
            "待确认": 1,
            "说明": None,
            "审核备注": None,
            "编码": "=001",
        },
        dict.fromkeys(read["汇总"][0])
        | {"行号": 5, "项目名称": "会议经费", "预算（元）": 200000.5, "实施单位": "某局", "预算年度": "2027", "结果": "失败"}
        | {"说明": "模型没有回答，请稍后再试。"},
    ]
    (row,) = read["指标"]
    assert (row["行号"], row["三级指标"], row["指标值"], row["状态"]) == (2, "宣传活动场次", "=100%", "待确认")
    assert (row["依据范例"], list(row)[-1], row["范例编号"]) == ("范例 a\n范例 b", "范例编号", "a、b")
    assert [(each["级别"], each["所在指标"], each["建议改为"], each["规则编号"]) for each in read["审核意见"]] == [
        ("错误", "宣传活动场次", "≤2万元", "MONEY-03"),
        ("警告", None, None, "GOAL-01"),
    ]
    assert [each["问题"] for each in read["审核意见"]] == [RULES["MONEY-03"].title, RULES["GOAL-01"].title]
    assert read["待确认"] == [{"行号": 2, "项目名称": "培训经费", "待确认事项": "培训几天？"}]
    assert read["没有起草"] == [
        {"行号": 5, "项目名称": "会议经费", "实施单位": "某局", "情况": "失败", "原因": "模型没有回答，请稍后再试。", "编码": None}
    ]


def test_what_is_marked_in_a_draft_is_not_written(tmp_path: Path) -> None:
    marked = ROW.model_copy(update={"level3": "某机密级文件印制"})
    write_results(tmp_path / "out.xlsx", [Result(project(), draft(marked), "done"), Result(project(3), draft(), "done")])
    read = sheets(tmp_path / "out.xlsx")
    assert [row["结果"] for row in read["汇总"]] == ["失败", "已起草（离线）"]
    assert [row["行号"] for row in read["指标"]] == [3]
    assert "机密级" not in repr(read)


def test_texts_longer_than_a_cell_are_cut_and_say_so(tmp_path: Path) -> None:
    write_results(tmp_path / "out.xlsx", [Result(project(说明="😀" * LONGEST_TEXT), draft(), "done")])
    text = str(sheets(tmp_path / "out.xlsx")["汇总"][0]["说明（清单）"])
    assert text.startswith("😀" * 1000)
    assert text.endswith("未写完）")


def test_only_workbooks_are_written(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError, match=r"\.xlsx"):
        write_results(tmp_path / "out.csv", [])
    write_results(tmp_path / "empty.xlsx", [])
    assert all(rows == [] for title, rows in sheets(tmp_path / "empty.xlsx").items() if title != "说明")


def told_of(results: Sequence[Result], made: Made, remarks: Remarks | None = None) -> dict[object, object]:
    """What 说明 says, by the names in front."""
    book = openpyxl.load_workbook(BytesIO(results_workbook(results, made, remarks=remarks)))
    return {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}


def test_only_what_is_there_is_explained() -> None:
    least = told_of([Result(project(), draft(), "done")], Made())
    assert not least.keys() & {"结果", "自检得分（非官方）", "token（提问）、token（答复）", "费用", "怎么做的"}
    assert least["行号"] == "项目在清单里的行号。"
    assert "清单里跳过的" not in str(least["汇总"])
    prices = Settings(price_input=Decimal(1), price_output=Decimal(2))
    made = made_with(prices, [("清单", "清单.xlsx")], [RefusedRow(9, None, "缺少项目名称")])
    old = Result(project(), draft(), "waiting", "draft@1", (100, 20), "目标表/a.docx")
    full = told_of([old, Result(project(3), draft(), "fallback"), Result(project(4), "已删除。", "done")], made, Remarks())
    assert {"自检得分（非官方）", "token（提问）、token（答复）", "费用", "怎么做的"} <= full.keys()
    assert "Word 文件名" in str(full["行号"])
    assert "清单里跳过的" in str(full["汇总"])
    words = [told.split("：")[0] for told in str(full["结果"]).split("；")]
    assert words == ["已起草（改用离线）", "跳过", "待重做", "草稿已删除"]


def test_a_workbook_that_nobody_reads_again_promises_nothing_of_remarks() -> None:
    results = [Result(project(), draft(), "done")]
    assert "重新运行" in str(told_of(results, Made(), Remarks())["审核备注"])
    assert "重新运行" not in (downloaded := str(told_of(results, Made())["审核备注"]))
    assert "没有这里写下的内容" in downloaded


@settings(max_examples=30)
@given(value=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), min_size=1, max_size=40))
def test_every_text_comes_back(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    path = tmp_path_factory.mktemp("results") / "out.xlsx"
    write_results(path, [Result(project(甲=f"={value}"), f"x{value}", "failed")])
    read = sheets(path)
    assert (read["汇总"][0]["甲"], read["没有起草"][0]["原因"]) == (f"={value}", f"x{value}")


def test_what_was_told_of_the_list_stands_beside_its_rows_and_what_it_carries_is_in_its_order(tmp_path: Path) -> None:
    facts = ListFacts(("预算取自「审定预算」栏，没有取「申报预算」栏。",), ("科室", "上级补助（万元）", "电话", "情况"))
    first = replace(project(2, **{"上级补助（万元）": "1,200", "电话": "87654321"}), notices=("资金来源少 1万元。",), about=facts)
    results = [
        Result(first, draft().model_copy(update={"notice": "离线草稿。"}), "done"),
        Result(project(3, "会议经费", 科室="办公室", **{"上级补助（万元）": "1,026.50"}), "等", "waiting"),
    ]
    refused = RefusedRow(4, "印刷经费", "缺少预算。", "某中心", {"科室": "财务科", "情况": "续建"})
    path = tmp_path / "out.xlsx"
    path.write_bytes(results_workbook(results, Made(refused=[refused])))
    read = sheets(path)
    assert list(read["汇总"][0])[-4:] == ["科室", "上级补助（万元）", "电话", "情况"]
    told, waiting, skipped = read["汇总"]
    assert told["说明"] == "离线草稿。\n资金来源少 1万元。"
    assert (told["上级补助（万元）"], waiting["上级补助（万元）"], told["电话"]) == (1200, 1026.5, "87654321")
    column = [cell.value for cell in openpyxl.load_workbook(path)["汇总"][1]].index("上级补助（万元）") + 1
    looks = [row[0].number_format for row in openpyxl.load_workbook(path)["汇总"].iter_rows(2, 3, column, column)]
    assert looks == ["#,##0", "#,##0.00"]
    assert (skipped["实施单位"], skipped["科室"]) == ("某中心", "财务科")
    assert told_of(results, Made())["请留意 1"] == facts.notices[0]
    undone = read["没有起草"]
    assert [(row["实施单位"], row["情况"], row["科室"], row["情况（清单）"]) for row in undone] == [
        ("某局", "还没有起草", "办公室", None),
        ("某中心", "跳过", "财务科", "续建"),
    ]
