"""Reading that is given up when it takes too long: SQLite is asked now and then whether it is to go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from storage.connection import Connection

_LOOK_EVERY = 10_000  # steps of SQLite's machine, a few milliseconds


@contextmanager
def stopping(connection: Connection, wall: float, cpu: float | None = None) -> Iterator[Callable[[], bool]]:
    """Interrupts what runs on `connection` after so many seconds by the clock, or of its own work if those are given.

    Gives a function that says whether it was. A thread works no longer than the clock runs: its own time, which costs
    more than many rows, is asked for at the first look and once the clock has run as long.
    """
    began = time.monotonic()
    spent: float | None = None
    over = False

    def look() -> bool:
        nonlocal over, spent
        now = time.monotonic()
        over = over or now > began + wall
        if cpu is None or over:
            return over
        if spent is None:
            spent = time.thread_time() + cpu
        over = now > began + cpu and time.thread_time() > spent
        return over

    connection.set_progress_handler(look, _LOOK_EVERY)
    try:
        yield lambda: over
    finally:
        connection.set_progress_handler(None, 0)
