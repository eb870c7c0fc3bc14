"""The thread of a service: begun by `start`, asked to end by `end`, waited for by `close`."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod


class Background(ABC):
    """A service that works on a thread of its own, `name`, until it is ended.

    What works looks at `_ending` between two pieces, and rests on `_wake`, which is set when there is something to do
    and when it is to end.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._wake = threading.Event()
        self._ending = False
        self._thread: threading.Thread | None = None

    @abstractmethod
    def _run(self) -> None:
        """All that is done on the thread; returns once `_ending` is true."""

    def start(self) -> None:
        """Starts the thread; returns at once."""
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Asks for an end after the piece of work under way; returns at once."""
        self._ending = True
        self._wake.set()

    def close(self, seconds: float = 30.0) -> None:
        """Ends, and waits at most `seconds` for the piece of work under way."""
        self.end()
        if self._thread is not None:
            self._thread.join(seconds)
