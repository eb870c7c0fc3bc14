"""Whether the window stays as it is, however often it is opened: `python -m tests.tools.stays ROUNDS`.

Every round closes the window and opens it again, goes to each view, brings recall and sends it away; over the fake
Reverie. At the end the whole window is made anew, as a change of language does. Prints JSON: resident MB after each
tenth of the rounds, and the longest milliseconds for which one event kept the window's thread (`tests.tools.watched`),
by step: when a view is made, and later.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
from PySide6.QtCore import QSettings, QTimer

from tests.fakes import small_world
from tests.tools.watched import Watched
from ui.application import Session
from ui.language import Tongue
from ui.theme import Scheme

# Milliseconds for what a view asks to come and be shown.
SETTLED = 150


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
            named = step if number else f"{step}, made"
            stretches[named] = max(watch.taken(), stretches.get(named, 0.0))
        if number % max(1, rounds // 10) == 0:
            resident.append(round(process.memory_info().rss / 2**20, 1))
    resident.append(round(process.memory_info().rss / 2**20, 1))
    session.theme.choose(Scheme.DARK)
    yield "colours"
    stretches["colours"] = watch.taken()
    session.language.choose(Tongue.CHINESE)
    yield "language"
    stretches["language"] = watch.taken()
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
