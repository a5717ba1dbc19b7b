import pytest

from assistant.goals import Framework, Indicator
from assistant.goals.taxonomy import level2_names, parent_of
from assistant.library.types import ProjectType, load_types
from assistant.review import apply_fix, hard_faults, review
from tests.review.samples import DATA, LIBRARY, SOUND, find, sound_table, table_of, table_with


def drawers_on_row(level2: str, name: str, value: str | None) -> list[str]:
    return [finding.rule for finding in find("DRAWER", table_with(level2, name, value)) if finding.indicator == len(SOUND)]


def test_sound_table_is_in_order() -> None:
    assert find("DRAWER", sound_table()) == []


@pytest.mark.parametrize("kind", load_types(LIBRARY), ids=lambda kind: kind.id)
def test_typical_indicators_stand_where_they_belong(kind: ProjectType) -> None:
    rows = []
    for typical in kind.indicators:
        number = "100" if typical.typical is None else typical.typical
        value = (typical.words or f"{typical.operator}{number}{typical.unit}").replace("{year}", "2024")
        rows.append(Indicator(level1=typical.level1, level2=typical.level2, level3=typical.name, value=value))
    found = review(sound_table(indicators=tuple(rows)), DATA)
    assert [finding.message for finding in found if finding.rule.startswith(("DRAWER", "VALUE-06", "VALUE-07", "CLASS-10"))] == []


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("数量指标", "工作任务完成率", "≥95%"),
        ("数量指标", "工程验收合格率", "=100%"),
        ("数量指标", "资金拨付及时率", "100%"),
        ("数量指标", "案卷评查优秀率", "≥30%"),
        ("数量指标", "开展日常巡查", "100%"),
        ("数量指标", "道路工程质量", "合格"),
        ("数量指标", "档案管理规范性", "规范"),
        ("数量指标", "水渠完工时间", "2024年12月底前"),
        ("质量指标", "通过核验数量", "≥1个"),
        ("质量指标", "开展督查次数", "≥4次"),
        ("质量指标", "印制宣传手册", "≥5000册"),
        ("质量指标", "疫苗接种人数", "≥2000人"),
        ("质量指标", "检查企业家数", "≥100家"),
        ("质量指标", "推进会召开率", "100%"),
        ("质量指标", "示范村创建率", "100%"),
        ("质量指标", "泵站完工时间", "2024年11月底前"),
    ],
)
def test_quantity_and_quality_mixed_up(level2: str, name: str, value: str) -> None:
    assert drawers_on_row(level2, name, value) == ["DRAWER-01"]


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("数量指标", "适龄儿童国家免疫规划疫苗接种率", "≥90%"),
        ("数量指标", "强制免疫病种应免畜禽免疫密度", "≥90%"),
        ("数量指标", "城乡居民医保参保率", "≥95%"),
        ("数量指标", "家庭医生签约率", "≥75%"),
        ("数量指标", "污水集中处理率", "≥95%"),
        ("数量指标", "节能产品采购占比", "≥80%"),
        ("数量指标", "发放补贴金额", "≥300万元"),
        ("数量指标", "受益人数", "≥3000人"),
        ("数量指标", "新增就业人数", "≥5000人"),
        ("数量指标", "护林员", "=60人"),
        ("质量指标", "安全事故数", "=0起"),
        ("质量指标", "系统故障次数", "≤3次"),
        ("质量指标", "文书差错数", "≤2件"),
        ("质量指标", "获国家级奖项数量", "≥2项"),
        ("质量指标", "引进亿元以上项目个数", "≥5个"),
        ("质量指标", "空气优良天数", "≥300天"),
        ("质量指标", "绩效评价得分", "≥90分"),
        ("质量指标", "日常巡查频率", "≥2次/周"),
        ("质量指标", "纠纷化解件数", "≥200件"),
        ("质量指标", "年度计划完成率", "100%"),
        ("质量指标", "会议按期召开率", "100%"),
        ("质量指标", "政策宣传知晓率", "≥90%"),
        ("质量指标", "出水水质", "一级A标准"),
    ],
)
def test_quantity_and_quality_in_order(level2: str, name: str, value: str) -> None:
    assert drawers_on_row(level2, name, value) == []


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("社会效益指标", "公众号推送篇数", "≥50篇"),
        ("社会效益指标", "年均培训人次", "≥300人"),
        ("社会效益指标", "服务基层站点数量", "20个"),
        ("社会效益指标", "送戏下乡演出场次", "≥50场"),
        ("社会效益指标", "更换老旧电梯数量", "≥20台"),
        ("社会效益指标", "督导检查次数", "≥12次"),
        ("社会效益指标", "队伍建设力度", "年培训队伍人次≥18"),
        ("社会效益指标", "规划编制完成率", "100%"),
        ("社会效益指标", "会议出勤率", "≥95%"),
        ("社会效益指标", "代表参与率", "≥95%"),
        ("社会效益指标", "道路工程合格率", "100%"),
        ("社会效益指标", "普法宣传", "广泛开展"),
        ("经济效益指标", "服务企业数量", "≥50家"),
        ("生态效益指标", "环保设备安装数量", "≥10套"),
        ("可持续影响指标", "每年举办活动场次", "≥4场"),
    ],
)
def test_output_among_the_benefits(level2: str, name: str, value: str) -> None:
    assert drawers_on_row(level2, name, value) == ["DRAWER-02"]


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("社会效益指标", "带动就业人数", "≥200人"),
        ("社会效益指标", "培训后就业人数", "≥100人"),
        ("社会效益指标", "惠及农户数", "≥300户"),
        ("社会效益指标", "服务覆盖人口", "≥5万人"),
        ("社会效益指标", "媒体报道次数", "≥10次"),
        ("社会效益指标", "公众号阅读量", "≥10万次"),
        ("社会效益指标", "图书馆服务人次", "≥10万人次"),
        ("社会效益指标", "门诊服务人次", "≥20万人次"),
        ("社会效益指标", "检查发现问题整改率", "≥95%"),
        ("社会效益指标", "减排任务完成率", "100%"),
        ("社会效益指标", "食品抽检合格率", "≥98%"),
        ("社会效益指标", "信访积案化解数量", "≥20件"),
        ("社会效益指标", "加强政策宣传", "提高群众知晓率"),
        ("社会效益指标", "生产安全事故起数", "≤10起"),
        ("社会效益指标", "调研成果采用数量", "≥5篇"),
        ("经济效益指标", "新增税收", "≥100万元"),
        ("经济效益指标", "接待游客人次", "≥10万人次"),
        ("经济效益指标", "挽回损失", "≥100万元"),
        ("生态效益指标", "造林面积", "≥200亩"),
        ("可持续影响指标", "设备使用年限", "≥6年"),
        ("可持续影响指标", "连续开展公益活动", "≥6年"),
        ("可持续影响指标", "定期检查", "每季度1次"),
    ],
)
def test_benefits_in_order(level2: str, name: str, value: str) -> None:
    assert drawers_on_row(level2, name, value) == []


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("质量指标", "提高全民幸福感", "优"),
        ("质量指标", "改善群众出行条件", "明显改善"),
        ("质量指标", "城市形象提升", "显著提升"),
        ("质量指标", "公众安全感", "≥95%"),
        ("质量指标", "维护社会稳定", "有效维护"),
        ("质量指标", "参训人员满意度", "≥90%"),
        ("数量指标", "带动就业人数", "≥50人"),
        ("时效指标", "提升群众获得感", "持续提升"),
    ],
)
def test_benefit_among_the_outputs(level2: str, name: str, value: str) -> None:
    assert drawers_on_row(level2, name, value) == ["DRAWER-03"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("提高服务水平", "提高"),
        ("业务能力提升率", "≥85%"),
        ("人居环境整治完成率", "≥95%"),
        ("营商环境评价报告质量", "优良"),
        ("优化办公环境", "优化"),
        ("保障机关正常运转", "正常"),
    ],
)
def test_quality_of_the_work_is_no_benefit(name: str, value: str) -> None:
    assert drawers_on_row("质量指标", name, value) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("全年工作有序推进", "90%或以上"),
        ("全年工作有序推进", "有序推进"),
        ("建设任务完成率", "≥95%"),
        ("培训合格率", "≥95%"),
        ("开展活动次数", "≥10次"),
        ("路灯亮灯率", "≥98%"),
    ],
)
def test_timeliness_without_time(name: str, value: str) -> None:
    assert drawers_on_row("时效指标", name, value) == ["DRAWER-04"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("工作任务完成及时率", "≥85%"),
        ("按时完成支付率", "100%"),
        ("维护及时", "及时"),
        ("完成时间", "及时"),
        ("故障响应", "≤30分钟"),
        ("资金支付率", "100%"),
        ("年度任务完成率", "100%"),
        ("采暖季前完成率", "100%"),
        ("数据更新", "每季度1次"),
        ("慰问金发放", "春节、中秋节前"),
        ("工程开竣工", "2024.3-2024.11"),
        ("系统值守", "7×24小时"),
        ("案件法定期限内办结率", "≥95%"),
        ("项目推进", "（待确认）"),
        ("项目推进", None),
    ],
)
def test_timeliness_in_order(name: str, value: str | None) -> None:
    assert drawers_on_row("时效指标", name, value) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("按进度安排进行", "≤200元/户"),
        ("设备购置数量", "≥10台"),
        ("工作完成情况", "良好"),
        ("项目验收合格率", "100%"),
    ],
)
def test_cost_that_is_none(name: str, value: str) -> None:
    assert drawers_on_row("成本指标", name, value) == ["DRAWER-05"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("低保标准", "≥650元/人·月"),
        ("印刷宣传资料", "≤1万元"),
        ("护栏", "≤350元/米"),
        ("成本节约率", "≥3%"),
        ("预算执行率", "≥95%"),
        ("项目实施", "控制在预算范围内"),
        ("质量检测费", "≤5万元"),
        ("贴息利率", "≤3%"),
        ("三公经费变动率", "≤0%"),
    ],
)
def test_cost_in_order(name: str, value: str) -> None:
    assert drawers_on_row("成本指标", name, value) == []


def test_burdens_on_society_and_nature_are_no_money() -> None:
    for level2, name, value in (("社会成本指标", "封路影响出行", "≤30天"), ("生态环境成本指标", "扬尘排放", "≤1毫克")):
        assert find("DRAWER", table_with(level2, name, value, framework=Framework.FOUR_CLASS)) == []


def test_table_without_classes_is_left_alone() -> None:
    rows = tuple(row.model_copy(update={"level1": None, "level2": None}) for row in table_with("质量指标", "检查次数", "≥4次").indicators)
    assert find("DRAWER", sound_table(indicators=rows, framework=None)) == []


MOVED = [
    ("数量指标", "工程验收合格率", "≥95%", "质量指标"),
    ("数量指标", "资金拨付及时率", "≥95%", "时效指标"),
    ("质量指标", "开展督查次数", "≥4次", "数量指标"),
    ("质量指标", "参训人员满意度", "≥90%", "服务对象满意度指标"),
    ("社会效益指标", "规划编制完成率", "≥95%", "质量指标"),
    ("社会效益指标", "督导检查次数", "≥12次", "数量指标"),
    ("时效指标", "工程验收合格率", "≥95%", "质量指标"),
    ("成本指标", "设备购置数量", "≥10台", "数量指标"),
]


@pytest.mark.parametrize("framework", [Framework.THREE_CLASS, Framework.FOUR_CLASS, None])
@pytest.mark.parametrize(("level2", "name", "value", "to"), MOVED)
def test_row_is_moved_where_the_class_is_sure(level2: str, name: str, value: str, to: str, framework: Framework | None) -> None:
    if framework is Framework.FOUR_CLASS and level2 == "成本指标":
        level2 = "经济成本指标"
    table = table_with(level2, name, value, framework=framework)
    (finding,) = (found for found in find("DRAWER", table) if found.indicator == len(SOUND))
    assert finding.fix is not None
    assert (finding.fix.field, finding.fix.new) == ("level2", to)
    assert framework is None or to in level2_names(framework)
    moved = apply_fix(table, finding)
    assert (moved.indicators[-1].level1, moved.indicators[-1].level2) == (parent_of(to), to)
    assert find("DRAWER", moved) == []
    assert len(hard_faults(review(moved, DATA))) <= len(hard_faults(review(table, DATA)))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("数量指标", "验收合格率", "≥95%"), ("质量指标", "出勤率", "≥95%")], "数量指标会一条不剩"),
        ([("数量指标", "检查次数", "≥4次"), ("质量指标", "检查次数", "≥4次"), ("质量指标", "准确率", "≥95%")], "数量指标里已有同样的"),
        ([("数量指标", "检查次数", "≥4次"), ("质量指标", "检查次数", "≥4场"), ("质量指标", "准确率", "≥95%")], "名称相同，单位不同"),
        ([("质量指标", "提高全民幸福感", "优"), ("质量指标", "准确率", "≥95%")], "哪一类效益说不准"),
    ],
)
def test_no_fix_where_it_would_leave_or_make_a_fault(rows: list[tuple[str, str, str | None]], why: str) -> None:
    (finding,) = find("DRAWER", table_of(*rows))
    assert finding.fix is None, why


def test_sustained_benefit_of_a_four_class_table_is_told_once() -> None:
    rows = (*SOUND, ("可持续影响指标", "设备使用年限", "≥6年"), ("可持续影响指标", "系统使用年限", "≥5年"))
    (finding,) = find("CLASS-11", table_of(*rows, framework=Framework.FOUR_CLASS))
    assert (finding.indicator, finding.severity) == (None, "info")
    assert "等 2 条" in finding.message
    assert find("CLASS-11", table_of(*rows)) == []
