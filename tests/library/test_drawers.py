from pathlib import Path

import pytest
import yaml

from assistant.errors import LibraryError
from assistant.library.drawers import load_drawers

LIBRARY = Path(__file__).parents[2] / "corpus" / "library"


def test_lists_of_the_corpus_load() -> None:
    drawers = load_drawers(LIBRARY)
    assert "合格率" in drawers.quality_rates
    assert "带动" in drawers.benefits


def test_no_list_contradicts_another() -> None:
    drawers = load_drawers(LIBRARY)
    assert not set(drawers.deeds) & set(drawers.benefits)
    assert not set(drawers.extents) & set(drawers.quality_rates)
    assert not set(drawers.held_rates) & {*drawers.quality_rates, *drawers.done_rates} - {"召开率"}
    assert not any(word in cost for word in drawers.not_costs for cost in drawers.costs)
    assert not any(word in time for word in drawers.progress_rates for time in drawers.time_words)
    assert not set(drawers.never) & set(drawers.society)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"deeds": ["培训", "培训"]}, "词重复：培训"),
        ({"costs": ["成本 "]}, "首尾有空格"),
        ({"never": []}, "never"),
        ({"unknown": ["词"]}, "unknown"),
        ({"insiders": "干部职工"}, "insiders"),
    ],
)
def test_broken_list_is_named(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    content = yaml.safe_load((LIBRARY / "drawers.yaml").read_text("utf-8")) | changes
    (tmp_path / "drawers.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    with pytest.raises(LibraryError, match=said) as caught:
        load_drawers(tmp_path)
    assert "drawers.yaml" in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"drawers\.yaml"):
        load_drawers(tmp_path)
