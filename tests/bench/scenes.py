"""Scenes on a real display for measuring recorders: a window of Qt's that rests, is typed into, scrolls, plays a video.

A process, `python -m tests.bench.scenes`: for each line `SCENE SECONDS` on its standard input it plays so much of a
scene at once and writes what came in sight, and when in the scene's time, as one line of JSON. So recorders can be
measured in step with a scene, whatever else the machine does.
"""

from __future__ import annotations

import json
import random
import sys
import time

import numpy as np
from PySide6.QtGui import QFont, QImage, QPixmap, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPlainTextEdit

from tests.bench.stage import CHANGE_SECONDS
from tests.fakes import pages

WORDS = [word for word in pages.VOCABULARY if word.isalpha()]
# Sixty words a minute are five keys a second.
KEY_MS, SCROLL_MS, VIDEO_MS, CHANGE_MS = 200, 300, 100, round(1000 * CHANGE_SECONDS)
VIDEO = (854, 480)
SETTLED_SECONDS = 2.0


def line(number: int) -> str:
    """The words of a line, always the same for a number."""
    return " ".join(random.Random(number).sample(WORDS, 9))


def marker(number: int) -> str:
    """A word that tells a change from all others and is read easily."""
    chance = random.Random(9000 + number)
    return "".join(chance.choice("bdfklmnprt") + chance.choice("aeou") for _ in range(4))


class Stage(QMainWindow):
    """A text that fills the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setFont(QFont("DejaVu Sans", 10))
        self.text.setPlainText("\n".join(line(number) for number in range(40)))
        self.setCentralWidget(self.text)
        self.setWindowTitle("notes.txt")
        self.showMaximized()
        self.text.setFocus()
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self._keys = iter(" ".join(line(number) for number in range(2000, 2200)))
        self._chance = np.random.default_rng(0)
        self._change = 0
        self.time = 0.0
        self._next: dict[str, float] = {}
        self.account: list[dict[str, object]] = []
        self._screen: QLabel | None = None
        self._caret = True

    def idle(self) -> int:
        """Nothing but the caret moves."""
        return 0

    def typing(self) -> int:
        """A key is pressed."""
        self.text.insertPlainText(next(self._keys))
        return KEY_MS

    def scroll(self) -> int:
        """The text moves up by a line."""
        bar = self.text.verticalScrollBar()
        if bar.maximum() < 1000:
            self.text.setPlainText("\n".join(line(number) for number in range(3000)))
            bar.setValue(0)
        bar.setValue(bar.value() + 1)
        self.tell(first=bar.value(), last=bar.value() + bar.pageStep() - 1)
        return SCROLL_MS

    def video(self) -> int:
        """Another picture in a window of the page."""
        if self._screen is None:
            self._screen = QLabel(self)
            self._screen.setGeometry(900, 300, *VIDEO)
            self._screen.show()
        colours = self._chance.integers(0, 255, (60, 107, 3), np.uint8)
        image = QImage(colours.tobytes(), 107, 60, 321, QImage.Format.Format_RGB888)
        self._screen.setPixmap(QPixmap.fromImage(image).scaled(*VIDEO))
        return VIDEO_MS

    def changes(self) -> int:
        """A quarter of the screen is written anew, or in turn all of it, with a word that was never there before."""
        self._change += 1
        new, whole = marker(self._change), self._change % 2 == 0
        lines = self.text.toPlainText().splitlines()[:40]
        place = range(40) if whole else range(12, 22)
        for number in place:
            lines[number] = line(10_000 * self._change + number)
        # At three places, for a reader may misread one.
        for number in (13, 15, 18):
            lines[number] = f"{lines[number]} {new}"
        self.text.setPlainText("\n".join(lines))
        self.tell(marker=new, whole=whole)
        return CHANGE_MS

    def blink(self) -> None:
        """The caret is there or not, in turn."""
        self._caret = not self._caret
        self.text.setCursorWidth(int(self._caret))

    def tell(self, **what: object) -> None:
        """A line of the scene's account."""
        self.account.append({"time": self.time, **what})

    def play(self, scene: str, seconds: float) -> None:
        """Plays `seconds` of a scene; its pixels are on the display afterwards."""
        end, step = self.time + seconds, getattr(self, scene)
        self.time = max(self.time, min(self._next.get(scene, self.time), end))
        while self.time < end and (pause := step()):
            self.time += pause / 1000
            self._next[scene] = self.time
        self.time = end
        self.blink()
        QApplication.processEvents()
        # Drawn now, not when Qt finds the time.
        self.repaint()
        self.text.viewport().repaint()
        QApplication.processEvents()
        QApplication.sync()


def main() -> None:
    """Plays what is asked for."""
    app = QApplication([])
    # The caret blinks in the scene's time, not the computer's.
    app.setCursorFlashTime(0)
    stage = Stage()
    settled = time.monotonic() + SETTLED_SECONDS
    while time.monotonic() < settled:
        app.processEvents()
    for asked in sys.stdin:
        scene, seconds = asked.split()
        stage.play(scene, float(seconds))
        sys.stdout.write(json.dumps(stage.account) + "\n")
        sys.stdout.flush()
        stage.account.clear()


if __name__ == "__main__":
    main()
