"""What narrows a list of memories: words, what holds, who wrote it, since when, pinned ones, a day of the past."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QWidget

from app.interfaces import KindView, Listing
from ui import pieces, theme, when
from ui.desk import Desk

TYPING = 250
"""Milliseconds after the last key before a search begins."""


class FilterBar(QWidget):
    """Two lines of filters. Emits `changed` when something else is wanted."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._typing = QTimer(self, interval=TYPING, singleShot=True)
        self._typing.timeout.connect(self.changed)
        self._build()

    @property
    def at(self) -> datetime | None:
        """The last moment of the day asked for, or None for the present."""
        if not self.then.isChecked():
            return None
        chosen = self.day.date()
        _, end = when.bounds(date(chosen.year(), chosen.month(), chosen.day()), self._desk.zone)
        return end - timedelta(microseconds=1)

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out of the present list."""
        return self.listing_of("") != Listing("")

    def listing(self, kind: KindView) -> Listing:
        """What is wanted of a kind."""
        return self.listing_of(kind.name)

    def listing_of(self, kind: str) -> Listing:
        """What is wanted of the kind of that name."""
        days = self.since.currentData()
        midnight = self._desk.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return Listing(
            kind, self.search.text().strip(), self.holds.currentData(), self.pinned.isChecked(),
            self.author.currentData(), midnight - timedelta(days=days) if days is not None else None,
        )  # fmt: skip

    def begin(self) -> None:
        """The keyboard goes to the words."""
        self.search.setFocus()
        self.search.selectAll()

    def clear(self) -> None:
        """Leaves nothing out."""
        self.search.clear()
        for box in (self.holds, self.author, self.since):
            box.setCurrentIndex(0)
        for tick in (self.pinned, self.then):
            tick.setChecked(False)
        self.changed.emit()

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter these memories ( / )"))
        self.search.setAccessibleName(self.tr("Search these memories"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.first = pieces.row()
        self.first.addWidget(self.search, 1)
        body = pieces.column(self, 0, theme.GRID)
        body.addLayout(self.first)
        body.addLayout(self._build_choices())

    def _build_choices(self) -> QHBoxLayout:
        self.holds = self._choice(
            self.tr("What holds"),
            ((self.tr("So now"), True), (self.tr("No longer so"), False), (self.tr("Now and before"), None)),
        )
        self.author = self._choice(
            self.tr("Who wrote it"),
            ((self.tr("By anyone"), ""), (self.tr("By Reverie"), "agent"), (self.tr("By you"), "user"),
             (self.tr("By dreams"), "dream"), (self.tr("By imports"), "import")),
        )  # fmt: skip
        self.since = self._choice(
            self.tr("Since when"),
            ((self.tr("From any time"), None), (self.tr("Since today"), 0), (self.tr("Last 7 days"), 6),
             (self.tr("Last 30 days"), 29), (self.tr("Last year"), 364)),
        )  # fmt: skip
        self.pinned = QCheckBox(self.tr("Pinned"))
        self.pinned.toggled.connect(lambda _on: self.changed.emit())
        line = pieces.row()
        for widget in (self.holds, self.author, self.since, self.pinned):
            line.addWidget(widget)
        line.addStretch(1)
        for then in self._build_then():
            line.addWidget(then)
        return line

    def _build_then(self) -> tuple[QWidget, QWidget]:
        self.then = QCheckBox(self.tr("As it was on"))
        self.then.toggled.connect(self._then_toggled)
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(when.day_format())
        self.day.setMaximumDate(QDate.currentDate())
        self.day.setAccessibleName(self.tr("As it was on this day"))
        self.day.hide()
        self.day.dateChanged.connect(lambda _day: self.changed.emit())
        return self.then, self.day

    def _choice(self, name: str, choices: tuple[tuple[str, object], ...]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        for text, value in choices:
            box.addItem(text, value)
        box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        return box

    def _then_toggled(self, on: bool) -> None:
        # One takes the other's place: both have no room in a narrow window.
        self.day.setVisible(on)
        self.pinned.setHidden(on)
        for widget in (self.search, self.holds, self.author, self.since, self.pinned):
            widget.setEnabled(not on)
        self.changed.emit()
