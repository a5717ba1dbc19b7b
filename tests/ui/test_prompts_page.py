import json
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from assistant.audit import AuditLog
from assistant.prompting import prompt_ids, save_own, versions
from assistant.settings import Settings
from assistant.ui import prompts_page
from assistant.ui.drafting_page import FIELDS, order_from
from tests.ui.installation import installation

__all__ = ["installation"]

TEXT = "---\npurpose: 写得简短\n---\n# system\n只输出 JSON。\n# user\n{{ request }}\n"


def _page() -> None:
    from assistant.ui.prompts_page import show_page

    show_page()


@pytest.fixture
def page(installation: Settings) -> AppTest:
    return AppTest.from_function(_page, default_timeout=60).run()


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def write(page: AppTest, text: str, id_: str = "draft") -> AppTest:
    page.text_area(key=f"prompt-text-{id_}").set_value(text).run()
    return page


def part(page: AppTest, name: str) -> AppTest:
    page.button_group(key="prompt-part").set_value(name).run()
    assert not page.exception
    return page


def choose(page: AppTest, id_: str) -> AppTest:
    page.selectbox(key="prompt-id").set_value(id_).run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    shown = [*page.markdown, *page.caption, *page.error, *page.warning, *page.toast, *page.code]
    return "\n".join(str(element.value) for element in shown)


def test_every_built_in_prompt_can_be_read(page: AppTest, installation: Settings) -> None:
    for id_ in prompt_ids(installation):
        choose(page, id_)
        stored = versions(installation, id_)[-1]
        assert page.code[0].value == stored.text.strip()
        assert stored.prompt is not None
        assert all(f"{{{{ {name} }}}}" in texts(page) for name in stored.prompt.variables)
        assert "**用途**" in texts(part(page, "变量说明"))


def test_an_own_prompt_is_begun_from_the_built_in_one(page: AppTest, installation: Settings) -> None:
    press(page, "prompt-begin")
    assert page.text_area(key="prompt-text-draft").value == versions(installation, "draft")[-1].text
    assert page.text_input(key="prompt-name-draft").value == "draft-own"
    write(page, TEXT)
    assert "未保存" in texts(page)
    press(page, "prompt-save")
    assert page.selectbox(key="prompt-id").value == "draft-own"
    assert "写得简短" in page.code[0].value
    assert [each.name for each in versions(installation, "draft-own")] == ["draft-own@1"]
    said = [json.loads(line) for line in AuditLog(installation).lines()]
    assert [(line["action"], line["did"], line["prompt"]) for line in said] == [("prompt", "save", "draft-own@1")]
    assert "JSON" not in "".join(AuditLog(installation).lines())


def test_a_broken_one_is_told_with_its_line_and_stays(page: AppTest, installation: Settings) -> None:
    press(page, "prompt-begin")
    broken = TEXT.replace("request", "reqest")
    write(page, broken)
    press(page, "prompt-save")
    assert "第 7 行用了没有的变量" in page.error[0].value
    assert page.code[0].value == "7　{{ reqest }}"
    assert page.text_area(key="prompt-text-draft").value == broken
    assert prompt_ids(installation)[-1] != "draft-own"
    write(page, TEXT)
    assert not page.error
    press(page, "prompt-save")
    assert versions(installation, "draft-own")


def test_what_is_not_saved_outlives_another_prompt(page: AppTest) -> None:
    press(page, "prompt-begin")
    write(page, TEXT)
    page.text_input(key="prompt-name-draft").set_value("draft-short").run()
    choose(page, "wording")
    assert not page.text_area
    choose(page, "draft")
    assert page.text_area(key="prompt-text-draft").value == TEXT
    assert page.text_input(key="prompt-name-draft").value == "draft-short"
    press(page, "prompt-give-up")
    assert not page.text_area


def test_a_name_that_cannot_be_used_is_told(page: AppTest) -> None:
    press(page, "prompt-begin")
    page.text_input(key="prompt-name-draft").set_value("简短").run()
    press(page, "prompt-save")
    assert "小写英文字母" in page.error[0].value


def test_other_kinds_are_saved_under_their_own_names(page: AppTest, installation: Settings) -> None:
    press(choose(page, "suggest"), "prompt-begin")
    assert page.text_input(key="prompt-name-suggest").disabled
    press(page, "prompt-give-up")
    press(choose(page, "wording"), "prompt-begin")
    write(page, TEXT.replace("request", "texts"), "wording")
    press(page, "prompt-save")
    assert [each.own for each in versions(installation, "wording")] == [False, True]


def test_second_opinions_have_names_of_their_own(page: AppTest, installation: Settings) -> None:
    press(choose(page, "wording"), "prompt-begin")
    write(page, TEXT.replace("request", "texts"), "wording")
    page.text_input(key="prompt-name-wording").set_value("wording-strict").run()
    assert "--prompt wording-strict" in "".join(caption.value for caption in page.caption)
    press(page, "prompt-save")
    assert not page.error, page.error[0].value
    assert [each.own for each in versions(installation, "wording-strict")] == [True]


@pytest.fixture
def with_versions(installation: Settings) -> Settings:
    save_own(installation, "draft-own", TEXT)
    save_own(installation, "draft-own", TEXT.replace("写得简短", "写得详细"))
    return installation


def test_an_older_version_is_looked_at_and_restored(with_versions: Settings, page: AppTest) -> None:
    part(choose(page, "draft-own"), "版本")
    assert "写得详细" in page.code[0].value
    press(page, "prompt-see-draft-own@1")
    assert "写得简短" in page.code[0].value
    press(page, "prompt-restore-draft-own@1")
    newest = versions(with_versions, "draft-own")[-1]
    assert newest.version == 3
    assert newest.prompt is not None
    assert newest.prompt.purpose == "写得简短"
    assert page.selectbox(key="prompt-version-draft-own").value == "draft-own@3"


def test_versions_are_removed_after_a_question(with_versions: Settings, page: AppTest) -> None:
    part(choose(page, "draft-own"), "版本")
    for name in ("draft-own@1", "draft-own@2"):
        press(page, f"prompt-remove-{name}")
        assert any(each.name == name for each in versions(with_versions, "draft-own"))
        press(page, f"prompt-sure-{name}")
    assert versions(with_versions, "draft-own") == []
    assert page.selectbox(key="prompt-id").value == "draft"


def test_what_was_begun_from_a_removed_prompt_is_not_lost(with_versions: Settings, page: AppTest) -> None:
    press(choose(page, "draft-own"), "prompt-begin")
    write(page, TEXT.replace("JSON", "JSON 对象"), "draft-own")
    part(page, "版本")
    for name in ("draft-own@1", "draft-own@2"):
        press(press(page, f"prompt-remove-{name}"), f"prompt-sure-{name}")
    assert "JSON 对象" in str(page.text_area(key="prompt-text-draft").value)


def test_the_preview_is_filled_in_for_a_real_request(page: AppTest) -> None:
    part(page, "效果预览")
    assert "项目名称：妇女维权服务经费" in page.code[-1].value
    page.text_input(key="prompt-ask-name").set_value("乡村干部培训经费")
    page.button[-1].click().run()
    assert "项目名称：乡村干部培训经费" in page.code[-1].value
    press(page, "prompt-begin")
    write(page, TEXT.replace("{{ request }}", "照此写：{{ request }}"))
    assert page.code[-1].value.startswith("照此写：")
    write(page, TEXT.replace("request", "reqest"))
    assert "第 7 行" in page.error[0].value


def test_a_file_that_was_broken_by_hand_is_told(installation: Settings, page: AppTest) -> None:
    (installation.data_dir / "prompts").mkdir(exist_ok=True)
    (installation.data_dir / "prompts" / "draft-own@1.md").write_text("只有正文", "utf-8")
    page.run()
    choose(page, "draft-own")
    assert "文件头" in page.error[0].value
    assert page.code[0].value == "只有正文"


def test_a_shared_server_says_that_prompts_are_everybodys(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompts_page, "signing_in", lambda: True)
    assert "所有人共用" in AppTest.from_function(_page, default_timeout=60).run().caption[0].value


def _drafting() -> None:
    from assistant.ui.drafting_page import show_page

    show_page()


def test_with_a_model_the_prompt_is_chosen_where_drafts_are_ordered(with_versions: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "some-model")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:9/v1")
    page = AppTest.from_function(_drafting, default_timeout=60).run()
    assert page.selectbox(key="ask-prompt").options == ["起草（draft）", "draft-own（自己的起草提示词）"]
    said = dict.fromkeys(FIELDS, "") | {"name": "培训经费", "budget": "2", "prompt": "draft-own"}
    assert order_from(said, date(2026, 3, 1)).prompt == "draft-own"
    assert order_from(said | {"prompt": ""}, date(2026, 3, 1)).prompt == "draft"


def test_without_a_model_no_prompt_is_asked_for(with_versions: Settings) -> None:
    page = AppTest.from_function(_drafting, default_timeout=60).run()
    assert not page.exception
    assert all(box.key != "ask-prompt" for box in page.selectbox)
