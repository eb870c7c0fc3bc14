"""What recall reads: a shelf of observations and memories, found by words, by meaning and by their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import datetime
from typing import Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from storage.model import Filter, Memory, Observation, ObservationId, Shown, Word, WordHit

# The groups of vectors that hold observations, beside one group for each kind of memory.
OBSERVATION_GROUPS = ("frame", "turn", "note")

Around = tuple[Sequence[Observation], Sequence[Observation]]
"""What came before and after an observation in its thread or on its monitor, both oldest first."""


class Shelf(Protocol):
    """The read side of the safe and its meaning index, as far as recall needs it."""

    def words_in_observations(self, text: str, only: Filter, limit: int) -> Sequence[WordHit]:
        """Observations that hold words of `text` (plain words, no operators), best first."""

    def words_in_memories(self, text: str, only: Filter, limit: int) -> Sequence[WordHit]:
        """Memories that hold words of `text`, best first; superseded ones too."""

    def newest(self, only: Filter, limit: int) -> Sequence[WordHit]:
        """Observations and current memories within the limits, newest first."""

    def fitting(self, ids: Sequence[UUID], only: Filter) -> Set[UUID]:
        """Those of `ids` that are observations or memories within the limits; former memories too."""

    def meaning(
        self, vector: NDArray[np.float32], limit: int, groups: Sequence[str]
    ) -> Sequence[tuple[UUID, float]]:
        """Ids and cosines nearest to `vector` among the groups (kinds, and "frame", "turn", "note"), best first."""

    def observations(self, ids: Sequence[UUID]) -> Sequence[Observation]:
        """Those of `ids` that are observations; unknown ids are passed over."""

    def words_of(self, frame: ObservationId) -> Sequence[Word]:
        """The words of a frame with their places, in reading order; none where there is no such frame."""

    def memories(self, ids: Sequence[UUID]) -> Sequence[Memory]:
        """Those of `ids` that are memories; unknown ids are passed over."""

    def vectors_of(self, model: str, ids: Sequence[UUID]) -> Mapping[UUID, NDArray[np.float32]]:
        """The unit vectors that `model` made of `ids`; those it made none of are left out."""

    def around(self, ids: Sequence[ObservationId], number: int) -> Mapping[ObservationId, Around]:
        """At most `number` neighbours of each observation on either side."""

    def all_of(self, kind: str) -> Sequence[Memory]:
        """The current memories of one (small) kind."""

    def shown(
        self, since: datetime | None, until: datetime | None, fits: Callable[[str, str, str], bool]
    ) -> Sequence[Shown] | None:
        """The frames of a time whose app, title and address fit, oldest first; None when there are too many."""

    def said_by(
        self, people: Sequence[str], since: datetime | None, until: datetime | None
    ) -> Sequence[ObservationId]:
        """What these speakers said within a time, oldest first."""

    def speakers(self) -> Sequence[str]:
        """Everyone who ever spoke, as written."""

    def apps(self) -> Sequence[str]:
        """Every app ever seen, as written."""


class QueryLike(Protocol):
    """A search as a face asks it (`app.interfaces.Query` is one). Times are half-open [since, until)."""

    @property
    def text(self) -> str:
        """What is asked."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Limits to memories of these kinds; empty asks everything."""

    @property
    def since(self) -> datetime | None:
        """Nothing earlier."""

    @property
    def until(self) -> datetime | None:
        """Nothing at or after it."""

    @property
    def apps(self) -> tuple[str, ...]:
        """Limits observations to frames of these apps."""

    @property
    def limit(self) -> int:
        """At most so many results."""

    @property
    def now(self) -> datetime | None:
        """When it is asked (aware); None for the present."""
