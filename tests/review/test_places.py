import pytest

from assistant.goals import Goal
from assistant.review import Finding
from tests.review.samples import find, sound_table, table_with

OWN = "唐山市丰润区妇女联合会申报妇女培训经费2万元，依据冀财预〔2023〕12号，委托河北大学授课。"


def places(text: str, own_text: str | None = None, unit: str = "唐山市丰润区妇女联合会") -> list[Finding]:
    return find("PLACE", sound_table(goals=(Goal(text=text),), unit=unit), own_text)


@pytest.mark.parametrize(
    "text", ["举办天津市女领导干部专题班", "提升东莞家庭家教水平", "全面落实石家庄市要求", "助力广东省妇女发展", "服务长三角一体化"]
)
def test_place_of_somebody_else(text: str) -> None:
    assert [(finding.rule, finding.severity, finding.field) for finding in places(text)] == [("PLACE-01", "error", "goals.0.text")]


@pytest.mark.parametrize(
    "text",
    [
        "推动唐山市妇女工作",
        "在丰润区开展培训",
        "落实河北省妇女发展规划",
        "助力京津冀协同发展",
        "达到全国、全省先进水平",
        "在各社区、园区、辖区和山区开展活动",
        "维护幸福安康的家庭",
        "求大同、存小异，实现长治久安",
        "深化乡村振兴，召开县妇联执委会",
        "在北京路步行街开展宣传",
        "弘扬延安精神",
        "赴浙江考察学习",
        "对口支援新疆",
    ],
)
def test_places_and_words_that_are_in_order(text: str) -> None:
    assert places(text) == []


def test_province_may_name_its_cities_and_a_city_not_its_neighbours() -> None:
    assert places("在唐山市开展培训", unit="河北省妇女联合会") == []
    assert places("在唐山市开展培训", unit="保定市妇女联合会")


def test_place_in_an_indicator() -> None:
    (finding,) = find("PLACE", table_with("数量指标", "创建天津市示范基地数量", "≥5个"))
    assert (finding.field, finding.indicator) == ("level3", 7)


def test_place_is_only_a_question_where_the_unit_is_nowhere_known() -> None:
    assert [finding.rule for finding in places("推动广州市工作", unit="某协会")] == ["PLACE-02"]
    assert [finding.rule for finding in places("推动广州市工作", unit="某协会", own_text="某协会")] == ["PLACE-01"]


def test_place_that_the_person_named_is_own() -> None:
    assert places("推动广州市工作", own_text="与广州合作") == []


def test_going_elsewhere_is_a_question_in_a_draft() -> None:
    assert [finding.rule for finding in places("赴浙江考察学习", own_text=OWN)] == ["PLACE-02"]


def test_other_county_is_a_question() -> None:
    assert [finding.rule for finding in places("召开门源县妇联执委会")] == ["PLACE-02"]


def test_without_unit_and_request_nothing_is_compared() -> None:
    assert find("PLACE", sound_table(goals=(Goal(text="推动广州市工作"),), unit=None)) == []


def test_body_that_the_person_spoke_of_without_its_name() -> None:
    own = "唐山市丰润区申报县电视台设备更新"
    assert sources("委托海天电视台播出", own) == []
    assert sources("委托广州电视台播出", own) == ["SOURCE-02"]


def sources(text: str, own_text: str | None = OWN) -> list[str]:
    return [finding.rule for finding in find("SOURCE", sound_table(goals=(Goal(text=text),)), own_text)]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("按照粤财行〔2024〕116号执行", ["SOURCE-01"]),
        ("按照粤财行（2024）116号执行", ["SOURCE-01"]),
        ("按照冀财预（2023）12号执行", []),
        ("落实2023年工作", []),
        ("委托天津师范大学开展评估", ["SOURCE-02"]),
        ("委托河北大学开展培训", []),
        ("委托第三方专业公司开展评估", []),
        ("委托湛江智联科技有限公司承办", ["SOURCE-02"]),
        ("邀请清华大学专家授课", ["SOURCE-02"]),
        ("委托会计师事务所和法律服务研究院评估", []),
        ("委托研究院开展评估", []),
        ("6月30日前完成大学生就业补贴", []),
        ("通过做好电视台设备更新，提升节目质量", []),
        ("通过做好县电视台设备更新，提升节目质量", []),
        ("扩大学习覆盖面，明确课题研究所需经费", []),
        ("开展基金会计培训", []),
        ("打造研究院", []),
        ("委托海天电视台拍摄专题片", ["SOURCE-02"]),
    ],
)
def test_papers_and_bodies_that_the_person_did_not_give(text: str, rules: list[str]) -> None:
    assert sources(text) == rules
    assert sources(text, None) == []
