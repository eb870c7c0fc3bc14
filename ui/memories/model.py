"""A page-wise table of the memories of one kind: columns from the kind, rows fetched 200 at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication

from app.interfaces import Column, KindView, MemoryView, Query, Reverie, ThenView
from ui import when
from ui.desk import Desk
from ui.ops import Query as Look

PAGE = 200
"""Memories fetched at a time."""

FOUND = 100
"""Most memories shown for a search."""

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


def told(value: Any) -> str:
    """A field of a body as text; bodies hold JSON values, whatever their kind says."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {told(inner)}" for key, inner in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(told(inner) for inner in value)
    return str(value)


class Memories(QAbstractTableModel):
    """Holds the pages read so far. `changed` is emitted when rows came, or when there are none."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind: KindView | None = None
        self._columns: tuple[Column, ...] = ()
        self._past = False
        self._words = ""
        self._at: datetime | None = None
        self._then: dict[UUID, ThenView] = {}
        self._rows: list[MemoryView] = []
        self._more = False
        self._look: Look[Any] | None = None

    @property
    def loading(self) -> bool:
        """Whether rows are on their way."""
        return self._look is not None

    def show_kind(self, kind: KindView, past: bool, words: str, at: datetime | None = None) -> None:
        """Shows the memories of a kind: with `words` only what a search finds of them, with `at` as they were then."""
        if self._look is not None:
            self._look.cancel()
        self.beginResetModel()
        self._kind, self._columns, self._past, self._words = kind, kind.columns, past, words
        self._at, self._then = at, {}
        self._rows, self._more, self._look = [], True, None
        self.endResetModel()
        self.fetchMore(ROOT)

    def at(self, row: int) -> MemoryView:
        """The memory in a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many memories were read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The kind's columns and one for the time."""
        return 0 if parent.isValid() else len(self._columns) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The kind's headings. Any: Qt's own signature."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].heading if section < len(self._columns) else self.tr("When")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A field of a memory in one line. Any: Qt's own signature."""
        memory = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(memory, index.column())
        if role == Qt.ItemDataRole.FontRole and not self._held(memory):
            return _struck()
        return None

    def canFetchMore(self, parent: Index = ROOT) -> bool:
        """Whether a next page may be there and is not on its way."""
        return not parent.isValid() and self._more and self._look is None

    def fetchMore(self, parent: Index = ROOT) -> None:
        """Reads the next page off the window's thread."""
        if not self.canFetchMore(parent) or self._kind is None:
            return
        kind, past, words, offset = self._kind.name, self._past, self._words, len(self._rows)
        at = self._at
        if at is not None:
            self._look = self._desk.query(
                self, lambda reverie: reverie.as_of(at, kind, PAGE, offset), self._add_then
            )
            return

        def page(reverie: Reverie) -> list[MemoryView]:
            if words:
                return found(reverie, kind, words)
            return reverie.memories(kind=kind, past=past, limit=PAGE, offset=offset)

        self._look = self._desk.query(self, page, self._add)

    def _add(self, page: list[MemoryView]) -> None:
        self._look = None
        self._more = len(page) == PAGE and not self._words
        if page:
            self.beginInsertRows(ROOT, len(self._rows), len(self._rows) + len(page) - 1)
            self._rows.extend(page)
            self.endInsertRows()
        self.changed.emit()

    def _add_then(self, page: list[ThenView]) -> None:
        self._then |= {one.memory.id: one for one in page}
        self._add([one.memory for one in page])

    def _held(self, memory: MemoryView) -> bool:
        """Whether it is so, or was so at the time shown, by what is known now."""
        then = self._then.get(memory.id)
        return memory.current if then is None else then.held

    def _text(self, memory: MemoryView, column: int) -> str:
        then = self._then.get(memory.id)
        if column < len(self._columns):
            body = then.body if then is not None and then.body is not None else memory.body
            return " ".join(told(body.get(self._columns[column].field)).split())[:300]
        since = when.moment(memory.valid_from, self._desk.zone)
        if then is not None and not then.known:
            return self.tr("{0} · learned later").format(since)
        if then is not None and not then.held:
            return self.tr("{0} · believed then").format(since)
        return since


def found(reverie: Reverie, kind: str, words: str) -> list[MemoryView]:
    """What a search finds among the memories of a kind, best first."""
    hits = reverie.search(Query(text=words, kinds=(kind,), limit=FOUND)).hits
    return [reverie.memory(hit.id) for hit in hits if hit.type == "memory"]


def _struck() -> QFont:
    """The font of a memory that is no longer so."""
    font = QGuiApplication.font()
    font.setStrikeOut(True)
    return font
