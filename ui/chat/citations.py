"""The evidence under an answer: a row for each citation, with its picture, where and when it was, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.interfaces import Answer, Citation
from ui import pieces, theme, when
from ui.chat.why import Why
from ui.pictures import Pictures
from ui.thumbnail import Thumbnail

COLUMNS = 2


def frame_behind(citation: Citation) -> UUID | None:
    """The frame whose picture stands for a citation, if there is one."""
    if citation.type == "frame":
        return citation.id
    return next((source.id for source in citation.sources if source.type == "frame"), None)


class CitationRow(pieces.Row):
    """One citation: number, thumbnail, title, time and quote. Its button, or the key ?, asks why it stands there."""

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
        self.why.setCheckable(True)
        if citation.why or citation.part:
            self.inside.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """? asks why."""
        if event.text() in ("?", "？") and self.why.parent() is not None:
            self.why.toggle()
        else:
            super().keyPressEvent(event)


class Citations(QWidget):
    """The citations of one answer, two beside each other; below a pair stands why one of them is there.

    Emits `chosen(n)`. `titles` are those of the kinds of memory, by name.
    """

    chosen = Signal(int)

    def __init__(self, answer: Answer, pictures: Pictures, zone: ZoneInfo, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._answer = answer
        self._zone = zone
        self._titles = titles
        self._rows: list[CitationRow] = []
        self.why: Why | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GRID)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        for at, citation in enumerate(answer.citations):
            row = CitationRow(citation, zone)
            row.pressed.connect(lambda n=citation.n: self.chosen.emit(n))
            row.why.toggled.connect(lambda asked, at=at: self._tell(at, asked))
            self._rows.append(row)
            self._grid.addWidget(row, 2 * (at // COLUMNS), at % COLUMNS)
            if (frame := frame_behind(citation)) is not None:
                pictures.thumbnail(row, frame, row.thumbnail.show_image)

    def _tell(self, at: int, asked: bool) -> None:
        """Says why the citation at that place is there, of one at a time."""
        if self.why is not None:
            self.why.hide()
            self.why.deleteLater()
            self.why = None
        if not asked:
            return
        for other in self._rows:
            if other is not self._rows[at] and other.why.isChecked():
                other.why.setChecked(False)
        self.why = Why(self._answer.citations[at], self._answer, self._zone, self._titles)
        self._grid.addWidget(self.why, 2 * (at // COLUMNS) + 1, 0, 1, COLUMNS)
        # Behind the button that opened it, so that Tab comes by.
        self.setTabOrder(self._rows[at].why, self.why)
        self.why.show()
        self.why.setFocus()
