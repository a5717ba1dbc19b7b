"""What is written in a local form and read again is the same table, as far as the form has a place for it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from assistant.export.local import LocalForm, find_form, form_folders, write_form
from assistant.export.local.form import ENDINGS
from assistant.export.local.placeholders import GOALS, INDICATOR
from assistant.export.local.rows import printed_rows
from assistant.goals import Funding, Goal, GoalTable, Indicator, Period, Task
from assistant.goals.conversion import convert_table
from assistant.goals.dates import budget_years
from assistant.goals.wording import squeeze
from assistant.reading import read_tables
from assistant.settings import Settings
from tests.strategies import amounts, sentences, tables

SETTINGS = Settings()
LISTS = ("guangzhou", "qinghai")
OF_PROJECTS = ("central_2021", "guangdong", "hebei", "tianjin")
FIELDS = {
    "单位": "unit",
    "主管部门": "department",
    "年度": "year",
    "预算数": "budget_yuan",
    "资金用途": "purpose",
    "项目编码": "project_code",
    "项目类型": "project_type",
}
MONTHS = ("3月底", "6月底", "10月底", "12月底")

usual = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.explicit, Phase.generate])
endings = pytest.mark.parametrize("ending", ENDINGS)


def test_every_shipped_form_is_tried() -> None:
    assert set(form_folders(SETTINGS)) == {*LISTS, *OF_PROJECTS, "zhanjiang_department"}


def restrict(table: GoalTable, form: LocalForm) -> GoalTable:
    """The part of a table that a form has a place for, in the framework that it needs."""
    names = form.names(".docx").all
    if form.data.framework:
        table, _ = convert_table(table, form.data.framework)
    said = budget_years(table.name)
    own = {scope: name for name, scope in GOALS.items() if scope}
    goals = [goal for goal in table.goals if own[goal.scope] in names]
    if "绩效目标" in names:
        goals = [Goal(text=goal.text) for goal in table.goals]
    plan = table.spending_plan if "支出计划:3月底" in names else None
    return table.model_copy(
        update={
            **{field: None for name, field in FIELDS.items() if name not in names},
            "year": (said[0] if said else table.year) if "年度" in names else None,
            "goals": tuple(goals),
            "period": table.period if "起始年度" in names else None,
            "funding": table.funding if "财政资金" in names else None,
            "spending_plan": plan or (dict.fromkeys(MONTHS) if "支出计划:3月底" in names else None),
            "indicators": tuple(_restrict_row(row, names) for row in table.indicators),
        }
    )


def _restrict_row(row: Indicator, names: frozenset[str]) -> Indicator:
    as_text = "绩效指标" in names
    kept = {"level1", "level2", "level3", "value"} if as_text else {field for name, field in INDICATOR.items() if f"指标:{name}" in names}
    lost: dict[str, object] = {field: None for field in INDICATOR.values() if field not in kept}
    return row.model_copy(update=lost | ({"status": "confirmed"} if as_text else {}))


def contents(table: GoalTable, form: LocalForm) -> dict[str, object]:
    """What the form says of a table: its fields as a reader sees them, its indicators in the order of the form."""
    names = form.names(".docx").all
    fields: dict[str, object] = {field: _seen(getattr(table, field)) for name, field in FIELDS.items() if name in names}
    rows = [[_seen(getattr(row.indicator, field)) for field in (*INDICATOR.values(), "status")] for row in printed_rows(table, form.data)
            if row.indicator]  # fmt: skip
    return fields | {
        "name": _seen(table.name),
        "kind": table.kind,
        "framework": table.framework,
        "period": table.period,
        "funding": table.funding,
        "plan": table.spending_plan,
        "goals": sorted(((goal.scope, goal.group, _seen(goal.text)) for goal in table.goals), key=lambda goal: goal[0]),
        "indicators": rows,
        "tasks": [[_seen(getattr(task, field)) for field in Task.model_fields] for task in table.tasks],
    }


def _seen(value: object) -> object:
    return squeeze(value) if isinstance(value, str) else value


def read_back(written: list[GoalTable], form: LocalForm, ending: str, *notes: str) -> list[GoalTable]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table{ending}"
        write_form(written, path, form, notes=notes)
        return read_tables(path)


@endings
@pytest.mark.parametrize("name", OF_PROJECTS)
@given(table=tables(), notes=st.lists(st.sampled_from(["请填写项目负责人。", "绩效目标：请核对。", "1. 请确认「第1期」。"]), max_size=2))
@usual
def test_any_project_comes_back(table: GoalTable, notes: list[str], name: str, ending: str) -> None:
    form = find_form(SETTINGS, name)
    written = restrict(table, form)
    assume(written.goals)
    (read,) = read_back([written], form, ending, *notes)
    assert contents(read, form) == contents(written, form)
    assert read.unread == ()


@endings
@given(
    table=tables(),
    tasks=st.lists(
        st.builds(
            Task,
            name=st.sampled_from(["儿童及家庭工作", "综合经费（含差旅）", "=宣传|发展"]),
            content=st.none() | sentences,
            budget_yuan=amounts,
            expected=st.none() | sentences,
        ),
        max_size=3,
        unique_by=lambda task: task.name,
    ),
)
@usual
def test_any_department_comes_back(table: GoalTable, tasks: list[Task], ending: str) -> None:
    form = find_form(SETTINGS, "zhanjiang_department")
    department = table.model_copy(
        update={
            "kind": "department",
            "name": "湛江市妇女联合会部门整体绩效目标",
            "unit": "湛江市妇女联合会",
            "tasks": tuple(tasks),
            "budget_yuan": None,
            "funding": None,
        }
    )
    written = restrict(department, form)
    (read,) = read_back([written], form, ending)
    assert contents(read, form) == contents(written, form)
    assert read.unread == ()


NAMES = [
    "普法宣传活动场次",
    "创业培训人数",
    "家庭教育讲座（含线上）场次",
    "宣传资料A4印制数量",
    "《条例》知晓率",
    "“妇女之家”创建个数",
    "网站维护及时率",
]
VALUES = ["≥5场", "≥95%", "=100%", "100%", "≤2.5万元", "2026年12月31日前", "良好", "≥1,200人次", "每季度1次"]


@st.composite
def lists(draw: st.DrawFn) -> list[GoalTable]:
    """Projects of one unit and year, with indicators that a line of text says unmistakably."""
    projects = []
    framework = draw(tables())
    for number in range(draw(st.integers(1, 2))):
        table = draw(tables())
        rows = tuple(
            row.model_copy(update={"level3": f"{draw(st.sampled_from(NAMES))}", "value": draw(st.sampled_from(VALUES))})
            for row in table.indicators
        )
        projects.append(
            table.model_copy(
                update={"name": f"{draw(st.sampled_from(['妇女维权', '“两癌”救助']))}经费{number + 1}号", "indicators": rows,
                        "unit": "门源县妇联", "year": framework.year, "others": {}, "goals": table.goals[:1]}
            )
        )  # fmt: skip
    return projects


@endings
@pytest.mark.parametrize("name", LISTS)
@given(projects=lists())
@usual
def test_any_list_of_projects_comes_back(projects: list[GoalTable], name: str, ending: str) -> None:
    form = find_form(SETTINGS, name)
    written = [restrict(table, form) for table in projects]
    read = read_back(written, form, ending)
    assert [contents(table, form) for table in read] == [contents(table, form) for table in written]


def test_a_form_with_a_project_a_row_counts_the_money_of_all(tmp_path: Path) -> None:
    form = find_form(SETTINGS, "qinghai")
    rest = {"goals": (Goal(text="宣传。"),), "indicators": (Indicator(level3="甲数", value="≥1次"),)}
    projects = [GoalTable.model_validate({"name": f"甲项目{n}", "unit": "某局", "budget_yuan": f"{n}0000"} | rest) for n in (1, 2)]
    path = tmp_path / "list.xlsx"
    write_form(projects, path, form)
    read = read_tables(path)
    assert [table.name for table in read] == ["甲项目1", "甲项目2"]
    assert [text for table in read for text in table.unread] == ["合计　3.00", "金额 (万元)：3.00"]


@endings
def test_whose_amounts_need_more_decimals_have_them(ending: str) -> None:
    form = find_form(SETTINGS, "hebei")
    table = GoalTable(name="甲项目", budget_yuan="2480691.07", funding=Funding(fiscal_yuan="2480691.07"), period=Period(start="2021"),
                      goals=(Goal(text="宣传。"),), indicators=(Indicator(level3="甲数", value="≥1次"),))  # fmt: skip
    (read,) = read_back([table], form, ending)
    assert (read.budget_yuan, read.funding) == (table.budget_yuan, table.funding)
