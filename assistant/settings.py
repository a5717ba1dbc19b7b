"""Settings from the environment or a `.env` file."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values

from assistant.errors import ConfigError

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds `assistant/`, `corpus/` and `prompts/`."""
MODEL_FILE = "model.env"
"""In the data folder: the model as it was set on the page; it counts where neither the environment nor `.env` says anything of one."""
MODEL_NAMES = ("ASSISTANT_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY")
DEFAULT_SUGGESTIONS = 10
"""Suggestions for a table where nobody says how many; here since the help names it, which must not load what suggests."""


@dataclass(frozen=True)
class Settings:
    """What an installation can set; every field has a default with which the program works offline.

    Attributes:
        data_dir: index, drafts and logs; a folder that git ignores.
        corpus_dir: documents, manifest and indicator library.
        model: name of the language model, or None to work offline.
        base_url: an OpenAI-compatible endpoint.
        api_key: its key; never shown.
        chroma_url: a Chroma server instead of the embedded index.
        database_url: a PostgreSQL server instead of the embedded database; never shown, since passwords stand in it.
        prompts_dir: the prompts of the program; people's own are in the data folder.
        model_attempts: requests to the model that one piece of work may take.
        model_tokens: tokens of questions and answers that it may take.
        model_seconds: seconds that it may take.
        price_input: 元 that a million tokens of questions cost; price_output: of answers. None where nobody said.
        read_mb: MiB that a file to be read may have.
        read_pages: pages of a PDF or scan.
        read_cells: cells of the tables of a file.
        read_seconds: seconds that reading a file may take.
    """

    data_dir: Path = ROOT / ".data"
    corpus_dir: Path = ROOT / "corpus"
    model: str | None = None
    base_url: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)
    chroma_url: str | None = None
    database_url: str | None = field(default=None, repr=False)
    prompts_dir: Path = ROOT / "prompts"
    model_attempts: int = 8
    model_tokens: int = 40_000
    model_seconds: float = 300.0
    price_input: Decimal | None = None
    price_output: Decimal | None = None
    read_mb: int = 30
    read_pages: int = 1000
    read_cells: int = 500_000
    read_seconds: float = 120.0


def load_settings(env_file: Path | None = None) -> Settings:
    """Settings from the process environment, which wins, and `.env` beside the program.

    Raises:
        ConfigError: the file cannot be read, or a folder is none.
    """
    values = {**_read_env_file(env_file or ROOT / ".env"), **os.environ}

    def text(name: str) -> str | None:
        return (values.get(name) or "").strip() or None

    def folder(name: str, default: Path) -> Path:
        try:
            return Path(text(name) or default).expanduser().resolve()
        except (OSError, RuntimeError, ValueError) as error:  # no such user, links in a circle, a zero byte
            raise ConfigError(f"设置 {name} 的值「{text(name)}」不是可用的文件夹，请改正后重试。") from error

    def count(name: str, default: int) -> int:
        value = text(name) or str(default)
        if not re.fullmatch(r"[1-9]\d{0,8}", value):
            raise ConfigError(f"设置 {name} 的值「{value}」不是正整数，请改正后重试，例如 {default}。")
        return int(value)

    def amount(name: str) -> Decimal | None:
        value = text(name)
        if value is not None and not re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", value):
            raise ConfigError(f"设置 {name} 的值「{value}」不是金额，请写每百万 token 多少元，例如 2.5。")
        return Decimal(value) if value is not None else None

    prices = amount("ASSISTANT_PRICE_INPUT"), amount("ASSISTANT_PRICE_OUTPUT")
    if (prices[0] is None) != (prices[1] is None):
        raise ConfigError("设置 ASSISTANT_PRICE_INPUT 和 ASSISTANT_PRICE_OUTPUT 只填了一个，请两个都填，或都不填。")
    data_dir = folder("ASSISTANT_DATA_DIR", ROOT / ".data")
    if not _says_model(values):
        values |= _read_env_file(data_dir / MODEL_FILE)
    return Settings(
        data_dir=data_dir,
        corpus_dir=folder("ASSISTANT_CORPUS_DIR", ROOT / "corpus"),
        model=text("ASSISTANT_MODEL"),
        base_url=text("OPENAI_BASE_URL"),
        api_key=text("OPENAI_API_KEY"),
        chroma_url=text("CHROMA_URL"),
        database_url=text("DATABASE_URL"),
        model_attempts=count("ASSISTANT_MODEL_ATTEMPTS", Settings.model_attempts),
        model_tokens=count("ASSISTANT_MODEL_TOKENS", Settings.model_tokens),
        model_seconds=count("ASSISTANT_MODEL_SECONDS", int(Settings.model_seconds)),
        price_input=prices[0],
        price_output=prices[1],
        read_mb=count("ASSISTANT_READ_MB", Settings.read_mb),
        read_pages=count("ASSISTANT_READ_PAGES", Settings.read_pages),
        read_cells=count("ASSISTANT_READ_CELLS", Settings.read_cells),
        read_seconds=count("ASSISTANT_READ_SECONDS", int(Settings.read_seconds)),
    )


def model_is_fixed(env_file: Path | None = None) -> bool:
    """Whether the environment or `.env` say which model is used, so that what is set on the page would not count."""
    return _says_model({**_read_env_file(env_file or ROOT / ".env"), **os.environ})


def save_model(settings: Settings, *, model: str, base_url: str, api_key: str) -> None:
    """Keep what was set on the page, readable by nobody else; an empty `model` is work without one.

    Raises:
        ConfigError: it cannot be written.
    """
    path = settings.data_dir / MODEL_FILE
    values = dict(zip(MODEL_NAMES, (model, base_url, api_key), strict=True))
    if any("\n" in value or "'" in value for value in values.values()):
        raise ConfigError("模型、网址和密钥里不能有换行和单引号，请检查后重新填写。")
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".tmp")
        draft.touch(mode=0o600)
        draft.write_text("".join(f"{name}='{value}'\n" for name, value in values.items()), "utf-8")
        draft.replace(path)
    except OSError as error:
        raise ConfigError(f"设置写不进「{path}」，请检查权限和磁盘空间。") from error


def _says_model(values: Mapping[str, str | None]) -> bool:
    return any((values.get(name) or "").strip() for name in MODEL_NAMES)


def _read_env_file(path: Path) -> dict[str, str | None]:
    if not path.exists():
        return {}
    try:
        return dotenv_values(stream=StringIO(path.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"读不了设置文件「{path}」，请以 UTF-8 编码另存，并检查读取权限。") from error
