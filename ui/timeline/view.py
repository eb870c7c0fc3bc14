"""The timeline view: one large frame, the tape, find-in-frame, the frame's text, going anywhere in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from app.events import Forgotten, ObservationKept
from app.interfaces import DayView, Forget, FrameDetail, FrameView, Place, Refused, TimeView
from ui import exporting, faded, forgetting, opening, pieces, theme, when
from ui.desk import Desk
from ui.framepicture import FramePicture
from ui.longtext import LongText
from ui.pictures import Pictures
from ui.timeline import scale as scales
from ui.timeline.days import DayPicker
from ui.timeline.footer import Footer
from ui.timeline.playhead import Playhead
from ui.timeline.reel import Reel
from ui.timeline.tape import Tape

SETTLE = 90
"""Milliseconds the playhead rests before the picture is fetched, so that dragging does not fetch every frame."""

REFRESH = 1500
"""Milliseconds after new frames before the end of the timeline is read again."""

REREAD = 60_000
"""Milliseconds after new frames, which may be of any time, before all that is in sight is read again."""

RECENT = timedelta(hours=1)
"""How old the frames are at most that the recorder has just kept."""

BY_FRAMES = 10
"""Seconds a cell may last at most for the wheel to go by frames; at wider zooms it goes by cells."""


class TimelineView(QWidget):
    """Shows a moment. The old picture stays until the new one is decoded."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        super().__init__()
        self._desk = desk
        self._pictures = pictures
        self._playhead = Playhead(desk)
        self._reel = Reel(desk)
        for held in (self._playhead, self._reel):
            held.setParent(self)
        self._has_begun = self._is_stale = False
        self._shown: UUID | None = None
        self._detail: FrameDetail | None = None
        theme.look(self, "page")
        self._build()
        self._settle = self._timer(SETTLE, self._fetch)
        self._follow = self._timer(REFRESH, self._read_end)
        self._reread = self._timer(REREAD, self._read_again)
        self._playhead.moved.connect(self._moved)
        self._playhead.emptied.connect(self._emptied)
        desk.bridge.observation_kept.connect(self._kept)
        desk.bridge.forgotten.connect(self._forgotten)
        self._read_days()

    @property
    def current(self) -> FrameView | None:
        """The frame at the playhead."""
        return self._playhead.current

    @property
    def playhead(self) -> Playhead:
        """Where in time we are."""
        return self._playhead

    @property
    def picture(self) -> FramePicture:
        """The large picture."""
        return self._picture

    @property
    def tape(self) -> Tape:
        """The tape."""
        return self._tape

    def open_frame(self, id: UUID) -> None:
        """Goes to a frame."""
        self._has_begun = True
        self._playhead.open(id)

    def open_day(self, day: date) -> None:
        """Goes to the first moment of a day."""
        self.open_time(when.bounds(day, self._desk.zone)[0])

    def open_time(self, time: datetime) -> None:
        """Goes to the first moment from a time on."""
        self._has_begun = True
        self._playhead.go_to(time, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads again what came while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._read_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go by a frame, with Alt to the next app, with Shift choosing; + and - zoom; Home and End."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        wider = {Qt.Key.Key_Minus: 1, Qt.Key.Key_Plus: -1, Qt.Key.Key_Equal: -1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._playhead.change_app(by)
        elif by and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._choose_on(by)
        elif by:
            self._playhead.step(by)
        elif wider:
            self._tape.zoom(wider)
        elif event.key() == Qt.Key.Key_Home:
            self._playhead.go_to_start()
        elif event.key() == Qt.Key.Key_End:
            self._playhead.go_to_end()
        else:
            super().keyPressEvent(event)

    def open_find(self) -> None:
        """Opens the find field."""
        self._find.show()
        self._find.setFocus()
        self._find.selectAll()

    def step_back(self) -> bool:
        """Closes the find field, or gives up the chosen stretch; says whether there was one."""
        if not self._find.isVisible():
            had = self._tape.chosen is not None
            self._tape.choose(None)
            return had
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
        QShortcut(QKeySequence("Ctrl+G"), self, self._footer.go_field.setFocus)

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
        self._open_again = pieces.IconButton(
            "open", self.tr("Open this page or file again…"), self._open_what_was_there
        )
        return (
            pieces.IconButton("find", self.tr("Find in this frame (Ctrl+F)"), self.open_find),
            self._text_button,
            pieces.IconButton("chat", self.tr("Ask about this"), self._ask_about),
            self._open_again,
            pieces.IconButton("export", self.tr("Export this day…"), self._export),
            pieces.IconButton("forget", self.tr("Forget this"), self._forget),
        )

    def _build_day(self) -> QWidget:
        page = QWidget()
        theme.look(page, "page")
        self._picture = FramePicture(self.tr("The screen as it was"))
        self._tape = Tape(self._reel, lambda: self._desk.now)
        self._tape.sought.connect(self._sought)
        self._tape.stepped.connect(self._stepped)
        self._footer = self._build_footer()
        self._text = LongText(self.tr("Text on this frame"))
        reading = pieces.Scroll(self.tr("The text on this frame"), margin=0)
        reading.inside.addWidget(self._text)
        for ground in filter(None, (reading, reading.widget())):
            theme.look(ground, "inset")
        self._panel = pieces.Card(margin=theme.GRID)
        self._panel.setFixedWidth(300)
        self._panel.inside.addWidget(pieces.label(self.tr("Text on this frame"), "quiet"))
        self._panel.inside.addWidget(reading, 1)
        self._panel.hide()
        above = pieces.row(None, 0, 2 * theme.GRID)
        above.addWidget(self._picture, 1)
        above.addWidget(self._panel)
        inside = pieces.column(page, 0, theme.GRID)
        inside.addLayout(above, 1)
        inside.addWidget(self._tape)
        inside.addWidget(self._footer)
        return page

    def _build_footer(self) -> Footer:
        footer = Footer(self._desk, self._tape)
        footer.asked.connect(self._go_to_words)
        footer.app_asked.connect(self._playhead.change_app)
        footer.range_bar.forgotten.connect(self._read_again)
        return footer

    def _read_days(self) -> None:
        self._desk.query(self, lambda reverie: reverie.days(), self._show_days)

    def _read_end(self) -> None:
        """Reads what the recorder just kept; a life of days is counted again only when there is a new one."""
        self._reel.forget(self._desk.now - RECENT)
        self._playhead.refresh()
        if self._days.last != self._desk.now.date():
            self._read_days()

    def _read_again(self) -> None:
        """Reads the days, and what is in sight."""
        self._is_stale = False
        self._reel.forget()
        self._playhead.refresh()
        self._read_days()

    def _show_days(self, days: list[DayView]) -> None:
        self._days.fill(days)
        there = self._days.last is not None
        self._faces.setCurrentIndex(int(there))
        self._enable(there)
        if there and not self._has_begun:
            self._has_begun = True
            self._playhead.go_to_end()

    def _enable(self, enabled: bool) -> None:
        for tool in self._tools:
            tool.setEnabled(enabled)
        self._say_what_opens()

    def _moved(self) -> None:
        frame = self._playhead.current
        if frame is None:
            return
        self._faces.setCurrentIndex(1)
        self._enable(True)
        self._tape.go(frame, self._desk.zone)
        self._days.show_day(frame.time.astimezone(self._desk.zone).date(), self._desk.now.date())
        self._caption_frame(frame)
        self._settle.start()

    def _emptied(self) -> None:
        self._tape.go(None, self._desk.zone)
        self._text.say("")
        self._faces.setCurrentIndex(0)
        self._enable(False)

    def _sought(self, time: datetime) -> None:
        """Goes to the frame nearest to where the tape was pressed: of the page at once, else of the safe."""
        page = self._playhead.page
        if page and page[0].time <= time <= page[-1].time:
            self._playhead.go(min(range(len(page)), key=lambda at: abs(page[at].time - time)))
        else:
            self._playhead.go_to(time)

    def _stepped(self, by: int) -> None:
        """The wheel goes by frames, and by cells where these hold many frames."""
        seconds, frame = self._tape.scale.seconds, self.current
        if seconds <= BY_FRAMES or frame is None:
            self._playhead.step(by)
        else:
            self._playhead.go_to(frame.time + timedelta(seconds=by * seconds), 1 if by > 0 else -1)

    def _choose_on(self, by: int) -> None:
        """Goes by a frame and takes it into the chosen stretch, or out of it."""
        before = self.current
        self._playhead.step(by)
        if before is not None and self.current is not None:
            self._tape.extend(before.time, self.current.time)

    def _go_to_words(self, words: str) -> None:
        at = self.current.time if self.current is not None else self._desk.now

        def go(found: TimeView | None) -> None:
            self._footer.say_understood(found is not None)
            if found is not None:
                self._go_to_stretch(found)

        self._desk.query(self, lambda reverie: reverie.time_of(words, at), go)

    def _go_to_stretch(self, found: TimeView) -> None:
        """Goes to the beginning; days and months that were asked for come into sight as a whole."""
        if found.end - found.start >= timedelta(days=1):
            self._tape.set_level(scales.level_for(found.end - found.start, self._tape.width()))
            self._tape.look_at(found.start + (found.end - found.start) / 2)
        self.open_time(found.start)
        self._tape.setFocus()

    def _caption_frame(self, frame: FrameView) -> None:
        self._time.setText(when.clock(frame.time, self._desk.zone, seconds=True))
        self._caption.say(pieces.joined(frame.app, frame.window_title, frame.url))
        self._say_what_opens()

    def _say_what_opens(self) -> None:
        frame = self.current
        self._open_again.setEnabled(frame is not None and opening.is_worth_asking(frame.url))

    def _open_what_was_there(self) -> None:
        if frame := self.current:
            opening.ask_and_open(self, self._desk, frame.url)

    def _fetch(self) -> None:
        frame = self.current
        if frame is None:
            return

        def show(image: QImage) -> None:
            if self.current is not None and frame.id == self.current.id:
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
        self._shown = frame.id
        self._let_words_be_chosen()
        self._picture.note(faded.sentence(frame))
        if self._find.isVisible():
            self._mark()

    def _show_text(self, detail: FrameDetail) -> None:
        if self.current is None or detail.frame.id != self.current.id:
            return
        self._text.say(detail.text)
        self._detail = detail
        self._picture.of_width(detail.width)
        self._let_words_be_chosen()
        if not detail.frame.has_picture and detail.frame.faded != faded.THUMBNAIL:
            self._picture.show_page(detail.text or self.tr("Nothing could be read on this screen."))
            self._picture.note(faded.sentence(detail.frame))

    def _let_words_be_chosen(self) -> None:
        """The picture and its words come apart, either first."""
        shown, detail = self._shown, self._detail
        if detail is not None and shown == detail.frame.id and not self._picture.image.isNull():
            self._picture.of_words(detail.words)

    def _unreadable(self, refusal: Refused) -> None:
        self._text.say("")
        self._picture.say(refusal.message)

    def _mark(self) -> None:
        words, frame = self._find.text().strip(), self.current
        if frame is None or not words:
            self._found.clear()
            self._picture.box(())
            return

        def show(places: list[Place]) -> None:
            if (
                self.current is not None
                and frame.id == self.current.id
                and words == self._find.text().strip()
            ):
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
        if frame := self.current:
            day = frame.time.astimezone(self._desk.zone).date()
            scopes = [exporting.of_day(day, self._desk), exporting.everything()]
            exporting.ExportDialog(self, self._desk, scopes).open()

    def _forget(self) -> None:
        if frame := self.current:
            forgetting.ask_and_forget(
                self, self._desk, Forget(ids=(frame.id,)), lambda _receipt: self._read_again()
            )

    def _kept(self, event: ObservationKept) -> None:
        if event.type != "frame":
            return
        # Nothing is read for a view that nobody sees: it is read when it comes into sight.
        self._is_stale = True
        for timer in (self._follow, self._reread) if self.isVisible() else ():
            if not timer.isActive():
                timer.start()

    def _forgotten(self, event: Forgotten) -> None:
        if self.current is not None and self.current.id in event.ids:
            self._picture.say(self.tr("This was forgotten."))
            self._text.say("")
        self._reread.start(REFRESH)
