from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.library.units import load_units

LIBRARY = Path(__file__).parents[2] / "corpus" / "library"


@pytest.mark.parametrize(
    ("name", "unit"),
    [("宣传资料份数", "份"), ("接待人次", "人次"), ("红旗手数量", "名"), ("示范点数量", None), ("工作情况", None), ("", None)],
)
def test_unit_that_a_name_asks_for(name: str, unit: str | None) -> None:
    assert load_units(LIBRARY).unit_of(name) == unit


def test_longest_ending_counts() -> None:
    rule = load_units(LIBRARY).rule_of("培训设备数量")
    assert rule is not None
    assert rule.suffix == "设备数量"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("units: [{suffix: 次数, units: [次], prefer: 场}]", "首选单位「场」"),
        ("units: [{suffix: 次数, units: [次], prefer: 次}, {suffix: 次数, units: [次], prefer: 次}]", "词尾重复：次数"),
        ("units: [{suffix: 次数, units: [], prefer: 次}]", "units → 0 → units"),
        ("units: []", "units"),
        ("units: [", "YAML"),
    ],
)
def test_broken_entry_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "units.yaml").write_text(text, "utf-8")
    with pytest.raises(LibraryError, match=said):
        load_units(tmp_path)
