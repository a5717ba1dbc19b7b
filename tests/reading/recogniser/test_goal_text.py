"""Numbered goals: one entry each, without the number."""

import pytest

from assistant.reading.recogniser.goal_text import split_numbered


@pytest.mark.parametrize(
    ("lines", "goals"),
    [
        (["1.甲。", "2.乙。"], ["甲。", "乙。"]),
        (["1.1.甲", "2.2.乙"], ["甲", "乙"]),
        (["目标一：甲。 目标二：乙。"], ["甲。", "乙。"]),
        (["目标1: 完成1.5万亩; 目标2: 乙"], ["完成1.5万亩;", "乙"]),
        (["（1）甲；（2）乙。"], ["甲；", "乙。"]),
        (["①甲；②乙"], ["甲；", "乙"]),
        (["一、甲", "1.子项", "二、乙"], ["甲 1.子项", "乙"]),
        (["深化改革；二、建设平台；三、加强队伍。"], ["深化改革；二、建设平台；三、加强队伍。"]),
        (["三八、六一开展活动2场。"], ["三八、六一开展活动2场。"]),
        (["达到95%以上，", "覆盖全市。"], ["达到95%以上，覆盖全市。"]),
        ([], []),
    ],
)
def test_splits_numbered_goals(lines: list[str], goals: list[str]) -> None:
    assert split_numbered(lines) == goals
