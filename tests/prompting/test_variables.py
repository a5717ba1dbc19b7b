import pytest

from assistant.prompting import VARIABLES, Prompts, kind_of, sample_values
from assistant.settings import Settings


def test_every_prompt_of_the_program_uses_what_its_kind_may_use() -> None:
    prompts = Prompts(Settings().prompts_dir).all()
    assert {prompt.id for prompt in prompts} == set(VARIABLES)
    for prompt in prompts:
        assert set(prompt.variables) == {variable.name for variable in VARIABLES[prompt.id]}


@pytest.mark.parametrize("kind", VARIABLES)
def test_every_variable_is_explained_and_has_a_sample(kind: str) -> None:
    for variable in VARIABLES[kind]:
        assert variable.meaning.endswith("。")
        assert variable.sample
    assert [name for name, value in sample_values(kind, bare=True).items() if not value] == [
        variable.name for variable in VARIABLES[kind] if variable.may_be_empty
    ]


def test_only_drafting_is_asked_for_under_other_names() -> None:
    assert [kind_of(id) for id in ("draft", "draft-own", "short", "suggest")] == ["draft", "draft", "draft", "suggest"]
    assert [kind_of(id) for id in ("wording", "wording-strict", "wordings")] == ["wording", "wording", "draft"]
