from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.batch import ListedProject, write_results
from assistant.drafting import Draft, DraftRequest
from assistant.errors import UnsupportedFormatError
from assistant.export.workbook import LONGEST_TEXT
from assistant.goals import Goal, GoalTable, Indicator
from assistant.review import RULES, Finding
from assistant.review.finding import Fix

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
    outcomes: list[tuple[ListedProject, Draft | str]] = [
        (project(编码="=001"), draft()),
        (project(5, "会议经费"), "模型没有回答，请稍后再试。"),
    ]
    write_results(tmp_path / "out.xlsx", outcomes, "范例 {}".format)
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
    assert read["没有起草"] == [{"行号": 5, "项目名称": "会议经费", "情况": "失败", "原因": "模型没有回答，请稍后再试。"}]


def test_what_is_marked_in_a_draft_is_not_written(tmp_path: Path) -> None:
    marked = ROW.model_copy(update={"level3": "某机密级文件印制"})
    write_results(tmp_path / "out.xlsx", [(project(), draft(marked)), (project(3), draft())])
    read = sheets(tmp_path / "out.xlsx")
    assert [row["结果"] for row in read["汇总"]] == ["失败", "已起草（离线）"]
    assert [row["行号"] for row in read["指标"]] == [3]
    assert "机密级" not in repr(read)


def test_texts_longer_than_a_cell_are_cut_and_say_so(tmp_path: Path) -> None:
    write_results(tmp_path / "out.xlsx", [(project(说明="😀" * LONGEST_TEXT), draft())])
    text = str(sheets(tmp_path / "out.xlsx")["汇总"][0]["说明（清单）"])
    assert text.startswith("😀" * 1000)
    assert text.endswith("未写完）")


def test_only_workbooks_are_written(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError, match=r"\.xlsx"):
        write_results(tmp_path / "out.csv", [])
    write_results(tmp_path / "empty.xlsx", [])
    assert all(rows == [] for title, rows in sheets(tmp_path / "empty.xlsx").items() if title != "说明")


@settings(max_examples=30)
@given(value=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), min_size=1, max_size=40))
def test_every_text_comes_back(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    path = tmp_path_factory.mktemp("results") / "out.xlsx"
    write_results(path, [(project(甲=f"={value}"), f"x{value}")])
    read = sheets(path)
    assert (read["汇总"][0]["甲"], read["没有起草"][0]["原因"]) == (f"={value}", f"x{value}")
