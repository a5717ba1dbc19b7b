"""What is marked 涉密 is not read, wherever the mark stands, and what is not marked is."""

from pathlib import Path

import openpyxl
import pytest

from assistant.goals import Goal, GoalTable, Indicator, Source
from assistant.reading import read_tables, read_text_tables
from assistant.reading.recogniser.withholding import withhold

FORM = (
    "项目支出绩效目标表\n单位：万元\n项目名称,{name},,\n预算数,12,,\n资金用途,{purpose},,\n绩效目标,{goal},,\n"
    "一级指标,二级指标,三级指标,指标值,备注\n产出指标,数量指标,{first},≥2期,{remark}\n,,场地数量,≥1个,\n效益指标,社会效益指标,知晓率,≥80%,\n"
)
PLAIN = {"name": "会议经费", "purpose": "用于开会", "goal": "开会2期。", "first": "会议期数", "remark": ""}
NOTICE = "1 行标有涉密，未读取"


def read(folder: Path, **texts: str) -> GoalTable:
    path = folder / "表.csv"
    path.write_text(FORM.format(**PLAIN | texts), "utf-8")
    (table,) = read_tables(path)
    return table


TWO = "".join(f"项目支出绩效目标表\n项目名称\t{name}\n三级指标\t指标值\n培训期数\t≥2期\n" for name in ("甲项目", "乙项目"))


@pytest.mark.parametrize("mark", ["机密★长期", "000012　秘密★1年", "密级：机密", "该项目涉密，不予公开", "绝密"])
def test_a_mark_above_everything_is_that_of_the_file(mark: str) -> None:
    tables = read_text_tables(f"{mark}\n{TWO}", "表.txt")
    assert [(table.name, table.classified, table.indicators) for table in tables] == [("甲项目", True, ()), ("乙项目", True, ())]


def test_a_mark_above_a_table_is_that_of_the_table() -> None:
    tables = read_text_tables(TWO.replace("项目支出绩效目标表\n项目名称\t乙", "机密★长期\n项目支出绩效目标表\n项目名称\t乙"), "表.txt")
    assert [table.classified for table in tables] == [False, True]
    tables = read_text_tables(TWO.replace("项目名称\t乙", "秘密\n项目名称\t乙"), "表.txt")
    assert [table.classified for table in tables] == [False, True]


def test_a_mark_in_the_first_row_of_a_sheet_or_above_a_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["机密★长期"], ["项目支出绩效目标表"], ["项目名称", "某项目"], ["三级指标", "指标值"], ["培训期数", "≥2期"]):
        sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    (tmp_path / "表.csv").write_text("机密★长期\n项目名称,预算数,绩效目标\n会议经费,1,开会2期。\n培训经费,4,培训2期。\n", "utf-8")
    assert [table.classified for name in ("表.xlsx", "表.csv") for table in read_tables(tmp_path / name)] == [True, True, True]


@pytest.mark.parametrize("marked", [{"first": "涉密计算机采购数量（机密）"}, {"remark": "机密"}, {"first": "秘密"}])
def test_a_marked_row_is_counted_and_nothing_else(marked: dict[str, str], tmp_path: Path) -> None:
    table = read(tmp_path, **marked)
    assert not table.classified
    assert [(row.level1, row.level2, row.level3) for row in table.indicators] == [
        ("产出指标", "数量指标", "场地数量"),
        ("效益指标", "社会效益指标", "知晓率"),
    ]
    assert table.unread == (NOTICE,)
    assert "机密" not in table.model_dump_json()
    assert "会议期数" not in table.model_dump_json()


def test_a_mark_in_a_merged_cell_speaks_for_every_row_it_spans(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    page.append(["项目名称", "会议经费"])
    for row in (["三级指标", "指标值", "备注"], ["甲数", "≥1台", "机密"], ["乙数", "≥2台"], ["丙数", "≥3台"]):
        page.append(row)
    page.merge_cells("C3:C4")
    workbook.save(tmp_path / "表.xlsx")
    (table,) = read_tables(tmp_path / "表.xlsx")
    assert ([row.level3 for row in table.indicators], table.unread) == (["丙数"], ("2 行标有涉密，未读取",))


def test_a_marked_goal_is_withheld_and_the_others_stay(tmp_path: Path) -> None:
    table = read(tmp_path, goal="1. 开会2期。2. 完成某专项任务（机密）。3. 总结1次。")
    assert [goal.text for goal in table.goals] == ["开会2期。", "总结1次。"]
    assert table.unread == (NOTICE,)


@pytest.mark.parametrize(
    "marked", [{"name": "会议经费（秘密）"}, {"purpose": "用于某工程（机密★）"}, {"goal": "该项目涉密，不予公开"}, {"purpose": "不宜公开"}]
)
def test_a_marked_table_is_not_looked_into(marked: dict[str, str], tmp_path: Path) -> None:
    table = read(tmp_path, **marked)
    assert table.classified
    assert (table.purpose, table.goals, table.indicators, table.unread) == (None, (), (), ())


def test_speaking_of_secrecy_is_read(tmp_path: Path) -> None:
    texts = {"name": "涉密人员保密培训经费", "purpose": "用于非涉密信息系统运维", "goal": "商业秘密保护宣传2期。"}
    table = read(tmp_path, **texts, first="涉密载体销毁数量")
    assert (table.classified, len(table.indicators), table.unread) == (False, 3, ())


def test_a_table_of_marked_rows_alone_is_still_a_table() -> None:
    (table,) = read_text_tables("项目名称\t会议经费\n三级指标\t指标值\n采购数量（机密）\t≥1台\n培训期数【绝密】\t≥1期\n", "表.txt")
    assert (table.name, table.indicators, table.unread) == ("会议经费", (), ("2 行标有涉密，未读取",))


def test_indicators_as_text_and_texts_around_are_withheld_too() -> None:
    text = "项目名称\t会议经费\n绩效指标\t1. 会议期数≥2期；2. 专项任务数（机密）≥3项\n\n附：某工程清单（绝密）见另册。\n附：会议计划。\n"
    (table,) = read_text_tables(text, "表.txt")
    assert [row.level3 for row in table.indicators] == ["会议期数"]
    assert table.unread == ("附：会议计划。", "2 行标有涉密，未读取")


def test_a_marked_task_is_withheld() -> None:
    text = (
        "部门整体支出绩效目标表\n部门名称\t某局\n年度目标\t完成任务。\n任务名称\t主要内容\t预算金额\n"
        "普法\t宣传\t5\n专项\t某工程（机密）\t7\n三级指标\t指标值\n普法场次\t≥2场\n"
    )
    (table,) = read_text_tables(text, "表.txt")
    assert [task.name for task in table.tasks] == ["普法"]
    assert (len(table.indicators), table.unread) == (1, (NOTICE,))


def test_a_list_names_the_marked_project_and_reads_the_others() -> None:
    text = (
        "项目名称,预算数,绩效目标,备注\n会议经费,1,开会2期。,\n某工程,2,建成1处。,机密\n某会（秘密）,3,开会。,\n培训经费,4,培训2期。,\n"
    ).replace(",", "\t")
    tables = read_text_tables(text, "表.txt")
    assert [(table.name, table.classified, bool(table.goals)) for table in tables] == [
        ("会议经费", False, True),
        ("某工程", True, False),
        ("某会（秘密）", True, False),
        ("培训经费", False, True),
    ]


def test_json_is_no_way_around(tmp_path: Path) -> None:
    table = GoalTable(name="会议经费", goals=(Goal(text="开会。"),), indicators=(Indicator(level3="甲"), Indicator(level3="乙（机密）")))
    path = tmp_path / "表.json"
    path.write_text(table.model_dump_json(), "utf-8")
    (read_back,) = read_tables(path)
    assert ([row.level3 for row in read_back.indicators], read_back.unread) == (["甲"], (NOTICE,))
    path.write_text(table.model_copy(update={"classified": True}).model_dump_json(), "utf-8")
    assert read_tables(path)[0] == GoalTable(name="会议经费", classified=True, source=Source(file=path.name))


def test_withholding_twice_is_withholding_once() -> None:
    once = withhold(GoalTable(name="会议经费", goals=(Goal(text="某工程（机密）"), Goal(text="开会。"))))
    assert withhold(once) == once
