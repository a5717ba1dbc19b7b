"""Hypothesis strategies for goal tables: valid in every field, awkward in wording."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from assistant.goals import Framework, Funding, Goal, GoalTable, Indicator, Period, parse_target
from assistant.goals.taxonomy import CLASSES, COST, ECONOMIC_COST

T = TypeVar("T")

_SUBJECTS = ["普法宣传", "创业培训", "家庭教育", "困难妇女慰问", "美丽庭院", "社工个案", "议事协商", "巾帼家政", "儿童之家", "网站运维"]
_MEASURES = ["活动场次", "完成率", "受益人数", "单位成本", "满意度", "完成时间", "覆盖率", "持续年限"]
_AWKWARD = [
    "",
    "（含线上）",
    "“妇女之家”",
    '"双引号"',
    "|竖线",
    "＋线下",
    "＝同上",
    "🎉",
    "A4",
    "第1期",
    "@社区",
    "《条例》",
    "a&b",
    "甲、乙",
    "*",
]
_VALUES = [
    "≥5场", "≥95%", "=100%", "＝100%", "≤2.5万元", "+5%", "-3%", "100%", "≥1,200人次", "2026年12月31日前", "2-3次", "良好", "优",
    "@全体成员", "每季度1次", "≥5场|每季度", "“合格”及以上", "7×24小时", "≥3场🎉", "＋10％", "'=1'", "≤200元/人·天", "不少于20个",
]  # fmt: skip
_BASES = ["计划标准", "行业标准", "历史标准", "预算支出标准", "《培训费管理办法》", "上级文件要求", "=历史标准"]
_WEIGHTS = ["5", "10", "2.5", "10分", "10%"]
_SENTENCES = [
    "开展普法宣传活动不少于5场", "服务群众800人次以上", "=按计划完成", "维护妇女儿童合法权益", "“三八”节慰问|走访", "满意度达到95%以上",
    "建成🎉示范点3个", "成本控制在20万元以内", "@各乡镇妇联", "提供ＡＢＣ三类服务", '引用"双引号"与\'单引号\'', "a<b且c>d",
    "C:\\路径\\文件", "一;二;三;四;五", "甲|乙|丙",
]  # fmt: skip


def _maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def _joined(*parts: list[str]) -> st.SearchStrategy[str]:
    return st.tuples(*(st.sampled_from(part) for part in parts)).map("".join)


names = _joined(["", "2026年", "“十四五”"], _SUBJECTS, [*_AWKWARD, "A|B_C*", "；其他"], ["经费", "项目", "补助"])
sentences = st.builds(
    lambda parts, comma: comma.join(parts) + "。",
    st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4),
    st.sampled_from(["，", "；", "，\n", "\n"]),
)
long_texts = st.builds(lambda text, times: text + "进一步规范妇女信访代理工作；" * times, sentences, st.integers(0, 60))
amounts = st.integers(0, 10**11).map(lambda cents: Decimal(cents) / 100)


@st.composite
def _indicators(draw: st.DrawFn, framework: Framework) -> tuple[Indicator, ...]:
    """Indicators in official order; cost is always among them, for it alone tells the frameworks apart."""
    cost = (COST, ECONOMIC_COST) if framework == Framework.FOUR_CLASS else ("产出指标", COST)
    classes = [(level1, level2) for level1, children in CLASSES[framework].items() for level2 in children]
    chosen = draw(st.sets(st.sampled_from(classes), max_size=6)) | {cost}
    descriptions, bases, periods, weights = (draw(st.booleans()) for _ in range(4))
    rows: list[Indicator] = []
    for level1, level2 in (each for each in classes if each in chosen):
        for _ in range(draw(st.integers(1, 3))):
            name = draw(_joined(_SUBJECTS, _AWKWARD, [f"第{len(rows) + 1}类"], _MEASURES))
            value = draw(st.sampled_from(_VALUES))
            rows.append(
                Indicator(
                    level1=level1,
                    level2=level2,
                    level3=name,
                    value=value,
                    target=parse_target(value),
                    period_value=draw(st.sampled_from(_VALUES)) if periods else None,
                    description=draw(_maybe(long_texts)) if descriptions else None,
                    basis=draw(_maybe(st.sampled_from(_BASES))) if bases else None,
                    weight=draw(_maybe(st.sampled_from(_WEIGHTS))) if weights else None,
                    status=draw(st.sampled_from(["confirmed", "to_confirm"])),
                )
            )
    return tuple(rows)


@st.composite
def tables(draw: st.DrawFn) -> GoalTable:
    """A project's table that says itself what a reader would otherwise have to guess: its name, year, goals and classes of indicators."""
    framework = draw(st.sampled_from([Framework.THREE_CLASS, Framework.FOUR_CLASS]))
    scopes: list[Callable[[str], Goal]] = [
        lambda text: Goal(text=text),
        lambda text: Goal(text=text, scope="period"),
        lambda text: Goal(text=text, scope="annual"),
    ]
    chosen = draw(st.lists(st.sampled_from(scopes), min_size=1, max_size=2, unique=True))
    budget = draw(_maybe(amounts))
    return GoalTable(
        name=draw(names),
        unit=draw(_maybe(st.sampled_from(["天津市妇女联合会", "丰润区妇女联合会本级", "东莞市妇女联合会（本级）"]))),
        department=draw(_maybe(st.sampled_from(["天津市妇女联合会", "市委政法委"]))),
        year=draw(st.integers(2015, 2035)),
        budget_yuan=budget,
        funding=None if budget is None else draw(_maybe(st.builds(Funding, fiscal_yuan=amounts, other_yuan=_maybe(amounts)))),
        purpose=draw(_maybe(long_texts)),
        period=draw(_maybe(st.builds(Period, start=st.sampled_from(["2021", "2024年"]), end=st.sampled_from(["2029", "2099年"])))),
        project_code=draw(_maybe(st.sampled_from(["13020823P00002310001R", "0012345"]))),
        project_type=draw(_maybe(st.sampled_from(["其他特定目标类（部门职能类）", "延续性项目"]))),
        spending_plan=draw(_maybe(st.just({"3月底": None, "6月底": "20%", "10月底": "60%", "12月底": "100%"}))),
        framework=framework,
        goals=tuple(make(draw(sentences)) for make in chosen for _ in range(draw(st.integers(1, 4)))),
        indicators=draw(_indicators(framework)),
    )
