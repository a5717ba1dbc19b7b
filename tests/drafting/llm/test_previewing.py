from dataclasses import replace
from pathlib import Path

import pytest

from assistant.drafting import DraftContext, draft
from assistant.drafting.llm.previewing import render_preview
from assistant.errors import ClassifiedError, PromptError
from assistant.prompting import Prompts, read_prompt, sample_values, save_own
from assistant.settings import Settings
from tests.drafting.llm.conftest import REQUEST, ROWS, MakeContext, answer
from tests.endpoint import ScriptedEndpoint

OWN = "---\npurpose: 简短\n---\n# system\n只输出 JSON。\n# user\n{{ request }}\n共 {{ size }} 条。\n"
PROMPTS = Prompts(Settings().prompts_dir)


def test_the_preview_is_what_the_model_gets(endpoint: ScriptedEndpoint, with_model: MakeContext) -> None:
    request = replace(REQUEST, purpose=f"{REQUEST.purpose}，联系人电话13812345678")
    endpoint.says(answer(*ROWS))
    context = with_model()
    draft(request, context)
    shown = render_preview(PROMPTS.find("draft"), request, context)
    sent = [message["content"] for message in endpoint.requests[0].body["messages"]]
    assert sent == [shown.system, shown.user]
    assert "13812345678" not in shown.user
    assert "<范例 " in shown.user
    assert "c1｜" in shown.user


def test_a_prompt_of_ones_own_is_previewed_with_what_it_uses(context: DraftContext, tmp_path: Path) -> None:
    shown = render_preview(save_own(Settings(data_dir=tmp_path), "draft-own", OWN), REQUEST, context)
    assert shown.user.startswith("项目名称：妇女维权服务经费\n")
    assert "<范例" not in shown.user


@pytest.mark.parametrize("id", ["repair", "continue"])
def test_what_only_an_answer_brings_is_a_sample(context: DraftContext, id: str) -> None:
    shown = render_preview(PROMPTS.find(id), REQUEST, context)
    assert "开展维权宣传活动12场" in shown.user
    assert str(sample_values(id)[{"repair": "rows", "continue": "missing"}[id]]) in shown.user


@pytest.mark.parametrize("id", ["suggest", "read", "wording"])
def test_prompts_that_are_not_about_a_request_are_shown_with_samples(context: DraftContext, id: str) -> None:
    assert str(next(iter(sample_values(id).values()))) in render_preview(PROMPTS.find(id), REQUEST, context).user


def test_what_is_classified_is_not_rendered(context: DraftContext) -> None:
    with pytest.raises(ClassifiedError):
        render_preview(PROMPTS.find("draft"), replace(REQUEST, purpose="该项目涉密"), context)


def test_a_prompt_that_asks_for_what_there_is_not(context: DraftContext, tmp_path: Path) -> None:
    path = tmp_path / "odd@1.md"
    path.write_text("---\nid: odd\nversion: 1\npurpose: 试\nvariables: [secret]\n---\n# system\nx\n# user\n{{ secret }}\n", "utf-8")
    with pytest.raises(PromptError, match="缺少变量 secret"):
        render_preview(read_prompt(path), REQUEST, context)
