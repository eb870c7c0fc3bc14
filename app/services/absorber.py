"""Takes into the open safe what was recorded while it was locked: in the background after an unlock, or at once.

One thread, `absorb`, started by `start`; it ends by itself once nothing waits, or by `end`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from app import faults
from app.bus import Bus
from app.events import ObservationKept
from app.nightwatch import beginning, report
from app.services.background import Background
from storage.errors import ReverieError
from storage.safe import Safe
from storage.spool import Absorbed

log = logging.getLogger(__name__)


class Absorber(Background):
    """Ends the nightwatch of the safe it serves, and empties the spool, each record once and in order.

    `changed` is called, on the absorbing thread, when something was taken in or a problem was found.
    """

    def __init__(self, safe: Safe, bus: Bus, clock: Callable[[], datetime]) -> None:
        super().__init__("absorb")
        self._safe = safe
        self._bus = bus
        self._clock = clock
        self.changed: Callable[[], None] = lambda: None
        self._failure = ""

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for what could not be taken in."""
        return (self._failure,) if self._failure else ()

    def waiting(self) -> int:
        """How many moments wait to be taken in."""
        return self._safe.spool.waiting()

    def start(self) -> None:
        """Asks the nightwatch to end and begins to take in what it left; returns at once."""
        watched = beginning.ask_to_end(self._safe.home)
        if not watched and not self.waiting():
            self._safe.coverage.was_locked_until(self._clock())
        super().start()

    def absorb(self) -> None:
        """Takes in all that waits before it returns. Raises DiskFull, StorageError."""
        if self._thread is not None:
            beginning.end(self._safe.home)
        while (piece := self._safe.spool.absorb_some()) is not None:
            self._tell(piece)

    def _run(self) -> None:
        try:
            self._empty()
        except ReverieError as error:
            if not self._ending:
                log.warning("the spool could not be emptied: %s", type(error).__name__)
                self._fail(f"What was recorded while locked could not be taken in yet: {error.message}")
        except Exception as error:  # noqa: BLE001 - the edge: a fault here must not take the rest of the house along
            log.error("the spool could not be emptied: %s", faults.where(error))
            self._fail("What was recorded while locked could not be taken in; the log says where it failed.")

    def _empty(self) -> None:
        beginning.end(self._safe.home)
        report.clear(self._safe.home)
        while not self._ending and (piece := self._safe.spool.absorb_some()) is not None:
            self._tell(piece)

    def _tell(self, piece: Absorbed) -> None:
        if piece.torn:
            log.info("%d torn files were removed from the spool", piece.torn)
        if piece.ids:
            self._bus.tell(ObservationKept("frame", tuple(piece.ids)))
        if piece != Absorbed(torn=piece.torn):
            self.changed()

    def _fail(self, sentence: str) -> None:
        self._failure = sentence
        self.changed()
