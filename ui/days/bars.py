"""Sums as bars: a name, how long, and a bar as long as its share; and the strip of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QToolTip, QWidget

from app.interfaces import ReelView, SpentOn
from ui import appicons, pieces, theme, when
from ui.timeline import strip
from ui.timeline.strip import Piece, Sort

SHOWN = 6
"""Sums shown in a list."""

ICON = 18


class Sum(QWidget):
    """One name with its bar."""

    def __init__(self, sum: SpentOn, most: float) -> None:
        super().__init__()
        self._sum = sum
        self._share = sum.seconds / most if most else 0.0
        told = when.length(sum.seconds)
        self.setAccessibleName(f"{sum.name}, {told}")
        said = " · ".join(dict.fromkeys(filter(None, (sum.name, sum.app, told))))
        self.setToolTip(pieces.plain_tip(said))
        self.setFixedHeight(40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws icon, name, length and bar."""
        painter, width = QPainter(self), self.width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, accent = (
            self.palette().color(role) for role in (QPalette.ColorRole.Text, QPalette.ColorRole.Accent)
        )
        painter.save()
        appicons.draw(painter, QRectF(0, 2, ICON, ICON), self._sum.app or self._sum.name, ink)
        painter.restore()
        told = when.length(self._sum.seconds)
        room = painter.fontMetrics().horizontalAdvance(told) + theme.GRID
        name = QRectF(ICON + theme.GRID, 0, width - ICON - theme.GRID - room, 22)
        painter.setPen(ink)
        text = painter.fontMetrics().elidedText(
            self._sum.name, Qt.TextElideMode.ElideMiddle, int(name.width())
        )
        painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        right = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignRight)
        painter.drawText(QRectF(0, 0, width, 22), right, told)
        painter.setPen(Qt.PenStyle.NoPen)
        left = ICON + theme.GRID
        for fill, share in ((self.palette().color(QPalette.ColorRole.Mid), 1.0), (accent, self._share)):
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(left, 26, max(4.0, (width - left) * share), 5), 2.5, 2.5)


class SumList(pieces.Card):
    """The longest sums under a heading."""

    def __init__(self, title: str, empty: str) -> None:
        super().__init__()
        self._empty = empty
        self._rows = pieces.column(None, 0, 2)
        self.inside.addWidget(pieces.label(title, "heading"))
        self.inside.addLayout(self._rows)
        self.inside.addStretch(1)

    def show_sums(self, sums: Sequence[SpentOn]) -> None:
        """Shows these, the longest first."""
        pieces.empty(self._rows)
        most = max((one.seconds for one in sums), default=0.0)
        for one in sums[:SHOWN]:
            self._rows.addWidget(Sum(one, most))
        if not sums:
            self._rows.addWidget(pieces.label(self._empty, "muted", wrap=True))


class DayStrip(QWidget):
    """A day from its first to its last hour with anything in it. Emits `sought(time)` on a click."""

    sought = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[Piece] = []
        self._since = self._until = datetime(1970, 1, 1, tzinfo=UTC)
        self._zone = ZoneInfo("UTC")
        self.setFixedHeight(52)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("The day as a strip"))

    @property
    def pieces(self) -> list[Piece]:
        """What is shown."""
        return self._pieces

    def show_day(self, reel: ReelView, zone: ZoneInfo) -> None:
        """Shows the hours in which anything was seen."""
        self._zone, self._pieces = zone, []
        if reel.cells:
            first, last = reel.cells[0].time.astimezone(zone), reel.cells[-1].time.astimezone(zone)
            self._since = first.replace(minute=0, second=0, microsecond=0)
            # Whole hours by the clock on the wall, an hour at least.
            self._until = datetime.fromtimestamp((last.timestamp() // 3600 + 1) * 3600, zone)
            self._pieces = strip.lay(reel.cells, reel.seconds, reel.coverage, self._since, self._until)
            self.setAccessibleDescription(when.stretch(first, last, zone))
        self.update()

    def time_at(self, x: float) -> datetime:
        """The moment at a pixel."""
        return self._since + (self._until - self._since) * (x / max(1, self.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Says which time was meant."""
        if self._pieces:
            self.sought.emit(self.time_at(event.position().x()))

    def event(self, event: QEvent) -> bool:
        """Says what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._pieces:
            time = self.time_at(event.pos().x())
            found = next((one for one in self._pieces if one.start <= time < one.end), None)
            QToolTip.showText(
                event.globalPos() + QPoint(0, 8), pieces.plain_tip(self._tip(found)) if found else "", self
            )
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the apps in their colours, what stood still paler, and the hours."""
        painter = QPainter(self)
        dark = self.palette().color(QPalette.ColorRole.Window).lightness() < 128
        painter.fillRect(QRectF(0, 0, self.width(), 30), self.palette().color(QPalette.ColorRole.Shadow))
        for piece in self._pieces:
            if piece.sort is Sort.GAP:
                continue
            fill = strip.colour(piece.app, dark)
            fill.setAlphaF(1.0 if piece.sort is Sort.APP else 0.35)
            left, right = self._x(piece.start), self._x(piece.end)
            painter.fillRect(QRectF(left, 0, max(1.0, right - left), 30), fill)
        self._draw_hours(painter)

    def _draw_hours(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setPixelSize(theme.SMALL)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        hours = round((self._until - self._since).total_seconds() / 3600) if self._pieces else 0
        every = max(1, -(-hours * 60 // max(1, self.width())))
        for hour in range(0, hours, every):
            at = self._since.timestamp() + hour * 3600
            time = datetime.fromtimestamp(at, self._zone)
            painter.drawText(QPointF(self._x(time) + 2, 46), f"{time:%H:%M}")

    def _x(self, time: datetime) -> float:
        return self.width() * ((time - self._since) / (self._until - self._since))

    def _tip(self, piece: Piece) -> str:
        span = when.stretch(piece.start, piece.end, self._zone)
        if piece.sort is Sort.GAP:
            return self.tr("{0}: {1}").format(span, piece.why or self.tr("Reverie was not running"))
        return " · ".join(filter(None, (span, piece.app)))
