"""The guide after the safe was made: what is hidden, which model answers, a first moment, the keys; then the house.

Recording is paused from the moment the safe is there until the step about what is hidden was left.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.interfaces import Refused, Reverie, Status
from ui import pieces
from ui.desk import Desk
from ui.firstrun.hidden import HiddenStep
from ui.firstrun.keys import KeysStep
from ui.firstrun.models import ModelsStep
from ui.firstrun.moment import MomentStep
from ui.firstrun.step import Step
from ui.pictures import Pictures

AT_MOST = 600.0
"""Seconds that recording waits for the guide; a guide that was left alone does not keep it off."""


PATIENCE = 10.0
"""Seconds that going on waits for a pause that was asked for and not answered."""


class Guide(QWidget):
    """One step at a time, with the ways on, back and out. Emits `finished`."""

    finished = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._held = False
        # Set whenever no call that pauses is out: going on must not overtake it.
        self._paused = threading.Event()
        self._paused.set()
        self.hidden, self.models = HiddenStep(desk), ModelsStep(desk)
        self.moment, self.keys = MomentStep(desk, Pictures(desk, self)), KeysStep(desk)
        self.steps: tuple[Step, ...] = (self.hidden, self.models, self.moment, self.keys)
        self._at = 0
        inside = pieces.column(self)
        for at, step in enumerate(self.steps):
            inside.addWidget(step)
            step.on.connect(lambda at=at: self._go(at + 1))
            step.back.connect(lambda at=at: self._go(at - 1))
            step.skipped.connect(self._finish)
            step.hide()

    def hold(self) -> None:
        """Pauses recording: the safe is there, and what must not be seen is still to be said."""
        self._held = True
        paused = self._paused

        def pause(reverie: Reverie) -> Status:
            try:
                return reverie.pause(AT_MOST)
            finally:
                paused.set()

        paused.clear()
        self._desk.command(self, pause, self._desk.take_status, self._still_on)

    def begin(self) -> None:
        """Shows the first step."""
        self._go(0)

    def _go(self, at: int) -> None:
        self.moment.rest()
        if at >= len(self.steps):
            self._finish()
            return
        if at > 0:
            self._release()
        self._at = at
        for other in self.steps:
            other.setVisible(other is self.steps[at])
        self.steps[at].start()

    def _finish(self) -> None:
        self.moment.rest()
        self._release()
        self.finished.emit()

    def _release(self) -> None:
        if self._held:
            self._held = False
            # a look meanwhile would still be told that recording is paused
            waiting, paused = (self.moment.look,), self._paused

            def go_on(reverie: Reverie) -> Status:
                paused.wait(PATIENCE)
                return reverie.resume()

            self._desk.command(self._desk, go_on, self._released, disabled=waiting)

    def _released(self, status: Status) -> None:
        self._desk.take_status(status)

    def _still_on(self, refusal: Refused) -> None:
        """It could not be paused: the step that says that recording has not begun says so, too."""
        self.hidden.trouble.say(refusal.message)
