"""Ports of the thinking room: language model and embedder. Real ones live in child processes, see `app.children`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
        """The whole reply (temperature 0). With `schema` it is JSON of that schema. `grew` gets each new piece.

        With a schema the text is what came: it may be cut off at `max_tokens`, or no JSON at all.
        """

    def complete_json(
        self,
        prompt: Prompt,
        schema: dict[str, Any],
        *,
        max_tokens: int = 128,
        stop: Callable[[], bool] | None = None,
    ) -> Any:
        """The reply as a value that fits `schema`; Any, as JSON nests freely.

        Raises ReplyUnusable for whatever is no such value as a whole (`agents.replies` says what): never half a result.
        """

    def score_labels(
        self, prompt: Prompt, labels: Sequence[str], *, stop: Callable[[], bool] | None = None
    ) -> Mapping[str, float]:
        """How likely each of `labels` is as the reply: natural logarithms, in their order, whose exps add up to 1.

        Two labels at least, all different, none empty. A label of several tokens counts by the mean of its tokens, so
        that a long one is not less likely for its length alone.
        """


@dataclass(frozen=True, slots=True)
class SecretSpan:
    """The characters `text[first:last]` look like a secret, with the chance (0..1) of the surest of them."""

    first: int
    last: int
    chance: float


class SecretFinder(Protocol):
    """Finds in texts what lets whoever knows it in, also where nothing calls it so. Raises ModelUnavailable."""

    def secrets_in(self, texts: Sequence[str]) -> list[list[SecretSpan]]:
        """For each text its spans in order, none overlapping; texts of any length are read in windows."""


# What one question is held against at most: each passage is a run of the model, and somebody waits.
MOST_PASSAGES = 24


class Reranker(Protocol):
    """Tells which of a few passages answers a question, by reading each together with it."""

    def relevance(self, question: str, passages: Sequence[str]) -> list[float]:
        """For each passage, in order, the log odds (natural) that it answers the question: above 0 it rather does.

        A passage is judged by itself, whatever comes beside it; of what is very long the beginning is read. Raises
        ModelUnavailable.
        """
