"""What is exported and read again is the same table, whatever the format."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.export import FORMATS, write_table
from assistant.export.columns import in_official_order
from assistant.goals import GoalTable, Indicator
from assistant.goals.wording import squeeze
from assistant.reading import read_tables
from tests.export.samples import DEPARTMENT, FOUR_CLASS, THREE_CLASS, with_many_indicators
from tests.strategies import tables

FIELDS = (
    "name unit department year budget_yuan funding purpose period project_code project_type spending_plan others framework goals tasks"
).split()
NOTES = ["请填写项目负责人。", "请核对：\n预算  构成|依据。", "1. 请确认「第1期」。", "* @社区 [链接](http://a)", "绩效目标：请核对。"]
COLUMNS = "level1 level2 level3 value period_value description basis group status".split()

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"

formats = pytest.mark.parametrize("ending", FORMATS)


def contents(table: GoalTable) -> dict[str, object]:
    """What a form says: every field it shows, with texts as a reader sees them and indicators in the order of the form."""
    fields: dict[str, object] = {name: _seen(getattr(table, name)) for name in FIELDS}
    rows = [[_seen(getattr(indicator, column)) for column in COLUMNS] for indicator in in_official_order(table)]
    return fields | {"goals": [(goal.scope, goal.group, _seen(goal.text)) for goal in table.goals], "indicators": rows}


def _seen(value: object) -> object:
    return squeeze(value) if isinstance(value, str) else value


def read_back(table: GoalTable, folder: Path, ending: str, *notes: str) -> GoalTable:
    path = folder / f"table{ending}"
    write_table(table, path, notes=notes)
    (read,) = read_tables(path)
    return read


@formats
@pytest.mark.parametrize(
    "table", [THREE_CLASS, FOUR_CLASS, DEPARTMENT, with_many_indicators(40)], ids=["three", "four", "department", "many"]
)
def test_samples_come_back(table: GoalTable, ending: str, tmp_path: Path) -> None:
    read = read_back(table, tmp_path, ending, "请填写项目负责人。")
    assert contents(read) == contents(table)
    assert read.kind == table.kind
    assert read.unread == ()


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_published_tables_come_back_from_every_format(path: Path, tmp_path: Path) -> None:
    for table in read_tables(path):
        for ending in FORMATS if not table.classified else ():
            read = read_back(table, tmp_path, ending)
            assert contents(read) == contents(table), f"{table.name} {ending}"
            assert read.unread == (table.unread if ending == ".json" else ()), f"{table.name} {ending}"


@formats
@given(table=tables(), notes=st.lists(st.sampled_from(NOTES), max_size=3))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_comes_back(table: GoalTable, notes: list[str], ending: str) -> None:
    with TemporaryDirectory() as folder:
        read = read_back(table, Path(folder), ending, *notes)
    assert contents(read) == contents(table)
    assert read.unread == ()


@formats
@pytest.mark.parametrize("name", ["A|B_C*项目经费", "甲；乙项目", "甲。乙", "培训|绩效目标", "某某培训" * 25, "甲：乙项目"])
def test_a_name_unlike_those_in_titles_is_still_known_in_the_title(name: str, ending: str, tmp_path: Path) -> None:
    read = read_back(THREE_CLASS.model_copy(update={"name": name}), tmp_path, ending)
    assert (read.name, read.unread) == (name, ())


@formats
def test_an_empty_value_is_still_to_be_confirmed(ending: str, tmp_path: Path) -> None:
    rows = (Indicator(level1="产出指标", level2="数量指标", level3="甲数", status="to_confirm"), *THREE_CLASS.indicators[1:])
    read = read_back(THREE_CLASS.model_copy(update={"indicators": rows}), tmp_path, ending)
    assert [row.status for row in read.indicators[:3]] == ["to_confirm", "to_confirm", "confirmed"]


def test_json_comes_back_whole(tmp_path: Path) -> None:
    back = read_back(THREE_CLASS, tmp_path, ".json")
    assert back.source is not None  # whose file it was read from, where the table does not say
    assert back.model_copy(update={"source": None}) == THREE_CLASS
