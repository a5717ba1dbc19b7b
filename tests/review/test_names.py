import pytest

from tests.review.samples import SOUND, find, finds_on_row, sound_table, table_of, table_with


@pytest.mark.parametrize(
    "name",
    [
        "提升妇女儿童幸福感",
        "改善居住环境",
        "确保系统正常运转",
        "进一步提高办案质量",
        "营造良好的营商氛围",
        "推动交通事业发展",
        "群众生活质量得到明显提升",
        "活动达到预期效果且反响良好",
        "为企业办理退税提供便利",
        "按进度安排进行",
        "开展巡查，及时处置隐患",
        "健全防返贫长效机制",
        "缓解看病难问题",
        "办公设备稳定运行",
        "全年工作有序推进",
        "资金拨付及时",
        "连续开展义诊活动",
    ],
)
def test_sentence_is_no_name(name: str) -> None:
    assert "NAME-01" in finds_on_row("社会效益指标", name, "≥90%")


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("社会效益指标", "群众获得感提升", "明显"),
        ("社会效益指标", "完成省级下达任务", "完成"),
        ("数量指标", "举办座谈会", "4"),
        ("数量指标", "开展普法活动", "若干"),
        ("时效指标", "按计划有序推进", "完成"),
    ],
)
def test_deed_or_result_without_an_amount_is_no_name(level2: str, name: str, value: str) -> None:
    assert "NAME-01" in finds_on_row(level2, name, value)


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("数量指标", "印制宣传资料", "≥10000份"),
        ("数量指标", "开展森林防火巡查", "≥120次"),
        ("数量指标", "购置救护车", "≥3辆"),
        ("数量指标", "组织机构改革试点", "≥3个"),
        ("数量指标", "实施河道清淤", "≥12公里"),
        ("数量指标", "完成投资额", "≥2000万元"),
        ("质量指标", "采购流程合规性", "合规"),
        ("质量指标", "编制质量", "一级"),
        ("时效指标", "完成采购", "2024年6月底前"),
        ("成本指标", "印制宣传册", "≤200元"),
        ("经济效益指标", "带动农户增收", "≥500元/户"),
        ("社会效益指标", "公众知晓率提升", "≥5个百分点"),
        ("社会效益指标", "保障机制健全性", "健全"),
        ("社会效益指标", "提高率", "≥5%"),
        ("社会效益指标", "推动作用", "明显"),
        ("可持续影响指标", "系统安全稳定运行", "≥365天"),
        ("数量指标", "完成活动数量", "≥2次"),
        ("数量指标", "开展新农学堂培训场次", "≥100场"),
        ("数量指标", "提升改造面积", "≥1200平方米"),
        ("数量指标", "保障性住房开工套数", "≥300套"),
        ("数量指标", "落实税收优惠企业数量", "≥30家"),
        ("质量指标", "保障对象符合率", "=100%"),
        ("时效指标", "完成建设时间", "9月底前"),
        ("时效指标", "推进项目验收", "2024年11月底前"),
        ("成本指标", "维护费", "≤2000元"),
        ("社会效益指标", "带动就业人数", "≥20人"),
        ("社会效益指标", "优化营商环境满意率", "≥90%"),
        ("社会效益指标", "居民健康素养水平", "≥30%"),
    ],
)
def test_measure_is_a_name(level2: str, name: str, value: str) -> None:
    assert "NAME-01" not in finds_on_row(level2, name, value)


@pytest.mark.parametrize(
    "name", ["项目质量", "工作完成质量", "工作成效", "项目实施效果", "年度工作绩效", "整体工作情况", "项目完成数量", "项目服务总体成效"]
)
def test_general_name(name: str) -> None:
    assert "NAME-02" in finds_on_row("质量指标", name, "≥90%")


@pytest.mark.parametrize("name", ["水质监测情况", "工程质量合格率", "教学质量", "项目完成率", "环境质量", "活动"])
def test_name_that_says_of_what(name: str) -> None:
    assert "NAME-02" not in finds_on_row("质量指标", name, "≥90%")


@pytest.mark.parametrize(
    "name",
    [
        "单月服务时长差异率小于等于0",
        "慰问480名困难职工",
        "培训合格率达到95%",
        "新建20个示范点数量",
        "学员满意度90%以上",
        "资助经费5万元",
        "国产化率100%",
        "新增床位50张以上",
    ],
)
def test_value_in_the_name(name: str) -> None:
    assert "NAME-04" in finds_on_row("质量指标", name, "≥90%")


@pytest.mark.parametrize(
    "name",
    [
        "12345热线办结率",
        "65岁以上老年人体检率",
        "5G基站覆盖率",
        "24小时内处置率",
        "第15次代表大会出勤率",
        "4050人员就业率",
        "3个月留存率",
        "A4纸用量控制率",
        "50人以上企业参保率",
        "10个重点镇污水处理率",
        "1户1档建档率",
        "0-6岁儿童健康管理率",
        "20户以上自然村通硬化路率",
    ],
)
def test_number_that_is_part_of_the_name(name: str) -> None:
    assert "NAME-04" not in finds_on_row("质量指标", name, "≥90%")


def test_long_name() -> None:
    assert "NAME-05" in finds_on_row("质量指标", "农村饮水安全巩固提升工程配套管网建设项目验收合格率", "≥95%")
    assert "NAME-05" not in finds_on_row("质量指标", "管网建设项目验收合格率", "≥95%")


@pytest.mark.parametrize("name", ["无", "——", "/", "不适用"])
def test_row_without_content(name: str) -> None:
    assert [finding.rule for finding in find("CLASS-09", table_with("生态效益指标", name, None))] == ["CLASS-09"]
    assert find("NAME", table_with("生态效益指标", name, None)) == []


def test_one_word_for_satisfaction() -> None:
    (finding,) = find("NAME-03", table_with("服务对象满意度指标", "用人单位满意率", "≥90%"))
    assert finding.fix is not None
    assert finding.fix.new == "用人单位满意度"
    (told,) = find("NAME-03", table_with("服务对象满意度指标", "目标人群认可度", "≥90%"))
    assert told.fix is None
    assert find("NAME-03", table_of(*SOUND[:6], ("服务对象满意度指标", "学员满意率", "≥90%"))) == []
    assert find("NAME-03", sound_table()) == []
