"""Whether the window stays as it is, however often it is opened: `python -m tests.tools.stays ROUNDS`.

Every round closes the window and opens it again, goes to each view, brings recall and sends it away; over the fake
Reverie. At the end the whole window is made anew, as a change of language does. Prints JSON: resident MB after each
tenth of the rounds, and the longest CPU milliseconds for which one event kept the window's thread, by step.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from tests.fakes import small_world
from ui.application import Session

# Milliseconds for what a view asks to come and be shown.
SETTLED = 150


class Watched(QApplication):
    """An application that knows the longest time one event kept its thread, in CPU milliseconds."""

    def __init__(self) -> None:
        super().__init__(["reverie"])
        self._longest, self._depth = 0.0, 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Passes the event on; what it brings about at once belongs to it."""
        began = time.thread_time()
        self._depth += 1
        try:
            return super().notify(receiver, event)
        finally:
            self._depth -= 1
            if not self._depth:
                self._longest = max(self._longest, 1e3 * (time.thread_time() - began))

    def taken(self) -> float:
        """The longest since this was last asked."""
        longest, self._longest = self._longest, 0.0
        return round(longest, 1)


def main(rounds: int) -> int:
    """Goes through the rounds and prints what was found."""
    app = Watched()
    reverie = small_world.build(pace=0.01, locked=False).reverie
    with tempfile.TemporaryDirectory() as name:
        settings = QSettings(str(Path(name) / "window.ini"), QSettings.Format.IniFormat)
        session = Session(app, lambda: reverie, reverie.subscribe, "chat", settings)
        session.open()
        steps = _rounds(session, app, rounds)
        timer = QTimer(app, interval=SETTLED)
        timer.timeout.connect(lambda: next(steps, None) is None and app.quit())
        timer.start()
        code = app.exec()
        session.close()
    return code


def _rounds(session: Session, watch: Watched, rounds: int) -> Iterator[str]:
    """One step each time it is asked, the next when the last has settled; the findings at the end."""
    process, resident, stretches = psutil.Process(), list[float](), dict[str, float]()
    while session.window.house is None:
        yield "opening"
    for number in range(rounds):
        for step in _round(session):
            yield step
            taken = watch.taken()
            if number:
                stretches[step] = max(taken, stretches.get(step, 0.0))
        if number % max(1, rounds // 10) == 0:
            resident.append(round(process.memory_info().rss / 2**20, 1))
    resident.append(round(process.memory_info().rss / 2**20, 1))
    session.language.changed.emit()
    yield "anew"
    stretches["anew"] = watch.taken()
    sys.stdout.write(json.dumps({"resident": resident, "longest": stretches}) + "\n")


def _round(session: Session) -> Iterator[str]:
    house = session.window.house
    assert house is not None
    for room in house.rooms:
        session.show_view(room.name)
        yield room.name
    session.recall.appear()
    session.recall.page.box.setText("ferry")
    yield "recall"
    session.recall.hide()
    session.window.hide()
    yield "closed"
    session.window.come_forward()
    yield "opened"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
