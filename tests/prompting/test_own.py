import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from assistant.errors import ConfigError, InputError, PromptError
from assistant.prompting import VARIABLES, Prompts, prompt_ids, remove_own, sample_values, save_own, versions
from assistant.settings import Settings
from tests.prompting.samples import write

TEXT = "---\npurpose: 简短写法\n---\n# system\n你是助手。\n# user\n{{ request }}，写 {{ size }} 条。\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def prompts(settings: Settings) -> Prompts:
    return Prompts(settings.prompts_dir, settings.data_dir / "prompts")


def names(settings: Settings, id: str) -> list[tuple[str, bool]]:
    return [(each.name, each.own) for each in versions(settings, id)]


def test_every_saving_is_a_new_version(settings: Settings) -> None:
    first, second = save_own(settings, "draft-own", TEXT), save_own(settings, "draft-own", TEXT.replace("简短", "详细"))
    assert (first.name, second.name) == ("draft-own@1", "draft-own@2")
    assert [each.prompt for each in versions(settings, "draft-own")] == [first, second]
    assert prompts(settings).find("draft-own") == second
    assert prompts(settings).find("draft-own@1") == first
    assert prompts(settings).find("draft").name == "draft@1"
    assert names(settings, "draft") == [("draft@1", False)]


def test_under_the_id_of_a_program_s_prompt_its_numbering_goes_on(settings: Settings) -> None:
    text = versions(settings, "draft")[0].text
    saved = save_own(settings, "draft", text.replace("写出一张绩效目标表", "请写出一张绩效目标表"))
    assert saved.name == "draft@2"
    assert prompts(settings).find("draft") == saved
    assert names(settings, "draft") == [("draft@1", False), ("draft@2", True)]
    remove_own(settings, "draft@2")
    assert prompts(settings).find("draft").name == "draft@1"


def test_a_copy_of_each_of_the_program_s_prompts_can_be_saved_and_says_the_same(settings: Settings) -> None:
    for id in prompt_ids(settings):
        (built_in,) = versions(settings, id)
        saved = save_own(settings, id, built_in.text)
        assert built_in.prompt is not None
        assert saved.render(sample_values(id)) == built_in.prompt.render(sample_values(id))
        assert (saved.id, saved.version, saved.purpose) == (id, 2, built_in.prompt.purpose)


def test_a_version_that_was_removed_is_not_given_again(settings: Settings) -> None:
    save_own(settings, "draft-own", TEXT)
    save_own(settings, "draft-own", TEXT)
    remove_own(settings, "draft-own@2")
    assert names(settings, "draft-own") == [("draft-own@1", True)]
    assert save_own(settings, "draft-own", TEXT).name == "draft-own@3"
    with pytest.raises(InputError, match="没有自己的提示词"):
        remove_own(settings, "draft-own@2")


def test_a_broken_one_is_not_saved(settings: Settings) -> None:
    with pytest.raises(PromptError, match=r"第 7 行用了没有的变量 rows"):
        save_own(settings, "draft-own", TEXT.replace("size", "rows"))
    assert not [path for path in settings.data_dir.rglob("*.md*")]


@pytest.mark.parametrize("id", ["", "Draft", "草稿", "draft@2", "../draft", "1a", "a b", "a" * 41, "draft.md"])
def test_an_id_that_is_none(settings: Settings, id: str) -> None:
    with pytest.raises(InputError, match="不能使用"):
        save_own(settings, id, TEXT)


def test_an_id_that_nobody_could_ask_for(settings: Settings) -> None:
    with pytest.raises(InputError, match="以 suggest 为名保存"):
        save_own(settings, "suggest-own", TEXT)


@pytest.mark.parametrize(("name", "said"), [("draft@1", "程序自带"), ("draft", "没有自己"), ("../draft@1", "没有自己")])
def test_what_cannot_be_removed(settings: Settings, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        remove_own(settings, name)
    assert Prompts(settings.prompts_dir).find("draft@1")


def test_ids_are_those_of_the_program_and_then_people_s_own(settings: Settings) -> None:
    save_own(settings, "a-own", TEXT)
    assert prompt_ids(settings) == [*VARIABLES, "a-own"]
    assert versions(settings, "none") == []


def test_a_file_written_by_hand_that_is_broken_is_shown_with_its_fault(settings: Settings) -> None:
    write(settings.data_dir / "prompts", "# nothing", "draft@7.md")
    (settings.data_dir / "prompts" / "draft@8.md").write_bytes("草稿".encode("gb18030"))
    broken, unreadable = versions(settings, "draft")[1:]
    assert (broken.text, broken.prompt, unreadable.prompt) == ("# nothing", None, None)
    assert broken.fault is not None
    assert "以 --- 之间的文件头开始" in broken.fault
    assert unreadable.fault is not None
    assert "UTF-8" in unreadable.fault
    remove_own(settings, "draft@8")
    remove_own(settings, "draft@7")
    assert names(settings, "draft") == [("draft@1", False)]


@given(
    purpose=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30).filter(str.strip),
    said=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}#"), max_size=40),
)
@examples(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_saved_is_what_is_read(settings: Settings, purpose: str, said: str) -> None:
    text = TEXT.replace("简短写法", json.dumps(purpose, ensure_ascii=False)).replace("，写", f"{said}写")
    saved = save_own(settings, "draft-own", text)
    assert prompts(settings).find("draft-own") == saved
    assert saved.purpose == purpose.strip()
    assert saved.user == f"{{{{ request }}}}{said}写 {{{{ size }}}} 条。"


def test_several_who_save_at_once_get_versions_of_their_own(settings: Settings) -> None:
    with ThreadPoolExecutor(4) as pool:
        saved = [each.result().version for each in [pool.submit(save_own, settings, "draft-own", TEXT) for _ in range(8)]]
    assert sorted(saved) == list(range(1, 9))


def test_a_crash_leaves_no_half_prompt(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(Path, "replace", interrupted)
        save_own(settings, "draft-own", TEXT)
    assert versions(settings, "draft-own") == []
    assert save_own(settings, "draft-own", TEXT).version == 1


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(ConfigError, match="无法写入"):
        save_own(Settings(data_dir=tmp_path / "data"), "draft-own", TEXT)
