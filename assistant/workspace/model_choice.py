"""Choosing the model on the page: what was typed becomes settings, and a key goes to no server that it was not given for."""

from dataclasses import replace
from urllib.parse import urlsplit

from assistant.errors import InputError
from assistant.llm.opening import open_model
from assistant.settings import Settings

_PORTS = {"http": 80, "https": 443}


def choose_model(settings: Settings, *, model: str, base_url: str, key: str, forget: bool) -> Settings:
    """The settings with the model that was typed; an empty `model` is work without one.

    Args:
        settings: as they are; the key of them is kept where none is typed and the address stays on the same server.
        model: its name.
        base_url: its address.
        key: a new key, or empty.
        forget: whether the key that is kept is to be deleted.

    Raises:
        InputError: another server would get the key that is kept.
        ConfigError: address or key cannot be one.
    """
    kept = "" if forget or not base_url else settings.api_key or ""
    if kept and not key and not same_server(base_url, settings.base_url or ""):
        raise InputError(
            "网址换到了别的服务器，原来的密钥不会发给它：请填写新服务的密钥；新服务不要密钥的，请勾选“删除已保存的密钥”。设置没有保存。"
        )
    chosen = replace(settings, model=model or None, base_url=base_url or None, api_key=key or kept or None)
    open_model(chosen)
    return chosen


def same_server(one: str, other: str) -> bool:
    """Whether two addresses have the same scheme, host and port; what is no address is the same as nothing."""
    origin = _origin(one)
    return origin is not None and origin == _origin(other)


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    if not parts.hostname or port is None:
        return None
    return parts.scheme, parts.hostname.rstrip("."), port
