"""The watch of the window's thread sees what keeps it, and nothing that does not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.tools import watched

# One event that does as it is told, in a process of its own: there is one application in each.
EVENT = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from tests.tools.watched import Watched

app = Watched(Path(sys.argv[1]))
def work(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
def event():
    {0}
QTimer.singleShot(0, event)
QTimer.singleShot(1, app.quit)
app.exec()
"""


def seen(what: str, folder: Path) -> list[dict[str, Any]]:
    """What the watch told of an event. Any: JSON documents."""
    file = folder / "held"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", EVENT.format(what), str(file)], env=environment, check=True)
    return watched.told(file)


def test_an_event_that_reckons_for_long_is_told(tmp_path: Path) -> None:
    assert [event["reckoned"] >= 160 for event in seen("work(0.16)", tmp_path)] == [True]


def test_an_event_that_waits_for_something_is_told(tmp_path: Path) -> None:
    assert [event["waited"] >= 300 for event in seen("time.sleep(0.32)", tmp_path)] == [True]


def test_short_events_are_not(tmp_path: Path) -> None:
    assert seen("work(0.002)", tmp_path) == []
