"""Asking applications on a thread of its own: whatever they do, the recorder waits a bounded time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from app import faults
from app.capture.ports import Accessibility, Told, Window

log = logging.getLogger(__name__)

# What a look may wait for an answer; what comes later is there at the next look.
PATIENCE_SECONDS = 0.05


class Timely:
    """Implements `Accessibility` over a slow one that `opens` makes, on the thread `accessibility`, ended by `close`.

    A late answer is given at the next look, to a window that is still called and placed the same.
    """

    name = "timely"

    def __init__(self, opens: Callable[[], Accessibility], patience: float = PATIENCE_SECONDS) -> None:
        self._opens = opens
        self._patience = patience
        self._changed = threading.Condition()
        self._asked: tuple[Window, ...] | None = None
        self._round = 0
        self._done = 0
        self._answers: dict[Window, Told] = {}
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="accessibility", daemon=True)
        self._thread.start()

    def told(self, windows: Sequence[Window]) -> tuple[Told, ...]:
        """See `Accessibility`."""
        if not windows:
            return ()
        deadline = time.monotonic() + self._patience
        with self._changed:
            self._asked = tuple(windows)
            self._round += 1
            wanted = self._round
            self._changed.notify_all()
            while self._done < wanted and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
            return tuple(self._answers.get(window, Told(answered=False)) for window in windows)

    def close(self) -> None:
        """Ends the thread after the question under way, without waiting for it."""
        with self._changed:
            self._ending = True
            self._changed.notify_all()

    def _run(self) -> None:
        asking = self._opens()
        try:
            # Browsers look once, when they start, whether anybody will ask: it is said before the first question.
            _answers(asking, ())
            while (question := self._next()) is not None:
                number, windows = question
                self._answer(number, windows, _answers(asking, windows))
        finally:
            asking.close()

    def _next(self) -> tuple[int, tuple[Window, ...]] | None:
        """The latest question; None at the end."""
        with self._changed:
            while self._asked is None and not self._ending:
                self._changed.wait()
            asked, self._asked = self._asked, None
            return None if self._ending or asked is None else (self._round, asked)

    def _answer(self, number: int, windows: Sequence[Window], answers: Sequence[Told]) -> None:
        with self._changed:
            self._answers = dict(zip(windows, answers, strict=True))
            self._done = number
            self._changed.notify_all()


def _answers(asking: Accessibility, windows: Sequence[Window]) -> tuple[Told, ...]:
    try:
        return asking.told(windows)
    except Exception as error:  # noqa: BLE001 - the edge: what an application says cannot end the thread
        log.error("applications could not be asked: %s", faults.where(error))
        return tuple(Told() for _ in windows)
