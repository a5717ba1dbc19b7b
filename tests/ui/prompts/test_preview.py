from datetime import date
from decimal import Decimal

import pytest

from assistant.database import open_database
from assistant.drafting import make_request
from assistant.errors import ClassifiedError, InputError, PromptError
from assistant.goals import GoalTable
from assistant.settings import Settings
from assistant.ui.prompts.preview import SAMPLE, prompt_from, request_from, request_of_last_draft
from assistant.workspace.drafts import Drafts
from assistant.workspace.manuscript import Manuscript

TEXT = "---\npurpose: 简短\n---\n# system\n只输出 JSON。\n# user\n{{ request }}\n"
TODAY = date(2026, 3, 1)


def test_the_sample_is_a_request() -> None:
    request = request_from(SAMPLE, TODAY)
    assert (request.budget_yuan, request.year) == (Decimal("200000.00"), 2026)


@pytest.mark.parametrize(
    ("field", "text", "error"), [("budget", "", InputError), ("name", "", InputError), ("purpose", "机密", ClassifiedError)]
)
def test_a_wrong_request_is_told(field: str, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        request_from(SAMPLE | {field: text}, TODAY)


def test_a_text_is_a_prompt_or_its_line_is_named() -> None:
    assert prompt_from(TEXT, "draft-own").variables == ("request",)
    with pytest.raises(PromptError, match="第 7 行"):
        prompt_from(TEXT.replace("request", "reqest"), "draft-own")


def test_the_request_of_the_last_draft(tmp_path_factory: pytest.TempPathFactory) -> None:
    drafts = Drafts(open_database(Settings(data_dir=tmp_path_factory.mktemp("drafts"))))
    assert request_of_last_draft(drafts) is None
    request = make_request("培训经费", Decimal(120000), today=TODAY, purpose="办班")
    drafts.create(Manuscript(table=GoalTable(name="培训经费"), request=request), "起草")
    drafts.create(Manuscript(table=GoalTable(name="读入的")), "读入")
    assert request_of_last_draft(drafts) == {"name": "培训经费", "budget": "12万元", "unit": "", "purpose": "办班"}
