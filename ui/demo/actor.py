"""Shows one scene of the demo in a window of its own: `python -m ui.demo.actor`, with the scene on standard input.

The first line of standard input is the scene as JSON, in the shape of `ui.demo.shapes.SceneShape`. The window opens
maximised, its class (WM_CLASS) and its title are those of the scene. Once it is painted, the line "shown" goes to
standard output. The window stays until standard input is closed; exit code 2 says that the line was no scene.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from ui.demo.chat import ChatWindow
from ui.demo.document import DocumentWindow
from ui.demo.mail import MailWindow
from ui.demo.shapes import SceneShape
from ui.demo.terminal import TerminalWindow

PROGRAMS: dict[str, type[Any]] = {  # each takes the content in its own shape, which no common type can say
    "Mail": MailWindow,
    "Document": DocumentWindow,
    "Terminal": TerminalWindow,
    "Chat": ChatWindow,
}
STILL_MS = 150
"""How long a window must not have been painted or moved to count as standing."""
NO_SCENE = 2


class Curtain(QObject):
    """Says `risen` once, when a window stands painted in its final size. Lives as long as the window."""

    risen = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._still.timeout.connect(self._rise)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Waits anew with every painting and every change of size."""
        if event.type() in (QEvent.Type.Paint, QEvent.Type.Resize, QEvent.Type.UpdateRequest):
            self._still.start()
        return super().eventFilter(watched, event)

    def _rise(self) -> None:
        self._window.removeEventFilter(self)
        QGuiApplication.sync()
        self.risen.emit()


class Prompter(QObject):
    """Ends the program when standard input is closed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._listen)

    def _listen(self) -> None:
        if not os.read(sys.stdin.fileno(), 4096):
            self._ear.setEnabled(False)
            QApplication.quit()


def main() -> int:
    """Shows the scene of standard input; returns the exit code."""
    scene = _read_scene()
    if scene is None:
        sys.stderr.write("The first line of standard input is no scene.\n")
        return NO_SCENE
    application = _application(scene["app"])
    window = cast("QMainWindow", PROGRAMS[scene["app"]](scene["content"]))
    window.setWindowTitle(scene["title"])
    Curtain(window).risen.connect(_say_shown)
    Prompter(window)
    window.showMaximized()
    return application.exec()


def _read_scene() -> SceneShape | None:
    try:
        scene = json.loads(sys.stdin.buffer.readline())
    except ValueError:
        return None
    if not isinstance(scene, dict) or scene.get("app") not in PROGRAMS:
        return None
    return cast("SceneShape", scene)


def _application(name: str) -> QApplication:
    """A Qt application whose windows bear the class `name`, light whatever the desktop prefers."""
    application = QApplication([name.lower(), "-name", name.lower()])
    application.setApplicationName(name)
    application.setDesktopFileName(name.lower())
    application.setStyle("Fusion")
    application.styleHints().setColorScheme(Qt.ColorScheme.Light)
    return application


def _say_shown() -> None:
    sys.stdout.write("shown\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
