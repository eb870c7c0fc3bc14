"""Asks the desktop on a thread of its own: one that hangs costs a look, never the recorder."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

from app import priorities
from app.capture.eyes import Eyes
from app.capture.ports import Monitor, Picture, ScreenSilent, Window
from storage.errors import ReverieError

# A desktop that lives answers within milliseconds; a crowded one within a second.
PATIENCE_SECONDS = 5.0
SILENT = "The screen does not answer. Nothing is recorded until it does; it goes on by itself then."

T = TypeVar("T")


class InTime:
    """Opens eyes that raise ScreenSilent instead of hanging. Used by one thread at a time.

    While a question is stuck no new eyes are opened: there is never more than one thread that waits for a desktop.
    """

    def __init__(self, opens: Callable[[], Eyes], patience: float = PATIENCE_SECONDS) -> None:
        self._opens = opens
        self._patience = patience
        self._last: _Asking | None = None

    def __call__(self) -> Eyes:
        """The eyes. Raises ScreenUnavailable with what to do, ScreenSilent when the desktop does not answer."""
        if self._last is not None and self._last.stuck:
            raise ScreenSilent(SILENT)
        asking = self._last = _Asking(self._opens, self._patience)
        try:
            eyes = asking.ask(asking.opened)
        except ReverieError:
            asking.end()
            raise
        return Eyes(_Screens(asking, eyes), _Windows(asking, eyes), eyes.accessibility)


class _Asking:
    """The thread `screen`, which alone uses what it opened, and closes it when `end` was called."""

    def __init__(self, opens: Callable[[], Eyes], patience: float) -> None:
        self._opens = opens
        self._patience = patience
        self._eyes: Eyes | None = None
        self._questions: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        self._silent = False
        self._thread = threading.Thread(target=self._run, name="screen", daemon=True)
        self._thread.start()

    @property
    def stuck(self) -> bool:
        """Whether a question was given up that is still waited for."""
        return self._silent and self._thread.is_alive()

    def ask(self, what: Callable[[], T]) -> T:
        """What the desktop answers. Raises ScreenSilent when it does not in time; then it is not asked again."""
        if self._silent:
            raise ScreenSilent(SILENT)
        answer: Future[T] = Future()
        self._questions.put((what, answer))
        try:
            return answer.result(self._patience)
        except TimeoutError:
            if answer.done():
                raise
            self._silent = True
            self.end()
            raise ScreenSilent(SILENT) from None

    def opened(self) -> Eyes:
        """The eyes, opened once; called by the thread."""
        if self._eyes is None:
            self._eyes = self._opens()
        return self._eyes

    def end(self) -> None:
        """Ends the thread after the question under way; waits for it where the desktop answers."""
        self._questions.put(None)
        if not self._silent:
            self._thread.join(self._patience)

    def _run(self) -> None:
        priorities.lower_thread()
        while (question := self._questions.get()) is not None:
            _answer(*question)
        if self._eyes is not None:
            with suppress(ReverieError):
                self._eyes.close()


def _answer(what: Callable[[], T], answer: Future[T]) -> None:
    try:
        answer.set_result(what())
    except Exception as error:  # noqa: BLE001 - the edge of a thread: it goes to whoever asked
        answer.set_exception(error)


class _Screens:
    """Implements `ScreenSource` over the thread."""

    def __init__(self, asking: _Asking, eyes: Eyes) -> None:
        self._ask, self._screens, self.close = asking.ask, eyes.screens, asking.end

    def monitors(self) -> tuple[Monitor, ...]:
        return self._ask(self._screens.monitors)

    def grab(self, monitor: Monitor) -> Picture:
        return self._ask(lambda: self._screens.grab(monitor))


class _Windows:
    """Implements `WindowInfo` over the thread."""

    def __init__(self, asking: _Asking, eyes: Eyes) -> None:
        self._ask, self._windows, self.close = asking.ask, eyes.windows, asking.end
        self.name = eyes.windows.name

    def active(self) -> Window | None:
        return self._ask(self._windows.active)

    def visible(self) -> tuple[Window, ...]:
        return self._ask(self._windows.visible)

    def out_of_sight(self) -> tuple[Window, ...]:
        return self._ask(self._windows.out_of_sight)

    def idle_seconds(self) -> float:
        return self._ask(self._windows.idle_seconds)

    def screen_locked(self) -> bool:
        return self._ask(self._windows.screen_locked)
