"""The two searches behind the box: by exact words at every key, by meaning once the typing rests."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.interfaces import Query, Refused, Reverie, SearchResult
from ui import ops
from ui.desk import Desk

REST = 180
"""Milliseconds without a key after which meaning is asked, too."""

EACH = 20
"""Hits asked for in each of the two groups."""

OFFERED = 3
"""Ways to go on typing that are offered at once."""


class Searching(QObject):
    """Looks for one text, the last that was given; what comes for an earlier one is dropped.

    Emits `exact(SearchResult, offered)` with the ways to go on, then `related(SearchResult)`, always in this order, and
    `refused(Refused)`. Of the quick search one is under way at a time, so that fast typing fills no queue.
    """

    exact = Signal(object, list)
    related = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._text = ""
        self._quick_is_under_way = False
        self._quick_is_there = False
        self._early: SearchResult | None = None
        self._slow: ops.Query[SearchResult] | None = None
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self._ask_meaning)

    @property
    def text(self) -> str:
        """What is looked for now."""
        return self._text

    def look(self, text: str) -> None:
        """Looks for this text from now on; for none, nothing is looked for and nothing comes any more."""
        self._text = text
        self._quick_is_there, self._early = False, None
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None
        if not text.strip():
            self._rest.stop()
            return
        self._rest.start()
        self._ask_words()

    def _ask_words(self) -> None:
        if self._quick_is_under_way or not self._text.strip():
            return
        self._quick_is_under_way = True
        text = self._text
        query = Query(text, limit=EACH, verbatim=True)

        def ask(reverie: Reverie) -> tuple[SearchResult, list[str]]:
            offered = [one for one in reverie.suggest(text) if one != text]
            return reverie.search(query), offered[:OFFERED]

        self._desk.query(self, ask, partial(self._words_came, text), partial(self._refused, text))

    def _words_came(self, text: str, came: tuple[SearchResult, list[str]]) -> None:
        self._quick_is_under_way = False
        if text != self._text:
            self._ask_words()
            return
        self._quick_is_there = True
        self.exact.emit(*came)
        if self._early is not None:
            self.related.emit(self._early)

    def _ask_meaning(self) -> None:
        text = self._text
        query = Query(text, limit=EACH)
        self._slow = self._desk.query(
            self,
            lambda reverie: reverie.search(query),
            partial(self._meaning_came, text),
            partial(self._refused, text),
        )

    def _meaning_came(self, text: str, result: SearchResult) -> None:
        if text != self._text:
            return
        if self._quick_is_there:
            self.related.emit(result)
        else:
            self._early = result

    def _refused(self, text: str, refusal: Refused) -> None:
        self._quick_is_under_way = False
        if text == self._text:
            self.refused.emit(refusal)
        else:
            self._ask_words()
