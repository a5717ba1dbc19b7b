import pytest

from assistant.goals import Goal, GoalTable, Period
from tests.review.samples import find, indicator, sound_table, table_of, table_with


def test_year_of_another_budget_in_a_value() -> None:
    (finding,) = find("YEAR-01", table_with("时效指标", "工作完成时限", "2022年年底"))
    assert finding.fix is not None
    assert finding.fix.new == "2024年年底"
    assert "2022 年" in finding.message


def test_year_of_another_budget_in_a_goal() -> None:
    (finding,) = find("YEAR-01", sound_table(goals=(Goal(text="培训2期。"), Goal(text="安排部署2021年各项工作。"))))
    assert finding.fix is not None
    assert (finding.fix.field, finding.fix.new) == ("goals.1.text", "安排部署2024年各项工作。")


def test_year_of_another_budget_in_a_name() -> None:
    assert [finding.field for finding in find("YEAR-01", table_with("数量指标", "2023年培训班期数", "≥1期"))] == ["level3"]


@pytest.mark.parametrize(
    "text",
    [
        "落实《妇女发展规划（2021-2030年）》",
        "组织实施2021-2030年妇女规划",
        "根据2020年第五次常务会议精神开展工作",
        "在2022年通过验收的基础上巩固提升",
        "较2023年提高5%",
        "按照冀财预〔2021〕88号要求执行",
        "服务站自2016年起运行",
        "到2030年建成儿童友好城市",
        "2024年完成培训",
    ],
)
def test_years_that_are_in_order(text: str) -> None:
    assert find("YEAR-01", sound_table(goals=(Goal(text=text),))) == []


def test_only_a_later_year_is_a_vision() -> None:
    assert find("YEAR-01", sound_table(goals=(Goal(text="到2022年底完成建设。"),)))


def test_year_in_a_description() -> None:
    rows = (indicator("时效指标", "完成时间", "12月底前", description="到2023年末完成任务"),)
    assert [finding.field for finding in find("YEAR-01", sound_table(indicators=rows))] == ["description"]


def test_text_with_another_year_is_not_rewritten() -> None:
    (finding,) = find("YEAR-01", sound_table(goals=(Goal(text="根据2020年会议精神，完成2022年任务。"),)))
    assert finding.fix is None


def test_goal_for_the_period_may_name_its_years() -> None:
    period = Period(start="2023", end="2026")
    text = "2025年完成二期建设。"
    assert find("YEAR-01", sound_table(goals=(Goal(text=text, scope="period"),), period=period)) == []
    assert find("YEAR-01", sound_table(goals=(Goal(text=text, scope="annual"),), period=period))


def test_without_a_year_nothing_is_wrong() -> None:
    assert find("YEAR", table_with("时效指标", "工作完成时限", "2022年年底", year=None)) == []


def test_year_in_the_name_of_the_project_is_a_question() -> None:
    assert [finding.severity for finding in find("YEAR-02", sound_table(name="2023年妇女培训经费"))] == ["warning"]
    assert find("YEAR-02", sound_table(name="2023年结转妇女培训经费")) == []


def test_plan_that_has_ended() -> None:
    goals = (Goal(text="做好规划（2011-2020年）终期评估。"),)
    assert find("YEAR-03", sound_table(goals=goals))
    assert find("YEAR-03", sound_table(goals=goals, year=2021)) == []


@pytest.mark.parametrize(
    ("value", "fixed"),
    [("≤9月", "2024年9月底前"), ("≤2024年", "2024年12月底前"), ("≤4月底", "2024年4月底前"), ("≤6月15日", "2024年6月15日前")],
)
def test_deadline_as_a_comparison(value: str, fixed: str) -> None:
    (finding,) = find("DATE-01", table_with("时效指标", "完成时间", value))
    assert finding.fix is not None
    assert finding.fix.new == fixed


@pytest.mark.parametrize("value", ["2024年12月31日前", "12月底前完成", "≤30分钟", "≤12个月"])
def test_deadline_in_order(value: str) -> None:
    assert find("DATE", table_with("时效指标", "完成时间", value)) == []


def test_date_that_no_calendar_has() -> None:
    assert find("DATE-02", table_with("时效指标", "完成时间", "2024年2月30日前"))
    assert find("DATE-02", table_with("时效指标", "完成时间", "2024年2月29日前")) == []
    assert find("DATE-02", table_with("时效指标", "完成时间", "2月29日前", year=2023))


@pytest.mark.parametrize(
    ("name", "value"), [("“三八”节活动完成时间", "6月底前"), ("重阳节慰问完成时间", "6月30日前"), ("重阳慰问时间", "1月底前")]
)
def test_festival_at_another_time(name: str, value: str) -> None:
    assert len(find("DATE-03", table_with("时效指标", name, value))) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("“三八”健身大赛完成时间", "4月底前"),
        ("三八、重阳活动完成时间", "10月底前"),
        ("春节慰问完成时间", "1月底前"),
        ("“六一”活动完成率", "≥95%"),
        ("六一活动时间", "全年"),
    ],
)
def test_festival_in_its_time(name: str, value: str) -> None:
    assert find("DATE-03", table_with("时效指标", name, value)) == []


def period_table(start: str, end: str, *rows: tuple[str, str, str]) -> GoalTable:
    table = table_of(*((level2, name, value) for level2, name, value in rows), period=Period(start=start, end=end))
    return table.model_copy(update={"indicators": tuple(row.model_copy(update={"period_value": row.value}) for row in table.indicators)})


def test_period_without_end() -> None:
    (finding,) = find("PERIOD", sound_table(period=Period(start="2021", end="2099")))
    assert (finding.rule, "79 年" in finding.message) == ("PERIOD-02", True)
    assert find("PERIOD", sound_table(period=Period(start="2021年1月", end="2025年12月"))) == []


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2027年13月", "2027年12月", "起始「2027年13月」看不出年月，请写成日期，如「2024年1月」"),
        ("2024", "明年春天", "到期「明年春天」看不出年月，请写成日期，如「2024年12月」"),
        ("2025年1月", "2024年12月", "「2025年1月—2024年12月」到期早于起始"),
        ("2024.12", "2024.3", "「2024.12—2024.3」到期早于起始"),
        ("2021", "2023", "预算年度 2024 年不在实施周期「2021—2023」之内"),
        ("2025-01-01", "2026-12-31", "预算年度 2024 年不在"),
    ],
)
def test_a_period_that_no_calendar_has(start: str, end: str, told: str) -> None:
    (finding,) = find("PERIOD", sound_table(period=Period(start=start, end=end)))
    assert (finding.rule, finding.field, told in finding.message) == ("PERIOD-04", "period", True)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024", "2024"),
        ("2024年1月", "长期"),
        ("2021", None),
        (None, "2023"),
        ("2024-01-01", "2024-12-31"),
        ("2024年3月", "2024年3月底"),
        ("2023年", "2025年6月30日"),
    ],
)
def test_a_period_in_order(start: str | None, end: str | None) -> None:
    assert find("PERIOD", sound_table(period=Period(start=start, end=end))) == []


def test_value_of_the_period_that_is_that_of_the_year() -> None:
    rows = [("数量指标", "咨询服务数", "≥1200宗"), ("数量指标", "运维系统数量", "≥2个"), ("数量指标", "代表大会次数", "=1次")]
    (finding,) = find("PERIOD-03", period_table("2021", "2029", *rows))
    assert "实施周期有 9 年，「咨询服务数」≥1200宗的周期值" in finding.message
    assert find("PERIOD-03", period_table("2024", "2024", *rows)) == []
    assert find("PERIOD-03", period_table("2024", "2099", *rows)) == []  # nobody can say what adds up in such a period
