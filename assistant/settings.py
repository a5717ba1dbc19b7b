"""Settings from the environment or a `.env` file."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds `assistant/`, `corpus/` and `prompts/`."""


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
    """

    data_dir: Path = ROOT / ".data"
    corpus_dir: Path = ROOT / "corpus"
    model: str | None = None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    chroma_url: str | None = None


def load_settings(env_file: Path | None = None) -> Settings:
    """Settings from the process environment, which wins, and `.env` beside the program."""
    values = {**dotenv_values(env_file or ROOT / ".env"), **os.environ}

    def text(name: str) -> str | None:
        return (values.get(name) or "").strip() or None

    data_dir, corpus_dir = text("ASSISTANT_DATA_DIR"), text("ASSISTANT_CORPUS_DIR")
    return Settings(
        data_dir=Path(data_dir).expanduser().resolve() if data_dir else ROOT / ".data",
        corpus_dir=Path(corpus_dir).expanduser().resolve() if corpus_dir else ROOT / "corpus",
        model=text("ASSISTANT_MODEL"),
        base_url=text("OPENAI_BASE_URL"),
        api_key=text("OPENAI_API_KEY"),
        chroma_url=text("CHROMA_URL"),
    )
