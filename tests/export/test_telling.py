"""What people are told of a form that was written."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.export.local import find_form, write_form
from assistant.export.local.blanks import blank_fields
from assistant.export.local.telling import Said, tell
from assistant.export.local.unheld import Lost, Remark
from assistant.export.local.values import content_of
from assistant.goals import GoalTable, Indicator
from assistant.settings import Settings
from tests.export.samples import DEPARTMENT, FOUR_CLASS, THREE_CLASS

SETTINGS = Settings()
PROJECTS = [GoalTable(name=f"{name}项目") for name in "甲乙丙"]
REMARK = "「{first}」等 {count} 条请核对。"


def said(*of_each: Sequence[str | Lost | Remark]) -> list[str]:
    return tell(
        [
            Said(table, [item for item in items if isinstance(item, str)], [item for item in items if not isinstance(item, str)])
            for table, items in zip(PROJECTS, of_each, strict=False)
        ]
    )


def test_the_fields_of_one_table_share_a_sentence() -> None:
    assert said([Lost("依据", count=3)]) == ["本表式没有“依据”，3 条没有写出。"]
    assert said([Lost("单位", "某局")]) == ["本表式没有“单位”，「某局」没有写出。"]
    assert said([Lost("单位", "某局"), Lost("依据", count=3)]) == ["本表式没有这些栏目，内容没有写出：“单位”「某局」，“依据” 3 条。"]


def test_what_is_said_of_several_projects_is_said_once() -> None:
    every = [[Lost("单位", "某局"), Lost("用途", name), Lost("依据", count=2)] for name in "甲乙丙"]
    assert said(*every) == ["本表式没有这些栏目，内容没有写出：“单位”「某局」，“用途”，“依据” 6 条（3 个项目）。"]
    assert said(every[0], every[1][:1], []) == [
        "本表式没有这些栏目，内容没有写出：“单位”「某局」（2 个项目），“用途”「甲」（「甲项目」），“依据” 2 条（「甲项目」）。"
    ]
    assert said([Remark(REMARK, 2, "{count}")], [Remark(REMARK, 1, "b")], []) == ["「{count}」等 3 条请核对（2 个项目）。"]
    assert said([], [Remark(REMARK, 1, "b")]) == ["「b」等 1 条请核对（「乙项目」）。"]
    notes = ["「A」：并入产出，请确认。", "「B」：并入产出，请确认。"]
    reasons = said([*notes], [notes[0], "「C」：另一种。"])
    assert reasons == ["「A」「B」等 3 条（2 个项目）：并入产出，请确认。", "「C」（「乙项目」）：另一种。"]
    assert said([*notes, *notes], []) == ["「A」「B」等 4 条（「甲项目」）：并入产出，请确认。"]
    assert said([*notes]) == notes


def test_a_list_of_many_projects_has_few_notes(tmp_path: Path) -> None:
    projects = [FOUR_CLASS.model_copy(update={"name": f"项目{number}", "purpose": f"用途{number}"}) for number in range(17)]
    notes = write_form(projects, tmp_path / "list.docx", find_form(SETTINGS, "qinghai"))
    assert len(notes) <= 6
    assert "“用途" not in notes[0]
    assert "“资金用途”，" in notes[0]
    assert "“实施周期指标值” 102 条" in notes[0]
    assert "（17 个项目）。" in notes[0]
    assert notes[-1] == "本表式还有 单位编码 没有内容，请在写出的文件里手工填写。"


def blank(name: str, *tables: GoalTable, ending: str = ".docx") -> str | None:
    form = find_form(SETTINGS, name)
    names = form.names(ending)
    return blank_fields(names, content_of(tables, form.data, names.all))


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_what_stays_blank_is_named(ending: str) -> None:
    rest = {"project_code": None, "spending_plan": None, "funding": None}
    table = THREE_CLASS.model_copy(update=rest | {"indicators": (Indicator(level1="产出指标", level3="甲数", basis="计划标准"),)})
    assert blank("hebei", table, ending=ending) == (
        "本表式还有 项目编码、财政资金、其他资金、资金支出计划、二级指标、绩效指标描述、指标值 没有内容，请补填；"
        "单位编码 也没有内容，请在写出的文件里手工填写。"
    )
    assert blank("hebei", THREE_CLASS, ending=ending) == (
        "本表式还有 其他资金、资金支出计划（3月底） 没有内容，请补填；单位编码 也没有内容，请在写出的文件里手工填写。"
    )
    bare = DEPARTMENT.model_copy(update={"tasks": (), "indicators": ()})
    sentence = blank("zhanjiang_department", bare, ending=ending) or ""
    assert "绩效指标 没有内容，请补填；" in sentence
    assert sentence.endswith("、拟转移支付市县资金、重点工作任务 也没有内容，请在写出的文件里手工填写。")


def test_a_column_of_a_list_is_blank_where_no_project_has_it() -> None:
    other = THREE_CLASS.model_copy(update={"name": "乙项目", "purpose": None})
    by_hand = "没有内容，请在写出的文件里手工填写。"
    assert blank("guangzhou", THREE_CLASS, other) == f"本表式还有 单位编码 {by_hand}"
    assert blank("guangzhou", other, other) == f"本表式还有 资金用途 没有内容，请补填；单位编码 也{by_hand}"
    known = other.model_copy(update={"others": {"单位编码": "123"}, "purpose": "某事", "budget_yuan": Decimal(1)})
    assert blank("guangzhou", known) is None
