from assistant.ui.prompts.unsaved import Unsaved, faulty_line


def test_the_line_that_is_wrong_is_shown() -> None:
    assert faulty_line("甲\n乙\n丙", "第 2 行用了没有的变量，改正后再保存。") == (2, "乙")
    assert faulty_line("甲", "第 9 行不对") is None
    assert faulty_line("甲", "提示词过长") is None


def test_only_what_was_typed_would_be_lost() -> None:
    assert not Unsaved("draft@1", "甲", "甲", "draft-own").changed
    assert Unsaved("draft@1", "甲", "乙", "draft-own").changed
