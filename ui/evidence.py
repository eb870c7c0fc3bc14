"""The evidence viewer: the frame with the words boxed, the turn with its neighbours, or the memory."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.events import Forgotten
from app.interfaces import ChatTurn, FrameDetail, Place, Refused, Reverie
from ui import faded, pieces, theme, when
from ui.desk import Desk, Exhibit
from ui.framepicture import FramePicture
from ui.longtext import LongText
from ui.memories.page import MemoryPage
from ui.pictures import Pictures

NEIGHBOURS = 3
"""Turns shown before and after the one that is cited."""


def around(turns: list[ChatTurn], id: UUID, near: int = NEIGHBOURS) -> list[ChatTurn]:
    """The turn of that id with its neighbours."""
    at = next((i for i, turn in enumerate(turns) if turn.id == id), 0)
    return turns[max(0, at - near) : at + near + 1]


def _places(reverie: Reverie, exhibit: Exhibit) -> list[Place]:
    """Where the words that matter stand: those that were typed, else the quoted ones."""
    found = reverie.places(exhibit.id, exhibit.typed, typed=True) if exhibit.typed else []
    return found or (reverie.places(exhibit.id, exhibit.quote) if exhibit.quote else [])


class EvidenceView(QWidget):
    """Shows exhibits one at a time. Emits `closed` when the person goes back."""

    closed = Signal()

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        super().__init__()
        self._desk = desk
        self._pictures = pictures
        self._exhibits: list[Exhibit] = []
        self._at = 0
        theme.look(self, "page")
        self._build()
        desk.bridge.forgotten.connect(self._forgotten)

    @property
    def exhibit(self) -> Exhibit | None:
        """What is looked at now."""
        return self._exhibits[self._at] if self._exhibits else None

    @property
    def picture(self) -> FramePicture:
        """The picture with its boxes."""
        return self._picture

    def look_at(self, exhibits: list[Exhibit], at: int) -> None:
        """Shows these exhibits, beginning with the one at this position."""
        self._exhibits = list(exhibits)
        self._go(at)
        self._back.setFocus()

    def step(self, by: int) -> None:
        """Goes to the next (1) or previous (-1) exhibit, as far as there is one."""
        if by and 0 <= self._at + by < len(self._exhibits):
            self._go(self._at + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go through the exhibits."""
        self.step({Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0))

    def _build(self) -> None:
        self._back = pieces.button(self.tr("Back"), self.closed.emit, name=self.tr("Back to where you were"))
        self._caption = pieces.Elided("", "heading")
        self._count = pieces.label("", "quiet")
        self._previous = pieces.IconButton("previous", self.tr("Previous evidence"), lambda: self.step(-1))
        self._next = pieces.IconButton("next", self.tr("Next evidence"), lambda: self.step(1))
        self._moment = pieces.button(self.tr("Open in timeline"), self._open_moment)
        head = pieces.row()
        for widget in (self._back, self._caption, self._count, self._previous, self._next, self._moment):
            head.addWidget(widget, 1 if widget is self._caption else 0)
        self._picture = FramePicture(self.tr("The screen as it was"))
        self._turns = pieces.Scroll(self.tr("The conversation around it"), widest=720, gap=theme.GRID)
        self._memory = MemoryPage(self._desk, self._pictures)
        self._faces = QStackedWidget()
        for face in (self._picture, self._turns, self._memory):
            self._faces.addWidget(face)
        self._quote = pieces.label("", "muted", wrap=True, selectable=True)
        body = pieces.column(self, 2 * theme.GRID, theme.GRID + 4)
        body.addLayout(head)
        body.addWidget(self._faces, 1)
        body.addWidget(self._quote)

    def _go(self, at: int) -> None:
        self._at = at
        exhibit = self._exhibits[at]
        self._count.setText(self.tr("{0} of {1}").format(at + 1, len(self._exhibits)))
        self._previous.setEnabled(at > 0)
        self._next.setEnabled(at + 1 < len(self._exhibits))
        self._caption.say(exhibit.title)
        self._quote.setText(self.tr("“{0}”").format(exhibit.quote.strip()) if exhibit.quote.strip() else "")
        self._moment.setVisible(exhibit.type == "frame")
        {"frame": self._show_frame, "memory": self._show_memory}.get(exhibit.type, self._show_turn)(exhibit)

    def _show_frame(self, exhibit: Exhibit) -> None:
        self._faces.setCurrentWidget(self._picture)

        def fetch(reverie: Reverie) -> tuple[FrameDetail, list[Place]]:
            return reverie.frame(exhibit.id), _places(reverie, exhibit)

        def show(fetched: tuple[FrameDetail, list[Place]]) -> None:
            if exhibit is self.exhibit:
                self._describe(*fetched)

        self._desk.query(self, fetch, show, self._gone)

    def _describe(self, detail: FrameDetail, places: list[Place]) -> None:
        frame = detail.frame
        at = when.moment(frame.time, self._desk.zone)
        self._caption.say(pieces.joined(frame.app, frame.window_title, at))
        self._picture.of_width(detail.width)
        if not frame.has_picture and frame.faded != faded.THUMBNAIL:
            self._picture.show_page(detail.text)
            self._picture.note(faded.sentence(frame))
            return

        def show(image: QImage) -> None:
            if self.exhibit is not None and self.exhibit.id == frame.id:
                self._show_image(image, places, faded.sentence(frame))

        fetch = self._pictures.picture if frame.has_picture else self._pictures.thumbnail
        fetch(self, frame.id, show)

    def _show_image(self, image: QImage, places: list[Place], note: str) -> None:
        if image.isNull():
            self._picture.say(self.tr("The picture of this moment cannot be read. Its text is still there."))
            return
        self._picture.show_image(image)
        self._picture.box(places)
        if note:
            self._picture.note(note)

    def _show_memory(self, exhibit: Exhibit) -> None:
        self._faces.setCurrentWidget(self._memory)
        self._memory.open(exhibit.id)

    def _show_turn(self, exhibit: Exhibit) -> None:
        self._faces.setCurrentWidget(self._turns)
        pieces.empty(self._turns.inside)

        def fetch(reverie: Reverie) -> list[ChatTurn]:
            turn = reverie.turn(exhibit.id)
            return around(reverie.thread(turn.thread), turn.id) if turn.thread else [turn]

        def show(turns: list[ChatTurn]) -> None:
            if exhibit is self.exhibit:
                self._show_turns(turns, exhibit.id)

        self._desk.query(self, fetch, show, self._gone)

    def _show_turns(self, turns: list[ChatTurn], cited: UUID) -> None:
        pieces.empty(self._turns.inside)
        for turn in turns:
            card = pieces.Card("question" if turn.id == cited else "card", gap=4)
            head = pieces.joined(turn.speaker or turn.role, when.moment(turn.time, self._desk.zone))
            card.inside.addWidget(pieces.label(head, "quiet"))
            card.inside.addWidget(LongText(head, turn.text))
            self._turns.inside.addWidget(card)

    def _gone(self, refusal: Refused) -> None:
        self._faces.setCurrentWidget(self._picture)
        self._picture.say(refusal.message)

    def _open_moment(self) -> None:
        if self.exhibit is not None:
            self._desk.wanted.emit("timeline", str(self.exhibit.id))

    def _forgotten(self, event: Forgotten) -> None:
        if self.exhibit is not None and self.exhibit.id in event.ids:
            self._faces.setCurrentWidget(self._picture)
            self._picture.say(self.tr("This was forgotten."))
            self._quote.clear()
            self._caption.say("")
