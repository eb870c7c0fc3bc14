"""Who asks comes first: work in the background stands back while somebody waits for what a search finds."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds for which the work behind stands back at a time, and the part of them for which it then goes on whoever asks:
# a window that searches at each letter typed must not stop it for good.
LONGEST = 0.25
THEN = 0.4


class Courtesy:
    """Any thread may ask; one thread stands back."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._changed = threading.Condition()
        self._asking = 0
        self._goes_on_until = 0.0

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Somebody waits for what is done in this context."""
        with self._changed:
            self._asking += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                self._changed.notify_all()

    def stand_back(self) -> None:
        """Returns when nobody waits, or it has stood back long enough. Called between two pieces of work."""
        begun = time.monotonic()
        if begun < self._goes_on_until:
            return
        with self._changed:
            self._changed.wait_for(lambda: not self._asking, self._longest)
        now = time.monotonic()
        self._goes_on_until = now + THEN * (now - begun)
