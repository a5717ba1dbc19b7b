"""Whose table it is, where no labelled cell says so."""

import pytest

from assistant.reading import read_text_tables
from assistant.reading.recogniser.organisations import is_organisation, unit_of_title
from tests.reading.forms_of_text import read_form


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("附件6：武胜县司法局2026年项目绩效目标公开表", "武胜县司法局"),
        ("某市教育委员会（本级）2025年度项目支出绩效目标表", "某市教育委员会（本级）"),
        ("2026年甲县水务局部门预算项目绩效目标表", "甲县水务局"),
        ("乙区疾病预防控制中心项目支出绩效目标申报表", "乙区疾病预防控制中心"),
        ("2026年项目支出绩效目标表", None),
        ("省级部门预算项目支出绩效目标表", None),
        ("2026年特殊困难老年人家庭适老化改造资金绩效目标分解表", None),
        ("学校建设项目绩效目标表", None),
        ("游客服务中心改造项目绩效目标表", None),
    ],
)
def test_unit_in_a_title(title: str, unit: str | None) -> None:
    assert unit_of_title(title) == unit


def test_organisations() -> None:
    assert all(map(is_organisation, ["卓尼县气象局", "某市人民政府办公室", "甲县残疾人联合会"]))
    assert not any(map(is_organisation, ["2026年部门预算公开", "建设服务中心数量", "群众满意度"]))


ROWS = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t甲数\t5个\n"


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("2026年项目绩效目标表\n部门：甲县文旅局\t\t金额单位：万元\n项目名称\t甲\n年度目标\t乙。\n", "甲县文旅局"),
        ("2026年项目绩效目标表\n填报单位（盖章）：甲县文旅局　　　单位：万元\n项目名称\t甲\n年度目标\t乙。\n", "甲县文旅局"),
        ("甲县2026年部门预算公开　　　单位：万元\n2026年项目绩效目标表\n项目名称\t甲\n年度目标\t乙。\n", None),
        ("甲县文旅局2026年度项目绩效目标\n项目名称\t甲\n年度目标\t乙。\n", "甲县文旅局"),
        ("甲县文旅局2026年项目绩效目标（单位：万元）\n项目名称\t甲\n年度目标\t乙。\n", "甲县文旅局"),
        ("甲县文旅局2026年项目绩效目标表\n项目名称\t甲\n实施单位\t甲县图书馆\n年度目标\t乙。\n", "甲县图书馆"),
    ],
)
def test_unit_above_the_table(head: str, unit: str | None) -> None:
    table = read_form(ROWS, head)
    assert (table.unit, table.name) == (unit, "甲")


def test_a_unit_of_the_title_is_less_than_certain() -> None:
    (table,) = read_text_tables("甲县文旅局2026年项目绩效目标表\n项目名称\t甲\n年度目标\t乙。\n" + ROWS, "表.txt")
    assert 0.5 < table.confidence_of("unit") < 1
