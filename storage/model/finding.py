"""What is searched for, what is found, and how much there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from storage.model.observations import ObservationType


@dataclass(frozen=True, slots=True)
class WordHit:
    """An observation or memory found by its words; `score` grows with the match (negated BM25)."""

    id: UUID
    score: float


class Has(StrEnum):
    """What can be asked of an observation beside its words: a picture that is kept, an address."""

    PICTURE = "picture"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a search is limited to; `storage.filters` says how each part matches.

    Times are half-open [since, until); kinds are memory kinds.
    """

    since: datetime | None = None
    until: datetime | None = None
    apps: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[ObservationType, ...] = ()
    titles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    has: tuple[Has, ...] = ()

    @property
    def asks_observations(self) -> bool:
        """Kinds alone ask memories only."""
        return bool(self.types) or not self.kinds

    @property
    def asks_memories(self) -> bool:
        """Types alone ask observations only."""
        return bool(self.kinds) or not self.types


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the safe holds. `bytes_on_disk` counts every file under the home."""

    frames: int
    turns: int
    notes: int
    memories: dict[str, int] = field(default_factory=dict)
    jobs_pending: int = 0
    jobs_attention: int = 0
    vectors: int = 0
    vectors_missing: int = 0
    bytes_on_disk: int = 0
    first: datetime | None = None
    last: datetime | None = None
