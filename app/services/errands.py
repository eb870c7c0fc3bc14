"""Errands: long work in small pieces, done while its client asks for more, so that it can be watched and given up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID, uuid4

from app.interfaces import AbilityView, Errand, ExamView, ExportReport, ImportReport, ModelView
from storage.errors import NotFound

# Who was killed asks no more: what they began is given up after so long.
IDLE_SECONDS = 600.0

Report: TypeAlias = ExportReport | ImportReport | AbilityView | ExamView | ModelView
Work: TypeAlias = Generator[tuple[int, int], None, Report]
"""Yields (done, total) after every piece; closed before its end, it leaves nothing behind."""


@dataclass(slots=True)
class _Running:
    work: Work
    touched: float
    done: int = 0
    total: int = 0
    # One piece at a time, whoever asks.
    busy: threading.Lock = field(default_factory=threading.Lock)


class Errands:
    """The errands under way; any thread may call. Closed before the safe is, which they read and write."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._running: dict[UUID, _Running] = {}

    def begin(self, work: Work) -> Errand:
        """Does the first piece, so that what is refused is refused at once."""
        id = uuid4()
        self._running[id] = _Running(work, self._monotonic())
        return self.go_on(id, 0.0)

    def go_on(self, id: UUID, seconds: float) -> Errand:
        """Works for about `seconds`. Raises NotFound for one that is not under way, and what its work raises."""
        running = self._running.get(id)
        if running is None:
            raise NotFound("This is over, or was given up. Begin it again.")
        with running.busy:
            until = self._monotonic() + seconds
            try:
                while True:
                    running.done, running.total = next(running.work)
                    running.touched = self._monotonic()
                    if running.touched >= until:
                        return Errand(id, running.done, running.total)
            except StopIteration as end:
                self._running.pop(id, None)
                return _over(id, running, end.value)
            except BaseException:
                self._running.pop(id, None)
                raise

    def give_up(self, id: UUID) -> None:
        """Ends one after the piece under way."""
        running = self._running.pop(id, None)
        if running is not None:
            with running.busy:
                running.work.close()

    def sweep(self) -> bool:
        """Gives up those that nobody asked for in ten minutes; there is nothing more to do at once."""
        now = self._monotonic()
        for id, running in tuple(self._running.items()):
            if now - running.touched > IDLE_SECONDS and not running.busy.locked():
                self.give_up(id)
        return False

    def close(self) -> None:
        """Gives up all of them."""
        for id in tuple(self._running):
            self.give_up(id)


def _over(id: UUID, running: _Running, report: Report) -> Errand:
    if isinstance(report, ExportReport):
        return Errand(id, running.total, running.total, exported=report)
    if isinstance(report, AbilityView):
        return Errand(id, running.total, running.total, benched=report)
    if isinstance(report, ExamView):
        return Errand(id, running.total, running.total, examined=report)
    if isinstance(report, ModelView):
        return Errand(id, running.total, running.total, pulled=report)
    return Errand(id, running.total, running.total, imported=report)
