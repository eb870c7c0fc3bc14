"""The bus: tells the news to whoever listens. Listeners are called on the teller's thread and must be quick."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from app import faults
from app.events import Event

log = logging.getLogger(__name__)

Listener = Callable[[Event], None]


class Bus:
    """Typed delivery of events. Thread-safe; a listener that fails is logged and the others still hear."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """From now on `listener` gets every event; the returned function ends that."""
        with self._lock:
            self._listeners.append(listener)
        return lambda: self._drop(listener)

    def tell(self, event: Event) -> None:
        """Delivers `event` to every listener."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener(event)
            except Exception as error:  # noqa: BLE001 - the edge: one listener must not silence the others
                log.error("a listener of %s failed: %s", type(event).__name__, faults.where(error))

    def _drop(self, listener: Listener) -> None:
        with self._lock:
            if listener in self._listeners:
                self._listeners.remove(listener)
