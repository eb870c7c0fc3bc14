"""Ports of the thinking room: language model and embedder. Real ones live in child processes, see `app.children`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a language model is asked: a system text, example exchanges, and the user's text."""

    system: str
    user: str
    examples: tuple[tuple[str, str], ...] = ()


class Embedder(Protocol):
    """Turns texts into unit vectors. Raises ModelUnavailable when it cannot."""

    @property
    def name(self) -> str:
        """Stored with every vector: vectors of different names are never compared."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """An array of shape (len(texts), dimensions), float32, each row of length one."""


class LanguageModel(Protocol):
    """Continues a prompt. Raises ModelUnavailable when it cannot, Cancelled when `stop` said so."""

    @property
    def name(self) -> str:
        """The model's name in the catalogue."""

    def complete(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int = 128,
        grew: Callable[[str], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> str:
        """The whole reply (temperature 0). With `schema` it is JSON of that schema. `grew` gets each new piece."""
