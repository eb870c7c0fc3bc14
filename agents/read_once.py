"""A shelf that gives again what it read before, for one question that is searched for in several ways."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from agents.library import Around, Shelf
from storage.model import Filter, Memory, Observation, ObservationId, Shown, Word, WordHit

Key = TypeVar("Key", bound=Hashable)
Id = TypeVar("Id", bound=UUID)
Thing = TypeVar("Thing", bound=Observation | Memory)
T = TypeVar("T")


class ReadOnce:
    """Reads what it is asked for from `shelf`, each thing once. Made for one question and let go of with its answer:
    what is forgotten or told anew after that is never given from here. Use it on one thread.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        # By the numbers of the ids, as looking ids up costs five times as much; None stands for what is not there.
        self._observations: dict[int, Observation | None] = {}
        self._memories: dict[int, Memory | None] = {}
        self._vectors: dict[str, dict[int, NDArray[np.float32] | None]] = {}
        self._around: dict[int, dict[int, Around | None]] = {}
        self._all: dict[str, Sequence[Memory]] = {}
        self._names: dict[str, Sequence[str]] = {}

    def words_in_observations(self, text: str, only: Filter, limit: int) -> Sequence[WordHit]:
        """As the shelf finds them, every time."""
        return self._shelf.words_in_observations(text, only, limit)

    def words_in_memories(self, text: str, only: Filter, limit: int) -> Sequence[WordHit]:
        """As the shelf finds them, every time."""
        return self._shelf.words_in_memories(text, only, limit)

    def newest(self, only: Filter, limit: int) -> Sequence[WordHit]:
        """As the shelf finds them, every time."""
        return self._shelf.newest(only, limit)

    def fitting(self, ids: Sequence[UUID], only: Filter) -> Set[UUID]:
        """As the shelf finds them, every time."""
        return self._shelf.fitting(ids, only)

    def meaning(
        self, vector: NDArray[np.float32], limit: int, groups: Sequence[str]
    ) -> Sequence[tuple[UUID, float]]:
        """As the shelf finds them, every time."""
        return self._shelf.meaning(vector, limit, groups)

    def observations(self, ids: Sequence[UUID]) -> Sequence[Observation]:
        """Those of `ids` that are there, each read once."""
        return _things(self._observations, ids, self._shelf.observations)

    def memories(self, ids: Sequence[UUID]) -> Sequence[Memory]:
        """Those of `ids` that are there, each read once."""
        return _things(self._memories, ids, self._shelf.memories)

    def vectors_of(self, model: str, ids: Sequence[UUID]) -> Mapping[UUID, NDArray[np.float32]]:
        """Those that there are, each read once."""
        known = self._vectors.setdefault(model, {})
        return _held(known, ids, lambda new: self._shelf.vectors_of(model, new))

    def around(self, ids: Sequence[ObservationId], number: int) -> Mapping[ObservationId, Around]:
        """The neighbours of each, read once for each number of them."""
        known = self._around.setdefault(number, {})
        return _held(known, ids, lambda new: self._shelf.around(new, number))

    def all_of(self, kind: str) -> Sequence[Memory]:
        """All of a kind, read once."""
        return _kept(self._all, kind, lambda: self._shelf.all_of(kind))

    def words_of(self, frame: ObservationId) -> Sequence[Word]:
        """As the shelf has them."""
        return self._shelf.words_of(frame)

    def shown(
        self, since: datetime | None, until: datetime | None, fits: Callable[[str, str, str], bool]
    ) -> Sequence[Shown] | None:
        """As the shelf finds them, every time."""
        return self._shelf.shown(since, until, fits)

    def said_by(
        self, people: Sequence[str], since: datetime | None, until: datetime | None
    ) -> Sequence[ObservationId]:
        """As the shelf finds them, every time."""
        return self._shelf.said_by(people, since, until)

    def speakers(self) -> Sequence[str]:
        """Everyone who ever spoke, read once."""
        return _kept(self._names, "speakers", self._shelf.speakers)

    def apps(self) -> Sequence[str]:
        """Every app ever seen, read once."""
        return _kept(self._names, "apps", self._shelf.apps)


def _things(
    known: dict[int, Thing | None], ids: Sequence[UUID], read: Callable[[Sequence[UUID]], Sequence[Thing]]
) -> list[Thing]:
    """What there is of `ids`, once each, in their order; what is not `known` yet is read all at once."""
    new = [id for id in ids if id.int not in known]
    if new:
        known.update(dict.fromkeys(id.int for id in new))
        known.update((thing.id.int, thing) for thing in read(new))
    numbers = dict.fromkeys(id.int for id in ids)
    return [thing for number in numbers if (thing := known[number]) is not None]


def _held(
    known: dict[int, T | None], ids: Sequence[Id], read: Callable[[Sequence[Id]], Mapping[Id, T]]
) -> Mapping[Id, T]:
    """What there is of each of `ids`; what is not `known` yet is read all at once."""
    new = [id for id in ids if id.int not in known]
    if new:
        found = read(new)
        known.update(dict.fromkeys(id.int for id in new))
        known.update((id.int, thing) for id, thing in found.items())
        if len(new) == len(ids):
            return found
    return {id: thing for id in ids if (thing := known[id.int]) is not None}


def _kept(known: dict[Key, T], key: Key, read: Callable[[], T]) -> T:
    if key not in known:
        known[key] = read()
    return known[key]
