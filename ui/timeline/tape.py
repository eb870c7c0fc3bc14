"""The tape below the picture: cells of a day, gaps, times and a playhead; only what is visible is painted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.interfaces import CoverageView, FrameView
from ui import theme, when, words
from ui.timeline import strip

NARROWEST, WIDEST, GAP_WIDTH = 4.0, 22.0, 34.0
TOP, HEIGHT = 20.0, 34.0
HOUR_ROOM = 44
"""Pixels that a time below the tape needs."""


class Tape(QWidget):
    """Shows where in the day we are. Emits `moved(int)` with the frame a person went to."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._frames: Sequence[FrameView] = ()
        self._coverage: Sequence[CoverageView] = ()
        self._runs: list[strip.Run] = []
        self._cells: list[strip.Cell] = []
        self._of_frame: list[strip.Cell] = []
        self._zone = ZoneInfo("UTC")
        self._at = 0
        self._wheeled = 0
        self.setAccessibleName(self.tr("The day as a tape"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(78)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(800, 78)

    @property
    def cells(self) -> list[strip.Cell]:
        """The cells as laid out now."""
        return self._cells

    def fill(self, frames: Sequence[FrameView], coverage: Sequence[CoverageView], zone: ZoneInfo) -> None:
        """Shows another day."""
        self._frames, self._coverage, self._zone = frames, coverage, zone
        self._runs = strip.runs(frames)
        self._at = min(self._at, max(0, len(frames) - 1))
        self._lay_out()
        self.update()

    def go(self, at: int) -> None:
        """Puts the playhead on a frame, without telling."""
        self._at = at
        if self._frames:
            self.setAccessibleDescription(self._told(at))
        self.update()

    def tip(self, cell: strip.Cell) -> str:
        """What a cell is, in words: time and app, or why there is a gap."""
        return self._gap_told(cell.frame) if cell.gap else self._told(cell.frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays the cells out again."""
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the visible cells, the runs' names, times and the playhead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._cells:
            visible = self._visible()
            self._draw_cells(painter, visible)
            self._draw_names(painter)
            self._draw_times(painter, visible)
            self._draw_playhead(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to the frame under the pointer."""
        self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging goes along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One notch, one frame."""
        delta = event.angleDelta()
        self._wheeled += delta.y() or delta.x()
        steps = int(self._wheeled / 120)
        self._wheeled -= steps * 120
        if steps and self._frames:
            self.moved.emit(min(len(self._frames) - 1, max(0, self._at - steps)))

    def event(self, event: QEvent) -> bool:
        """Says what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self._cell_at(event.pos().x())
            QToolTip.showText(event.globalPos() + QPoint(0, 8), self.tip(cell) if cell else "", self)
            return True
        return super().event(event)

    def _lay_out(self) -> None:
        gaps = sum(1 for cell in strip.cells(self._frames, 1, 1) if cell.gap)
        room = max(1.0, self.width() - gaps * GAP_WIDTH)
        width = min(WIDEST, max(NARROWEST, room / max(1, len(self._frames))))
        self._cells = strip.cells(self._frames, width, GAP_WIDTH)
        self._of_frame = [cell for cell in self._cells if not cell.gap]

    @property
    def _whole(self) -> float:
        last = self._cells[-1]
        return last.x + last.w

    @property
    def _left(self) -> float:
        """The tape's x at the widget's left edge: the playhead stays in the middle where the tape is longer."""
        if self._whole <= self.width():
            return -(self.width() - self._whole) / 2
        cell = self._of_frame[self._at]
        return min(self._whole - self.width(), max(0.0, cell.x + cell.w / 2 - self.width() / 2))

    def _visible(self) -> list[strip.Cell]:
        first = max(0, bisect_right(self._cells, self._left, key=lambda c: c.x) - 1)
        last = bisect_right(self._cells, self._left + self.width(), key=lambda c: c.x)
        return self._cells[first:last]

    def _cell_at(self, x: float) -> strip.Cell | None:
        if not self._cells:
            return None
        at = bisect_right(self._cells, self._left + x, key=lambda c: c.x) - 1
        return self._cells[max(0, at)]

    def _go_to(self, position: QPointF) -> None:
        cell = self._cell_at(position.x())
        if cell is not None and cell.frame != self._at:
            self.moved.emit(cell.frame)

    def _draw_cells(self, painter: QPainter, visible: Sequence[strip.Cell]) -> None:
        dark = self.palette().color(QPalette.ColorRole.Window).lightness() < 128
        painter.setPen(Qt.PenStyle.NoPen)
        for cell in visible:
            place = QRectF(cell.x - self._left, TOP, cell.w, HEIGHT)
            if cell.gap:
                colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
                painter.fillRect(place.adjusted(3, 9, -3, -9), QBrush(colour, Qt.BrushStyle.BDiagPattern))
                continue
            painter.setBrush(strip.colour(self._frames[cell.frame].app, dark))
            painter.drawRoundedRect(place.adjusted(0.5, 0, -0.5, 0), 3, 3)

    def _draw_names(self, painter: QPainter) -> None:
        painter.setFont(self._small())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        metrics = painter.fontMetrics()
        for run in self._runs:
            first, last = self._of_frame[run.first], self._of_frame[run.last]
            x, w = first.x - self._left, last.x + last.w - first.x
            if w >= 30 and x < self.width() and x + w > 0:
                text = metrics.elidedText(run.app, Qt.TextElideMode.ElideRight, int(w) - 4)
                painter.drawText(QRectF(x + 1, 0, w, TOP - 3), int(Qt.AlignmentFlag.AlignVCenter), text)

    def _draw_times(self, painter: QPainter, visible: Sequence[strip.Cell]) -> None:
        painter.setFont(self._small())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        free = -1.0
        for cell in visible:
            x = cell.x - self._left
            if not cell.gap and x >= free and x + HOUR_ROOM <= self.width():
                text = when.clock(self._frames[cell.frame].time, self._zone)
                painter.drawText(QPointF(x + 1, TOP + HEIGHT + 17), text)
                free = x + max(2 * HOUR_ROOM, self.width() / 10)

    def _draw_playhead(self, painter: QPainter) -> None:
        cell = self._of_frame[self._at]
        x = cell.x - self._left
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 2))
        painter.drawRoundedRect(QRectF(x, TOP - 2, cell.w, HEIGHT + 4), 4, 4)
        mark = QPainterPath(QPointF(x + cell.w / 2, TOP + HEIGHT + 3))
        mark.lineTo(x + cell.w / 2 + 5, TOP + HEIGHT + 9)
        mark.lineTo(x + cell.w / 2 - 5, TOP + HEIGHT + 9)
        painter.fillPath(mark, self.palette().color(QPalette.ColorRole.Text))

    def _small(self) -> QFont:
        font = self.font()
        font.setPixelSize(theme.SMALL)
        return font

    def _told(self, at: int) -> str:
        frame = self._frames[at]
        return " · ".join(
            filter(None, (when.clock(frame.time, self._zone, seconds=True), frame.app, frame.window_title))
        )

    def _gap_told(self, at: int) -> str:
        started, ended = self._frames[at - 1].time, self._frames[at].time
        span = when.stretch(started, ended, self._zone)
        away = strip.why(self._coverage, started, ended)
        if away:
            return f"{span}: " + ", ".join(dict.fromkeys(words.away(c) for c in away))
        return self.tr("{0}: nothing new on the screen").format(span)
