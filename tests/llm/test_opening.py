from pathlib import Path

import pytest

from assistant.errors import ConfigError
from assistant.llm.asking import Session
from assistant.llm.opening import open_model
from assistant.settings import Settings
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, MODEL, answer_of


def test_without_a_model_there_is_none(tmp_path: Path) -> None:
    assert open_model(Settings(data_dir=tmp_path, base_url="http://127.0.0.1:1/v1", api_key=KEY)) is None


def test_the_model_of_the_settings_is_asked(endpoint: ScriptedEndpoint, tmp_path: Path) -> None:
    endpoint.is_capable("json_schema")
    asker = open_model(Settings(tmp_path, model=MODEL, base_url=endpoint.base_url, api_key=KEY, model_attempts=3, model_seconds=20))
    assert asker is not None
    answer_of(Session(asker))
    assert (asker.limits.attempts, asker.limits.seconds, asker.model) == (3, 20, MODEL)
    assert endpoint.last.body["model"] == MODEL
    assert endpoint.last.headers["Authorization"] == f"Bearer {KEY}"
    assert (tmp_path / "endpoints.json").exists()


def test_opening_asks_nothing_and_writes_nothing(endpoint: ScriptedEndpoint, tmp_path: Path) -> None:
    assert open_model(Settings(tmp_path / "data", model=MODEL, base_url=endpoint.base_url))
    assert endpoint.requests == []
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("address", ["zhang:geheim@host/v1", "ftp://zhang:geheim@host", "geheim", "http://", "http://host:geheim/v1"])
def test_an_address_that_is_none_is_not_shown(address: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"设置页.*OPENAI_BASE_URL") as caught:
        open_model(Settings(tmp_path, model=MODEL, base_url=address))
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("key", ["密钥geheim", "geheim zwei", "geheim\n"])
def test_a_key_that_cannot_be_sent_is_not_shown(key: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"设置页.*OPENAI_API_KEY") as caught:
        open_model(Settings(tmp_path, model=MODEL, base_url="http://127.0.0.1:1/v1", api_key=key))
    assert "geheim" not in str(caught.value)
