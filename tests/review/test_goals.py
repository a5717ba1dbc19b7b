from typing import Any

import pytest

from assistant.goals import Framework, Goal, GoalTable
from tests.review.samples import find, sound_table, table_of

ROWS = (("数量指标", "巡查河道次数", "≥48次"), ("质量指标", "问题整改率", "≥95%"), ("社会效益指标", "水质达标率", "≥90%"))


def of(*goals: str, rows: tuple[tuple[str, str, str | None], ...] = ROWS, **changes: Any) -> GoalTable:
    return table_of(*rows, goals=tuple(Goal(text=goal) for goal in goals), **({"name": "河道管护经费", "purpose": None} | changes))


def rules(rule: str, *goals: str, **changes: Any) -> list[str]:
    return [finding.message for finding in find(rule, of(*goals, **changes))]


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("巡查河道48次，开展护河志愿培训3期，改善水环境", "开展护河志愿培训3期"),
        ("巡查河道48次，走访困难群众，保障用水安全", "走访困难群众"),
        ("巡查河道48次，清运垃圾500吨次，修剪苗木20场，改善水环境", "修剪苗木20场"),
        ("开展48次巡查，落实冬季慰问工作，改善水环境", "落实冬季慰问工作"),
    ],
)
def test_promise_without_indicator(goal: str, said: str) -> None:
    (message,) = rules("GOAL-02", goal)
    assert said in message


@pytest.mark.parametrize(
    "goal",
    [
        "巡查河道48次，整改率95%以上，改善水环境",
        "完成全年巡查任务48次，提升宣传影响力，加强培训能力建设",  # aims, not work
        "通过巡查48次，健全培训机制",
        "开展演练",  # 展演 does not stand there
    ],
)
def test_promise_that_is_covered_or_an_aim(goal: str) -> None:
    rows = (*ROWS, ("数量指标", "演练次数", "≥1次")) if "演练" in goal else ROWS
    assert rules("GOAL-02", goal, rows=rows) == []


@pytest.mark.parametrize(
    ("goal", "rate", "told"),
    [
        ("巡查河道48次，培训出勤率达到95%以上", ("培训完成率", "≥90%"), True),  # of one subject, but something else is asked
        ("巡查河道48次，培训出勤率达到95%以上", ("培训出勤率", "≥98%"), False),  # another number is told as such
        ("巡查河道48次，案件办结率达到95%以上", ("案件结案率", "≥95%"), False),  # the same in other words
        ("巡查河道48次，调解成功率98%以上", ("调解成功率", "≥98%"), False),
        ("巡查河道48次，沿岸居民满意度90%以上", ("使用人员满意度", "≥90%"), False),
        ("巡查河道48次，污水处理率达到90%", ("河道整改率", "≥90%"), True),
    ],
)
def test_a_rate_that_is_promised_has_an_indicator(goal: str, rate: tuple[str, str], told: bool) -> None:
    found = rules("GOAL-02", goal, rows=(*(row for row in ROWS if "%" not in row[2]), ("质量指标", *rate)))
    assert bool(found) is told


def test_events_of_any_kind_cover_every_event() -> None:
    rows = (("数量指标", "活动次数", "≥5次"), *ROWS[1:])
    assert rules("GOAL-02", "开展重阳慰问活动5次，增进邻里和睦", rows=rows) == []
    assert rules("GOAL-02", "开展重阳慰问活动5次，增进邻里和睦", rows=ROWS) != []


def test_same_promise_is_told_once() -> None:
    goals = (Goal(scope="period", text="走访困难群众，保障用水"), Goal(scope="annual", text="走访困难群众，保障用水"))
    assert len(find("GOAL-02", table_of(*ROWS, goals=goals, name="河道管护经费", purpose=None))) == 1


def test_other_number_of_the_same_object_is_no_missing_indicator() -> None:
    rows = (("数量指标", "受益人数", "≥3150人"), *ROWS[1:])
    assert rules("GOAL-02", "服务人数不少于3050人，改善民生", rows=rows) == []
    assert len(rules("GOAL-01", "服务人数不少于3050人，改善民生", rows=rows)) == 1


def test_work_of_the_purpose_without_indicator() -> None:
    (finding,) = find("GOAL-02", of("巡查河道48次，改善水环境", purpose="用于河道巡查，保障管护站房租赁"))
    assert (finding.field, "管护站房租赁" in finding.message) == ("purpose", True)


def test_department_makes_no_promises_of_a_project() -> None:
    assert rules("GOAL-02", "走访困难群众", kind="department", framework=Framework.DEPARTMENT) == []


@pytest.mark.parametrize("name", ["培训的合格率", "帮扶对象档案管理规范性", "体检人数", "竣工验收合格率"])
def test_foreign_indicator(name: str) -> None:
    goals = "开展河道日常巡查48次，及时发现并处理问题，保持河道清洁畅通，改善两岸居民的生活环境。"
    (message,) = rules("GOAL-03", goals, rows=(*ROWS, ("质量指标", name, "≥95%")))
    assert f"「{name}」" in message


@pytest.mark.parametrize("name", ["巡查河道培训合格率", "会议召开次数", "设备采购合格率", "群众满意度", "问题发现率"])
def test_indicator_at_home(name: str) -> None:
    goals = "开展河道日常巡查48次，及时发现并处理问题，保持河道清洁畅通，改善两岸居民的生活环境。"
    assert rules("GOAL-03", goals, rows=(*ROWS, ("质量指标", name, "≥95%"))) == []


@pytest.mark.parametrize("name", ["慰问对象符合率", "慰问金发放准确率", "慰问完成时间"])
def test_who_gets_a_subsidy_is_not_visited(name: str) -> None:
    row, goals = ("质量指标", name, "≥95%"), "足额发放寄宿生生活补助1640人，困难家庭的学生得到应有的支持，补助政策落到实处。"
    (message,) = rules("GOAL-03", goals, rows=(*ROWS, row))
    assert f"「{name}」" in message
    assert rules("GOAL-03", f"走访{goals}", rows=(*ROWS, row)) == []


def test_bare_name_says_too_little_of_what_is_foreign() -> None:
    assert rules("GOAL-03", "改善水环境", rows=(*ROWS, ("质量指标", "培训合格率", "≥95%"))) == []


def test_goal_written_as_use_of_money() -> None:
    assert len(rules("GOAL-04", "用于河道巡查48次，改善水环境")) == 1
    assert len(rules("GOAL-04", "资金主要用于河道巡查48次，改善水环境")) == 1
    assert len(rules("GOAL-04", "巡查河道48次。", "改善水环境", purpose="巡查河道48次，改善水环境。")) == 1
    assert rules("GOAL-04", "巡查河道48次，改善水环境", purpose="河道巡查经费") == []


def test_goal_for_the_year_that_is_that_of_the_period() -> None:
    both = [Goal(scope=scope, text="开展巡查48次，改善水环境。") for scope in ("period", "annual")]
    assert len(find("GOAL-05", table_of(*ROWS, goals=tuple(both)))) == 1
    other = (both[0], Goal(scope="annual", text="开展巡查16次，改善水环境。"))
    assert find("GOAL-05", table_of(*ROWS, goals=other)) == []


@pytest.mark.parametrize(
    "goal", ["改善水环境", "第43届龙舟赛圆满完成，带动旅游", "落实《规划（2021-2030年）》，保障实施", "2024年完成任务，改善民生"]
)
def test_goal_without_number(goal: str) -> None:
    assert len(rules("GOAL-06", goal)) == 1


@pytest.mark.parametrize("goal", ["巡查48次，改善水环境", "办结率百分之九十以上，维护权益", "召开三次会议，推动工作"])
def test_goal_with_number(goal: str) -> None:
    assert rules("GOAL-06", goal) == []


def test_goal_without_effect() -> None:
    assert len(rules("GOAL-07", "巡查河道48次")) == 1
    assert rules("GOAL-07", "巡查河道48次，改善水环境") == []


def test_quantities_that_the_goals_do_not_say() -> None:
    rows = (("数量指标", "巡查次数", "≥48次"), ("数量指标", "清淤长度", "≥12公里"), *ROWS[1:])
    (message,) = rules("GOAL-08", "开展巡查3次，改善水环境", rows=rows)
    assert "「巡查次数」、「清淤长度」" in message
    assert rules("GOAL-08", "开展巡查48次，改善水环境", rows=rows) == []
    assert rules("GOAL-08", "改善水环境", rows=rows) == []  # told as a goal without numbers


def test_sound_table_has_goals_in_order() -> None:
    assert [finding for rule in ("GOAL",) for finding in find(rule, sound_table())] == []


@pytest.mark.parametrize("name", ["学生营养不良率", "水库除险加固座数", "家庭医生签约人数"])
def test_indicator_about_somebody_else(name: str) -> None:
    goals = "对县乡公路开展日常养护，修补路面15000平方米，12月底前完成，公路通行保障率达到95%以上。"
    table = table_of(
        ("数量指标", "路面修补面积", "≥15000平方米"), ("质量指标", name, "≥95%"), goals=(Goal(text=goals),), name="公路养护", purpose=None
    )
    assert [finding.indicator for finding in find("GOAL-03", table)] == [1]
