import pytest

from tests.review.samples import find, finds_on_row, table_with


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("质量指标", "精神贯彻落实率", "落实"),
        ("质量指标", "维权有效率", "显著"),
        ("时效指标", "活动及时率", "按时完成"),
        ("数量指标", "搭建平台活动次数", "广泛动员"),
        ("数量指标", "妇儿维权", "根据实际情况"),
        ("服务对象满意度指标", "群众满意度", "满意"),
        ("数量指标", "印发资料份数", "若干"),
    ],
)
def test_quantity_and_rate_need_a_number(level2: str, name: str, value: str) -> None:
    assert finds_on_row(level2, name, value) == ["VALUE-02"]


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("数量指标", "宣传覆盖村数", "全部"),
        ("数量指标", "培训班期数", "两期以上"),
        ("社会效益指标", "传染病发病率", "较上年下降"),
        ("质量指标", "评估等级", "合格及以上"),
        ("时效指标", "课程发布周期", "每周"),
        ("数量指标", "法治宣传服务覆盖程度", "年法治宣传服务覆盖人次≥21800"),
        ("时效指标", "系统响应时间", "7*24小时"),
        ("社会效益指标", "工作效率", "一级"),
    ],
)
def test_number_in_other_words_is_one(level2: str, name: str, value: str) -> None:
    assert not {"VALUE-02", "VALUE-03", "UNIT-01", "RATE-01"} & set(finds_on_row(level2, name, value))


def test_vague_value_is_a_warning() -> None:
    assert finds_on_row("社会效益指标", "家政工作社会影响力", "极大提升") == ["VALUE-03"]


@pytest.mark.parametrize(("name", "value"), [("培训覆盖率", "≥120%"), ("资料合格率", "≥-5%"), ("活动参与率", "90-110%")])
def test_share_out_of_bounds(name: str, value: str) -> None:
    assert "VALUE-04" in finds_on_row("质量指标", name, value)


@pytest.mark.parametrize(("name", "value"), [("到位资金增长率", "≥110%"), ("税收收入完成率", "≥105%"), ("人口变化率", "≥-2%")])
def test_growth_knows_no_bounds(name: str, value: str) -> None:
    assert find("VALUE-04", table_with("经济效益指标", name, value)) == []


@pytest.mark.parametrize("value", ["≥95百分比", "≥95 百分比", "95百分比以上"])
def test_per_cent_in_words(value: str) -> None:
    (finding,) = find("UNIT-02", table_with("质量指标", "资料达标率", value))
    assert finding.fix is not None
    assert finding.fix.new == value.replace(" ", "").replace("百分比", "%")


def test_percentage_points_are_no_spelling_of_per_cent() -> None:
    assert find("UNIT", table_with("社会效益指标", "知晓率增幅", "≥5个百分点")) == []


@pytest.mark.parametrize(("value", "fixed"), [("≤0.5万", "≤0.5万元"), ("0.5万以内", "0.5万元以内"), ("≤1万/次", "≤1万元/次")])
def test_bare_myriad_of_cost(value: str, fixed: str) -> None:
    (finding,) = find("UNIT-03", table_with("成本指标", "资料费", value))
    assert finding.fix is not None
    assert finding.fix.new == fixed


def test_myriad_of_people_is_in_order() -> None:
    assert finds_on_row("数量指标", "服务群众人次", "≥2.5万人次") == []


@pytest.mark.parametrize(
    ("name", "value", "fixed"),
    [("信息发布条数", "100以上", "100条以上"), ("开展活动场次", "≥12", "≥12场"), ("小组服务指标数", "≥12", None)],
)
def test_number_without_unit(name: str, value: str, fixed: str | None) -> None:
    (finding,) = find("UNIT-01", table_with("数量指标", name, value))
    assert (finding.fix.new if finding.fix else None) == fixed


def test_unit_in_the_name_only_is_a_warning() -> None:
    assert finds_on_row("数量指标", "咨询服务数（宗）", "≥360") == ["UNIT-05"]


def test_nothing_needs_no_unit() -> None:
    assert finds_on_row("质量指标", "安全事故数", "=0") == []


@pytest.mark.parametrize(
    ("name", "value"), [("信访接待人次", "≥1000人"), ("市级培训场次", "≥5次"), ("评选红旗手数量", "≥7个"), ("造林面积", "≥5公里")]
)
def test_unit_that_does_not_fit_the_name(name: str, value: str) -> None:
    assert finds_on_row("数量指标", name, value) == ["UNIT-04"]


@pytest.mark.parametrize(
    ("name", "value"), [("宣传报道次数", "≥20条（次）"), ("活动场次", "≥4场/年"), ("检查企业家数", "≥200家次"), ("设备数量", "≥3台")]
)
def test_unit_that_fits_in_one_reading(name: str, value: str) -> None:
    assert finds_on_row("数量指标", name, value) == []


def test_price_per_head_is_per_head() -> None:
    assert find("UNIT-04", table_with("成本指标", "人均食宿成本", "≤50元/次"))
    assert not find("UNIT-04", table_with("成本指标", "人均食宿成本", "≤50元/人·天"))


@pytest.mark.parametrize(("name", "value"), [("单场补助标准", "≤500元/场"), ("每场奖励标准", "≤500元/次"), ("户均补助标准", "≤500元/户")])
def test_price_is_for_the_unit_that_its_name_says(name: str, value: str) -> None:
    assert find("UNIT-04", table_with("成本指标", name, value)) == []


@pytest.mark.parametrize(("name", "value"), [("社区覆盖率", "≥1个"), ("资料合格率", "≥95"), ("故障率", "≤2次")])
def test_rate_without_per_cent(name: str, value: str) -> None:
    assert finds_on_row("质量指标", name, value) == ["RATE-01"]


def test_rate_is_repaired_only_where_the_number_can_be_one() -> None:
    (whole,) = find("RATE-01", table_with("质量指标", "资料合格率", "≥95"))
    (part,) = find("RATE-01", table_with("质量指标", "资料合格率", "≥0.95"))
    assert whole.fix is not None
    assert whole.fix.new == "≥95%"
    assert part.fix is None


@pytest.mark.parametrize(
    ("name", "value"), [("业务办理效率", "≥2倍"), ("群众满意度", "≥90分"), ("婴儿死亡率", "≤5‰"), ("数据更新频率", "≥4次/季度")]
)
def test_rates_and_look_alikes_with_other_units(name: str, value: str) -> None:
    assert find("RATE", table_with("社会效益指标", name, value)) == []


@pytest.mark.parametrize(
    ("level2", "name", "value", "fixed"),
    [
        ("质量指标", "安全事故率", "≥5%", "≤5%"),
        ("质量指标", "群众投诉件数", ">3件", "≤3件"),
        ("时效指标", "故障响应时间", "≥30分钟", "≤30分钟"),
        ("成本指标", "资料费", "≥0.1万元", "≤0.1万元"),
        ("质量指标", "抽检不合格率", "≥3%", "≤3%"),
        ("质量指标", "考核达标率", "≤95%", "≥95%"),
        ("服务对象满意度指标", "群众满意度", "<90%", "≥90%"),
        ("质量指标", "重大事故数", "≥0起", "=0起"),
        ("质量指标", "投诉处理率", "≤95%", "≥95%"),
        ("可持续影响指标", "设备使用年限", "≤6年", "≥6年"),
        ("时效指标", "活动开展时限", "≥3天", "≤3天"),
    ],
)
def test_sign_that_points_the_wrong_way(level2: str, name: str, value: str, fixed: str) -> None:
    (finding,) = find("SIGN-01", table_with(level2, name, value))
    assert finding.fix is not None
    assert finding.fix.new == fixed


@pytest.mark.parametrize(
    ("level2", "name", "value", "fixed"),
    [
        ("数量指标", "开展活动场次", "不超过10场", "≥10场"),
        ("数量指标", "印制宣传资料", "≤10000份", "≥10000份"),
        ("数量指标", "帮扶脱贫户", "≤60户", "≥60户"),
        ("社会效益指标", "服务群众人数", "≤4000人", "≥4000人"),
    ],
)
def test_capped_quantity_is_a_question(level2: str, name: str, value: str, fixed: str) -> None:
    (finding,) = find("SIGN-03", table_with(level2, name, value))
    assert (finding.rule, finding.severity) == ("SIGN-03", "warning")
    assert finding.fix is not None
    assert finding.fix.new == fixed


@pytest.mark.parametrize("value", ["120%", "-5%"])
def test_no_sign_is_advised_for_a_share_out_of_bounds(value: str) -> None:
    assert finds_on_row("服务对象满意度指标", "群众满意度", value) == ["VALUE-04"]


@pytest.mark.parametrize("value", ["=0起", "=0", "≤0起"])
def test_nothing_bad_happens(value: str) -> None:
    assert finds_on_row("质量指标", "重大事故", value) == []


def test_cost_above_a_budget_in_words() -> None:
    (finding,) = find("SIGN-01", table_with("成本指标", "专项业务工作经费", "> 财政预算拨款"))
    assert finding.fix is None


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("质量指标", "投诉处理率", "≥95%"),
        ("质量指标", "事故处置率", "≥95%"),
        ("成本指标", "成本节约率", "≥5%"),
        ("质量指标", "资金支出率", "≥95%"),
        ("数量指标", "投诉受理件数", "≥100件"),
        ("数量指标", "受理投诉件数", "≥100件"),
        ("数量指标", "处理系统故障次数", "≥20次"),
        ("数量指标", "受理投诉件数", "≤100件"),
        ("数量指标", "慰问经费发放人数", "≥100人"),
        ("社会效益指标", "道路事故下降率", "≥10%"),
        ("数量指标", "接待批次", "≤50批次"),
        ("数量指标", "会期天数", "≤2天"),
        ("社会效益指标", "大班额比例", "≤5%"),
        ("质量指标", "服务时长差异率", "≤5%"),
        ("社会效益指标", "政府债务率", "≤100%"),
        ("成本指标", "低保补助标准", "≥620元/人"),
        ("成本指标", "人均每月伙食标准", "≥400元/人·月"),
        ("数量指标", "编外聘用人员", "≤3人"),
        ("社会效益指标", "群体性事件数量", "≤2起"),
        ("数量指标", "矛盾纠纷件数", "≤20件"),
    ],
)
def test_sign_in_order(level2: str, name: str, value: str) -> None:
    assert find("SIGN", table_with(level2, name, value)) == []


@pytest.mark.parametrize(
    ("level2", "name", "value", "fixed"),
    [
        ("数量指标", "参观学习会议", "4场", "≥4场"),
        ("成本指标", "资料费", "0.05万元", "≤0.05万元"),
        ("质量指标", "系统故障率", "5%", "≤5%"),
    ],
)
def test_missing_sign(level2: str, name: str, value: str, fixed: str) -> None:
    (finding,) = find("SIGN-02", table_with(level2, name, value))
    assert finding.fix is not None
    assert finding.fix.new == fixed


@pytest.mark.parametrize("value", ["100%", "2-3次", "90%以上", "2024年11月底前", "良好", "0起"])
def test_value_that_needs_no_sign(value: str) -> None:
    assert find("SIGN-02", table_with("质量指标", "工作情况", value)) == []
