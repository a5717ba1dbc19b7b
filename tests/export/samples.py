"""Realistic tables that the tests of this folder share."""

from assistant.goals import Funding, Goal, GoalTable, Indicator, Period, Task
from assistant.goals.taxonomy import (
    BENEFIT,
    COST,
    ECONOMIC_COST,
    OUTPUT,
    QUALITY,
    QUANTITY,
    SATISFACTION,
    SERVED,
    SOCIAL,
    SUSTAINED,
    TIMELINESS,
    Framework,
)

THREE_CLASS = GoalTable(
    name="妇女儿童维权服务经费",
    unit="丰润区妇女联合会本级",
    department="丰润区妇女联合会",
    year=2026,
    budget_yuan="60000",
    funding=Funding(fiscal_yuan="60000"),
    purpose="用于婚姻家庭纠纷调解、法律咨询、普法宣传",
    project_code="13020823P00002310001R",
    project_type="其他特定目标类",
    spending_plan={"3月底": None, "6月底": "20%", "10月底": "60%", "12月底": "100%"},
    framework=Framework.THREE_CLASS,
    goals=(Goal(text="开展普法宣传活动不少于5场、服务不少于800人次。"), Goal(text="调解婚姻家庭纠纷不少于30件，办结率达到90%以上。")),
    indicators=(
        Indicator(level1=OUTPUT, level2=QUANTITY, level3="普法宣传活动场次", value="≥5场", description="年度活动场次", basis="计划标准"),
        Indicator(level1=OUTPUT, level2=QUANTITY, level3="法律咨询人次", value="≥200人次", basis="历史标准", status="to_confirm"),
        Indicator(level1=OUTPUT, level2=QUALITY, level3="纠纷调解办结率", value="=100%", basis="行业标准"),
        Indicator(level1=OUTPUT, level2=TIMELINESS, level3="宣传活动完成时间", value="2026年12月31日前", basis="计划标准"),
        Indicator(level1=OUTPUT, level2=COST, level3="项目总成本", value="≤60000元", basis="预算支出标准"),
        Indicator(level1=OUTPUT, level2=COST, level3="单场宣传活动成本", value="≤5000元/场", basis="预算支出标准"),
        Indicator(level1=BENEFIT, level2=SOCIAL, level3="妇女维权政策知晓率", value="≥85%", basis="历史标准"),
        Indicator(level1=BENEFIT, level2=SOCIAL, level3="重复信访率", value="≤5%", basis="历史标准"),
        Indicator(level1=BENEFIT, level2=SUSTAINED, level3="维权服务机制持续运行年限", value="≥3年", basis="计划标准"),
        Indicator(level1=SATISFACTION, level2=SERVED, level3="受助妇女满意度", value="≥95%", basis="历史标准"),
        Indicator(level1=SATISFACTION, level2=SERVED, level3="参与群众满意度", value="≥90%", basis="历史标准"),
    ),
)

FOUR_CLASS = GoalTable(
    name="购买社工岗位服务经费",
    unit="东莞市妇女联合会",
    department="东莞市妇女联合会",
    year=2025,
    budget_yuan="2480691",
    funding=Funding(fiscal_yuan="2480691", other_yuan="0"),
    purpose="购买社工岗位服务",
    period=Period(start="2021", end="2029"),
    project_type="其他事业发展性支出",
    framework=Framework.FOUR_CLASS,
    goals=(
        Goal(scope="period", text="支援有困难及危机的家庭，增强妇女儿童心理健康。"),
        Goal(scope="period", text="开展预防和介入婚姻家庭矛盾工作，维护家庭和谐和社会稳定。"),
        Goal(scope="annual", text="开展咨询服务1200个、个案110个、社区活动50场。"),
    ),
    indicators=(
        Indicator(level1=OUTPUT, level2=QUANTITY, level3="咨询服务数（宗）", value="1200个", period_value="10800个"),
        Indicator(level1=OUTPUT, level2=QUANTITY, level3="社区活动数（场次）", value="50场", period_value="450场"),
        Indicator(level1=OUTPUT, level2=QUALITY, level3="社工证持有率", value="100%", period_value="100%"),
        Indicator(level1=COST, level2=ECONOMIC_COST, level3="预算控制数", value="≤2480691元", period_value="≤22326219元"),
        Indicator(level1=BENEFIT, level2=SOCIAL, level3="项目成效", value="良好", period_value="良好"),
        Indicator(level1=SATISFACTION, level2=SERVED, level3="用人单位满意度", value="≥85%", period_value="≥85%", status="to_confirm"),
    ),
)

DEPARTMENT = GoalTable(
    kind="department",
    name="湛江市妇女联合会部门整体绩效目标",
    unit="湛江市妇女联合会",
    year=2021,
    budget_yuan="7914200",
    funding=Funding(fiscal_yuan="7914200"),
    others={"在职人数": "19", "离退休人数": "17"},
    framework=Framework.THREE_CLASS,
    goals=(
        Goal(text="围绕市委市政府中心工作，完成交办的各项工作。"),
        Goal(scope="annual", group="维权服务", text="维护妇女儿童合法权益。"),
        Goal(scope="annual", group="教育培训", text="提高全社会的健康、法律意识。"),
    ),
    tasks=(
        Task(name="儿童及家庭工作", content="庆“六一”系列活动", budget_yuan="174000", expected="服务妇女儿童2.5万人次"),
        Task(name="妇女维权", content="婚姻家庭纠纷预防化解", budget_yuan="45000", expected="提升妇女群众的法治意识"),
    ),
    indicators=(
        Indicator(level1=OUTPUT, level2=QUANTITY, level3="调解案件数", value="≥30件", group="维权服务"),
        Indicator(level1=OUTPUT, level2=QUANTITY, level3="培训期数", value="≥5期", group="教育培训"),
        Indicator(level1=OUTPUT, level2=COST, level3="单期培训成本", value="≤1万元", group="教育培训"),
    ),
)


def with_many_indicators(count: int) -> GoalTable:
    """A table over several pages: `count` indicators of quantity before the others."""
    many = tuple(
        Indicator(
            level1=OUTPUT, level2=QUANTITY, level3=f"第{number}类公益活动及培训的场次", value=f"≥{number}场", description="按签到表统计"
        )
        for number in range(1, count + 1)
    )
    return THREE_CLASS.model_copy(update={"indicators": many + THREE_CLASS.indicators})
