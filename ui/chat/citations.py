"""The evidence under an answer: a row for each citation, with its picture, where and when it was, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.interfaces import Citation
from ui import pieces, theme, when
from ui.pictures import Pictures
from ui.thumbnail import Thumbnail

COLUMNS = 2


def frame_behind(citation: Citation) -> UUID | None:
    """The frame whose picture stands for a citation, if there is one."""
    if citation.type == "frame":
        return citation.id
    return next((source.id for source in citation.sources if source.type == "frame"), None)


class CitationRow(pieces.Row):
    """One citation: number, thumbnail, title, time and quote."""

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


class Citations(QWidget):
    """The citations of one answer, two beside each other. Emits `chosen(n)`."""

    chosen = Signal(int)

    def __init__(self, citations: Sequence[Citation], pictures: Pictures, zone: ZoneInfo) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GRID)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        for at, citation in enumerate(citations):
            row = CitationRow(citation, zone)
            row.pressed.connect(lambda n=citation.n: self.chosen.emit(n))
            grid.addWidget(row, at // COLUMNS, at % COLUMNS)
            if (frame := frame_behind(citation)) is not None:
                pictures.thumbnail(row, frame, row.thumbnail.show_image)
