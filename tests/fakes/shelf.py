"""A shelf in memory: observations and memories in lists, words by BM25, meaning by exact cosine."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from agents import stems
from agents.library import Around
from storage import choosing, filters
from storage.model import (
    Filter,
    Frame,
    Has,
    Memory,
    Observation,
    ObservationId,
    ObservationType,
    Shown,
    Turn,
    Word,
    WordHit,
    type_of,
)
from storage.presence import APART


class MemoryShelf:
    """Satisfies `agents.library.Shelf`. `vectors` maps ids to (group, unit vector)."""

    def __init__(self, observations: Sequence[Observation] = (), memories: Sequence[Memory] = ()) -> None:
        self.rows: dict[UUID, Observation] = {thing.id: thing for thing in observations}
        self.kept: dict[UUID, Memory] = {memory.id: memory for memory in memories}
        self.vectors: dict[UUID, tuple[str, NDArray[np.float32]]] = {}
        self._places = _places(observations)
        self._observed = _Words({thing.id: _described(thing) for thing in observations})
        self._remembered = _Words({memory.id: f"{memory.title} {memory.text}" for memory in memories})

    def words_in_observations(self, text: str, only: Filter, limit: int) -> Sequence[WordHit]:
        return [hit for hit in self._observed.find(text) if _fits(self.rows[hit.id], only)][:limit]

    def words_in_memories(self, text: str, only: Filter, limit: int) -> Sequence[WordHit]:
        hits = self._remembered.find(text)
        return [hit for hit in hits if self.kept[hit.id].current and self._holds(self.kept[hit.id], only)][
            :limit
        ]

    def newest(self, only: Filter, limit: int) -> Sequence[WordHit]:
        seen = [(thing.time, thing.id) for thing in self.rows.values() if _fits(thing, only)]
        held = [
            (one.valid_from, one.id) for one in self.kept.values() if one.current and self._holds(one, only)
        ]
        listed = [*(seen if only.asks_observations else []), *(held if only.asks_memories else [])]
        newest = sorted(listed, reverse=True)[:limit]
        return [WordHit(id, 1.0 - place / len(newest)) for place, (_, id) in enumerate(newest)]

    def fitting(self, ids: Sequence[UUID], only: Filter) -> Set[UUID]:
        seen = {id for id in ids if id in self.rows and _fits(self.rows[id], only)}
        return seen | {id for id in ids if id in self.kept and self._holds(self.kept[id], only)}

    def _holds(self, memory: Memory, only: Filter) -> bool:
        """Whether a memory is within the limits; what only screens have counts for its sources."""
        if only.kinds and memory.kind not in only.kinds:
            return False
        seen = Filter(apps=only.apps, titles=only.titles, addresses=only.addresses, has=only.has)
        sources = [
            self.rows[source.observation] for source in memory.sources if source.observation in self.rows
        ]
        return (
            _is_within(memory.valid_from, only)
            and (seen == Filter() or any(_fits(source, seen) for source in sources))
            and _says(f"{memory.title}\n{memory.text}", only)
            and (not only.people or choosing.is_named(f"{memory.title}\n{memory.text}", only.people))
        )

    def meaning(
        self, vector: NDArray[np.float32], limit: int, groups: Sequence[str]
    ) -> Sequence[tuple[UUID, float]]:
        near = [(id, float(other @ vector)) for id, (group, other) in self.vectors.items() if group in groups]
        return sorted(near, key=lambda pair: -pair[1])[:limit]

    def observations(self, ids: Sequence[UUID]) -> Sequence[Observation]:
        return [self.rows[id] for id in ids if id in self.rows]

    def words_of(self, frame: ObservationId) -> Sequence[Word]:
        found = self.rows.get(frame)
        return found.words if isinstance(found, Frame) else ()

    def memories(self, ids: Sequence[UUID]) -> Sequence[Memory]:
        return [self.kept[id] for id in ids if id in self.kept]

    def vectors_of(self, model: str, ids: Sequence[UUID]) -> Mapping[UUID, NDArray[np.float32]]:
        return {id: self.vectors[id][1] for id in ids if id in self.vectors}

    def around(self, ids: Sequence[ObservationId], number: int) -> Mapping[ObservationId, Around]:
        rows = ((id, *self._places[id]) for id in ids)
        return {id: (row[max(0, at - number) : at], row[at + 1 : at + 1 + number]) for id, row, at in rows}

    def all_of(self, kind: str) -> Sequence[Memory]:
        return [memory for memory in self.kept.values() if memory.kind == kind and memory.current]

    def shown(
        self, since: datetime | None, until: datetime | None, fits: Callable[[str, str, str], bool]
    ) -> Sequence[Shown] | None:
        only = Filter(since=since, until=until, types=(ObservationType.FRAME,))
        frames = [one for one in self.rows.values() if isinstance(one, Frame) and _fits(one, only)]
        frames.sort(key=lambda one: (one.monitor, one.time))
        found = []
        for at, one in enumerate(frames):
            after = frames[at + 1] if at + 1 < len(frames) else None
            seen = one.time
            follows = after is not None and after.monitor == one.monitor and after.time > seen
            if follows and after is not None and after.time - seen <= APART:
                seen = after.time
            if fits(one.app, one.window_title, one.url):
                found.append(
                    Shown(one.id, one.app, one.window_title, one.time, min(seen, until or seen), one.url)
                )
        return sorted(found, key=lambda shown: shown.start)

    def said_by(
        self, people: Sequence[str], since: datetime | None, until: datetime | None
    ) -> Sequence[ObservationId]:
        only = Filter(since=since, until=until)
        said = [
            one
            for one in self.rows.values()
            if isinstance(one, Turn) and one.speaker in people and _is_within(one.time, only)
        ]
        return [one.id for one in sorted(said, key=lambda one: one.time)]

    def speakers(self) -> Sequence[str]:
        return sorted(
            {thing.speaker for thing in self.rows.values() if isinstance(thing, Turn) and thing.speaker}
        )

    def apps(self) -> Sequence[str]:
        return sorted({thing.app for thing in self.rows.values() if isinstance(thing, Frame) and thing.app})


class _Words:
    """BM25 (k1 = 1.2, b = 0.75, as SQLite's FTS5) over stems."""

    def __init__(self, texts: Mapping[UUID, str]) -> None:
        self._counts = {id: Counter(stems.content(text)) for id, text in texts.items()}
        self._holders = Counter(term for counts in self._counts.values() for term in counts)
        self._mean = sum(c.total() for c in self._counts.values()) / max(1, len(self._counts))

    def find(self, text: str) -> list[WordHit]:
        terms = set(stems.content(text))
        scores = ((id, self._score(counts, terms)) for id, counts in self._counts.items())
        return sorted((WordHit(id, score) for id, score in scores if score > 0), key=lambda hit: -hit.score)

    def _score(self, counts: Counter[str], terms: set[str]) -> float:
        length = 1.2 * (0.25 + 0.75 * counts.total() / self._mean) if self._mean else 0.0
        return sum(
            self._idf(term) * counts[term] * 2.2 / (counts[term] + length) for term in terms & counts.keys()
        )

    def _idf(self, term: str) -> float:
        return math.log(1 + (len(self._counts) - self._holders[term] + 0.5) / (self._holders[term] + 0.5))


def _described(thing: Observation) -> str:
    when = f"{thing.time:%A %d %B %Y}"
    if isinstance(thing, Turn):
        return f"{thing.speaker} {when} {thing.text}"
    return f"{thing.app} {thing.window_title} {when} {thing.text}" if isinstance(thing, Frame) else thing.text


def _places(observations: Sequence[Observation]) -> dict[ObservationId, tuple[list[Observation], int]]:
    """The thread, or the line of its type, in which each stands, and its place there."""
    threads: dict[str, list[Observation]] = {}
    for thing in observations:
        name = thing.thread if isinstance(thing, Turn) else f"/{type_of(thing)}"
        threads.setdefault(name, []).append(thing)
    return {thing.id: (row, at) for row in threads.values() for at, thing in enumerate(row)}


def _fits(thing: Observation, only: Filter) -> bool:
    app, title, url = (thing.app, thing.window_title, thing.url) if isinstance(thing, Frame) else ("", "", "")
    speaker = thing.speaker if isinstance(thing, Turn) else ""
    return (
        _is_within(thing.time, only)
        and (not only.types or type_of(thing) in only.types)
        and (not only.apps or app.casefold() in {one.casefold() for one in only.apps})
        and (not only.titles or any(filters.holds(title, one) for one in only.titles))
        and (not only.addresses or any(one.casefold() in url.casefold() for one in only.addresses))
        and (not only.people or choosing.is_named(speaker or title, only.people))
        and all(_has(thing, what) for what in only.has)
        and _says("\n".join((thing.text, title, url, speaker, app)), only)
    )


def _is_within(time: datetime, only: Filter) -> bool:
    return not (only.since and time < only.since) and not (only.until and time >= only.until)


def _has(thing: Observation, what: Has) -> bool:
    if what is Has.PICTURE:
        return isinstance(thing, Frame) and thing.has_picture
    return "://" in thing.text or (isinstance(thing, Frame) and bool(thing.url))


def _says(text: str, only: Filter) -> bool:
    said = all(filters.holds(text, phrase) for phrase in only.phrases)
    return said and not any(filters.holds(text, phrase) for phrase in only.without)
