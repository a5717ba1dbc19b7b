import os
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import ConfigError
from assistant.settings import ROOT, Settings, load_settings

NAMES = (
    "ASSISTANT_DATA_DIR", "ASSISTANT_CORPUS_DIR", "ASSISTANT_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY", "CHROMA_URL",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def write_env(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "settings.env"
    path.write_text(text, encoding)
    return path


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "missing.env")
    assert settings == Settings()
    assert settings.model is None
    assert settings.corpus_dir == ROOT / "corpus"
    assert (settings.corpus_dir / "library").is_dir()


def test_everything_can_stand_in_a_file(tmp_path: Path) -> None:
    text = "# 设置\n" + "".join(f'{name}="/值/{number}"\n' for number, name in enumerate(NAMES))
    for encoding in ("utf-8", "utf-8-sig"):
        settings = load_settings(write_env(tmp_path, text.removeprefix("# 设置\n"), encoding))
        assert settings == Settings(Path("/值/0"), Path("/值/1"), "/值/2", "/值/3", "/值/4", "/值/5")


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_env(tmp_path, "ASSISTANT_MODEL=甲\nOPENAI_BASE_URL=http://a\nCHROMA_URL=http://b\n")
    monkeypatch.setenv("ASSISTANT_MODEL", "乙")
    monkeypatch.setenv("OPENAI_BASE_URL", "")
    settings = load_settings(path)
    assert (settings.model, settings.base_url, settings.chroma_url) == ("乙", None, "http://b")


@pytest.mark.parametrize("blank", ["", "  ", "\t"])
def test_a_blank_value_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, blank)
    assert load_settings(tmp_path / "missing.env") == Settings()


def test_folders_are_absolute_and_know_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "家"))
    monkeypatch.setenv("ASSISTANT_DATA_DIR", "数据/../数据")
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", "~/语料")
    settings = load_settings(tmp_path / "missing.env")
    assert settings.data_dir == tmp_path.resolve() / "数据"
    assert settings.corpus_dir == tmp_path.resolve() / "家" / "语料"


def test_a_home_that_nobody_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", "~no-such-user/数据")
    with pytest.raises(ConfigError, match=r"ASSISTANT_DATA_DIR.*不是可用的文件夹"):
        load_settings(tmp_path / "missing.env")


def test_links_in_a_circle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲").symlink_to(tmp_path / "乙")
    (tmp_path / "乙").symlink_to(tmp_path / "甲")
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(tmp_path / "甲"))
    with pytest.raises(ConfigError, match="ASSISTANT_CORPUS_DIR"):
        load_settings(tmp_path / "missing.env")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"settings\.env.*UTF-8"):
        load_settings(write_env(tmp_path, "# 模型\nASSISTANT_MODEL=通义\n", "gbk"))


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=tmp_path.name):
        load_settings(tmp_path)


def test_the_key_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-" + os.urandom(8).hex())
    settings = load_settings(tmp_path / "missing.env")
    assert settings.api_key is not None
    assert settings.api_key not in repr(settings)
    assert settings.api_key not in str(settings)


def test_a_price_is_set_for_questions_and_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_PRICE_INPUT", "2.5")
    with pytest.raises(ConfigError, match="只填了一个"):
        load_settings(tmp_path / "none")
    monkeypatch.setenv("ASSISTANT_PRICE_OUTPUT", "10")
    settings = load_settings(tmp_path / "none")
    assert (settings.price_input, settings.price_output) == (Decimal("2.5"), Decimal(10))
    monkeypatch.setenv("ASSISTANT_PRICE_OUTPUT", "十元")
    with pytest.raises(ConfigError, match="每百万 token 多少元"):
        load_settings(tmp_path / "none")
