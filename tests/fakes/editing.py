"""The part of the fake Reverie that changes memories by hand, and tells how they changed and hang together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from app.events import Event, MemoriesChanged
from app.interfaces import (
    ChangeView,
    EdgeView,
    GraphView,
    IncomingMemory,
    KindView,
    MemoryView,
    MergeView,
    NodeView,
    Refused,
    VersionView,
)
from app.services import differing
from tests.fakes.mending import Mended


class FakeEditing:
    """Mixed into the fake, whose memories it changes. Any: the world, of whatever fields."""

    world: Any
    mended: Mended

    def memory(self, id: UUID) -> MemoryView:
        raise NotImplementedError

    def history(self, id: UUID) -> list[VersionView]:
        raise NotImplementedError

    def tell(self, event: Event) -> None:
        raise NotImplementedError

    def add_memory(
        self, item: IncomingMemory, sources: Any = (), confidence: float = 0.9, author: str = ""
    ) -> UUID:
        raise NotImplementedError

    def stepped(self, author: str, before: dict[UUID, MemoryView | None], reason: str) -> None:
        raise NotImplementedError

    def _kind_named(self, name: str) -> KindView:
        raise NotImplementedError

    def changes(self, id: UUID, limit: int = 50) -> list[ChangeView]:
        steps = self.history(id)
        bodies = [*(step.body for step in steps), self.memory(id).body][1:]
        told = [
            ChangeView(
                step.at, step.author, step.reason, id, tuple(differing.fields(step.body, after)), undone=step.undone
            )
            for step, after in zip(steps, bodies, strict=True)
        ]  # fmt: skip
        return told[::-1][:limit]

    def graph(self, id: UUID, most: int = 60, depth: int = 2) -> GraphView:
        found = {id: self.memory(id)}
        for _ in range(depth):
            for memory in list(found.values()):
                for other in _tied(memory):
                    if len(found) < most and other in self.world.memories:
                        found.setdefault(other, self.memory(other))
        nodes = tuple(
            NodeView(m.id, m.kind, m.title, m.current, m.pinned, len(_tied(m))) for m in found.values()
        )
        links = (
            EdgeView(m.id, link.memory, link.why, link.weight, link.part)
            for m in found.values()
            for link in m.links
        )
        places = (EdgeView(m.id, old, replaces=True) for m in found.values() for old in m.replaces)
        once = {(frozenset((edge.memory, edge.other)), edge.why): edge for edge in (*links, *places)}
        return GraphView(id, nodes, tuple(edge for edge in once.values() if edge.other in found))

    def edit_memory(self, id: UUID, body: dict[str, Any]) -> MemoryView:
        held = self._changeable(id)
        self._check(held.kind, body)
        if all(held.body.get(name) == value for name, value in body.items()):
            return held
        kind = self._kind_named(held.kind)
        new = held.body | body
        title = str(new.get(kind.columns[0].field) or held.kind)
        self.world.memories[id] = replace(held, body=new, title=title)
        self.stepped("user", {id: held}, "edited by you")
        self.tell(MemoriesChanged((held.kind,), (id,)))
        return self.memory(id)

    def pin(self, id: UUID, pinned: bool) -> MemoryView:
        held = self.memory(id)
        self.world.memories[id] = replace(held, pinned=pinned)
        self.tell(MemoriesChanged((held.kind,), (id,)))
        return self.memory(id)

    def merge_memories(
        self, ids: tuple[UUID, ...], body: dict[str, Any] | None = None, dry_run: bool = False
    ) -> MergeView:
        parts = [self._changeable(id) for id in dict.fromkeys(ids)]
        if len(parts) < 2 or len({part.kind for part in parts}) > 1 or any(part.has_secret for part in parts):
            raise Refused("That cannot be done", "Choose memories of one kind, none of them sealed.", 2)
        kind = parts[0].kind
        self._check(kind, body or {})
        joined = _joined([part.body for part in parts], self._kind_named(kind).columns[0].field) | (
            body or {}
        )
        if dry_run:
            return MergeView(kind, parts[0].title, joined)
        sources = tuple({source.id: source for part in parts for source in part.sources}.values())
        made = self.add_memory(IncomingMemory(kind, joined), sources, author="user")
        for part in parts:
            self.mended.steps[-1].before[part.id] = part
            self.world.memories[part.id] = replace(
                part, current=False, valid_to=part.valid_from, superseded_by=made
            )
        whole = replace(self.memory(made), replaces=tuple(part.id for part in parts))
        self.world.memories[made] = replace(whole, pinned=any(part.pinned for part in parts))
        self.tell(MemoriesChanged((kind,), (made, *whole.replaces)))
        return MergeView(kind, whole.title, joined, self.memory(made))

    def _changeable(self, id: UUID) -> MemoryView:
        held = self.memory(id)
        if not held.current:
            raise Refused("That cannot be done", "This is no longer so, and stays as history.", 2)
        return held

    def _check(self, kind: str, body: dict[str, Any]) -> None:
        fields = {field.name: field for field in self._kind_named(kind).fields}
        for name, value in body.items():
            if name not in fields or fields[name].sealed:
                raise Refused("That cannot be done", f"There is no field “{name}” to write.", 2)
            if fields[name].required and not value:
                raise Refused("That cannot be done", f"“{name}” may not be empty.", 2)
            if "password" in str(value):
                raise Refused("That cannot be done", "This holds what looks like a password.", 2)


def _tied(memory: MemoryView) -> list[UUID]:
    after = [memory.superseded_by] if memory.superseded_by else []
    return [*after, *memory.replaces, *(link.memory for link in memory.links)]


def _joined(bodies: list[dict[str, Any]], named: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in dict.fromkeys(name for body in bodies for name in body):
        said = [body[name] for body in bodies if body.get(name)]
        if name == named or not said:
            found[name] = said[0] if said else ""
        elif isinstance(said[0], list):
            found[name] = list(dict.fromkeys(item for part in said for item in part))
        else:
            found[name] = "\n".join(dict.fromkeys(map(str, said)))
    return found
