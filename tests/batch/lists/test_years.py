"""The years that titles and headings of a list name."""

import pytest

from assistant.batch.lists.years import years_in_heading, years_of_budget


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026年度项目支出预算表", [2026]),
        ("某县水利局 2026 年 部门预算（草案）", [2026]),
        ("部门预算项目表（2026年度）", [2026]),
        ("2026年年初预算及2027年预算", [2026, 2027]),
        ("2025年预算执行情况及2026年预算", [2026]),
        ("填报日期：2025-11-20", []),
        ("制表日期：2025.12.1", []),
        ("填报时间：2025年", []),
        ("2025年11月20日", []),
        ("截至2025年底", []),
        ("根据冀财预〔2024〕15号编制", []),
        ("按2024年第15号公告编制", []),
        ("按《2024年预算编制办法》编制", []),
        ("2026—2028年支出规划", []),
        ("填表说明：2025年已批复的项目不再填报", []),
        ("单位：万元", []),
    ],
)
def test_a_title_names_its_budget_year_and_neither_days_nor_documents(text: str, years: list[int]) -> None:
    assert years_of_budget(text) == years


@pytest.mark.parametrize(("text", "years"), [("26年预算", [2026]), ("2026", [2026]), ("2025-2027年", [2025, 2027]), ("近10年投资", [])])
def test_a_heading_names_its_years_in_every_way(text: str, years: list[int]) -> None:
    assert sorted(years_in_heading(text)) == years
