"""Memories as a list or a tree of them is asked for: narrowed, in an order, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storage import words
from storage.clock import to_micros
from storage.database import Database
from storage.errors import WrongUse
from storage.ids import MemoryId
from storage.kind import Kinds, MemoryKind, Use
from storage.memory_rows import CURRENT
from storage.model import Author

MOST_BRANCHES = 1000
"""More side branches than anybody reads are not told."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which memories of a kind, all that is given together, and in which order.

    `words`: each stands in it, or begins a word of it. `holds`: what is so (True), what is no longer so (False), both
    (None). [since, until) is when it came to hold. `branch` is where it hangs in the kind's tree, exactly; None means
    anywhere. `order` is a field of its body, or empty for when it came to hold.
    """

    kind: str
    words: str = ""
    holds: bool | None = True
    pinned: bool = False
    author: Author | None = None
    since: datetime | None = None
    until: datetime | None = None
    branch: tuple[str, ...] | None = None
    order: str = ""
    ascending: bool = False


@dataclass(frozen=True, slots=True)
class Branches:
    """What hangs below a place in the tree: names with how many memories each holds, and how many hang `here`."""

    below: tuple[tuple[str, int], ...]
    here: int


class Listings:
    """Lists and trees of the memories of a safe; any thread may call."""

    def __init__(self, database: Database, kinds: Kinds) -> None:
        self._database = database
        self._kinds = kinds

    def page(self, wanted: Wanted, limit: int, offset: int) -> tuple[list[MemoryId], int]:
        """The ids of a page, in order, and how many memories fit in all. Raises WrongUse."""
        kind = self._kinds[wanted.kind]
        where, values = _conditions(kind, wanted)
        order, ordering = _order(kind, wanted)
        rows = self._database.rows(
            f"SELECT m.id FROM memory m WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            [*values, *ordering, limit, offset],
        )
        total = self._database.rows(f"SELECT count(*) FROM memory m WHERE {where}", values)[0][0]
        return [MemoryId(UUID(bytes=id)) for (id,) in rows], int(total)

    def branches(self, wanted: Wanted, path: Sequence[str]) -> Branches:
        """The branches of the kind's tree below `path`, by name; `wanted.branch` and its order do not matter.

        Raises WrongUse for a kind without a tree.
        """
        kind = self._kinds[wanted.kind]
        field = _tree_field(kind)
        where, values = _conditions(kind, wanted, path)
        deeper = _steps(field, [len(path)])[0]
        rows = self._database.rows(
            f"SELECT json_extract(m.body, ?) AS name, count(*) FROM memory m WHERE {where} "
            "GROUP BY name ORDER BY name COLLATE NOCASE LIMIT ?",
            [deeper, *values, MOST_BRANCHES + 1],
        )
        below = tuple((str(name), int(number)) for name, number in rows if name is not None)
        return Branches(below, sum(int(number) for name, number in rows if name is None))


def _tree_field(kind: MemoryKind) -> str:
    found = kind.fields(Use.PATH)
    if not found:
        raise WrongUse(f"{kind.title} hang in no tree.")
    return found[0]


def _conditions(
    kind: MemoryKind, wanted: Wanted, path: Sequence[str] | None = None
) -> tuple[str, list[object]]:
    """What fits; with `path`, what hangs there or below it, whatever `wanted.branch` says."""
    found: list[tuple[str, list[object]]] = [("m.kind = ?", [kind.name])]
    if wanted.holds is not None:
        found.append((CURRENT if wanted.holds else f"NOT ({CURRENT})", []))
    if wanted.pinned:
        found.append(("m.pinned = 1", []))
    if wanted.author is not None:
        found.append(("m.author = ?", [str(wanted.author)]))
    for bound, side in ((wanted.since, ">="), (wanted.until, "<")):
        if bound is not None:
            found.append((f"m.valid_from {side} ?", [to_micros(bound)]))
    if query := words.match_begun(wanted.words):
        found.append(("m.seq IN (SELECT rowid FROM memory_words WHERE memory_words MATCH ?)", [query]))
    branch = wanted.branch if path is None else tuple(path)
    if branch is not None:
        found += _hanging(_tree_field(kind), branch, exactly=path is None)
    return " AND ".join(condition for condition, _ in found), [value for _, some in found for value in some]


def _hanging(field: str, branch: tuple[str, ...], *, exactly: bool) -> list[tuple[str, list[object]]]:
    steps = _steps(field, range(len(branch) + 1))
    along: list[tuple[str, list[object]]] = [
        ("json_extract(m.body, ?) = ?", [step, name]) for step, name in zip(steps, branch, strict=False)
    ]
    return [*along, ("json_extract(m.body, ?) IS NULL", [steps[-1]])] if exactly else along


def _steps(field: str, depths: Sequence[int]) -> list[str]:
    """Where the names of these depths stand in a body, in SQLite's notation."""
    return [f"$.{json.dumps(field)}[{depth}]" for depth in depths]


def _order(kind: MemoryKind, wanted: Wanted) -> tuple[str, list[object]]:
    way = "ASC" if wanted.ascending else "DESC"
    if not wanted.order:
        return f"m.valid_from {way}, m.seq {way}", []
    if wanted.order not in kind.body.model_fields or wanted.order in kind.fields(Use.SECRET):
        raise WrongUse(f"{kind.title} cannot be put in the order of “{wanted.order}”.")
    value = "json_extract(m.body, ?)"
    if kind.body.model_fields[wanted.order].annotation is datetime:
        value = f"julianday({value})"
    # Those that say nothing there come last, whichever way.
    place = f"$.{json.dumps(wanted.order)}"
    return f"coalesce({value}, '') = '', {value} COLLATE NOCASE {way}, m.seq {way}", [place, place]
