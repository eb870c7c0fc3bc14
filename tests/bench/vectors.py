"""The vectors of texts that something is learnt from, each made once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from agents.ports import Embedder

AT_ONCE = 64


class Vectors:
    """The vectors of texts, each made once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: dict[str, NDArray[np.float32]] = {}

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of texts."""
        new = sorted({one for one in texts if one not in self._kept}, key=len)
        for at in range(0, len(new), AT_ONCE):
            part = new[at : at + AT_ONCE]
            self._kept |= dict(zip(part, self._embedder.embed(part), strict=True))
        return np.array([self._kept[one] for one in texts])
