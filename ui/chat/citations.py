"""The evidence under an answer: a row for each citation, with its picture, where and when it was, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.interfaces import Answer, Citation
from ui import pieces, theme, when
from ui.chat.correcting import Correcting
from ui.chat.why import Why
from ui.desk import Desk
from ui.pictures import Pictures
from ui.thumbnail import Thumbnail

COLUMNS = 2


def frame_behind(citation: Citation) -> UUID | None:
    """The frame whose picture stands for a citation, if there is one."""
    if citation.type == "frame":
        return citation.id
    return next((source.id for source in citation.sources if source.type == "frame"), None)


class CitationRow(pieces.Row):
    """One citation: number, thumbnail, title, time and quote.

    Its buttons, or the keys ? and !, ask why it stands there and say that it is wrong.
    """

    def __init__(self, citation: Citation, zone: ZoneInfo) -> None:
        super().__init__(
            f"[{citation.n}] {citation.title}, {when.moment(citation.time, zone)}: {citation.quote}"
        )
        badge = pieces.label(str(citation.n), "badge")
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.thumbnail = Thumbnail(
            {"turn": "turn", "note": "text", "frame": "timeline"}.get(citation.type, "memories")
        )
        words = pieces.column(None, 0, 2)
        words.addStretch(1)
        words.addWidget(pieces.Elided(citation.title, "heading"))
        words.addWidget(pieces.Elided(f"“{citation.quote}”" if citation.quote else ""))
        words.addWidget(pieces.label(when.moment(citation.time, zone), "quiet"))
        words.addStretch(1)
        self.inside.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        self.inside.addWidget(self.thumbnail)
        self.inside.addLayout(words, 1)
        self.why = pieces.IconButton("why", self.tr("Why [{0}]? (key ?)").format(citation.n), None, 16)
        self.wrong = pieces.IconButton(
            "wrong", self.tr("That's wrong: correct [{0}] (key !)").format(citation.n), None, 16
        )
        buttons = pieces.column(None, 0, 0)
        for button, offered in (
            (self.why, bool(citation.why or citation.part)),
            (self.wrong, _is_said(citation)),
        ):
            button.setCheckable(True)
            if offered:
                buttons.addWidget(button)
        buttons.addStretch(1)
        self.inside.addLayout(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """? asks why, ! says that it is wrong."""
        pressed = {"?": self.why, "？": self.why, "!": self.wrong, "！": self.wrong}.get(event.text())
        if pressed is not None and pressed.parent() is not None:
            pressed.toggle()
        else:
            super().keyPressEvent(event)


def _is_said(citation: Citation) -> bool:
    """Whether it says something that may be wrong: a moment that was counted only was there."""
    return bool(citation.quote) and citation.part != "reckoned"


class Citations(QWidget):
    """The citations of one answer, two beside each other where there is room; below them stands why one of them is
    there, or what it should say.

    Emits `chosen(n)`. `titles` are those of the kinds of memory, by name; `thread` is the conversation it stands in.
    """

    chosen = Signal(int)

    def __init__(
        self, desk: Desk, answer: Answer, pictures: Pictures, titles: Mapping[str, str], thread: str
    ) -> None:
        super().__init__()
        self._desk = desk
        self._answer = answer
        self._titles = titles
        self._thread = thread
        self._rows: list[CitationRow] = []
        self.unfolded: Why | Correcting | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GRID)
        self._columns = 0
        self._unfolded_at = 0
        for at, citation in enumerate(answer.citations):
            row = CitationRow(citation, desk.zone)
            row.pressed.connect(lambda n=citation.n: self.chosen.emit(n))
            for button in (row.why, row.wrong):
                button.toggled.connect(lambda on, at=at, button=button: self._turn(at, button, on))
            self._rows.append(row)
            if (frame := frame_behind(citation)) is not None:
                pictures.thumbnail(row, frame, row.thumbnail.show_image)
        self._lay(min(COLUMNS, len(self._rows)))

    def minimumSizeHint(self) -> QSize:
        """As narrow as one of them."""
        return QSize(self._narrowest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays them out anew where there is room for more beside each other, or for fewer."""
        super().resizeEvent(event)
        beside = (self.width() + theme.GRID) // max(1, self._narrowest + theme.GRID)
        self._lay(min(COLUMNS, len(self._rows), max(1, beside)))

    @property
    def _narrowest(self) -> int:
        return max((row.minimumSizeHint().width() for row in self._rows), default=0)

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))
        for at, row in enumerate(self._rows):
            self._grid.addWidget(row, 2 * (at // columns), at % columns)
        self._place_unfolded()

    def _place_unfolded(self) -> None:
        if self.unfolded is not None:
            below = 2 * (self._unfolded_at // self._columns) + 1
            self._grid.addWidget(self.unfolded, below, 0, 1, self._columns)

    def _turn(self, at: int, pressed: pieces.IconButton, on: bool) -> None:
        """Unfolds below the citation at that place what a button opens, of one at a time."""
        if self.unfolded is not None:
            self.unfolded.hide()
            self.unfolded.deleteLater()
            self.unfolded = None
        if not on:
            return
        for button in (button for row in self._rows for button in (row.why, row.wrong)):
            if button is not pressed and button.isChecked():
                button.setChecked(False)
        citation = self._answer.citations[at]
        if pressed is self._rows[at].why:
            self.unfolded = Why(citation, self._answer, self._desk.zone, self._titles)
        else:
            self.unfolded = Correcting(self._desk, citation, self._thread)
        self._unfolded_at = at
        self._place_unfolded()
        # Behind the button that opened it, so that Tab comes by.
        self.setTabOrder(pressed, self.unfolded)
        self.unfolded.show()
        self.unfolded.setFocus()
