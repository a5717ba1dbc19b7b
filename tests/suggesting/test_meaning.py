from decimal import Decimal

import pytest

from assistant.drafting import DraftContext
from assistant.goals import Indicator, parse_target
from assistant.goals.taxonomy import parent_of
from assistant.suggesting.meaning import cosines_of, read_statement, says_same
from tests.review.samples import DATA

BUDGET = Decimal(200_000)


def row(text: str) -> Indicator:
    short, name, value = text.split()
    level2 = None if short == "无" else f"{short}指标"
    target = parse_target(value, money=level2 == "成本指标")
    return Indicator(level1=parent_of(level2 or ""), level2=level2, level3=name, value=value, target=target)


def same(one: str, other: str, context: DraftContext) -> bool:
    first, second = (read_statement(row(text), DATA.words, BUDGET) for text in (one, other))
    cosine = float(cosines_of([first], [second], context.index.store.embedder)[0, 0])
    assert says_same(first, second, cosine) == says_same(second, first, cosine)
    return says_same(first, second, cosine)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("数量 开展宣传活动 ≥20次", "数量 宣传活动场次 ≥12场"),
        ("数量 活动场次 ≥5场", "数量 举办的活动场次 ≥2场次"),
        ("数量 活动场次 ≥5场", "数量 公益活动场次 ≥26场"),
        ("数量 培训人数 ≥100人", "数量 培训人次 ≥100人次"),
        ("数量 举办活动场次 4场/年", "数量 活动场次 ≥5场"),
        ("质量 培训合格率 ≥95%", "质量 合格率 ≥95%"),
        ("质量 会议出勤率 ≥95%", "质量 代表出勤率 ≥95%"),
        ("质量 任务完成率 ≥95%", "时效 工作任务完成率 ≥90%"),
        ("时效 项目完成时间 2024年12月底前", "时效 工作完成时限 2024年11月底前"),
        ("成本 预算控制数 ≤20万元", "成本 培训总成本 ≤200000元"),
        ("成本 活动经费 ≤20万元", "成本 项目总成本 ≤20万元"),
        ("服务对象满意度 目标人群认可度 ≥85%", "服务对象满意度 学员满意度 ≥90%"),
        ("数量 设备数量 ≥5台", "数量 监控设备数量 ≥5台"),
        ("成本 场地租赁费 ≤2万元", "成本 场地租金 ≤2万元"),
        ("社会效益 政策知晓率 ≥90%", "可持续影响 群众政策知晓率 ≥90%"),
        ("无 培训合格率 ≥95%", "质量 参训人员培训合格率 ≥95%"),
    ],
)
def test_one_indicator_under_two_names(one: str, other: str, context: DraftContext) -> None:
    assert same(one, other, context)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("数量 开展宣传活动 ≥20次", "数量 开展慰问活动 ≥20次"),
        ("数量 培训期数 ≥2期", "数量 培训人次 ≥100人次"),
        ("质量 培训合格率 ≥95%", "质量 培训出勤率 ≥95%"),
        ("质量 培训合格率 ≥95%", "质量 创建验收合格率 =100%"),
        ("质量 系统故障率 ≤2%", "质量 系统正常运行率 ≥99%"),
        ("时效 项目完成时间 2024年12月底前", "时效 故障响应时间 ≤30分钟"),
        ("成本 人均培训成本 ≤200元/人", "成本 培训总成本 ≤20万元"),
        ("成本 人均培训成本 ≤200元/人", "成本 单场培训成本 ≤2000元/场"),
        ("服务对象满意度 用人单位满意度 ≥90%", "服务对象满意度 服务对象满意度 ≥90%"),
        ("质量 培训计划完成率 ≥95%", "时效 培训完成时间 12月底前"),
        ("时效 任务按期完成率 ≥95%", "时效 任务完成时间 12月底前"),
        ("数量 男生人数 ≥10人", "数量 女生人数 ≥10人"),
        ("数量 新建公路里程 ≥5公里", "数量 改建公路里程 ≥5公里"),
        ("成本 培训教材费 ≤2万元", "成本 培训师资费 ≤2万元"),
        ("成本 专家劳务费 ≤2万元", "成本 专家咨询费 ≤2万元"),
        ("数量 道路修复里程 ≥10公里", "数量 桥梁加固数量 ≥2座"),
        ("数量 疫苗接种人次 ≥5000人次", "数量 义诊场次 ≥10场"),
    ],
)
def test_two_indicators(one: str, other: str, context: DraftContext) -> None:
    assert not same(one, other, context)
