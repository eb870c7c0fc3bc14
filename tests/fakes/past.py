"""What a dream looks at, made by hand: memories, windows, and vectors that are all alike, so that words must decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from agents.dream import View
from agents.dream.view import Vector, Wish, Wishes
from agents.kinds import all_kinds, rules
from storage import ids
from storage.model import FrameWindow, Link, Memory, MemoryId, ObservationId, Tie
from tests.fakes.memory_library import MemoryLibrary

ZONE = ZoneInfo("Europe/Rome")


def _alike(_memory: MemoryId) -> Vector:
    return np.array([1.0, 0.0], dtype=np.float32)


@dataclass
class HandMadePast:
    """Windows in a list; every memory has the vector that `vector` gives it, None for none."""

    shown: list[FrameWindow] = field(default_factory=list)
    vector: Callable[[MemoryId], Vector] | None = _alike
    let_fade: dict[MemoryId, Memory] = field(default_factory=dict)

    def windows(self, since: datetime, until: datetime) -> Sequence[FrameWindow]:
        return sorted(
            (one for one in self.shown if since <= one.time < until), key=lambda window: window.time
        )

    def vectors(self, ids: Sequence[MemoryId]) -> Mapping[MemoryId, Vector]:
        return {id: self.vector(id) for id in ids} if self.vector is not None else {}

    def faded(self, ids: Sequence[MemoryId]) -> Sequence[Memory]:
        return [self.let_fade[id] for id in ids if id in self.let_fade]

    def shows(self, app: str, title: str, at: datetime) -> FrameWindow:
        """A window comes to the front."""
        window = FrameWindow(ObservationId(ids.new(at)), at, app, title, "")
        self.shown.append(window)
        return window


@dataclass
class Mind:
    """Memories that wishes can be made true in."""

    library: MemoryLibrary = field(default_factory=MemoryLibrary)
    past: HandMadePast = field(default_factory=HandMadePast)
    now: datetime = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
    own: set[MemoryId] = field(default_factory=set)
    spared: dict[MemoryId, Memory] = field(default_factory=dict)
    cited: dict[MemoryId, int] = field(default_factory=dict)

    def view(self) -> View:
        """What a dream sees now."""
        current = [memory for memory in self.library.rows.values() if memory.current]
        current.sort(key=lambda memory: (memory.valid_from, memory.id))
        return View(
            current, all_kinds(), rules(), self.now, ZONE, self.past, frozenset(self.own), self.spared, self.cited
        )  # fmt: skip

    def fulfil(self, wishes: Sequence[Wish]) -> None:
        """Makes wishes true, ties too; what is changed is revised now."""
        for wish in wishes:
            self.library.apply(wish.changes)
            for change in wish.changes:
                id = getattr(change, "memory", None) or getattr(change, "id", None)
                if id in self.library.rows:
                    self._put(id, revised=self.now)
            for tie in wish.ties:
                self._tie(tie)
        self.now += timedelta(seconds=1)

    def _tie(self, tie: Tie) -> None:
        ends = ((tie.memory, tie.other, tie.part), (tie.other, tie.memory, False))
        for one, other, part in ends:
            memory = self.library.rows[one]
            self._put(one, links=(*memory.links, Link(other, tie.why, tie.weight, part)))

    def _put(self, id: MemoryId, **changes: object) -> None:
        self.library.rows[id] = replace(self.library.rows[id], **changes)  # type: ignore[arg-type]


def done(wishes: Wishes) -> list[Wish]:
    """The wishes of a task, without its breaths."""
    return [wish for wish in wishes if wish is not None]
