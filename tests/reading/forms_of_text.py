"""Small forms as text, and what is read of them, for tests of single rules."""

from assistant.goals import GoalTable
from assistant.reading import read_text_tables

HEAD = "2026年项目支出绩效目标表\n单位：万元\n项目名称\t社区养老服务\n实施单位\t某县民政局\n预算数\t20\n年度目标\t服务老人500人。\n"


def read_form(rows: str, head: str = HEAD) -> GoalTable:
    (table,) = read_text_tables(head + rows, "表.txt")
    return table


def rows_of(table: GoalTable) -> list[tuple[str | None, str | None, str, str | None]]:
    return [(row.level1, row.level2, row.level3, row.value) for row in table.indicators]


def named(table: GoalTable) -> list[tuple[str, str | None]]:
    return [(row.level3, row.value) for row in table.indicators]
