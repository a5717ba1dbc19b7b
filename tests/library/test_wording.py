from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from assistant.errors import LibraryError
from assistant.library.wording import load_wording

LIBRARY = Path(__file__).parents[2] / "corpus" / "library"


def content() -> dict[str, list[object]]:
    loaded: dict[str, list[object]] = yaml.safe_load((LIBRARY / "wording.yaml").read_text("utf-8"))
    return loaded


def test_lists_of_the_corpus_load() -> None:
    wording = load_wording(LIBRARY)
    assert {entry.wrong: entry.right for entry in wording.confusions}["中帼"] == "巾帼"
    assert {policy.name: policy.years[0] for policy in wording.policies if policy.years}["中国儿童发展纲要"] == "2021—2030"


def test_no_mended_word_holds_a_wrong_one() -> None:
    confusions = load_wording(LIBRARY).confusions
    assert [(one.right, other.wrong) for one in confusions for other in confusions if other.wrong in one.right] == []


def test_editions_of_a_paper_stand_newest_first() -> None:
    for policy in load_wording(LIBRARY).policies:
        assert list(policy.years) == sorted(policy.years, reverse=True), policy.name


def test_five_year_plans_follow_each_other() -> None:
    plans = [era for era in load_wording(LIBRARY).eras if not era.name.endswith("普法")]
    assert all(plan.last - plan.first == 4 for plan in plans)
    assert all(before.last + 1 == after.first for before, after in pairwise(plans))


@pytest.mark.parametrize(
    ("part", "entries", "said"),
    [
        ("confusions", [{"wrong": "布署", "right": "部署"}] * 2, "词重复：布署"),
        ("confusions", [{"wrong": "经费", "right": "经费支出"}], "仍含原来的写法"),
        ("confusions", [{"wrong": "错", "right": "对了"}], "wrong"),
        ("policies", [{"name": "全民健身计划", "years": ["2021-2025"]}], "years"),
        ("policies", [{"name": "全民健身计划", "wrong": ["全民健身计划"]}], "同时列为正确和错误"),
        ("latin", ["ai", "ai"], "词重复：ai"),
        ("unknown", ["词"], "unknown"),
    ],
)
def test_broken_entry_is_named(tmp_path: Path, part: str, entries: list[object], said: str) -> None:
    (tmp_path / "wording.yaml").write_text(yaml.safe_dump(content() | {part: entries}, allow_unicode=True), "utf-8")
    with pytest.raises(LibraryError, match=said) as caught:
        load_wording(tmp_path)
    assert "wording.yaml" in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"wording\.yaml"):
        load_wording(tmp_path)
