"""The tape below the picture: runs of apps on an axis of time, gaps with their reason, days, a playhead, a range."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
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

from app.interfaces import FrameView
from ui import appicons, pieces, theme, when
from ui.timeline import scale as scales
from ui.timeline.reel import Reel
from ui.timeline.scale import Scale
from ui.timeline.strip import Piece, Sort, colour

TOP, HEIGHT = 20.0, 34.0
ICON = 18.0
NOTCH = 120
SMALLEST_RANGE = 4
"""Pixels that must be drawn over before it is a range, not a click."""
_DAY_ROOM, _DAY_LEAST, _MARK_ROOM = 76, 6, 96

Stretch = tuple[datetime, datetime]


class Tape(QWidget):
    """Shows where in time we are.

    Signals: `sought(time)` when a person goes to a time, `stepped(int)` for a notch of the wheel, `ranged(object)` with
    the stretch chosen by dragging with Shift held (None when it is given up), `zoomed` when another length is in sight.
    """

    sought = Signal(object)
    stepped = Signal(int)
    ranged = Signal(object)
    zoomed = Signal()

    def __init__(self, reel: Reel, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._reel = reel
        self._clock = clock
        self._zone = ZoneInfo("UTC")
        self._frame: FrameView | None = None
        self._scale = Scale(clock(), 3, 800)
        self._pieces: list[Piece] | None = None
        self._range: Stretch | None = None
        self._held: datetime | None = None
        self._wheeled = 0
        self.setAccessibleName(self.tr("The day as a tape"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(78)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        reel.grew.connect(self._redraw)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(800, 78)

    @property
    def scale(self) -> Scale:
        """What is in sight."""
        return self._scale

    @property
    def pieces(self) -> list[Piece]:
        """What lies in sight, as far as it is here."""
        if self._pieces is None:
            self._pieces = self._reel.pieces(self._scale, self._clock())
        return self._pieces

    @property
    def chosen(self) -> Stretch | None:
        """The chosen range."""
        return self._range

    def go(self, frame: FrameView | None, zone: ZoneInfo) -> None:
        """Puts the playhead on a frame, without telling."""
        self._frame, self._zone = frame, zone
        if frame is not None:
            # While the mouse holds the tape it must not run away below it.
            if self._held is None:
                self._look(self._scale.with_in_sight(frame.time))
            self.setAccessibleDescription(self._told(frame))
        self.update()

    def look_at(self, middle: datetime) -> None:
        """Brings a moment into the middle, without telling."""
        self._look(replace(self._scale, middle=middle))

    def zoom(self, by: int, x: float | None = None) -> None:
        """Shows more (1) or less (-1) of time around the playhead, or around a pixel."""
        if x is None:
            at = self._scale.x_of(self._frame.time) if self._frame is not None else self.width() / 2
            x = at if 0 <= at <= self.width() else self.width() / 2
        self.set_level(self._scale.level + by, x)

    def set_level(self, level: int, x: float | None = None) -> None:
        """Shows this zoom, the moment at a pixel (the middle if none is given) staying there."""
        self._look(self._scale.zoomed(level, self.width() / 2 if x is None else x))
        self.zoomed.emit()

    def choose(self, stretch: Stretch | None) -> None:
        """Marks a range; None marks none."""
        self._range = stretch
        self.ranged.emit(stretch)
        self.update()

    def extend(self, before: datetime, after: datetime) -> None:
        """Moves the end of the range that is at `before` to `after`; without a range one begins."""
        ends = self._range or (before, before)
        fixed = ends[1] if abs(ends[0] - before) < abs(ends[1] - before) else ends[0]
        self.choose((min(fixed, after), max(fixed, after)))

    def tip(self, piece: Piece) -> str:
        """What a piece is, in words."""
        span = when.stretch(piece.start, piece.end, self._zone)
        if piece.sort is Sort.GAP:
            return self.tr("{0}: {1}").format(span, piece.why or self.tr("Reverie was not running"))
        if piece.sort is Sort.STILL:
            return self.tr("{0}: nothing new on the screen").format(span)
        counted = self.tr("%Ln moment(s)", "", piece.frames)
        return pieces.joined(span, piece.app, counted)

    def piece_at(self, x: float) -> Piece | None:
        """What lies at a pixel."""
        time = self._scale.time_at(x)
        return next((piece for piece in self.pieces if piece.start <= time < piece.end), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows more or less of time."""
        self._look(replace(self._scale, width=max(1, self.width())))
        self.zoomed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the pieces in sight, days, times, the range and the playhead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small())
        self._draw_pieces(painter)
        self._draw_days(painter)
        self._draw_marks(painter)
        self._draw_range(painter)
        self._draw_playhead(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to the time under the pointer; with Shift begins a range there."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._held = self._scale.time_at(event.position().x())
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.choose(None)
            self._seek(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging goes along; with Shift it draws a range."""
        if self._held is None:
            return
        x = min(float(self.width()), max(0.0, event.position().x()))
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._seek(QPointF(x, 0))
        elif abs(x - self._scale.x_of(self._held)) >= SMALLEST_RANGE:
            there = self._scale.time_at(x)
            self.choose((min(self._held, there), max(self._held, there)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go; the playhead comes into sight when it was dragged to an edge."""
        self._held = None
        if self._frame is not None and self._range is None:
            self._look(self._scale.with_in_sight(self._frame.time))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One notch, one step; with Ctrl it zooms around the pointer."""
        delta = event.angleDelta()
        self._wheeled += delta.y() or delta.x()
        notches = int(self._wheeled / NOTCH)
        self._wheeled -= notches * NOTCH
        if not notches:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(-notches, event.position().x())
        else:
            self.stepped.emit(-notches)

    def event(self, event: QEvent) -> bool:
        """Says what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            piece = self.piece_at(event.pos().x())
            QToolTip.showText(
                event.globalPos() + QPoint(0, 8), pieces.plain_tip(self.tip(piece)) if piece else "", self
            )
            return True
        return super().event(event)

    def _seek(self, position: QPointF) -> None:
        self.sought.emit(self._scale.time_at(position.x()))

    def _look(self, scale: Scale) -> None:
        if scale != self._scale:
            self._scale = scale
            self._redraw()

    def _redraw(self) -> None:
        self._pieces = None
        self.update()

    @property
    def _is_dark(self) -> bool:
        return self.palette().color(QPalette.ColorRole.Window).lightness() < 128

    def _draw_pieces(self, painter: QPainter) -> None:
        dark, quiet = self._is_dark, self._quiet
        painter.setBrush(self.palette().color(QPalette.ColorRole.Shadow))
        named = -1.0
        for piece in self.pieces:
            x, end = self._scale.x_of(piece.start), self._scale.x_of(piece.end)
            place = QRectF(x, TOP, end - x, HEIGHT).intersected(QRectF(0, 0, self.width(), self.height()))
            if place.width() < 0.5:
                continue
            if piece.sort is Sort.GAP:
                self._draw_gap(painter, place, piece, quiet)
            elif piece.sort is Sort.STILL:
                still = colour(piece.app, dark) if piece.app else QColor(quiet)
                still.setAlphaF(0.35)
                painter.fillRect(place.adjusted(0, 12, 0, -12), still)
            else:
                self._draw_run(painter, place, piece, colour(piece.app, dark))
                named = self._draw_name(painter, place, piece.app, named, quiet)

    def _draw_gap(self, painter: QPainter, place: QRectF, piece: Piece, quiet: QColor) -> None:
        painter.fillRect(place.adjusted(1, 9, -1, -9), QBrush(quiet, Qt.BrushStyle.BDiagPattern))
        why = piece.why or self.tr("Reverie was not running")
        width = painter.fontMetrics().horizontalAdvance(why) + 12
        if place.width() < min(width, 90):
            return
        told = painter.fontMetrics().elidedText(why, Qt.TextElideMode.ElideRight, int(place.width()) - 12)
        box = QRectF(0, 0, painter.fontMetrics().horizontalAdvance(told) + 8, 16)
        box.moveCenter(place.center())
        painter.fillRect(box, self.palette().color(QPalette.ColorRole.Window))
        painter.setPen(quiet)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), told)

    def _draw_run(self, painter: QPainter, place: QRectF, piece: Piece, fill: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        gap = 0.5 if place.width() > 2 else 0.0
        painter.drawRoundedRect(place.adjusted(gap, 0, -gap, 0), 3, 3)
        if place.width() >= ICON + 6:
            icon = QRectF(place.x() + 4, place.center().y() - ICON / 2, ICON, ICON)
            painter.save()
            appicons.draw(painter, icon, piece.app, QColor("#24222b"))
            painter.restore()

    def _draw_name(self, painter: QPainter, place: QRectF, app: str, free: float, quiet: QColor) -> float:
        """The app's name above its run where it fits behind the one before; how far names reach now."""
        if place.width() < 30 or place.x() < free or not app:
            return free
        painter.setPen(quiet)
        text = painter.fontMetrics().elidedText(app, Qt.TextElideMode.ElideRight, int(place.width()) - 4)
        painter.drawText(
            QRectF(place.x() + 1, 0, place.width(), TOP - 3), int(Qt.AlignmentFlag.AlignVCenter), text
        )
        return place.right()

    def _draw_days(self, painter: QPainter) -> None:
        accent = self.palette().color(QPalette.ColorRole.Accent)
        painter.setPen(QPen(accent, 1))
        for midnight in scales.midnights(self._scale, self._zone):
            # At the widest zooms months are what can be told apart.
            if self._day_pixels < _DAY_LEAST and midnight.day != 1:
                continue
            x = self._scale.x_of(midnight)
            painter.drawLine(QPointF(x, TOP - 4), QPointF(x, TOP + HEIGHT + 8))

    @property
    def _day_pixels(self) -> float:
        return 86_400 * scales.CELL / self._scale.seconds

    def _draw_marks(self, painter: QPainter) -> None:
        """Times below the tape, and at midnight the day; the day of the left edge where none is in sight."""
        y = TOP + HEIGHT + 19
        today = self._clock().astimezone(self._zone).date()
        free = 0.0
        if self._day_pixels > 3 * _DAY_ROOM:
            free = self._draw_left_day(painter, y, today)
        for mark in scales.marks(self._scale, self._zone, _MARK_ROOM):
            x = self._scale.x_of(mark)
            is_day = mark.hour == 0 and mark.minute == 0
            text = when.day(mark.date(), today) if is_day else f"{mark:%H:%M}"
            width = painter.fontMetrics().horizontalAdvance(text)
            if x >= free and x + width <= self.width():
                role = QPalette.ColorRole.Text if is_day else QPalette.ColorRole.PlaceholderText
                painter.setPen(self.palette().color(role))
                painter.drawText(QPointF(x + 1, y), text)
                free = x + width + 8

    def _draw_left_day(self, painter: QPainter, y: float, today: date) -> float:
        """The day at the left edge; how far its name reaches."""
        text = when.day(self._scale.since.astimezone(self._zone).date(), today)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(QPointF(2, y), text)
        return painter.fontMetrics().horizontalAdvance(text) + 12.0

    def _draw_range(self, painter: QPainter) -> None:
        if self._range is None:
            return
        x, end = (self._scale.x_of(time) for time in self._range)
        accent = self.palette().color(QPalette.ColorRole.Accent)
        fill = QColor(accent)
        fill.setAlpha(70)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(fill)
        painter.drawRect(QRectF(x, TOP - 3, max(2.0, end - x), HEIGHT + 6))

    def _draw_playhead(self, painter: QPainter) -> None:
        if self._frame is None:
            return
        x, ink = self._scale.x_of(self._frame.time), self.palette().color(QPalette.ColorRole.Text)
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(x, TOP - 3), QPointF(x, TOP + HEIGHT + 3))
        mark = QPainterPath(QPointF(x, TOP - 1))
        mark.lineTo(x + 5, TOP - 8)
        mark.lineTo(x - 5, TOP - 8)
        painter.fillPath(mark, ink)

    @property
    def _quiet(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.PlaceholderText)

    def _small(self) -> QFont:
        font = self.font()
        font.setPixelSize(theme.SMALL)
        return font

    def _told(self, frame: FrameView) -> str:
        return pieces.joined(when.clock(frame.time, self._zone, seconds=True), frame.app, frame.window_title)
