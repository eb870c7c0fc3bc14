"""Days to look at and to choose from: the week as bars, the year as a map; neither says anything by colour alone."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme, when
from ui.days import sums
from ui.days.sums import Sums

BAR_HEIGHT = 84
SHADES = (0.25, 0.5, 0.75, 1.0)
"""How strong the accent is for a quarter, a half, ... of the longest day."""

LABELS = 30


def _named(day: date, letters: str) -> str:
    """A day in the language of the window, in Qt's letters."""
    return QLocale().toString(QDate(day.year, day.month, day.day), letters)


class Days(QWidget):
    """Days that can be chosen by mouse and keys; says the one that is marked. Emits `chosen(date)`."""

    chosen = Signal(object)
    _steps: dict[Qt.Key, int] = {}

    def __init__(self, known: Sums, name: str) -> None:
        super().__init__()
        self._known = known
        self._day = self._today = date.min
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        known.grew.connect(self._say)

    def show_day(self, day: date, today: date) -> None:
        """Marks a day."""
        self._day, self._today = day, today
        self._say()

    def day_at(self, position: QPointF) -> date | None:
        """The day at a pixel."""
        raise NotImplementedError

    def tip(self, day: date) -> str:
        """A day in words."""
        seconds = self._known.seconds(day)
        if self._known.is_beyond_adding(day):
            told = self.tr("too much to add up")
        elif seconds is None:
            told = self.tr("being added up")
        else:
            told = when.length(seconds) if seconds else self.tr("nothing")
        return f"{when.day(day, self._today)}: {told}"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the day under the pointer."""
        self._choose(self.day_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from day to day."""
        by = self._steps.get(Qt.Key(event.key()), 0)
        if by:
            self._choose(self._day + timedelta(days=by))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Says what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos() + QPoint(0, 8), self.tip(day) if day else "", self)
            return True
        return super().event(event)

    def _choose(self, day: date | None) -> None:
        if day is not None and day <= self._today:
            self.chosen.emit(day)

    def _say(self) -> None:
        self.setAccessibleDescription(self.tip(self._day))
        self.update()

    def _draw_mark(self, painter: QPainter, place: QRectF) -> None:
        """Around the day that is chosen; doubled while the keys are here."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 2.5 if self.hasFocus() else 1.5))
        painter.drawRoundedRect(place, 3, 3)

    @property
    def _quiet(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.PlaceholderText)


class WeekBars(Days):
    """The week of the chosen day, a bar a day with its length above."""

    _steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

    def __init__(self, known: Sums) -> None:
        super().__init__(known, self.tr("The week"))
        self.setFixedHeight(BAR_HEIGHT + 44)

    @property
    def days(self) -> list[date]:
        """Monday to Sunday."""
        monday = self._day - timedelta(days=self._day.weekday())
        return [monday + timedelta(days=n) for n in range(7)]

    @property
    def total(self) -> float:
        """Seconds of the week, as far as they are known."""
        return sum(self._known.seconds(day) or 0.0 for day in self.days)

    def day_at(self, position: QPointF) -> date | None:
        """The day whose column is there."""
        return self.days[min(6, max(0, int(position.x() / max(1, self.width()) * 7)))]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the bars."""
        if self._day == date.min:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(3600.0, *(self._known.seconds(day) or 0.0 for day in self.days))
        column = self.width() / 7
        for at, day in enumerate(self.days):
            self._draw_day(painter, day, QRectF(at * column, 0, column, self.height()), most)

    def _draw_day(self, painter: QPainter, day: date, place: QRectF, most: float) -> None:
        seconds = self._known.seconds(day) or 0.0
        height = BAR_HEIGHT * seconds / most
        bar = QRectF(place.x() + place.width() / 4, 20 + BAR_HEIGHT - height, place.width() / 2, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        painter.drawRoundedRect(bar, 3, 3)
        middle = int(Qt.AlignmentFlag.AlignHCenter)
        painter.setPen(self._quiet)
        if seconds:
            painter.drawText(QRectF(place.x(), bar.y() - 20, place.width(), 18), middle, when.length(seconds))
        name = QRectF(place.x(), 20 + BAR_HEIGHT + 3, place.width(), 18)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text) if day == self._day else self._quiet)
        painter.drawText(name, middle, _named(day, "ddd d"))
        if day == self._day:
            width = painter.fontMetrics().horizontalAdvance(_named(day, "ddd d")) + 14
            self._draw_mark(painter, QRectF(name.center().x() - width / 2, name.y() - 1, width, 21))


class YearMap(Days):
    """The last 53 weeks, a column a week, a square a day, the stronger the longer."""

    _steps = {Qt.Key.Key_Left: -7, Qt.Key.Key_Right: 7, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

    def __init__(self, known: Sums) -> None:
        super().__init__(known, self.tr("The year, a square a day"))

    def sizeHint(self) -> QSize:
        """Seven squares and the months' names high."""
        return QSize(800, round(self._side * 7) + 24)

    @property
    def _side(self) -> float:
        return min(18.0, max(8.0, (self.width() - LABELS) / sums.WEEKS))

    def minimumSizeHint(self) -> QSize:
        """As narrow as squares of eight pixels."""
        return QSize(LABELS + 8 * sums.WEEKS, 7 * 18 + 24)

    def day_at(self, position: QPointF) -> date | None:
        """The day whose square is there."""
        week, row = int((position.x() - LABELS) // self._side), int((position.y() - 18) // self._side)
        if not (0 <= week < sums.WEEKS and 0 <= row < 7):
            return None
        day = sums.first_of_map(self._today) + timedelta(days=7 * week + row)
        return day if day <= self._today else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the squares and the months' names."""
        if self._today == date.min:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(theme.SMALL)
        painter.setFont(font)
        first = sums.first_of_map(self._today)
        days = [first + timedelta(days=n) for n in range((self._today - first).days + 1)]
        most = max(3600.0, *(self._known.seconds(day) or 0.0 for day in days))
        for day in days:
            self._draw_square(painter, day, self._place(day, first), most)
        self._draw_names(painter, days, first)

    def _place(self, day: date, first: date) -> QRectF:
        week, row = divmod((day - first).days, 7)
        side = self._side
        return QRectF(LABELS + week * side + 1, 18 + row * side + 1, side - 2, side - 2)

    def _draw_square(self, painter: QPainter, day: date, place: QRectF, most: float) -> None:
        seconds = self._known.seconds(day) or 0.0
        fill = QColor(self.palette().color(QPalette.ColorRole.Mid))
        fill.setAlphaF(0.45)
        if seconds:
            fill = QColor(self.palette().color(QPalette.ColorRole.Accent))
            fill.setAlphaF(SHADES[min(len(SHADES) - 1, int(seconds / most * len(SHADES)))])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(place, 2, 2)
        if day == self._day:
            self._draw_mark(painter, place.adjusted(-1, -1, 1, 1))

    def _draw_names(self, painter: QPainter, days: list[date], first: date) -> None:
        painter.setPen(self._quiet)
        for day in days:
            if day.day == 1:
                painter.drawText(QPointF(self._place(day, first).x(), 12), _named(day, "MMM"))
        for row in (0, 2, 4):
            name = _named(first + timedelta(days=row), "ddd")
            painter.drawText(QPointF(0, self._place(first + timedelta(days=row), first).bottom() - 1), name)
