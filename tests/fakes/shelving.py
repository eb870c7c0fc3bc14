"""The part of the fake Reverie that lists memories, and its kinds with what a form needs of them."""

from __future__ import annotations

import re
from typing import Any

from app.interfaces import (
    BlockView,
    BranchView,
    Column,
    FieldView,
    KindView,
    Listing,
    MemoryPage,
    MemoryRow,
    MemoryView,
    Refused,
    TreeView,
)

_WORD = re.compile(r"\w+")


def a_kind(
    kind: str, kinds: str, guide: str, *, tree: bool = False, limit: int | None = None, **columns: str
) -> KindView:
    """A kind whose columns are its fields, the first of which is required; `steps` are a list."""
    fields = [
        FieldView(field, heading, "list" if field == "steps" else "text", not at, limit if at else None)
        for at, (field, heading) in enumerate(columns.items())
    ]
    if tree:
        fields.append(FieldView("tree_path", "Tree path", "list"))
    shown = tuple(Column(field, heading) for field, heading in columns.items())
    return KindView(kind, kinds, guide, shown, fields=tuple(fields), tree=tree, limit=limit)


class FakeShelving:
    """Mixed into the fake, whose memories it lists. Any: the world, of whatever fields."""

    world: Any

    def kinds(self) -> list[KindView]:
        raise NotImplementedError

    def list_memories(self, what: Listing) -> MemoryPage:
        kind = self._kind_named(what.kind)
        if what.limit < 1 or what.offset < 0:
            raise Refused("That cannot be done", "A page has 1 to 1,000 memories.", 2)
        if what.order and what.order not in {field.name for field in kind.fields}:
            raise Refused("That cannot be done", f"There is no order by “{what.order}”.", 2)
        found = [m for m in self._fitting(what) if what.branch in (None, _path(m))]
        found.sort(key=lambda memory: memory.valid_from, reverse=not what.ascending)
        if what.order:
            found.sort(
                key=lambda memory: str(memory.body.get(what.order, "")).lower(), reverse=not what.ascending
            )
            found.sort(key=lambda memory: not memory.body.get(what.order))
        page = found[what.offset : what.offset + what.limit]
        return MemoryPage(len(found), tuple(_row(memory, kind) for memory in page))

    def blocks(self, kind: str) -> list[BlockView]:
        limit = self._kind_named(kind).limit
        held = self._fitting(Listing(kind)) if limit else []
        sizes: dict[str, list[int]] = {}
        for memory in held:
            sizes.setdefault(memory.title, []).append(len(str(memory.body.get("value", ""))) + 1)
        return [
            BlockView(label, len(lines), sum(lines), limit or 0) for label, lines in sorted(sizes.items())
        ]

    def tree(self, what: Listing, path: tuple[str, ...] = ()) -> TreeView:
        if not self._kind_named(what.kind).tree:
            raise Refused("That cannot be done", f"{what.kind} hang in no tree.", 2)
        below = [_path(m)[len(path) :] for m in self._fitting(what) if _path(m)[: len(path)] == path]
        names = [names[0] for names in below if names]
        branches = tuple(BranchView(name, names.count(name)) for name in sorted(set(names), key=str.lower))
        return TreeView(branches, len(below) - len(names))

    def _kind_named(self, name: str) -> KindView:
        found = next((kind for kind in self.kinds() if kind.name == name), None)
        if found is None:
            raise Refused("That cannot be done", f"There is no kind of memory called “{name}”.", 2)
        return found

    def _fitting(self, what: Listing) -> list[MemoryView]:
        return [memory for memory in self.world.memories.values() if _fits(memory, what)]


def _fits(memory: MemoryView, what: Listing) -> bool:
    said = _WORD.findall(" ".join(str(value) for value in memory.body.values()).lower())
    begun = all(any(word.startswith(given) for word in said) for given in _WORD.findall(what.words.lower()))
    return (
        memory.kind == what.kind
        and what.holds in (None, memory.current)
        and (memory.pinned or not what.pinned)
        and what.author in ("", memory.author)
        and (what.since is None or memory.valid_from >= what.since)
        and (what.until is None or memory.valid_from < what.until)
        and begun
    )


def _path(memory: MemoryView) -> tuple[str, ...]:
    return tuple(memory.body.get("tree_path") or ())


def _row(memory: MemoryView, kind: KindView) -> MemoryRow:
    cells = {column.field: memory.body.get(column.field) for column in kind.columns}
    return MemoryRow(
        memory.id, memory.title, cells, memory.current, memory.valid_from, memory.pinned, memory.author,
        memory.has_secret,
    )  # fmt: skip
