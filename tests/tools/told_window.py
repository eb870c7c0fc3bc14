"""The window in a process of its own that reports where its widgets stand: for tests by real mouse and keys.

`python -m tests.tools.told_window REPORT` shows it over the fake Reverie, locked; with `--real` it goes through the
door that everybody takes. The report is a JSON file, written ten times a second: where to click every visible widget
and tab that has a name, in pixels of the screen, the texts that are shown, the rows of lists, how many frames are
shown and boxes on them, whether it is dark. Beside it a second file tells what kept the window's thread too long
(`tests.tools.watched`).
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QListView, QTabBar, QWidget

from tests.fakes import small_world
from tests.tools.watched import Watched
from ui import __main__ as door
from ui import application
from ui.framepicture import FramePicture
from ui.longtext import Reading

EVERY = 100
"""Milliseconds between two reports."""


def main(report: Path) -> int:
    """Runs the window over the fake until it is terminated."""
    reverie = small_world.build(pace=0.01, locked=True).reverie
    _told(report)
    settings = QSettings(str(report.with_suffix(".ini")), QSettings.Format.IniFormat)
    return application.start([], lambda: reverie, reverie.subscribe, settings=settings)


def main_real(report: Path) -> int:
    """Runs the window as `python -m ui` does, with the keeper of this environment's home."""
    _told(report)
    sys.argv[1:] = []
    return door.main()


def _told(report: Path) -> None:
    """Makes the application, and has it report and end when it is terminated."""
    app = Watched(report.with_suffix(".held"))
    signal.signal(signal.SIGTERM, lambda _signal, _frame: app.quit())
    timer = QTimer(app, interval=EVERY)
    timer.timeout.connect(lambda: _write(report, _seen()))
    timer.timeout.connect(app.is_ours)
    timer.start()


def _seen() -> dict[str, object]:
    visible = [widget for widget in QApplication.allWidgets() if widget.isVisible()]
    frames = [widget for widget in visible if isinstance(widget, FramePicture) and not widget.image.isNull()]
    return {
        "widgets": {_name(widget): _grip(widget) for widget in visible if _name(widget)} | _tabs(visible),
        "texts": [widget.text() for widget in visible if isinstance(widget, QLabel)]
        + [widget.toPlainText() for widget in visible if isinstance(widget, Reading)],
        "rows": [row for widget in visible if isinstance(widget, QListView) for row in _rows(widget)],
        "frames": len(frames),
        "boxes": sum(len(widget.boxes) for widget in frames),
        "dark": QApplication.palette().window().color().lightness() < 128,
    }


def _rows(shown: QListView) -> list[str]:
    model = shown.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())] if model is not None else []


def _tabs(visible: list[QWidget]) -> dict[str, tuple[int, int]]:
    """The tabs of every bar by what is written on them."""
    found = {}
    for bar in (widget for widget in visible if isinstance(widget, QTabBar)):
        for at in range(bar.count()):
            place = bar.mapToGlobal(bar.tabRect(at).center())
            found[bar.tabText(at)] = (place.x(), place.y())
    return found


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QCheckBox) else "")


def _grip(widget: QWidget) -> tuple[int, int]:
    """Where a person would click it: its middle; for a box to tick the box itself."""
    middle = widget.rect().center()
    if isinstance(widget, QCheckBox):
        middle.setX(10)
    place = widget.mapToGlobal(middle)
    return place.x(), place.y()


def _write(report: Path, seen: dict[str, object]) -> None:
    beside = report.with_suffix(".new")
    beside.write_text(json.dumps(seen), "utf-8")
    beside.replace(report)


if __name__ == "__main__":
    sys.exit((main_real if "--real" in sys.argv else main)(Path(sys.argv[1])))
