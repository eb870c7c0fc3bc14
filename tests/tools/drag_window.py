"""A file's icon to drag or copy, in a process of its own: `python -m tests.tools.drag_window FILE X Y`.

The file is on the clipboard from the start, and goes along with the mouse that is pressed on the window. It says
"shown" when it is.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIDE = 60


class Icon(QLabel):
    """Stands for a file, as in a file manager."""

    def __init__(self, path: str) -> None:
        super().__init__("FILE")
        self._path = path
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)

    def held(self) -> QMimeData:
        """The file, as file managers hand it on."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._path)])
        return data

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Picks the file up."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            drag = QDrag(self)
            drag.setMimeData(self.held())
            drag.exec(Qt.DropAction.CopyAction)


def main(argv: list[str]) -> int:
    """Shows the icon until it is terminated."""
    path, x, y = argv
    application = QApplication(["files"])
    icon = Icon(path)
    icon.setGeometry(int(x), int(y), SIDE, SIDE)
    icon.show()
    application.clipboard().setMimeData(icon.held())
    QTimer.singleShot(0, lambda: os.write(1, b"shown\n"))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
