from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from assistant.goals import Goal, GoalTable, parse_target
from assistant.review import Comparable, Finding, apply_fix, review
from tests.review.samples import DATA, SOUND, find, finds_on_row, sound_table, table_of, table_with

SATISFIED = "服务对象满意度指标"
Rows = list[tuple[str, str, str | None]]


@pytest.mark.parametrize("value", ["100%", "=100%", "≥100%", "≥70%", "60%以上"])
def test_satisfaction_too_high_or_too_low(value: str) -> None:
    assert len(find("VALUE-07", table_with(SATISFIED, "患者满意度", value))) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("患者满意度", "≥80%"),
        ("患者满意度", "≥99%"),
        ("患者满意度", "90%-100%"),
        ("患者满意度", "≥85分"),
        ("患者满意度", "（待确认）%"),
        ("患者不满意率", "≤5%"),
        ("投诉处理率", "100%"),
        ("患者满意度", "≥120%"),
        ("患者满意度", "-5%"),
    ],
)
def test_satisfaction_within_reason(name: str, value: str) -> None:
    assert find("VALUE-07", table_with(SATISFIED, name, value)) == []


def test_lowest_satisfaction_is_a_setting() -> None:
    standards = DATA.standards.model_copy(update={"satisfaction": DATA.standards.satisfaction.model_copy(update={"lowest": 95})})
    found = review(sound_table(), replace(DATA, standards=standards))
    assert [finding.rule for finding in found] == ["VALUE-07"]


@pytest.mark.parametrize("name", ["投诉率", "投诉处理率", "出租率", "投诉次数", "政策知晓率"])
def test_something_else_among_satisfaction(name: str) -> None:
    assert find("CLASS-10", table_with(SATISFIED, name, "≥90%"))


@pytest.mark.parametrize("name", ["目标人群认可度", "患者好评率", "公众评价", "群众安全感", "受益群众", "学生家长", "满意情况"])
def test_satisfaction_in_other_words(name: str) -> None:
    assert find("CLASS-10", table_with(SATISFIED, name, "≥90%")) == []


def asked(name: str, goal: str, *rows: str) -> list[Finding]:
    table = table_of(*((SATISFIED, row, "≥90%") for row in rows), name=name, purpose=None, goals=(Goal(text=goal),))
    return find("CLASS-08", table)


def test_only_insiders_asked() -> None:
    (finding,) = asked("河道整治工程", "整治河道5公里。", "本单位职工满意度")
    assert "本单位职工满意度" in finding.message
    assert asked("履职能力提升", "召开市级会议3次。", "机关在职人员满意度", "单位职工满意度")


@pytest.mark.parametrize(
    ("name", "goal", "rows"),
    [
        ("河道整治工程", "整治河道5公里。", ["干部职工满意度", "周边群众满意度"]),
        ("机关食堂运行", "保障食堂运行。", ["干部职工满意度"]),
        ("机关物业费", "支付物业费。", ["机关人员满意度"]),
        ("困难职工帮扶", "帮扶困难职工。", ["困难职工满意度"]),
        ("能力提升行动", "举办干部培训4期。", ["干部职工满意度"]),
        ("健康行动", "组织干部职工健步走。", ["干部职工满意度"]),
        ("医疗设备", "更新设备。", ["医护人员满意度"]),
        ("公益岗位", "开发岗位。", ["用人单位满意度"]),
    ],
)
def test_those_asked_are_the_served(name: str, goal: str, rows: list[str]) -> None:
    assert asked(name, goal, *rows) == []


def whole(*values: tuple[str, str]) -> list[Finding]:
    return find("VALUE-08", table_of(*(("质量指标", name, value) for name, value in values)))


def test_too_many_shares_at_100() -> None:
    shares = [("覆盖率", "100%"), ("参与率", "100%"), ("利用率", "=100%"), ("知晓率", "≥90%")]
    (finding,) = whole(*shares)
    assert (finding.indicator, finding.field) == (None, "indicators")
    assert "4 条" in finding.message
    assert "3 条" in finding.message
    assert whole(*shares[:3]) == []  # too few to say
    assert whole(*shares[1:], ("宣传率", "≥90%")) == []  # half of them is not most


def test_what_is_rightly_100_is_not_counted() -> None:
    assert whole(("验收合格率", "100%"), ("发放准确率", "100%"), ("人员持证率", "100%"), ("知晓率", "≥90%")) == []


@pytest.mark.parametrize(
    ("name", "value", "fixed"),
    [
        ("事故率", "≤5%", "=0%"),
        ("活动安全事故发生率", "1%", "=0%"),
        ("施工伤亡人数", "≤1人", "=0人"),
        ("失泄密事件发生次数", "≤1次", "=0次"),
        ("重大安全责任事故", "≤1起", "=0起"),
        ("安全生产事故起数", "<2起", "=0起"),
    ],
)
def test_margin_for_what_must_not_happen(name: str, value: str, fixed: str) -> None:
    table = table_with("质量指标", name, value)
    (finding,) = find("VALUE-06", table)
    assert finding.fix is not None
    assert finding.fix.new == fixed
    assert find("VALUE-06", apply_fix(table, finding)) == []


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("质量指标", "安全事故数", "=0起"),
        ("质量指标", "系统故障率", "≤1%"),
        ("质量指标", "服务投诉率", "≤1%"),
        ("质量指标", "事故率", "≤0.05%"),
        ("质量指标", "事故率", "≤0.3‰"),
        ("质量指标", "事故处置率", "≥95%"),
        ("质量指标", "事故隐患整改率", "≥95%"),
        ("质量指标", "安全事故", "零事故"),
        ("数量指标", "事故应急演练次数", "≥2次"),
        ("社会效益指标", "道路交通事故死亡人数", "≤50人"),
        ("社会效益指标", "生产安全事故起数", "≤10起"),
        ("社会效益指标", "火灾事故起数", "≤20起"),
        ("社会效益指标", "交通事故下降率", "≥5%"),
    ],
)
def test_margins_in_order(level2: str, name: str, value: str) -> None:
    assert find("VALUE-06", table_with(level2, name, value)) == []


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("市政协第三次会议", [("时效指标", "会议召开及时率", "≥95%")]),
        ("第三届全民健身运动会", [("时效指标", "赛事按期完成率", "≥90%")]),
        ("青年人才", [("数量指标", "培训班期数", "=1期"), ("时效指标", "培训按期完成率", "≥95%")]),
        ("青年人才", [("数量指标", "召开工作会议", "1次"), ("时效指标", "会议按期召开率", "≥95%")]),
        ("青年人才", [("数量指标", "推进会", "1个"), ("质量指标", "推进会完成率", "≥95%")]),
        ("龙舟文化", [("数量指标", "龙舟赛", "1场"), ("数量指标", "宣传活动", "≥10场"), ("时效指标", "比赛按时举办率", "≥95%")]),
        ("龙舟文化", [("数量指标", "主题活动场次", "1场"), ("时效指标", "活动及时率", "≥95%")]),
    ],
)
def test_share_of_a_single_event(name: str, rows: Rows) -> None:
    table = table_of(*rows, name=name)
    (finding,) = find("VALUE-09", table)
    assert finding.indicator == len(rows) - 1
    assert find("VALUE-09", apply_fix(table, finding)) == []


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("市政协第三次会议", [("时效指标", "会议召开及时率", "100%")]),
        ("市政协第三次会议", [("时效指标", "会议召开时间", "2024年1月")]),
        ("市政协第三次会议", [("质量指标", "会议出勤率", "≥95%"), ("时效指标", "会议材料印发及时率", "≥95%")]),
        ("第七次全国人口普查", [("时效指标", "普查数据上报及时率", "≥95%")]),
        ("青年人才", [("数量指标", "培训班期数", "≥4期"), ("时效指标", "培训按期完成率", "≥95%")]),
        ("青年人才", [("数量指标", "会议次数", "≥1次"), ("时效指标", "会议按期召开率", "≥95%")]),
        ("青年人才", [("数量指标", "会议次数", "=1次"), ("时效指标", "会议材料印发及时率", "≥95%")]),
        ("青年人才", [("数量指标", "慰问次数", "=1次"), ("时效指标", "慰问金发放及时率", "≥95%")]),
        ("青年人才", [("数量指标", "招聘会场次", "1场"), ("时效指标", "会议按期召开率", "≥95%")]),
        ("青年人才", [("数量指标", "推进会", "1场"), ("时效指标", "工作任务完成率", "≥95%")]),
        ("龙舟文化", [("数量指标", "龙舟赛活动", "1场"), ("数量指标", "宣传活动", "≥10场"), ("时效指标", "活动及时率", "≥95%")]),
    ],
)
def test_shares_of_events_in_order(name: str, rows: Rows) -> None:
    assert find("VALUE-09", table_of(*rows, name=name)) == []


@dataclass(frozen=True)
class Published:
    """Rows of other projects with these values."""

    values: Sequence[str]
    name: str
    projects: int = 3

    def like(self, name: str, *, excluding: GoalTable | None = None) -> Sequence[Comparable]:
        if name != self.name:
            return ()
        return [
            Comparable(f"甲#{n}", name, "质量指标", parse_target(value), f"项目{n % self.projects}") for n, value in enumerate(self.values)
        ]


def spread(level2: str, name: str, value: str, published: Sequence[str], projects: int = 3) -> list[Finding]:
    found = review(table_with(level2, name, value), replace(DATA, comparables=Published(published, name, projects)))
    return [finding for finding in found if finding.rule == "VALUE-11" and finding.indicator == len(SOUND)]


def test_share_far_from_what_others_promise() -> None:
    (finding,) = spread("质量指标", "考核合格率", "≥60%", ["≥95%", "≥90%", "100%", "≥95%", "≥98%"])
    assert finding.severity == "info"
    assert "5 条" in finding.message
    assert "中位数为 95%" in finding.message
    assert "95% 至 98%" in finding.message


def test_one_slip_among_the_published_does_not_hide_it() -> None:
    assert spread("质量指标", "考核合格率", "≥60%", ["≥95%", "≥90%", "100%", "≥95%", "≥98%", "≥9%"])


def test_price_far_from_what_others_pay() -> None:
    published = ["≤400元/人", "≤0.05万元/人", "≤450元/人", "≤550元/人", "≤380元/人"]
    assert spread("成本指标", "人均培训费", "≤6000元/人", published)
    assert spread("成本指标", "人均培训费", "≤20元/人", published)
    assert spread("成本指标", "人均培训费", "≤1500元/人", published) == []
    assert spread("成本指标", "人均培训费", "≤6000元", published)  # 人均 says per whom
    assert spread("成本指标", "人均培训费", "≤6000元/人·天", published) == []


@pytest.mark.parametrize(
    ("level2", "name", "value", "published", "projects"),
    [
        ("质量指标", "考核合格率", "≥85%", ["≥95%"] * 6, 3),  # within what every spread allows
        ("质量指标", "考核合格率", "≥60%", ["≥95%"] * 4, 3),  # too few
        ("质量指标", "考核合格率", "≥60%", ["≥95%"] * 9, 2),  # of too few projects
        ("质量指标", "考核合格率", "≥60%", ["≥95分"] * 6, 3),  # in another unit
        ("数量指标", "培训人次", "≥9000人次", ["≥100人次"] * 6, 3),  # its own size
        ("成本指标", "培训总成本", "≤900万元", ["≤1万元"] * 6, 3),
        ("质量指标", "产值增长率", "≥90%", ["≥5%"] * 6, 3),
        ("质量指标", "考核合格率", "良好", ["≥95%"] * 6, 3),
    ],
)
def test_values_that_are_not_told(level2: str, name: str, value: str, published: list[str], projects: int) -> None:
    assert spread(level2, name, value, published, projects) == []


def test_rows_in_order_have_no_findings() -> None:
    assert finds_on_row("质量指标", "施工安全事故数", "=0起") == []
    assert finds_on_row(SATISFIED, "参训企业满意度", "≥90%") == []
