"""The window over the fake Reverie, locked, in a process of its own that reports where its widgets stand.

`python -m tests.tools.told_window REPORT` writes a JSON file ten times a second: the middle of every visible widget
that has an accessible name, in pixels of the screen, and how many boxes are shown. For tests by real mouse and keys.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.fakes import small_world
from ui import application
from ui.framepicture import FramePicture

EVERY = 100
"""Milliseconds between two reports."""


def main(report: Path) -> int:
    """Runs the window until it is terminated."""
    reverie = small_world.build(pace=0.01, locked=True).reverie
    app = QApplication([])
    signal.signal(signal.SIGTERM, lambda _signal, _frame: app.quit())
    timer = QTimer(interval=EVERY)
    timer.timeout.connect(lambda: _write(report, _seen()))
    timer.start()
    settings = QSettings(str(report.with_suffix(".ini")), QSettings.Format.IniFormat)
    return application.start([], lambda: reverie, reverie.subscribe, settings=settings)


def _seen() -> dict[str, object]:
    shown = [widget for widget in QApplication.allWidgets() if widget.isVisible() and widget.accessibleName()]
    boxes = sum(len(widget.boxes) for widget in shown if isinstance(widget, FramePicture))
    return {"widgets": {widget.accessibleName(): _middle(widget) for widget in shown}, "boxes": boxes}


def _middle(widget: QWidget) -> tuple[int, int]:
    middle = widget.mapToGlobal(widget.rect().center())
    return middle.x(), middle.y()


def _write(report: Path, seen: dict[str, object]) -> None:
    beside = report.with_suffix(".new")
    beside.write_text(json.dumps(seen), "utf-8")
    beside.replace(report)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
