from assistant.exemplars.statistics import UNCLASSED, ClassCount, Count
from assistant.ui.library.charts import bars, in_short, name_of_class

COUNTS = [Count(f"{number}县", 20 - number) for number in range(15)]


def test_a_long_tail_is_told_as_one() -> None:
    short = in_short(COUNTS, 12)
    assert [count.label for count in short[-2:]] == ["10县", "其余 4 个"]
    assert sum(count.count for count in short) == sum(count.count for count in COUNTS)
    assert in_short(COUNTS[:12], 12) == COUNTS[:12]


def test_a_bar_has_its_number_and_room_for_it() -> None:
    chart = bars(COUNTS[:2], "张").to_dict()
    rows = next(iter(chart["datasets"].values()))
    assert [row["说明"] for row in rows] == ["20 张", "19 张"]
    assert chart["layer"][0]["encoding"]["x"]["scale"]["domain"][1] > 20


def test_nothing_can_be_drawn() -> None:
    assert bars([], "张").to_dict()["layer"]


def test_a_class_without_a_second_level_is_called_by_its_first() -> None:
    assert name_of_class(ClassCount("满意度指标", UNCLASSED, 1, ())) == "满意度指标（未分二级）"
    assert name_of_class(ClassCount(UNCLASSED, UNCLASSED, 1, ())) == UNCLASSED
