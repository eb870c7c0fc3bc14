"""A file's icon to drag or copy, in a process of its own: `python -m tests.tools.drag_window FILE X Y`.

The file is on the clipboard from the start, and goes along with the mouse that is pressed on the window. It says
"shown" once the icon is painted, "held" once the file is dragged, and "welcome" once what lies under the mouse would
take it.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel

SIDE = 60


class Icon(QLabel):
    """Stands for a file, as in a file manager."""

    def __init__(self, path: str) -> None:
        super().__init__("FILE")
        self._path = path
        self._shown = False
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)

    def held(self) -> QMimeData:
        """The file, as file managers hand it on."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._path)])
        return data

    def paintEvent(self, event: QPaintEvent) -> None:
        """Says so when the icon stands on the display, where it can be pressed."""
        super().paintEvent(event)
        if not self._shown:
            self._shown = True
            QTimer.singleShot(0, lambda: _say("shown"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Picks the file up."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            drag = QDrag(self)
            drag.setMimeData(self.held())
            drag.actionChanged.connect(_say_if_welcome)
            _say("held")
            drag.exec(Qt.DropAction.CopyAction)


def _say_if_welcome(action: Qt.DropAction) -> None:
    if action == Qt.DropAction.CopyAction:
        _say("welcome")


def _say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


def main(argv: list[str]) -> int:
    """Shows the icon until it is terminated."""
    path, x, y = argv
    application = QApplication(["files"])
    icon = Icon(path)
    icon.setGeometry(int(x), int(y), SIDE, SIDE)
    icon.show()
    application.clipboard().setMimeData(icon.held())
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
