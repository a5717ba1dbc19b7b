"""The model of the settings."""

import re

from assistant.errors import ConfigError
from assistant.llm.asking import Asker, Limits
from assistant.llm.chat import Address, Chat
from assistant.llm.keeping import Answers, Profiles
from assistant.settings import Settings


def open_model(settings: Settings) -> Asker | None:
    """The model that is set, not yet asked anything; None where none is.

    Raises:
        ConfigError: the address is none.
    """
    if not settings.model:
        return None
    if settings.base_url and not re.match(r"https?://[^/\s]+", settings.base_url):
        raise ConfigError(f"设置 OPENAI_BASE_URL 的值「{settings.base_url}」不是网址，应以 http:// 或 https:// 开头，请改正后重试。")
    address = Address(settings.model, settings.base_url, settings.api_key)
    limits = Limits(settings.model_attempts, settings.model_tokens, settings.model_seconds)
    profiles = Profiles(settings.data_dir / "endpoints.json")
    return Asker(Chat(address), profiles, Answers(settings.data_dir / "answers", settings.api_key), limits)
