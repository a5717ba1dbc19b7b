from pathlib import Path
from typing import Any

import pytest

from assistant.exemplars import ExemplarComparables, ExemplarIndex
from assistant.exemplars.store import ExemplarStore
from assistant.goals import GoalTable, Indicator, Source
from assistant.goals.taxonomy import Framework, level2_names, parent_of
from assistant.library.types import load_types
from assistant.review import Comparables, load_review_data, review
from assistant.settings import Settings
from tests.effort import calls_of
from tests.exemplars.samples import CountingEmbedder, exemplar
from tests.review.samples import LIBRARY, sound_table

TYPES = load_types(LIBRARY)
NAMES = (
    "培训合格率 会议出勤率 人均培训成本 单次活动成本 培训完成时间 群众满意度 "
    "政策知晓率 宣传活动覆盖率 系统故障率 活动场次 培训人次 会议费标准"
)


@pytest.fixture(scope="module")
def comparables(corpus_index: ExemplarIndex) -> ExemplarComparables:
    return ExemplarComparables(corpus_index, TYPES)


def own_index(folder: Path, *rows: tuple[str, str, str, str]) -> ExemplarIndex:
    """An index of one table per source, from (source, project, class, name)."""
    store = ExemplarStore(Settings(data_dir=folder), CountingEmbedder())
    for source, project, level2, name in rows:
        table = GoalTable(name=project, indicators=(Indicator(level1=parent_of(level2), level2=level2, level3=name, value="≥95%"),))
        one = exemplar(source, 1, project)
        store.put([(type(one)(one.id, source, table), "training")])
    return ExemplarIndex(store)


def names(comparables: Comparables, name: str) -> list[str]:
    return [found.name for found in comparables.like(name)]


def read_from(file: str, **table: Any) -> GoalTable:
    return GoalTable(**({"name": "在审项目", "source": Source(file=file)} | table))


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("学员培训合格率", "培训合格率"),
        ("培训考核合格率", "培训合格率"),
        ("会议召开及时率", "会议按期召开率"),
        ("会议按期完成率", "会议按期召开率"),
        ("单次活动成本", "单场活动成本"),
        ("活动次数", "活动场次"),
        ("培训结束时间", "培训完成时间"),
        ("企业用户满意度", "参会人员满意度"),
        ("居民满意率", "参会人员满意度"),
        ("公众认可度", "参会人员满意度"),
    ],
)
def test_what_says_nearly_the_same(comparables: ExemplarComparables, name: str, same: str) -> None:
    assert same in names(comparables, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("培训合格率", "验收合格率"),
        ("培训合格率", "培训出勤率"),
        ("培训人次", "培训期数"),
        ("设备验收合格率", "竣工验收合格率"),
        ("人均培训成本", "培训总成本"),
        ("人均培训成本", "人均会议成本"),
        ("故障响应时间", "故障修复时间"),
        ("患者不满意率", "参会人员满意度"),
    ],
)
def test_what_only_looks_the_same(comparables: ExemplarComparables, name: str, other: str) -> None:
    assert other not in names(comparables, name)


def test_typical_indicators_have_a_class_and_no_value(comparables: ExemplarComparables) -> None:
    typical = next(found for found in comparables.like("培训合格率") if found.id == found.project)
    assert (typical.id, typical.level2, typical.target) == ("培训", "质量指标", None)


def test_every_class_is_one_of_three_class_tables(comparables: ExemplarComparables) -> None:
    found = [each for name in NAMES.split() for each in comparables.like(name)]
    assert {each.level2 for each in found} <= set(level2_names(Framework.THREE_CLASS))
    assert any(each.target for each in found)


def test_nearest_first_then_by_id(tmp_path: Path) -> None:
    rows = [
        ("丙", "丙项目", "质量指标", "技能培训合格率"),
        ("乙", "乙项目", "质量指标", "培训合格率"),
        ("甲", "甲项目", "质量指标", "培训合格率"),
    ]
    found = ExemplarComparables(own_index(tmp_path, *rows), ()).like("培训合格率")
    assert [each.id for each in found] == ["乙#1/1", "甲#1/1", "丙#1/1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("残疾人技能合格率", "残疾人就业合格率"), ("社区矫正对象法治培训合格率", "培训合格率")],
    ids=["half of the object", "a small part of it"],
)
def test_what_shares_too_little(tmp_path: Path, one: str, other: str) -> None:
    comparables = ExemplarComparables(own_index(tmp_path, ("甲", "甲项目", "质量指标", one)), ())
    assert names(comparables, one) == [one]
    assert names(comparables, other) == []


def test_own_file_and_copies_of_its_tables_are_left_out(tmp_path: Path) -> None:
    rows = [
        ("甲.txt", "培训", "质量指标", "培训合格率"),
        ("乙.txt", "培训", "质量指标", "培训合格率"),
        ("丙.txt", "他项", "质量指标", "培训合格率"),
    ]
    comparables = ExemplarComparables(own_index(tmp_path, *rows), ())
    assert [each.id for each in comparables.like("培训合格率", excluding=read_from("dir/甲.txt"))] == ["丙.txt#1/1"]
    assert len(comparables.like("培训合格率")) == 3
    hidden = ExemplarComparables(own_index(tmp_path / "again", *rows), (), exclude_sources=["丙.txt"])
    assert hidden.like("培训合格率", excluding=read_from("甲.txt")) == ()


def test_a_table_is_not_compared_with_itself_under_another_name_of_its_file(
    comparables: ExemplarComparables, corpus_index: ExemplarIndex
) -> None:
    counted = 0
    for known in corpus_index.exemplars:
        copy = known.table.model_copy(update={"source": Source(file="copy.txt")})
        changed = copy.model_copy(update={"purpose": "另写的用途"})
        retitled = copy.model_copy(update={"name": f"{copy.name}（二）"})
        for row in known.table.indicators[:5]:
            all_of_them = [found.id for found in comparables.like(row.level3)]
            left = [id_ for id_ in all_of_them if not id_.startswith(f"{known.id}/")]
            counted += len(left) < len(all_of_them)
            for table, wanted in ((copy, left), (changed, left), (retitled, all_of_them)):
                assert [found.id for found in comparables.like(row.level3, excluding=table)] == wanted
    assert counted > len(corpus_index.exemplars)


def test_last_years_and_another_units_table_of_one_name_are_others(tmp_path: Path) -> None:
    comparables = ExemplarComparables(own_index(tmp_path, ("甲.txt", "妇女培训", "质量指标", "培训合格率")), ())
    same = read_from("乙.txt", name="妇女培训 ")
    others = read_from("乙.txt", name="妇女培训", year=2023), read_from("乙.txt", name="妇女培训", unit="某县妇联")
    assert [len(comparables.like("培训合格率", excluding=table)) for table in (same, *others, same)] == [0, 1, 1, 0]


def test_nothing_is_compared_with_nothing(tmp_path: Path) -> None:
    comparables = ExemplarComparables(ExemplarIndex(ExemplarStore(Settings(data_dir=tmp_path), CountingEmbedder())), ())
    assert [comparables.like(name) for name in ("", "率", "培训合格率", "满意度", "（个）")] == [()] * 5


def test_what_was_looked_up_is_known(comparables: ExemplarComparables) -> None:
    wanted = NAMES.split()
    table = read_from("x.txt")
    found = [comparables.like(name, excluding=table) for name in wanted]
    again = list[object]()
    assert calls_of(lambda: again.extend(comparables.like(name, excluding=table) for name in wanted)) < 40 * len(wanted)
    assert again == found


def test_review_of_a_sound_table_stays_clean(comparables: ExemplarComparables) -> None:
    data = load_review_data(LIBRARY, comparables)
    assert [finding.message for finding in review(sound_table(), data)] == []
