"""Shows a conversation from its last line up, a little in each turn of the event loop: a card takes some 10 ms."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

SLICE = 0.015
"""Seconds after which the rest waits for the next turn of the event loop."""


class Unrolling(QObject):
    """Fills the top of a column."""

    def __init__(self, parent: QObject, column: QBoxLayout) -> None:
        super().__init__(parent)
        self._column = column
        self._left: list[Callable[[], QWidget]] = []
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._go_on)

    def begin(self, makers: Sequence[Callable[[], QWidget]]) -> None:
        """Shows what the last of them make at once, and goes on by itself."""
        self._left = list(makers)
        self._go_on()

    def stop(self) -> None:
        """Shows no more of them."""
        self._left = []
        self._next.stop()

    def _go_on(self) -> None:
        end = time.monotonic() + SLICE
        while self._left:
            self._column.insertWidget(0, self._left.pop()())
            if time.monotonic() >= end:
                break
        if self._left:
            self._next.start()
