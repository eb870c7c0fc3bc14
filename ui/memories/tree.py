"""The memories of a kind as the tree they hang in; a branch is read when it is opened."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from app.interfaces import KindView, Listing, MemoryPage, Refused, Reverie, TreeView
from ui.desk import Desk

LEAVES = 200
"""Memories shown on one branch; the list shows them all."""

NAME = 120
"""Characters of a memory's name."""

_PATH = Qt.ItemDataRole.UserRole
_ID = Qt.ItemDataRole.UserRole + 1
_READ = Qt.ItemDataRole.UserRole + 2


class MemoryTree(QTreeView):
    """Branches with counts, and memories on them. Emits `chosen` with the id of the memory one comes to.

    `changed` is emitted when the root was read.
    """

    chosen = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._what = Listing("")
        self._opened: set[tuple[str, ...]] = set()
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("Memories as a tree"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.expanded.connect(self._open)
        self.collapsed.connect(self._close)
        self.selectionModel().currentChanged.connect(self._come_to)

    @property
    def empty(self) -> bool:
        """Whether nothing fits."""
        return not self._items.rowCount()

    def show_kind(self, kind: KindView, what: Listing) -> None:
        """Shows the tree of what fits; of the same kind what was open stays open."""
        if kind.name != self._what.kind:
            self._opened.clear()
        self._what = replace(what, kind=kind.name)
        self._items.clear()
        self._read(self._items.invisibleRootItem(), ())

    def memory_at(self, index: QModelIndex) -> UUID | None:
        """The memory of a row; None on a branch."""
        told = index.data(_ID)
        return UUID(told) if told else None

    def _open(self, index: QModelIndex) -> None:
        path = index.data(_PATH)
        item = self._items.itemFromIndex(index)
        if not path or item is None:
            return
        self._opened.add(tuple(path))
        if not item.data(_READ):
            item.setData(True, _READ)
            self._read(item, tuple(path))

    def _close(self, index: QModelIndex) -> None:
        self._opened.discard(tuple(index.data(_PATH) or ()))

    def _read(self, into: QStandardItem, path: tuple[str, ...]) -> None:
        what, place = self._what, QPersistentModelIndex(into.index())

        def fetch(reverie: Reverie) -> tuple[TreeView, MemoryPage]:
            below = reverie.tree(what, path)
            leaves = replace(what, branch=path, limit=LEAVES, offset=0)
            return below, reverie.list_memories(leaves) if below.here else MemoryPage(0)

        def show(found: tuple[TreeView, MemoryPage]) -> None:
            if what == self._what and (not path or place.isValid()):
                branch = self._at(place) if path else None
                self._fill(branch or self._items.invisibleRootItem(), path, *found)

        self._desk.query(self, fetch, show, lambda refusal: self._refuse(what, refusal))

    def _at(self, place: QPersistentModelIndex) -> QStandardItem | None:
        return self._items.itemFromIndex(self._items.index(place.row(), place.column(), place.parent()))

    def _fill(self, into: QStandardItem, path: tuple[str, ...], below: TreeView, leaves: MemoryPage) -> None:
        into.removeRows(0, into.rowCount())
        for branch in below.branches:
            item = _item(self.tr("{0}  ({1:,})").format(_one_line(branch.name), branch.memories))
            item.setData([*path, branch.name], _PATH)
            item.appendRow(_item("…"))
            into.appendRow(item)
            if (*path, branch.name) in self._opened:
                self.expand(item.index())
        for row in leaves.rows:
            item = _item(_one_line(row.title) or self.tr("Without a name"))
            item.setData(str(row.id), _ID)
            into.appendRow(item)
        if (more := leaves.total - len(leaves.rows)) > 0:
            into.appendRow(_item(self.tr("and {0:,} more, in the list").format(more)))
        self.changed.emit()

    def _refuse(self, what: Listing, refusal: Refused) -> None:
        if what == self._what:
            self._items.clear()
            self._items.appendRow(_item(refusal.message))
            self.changed.emit()

    def _come_to(self, current: QModelIndex, _previous: QModelIndex) -> None:
        id = self.memory_at(current)
        if id is not None:
            self.chosen.emit(id)


def _item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    return item


def _one_line(text: str) -> str:
    return " ".join(text[: 4 * NAME].split())[:NAME]
