"""The timeline view: one large frame, the day's tape, find-in-frame, and the frame's text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from app.events import Forgotten, ObservationKept
from app.interfaces import CoverageView, DayView, Forget, FrameDetail, FrameView, Place, Refused, Reverie
from ui import exporting, faded, forgetting, pieces, theme, when, words
from ui.desk import Desk
from ui.framepicture import FramePicture
from ui.pictures import Pictures
from ui.timeline import strip
from ui.timeline.days import DayPicker
from ui.timeline.tape import Tape

SETTLE = 90
"""Milliseconds the playhead rests before the picture is fetched, so that dragging does not fetch every frame."""

REFRESH = 1500
"""Milliseconds after new frames before the day is read again."""


class TimelineView(QWidget):
    """Shows a day. The old picture stays until the new one is decoded."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        super().__init__()
        self._desk = desk
        self._pictures = pictures
        self._day: date | None = None
        self._frames: list[FrameView] = []
        self._at = 0
        self._wanted: UUID | None = None
        theme.look(self, "page")
        self._build()
        self._settle = self._timer(SETTLE, self._fetch)
        self._refresh = self._timer(REFRESH, self._read_days)
        desk.bridge.observation_kept.connect(self._kept)
        desk.bridge.forgotten.connect(self._forgotten)
        self._read_days()

    @property
    def current(self) -> FrameView | None:
        """The frame at the playhead."""
        return self._frames[self._at] if self._frames else None

    @property
    def picture(self) -> FramePicture:
        """The large picture."""
        return self._picture

    @property
    def tape(self) -> Tape:
        """The tape."""
        return self._tape

    def open_frame(self, id: UUID) -> None:
        """Goes to the day and place of a frame."""
        self._desk.query(self, lambda reverie: reverie.frame(id), self._open_detail)

    def open_day(self, day: date) -> None:
        """Reads and shows a day."""
        if day != self._day:
            self._frames, self._at = [], 0
        self._day = day
        zone = self._desk.zone
        since, until = when.bounds(day, zone)
        self._days.show_day(day, self._desk.now.date())

        def fetch(reverie: Reverie) -> tuple[list[FrameView], list[CoverageView]]:
            return reverie.frames(since, until), reverie.coverage(since, until)

        def show(fetched: tuple[list[FrameView], list[CoverageView]]) -> None:
            if self._day == day:
                self._show_day(*fetched)

        self._desk.query(self, fetch, show)

    def go(self, at: int) -> None:
        """Puts the playhead on a frame of the day."""
        if not self._frames:
            return
        self._at = min(len(self._frames) - 1, max(0, at))
        self._tape.go(self._at)
        self._caption_frame(self._frames[self._at])
        self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go by a frame, with Alt to the next app; Home and End to the ends of the day."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier and self._frames:
            self.go(strip.next_app(self._frames, self._at, by))
        elif by:
            self.go(self._at + by)
        elif event.key() == Qt.Key.Key_Home:
            self.go(0)
        elif event.key() == Qt.Key.Key_End:
            self.go(len(self._frames) - 1)
        else:
            super().keyPressEvent(event)

    def open_find(self) -> None:
        """Opens the find field."""
        self._find.show()
        self._find.setFocus()
        self._find.selectAll()

    def step_back(self) -> bool:
        """Closes the find field when it is open; says whether it did."""
        if not self._find.isVisible():
            return False
        self._find.clear()
        self._find.hide()
        self._found.clear()
        self._tape.setFocus()
        return True

    def _timer(self, interval: int, ring: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=interval, singleShot=True)
        timer.timeout.connect(ring)
        return timer

    def _build(self) -> None:
        body = pieces.column(self, 2 * theme.GRID, theme.GRID)
        body.addLayout(self._build_head())
        self._nothing = pieces.Empty(
            "timeline",
            self.tr("Nothing here yet"),
            self.tr(
                "While Reverie remembers, the screens of your day appear here. Pause it whenever you like."
            ),
        )
        self._faces = QStackedWidget()
        self._faces.addWidget(self._nothing)
        self._faces.addWidget(self._build_day())
        body.addWidget(self._faces, 1)
        QShortcut(QKeySequence.StandardKey.Find, self, self.open_find)

    def _build_head(self) -> QHBoxLayout:
        self._days = DayPicker()
        self._days.chosen.connect(self.open_day)
        self._caption = pieces.Elided("", "heading")
        self._time = pieces.label("", "pill")
        self._find = QLineEdit()
        self._find.setPlaceholderText(self.tr("Find in this frame"))
        self._find.setAccessibleName(self.tr("Find in this frame"))
        self._find.setFixedWidth(200)
        self._find.textChanged.connect(lambda _text: self._mark())
        self._find.hide()
        self._found = pieces.label("", "quiet")
        head = pieces.row()
        head.addWidget(self._days)
        head.addSpacing(theme.GRID)
        head.addWidget(self._time, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._caption, 1)
        head.addWidget(self._found)
        head.addWidget(self._find)
        self._tools = self._build_tools()
        for tool in self._tools:
            head.addWidget(tool)
        return head

    def _build_tools(self) -> tuple[QWidget, ...]:
        self._text_button = pieces.IconButton("text", self.tr("Show the text"), self._toggle_text)
        self._text_button.setCheckable(True)
        return (
            pieces.IconButton("find", self.tr("Find in this frame (Ctrl+F)"), self.open_find),
            self._text_button,
            pieces.IconButton("chat", self.tr("Ask about this"), self._ask_about),
            pieces.IconButton("export", self.tr("Export this day…"), self._export),
            pieces.IconButton("forget", self.tr("Forget this"), self._forget),
        )

    def _build_day(self) -> QWidget:
        page = QWidget()
        theme.look(page, "page")
        self._picture = FramePicture(self.tr("The screen as it was"))
        self._tape = Tape()
        self._tape.moved.connect(self.go)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("The text on this frame"))
        theme.look(self._text, "reading")
        self._panel = pieces.Card(margin=theme.GRID)
        self._panel.setFixedWidth(300)
        self._panel.inside.addWidget(pieces.label(self.tr("Text on this frame"), "quiet"))
        self._panel.inside.addWidget(self._text, 1)
        self._panel.hide()
        above = pieces.row(None, 0, 2 * theme.GRID)
        above.addWidget(self._picture, 1)
        above.addWidget(self._panel)
        inside = pieces.column(page, 0, theme.GRID)
        inside.addLayout(above, 1)
        inside.addWidget(self._tape)
        return page

    def _read_days(self) -> None:
        self._desk.query(self, lambda reverie: reverie.days(), self._show_days)

    def _show_days(self, days: list[DayView]) -> None:
        self._days.fill(days)
        day = self._day or self._days.last
        self._faces.setCurrentIndex(0 if day is None else 1)
        self._enable(day is not None)
        self._days.show_day(day or self._desk.now.date(), self._desk.now.date())
        if day is not None:
            self.open_day(day)

    def _enable(self, enabled: bool) -> None:
        for tool in self._tools:
            tool.setEnabled(enabled)

    def _show_day(self, frames: list[FrameView], coverage: list[CoverageView]) -> None:
        place = self._place_in(frames)
        self._wanted = None
        self._frames = frames
        self._tape.fill(frames, coverage, self._desk.zone)
        if frames:
            self.go(place)
        else:
            self._show_no_frames(coverage)

    def _place_in(self, frames: list[FrameView]) -> int:
        """Where to go in a day just read: to what was asked for, on at the end, or to where we were."""
        at_end = self._at >= len(self._frames) - 1
        here = self._wanted or (self.current.id if self.current and not at_end else None)
        if here is None:
            return len(frames) - 1
        return next((i for i, frame in enumerate(frames) if frame.id == here), self._at)

    def _show_no_frames(self, coverage: list[CoverageView]) -> None:
        self._at = 0
        self._caption.say("")
        self._time.setText("")
        self._text.clear()
        away = ", ".join(dict.fromkeys(words.away(c) for c in coverage if c.state != strip.WATCHING))
        told = self.tr("Nothing was kept on this day.")
        self._picture.say(f"{told} {away}" if away else told)

    def _caption_frame(self, frame: FrameView) -> None:
        self._time.setText(when.clock(frame.time, self._desk.zone, seconds=True))
        self._caption.say(" · ".join(filter(None, (frame.app, frame.window_title, frame.url))))

    def _fetch(self) -> None:
        frame = self.current
        if frame is None:
            return

        def show(image: QImage) -> None:
            if frame is self.current:
                self._show_image(frame, image)

        self._desk.query(self, lambda reverie: reverie.frame(frame.id), self._show_text, self._unreadable)
        if frame.has_picture:
            self._pictures.picture(self, frame.id, show)
        elif frame.faded == faded.THUMBNAIL:
            self._pictures.thumbnail(self, frame.id, show)

    def _show_image(self, frame: FrameView, image: QImage) -> None:
        if image.isNull():
            self._picture.say(self.tr("The picture of this moment cannot be read. Its text is still there."))
            return
        self._picture.show_image(image)
        self._picture.note(faded.sentence(frame))
        if self._find.isVisible():
            self._mark()

    def _show_text(self, detail: FrameDetail) -> None:
        if self.current is None or detail.frame.id != self.current.id:
            return
        self._text.setPlainText(detail.text)
        self._picture.of_width(detail.width)
        if not detail.frame.has_picture and detail.frame.faded != faded.THUMBNAIL:
            self._picture.show_page(detail.text or self.tr("Nothing could be read on this screen."))
            self._picture.note(faded.sentence(detail.frame))

    def _unreadable(self, refusal: Refused) -> None:
        self._text.clear()
        self._picture.say(refusal.message)

    def _mark(self) -> None:
        words, frame = self._find.text().strip(), self.current
        if frame is None or not words:
            self._found.clear()
            self._picture.box(())
            return

        def show(places: list[Place]) -> None:
            if frame is self.current and words == self._find.text().strip():
                self._picture.box(places)
                self._found.setText(self.tr("{0} found").format(len(self._picture.boxes)))

        self._desk.query(self, lambda reverie: reverie.places(frame.id, words, typed=True), show)

    def _toggle_text(self) -> None:
        self._panel.setVisible(self._text_button.isChecked())

    def _ask_about(self) -> None:
        if frame := self.current:
            at = when.moment(frame.time, self._desk.zone)
            self._desk.wanted.emit("chat", self.tr("What was I doing in {0} at {1}?").format(frame.app, at))

    def _export(self) -> None:
        if self._day is not None:
            scopes = [exporting.of_day(self._day, self._desk), exporting.everything()]
            exporting.ExportDialog(self, self._desk, scopes).open()

    def _forget(self) -> None:
        if frame := self.current:
            forgetting.ask_and_forget(
                self, self._desk, Forget(ids=(frame.id,)), lambda _receipt: self._read_days()
            )

    def _open_detail(self, detail: FrameDetail) -> None:
        self._wanted = detail.frame.id
        self.open_day(detail.frame.time.astimezone(self._desk.zone).date())
        self._faces.setCurrentIndex(1)

    def _kept(self, event: ObservationKept) -> None:
        if event.type == "frame" and not self._refresh.isActive():
            self._refresh.start()

    def _forgotten(self, event: Forgotten) -> None:
        if self.current is not None and self.current.id in event.ids:
            self._picture.say(self.tr("This was forgotten."))
            self._text.clear()
        self._refresh.start()
