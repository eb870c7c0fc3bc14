"""The same question in another time: asked in words, written into the question as filters."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.interfaces import Answer, TimeView
from ui import pieces, theme
from ui.desk import Desk

NARROW = timedelta(hours=1)
"""A stretch shorter than this is widened by half of it on either side: "14:30" means about then."""

TIMES = ("before", "after", "on", "time")
"""The names of filters that limit the time."""

# What led to the words of a time, and a gap before a mark where they stood.
_LEFT_OVER = re.compile(
    r"\s+(?:in|on|at|during|since|from|of|im|am|vom|seit|von|nel|dal|il)\s*(?=$|[?!.？。])", re.IGNORECASE
)
_GAP = re.compile(r"\s+(?=[?!.,？。！，])")


def rewritten(answer: Answer, since: datetime, until: datetime, zone: ZoneInfo) -> str:
    """The question of an answer, limited to [since, until) instead of the time it named."""
    return f"{_timeless(answer)} {_filters(since.astimezone(zone), until.astimezone(zone))}"


def _timeless(answer: Answer) -> str:
    """The question without the words and filters of its time."""
    text, understood = answer.question, answer.interpreted
    if understood is None:
        return text
    parts = [one.text for one in understood.written if one.name in TIMES]
    if understood.event is not None:
        parts.append(understood.event.words)
    for part in filter(None, parts):
        text = text.replace(part, " ", 1)
    return _GAP.sub("", _LEFT_OVER.sub("", " ".join(text.split()))).strip()


def _filters(since: datetime, until: datetime) -> str:
    if (since.time(), until.time()) != (time.min, time.min):
        return f"after:{since:%Y-%m-%dT%H:%M} before:{until:%Y-%m-%dT%H:%M}"
    if until.date() - since.date() == timedelta(days=1):
        return f"on:{since:%Y-%m-%d}"
    return f"after:{since:%Y-%m-%d} before:{until:%Y-%m-%d}"


class ElseWhen(QWidget):
    """Asks for the time. Emits `chosen(str)` with the question in that time."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, answer: Answer) -> None:
        super().__init__()
        self._desk = desk
        self._answer = answer
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Another time: last week, March 2026"))
        self.field.setAccessibleName(self.tr("The time to ask about"))
        self.field.returnPressed.connect(self._ask)
        self.told = pieces.label("", "warn", wrap=True)
        self.told.hide()
        inside = pieces.row(self, 0, theme.GRID)
        inside.addWidget(self.field, 1)
        inside.addWidget(pieces.button(self.tr("Ask"), self._ask, name=self.tr("Ask in that time")))
        inside.addWidget(self.told, 1)

    def begin(self) -> None:
        """Shows the field, ready to be typed into."""
        self.show()
        self.field.setFocus()

    def _ask(self) -> None:
        words, now = self.field.text().strip(), self._desk.now
        if words:
            self._desk.query(self, lambda reverie: reverie.time_of(words, now, now), self._understood)

    def _understood(self, found: TimeView | None) -> None:
        self.told.setText("" if found else self.tr("That names no time that I understand."))
        self.told.setVisible(found is None)
        if found is None:
            return
        more = NARROW / 2 if found.end - found.start < NARROW else timedelta()
        question = rewritten(self._answer, found.start - more, found.end + more, self._desk.zone)
        self.chosen.emit(question)
