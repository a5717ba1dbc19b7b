import pytest

from assistant.batch.lists.columns import read_headings
from assistant.batch.lists.source_headings import Kind


def test_a_list_in_which_the_money_of_the_treasury_is_all_there_is_has_a_budget() -> None:
    assert read_headings({1: "项目名称", 2: "财政资金"}).fields == {"name": 1, "budget": 2}
    assert sources_of({1: "项目名称", 2: "财政资金", 3: "资金总额"}) == (3, {2: "fiscal"})
    parted = {1: "项目名称", 2: "预算金额（万元）合计", 3: "预算金额（万元）财政资金", 4: "预算金额（万元）其他资金"}
    assert sources_of(parted) == (2, {3: "fiscal", 4: "other"})


def sources_of(headings: dict[int, str]) -> tuple[int, dict[int, Kind]]:
    columns = read_headings(headings)
    return columns.fields["budget"], {source.column: source.kind for source in columns.sources}


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("fiscal", "财政资金 申请财政资金 财政拨款 财政性资金 各级财政资金 其中：财政拨款 预算资金来源财政资金"),
        ("level", "中央资金 中央财政补助资金 中央预算内投资 省级 省财政资金 市县财政资金 区级财政 县级配套 地方配套资金 上级转移支付"),
        ("level", "本级财政资金 市本级财政拨款"),
        ("level", "财政配套资金 上年财政拨款结转 资金来源中央 资金来源-中央"),
        ("level", "其中：中央和省级补助 中央及省级资金 中央、省级资金 省、市财政补助 省级及以上补助 区级承担"),
        ("account", "一般公共预算 政府性基金预算拨款 国有资本经营预算"),
        ("assumed", "上年结转 以前年度结转结余资金 配套资金"),
        ("other", "其他资金 其它来源资金 非财政资金 资金来源其他"),
        ("own", "自筹 单位自筹资金 村集体自筹 社会资本 单位资金 事业收入 企业配套资金 银行贷款"),
        ("level", "车购税 其中：车辆购置税资金 上级专款 资金筹措省级补助"),
        ("account", "福彩公益金 中央彩票公益金 土地出让金"),
        ("assumed", "专项债券 其中：新增一般债券资金 超长期特别国债"),
        ("own", "财政专户管理资金 学费收入 受益乡镇自筹 群众投工投劳及自筹"),
        (None, "上年预算 总投资 县 区域 资金来源 省份 项目级别 资金性质 结算金额 其他 事业经费"),
    ],
)
def test_columns_that_say_where_money_comes_from(kind: Kind | None, headings: str) -> None:
    found = {heading: sources_of({1: "项目名称", 2: "预算", 3: heading})[1].get(3) for heading in headings.split()}
    assert found == dict.fromkeys(found, kind)
