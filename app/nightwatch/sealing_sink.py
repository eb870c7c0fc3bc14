"""Where the nightwatch's recorder puts what it sees: sealed, into the spool."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.capture.circumstances import Choices
from app.capture.rules import Rule
from app.nightwatch.orders import Orders
from storage.errors import SpoolFull
from storage.model import Kept, Watching
from storage.spool_records import Mark, SpoolWriter

# A state that lasts is written again after this: a kill costs the ledger no more. Every line is a file.
AGAIN = timedelta(minutes=1)
WHILE_LOCKED = "while locked"


class SealingSink:
    """Implements the recorder's `Sink` by the orders it was given; used by the recorder's thread.

    `full` becomes true when the spool takes no more.
    """

    def __init__(self, writer: SpoolWriter, orders: Orders) -> None:
        self._writer = writer
        self._orders = orders
        self._last: Mark | None = None
        self.full = False

    def keep(self, frame: Kept) -> None:
        """Seals a frame; nothing of it is held afterwards. Raises SpoolFull, DiskFull."""
        try:
            self._writer.keep(frame)
        except SpoolFull:
            self.full = True
            raise

    def mark(self, state: Watching, at: datetime, reason: str = "") -> None:
        """Seals a line for the ledger where the state changed, the clock went back, or a minute has gone by."""
        mark = Mark(state, at, "; ".join(filter(None, (WHILE_LOCKED, reason))))
        last = self._last
        same = last is not None and (last.state, last.reason) == (mark.state, mark.reason)
        if same and last is not None and last.at <= at < last.at + AGAIN:
            return
        self._writer.mark(mark)
        self._last = mark

    def end(self, at: datetime) -> None:
        """Seals until when the last state held."""
        if self._last is not None:
            self._writer.mark(Mark(self._last.state, at, self._last.reason))

    def rules(self) -> Sequence[Rule]:
        """The rules of the moment of the lock: nobody can change them while it lasts."""
        return self._orders.rules

    def interval(self) -> float:
        """Seconds between two looks."""
        return self._orders.interval

    def choices(self) -> Choices:
        """What was chosen when the safe was locked."""
        return self._orders.choices

    def pause(self) -> str:
        """No pause: a paused recorder starts no nightwatch."""
        return ""

    def remember_pause(self, until: str) -> None:
        """Nobody pauses the nightwatch; it is ended."""
        del until
