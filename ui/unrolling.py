"""Fills a column a little in each turn of the event loop: a card takes some 10 ms."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

SLICE = 0.015
"""Seconds after which the rest waits for the next turn of the event loop."""


class Unrolling(QObject):
    """Fills the top of a column from the last widget up, as a conversation is read; with `down` its end."""

    def __init__(self, parent: QObject, column: QBoxLayout, *, down: bool = False) -> None:
        super().__init__(parent)
        self._column = column
        self._down = down
        self._left: list[Callable[[], QWidget]] = []
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._go_on)

    def begin(self, makers: Sequence[Callable[[], QWidget]]) -> None:
        """Takes the widgets that these make, in their order on the page: some at once, the others by itself."""
        self._left = list(reversed(makers)) if self._down else list(makers)
        self._go_on()

    def stop(self) -> None:
        """Shows no more of them."""
        self._left = []
        self._next.stop()

    def _go_on(self) -> None:
        end = time.monotonic() + SLICE
        while self._left:
            place = self._column.count() if self._down else 0
            self._column.insertWidget(place, self._left.pop()())
            if time.monotonic() >= end:
                break
        if self._left:
            self._next.start()
