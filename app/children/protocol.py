"""What the keeper asks of its children. They get one job's bytes, never a key or a file of the safe."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from agents.ports import Prompt, SecretSpan
from storage.model import Word


@dataclass(frozen=True, slots=True)
class Matrix:
    """A float32 array of shape (rows, columns) as raw bytes, row-major, little endian."""

    rows: int
    columns: int
    data: bytes

    @staticmethod
    def of(array: NDArray[np.float32]) -> Matrix:
        """Wraps a two-dimensional array."""
        rows, columns = array.shape
        return Matrix(rows, columns, np.ascontiguousarray(array, dtype="<f4").tobytes())

    def array(self) -> NDArray[np.float32]:
        """The array again (read-only view)."""
        return np.frombuffer(self.data, dtype="<f4").reshape(self.rows, self.columns)


@dataclass(frozen=True, slots=True)
class Near:
    """A vector's owner and its cosine with the one searched."""

    id: UUID
    score: float


@dataclass(frozen=True, slots=True)
class MeaningState:
    """What the meaning host holds: the embedder's name and width, vectors a group, groups Chroma answers for."""

    name: str
    dimensions: int
    held: dict[str, int]
    chroma: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grew:
    """News from the language host: a new piece of the reply to `ask`."""

    ask: str
    piece: str


@dataclass(frozen=True, slots=True)
class ReaderState:
    """The engine in use, and which of the languages asked for it does not read (a sentence, empty when all)."""

    name: str
    trouble: str


class ReaderHost(Protocol):
    """The reader: OCR. `languages` are Tesseract's names of those to be read."""

    def read(self, width: int, height: int, gray: bytes, whole: bool, languages: list[str]) -> list[Word]:
        """The words of a gray picture (8 bits a pixel, row-major), boxes relative to it."""

    def state(self, languages: list[str]) -> ReaderState:
        """What is used; raises a sentence when no engine can be."""


@dataclass(frozen=True, slots=True)
class Shot:
    """The desktop as one picture (blue, green, red, unused), or why there is none.

    `final`: the person, or their desktop, does not want to be asked again.
    """

    width: int = 0
    height: int = 0
    pixels: bytes = b""
    trouble: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True)
class GrayPage:
    """A page drawn in gray: 8 bits a pixel, row-major."""

    width: int
    height: int
    gray: bytes


@dataclass(frozen=True, slots=True)
class PdfRead:
    """The text of the first `read` of a PDF's `pages`; their pictures instead, where none of them has any."""

    text: str
    pages: int
    read: int
    pictures: list[GrayPage] = field(default_factory=list)


class PdfHost(Protocol):
    """What reads one PDF: a process of its own, that ends with it."""

    def read(self, data: bytes) -> PdfRead:
        """Its words or pictures; raises a sentence for one that is damaged, has a password, or is empty."""


class ScreenshotHost(Protocol):
    """The one child that may be looked at from outside: the desktop's portal wants to know who asks it."""

    def take(self) -> Shot:
        """Asks the portal for a picture; waits as long as a person may think about the first question."""


class MeaningHost(Protocol):
    """The meaning host: embedder, Flat, Chroma, the finder of secrets and the reranker."""

    def embed(self, texts: list[str]) -> Matrix:
        """Unit vectors, one row a text, for somebody who waits for them."""

    def embed_behind(self, texts: list[str]) -> Matrix:
        """The same for work in the background, which gives way."""

    def upsert(self, group: str, ids: list[UUID], vectors: Matrix) -> None:
        """Takes vectors of a group (a kind of memory, or frame, turn, note) into the index."""

    def begin(self, round: str, expected: dict[str, int], dimensions: int) -> None:
        """The vectors the keeper has come now, in parts that bear `round`; so many rows of each group."""

    def load(self, round: str, group: str, owners: bytes, scales: bytes, values: bytes) -> None:
        """One part (see `storage.packs.Packed`); not taken when another round has begun."""

    def finish(self, round: str) -> None:
        """All parts of `round` have come."""

    def delete(self, ids: list[UUID]) -> None:
        """Drops vectors by their owners."""

    def search(self, vector: Matrix, k: int, groups: list[str]) -> list[Near]:
        """The `k` nearest of the groups (all when empty), best first."""

    def state(self) -> MeaningState:
        """What is held now."""

    def secrets_in(self, texts: list[str]) -> list[list[SecretSpan]]:
        """The spans of each text that look like secrets (see `SecretFinder`); in the background."""

    def relevance(self, question: str, passages: list[str]) -> list[float]:
        """The log odds of each passage (see `Reranker`), for somebody who waits for them."""


@dataclass(frozen=True, slots=True)
class ModelPlace:
    """Which model is asked: its name in the catalogue, and its file, or the server that has it.

    `url` is its address, `model` the name there, `key` what it wants, `network` that it may be on another computer.
    """

    name: str
    path: str = ""
    url: str = ""
    model: str = ""
    key: str = field(default="", repr=False)
    network: bool = False


class LanguageHost(Protocol):
    """The language host: one language model, loaded by the first request, gone when the process ends.

    `ask` names a request, so that it can be stopped. Raises when the model does not load or was stopped.
    """

    def complete(
        self, place: ModelPlace, ask: str, prompt: Prompt, schema: dict[str, Any] | None, max_tokens: int
    ) -> str:
        """The whole reply; `Grew` news carries its pieces."""

    def score_labels(
        self, place: ModelPlace, ask: str, prompt: Prompt, labels: list[str]
    ) -> dict[str, float]:
        """How likely each label is as the reply (see `LanguageModel`)."""

    def stop(self, ask: str) -> None:
        """Stops the reply to `ask`."""
