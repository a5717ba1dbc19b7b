from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.exemplars import Exemplar, ExemplarIndex, LibraryFilter, describe, exemplar_of
from assistant.exemplars.statistics import BANDS, UNCLASSED, UNKNOWN, Count
from assistant.exemplars.store import ExemplarStore
from assistant.goals import Framework, GoalTable, Indicator
from assistant.settings import Settings
from tests.exemplars.samples import CountingEmbedder


def row(level1: str | None, level2: str | None, level3: str) -> Indicator:
    return Indicator(level1=level1, level2=level2, level3=level3, value="≥1次")


TABLES = {
    "甲.txt#1": GoalTable(
        name="培训经费",
        unit="东莞市妇女联合会",
        year=2023,
        budget_yuan=Decimal(40_000),
        framework=Framework.THREE_CLASS,
        indicators=(
            row("产出指标", "数量指标", "培训人数"),
            row("产出指标", "成本指标", "总成本"),
            row("满意度指标", "服务对象满意度指标", "学员满意度"),
        ),
    ),
    "甲.txt#2": GoalTable(
        name="慰问经费",
        unit="东莞市妇女联合会",
        year=2024,
        budget_yuan=Decimal(2_000_000),
        indicators=(
            row("产出指标", "数量指标", "培训 人数"),
            row("产出指标", "数量指标", "培训人数"),
            row("产出指标", "数量指标", "慰问户数"),
        ),
    ),
    "乙.docx#1": GoalTable(name="宣传经费", indicators=(row("成本指标", "经济成本指标", "总成本"), row(None, None, "其他"))),
}


@pytest.fixture
def index(tmp_path: Path) -> ExemplarIndex:
    store = ExemplarStore(Settings(data_dir=tmp_path), CountingEmbedder())
    for id_, table in TABLES.items():
        store.put([(Exemplar(id_, id_.partition("#")[0], table), "training")])
    return ExemplarIndex(store, origins={"甲.txt": "corpus", "乙.docx": "own"})


def test_entries_say_what_a_table_is(index: ExemplarIndex) -> None:
    entry = {entry.id: entry for entry in describe(index).entries}["甲.txt#1"]
    assert (entry.source, entry.origin, entry.name, entry.unit) == ("甲.txt", "corpus", "培训经费", "东莞市妇女联合会")
    assert (entry.place, entry.year, entry.budget_yuan, entry.band) == ("东莞市", 2023, Decimal(40_000), "5万元以下")
    assert (entry.framework, entry.indicators) == ("three_class", 3)


def test_distributions_count_every_table_once(index: ExemplarIndex) -> None:
    found = describe(index)
    assert found.places == (Count("东莞市", 2), Count(UNKNOWN, 1))
    assert found.years == (Count("2023", 1), Count("2024", 1), Count(UNKNOWN, 1))
    assert found.bands == (Count("5万元以下", 1), Count("5-20万元", 0), Count("20-100万元", 0), Count("100万元以上", 1), Count(UNKNOWN, 1))
    assert found.indicators == 8


def test_indicators_are_counted_by_class_in_official_order(index: ExemplarIndex) -> None:
    classes = describe(index).classes
    assert [(each.level1, each.level2, each.count) for each in classes] == [
        ("成本指标", "经济成本指标", 2),
        ("产出指标", "数量指标", 4),
        ("满意度指标", "服务对象满意度指标", 1),
        (UNCLASSED, UNCLASSED, 1),
    ]
    assert classes[0].names == (Count("总成本", 2),)
    assert classes[1].names == (Count("培训人数", 2), Count("慰问户数", 1))


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        (LibraryFilter(), {"甲.txt#1", "甲.txt#2", "乙.docx#1"}),
        (LibraryFilter(level2="经济成本指标"), {"甲.txt#1", "乙.docx#1"}),
        (LibraryFilter(level2="质量指标"), set()),
        (LibraryFilter(place="东莞市"), {"甲.txt#1", "甲.txt#2"}),
        (LibraryFilter(place=UNKNOWN), {"乙.docx#1"}),
        (LibraryFilter(year=2024), {"甲.txt#2"}),
        (LibraryFilter(band="5万元以下"), {"甲.txt#1"}),
        (LibraryFilter(source="甲.txt", text="满意度"), {"甲.txt#1"}),
        (LibraryFilter(origin="own"), {"乙.docx#1"}),
        (LibraryFilter(text=" 东莞　培训 "), {"甲.txt#1", "甲.txt#2"}),
        (LibraryFilter(text="东莞 宣传"), set()),
    ],
)
def test_filters(index: ExemplarIndex, chosen: LibraryFilter, wanted: set[str]) -> None:
    found = describe(index, chosen)
    assert {entry.id for entry in found.entries} == wanted
    assert sum(count.count for count in found.bands) == len(wanted)


def test_what_every_chart_counts_can_be_filtered_by(corpus_index: ExemplarIndex) -> None:
    whole = describe(corpus_index)
    assert len(whole.entries) == len(corpus_index.exemplars)
    assert sum(each.count for each in whole.classes) == whole.indicators
    for count in whole.places:
        assert len(describe(corpus_index, LibraryFilter(place=count.label)).entries) == count.count
    for band, count in zip(BANDS, whole.bands, strict=True):
        assert len(describe(corpus_index, LibraryFilter(band=band)).entries) == count.count
    for each in whole.classes:
        assert describe(corpus_index, LibraryFilter(level2=each.level2)).entries


def test_evidence_leads_to_the_row(index: ExemplarIndex) -> None:
    for exemplar in index.exemplars:
        for position in range(len(exemplar.table.indicators)):
            assert exemplar_of(index, exemplar.indicator_id(position)) == (replace(exemplar, score=0.0), position)


@pytest.mark.parametrize(
    "gone", ["", "/", "甲.txt#1", "甲.txt#1/0", "甲.txt#1/4", "甲.txt#9/1", "甲.txt#1/x", "甲.txt#1/²", "甲.txt#1/-1", "typical/1"]
)
def test_evidence_that_is_gone(index: ExemplarIndex, gone: str) -> None:
    assert exemplar_of(index, gone) is None
