from dataclasses import replace

from assistant.batch.drafts.foretelling import foretell
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import LOCAL
from tests.batch.conftest import projects


def test_it_is_told_without_a_word_to_the_model(desk: Desk) -> None:
    desk.settings = replace(desk.settings, model="m", base_url="http://127.0.0.1:9/v1")  # nobody is there
    told = foretell(desk, LOCAL, projects(6), [])
    assert told is not None
    assert (told.items, told.measured) == (6, False)
    assert 500 < told.input_tokens / 6 < 6000
    model = desk.context().model
    assert model is not None
    assert type(model.chat).__name__ == "Chat"
    assert foretell(desk, LOCAL, projects(6), ["draft@1"]) == told
