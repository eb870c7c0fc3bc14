"""The conversations at the side of the chat: their list, searched by words of any of their lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListView

from app.interfaces import ThreadView
from ui import pieces, theme, when
from ui.desk import Desk

TYPING = 250
"""Milliseconds after the last key before conversations are searched."""

OPEN, FOLDED = 228, 56
"""How wide the side is, in pixels."""


class Threads(QAbstractListModel):
    """The threads, the last one first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._threads: list[ThreadView] = []

    def fill(self, threads: Sequence[ThreadView]) -> None:
        """Shows these threads."""
        self.beginResetModel()
        self._threads = sorted(threads, key=lambda thread: thread.last, reverse=True)
        self.endResetModel()

    def at(self, row: int) -> ThreadView:
        """The thread in a row."""
        return self._threads[row]

    def row_of(self, thread: str) -> int:
        """The row of a thread, or -1."""
        return next((i for i, known in enumerate(self._threads) if known.thread == thread), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own
        """How many threads there are."""
        return 0 if parent.isValid() else len(self._threads)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Title, and the time of the last line as a tooltip."""
        thread = self._threads[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(thread.title.split()) or self.tr("A conversation")
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = self.tr("{0}, %Ln line(s)", "", thread.turns)
            return lines.format(when.moment(thread.last, self._desk.zone))
        return None


class ThreadsSide(QFrame):
    """Lists and finds conversations. Emits `chosen(str)` with a thread, and `wants_new`."""

    chosen = Signal(str)
    wants_new = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown = ""
        theme.look(self, "side")
        self.setFixedWidth(OPEN)
        self.model = Threads(desk)
        self.model.setParent(self)
        self._typing = QTimer(self, interval=TYPING, singleShot=True)
        self._typing.timeout.connect(self.refresh)
        self._list = self._build_list()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search conversations"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.none = pieces.label(self.tr("No conversation holds these words."), "quiet", wrap=True)
        self.none.hide()
        self._new = pieces.button(self.tr("New chat"), self.wants_new.emit)
        self._fold = pieces.IconButton("sidebar", self.tr("Hide conversations"), self._toggle)
        head = pieces.row()
        head.addWidget(self._new, 1)
        head.addWidget(self._fold)
        inside = pieces.column(self, theme.GRID + 4)
        inside.addLayout(head)
        inside.addWidget(self.search)
        inside.addWidget(self.none)
        inside.addWidget(self._list, 1)

    def show_chosen(self, thread: str) -> None:
        """Marks the conversation that is shown; one that is not listed yet once it is."""
        self._shown = thread
        self._mark()

    def refresh(self) -> None:
        """Looks for the conversations that hold the words searched for."""
        words = self.search.text().strip()

        def show(threads: list[ThreadView]) -> None:
            if words == self.search.text().strip():
                self._show(threads)

        self._desk.query(self, lambda reverie: reverie.threads(words), show)

    def _build_list(self) -> QListView:
        made = QListView()
        made.setModel(self.model)
        made.setAccessibleName(self.tr("Conversations"))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.clicked.connect(self._choose)
        made.activated.connect(self._choose)
        return made

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.at(index.row()).thread)

    def _show(self, threads: list[ThreadView]) -> None:
        self.model.fill(threads)
        self.none.setVisible(not threads and bool(self.search.text().strip()) and not self._list.isHidden())
        self._mark()

    def _mark(self) -> None:
        row = self.model.row_of(self._shown)
        if row >= 0:
            self._list.setCurrentIndex(self.model.index(row))
        else:
            self._list.clearSelection()

    def _toggle(self) -> None:
        folds = self._list.isVisible()
        for widget in (self._list, self.search):
            widget.setVisible(not folds)
        self.none.hide()
        self.setFixedWidth(FOLDED if folds else OPEN)
        self._new.setVisible(not folds)
        self._fold.wear("sidebar", self.tr("Show conversations") if folds else self.tr("Hide conversations"))
