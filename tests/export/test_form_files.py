"""Forms that people make: what they may say, and what is refused, by name."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import FormError, InputError, UnsupportedFormatError
from assistant.export.local import find_form, form_folders, write_form
from assistant.export.local.telling import Said, tell
from assistant.export.local.unheld import NO_CONTENT, unheld
from assistant.goals import Framework, GoalTable, Indicator
from assistant.reading import read_tables
from assistant.settings import Settings
from tests.export.own_forms import FILLED, GRID, HEAD, make
from tests.export.samples import DEPARTMENT, FOUR_CLASS, THREE_CLASS


def refused(settings: Settings, path: Path, table: GoalTable = THREE_CLASS) -> str:
    with pytest.raises(FormError) as error:
        write_form([table], path, find_form(settings, "county"))
    assert not path.exists()
    return str(error.value)


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_form_made_in_any_office_program_is_filled_in(own: Settings, tmp_path: Path, ending: str) -> None:
    make(own)
    notices = write_form([THREE_CLASS], tmp_path / f"out{ending}", find_form(own, "county"))
    (read,) = read_tables(tmp_path / f"out{ending}")
    assert (read.name, len(read.goals)) == (THREE_CLASS.name, 2)
    assert [(row.level1, row.level3, row.value) for row in read.indicators] == [
        (row.level1, row.level3, row.value) for row in THREE_CLASS.indicators
    ]
    (notice,) = notices
    assert notice.startswith("本表式没有这些栏目，内容没有写出：“单位”「丰润区妇女联合会本级」，“主管部门”「丰润区妇女联合会」，")
    assert "，“资金支出计划”「6月底 20%，10月底 60%，12月底 100%」，" in notice
    assert notice.endswith("，“指标值确定依据” 11 条。")


WRONG = {
    "unknown placeholder": ([*HEAD, ["{{项目名}}"], *GRID], "不认识的占位符「{{项目名}}」"),
    "unknown column": ([*HEAD, *GRID, ["{{指标:价格}}"]], "不认识的占位符「{{指标:价格}}」"),
    "misspelt": ([*HEAD, ["{{项目名程}}"], *GRID], "「{{项目名程}}」，是不是「{{项目名称}}」？"),
    "misspelt column": ([*HEAD, *GRID[:1], [*GRID[1], "{{指标:指标植}}"]], "是不是「{{指标:指标值}}」？"),
    "nothing like it": ([*HEAD, ["{{abc}}"], *GRID], "可用的占位符见 docs/forms.zh-CN.md"),
    "one brace": ([*HEAD, ["{{预算数}"], *GRID], "占位符写法有误"),
    "single braces": ([*HEAD, ["{预算数}"], *GRID], "「{预算数}」的占位符写法有误，只有一对花括号，请写成「{{预算数}}」"),
    "single wide braces": ([*HEAD, ["｛支出计划：6月底｝"], *GRID], "只有一对花括号，请写成「{{支出计划:6月底}}」"),
    "two rows of indicators": ([*HEAD, *GRID, GRID[1]], "有两行都写了占位符「{{指标:一级指标}}」，每条内容会印两遍，请只留一行"),
    "two rows of tasks": ([*HEAD, *GRID, ["{{任务:名称}}"], ["其他", "{{任务:名称}}"]], "有两行都写了占位符「{{任务:名称}}」"),
    "full width": ([*HEAD, ["{{年度}}年｛｛预算数｝｝"], *GRID], "里「{{年度}}年｛｛预算数｝｝」的占位符写法有误"),
    "no name": ([HEAD[1], *GRID], "缺少占位符「{{项目名称}}」"),
    "no goals": ([HEAD[0], *GRID], "缺少占位符「{{绩效目标}}」"),
    "no indicators": (HEAD, "缺少占位符「{{指标:三级指标}}」"),
    "two kinds in a row": ([*HEAD, *GRID, ["{{指标:指标值}}", "{{任务:名称}}"]], "一行只能按一种重复"),
    "a script": ([*HEAD, ["{{ ''.__class__ }}"], *GRID], "不认识的占位符"),
}


LIST = [["{{序号}}", "{{项目名称}}", "{{绩效目标}}", "{{绩效指标}}"]]
WRONG_LISTS = {
    "two rows of projects": ([*LIST, *LIST], "有两行都写了占位符「{{项目名称}}」"),
    "a row of indicators": ([*LIST, *GRID], "一行写一个项目，不能另有「{{指标:…}}」的行，指标请写成一个占位符「{{绩效指标}}」"),
}


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@pytest.mark.parametrize(("rows", "said"), WRONG_LISTS.values(), ids=WRONG_LISTS)
def test_a_wrong_list_is_refused_by_name(own: Settings, tmp_path: Path, rows: list[list[str]], said: str, ending: str) -> None:
    make(own, "name: 某县表\none_project_a_row: true\n", rows)
    assert said in refused(own, tmp_path / f"out{ending}")


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_two_halves_of_one_row_and_words_in_braces_are_no_mistake(own: Settings, tmp_path: Path, ending: str) -> None:
    make(own, rows=[*HEAD, ["{盖章}", "{1}"], *GRID, ["名称", "{{指标:指标描述}}"]])
    write_form([THREE_CLASS], tmp_path / f"out{ending}", find_form(own, "county"))


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@pytest.mark.parametrize(("rows", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_document_is_refused_by_name(own: Settings, tmp_path: Path, rows: list[list[str]], said: str, ending: str) -> None:
    make(own, rows=rows)
    message = refused(own, tmp_path / f"out{ending}")
    assert said in message
    assert f"表式「county」的 form{ending} " in message


WRONG_DATA = {
    "unknown key": (FILLED + "colour: 红\n", "「colour」不对：没有这一项，可用的有 name、kind、framework、"),
    "misspelt key": (FILLED + "money: {units: 元}\n", "「money.units」不对：没有这一项，是不是「unit」？"),
    "no name": ("kind: project\n", "「name」不对：缺少这一项"),
    "unknown framework": (FILLED.replace("three_class", "五分类"), "只能写「three_class」、「four_class」、「department」，"),
    "unknown unit": (FILLED + "money: {unit: 千元}\n", "「money.unit」不对：只能写「元」、「万元」，写法见 docs/forms.zh-CN.md。"),
    "unknown style": (FILLED + "goals: {style: 一、}\n", "只能写「1.」、「1. 」、「1、」、「（1）」、"),
    "no number": (FILLED + "money: {decimals: 两位}\n", "「money.decimals」不对：请写 0 到 6 的整数"),
    "no yes or no": (FILLED + "one_project_a_row: 大概\n", "请写 true 或 false"),
    "no list": (FILLED.replace("[一级指标]", "一级指标"), "请写成一列，例如 [一级指标, 二级指标]"),
    "unknown column": (FILLED.replace("一级指标", "零级指标"), "没有「零级指标」这一种，是不是「二级指标」？写法见 docs/forms.zh-CN.md。"),
    "unknown class": (FILLED + "empty_classes: [人文]\n", "没有「人文」这一种，可用的有 "),
    "no yaml": ("name: 某县表\nmoney: {unit: 元\ngoals: [\n", "form.yaml 第 3 行不是正确的 YAML"),
    "nothing": ("", "form.yaml 是空的，"),
    "comments alone": ("# name: 某县表\n", "form.yaml 是空的，"),
    "a text alone": ("某县表", "「全文」不对：请写成名称和值"),
}


@pytest.mark.parametrize(("data", "said"), WRONG_DATA.values(), ids=WRONG_DATA)
def test_wrong_data_is_refused_by_name(own: Settings, tmp_path: Path, data: str, said: str) -> None:
    make(own, data)
    assert said in refused(own, tmp_path / "out.docx")


def _add_part(name: str, content: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)

    return change


def _encrypt(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))


def _add_formula(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["Z1"] = '=WEBSERVICE("http://example.org")'
    book.save(path)


HOSTILE = {
    "macros": (".docx", _add_part("word/vbaProject.bin", b"x"), "宏"),
    "entities": (".docx", _add_part("word/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "外部文件"),
    "linked elsewhere": (
        ".docx",
        _add_part("word/_rels/x.rels", b'<Relationship Type="a/attachedTemplate" Target="http://a" TargetMode="External"/>'),
        "外部文件",
    ),
    "a field that fetches": (".docx", _add_part("word/x.xml", b"<w:instrText> DDEAUTO cmd </w:instrText>"), "域"),
    "a formula": (".xlsx", _add_formula, "公式"),
    "a swelling part": (".xlsx", _add_part("xl/big.xml", bytes(60 * 2**20)), "过大"),
    "a password": (".docx", _encrypt, "已损坏"),
    "something else": (".xlsx", lambda path: path.write_bytes(b"PK\x03\x04nothing"), "已损坏"),
    "nothing": (".docx", lambda path: path.unlink(), "不存在"),
}


@pytest.mark.parametrize(("ending", "change", "said"), HOSTILE.values(), ids=HOSTILE)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_hostile_document_is_refused(own: Settings, tmp_path: Path, ending: str, change: Callable[[Path], None], said: str) -> None:
    make(own)
    change(own.data_dir / "forms" / "county" / f"form{ending}")
    assert said in refused(own, tmp_path / f"out{ending}")


def test_own_forms_count_before_shipped_ones_and_unknown_ids_list_them_all(own: Settings) -> None:
    make(own)
    (own.data_dir / "forms" / "hebei").mkdir()
    assert form_folders(own)["hebei"].parent == own.data_dir / "forms"
    with pytest.raises(InputError) as error:
        find_form(own, "nowhere")
    offered, broken = str(error.value).split("；", 1)
    assert all(name in offered for name in ("three_class", "county", "guangdong", "qinghai"))
    assert "hebei" not in offered
    assert "表式「hebei」有误，未列入，用 --template hebei 可看到原因。" in broken


def test_a_form_without_data_is_refused_by_name(own: Settings, tmp_path: Path) -> None:
    make(own)
    (own.data_dir / "forms" / "county" / "form.yaml").unlink()
    assert "form.yaml 不存在，请照 docs/forms.zh-CN.md 写一个" in refused(own, tmp_path / "out.docx")


def test_a_folder_whose_name_is_no_id_is_named_with_the_rule(own: Settings) -> None:
    make(own)
    (own.data_dir / "forms" / "county").rename(own.data_dir / "forms" / "某县")
    with pytest.raises(InputError, match="文件夹「某县」不能用作编号，编号只能用小写字母、数字、_ 和 -"):
        find_form(own, "某县")


def test_tables_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    settings = Settings()
    with pytest.raises(InputError, match="是部门整体的绩效目标表，不能写进项目的表式「hebei」"):
        write_form([DEPARTMENT], tmp_path / "a.docx", find_form(settings, "hebei"))
    with pytest.raises(InputError, match="是项目的绩效目标表，不能写进部门整体的表式"):
        write_form([THREE_CLASS], tmp_path / "a.docx", find_form(settings, "zhanjiang_department"))
    with pytest.raises(InputError, match="一次只写一张表"):
        write_form([THREE_CLASS, THREE_CLASS], tmp_path / "a.docx", find_form(settings, "hebei"))
    with pytest.raises(UnsupportedFormatError, match=r"以 \.docx 或 \.xlsx 结尾"):
        write_form([THREE_CLASS], tmp_path / "a.csv", find_form(settings, "hebei"))
    assert list(tmp_path.iterdir()) == []


def test_another_framework_is_converted_and_said(tmp_path: Path) -> None:
    notices = write_form([THREE_CLASS], tmp_path / "a.docx", find_form(Settings(), "central_2021"))
    assert "「维权服务机制持续运行年限」：可持续影响并入社会效益，请确认。" in notices
    (read,) = read_tables(tmp_path / "a.docx")
    assert (read.framework, len(read.indicators)) == (Framework.FOUR_CLASS, len(THREE_CLASS.indicators))


def test_every_field_of_a_table_is_held_or_named() -> None:
    """A form that holds next to nothing names all that a table can have."""
    table = GoalTable.model_validate(
        THREE_CLASS.model_dump()
        | {
            "period": FOUR_CLASS.period,
            "others": {"备注": "某"},
            "tasks": DEPARTMENT.tasks,
            "unread": ("余文",),
            "indicators": [
                row.model_dump() | {"weight": "5", "group": "甲", "period_value": "1", "origin": "model"} for row in THREE_CLASS.indicators
            ],
        }
    )  # fmt: skip
    form = find_form(Settings(), "hebei").data
    said = "".join(tell([Said(table, (), unheld(table, form, {"标题", "指标:三级指标"}))]))
    words = {
        "unit": "“单位”", "department": "“主管部门”", "year": "“预算年度”", "budget_yuan": "“预算数”", "funding": "“财政资金”",
        "purpose": "“资金用途”", "period": "“起始年度”", "project_code": "“项目编码”", "project_type": "“项目类型”",
        "spending_plan": "“资金支出计划”", "others": "“备注”", "goals": "“绩效目标”", "indicators": "“指标值”",
        "tasks": "“重点工作任务”", "unread": "没有归入任何栏目",
    }  # fmt: skip
    assert set(words) | NO_CONTENT | {"name"} == set(GoalTable.model_fields)
    assert [word for word in words.values() if word not in said] == []
    of_rows = {
        "level1": "一级指标", "level2": "二级指标", "value": "指标值", "period_value": "实施周期指标值", "description": "绩效指标描述",
        "basis": "指标值确定依据", "weight": "权重", "group": "所属分项", "origin": "来源", "evidence": "依据范例",
    }  # fmt: skip
    assert set(of_rows) | {"level3", "target", "status"} == set(Indicator.model_fields)
    assert [word for word in of_rows.values() if f"“{word}”" not in said] == []
