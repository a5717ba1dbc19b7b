"""Tables of every shape that the checks must bear: wordings put together from what stands in real ones."""

from hypothesis import strategies as st

from assistant.goals import Framework, Goal, GoalTable, Indicator, Period, Task, parse_target

PIECES = [
    *[
        "≥",
        "≤",
        ">",
        "=",
        "不少于",
        "约",
        "95",
        "1,200",
        "0.5",
        "-3",
        "2024",
        "2022年",
        "12月",
        "2月30日",
        "%",
        "百分比",
        "‰",
        "万",
        "万元",
        "元/人·天",
    ],
    *[
        "元/户",
        "人",
        "人次",
        "场",
        "次",
        "个",
        "户",
        "天",
        "以上",
        "以内",
        "（",
        "）",
        "(%)",
        "、",
        "。",
        "“",
        " ",
        "/",
        "—",
        "无",
        "待确认",
        "率",
        "满意度",
    ],
    *[
        "数量",
        "人数",
        "成本",
        "预算控制数",
        "单次",
        "人均",
        "活动",
        "培训",
        "天津市",
        "门源县",
        "赴",
        "事故",
        "不合格",
        "优",
        "良好",
        "每个村",
        "等",
        "和",
    ],
    *["用于开展培训", "组织慰问困难群众", "省级以上", "上半年", "百分百", "左右"],
    *["较上年提高", "〔2021〕88号", "有限公司", "妇女", "十", "二〇二四", "🙂", "A", "\u200b"],
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join).filter(str.strip) | st.text(min_size=1, max_size=12).filter(
    str.strip
)
levels1 = st.sampled_from(["产出指标", "效益指标", "成本指标", "满意度指标", "其他", None])
levels2 = st.sampled_from(
    ["数量指标", "质量指标", "时效指标", "成本指标", "经济成本指标", "社会效益指标", "服务对象满意度指标", "别的", None]
)
optional = st.none() | texts
indicators = st.builds(
    Indicator,
    level1=levels1,
    level2=levels2,
    level3=texts,
    value=optional,
    period_value=optional,
    description=optional,
    basis=st.none() | st.sampled_from(["调查问卷", "年初计划", "上级要求", "计划标准", "《办法》"]),
    weight=st.none() | st.sampled_from(["10", "20%", "重要"]),
    target=st.none() | texts.map(parse_target),
)
tables = st.builds(
    GoalTable,
    kind=st.sampled_from(["project", "department"]),
    name=texts,
    unit=optional,
    year=st.none() | st.integers(1990, 2100),
    budget_yuan=st.none() | st.decimals(-1, 10**9, places=2).map(str),
    purpose=optional,
    period=st.none() | st.builds(Period, start=optional, end=optional),
    framework=st.none() | st.sampled_from(Framework),
    tasks=st.lists(st.builds(Task, name=texts, content=optional, expected=optional), max_size=2).map(tuple),
    goals=st.lists(st.builds(Goal, scope=st.sampled_from(["overall", "annual", "period"]), text=texts), max_size=3).map(tuple),
    indicators=st.lists(indicators, max_size=6).map(tuple),
)
