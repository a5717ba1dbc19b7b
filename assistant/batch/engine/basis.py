"""What the drafts of a batch rest on beside their requests, as hashes: where these are alike, two machines draft the same."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import assistant
from assistant.errors import ConfigError
from assistant.exemplars import ExemplarIndex
from assistant.prompting import open_prompts
from assistant.settings import Settings


def basis_of(index: ExemplarIndex, prompts: Sequence[str], settings: Settings) -> Mapping[str, str]:
    """A hash of each thing that drafts with `index` rest on, by its Chinese name.

    Args:
        index: the exemplars.
        prompts: that are used, by name or id; none offline.
        settings: of this machine.

    Raises:
        ConfigError: there are no exemplars: a server is not filled by whoever first looks at it.
    """
    if not index.exemplars:
        raise ConfigError("范例索引是空的，请先运行一次 python -m assistant index（用 CHROMA_URL 时只要在一台机器上运行），再开始。")
    known = open_prompts(settings)
    model = (settings.model, settings.base_url, settings.model_attempts, settings.model_tokens, settings.model_seconds)
    return {
        "程序版本": program_hash(settings.corpus_dir / "library"),
        "范例索引": _hash([index.store.embedder.id, *(f"{each.id} {each.table.model_dump_json()}" for each in index.exemplars)]),
        "提示词": _hash([repr(asdict(known.find(name))) for name in prompts]),
        "模型设置": _hash([repr(model)] if settings.model else []),
    }


@lru_cache(maxsize=2)
def program_hash(library: Path) -> str:
    """Of the program and its `library` as they were when first asked for: a process goes on with those, though the files are replaced."""
    package = Path(assistant.__file__).parent
    files = sorted([*package.rglob("*.py"), *library.rglob("*.yaml")])
    return _hash([f"{path.name} {path.read_text('utf-8')}" for path in files])


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
