from assistant.prompting import VARIABLES
from assistant.ui.prompts.naming import KINDS, drafting_ids, name_for, title_of, use_of


def test_every_kind_has_a_name() -> None:
    assert set(KINDS) == set(VARIABLES)


def test_a_copy_of_the_drafting_prompt_gets_a_free_name() -> None:
    assert name_for("draft", ["draft", "suggest"]) == "draft-own"
    assert name_for("draft", ["draft", "draft-own", "draft-own2"]) == "draft-own3"
    assert name_for("suggest", ["suggest"]) == "suggest"


def test_what_can_be_chosen_for_drafting() -> None:
    assert drafting_ids(["draft", "repair", "wording", "draft-own"]) == ["draft", "draft-own"]


def test_how_it_is_used_is_told() -> None:
    assert "最新一版" in use_of("suggest")
    assert "“起草”页" in use_of("draft-own")
    assert title_of("draft") == "起草（draft）"
    assert title_of("kurz") == "kurz（自己的起草提示词）"
