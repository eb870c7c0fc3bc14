"""Memories as lists and trees for a screen: a page at a time, narrowed and in an order."""

from __future__ import annotations

from agents.dream import condense
from app.interfaces import BlockView, BranchView, Listing, MemoryPage, TreeView
from app.services import views
from storage.errors import WrongUse
from storage.kind import Growth
from storage.listing import Wanted
from storage.model import Author, Memory
from storage.safe import Safe

MOST_ROWS = 1000


class Shelving:
    """Read-only lists of a safe's memories. Thread-safe, as the safe's readers are."""

    def __init__(self, safe: Safe) -> None:
        self._safe = safe

    def page(self, what: Listing) -> MemoryPage:
        """A page of the list."""
        if not 0 < what.limit <= MOST_ROWS or what.offset < 0:
            raise WrongUse(f"A page has 1 to {MOST_ROWS:,} memories.")
        ids, total = self._safe.listings.page(_wanted(what), what.limit, what.offset)
        kind = self._safe.kinds[what.kind]
        held = self._safe.memories.many(ids)
        return MemoryPage(total, tuple(views.row(memory, kind) for memory in held.values()))

    def blocks(self, name: str) -> list[BlockView]:
        """How full each block is, as a dream reckons that condenses it."""
        kind = self._safe.kinds[name]
        if kind.growth is not Growth.BLOCKS or kind.limit is None:
            return []
        found: dict[str, list[Memory]] = {}
        for memory in self._safe.memories.list(kind.name):
            found.setdefault(memory.title, []).append(memory)
        return [
            BlockView(label, len(lines), condense.size(kind, lines), kind.limit)
            for label, lines in sorted(found.items())
        ]

    def tree(self, what: Listing, path: tuple[str, ...]) -> TreeView:
        """The branches below `path`."""
        found = self._safe.listings.branches(_wanted(what), path)
        return TreeView(tuple(BranchView(name, number) for name, number in found.below), found.here)


def _wanted(what: Listing) -> Wanted:
    try:
        author = Author(what.author) if what.author else None
    except ValueError:
        raise WrongUse(f"Memories are made by: {', '.join(Author)}.") from None
    return Wanted(
        what.kind, what.words, what.holds, what.pinned, author, what.since, what.until, what.branch, what.order,
        what.ascending,
    )  # fmt: skip
