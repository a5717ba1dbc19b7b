"""What a section holds is never lost, whatever becomes of it."""

from dataclasses import fields
from decimal import Decimal

import pytest

from assistant.goals.table import Task
from assistant.reading import read_text_tables
from assistant.reading.recogniser.assemble import build_tables
from assistant.reading.recogniser.section import IndicatorText, Section, TextBlock, Uncertainty
from assistant.reading.recogniser.sections import read_sections

NO_TEXT = {"place", "shape", "part", "scale", "said_years", "texts", "classes", "classified", "withheld", "doubts"}
"""Fields that hold no text which stands nowhere else."""


def filled() -> Section:
    """A section with a text of its own in every field."""
    section = Section("第1行")
    for field in fields(Section):
        match getattr(section, field.name):
            case _ if field.name in NO_TEXT:
                continue
            case dict():
                value: object = {f"{field.name}标签": f"{field.name}文字"}
            case list() if field.name.endswith("_blocks"):
                value = [TextBlock([f"{field.name}文字"])]
            case list() if field.name == "indicators":
                value = [IndicatorText("indicators文字", value="值文字", doubt=Uncertainty.JOINED)]
            case list() if field.name == "tasks":
                value = [Task(name="tasks文字", content="内容文字")]
            case list():
                value = [f"{field.name}文字"]
            case _:
                value = {"year": 2031, "budget": Decimal(4711), "fiscal": Decimal(4712), "other_funding": Decimal(4713)}.get(
                    field.name, f"{field.name}文字"
                )
        setattr(section, field.name, value)
    return section


@pytest.mark.parametrize("name", [field.name for field in fields(Section) if field.name not in NO_TEXT])
def test_what_is_no_goal_table_leaves_all_its_texts(name: str) -> None:
    marks = {"year": "2031", "budget": "4711", "fiscal": "4712", "other_funding": "4713"}
    assert marks.get(name, f"{name}文字") in "\n".join(filled().leftovers())


@pytest.mark.parametrize("name", [field.name for field in fields(Section) if field.name not in NO_TEXT])
def test_what_stands_above_a_list_is_inherited_or_left(name: str) -> None:
    head = filled()
    child = head.inherit("第2行")
    marks = {"year": "2031", "budget": "4711", "fiscal": "4712", "other_funding": "4713"}
    texts = [*child.leftovers(), *head.not_inherited()]
    assert marks.get(name, f"{name}文字") in "\n".join(texts)


def test_the_lines_above_a_list_are_kept() -> None:
    head = "2026年项目绩效目标表\n编制口径见附注。\n\n资金用途\t维修校舍\n\n"
    text = head + "项目名称\t预算数（万元）\t绩效目标\n甲\t5\t办好甲。\n乙\t6\t办好乙。\n"
    first, second = read_text_tables(text, "表.txt")
    assert {"编制口径见附注。", "维修校舍"} <= set(first.unread)
    assert not second.unread


def test_the_clock_is_looked_at_all_the_way() -> None:
    calls: list[int] = []
    from assistant.reading.document import Line, Token

    lines = [Line((Token(0, "三级指标"), Token(1, "指标值")), "第1行")] + [
        Line((Token(0, f"场次{number}"), Token(1, "≥2场")), "第2行") for number in range(50)
    ]
    sections = read_sections(lines, lambda: calls.append(1))
    assert len(calls) >= 2 * len(lines)
    build_tables(sections, "表.txt", lambda: calls.append(2))
    assert 2 in calls
