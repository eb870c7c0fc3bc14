"""Vectors: the port of an index, and their truth in the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from storage.ids import *
from storage.model import *


class VectorIndex(Protocol):
    """Finds the nearest vectors by cosine. Groups are kind names and "frame", "turn", "note"."""

    def upsert(self, group: str, ids: Sequence[UUID], vectors: NDArray[np.float32]) -> None: ...
    def delete(self, ids: Sequence[UUID]) -> None: ...
    def search(self, vector: NDArray[np.float32], k: int, groups: Sequence[str] = ()) -> list[tuple[UUID, float]]: ...
    def held(self, group: str) -> int: ...
    def clear(self) -> None: ...


class VectorTable:
    """Vectors: the port of an index, and their truth in the database."""

    def put(self, model: str, owners: Sequence[UUID], groups: Sequence[str], vectors: NDArray[np.float32]) -> None:
        raise NotImplementedError

    def missing(self, model: str, limit: int) -> list[tuple[UUID, str, str]]:
        raise NotImplementedError

    def rows(self, model: str, batch: int = 2000) -> Iterator[tuple[str, list[UUID], NDArray[np.float32]]]:
        raise NotImplementedError

    def counts(self, model: str) -> dict[str, int]:
        raise NotImplementedError

    def names(self) -> list[str]:
        raise NotImplementedError
