"""A table of the memories of one kind, however many: columns from the kind, rows fetched a page at a time as they show.

A row that is not here yet is shown as dots, and asked for; of the pages seen only the latest are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication

from app.interfaces import (
    KindView,
    Listing,
    MemoryPage,
    MemoryRow,
    MemoryView,
    Query,
    Refused,
    Reverie,
    ThenView,
)
from ui import when
from ui.desk import Desk
from ui.ops import Query as Look

PAGE = 200
"""Memories fetched at a time."""

PAGES_KEPT = 30
"""Pages held; a page that was let go is asked for again when it shows."""

AT_ONCE = 3
"""Pages on their way at a time: of those that a scroll bar flies over the latest are wanted."""

FOUND = 100
"""Most memories shown that are only close in meaning."""

CELL = 300
"""Characters of a cell."""

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Order = Qt.SortOrder


def told(value: Any) -> str:
    """A field of a body as text; bodies hold JSON values, whatever their kind says."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {told(inner)}" for key, inner in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(told(inner) for inner in value)
    return str(value)


def told_time(value: Any, zone: ZoneInfo) -> str:
    """A field that holds a time, in the safe's zone; as it stands when it is none. Any: a JSON value."""
    try:
        return when.moment(datetime.fromisoformat(str(value)), zone)
    except ValueError:
        return told(value)


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what is said of it: whether it holds (or held at the time shown), and whether it was known then."""

    row: MemoryRow
    held: bool
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Part:
    """A page, and how many rows there are as far as is known; `by_meaning` when words alone found nothing."""

    total: int
    lines: list[Line]
    by_meaning: bool = False


class Memories(QAbstractTableModel):
    """Holds the pages that were looked at last. `changed` is emitted when rows came, or when there are none."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind: KindView | None = None
        self._what = Listing("")
        self._at: datetime | None = None
        self._total = 0
        self._pages: OrderedDict[int, list[Line]] = OrderedDict()
        self._stale: set[int] = set()
        self._looks: OrderedDict[int, Look[_Part]] = OrderedDict()
        self.by_meaning = False
        self.refusal = ""

    @property
    def loading(self) -> bool:
        """Whether rows are on their way."""
        return bool(self._looks)

    @property
    def total(self) -> int:
        """How many memories fit."""
        return self._total

    @property
    def order(self) -> tuple[int, Order]:
        """The column that the rows are ordered by, and which way."""
        fields = [column.field for column in self._columns]
        at = fields.index(self._what.order) if self._what.order in fields else len(fields)
        return at, Order.AscendingOrder if self._what.ascending else Order.DescendingOrder

    def show_kind(self, kind: KindView, what: Listing, at: datetime | None = None) -> None:
        """Shows the memories of a kind that fit `what` (its order stays as chosen), or all as they were `at` a time.

        The same once more is read again, while what is there stays.
        """
        same = self._kind is not None and kind.name == self._kind.name
        wanted = replace(what, order=self._what.order, ascending=self._what.ascending) if same else what
        if same and (wanted, at) == (self._what, self._at):
            self._kind = kind
            self._read_again()
            return
        self._begin(kind, wanted, at)

    def at(self, row: int) -> MemoryRow | None:
        """The memory in a row, None while it is not here."""
        line = self._line(row)
        return line.row if line is not None else None

    def row_of(self, id: object) -> int:
        """The row of a memory among those that are here, or -1."""
        for number, lines in self._pages.items():
            for place, line in enumerate(lines):
                if line.row.id == id:
                    return number * PAGE + place
        return -1

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many memories fit, here or not."""
        return 0 if parent.isValid() else self._total

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
        """A field of a memory in one line; asks for the page when it is not here. Any: Qt's own signature."""
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.FontRole,
        ):
            return None
        self._fetch(index.row() // PAGE)
        line = self._line(index.row())
        if role == Qt.ItemDataRole.FontRole:
            return _struck() if line is not None and not line.held else None
        return self._text(line, index.column()) if line is not None else "…"

    def sort(self, column: int, order: Order = Order.AscendingOrder) -> None:
        """Orders the rows anew, in the safe."""
        field = self._columns[column].field if column < len(self._columns) else ""
        wanted = replace(self._what, order=field, ascending=order is Order.AscendingOrder)
        if self._kind is not None and wanted != self._what:
            self._begin(self._kind, wanted, self._at)

    @property
    def _columns(self) -> tuple[Any, ...]:
        return self._kind.columns if self._kind is not None else ()

    def _begin(self, kind: KindView, what: Listing, at: datetime | None) -> None:
        for look in self._looks.values():
            look.cancel()
        self.beginResetModel()
        self._kind, self._what, self._at = kind, what, at
        self._total, self.by_meaning, self.refusal = 0, False, ""
        self._pages.clear()
        self._looks.clear()
        self._stale.clear()
        self.endResetModel()
        self._fetch(0)

    def _read_again(self) -> None:
        self._stale = set(self._pages)
        self._fetch(0)
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, self.columnCount() - 1))

    def _line(self, row: int) -> Line | None:
        lines = self._pages.get(row // PAGE, [])
        return lines[row % PAGE] if row % PAGE < len(lines) else None

    def _fetch(self, number: int) -> None:
        """Asks for a page off the window's thread, unless it is here or on its way."""
        if number in self._looks or (number in self._pages and number not in self._stale) or not self._kind:
            return
        self._stale.discard(number)
        read = _reading(self._what, self._at, number * PAGE)

        def came(part: _Part) -> None:
            self._looks.pop(number, None)
            self._take(number, part)

        def refused(refusal: Refused) -> None:
            self._looks.pop(number, None)
            self._pages[number] = []
            self.refusal = refusal.message
            self.changed.emit()

        self._looks[number] = self._desk.query(self, read, came, refused)
        while len(self._looks) > AT_ONCE:
            self._looks.popitem(last=False)[1].cancel()

    def _take(self, number: int, part: _Part) -> None:
        self._pages[number] = part.lines
        self._pages.move_to_end(number)
        while len(self._pages) > PAGES_KEPT:
            self._stale.discard(self._pages.popitem(last=False)[0])
        self.by_meaning = part.by_meaning
        self._resize(part.total)
        first, last = number * PAGE, min(self._total, (number + 1) * PAGE) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self.changed.emit()

    def _resize(self, total: int) -> None:
        if total > self._total:
            self.beginInsertRows(ROOT, self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(ROOT, total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def _text(self, line: Line, column: int) -> str:
        if column < len(self._columns):
            return self._cell(line.row.cells.get(self._columns[column].field), self._columns[column].field)
        since = when.moment(line.row.valid_from, self._desk.zone)
        if not line.known:
            return self.tr("{0} · learned later").format(since)
        if self._at is not None and not line.held:
            return self.tr("{0} · believed then").format(since)
        return self.tr("{0} · pinned").format(since) if line.row.pinned else since

    def _cell(self, value: Any, field: str) -> str:
        """A field in one line; times in the safe's zone. Any: whatever a body may hold."""
        type = next((one.type for one in self._kind.fields if one.name == field), "") if self._kind else ""
        if type == "time":
            return told_time(value, self._desk.zone)[:CELL]
        return " ".join(told(value)[: 2 * CELL].split())[:CELL]


def _reading(what: Listing, at: datetime | None, offset: int) -> Callable[[Reverie], _Part]:
    """Reads the page that begins at `offset`."""
    if at is not None:
        return lambda reverie: _then(reverie.as_of(at, what.kind, PAGE, offset), offset)
    wanted = replace(what, limit=PAGE, offset=offset)
    return lambda reverie: _listed(reverie, wanted)


def _listed(reverie: Reverie, what: Listing) -> _Part:
    page: MemoryPage = reverie.list_memories(what)
    if not page.total and what.words and what == Listing(what.kind, what.words, limit=what.limit):
        lines = [Line(_row(memory), memory.current) for memory in _found(reverie, what)]
        return _Part(len(lines), lines, by_meaning=bool(lines))
    return _Part(page.total, [Line(row, row.current) for row in page.rows])


def _found(reverie: Reverie, what: Listing) -> Iterable[MemoryView]:
    """What a search finds among the memories of a kind, best first."""
    hits = reverie.search(Query(text=what.words, kinds=(what.kind,), limit=FOUND)).hits
    return [reverie.memory(hit.id) for hit in hits if hit.type == "memory"]


def _then(page: list[ThenView], offset: int) -> _Part:
    """How many there are is not told: a full page has one more row, which asks for the next when it shows."""
    lines = [Line(_row(one.memory, one.body), one.held, one.known) for one in page]
    return _Part(offset + len(lines) + (len(lines) == PAGE), lines)


def _row(memory: MemoryView, body: dict[str, Any] | None = None) -> MemoryRow:
    return MemoryRow(
        memory.id, memory.title, memory.body if body is None else body, memory.current, memory.valid_from,
        memory.pinned, memory.author, memory.has_secret,
    )  # fmt: skip


def _struck() -> QFont:
    """The font of a memory that is no longer so."""
    font = QGuiApplication.font()
    font.setStrikeOut(True)
    return font
