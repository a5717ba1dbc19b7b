from dataclasses import replace

import pytest

from assistant.errors import ConfigError, InputError
from assistant.settings import Settings
from assistant.workspace.model_choice import choose_model, same_server

OURS = replace(Settings(), model="qwen", base_url="https://a.example/v1", api_key="sk-SECRET")


@pytest.mark.parametrize("url", ["https://a.example/v1", "https://a.example:443/v2", "HTTPS://A.example/v1"])
def test_the_key_is_kept_for_its_server(url: str) -> None:
    assert choose_model(OURS, model="other", base_url=url, key="", forget=False).api_key == "sk-SECRET"


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/v1",
        "https://b.example/v1",
        "https://a.example:8443/v1",
        "https://a.example.evil.com/v1",
        "https://a.example@evil.com/v1",
        "https://a.example:x/v1",
    ],
)
@pytest.mark.parametrize("model", ["qwen", ""])
def test_another_server_does_not_get_it(url: str, model: str) -> None:
    with pytest.raises(InputError, match="密钥") as caught:
        choose_model(OURS, model=model, base_url=url, key="", forget=False)
    assert "SECRET" not in str(caught.value)


def test_another_server_gets_the_key_that_was_given_for_it_or_none() -> None:
    given = choose_model(OURS, model="qwen", base_url="http://127.0.0.1:8000/v1", key="sk-new", forget=False)
    none = choose_model(OURS, model="qwen", base_url="http://127.0.0.1:8000/v1", key="", forget=True)
    assert (given.api_key, none.api_key) == ("sk-new", None)


def test_without_an_address_no_key_is_kept() -> None:
    chosen = choose_model(OURS, model="", base_url="", key="", forget=False)
    assert (chosen.model, chosen.base_url, chosen.api_key) == (None, None, None)


@pytest.mark.parametrize(
    ("url", "key", "told"), [("", "", "网址"), ("a.example", "", "不是网址"), ("http://a.example/v1", "密 钥", "密钥")]
)
def test_what_cannot_be_used_is_told_before_anything_is_kept(url: str, key: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        choose_model(Settings(), model="qwen", base_url=url, key=key, forget=False)


def test_what_is_no_address_is_like_no_other() -> None:
    assert not same_server("", "")
    assert same_server("http://a.example", "http://a.example:80/v1")
