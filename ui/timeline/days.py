"""The day picker: previous and next day with frames, and a calendar in which such days are marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QFont, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QWidget

from app.interfaces import DayView
from ui import pieces, when


class DayPicker(QWidget):
    """Chooses a day. Emits `chosen(date)`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._days: list[date] = []
        self._day = self._today = date.min
        self._before = pieces.IconButton("previous", self.tr("Day before"), lambda: self._step(-1))
        self._after = pieces.IconButton("next", self.tr("Day after"), lambda: self._step(1))
        self._name = pieces.button("", self._open_calendar, name=self.tr("Choose a day"))
        self._name.setMinimumWidth(150)
        inside = pieces.row(self, 0, 4)
        for widget in (self._before, self._name, self._after):
            inside.addWidget(widget)

    def fill(self, days: Sequence[DayView]) -> None:
        """Knows these days with frames."""
        self._days = sorted(date.fromisoformat(day.day) for day in days if day.frames)
        self._enable()

    def show_day(self, day: date, today: date) -> None:
        """Shows the day, without telling."""
        self._day, self._today = day, today
        self._name.setText(when.day(day, today))
        self._enable()

    @property
    def last(self) -> date | None:
        """The last day with frames."""
        return self._days[-1] if self._days else None

    def _neighbour(self, by: int) -> date | None:
        beside = [d for d in self._days if (d > self._day if by > 0 else d < self._day)]
        return (min(beside) if by > 0 else max(beside)) if beside else None

    def _step(self, by: int) -> None:
        day = self._neighbour(by)
        if day is not None:
            self.chosen.emit(day)

    def _enable(self) -> None:
        self._before.setEnabled(self._neighbour(-1) is not None)
        self._after.setEnabled(self._neighbour(1) is not None)

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setAccessibleName(self.tr("Days with something to see are bold"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        for day in self._days:
            calendar.setDateTextFormat(QDate(day.year, day.month, day.day), self._marked())
        calendar.clicked.connect(lambda picked: self._picked(popup, picked))
        calendar.activated.connect(lambda picked: self._picked(popup, picked))
        pieces.column(popup, 4).addWidget(calendar)
        popup.move(self._name.mapToGlobal(self._name.rect().bottomLeft()))
        popup.show()
        calendar.setFocus()

    def _marked(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.Bold)
        form.setForeground(self.palette().color(QPalette.ColorRole.Accent))
        return form

    def _picked(self, popup: QWidget, picked: QDate) -> None:
        popup.close()
        self.chosen.emit(date(picked.year(), picked.month(), picked.day()))
