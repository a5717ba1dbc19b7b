import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.errors import LibraryError
from assistant.goals.taxonomy import Framework, level2_names
from assistant.library.types import NOT_TYPES, ProjectType, TypicalIndicator, load_types, recognise_types

LIBRARY = Path(__file__).parents[2] / "corpus" / "library"
TYPES = load_types(LIBRARY)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("全市安全生产工作会议经费", "meeting"),
        ("营商环境恳谈会", "meeting"),
        ("乡村教师全员培训", "training"),
        ("基层财会人员继续教育", "training"),
        ("退役军人技能提升培训", "training"),
        ("国家安全日宣传", "publicity_event"),
        ("全民阅读推广活动", "publicity_event"),
        ("龙舟赛事经费", "publicity_event"),
        ("春节走访慰问困难党员", "condolence"),
        ("环卫工人送清凉", "condolence"),
        ("留守儿童关爱行动", "care"),
        ("看守所给养费", "provisions"),
        ("学生营养改善计划", "provisions"),
        ("机关物业管理费", "property_service"),
        ("劳动争议调解仲裁经费", "rights_service"),
        ("重点信访事项化解", "rights_service"),
        ("12345热线诉求办理", "rights_service"),
        ("国家卫生县城创建", "site_creation"),
        ("新时代文明实践站建设", "site_creation"),
        ("科普示范社区创建", "site_creation"),
        ("政务云资源租用", "it_operation"),
        ("医保信息系统等级保护测评", "security_testing"),
        ("门户网站运维", "it_operation"),
        ("中小学课桌椅购置", "equipment_purchase"),
        ("消防救援装备配备", "rescue_equipment"),
        ("乡镇社工站服务项目", "purchased_service"),
        ("城区道路清扫保洁服务外包", "sanitation"),
        ("社区矫正社工服务", "purchased_service"),
        ("老旧小区改造工程", "construction"),
        ("教学楼屋面维修工程", "construction"),
        ("河道清淤治理", "construction"),
        ("创业担保贷款贴息", "subsidy"),
        ("种粮农民补贴", "subsidy"),
        ("高龄津贴", "subsidy"),
        ("国土空间规划编制", "research"),
        ("大气监测及分析", "monitoring"),
        ("地方志编纂", "research"),
        ("道德模范评选表彰", "award"),
        ("市长质量奖", "award"),
        ("市妇女第十五次代表大会", "congress"),
        ("区政协全体会议经费", "congress"),
        ("辅警人员经费", "staffing"),
        ("社区网格员薪酬", "staffing"),
        ("机关日常公用经费", "general_operation"),
        ("单位水电费", "general_operation"),
        ("三年行动", "other_work"),
        ("", "other_work"),
        ("图书馆购书经费", "book_purchase"),
        ("图书馆图书采购", "book_purchase"),
        ("图书馆改造工程", "construction"),
        ("社区矫正工作经费", "community_correction"),
        ("应急救援装备购置", "rescue_equipment"),
        ("消防车购置经费", "rescue_equipment"),
        ("病死畜禽无害化处理补助", "carcass_disposal"),
        ("公厕保洁服务费", "sanitation"),
        ("公厕新建工程", "construction"),
        ("城乡生活垃圾清运处置", "waste_disposal"),
        ("法律援助经费", "legal_aid"),
        ("地方储备粮费用补贴", "grain_reserve"),
        ("不动产登记工作经费", "case_handling"),
        ("政务服务平台运维", "it_operation"),
        ("事业单位公开招聘考试经费", "examination"),
        ("征兵工作经费", "conscription"),
        ("困难群众救助补助资金", "social_assistance"),
        ("孤儿生活费", "social_assistance"),
        ("困难群众春节慰问", "condolence"),
        ("村两委换届选举工作经费", "election"),
        ("社区党群服务中心运行经费", "place_operation"),
        ("小型水库维修养护补助资金", "upkeep"),
        ("护路员补助", "subsidy"),
        ("公共租赁住房维修", "construction"),
        ("独生子女父母奖励金", "subsidy"),
        ("旅行社地接奖励", "subsidy"),
        ("百岁老人保健金", "subsidy"),
        ("乡村医生养老补助", "subsidy"),
        ("森林防火护林员补助", "subsidy"),
        ("优秀教师奖励", "award"),
        ("学校饮用水水质监测", "monitoring"),
        ("学生体质健康抽测", "monitoring"),
        ("中小学心理健康教育辅导站建设", "site_creation"),
        ("校园保安服务外包", "guarding"),
        ("汽修专业实训车间设备", "equipment_purchase"),
        ("城乡公交一体化运营补贴", "operating_subsidy"),
        ("特殊家庭住院护理保险", "insurance"),
        ("在押人员医疗服务", "public_health"),
        ("在押人员伙食费", "provisions"),
        ("名师工作室经费", "training"),
        ("乡村文化旅游节", "culture_sports"),
        ("光荣牌制作", "other_work"),
    ],
)
def test_what_a_name_says(name: str, expected: str) -> None:
    assert recognise_types(TYPES, name)[0][0].id == expected


@pytest.mark.parametrize(
    ("name", "purpose", "expected"),
    [
        ("妇女事业专项", "用于举办家政服务员技能培训班", "training"),
        ("三年行动", "购置执法记录仪", "equipment_purchase"),
        ("乡村教师培训", "用于购置培训设备、召开会议", "training"),
    ],
)
def test_the_purpose_speaks_where_the_name_is_silent(name: str, purpose: str, expected: str) -> None:
    assert recognise_types(TYPES, name, purpose)[0][0].id == expected


@pytest.mark.parametrize(
    ("name", "silent"),
    [
        ("会议室音响改造", "meeting"),
        ("市妇女代表大会", "meeting"),
        ("培训中心屋面维修", "training"),
        ("农机购置补贴", "equipment_purchase"),
        ("信息系统改造", "construction"),
        ("研究生奖学金", "research"),
        ("环卫工人补助", "sanitation"),
        ("社区网格员意外险补贴", "staffing"),
        ("看守所在押人员诊疗", "provisions"),
    ],
)
def test_what_a_name_only_seems_to_say(name: str, silent: str) -> None:
    assert silent not in [kind.id for kind, _ in recognise_types(TYPES, name)]


def test_a_name_of_two_kinds_has_both() -> None:
    kinds = [kind.id for kind, _ in recognise_types(TYPES, "妇女干部培训及走访慰问")]
    assert set(kinds) == {"training", "condolence"}


names = st.lists(
    st.sampled_from(sorted({word for kind in TYPES for word in kind.triggers})) | st.text("县市、及和经费的项目", max_size=3), max_size=5
).map("".join)


@given(names, names)
def test_shares_sum_to_one_likeliest_first(name: str, purpose: str) -> None:
    found = recognise_types(TYPES, name, purpose)
    shares = [share for _, share in found]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)
    assert min(shares) > 0
    assert len({kind.id for kind, _ in found}) == len(found)


def test_every_trigger_alone_points_to_its_types() -> None:
    for kind in TYPES:
        for word in kind.triggers:
            assert kind.id in [found.id for found, _ in recognise_types(TYPES, word)], (kind.id, word)


def test_the_library_as_it_is() -> None:
    assert len(TYPES) == 47
    assert [kind.order for kind in TYPES] == sorted(kind.order for kind in TYPES)
    for kind in TYPES:
        classes = {indicator.level1 for indicator in kind.indicators}
        assert {"产出指标", "效益指标"} <= classes
        assert {indicator.level2 for indicator in kind.indicators} <= set(level2_names(Framework.THREE_CLASS))
        assert any(indicator.core for indicator in kind.indicators)
        assert set(kind.triggers.values()) <= {1, 2, 3}


NEEDED = {"数量指标", "质量指标", "时效指标", "社会效益指标", "服务对象满意度指标"}


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.id)
def test_every_class_keeps_a_row_whatever_a_request_says(kind: ProjectType) -> None:
    assert {row.level2 for row in kind.indicators if row.is_asked_for("")} >= NEEDED


def test_a_row_stands_where_one_of_its_words_is_said() -> None:
    visits = next(row for kind in TYPES if kind.id == "rights_service" for row in kind.indicators if row.name == "重复信访率")
    assert visits.is_asked_for("重点信访事项化解")
    assert not visits.is_asked_for("心理咨询室服务")


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("农机报废更新补贴", "补贴发放准确率"),
        ("独生子女父母奖励金", "奖励发放准确率"),
        ("义务教育生活补助", "补助发放准确率"),
        ("义务兵家庭优待金", "补助发放准确率"),
        ("企业奖励补贴补助", "补助发放准确率"),
    ],
)
def test_a_type_speaks_as_the_project_does(name: str, row: str) -> None:
    kind = next(kind for kind in TYPES if kind.id == "subsidy").in_words_of(name)
    assert row in [indicator.name for indicator in kind.indicators]
    assert ("补助" in kind.effect) == row.startswith("补助")


def test_typical_values_lie_in_their_ranges() -> None:
    for kind in TYPES:
        for row in kind.indicators:
            if row.range and row.typical is not None:
                assert row.range[0] <= row.typical <= row.range[1], (kind.id, row.name)


Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(LIBRARY, tmp_path / "library")
    return tmp_path / "library"


def change(path: Path, how: Change) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    how(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (lambda kind: kind.pop("name"), "「name」"),
        (lambda kind: kind.update(colour="红"), "「colour」"),
        (lambda kind: kind["triggers"].update(讲课="强"), "「triggers → 讲课」"),
        (lambda kind: kind["indicators"][3].update({"class": "数量"}), r"「indicators → 3 → class」.*没有「数量」这一类指标"),
        (lambda kind: kind["indicators"][0].update({"class": "经济成本指标"}), "没有「经济成本指标」这一类指标"),
        (lambda kind: kind["indicators"][2].update(operator="约"), "「indicators → 2 → operator」"),
        (lambda kind: kind["indicators"][1].update(weight=10), "「indicators → 1 → weight」"),
        (lambda kind: kind["indicators"][1].pop("name"), "「indicators → 1 → name」"),
        (lambda kind: kind["indicators"].append(kind["indicators"][0]), "指标重复"),
        (lambda kind: kind["indicators"][4].update(range=["9", "1"]), r"「indicators → 4」.*区间上下限颠倒"),
        (lambda kind: kind["indicators"][0].update(unit="%", typical="120", range=None), r"「indicators → 0」.*0 到 100 之间"),
        (lambda kind: kind["indicators"][0].update(unit=None, typical="5", range=None), r"「indicators → 0」.*无计量单位"),
    ],
)
def test_a_broken_entry_is_named_with_its_file(folder: Path, how: Change, said: str) -> None:
    change(folder / "training.yaml", how)
    with pytest.raises(LibraryError, match=rf"training\.yaml.*{said}"):
        load_types(folder)


def test_work_that_no_type_has_is_named(folder: Path) -> None:
    change(folder / "subsidy.yaml", lambda kind: kind["yields"]["to"].append("road_upkeep"))
    with pytest.raises(LibraryError, match=r"「补助」.*road_upkeep"):
        load_types(folder)


def test_the_type_that_stands_in_says_nothing_of_the_work(folder: Path) -> None:
    change(folder / "other_work.yaml", lambda kind: kind.pop("general"))
    with pytest.raises(LibraryError, match=r"fallback: true，并写明 general: true"):
        load_types(folder)


def test_two_types_of_one_id_are_refused(folder: Path) -> None:
    change(folder / "training.yaml", lambda kind: kind.update(id="meeting"))
    with pytest.raises(LibraryError, match="重复的项目类型编号"):
        load_types(folder)


def test_a_folder_without_types_is_refused(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(LibraryError, match="没有项目类型文件"):
        load_types(tmp_path / "nowhere")
    for path in folder.glob("*.yaml"):
        if path.name not in NOT_TYPES:
            path.unlink()
    with pytest.raises(LibraryError, match="没有项目类型文件"):
        load_types(folder)


def test_a_type_of_ones_own_takes_its_place(folder: Path) -> None:
    shutil.copy(folder / "research.yaml", folder / "river_patrol.yaml")
    own = {"id": "river_patrol", "name": "巡河", "order": 0, "triggers": {"巡河": 3}, "excludes": []}
    change(folder / "river_patrol.yaml", lambda kind: kind.update(own))
    types = load_types(folder)
    assert [kind.id for kind in types] == ["river_patrol", *(kind.id for kind in TYPES)]
    assert recognise_types(types, "镇村巡河经费")[0][0].id == "river_patrol"
    assert recognise_types(TYPES, "镇村巡河经费")[0][0].id != "river_patrol"


def test_numbers_are_decimals_and_classes_have_parents() -> None:
    indicator = TypicalIndicator.model_validate(
        {"name": "参训率", "class": "质量指标", "unit": "%", "typical": "92.5", "range": ["85", "95"]}
    )
    assert indicator.typical == Decimal("92.5")
    assert indicator.level1 == "产出指标"


def test_entries_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        TYPES[0].__setattr__("name", "别的")


def test_types_are_told_apart_by_id() -> None:
    again = ProjectType.model_validate(TYPES[0].model_dump(by_alias=True))
    assert again == TYPES[0]
    assert len({again, *TYPES}) == len(TYPES)
