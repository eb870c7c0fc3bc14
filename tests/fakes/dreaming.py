"""The part of the fake Reverie that dreams: of what is kept twice in the same words, one stays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from app.interfaces import (
    DreamReport,
    DreamTaskView,
    DreamView,
    InsightView,
    MemoryView,
    Reflection,
    Refused,
    UndoReport,
    UndoView,
)
from tests.fakes.mending import FakeMending, Step

TASKS = ("merge", "core", "refresh", "roll", "routines", "links", "profile", "fade")


@dataclass
class Dreamt:
    """What the fake's dreams know: each dream with the steps it made."""

    dreams: list[tuple[DreamView, list[Step]]] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)


class FakeDreaming(FakeMending):
    """Mixed into the fake. Any: the world, of whatever fields."""

    world: Any
    dreamt: Dreamt

    def _now(self) -> datetime:
        raise NotImplementedError

    def dream(
        self, only: tuple[str, ...] = (), dry_run: bool = False, seconds: float = 5.0, run: UUID | None = None
    ) -> DreamReport:
        unknown = [name for name in only if name not in TASKS]
        if unknown:
            raise Refused("That cannot be done", f"There is no task “{unknown[0]}”.", 2)
        names = [name for name in TASKS if not only or name in only]
        twice = self._kept_twice() if "merge" in names else []
        lines = tuple(f"“{memory.title}” is kept twice: one stays" for memory, _ in twice)
        tasks = tuple(
            DreamTaskView(name, "", len(twice), 0, lines) if name == "merge" else DreamTaskView(name, "")
            for name in names
        )
        if dry_run:
            return DreamReport(None, tasks, {"30": 0, "90": 0, "365": 0}, dry_run=True)
        steps = [self._let_go(memory, stays) for memory, stays in twice]
        id, now = uuid5(NAMESPACE_OID, f"dream {len(self.dreamt.dreams)}"), self._now()
        self.dreamt.dreams.append((DreamView(id, now, now, asked=True, tasks=tasks), steps))
        return DreamReport(id, tasks)

    def dreams(self, limit: int = 20) -> list[DreamView]:
        return [view for view, _ in self.dreamt.dreams[::-1][:limit]]

    def undo_dream(self, run: UUID | None = None) -> UndoReport:
        for place, (view, steps) in reversed(list(enumerate(self.dreamt.dreams))):
            if view.undone is None and run in (None, view.id):
                changed = [
                    UndoView(id, self.memory(id).kind, self.memory(id).title, "returns")
                    for step in steps
                    for id in step.before
                ]
                for step in steps:
                    self._take_back(step, view.id)
                self.dreamt.dreams[place] = (replace(view, undone=self._now()), steps)
                return UndoReport(tuple(changed), (), view.id if changed else None)
        raise Refused("Not found", "There is no dream to take back.", 2)

    def reflect(self) -> Reflection:
        found = [one for one, _, _ in self._contradictions() if one.id not in self.dreamt.ignored]
        held = [memory for memory in self.world.memories.values() if memory.current]
        return Reflection(len(held), tuple(found))

    def take_up(self, insight: str) -> list[MemoryView]:
        for one, older, newer in self._contradictions():
            if one.id == insight:
                self._let_go(older, newer)
                return [self.memory(newer.id)]
        raise Refused("Not found", "This is not found any more; it may have been dealt with.", 2)

    def ignore_insight(self, insight: str) -> None:
        self.dreamt.ignored.add(insight)

    def _contradictions(self) -> list[tuple[InsightView, MemoryView, MemoryView]]:
        """Two cards of one name that say other things, with the older and the newer of them."""
        known: dict[str, MemoryView] = {}
        found: list[tuple[InsightView, MemoryView, MemoryView]] = []
        for memory in sorted(self.world.memories.values(), key=lambda one: one.valid_from):
            older = known.get(memory.title)
            if memory.current and older is not None and older.body != memory.body:
                told = f"“{older.body.get('summary')}” and “{memory.body.get('summary')}” cannot both hold."
                view = InsightView(
                    f"{older.id}"[:12], "contradiction", told, "Keep the newer one.", (older.id, memory.id), True
                )  # fmt: skip
                found.append((view, older, memory))
            elif memory.current:
                known[memory.title] = memory
        return found

    def _kept_twice(self) -> list[tuple[MemoryView, MemoryView]]:
        """Each with the one that stays."""
        stays: dict[str, MemoryView] = {}
        found: list[tuple[MemoryView, MemoryView]] = []
        for memory in self.world.memories.values():
            words = f"{memory.kind} {memory.body}"
            if memory.current and words in stays:
                found.append((memory, stays[words]))
            elif memory.current:
                stays[words] = memory
        return found

    def _let_go(self, memory: MemoryView, stays: MemoryView) -> Step:
        until = max(memory.valid_from, stays.valid_from)
        self.world.memories[memory.id] = replace(
            memory, current=False, valid_to=until, superseded_by=stays.id
        )
        self.stepped("dream", {memory.id: memory}, "a dream found the same kept twice")
        return self.mended.steps[-1]
