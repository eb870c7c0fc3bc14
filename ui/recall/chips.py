"""What was understood of the box as chips: each filter with a way to take it out, and ways to go on typing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.interfaces import WrittenFilter
from ui import pieces, theme, when

LONGEST = 34
"""Characters of a chip; its tooltip has them all."""


_LAST = re.compile(r'(?:\S*"[^"]*"|\S+)$')


def _tr(text: str) -> str:
    return QCoreApplication.translate("chips", text)


def without(text: str, part: str) -> str:
    """A search without one of its parts."""
    before, found, after = text.partition(part)
    return " ".join(f"{before} {after}".split()) if found else text


def told(filter: WrittenFilter, zone: ZoneInfo, today: date) -> str:
    """A filter as a person reads it; of a time the days it was taken for."""
    if filter.since is not None and filter.until is not None:
        first = filter.since.astimezone(zone).date()
        last = (filter.until - timedelta(microseconds=1)).astimezone(zone).date()
        return _of_time(filter.name, first, last, today)
    return _named(filter.name).format(filter.value)


def _of_time(name: str, first: date, last: date, today: date) -> str:
    if name == "before":
        return _tr("Before {0}").format(when.day(first, today))
    if name == "after":
        return _tr("From {0}").format(when.day(first, today))
    days = when.day(first, today)
    if first != last:
        days = _tr("{0} to {1}").format(days, when.day(last, today))
    return _tr("Time: {0}").format(days)


def _named(name: str) -> str:
    known = {
        "app": _tr("App: {0}"),
        "title": _tr("Title: {0}"),
        "url": _tr("Address: {0}"),
        "kind": _tr("Kind: {0}"),
        "person": _tr("Person: {0}"),
        "has": _tr("Has: {0}"),
        "phrase": _tr("Exactly: {0}"),
        "without": _tr("Without: {0}"),
    }
    return known.get(name, "{0}")


class Chips(QWidget):
    """A row of chips. Emits `removed(str)` with the part of the search to take out, `taken(str)` with a whole one."""

    removed = Signal(str)
    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._inside = pieces.row(self, 0, theme.GRID - 2)
        self._offered: list[str] = []
        self.hide()

    @property
    def offered(self) -> list[str]:
        """The ways to go on that are shown, the likeliest first."""
        return list(self._offered)

    def show_all(
        self, filters: Sequence[WrittenFilter], offered: Sequence[str], zone: ZoneInfo, today: date
    ) -> None:
        """Shows these filters and these ways to go on, each a whole search whose last part is new."""
        pieces.empty(self._inside)
        self._offered = list(offered)
        for filter in filters:
            self._inside.addWidget(self._filter(filter, told(filter, zone, today)))
        for text in offered:
            self._inside.addWidget(self._offer(text))
        self._inside.addStretch(1)
        self.setVisible(bool(filters or offered))

    def clear(self) -> None:
        """Shows none."""
        pieces.empty(self._inside)
        self._offered = []
        self.hide()

    def _filter(self, filter: WrittenFilter, said: str) -> QWidget:
        name = self.tr("Remove the filter {0}").format(said)
        made = pieces.button(f"{_shortened(said)}  ✕", partial(self.removed.emit, filter.text), "chip", name)
        made.setToolTip(pieces.plain_tip(name))
        return made

    def _offer(self, text: str) -> QWidget:
        name = self.tr("Go on with {0}").format(text)
        made = pieces.button(_shortened(_last_part(text)), partial(self.taken.emit, text), "offer", name)
        made.setToolTip(pieces.plain_tip(self.tr("{0} (Right arrow takes the first)").format(text)))
        return made


def _last_part(text: str) -> str:
    """The last word of a search, with its filter's name and in its quotation marks."""
    found = _LAST.search(text)
    return found.group() if found else text


def _shortened(text: str) -> str:
    text = " ".join(text.split()).replace("&", "&&")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
