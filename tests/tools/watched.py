"""How long one event keeps the window's thread: the one watch that the bench, the tests and the stories use.

An event keeps the thread while it reckons and while it waits for something (a lock, another process, the disk). What it
reckons is the processor's time of the thread, which nothing else on the machine adds to. A processor that is shared is
slower, though: the same work takes up to three times as long. So what is told of it is divided by how much slower a
piece of work of known size is right after it than at the best moment so far.

What it waits is the rest of its time, without that in which it stood ready for a processor. Linux tells that
(`/proc/thread-self/schedstat`); elsewhere waiting is not seen. A lock may be held by a thread that itself stands ready
for a processor, so that a busy machine lengthens it: on two cores with a load of 16, up to 140 ms. Only what no load
explains is told.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import threading
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication

BUDGET = 50.0
"""Milliseconds that an event may reckon in the window's thread."""

WAITING = 250.0
"""Milliseconds that it may wait there."""

CHANCE = 1.5
"""Budgets from which an event is told: how slow the machine is, is known to no more than that (on a busy one 51 ms were
told of an event, of which the bench had 43 at most). The bench measures to the millisecond."""

SAMPLES = 9
"""How often the known work is done where one time would be chance."""


class Watched(QApplication):
    """An application that knows what the longest event took of its thread.

    With `told`, each event clearly over the budget is a line of that file, in JSON: for how many milliseconds it
    reckoned, at the processor's best speed and as it was, for how many it waited, and which it was. A process that
    replaces itself goes on writing there.
    """

    def __init__(self, told: Path | None = None) -> None:
        super().__init__(["reverie"])
        self._told = told
        self._window = threading.get_ident()
        # WORKAROUND: a plugin for pictures that is loaded on another thread is told so while Qt holds its lock on them.
        # That comes this way, into Python, and may wait for a thread that waits for the lock: all are loaded now.
        QImageReader.supportedImageFormats()
        self._longest, self._depth, self._is_ours = 0.0, 0, False
        self._best = min(_known_work() for _ in range(SAMPLES))
        self._delays = os.open("/proc/thread-self/schedstat", os.O_RDONLY) if sys.platform == "linux" else -1

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Passes the event on; what it brings about at once belongs to it."""
        if self._depth or threading.get_ident() != self._window:
            return super().notify(receiver, event)
        self._depth += 1
        # Told first: the receiver may be gone afterwards.
        which = f"{type(receiver).__name__} {event.type().name}"
        reckoned, passed = time.thread_time(), self._clock()
        try:
            return super().notify(receiver, event)
        finally:
            self._depth -= 1
            reckoned = 1e3 * (time.thread_time() - reckoned)
            self._took(reckoned, 1e3 * (self._clock() - passed) - reckoned, which)

    def taken(self) -> float:
        """The most milliseconds that an event reckoned since this was last asked."""
        longest, self._longest = self._longest, 0.0
        return round(longest, 1)

    def is_ours(self) -> None:
        """Leaves out the event that is under way, a test's own; learns by it how fast the processor is at its best."""
        self._is_ours = True
        self._best = min(self._best, _known_work())

    def _took(self, reckoned: float, waited: float, which: str) -> None:
        if self._is_ours:
            self._is_ours = False
            return
        self._longest = max(self._longest, reckoned)
        if self._told is None or (reckoned <= CHANCE * BUDGET and waited <= WAITING):
            return
        slower = max(1.0, statistics.median(_known_work() for _ in range(SAMPLES)) / self._best)
        if reckoned / slower > CHANCE * BUDGET or waited > WAITING:
            line = {
                "ms": round(reckoned / slower),
                "reckoned": round(reckoned),
                "waited": round(waited),
                "which": which,
            }
            with self._told.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")

    def _clock(self) -> float:
        """Seconds, without those in which the thread stood ready and had no processor."""
        if self._delays < 0:
            return time.thread_time()
        ready = int(os.pread(self._delays, 64, 0).split()[1])
        return time.monotonic() - ready / 1e9


def _known_work() -> float:
    """Processor's seconds that the same work takes each time: about half a millisecond of names, numbers and texts."""
    began = time.thread_time()
    found = {str(number): number for number in range(1500)}
    sorted(found, key=found.__getitem__, reverse=True)
    return time.thread_time() - began


def told(file: Path) -> list[dict[str, Any]]:
    """The events over the budget that were written there, in their order. Any: JSON documents."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]
