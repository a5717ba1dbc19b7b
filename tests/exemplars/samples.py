"""Documents, tables and an embedder that can be counted on."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.exemplars.embedding import Vectors
from assistant.exemplars.exemplar import Exemplar
from assistant.goals import GoalTable, Indicator
from assistant.settings import Settings

SECRET = "某专项侦办经费"
"""What nothing may keep of a classified table."""


class CountingEmbedder:
    """Texts with pairs of characters in common are near; keeps what it was asked to embed."""

    dimensions = 32

    def __init__(self, id: str = "counting/1") -> None:
        self.id = id
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.dimensions), np.float32)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.dimensions, np.float32)
        for pair in [text[i : i + 2] for i in range(len(text) - 1)] or [text or " "]:
            vector[int(hashlib.md5(pair.encode()).hexdigest(), 16) % self.dimensions] += 1
        return vector / np.float32(np.linalg.norm(vector))

    def forget(self) -> None:
        self.seen.clear()


def project(name: str, *indicators: str, marked: bool = False) -> str:
    """A project's table as it stands in a document."""
    rows = "".join(f"产出指标\t数量指标\t{indicator}\t≥2期\n" for indicator in indicators or ("培训期数",))
    mark = "密级\t机密\t\n" if marked else ""
    return (
        f"项目支出绩效目标表\n单位：万元\n项目名称\t{name}\t\n预算数\t12\t\n{mark}"
        f"绩效目标\t完成{name}的各项任务。\t\n一级指标\t二级指标\t三级指标\t指标值\n{rows}\n"
    )


def write_document(path: Path, *projects: str) -> Path:
    path.write_text("".join(projects), "utf-8")
    return path


def settings_for(documents: Path) -> Settings:
    """An installation with the corpus that `documents` belong to."""
    return Settings(data_dir=documents.parents[1] / "data", corpus_dir=documents.parent)


def exemplar(source: str, number: int, name: str, *indicators: str) -> Exemplar:
    rows = tuple(Indicator(level1="产出指标", level2="数量指标", level3=indicator, value="≥1次") for indicator in indicators)
    return Exemplar(f"{source}#{number}", source, GoalTable(name=name, indicators=rows))
