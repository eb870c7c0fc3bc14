"""The one way off the window's thread: a call runs on a pool, its result or its refusal comes back on Qt's thread.

A `Query` only looks: when its parent dies or it is cancelled, what it found is dropped. A `Command` changes something:
it is carried out even when nobody waits any more, and the widgets that started it are disabled until it is done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtWidgets import QWidget

from app.interfaces import Refused

log = logging.getLogger(__name__)

T = TypeVar("T")

THREADS = 6
"""Calls wait for the keeper, not for a core: an answer being written must not hold up the timeline."""


class Pool(QObject):
    """The threads that calls run on. Drained by whoever made it before the application ends."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = QThreadPool(self)
        self._threads.setMaxThreadCount(THREADS)
        self._running: set[Query[Any]] = set()
        self._over = False

    @property
    def busy(self) -> bool:
        """Whether a call is running or waiting, or its result is not delivered yet."""
        return bool(self._running)

    def take(self, query: Query[Any], work: Callable[[], None]) -> None:
        """Runs the work of a query on a thread, and holds the query until `leave`; nothing once drained."""
        if self._over:
            return
        self._running.add(query)
        self._threads.start(work)

    def leave(self, query: Query[Any]) -> None:
        """Lets go of a query whose result was delivered."""
        self._running.discard(query)

    def drain(self, milliseconds: int = 5000) -> bool:
        """Cancels what only looks and waits for the rest; False when a call was still running after that time.

        From then on nothing is begun: a timer of a window that is going may still ring.
        """
        self._over = True
        for query in list(self._running):
            query.cancel()
        return self._threads.waitForDone(milliseconds)


class Query(QObject, Generic[T]):
    """A call that looks something up. `start` returns at once; `done` or `failed` is called later on Qt's thread."""

    _came = Signal(object, object)
    _always = False

    def __init__(
        self,
        pool: Pool,
        parent: QObject,
        call: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Refused], None],
    ) -> None:
        super().__init__()
        self._pool = pool
        self._parent = parent
        self._call = call
        self._done = done
        self._failed = failed
        self._cancelled = False
        self._came.connect(self._deliver)

    def start(self) -> Query[T]:
        """Sends the call off."""
        self._pool.take(self, self._run)
        return self

    def cancel(self) -> None:
        """Drops the result when it comes; a call that has not begun is not made."""
        self._cancelled = True

    def _run(self) -> None:
        if self._cancelled and not self._always:
            self._came.emit(None, None)
            return
        try:
            result = self._call()
        except Refused as refusal:
            self._came.emit(None, refusal)
        except Exception as bug:  # noqa: BLE001 - the edge of the window: a bug must not end the thread unseen
            log.error("a call failed: %s", type(bug).__name__)
            self._came.emit(None, _unexpected(bug))
        else:
            self._came.emit(result, None)

    def _deliver(self, result: T, refusal: Refused | None) -> None:
        self._pool.leave(self)
        self._finished()
        if self._cancelled or not shiboken6.isValid(self._parent):
            return
        if refusal is None:
            self._done(result)
        else:
            self._failed(refusal)

    def _finished(self) -> None:
        """Nothing to tidy after a look."""


class Command(Query[T]):
    """A call that changes something: always carried out once started; `disabled` widgets wait for it."""

    _always = True
    _disabled: tuple[QWidget, ...] = ()

    def start(self, disabled: Sequence[QWidget] = ()) -> Command[T]:
        """Sends the call off, and disables these widgets until it came back."""
        self._disabled = tuple(disabled)
        self._enable(False)
        super().start()
        return self

    def _finished(self) -> None:
        self._enable(True)

    def _enable(self, enabled: bool) -> None:
        for widget in self._disabled:
            if shiboken6.isValid(widget):
                widget.setEnabled(enabled)


def _unexpected(bug: Exception) -> Refused:
    """A refusal for a bug of ours; errors that carry a sentence for the person keep it."""
    title = getattr(bug, "title", "Something went wrong")
    message = getattr(
        bug, "message", "Something unexpected happened. Nothing you kept is lost; please try again."
    )
    return Refused(str(title), str(message))
