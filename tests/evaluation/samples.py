"""An embedder whose opinions are given, and tables to ask it about."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

import numpy as np

from assistant.exemplars.embedding import Vectors
from assistant.goals import Indicator
from assistant.goals.taxonomy import parent_of


class Compass:
    """Texts are directions in degrees; what has none given is alone in its own dimension."""

    id = "compass/1"

    def __init__(self, degrees: Mapping[str, float]) -> None:
        self._degrees = degrees
        self._strangers: dict[str, int] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), 64), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            if text in self._degrees:
                angle = self._degrees[text] * pi / 180
                row[:2] = cos(angle), sin(angle)
            else:
                row[2 + self._strangers.setdefault(text, len(self._strangers))] = 1
        return vectors


def indicator(name: str, level2: str = "数量指标") -> Indicator:
    return Indicator(level1=parent_of(level2), level2=level2, level3=name, value="≥1次")
