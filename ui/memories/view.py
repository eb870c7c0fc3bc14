"""The memories view: a tab for each kind, a table of its memories, a search, and the page of the one chosen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QDate, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTableView,
    QWidget,
)

from app.events import Forgotten, MemoriesChanged
from app.interfaces import KindView
from ui import exporting, pieces, theme, when
from ui.desk import Desk
from ui.memories.inbox import InboxDialog, LogDialog
from ui.memories.model import Memories
from ui.memories.page import MemoryPage
from ui.memories.undoing import UndoDayDialog
from ui.pictures import Pictures

TYPING = 250
"""Milliseconds after the last key before a search begins."""

ASKED = 50
"""Rows looked at to tell whether a kind holds secrets."""

REFRESH = 800
"""Milliseconds after a change before the visible page is read again."""


class MemoriesView(QWidget):
    """Shows the memories of one kind at a time; which kinds there are is asked, never known."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        super().__init__()
        self._desk = desk
        self._pictures = pictures
        self._kinds: list[KindView] = []
        theme.look(self, "page")
        self.model = Memories(desk, self)
        self.model.changed.connect(self._rows_came)
        self._build()
        self._typing = QTimer(self, interval=TYPING, singleShot=True)
        self._typing.timeout.connect(self._show_kind)
        self._refresh = QTimer(self, interval=REFRESH, singleShot=True)
        self._refresh.timeout.connect(self._read_kinds)
        desk.bridge.memories_changed.connect(self._changed)
        desk.bridge.forgotten.connect(self._forgotten)
        self._read_kinds()

    @property
    def kind(self) -> KindView | None:
        """The kind shown now."""
        at = self.tabs.currentIndex()
        return self._kinds[at] if 0 <= at < len(self._kinds) else None

    def open_memory(self, id: UUID) -> None:
        """Shows the page of a memory, whatever its kind."""
        self.page.open(id)
        self._right.setCurrentWidget(self.page)

    def _build(self) -> None:
        body = pieces.column(self, 2 * theme.GRID, theme.GRID + 4)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Kinds of memory"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.currentChanged.connect(lambda _at: self._kind_chosen())
        body.addWidget(self.tabs)
        body.addLayout(self._build_filter())
        self._guide = pieces.label("", "quiet", wrap=True)
        body.addWidget(self._guide)
        body.addWidget(self._build_waiting())
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._build_left())
        parts.addWidget(self._build_right())
        parts.setSizes([620, 420])
        parts.setHandleWidth(2 * theme.GRID)
        body.addWidget(parts, 1)

    def _build_filter(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search these memories"))
        self.search.setAccessibleName(self.tr("Search these memories"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.past = QCheckBox(self.tr("Also what is no longer so"))
        self.past.toggled.connect(lambda _on: self._show_kind())
        self.then = QCheckBox(self.tr("As it was on"))
        self.then.toggled.connect(self._then_toggled)
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("d MMM yyyy")
        self.day.setMaximumDate(QDate.currentDate())
        self.day.setAccessibleName(self.tr("As it was on this day"))
        self.day.setEnabled(False)
        self.day.dateChanged.connect(lambda _day: self._show_kind())
        line = pieces.row()
        line.addWidget(self.search, 1)
        for widget in (self.past, self.then, self.day):
            line.addWidget(widget)
        line.addWidget(pieces.button(self.tr("Undo a day…"), self._undo_a_day))
        line.addWidget(pieces.button(self.tr("Export…"), self._export))
        return line

    def _build_waiting(self) -> QWidget:
        """Shown for a kind that has something in the inbox, or holds secrets."""
        self.waiting = pieces.Card("calm", gap=4)
        line = pieces.row()
        self._waits = pieces.label("", wrap=True)
        self.look = pieces.button(self.tr("Look at them…"), self._look_at_inbox, "main")
        self.log = pieces.button(self.tr("When secrets were shown…"), self._look_at_log)
        line.addWidget(self._waits, 1)
        line.addWidget(self.look)
        line.addWidget(self.log)
        self.waiting.inside.addLayout(line)
        self.waiting.hide()
        return self.waiting

    def _then_toggled(self, on: bool) -> None:
        self.day.setEnabled(on)
        for widget in (self.search, self.past):
            widget.setEnabled(not on)
        self._show_kind()

    def _at(self) -> datetime | None:
        """The last moment of the day asked for, or None for the present."""
        if not self.then.isChecked():
            return None
        chosen = self.day.date()
        _, end = when.bounds(date(chosen.year(), chosen.month(), chosen.day()), self._desk.zone)
        return end - timedelta(microseconds=1)

    def _undo_a_day(self) -> None:
        UndoDayDialog(self, self._desk, self._read_kinds).open()

    def _export(self) -> None:
        kind = self.kind
        shown = [exporting.of_kind(kind)] if kind is not None else []
        scopes = [*shown, exporting.of_kinds(self._kinds), exporting.everything()]
        exporting.ExportDialog(self, self._desk, scopes).open()

    def _look_at_inbox(self) -> None:
        InboxDialog(self, self._desk, self._read_kinds).open()

    def _look_at_log(self) -> None:
        LogDialog(self, self._desk).open()

    def _show_waiting(self) -> None:
        kind = self.kind
        number = kind.waiting if kind is not None else 0
        secret = any(self.model.at(row).has_secret for row in range(min(self.model.rowCount(), ASKED)))
        self._waits.setText(self.tr("What waits for your word: {0}").format(number) if number else "")
        self.look.setVisible(bool(number))
        self.log.setVisible(secret)
        self.waiting.setVisible(bool(number) or secret)

    def _build_left(self) -> QWidget:
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Memories"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(38)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self._nothing = pieces.Empty("memories", self.tr("Nothing here yet"), "")
        self._left = QStackedWidget()
        self._left.addWidget(self.table)
        self._left.addWidget(self._nothing)
        return self._left

    def _build_right(self) -> QWidget:
        self.page = MemoryPage(self._desk, self._pictures)
        self.page.forgotten.connect(self._read_kinds)
        self._choose = pieces.Empty(
            "memories",
            self.tr("Choose a memory"),
            self.tr("Its page shows what Reverie knows, where it comes from and how it changed."),
        )
        self._right = QStackedWidget()
        self._right.addWidget(self._choose)
        self._right.addWidget(self.page)
        return self._right

    def _read_kinds(self) -> None:
        self._desk.query(self, lambda reverie: reverie.kinds(), self._show_kinds)

    def _show_kinds(self, kinds: list[KindView]) -> None:
        before = self.kind
        names = [kind.name for kind in self._kinds]
        self._kinds = kinds
        if names != [kind.name for kind in kinds]:
            self._rebuild_tabs()
        for at, kind in enumerate(kinds):
            self.tabs.setTabText(at, f"{kind.title}  {kind.memories:,}" if kind.memories else kind.title)
            self.tabs.setTabToolTip(at, kind.guide[:300])
        if before is None or (self.kind is not None and before.name == self.kind.name):
            self._show_kind()

    def _rebuild_tabs(self) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for kind in self._kinds:
            self.tabs.addTab(kind.title)
        self.tabs.blockSignals(False)

    def _kind_chosen(self) -> None:
        self._right.setCurrentWidget(self._choose)
        self.page.clear()
        self._show_kind()

    def _show_kind(self) -> None:
        kind = self.kind
        if kind is None:
            return
        self._guide.setText(first_sentence(kind.guide))
        self._left.setCurrentWidget(self.table)
        self.model.show_kind(kind, self.past.isChecked(), self.search.text().strip(), self._at())
        self._show_waiting()
        self._fit_columns()

    def _fit_columns(self) -> None:
        header = self.table.horizontalHeader()
        last = self.model.columnCount() - 1
        for at in range(last + 1):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(last, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(last, 150)

    def _rows_came(self) -> None:
        self._show_waiting()
        if self.model.rowCount():
            self._left.setCurrentWidget(self.table)
            return
        searched = bool(self.search.text().strip())
        self._nothing.title.setText(self.tr("Nothing found") if searched else self.tr("Nothing here yet"))
        self._nothing.hint.setText(
            self.tr("No memory of this kind has these words or their meaning.")
            if searched
            else self.tr("These appear by themselves while Reverie digests what it saw.")
        )
        self._left.setCurrentWidget(self._nothing)

    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.open_memory(self.model.at(current.row()).id)

    def _changed(self, event: MemoriesChanged) -> None:
        if self.page.memory_id is not None and self.page.memory_id in event.ids:
            self.page.open(self.page.memory_id)
        self._refresh.start()

    def _forgotten(self, event: Forgotten) -> None:
        if self.page.memory_id in event.ids:
            self.page.clear()
            self._right.setCurrentWidget(self._choose)
        self._refresh.start()


def first_sentence(guide: str) -> str:
    """The first sentence of a kind's guide: enough to know what belongs there."""
    text = " ".join(guide.split())
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]
