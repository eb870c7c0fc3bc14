"""What lay on a damaged page, in words: which table, and which stretch of time; never content."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from storage.btree import Row, Table, Trees
from storage.losses import spoken
from storage.pages import Pages

_SPOKEN = {
    "observation": "moments",
    "frame_detail": "the places of words, and small pictures, of moments",
    "memory": "memories",
    "memory_version": "the history of memories",
    "memory_source": "the sources of memories",
    "picture": "the keys of pictures",
    "sealed": "sealed values of the vault",
    "coverage": "the ledger of when Reverie was looking",
    "answer": "answers",
    "rule": "rules",
    "setting": "settings",
    "job": "pieces of work",
    "episode": "episodes",
    "commits": "the number of changes",
    "backup": "the list of backups",
}
# Made again from what it is derived from; nothing of the user's is lost with it.
DERIVED = frozenset(
    {"seen", "vector", "outbox", "vector_pack", "vector_loose", "vector_number", "words_merged", "model"}
)
_TIME_AT = {"observation": 3, "memory": 9}
_BY_MOMENT = {"observation", "frame_detail"}


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged page: what it held (`table`, empty for none), and whether something of the user's was on it."""

    page: int
    table: str
    sentence: str
    costs: bool


class Places:
    """Tells of the damaged pages of a database."""

    def __init__(self, pages: Pages, trees: Trees) -> None:
        self._pages = pages
        self._trees = trees
        self._by_root = {table.root: table for table in trees.tables if table.root}

    def damages(self, numbers: list[int]) -> list[Damage]:
        """One a page."""
        return [self._damage(number) for number in numbers]

    def cut_rows(self) -> list[str]:
        """Moments of which a part lay on a damaged page: each by its time and id."""
        table = self._named("observation")
        if table is None:
            return []
        return [_cut(row) for row in self._trees.rows(table.root) if not row.whole]

    def _damage(self, number: int) -> Damage:
        start = f"Page {number} of the database is damaged"
        if number > self._pages.count:
            return Damage(
                number, "", f"The database ends in the middle of page {number}: it was cut off.", True
            )
        if number == 1:
            return Damage(1, "", f"{start}: it says where everything lies. {_SALVAGE}", False)
        if self._trees.is_free(number):
            return Damage(number, "", f"{start}: no content was on it.", False)
        table = self._by_root.get(self._trees.owner(number) or 0)
        if table is None:
            return Damage(number, "", f"{start}: what was on it is not known. {_SALVAGE}", True)
        name, what = _spoken(table)
        if table.type == "index" or name in DERIVED or _is_words(name):
            return Damage(
                number, name, f"{start}: {what}, which is made again from the rest. {_SALVAGE}", False
            )
        if self._trees.is_inner(number):
            return Damage(number, name, f"{start}: it said where {what} lie. {_SALVAGE}", False)
        return Damage(number, name, f"{start}: it held {what}{self._when(table, number)}. {_SALVAGE}", True)

    def _when(self, table: Table, number: int) -> str:
        """“ from A to B”, by the rows before and behind the page; empty where times do not go with the row's number."""
        if table.name not in _TIME_AT and table.name not in _BY_MOMENT:
            return ""
        source = self._named("observation" if table.name in _BY_MOMENT else table.name)
        around = self._trees.around(number)
        if source is None or around is None:
            return ""
        at = _TIME_AT[source.name]
        times = [
            (row.number or 0, row.values[at]) for row in self._trees.rows(source.root) if len(row.values) > at
        ]
        before = [time for seq, time in times if seq <= around[0] and isinstance(time, int)]
        behind = [time for seq, time in times if seq > around[1] and isinstance(time, int)]
        first = f" from about {spoken(before[-1])}" if before else " from the beginning"
        return first + (f" to about {spoken(behind[0])}" if behind else " to the end")

    def _named(self, name: str) -> Table | None:
        return next(
            (table for table in self._trees.tables if table.type == "table" and table.name == name), None
        )


_SALVAGE = "`reverie salvage` saves everything else."


def _spoken(table: Table) -> tuple[str, str]:
    if table.type == "index":
        return table.name, "an index"
    if _is_words(table.name):
        return table.name, "a part of the words index"
    what = _SPOKEN.get(table.name, f"rows of “{table.name}”")
    return table.name, "derived rows" if table.name in DERIVED else what


def _is_words(name: str) -> bool:
    return "_words" in name


def _cut(row: Row) -> str:
    id, time = (row.values[1], row.values[3]) if len(row.values) > 3 else (None, None)
    if isinstance(id, bytes) and len(id) == 16 and isinstance(time, int):
        return f"The moment {UUID(bytes=id)} of {spoken(time)} is damaged: a part of its text cannot be read."
    return "A moment is damaged: a part of it cannot be read."
