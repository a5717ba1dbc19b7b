from assistant.exemplars import ExemplarIndex, LibraryFilter, describe
from assistant.ui.library.filters import ALL, choices_in, filter_of, title_of


def test_every_choice_finds_something(corpus_index: ExemplarIndex) -> None:
    for field, choices in choices_in(describe(corpus_index)).items():
        assert choices
        for choice in choices:
            assert describe(corpus_index, filter_of({field: choice})).entries, (field, choice)


def test_what_does_not_matter_is_left_out() -> None:
    assert filter_of({"place": ALL, "year": 2023, "text": "培训"}) == LibraryFilter(year=2023, text="培训")


def test_choices_are_told_in_chinese() -> None:
    said = [title_of(*each) for each in (("year", ALL), ("year", 2023), ("origin", "own"), ("place", "东莞市"))]
    assert said == ["全部", "2023年", "自行加入", "东莞市"]
