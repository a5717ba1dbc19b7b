"""The model of the settings."""

import re
from urllib.parse import urlsplit

from assistant.errors import ConfigError
from assistant.llm.asking import Asker, Limits
from assistant.llm.chat import Address, Chat
from assistant.llm.keeping import Answers, Profiles
from assistant.settings import Settings


def open_model(settings: Settings) -> Asker | None:
    """The model that is set, not yet asked anything; None where none is.

    Raises:
        ConfigError: the address or the key cannot be one.
    """
    if not settings.model:
        return None
    # neither value stands in a message: a key in the wrong place would show
    if not settings.base_url:
        raise ConfigError("写了模型名称而没有写网址，请在设置页的“网址”或环境变量 OPENAI_BASE_URL 里填写，例如 http://127.0.0.1:8000/v1。")
    if not _is_address(settings.base_url):
        raise ConfigError("设置页的“网址”或环境变量 OPENAI_BASE_URL 里写的不是网址，应像 http://127.0.0.1:8000/v1 这样写，请改正后重试。")
    if settings.api_key and not re.fullmatch("[!-~]+", settings.api_key):
        raise ConfigError("设置页的“密钥”或环境变量 OPENAI_API_KEY 里有密钥不会有的字符（汉字、空格或换行），请重新填写。")
    address = Address(settings.model, settings.base_url, settings.api_key)
    limits = Limits(settings.model_attempts, settings.model_tokens, settings.model_seconds)
    profiles = Profiles(settings.data_dir / "endpoints.json")
    return Asker(Chat(address), profiles, Answers(settings.data_dir / "answers", settings.api_key), limits)


def require_model(settings: Settings) -> Asker:
    """The model that is set, for work that nothing else can do.

    Raises:
        ConfigError: none is set, or the address or the key cannot be one.
    """
    asker = open_model(settings)
    if asker is None:
        raise ConfigError(
            "没有配置语言模型，请在设置页填写，或在 .env 或环境变量里设置 ASSISTANT_MODEL、OPENAI_BASE_URL 和 OPENAI_API_KEY，"
            "写法见 .env.example。"
        )
    return asker


def _is_address(text: str) -> bool:
    try:
        port = urlsplit(text).port
    except ValueError:
        return False
    return port != 0 and re.fullmatch(r"(?i)https?://[^/\s]+(?:/\S*)?", text) is not None
