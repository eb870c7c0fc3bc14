"""What the page of days knows: a day or a week in full, and how long each day of the last year was; in pieces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app.interfaces import DaySpent, DayView, ReelView, Refused, Reverie, SpentView
from ui import when
from ui.desk import Desk

CELL = 120
"""Seconds of a cell on the strip of a day."""

WEEKS = 53
"""Weeks of the year's map."""

Month = tuple[int, int]


class Sums(QObject):
    """Emits `came(SpentView, ReelView | None)` for the days asked for last, or `refused(Refused)`; `grew` with more."""

    came = Signal(object, object)
    refused = Signal(object)
    grew = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._turn = 0
        self._asked: tuple[date, date] | None = None
        self._seconds: dict[date, float] = {}
        self._counted: set[date] = set()
        self._wanted: list[Month] = []
        self._too_many: set[Month] = set()

    @property
    def last(self) -> date | None:
        """The last day that holds anything."""
        return max(self._counted, default=None)

    def seconds(self, day: date) -> float | None:
        """How long something was on screen that day; None while it is not known."""
        if day not in self._counted:
            return 0.0
        return self._seconds.get(day)

    def neighbour(self, day: date, by: int) -> date | None:
        """The next (1) or previous (-1) day that holds anything."""
        beside = [one for one in self._counted if (one > day if by > 0 else one < day)]
        return (min(beside) if by > 0 else max(beside)) if beside else None

    def is_beyond_adding(self, day: date) -> bool:
        """Whether there is too much in the day's month to add it up."""
        return (day.year, day.month) in self._too_many

    def ask(self, first: date, last: date) -> None:
        """Asks for these days in full, the last one too; the cells of the strip are those of one day alone."""
        asked = self._asked = (first, last)
        since, until = when.bounds(first, self._desk.zone)[0], when.bounds(last, self._desk.zone)[1]

        def fetch(reverie: Reverie) -> tuple[SpentView, ReelView | None]:
            reel = reverie.reel(since, until, CELL) if first == last else None
            return reverie.spent(since, until), reel

        def show(fetched: tuple[SpentView, ReelView | None]) -> None:
            if asked == self._asked:
                self.came.emit(*fetched)

        self._desk.query(self, fetch, show, self.refused.emit)

    def read(self) -> None:
        """Reads everything again: which days there are, then how long they were, the latest month first."""
        self._turn += 1
        self._seconds.clear()
        self._too_many.clear()
        turn = self._turn

        def show(days: list[DayView]) -> None:
            if turn == self._turn:
                self._counted = {date.fromisoformat(day.day) for day in days if day.frames}
                self._wanted = _months(self._counted, self._desk.now.date())
                self.grew.emit()
                self._next_month()

        self._desk.query(self, lambda reverie: reverie.days(), show)

    def read_month(self, day: date) -> None:
        """Reads the month of a day again."""
        self._counted.add(day)
        self._read_month((day.year, day.month))

    def _next_month(self) -> None:
        if self._wanted:
            self._read_month(self._wanted.pop(0))

    def _read_month(self, month: Month) -> None:
        turn, (since, until) = self._turn, month_bounds(month, self._desk.zone)

        def keep(days: list[DaySpent]) -> None:
            if turn != self._turn:
                return
            # A day of single glances has frames and no time.
            self._seconds |= {day: 0.0 for day in self._counted if (day.year, day.month) == month}
            self._seconds |= {date.fromisoformat(day.day): day.seconds for day in days}
            self.grew.emit()
            self._next_month()

        def refused(_refusal: Refused) -> None:
            # Said where the month is drawn; a refusal of every month in the strip would bury what matters there.
            if turn == self._turn:
                self._too_many.add(month)
                self.grew.emit()
                self._next_month()

        self._desk.query(self, lambda reverie: reverie.spent_by_day(since, until), keep, refused)


def month_bounds(month: Month, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The half-open stretch of a local month."""
    first = date(*month, 1)
    behind = (first + timedelta(days=31)).replace(day=1)
    return when.bounds(first, zone)[0], when.bounds(behind, zone)[0]


def first_of_map(today: date) -> date:
    """The Monday with which the year's map begins."""
    return today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))


def _months(days: Iterable[date], today: date) -> list[Month]:
    first = first_of_map(today)
    return sorted({(day.year, day.month) for day in days if day >= first}, reverse=True)
