"""The one store for memories of every kind."""

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


class Memories:
    """The one store for memories of every kind."""

    def apply(self, changes: Sequence[Change], *, closes: Sequence[JobId] = (), then: Sequence[tuple[JobKind, tuple[UUID, ...]]] = ()) -> list[MemoryId]:
        raise NotImplementedError

    def get(self, id: MemoryId) -> Memory:
        raise NotImplementedError

    def many(self, ids: Sequence[MemoryId]) -> dict[MemoryId, Memory]:
        raise NotImplementedError

    def list(self, kind: str | None = None, *, include_past: bool = False, limit: int | None = None, offset: int = 0, since: datetime | None = None, until: datetime | None = None) -> list[Memory]:
        raise NotImplementedError

    def by_key(self, kind: str, key: str) -> list[Memory]:
        raise NotImplementedError

    def of_source(self, observations: Sequence[ObservationId]) -> dict[ObservationId, list[MemoryId]]:
        raise NotImplementedError

    def history(self, id: MemoryId) -> list[Version]:
        raise NotImplementedError

    def by_external_id(self, external_id: str) -> Memory | None:
        raise NotImplementedError

    def reveal(self, id: MemoryId, passphrase: Secret) -> Secret:
        raise NotImplementedError

    def link(self, a: MemoryId, b: MemoryId, why: str, weight: float = 1.0) -> None:
        raise NotImplementedError

    def pin(self, id: MemoryId, pinned: bool) -> None:
        raise NotImplementedError

    def undo(self, id: MemoryId) -> Memory:
        raise NotImplementedError
