"""Real Qt windows drawn without a display: an editor, a table, a form of labels; run as a program of its own.

`python -m tests.screens.qt_windows SCALE SEED FILE` writes them into FILE, a pickle of DrawnScreens by name.
"""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.screens import contents
from tests.screens.truth import DrawnScreen, Placed

WIDTH, HEIGHT = 1100, 700
NAMES = ("Qt editor", "Qt table", "Qt form")


def drawn(scale: float, seed: int, folder: Path) -> dict[str, DrawnScreen]:
    """The windows by their names, drawn by another process, because Qt takes its scale once."""
    file = folder / f"windows-{scale}-{seed}.pickle"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    command = [sys.executable, "-m", "tests.screens.qt_windows", str(scale), str(seed), str(file)]
    subprocess.run(command, check=True, env=environment, stderr=subprocess.DEVNULL)
    screens: dict[str, DrawnScreen] = pickle.loads(file.read_bytes())  # noqa: S301 - written by ourselves just now
    return screens


def main(scale: float, seed: int, file: Path) -> None:
    """Draws all windows into `file`."""
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import (
        QApplication,
        QFormLayout,
        QLabel,
        QPlainTextEdit,
        QTableWidget,
        QTableWidgetItem,
        QWidget,
    )

    application = QApplication([])
    application.setStyle("Fusion")
    chance = random.Random(f"{seed} windows")

    lines = contents.text_lines(chance, 30)
    editor = QPlainTextEdit("\n".join(lines))
    editor.setFont(QFont("DejaVu Sans", 10))

    rows = contents.rows(chance, 18)
    table = QTableWidget(len(rows), len(rows[0]))
    table.setHorizontalHeaderLabels(["Number", "Customer", "Item", "Amount"])
    for down, row in enumerate(rows):
        for right, text in enumerate(row):
            table.setItem(down, right, QTableWidgetItem(text))
    table.resizeColumnsToContents()
    numbers = [str(number) for number in range(1, len(rows) + 1)]
    told = ["Number Customer Item Amount", *(" ".join(row) for row in rows), *numbers]

    form = QWidget()
    pairs = [(row[1], row[2]) for row in contents.rows(chance, 16)]
    fields = QFormLayout(form)
    for one, other in pairs:
        fields.addRow(QLabel(f"{one}:"), QLabel(other))

    shown = {
        "Qt editor": (editor, lines),
        "Qt table": (table, told),
        "Qt form": (form, [f"{one}: {other}" for one, other in pairs]),
    }
    screens = {}
    for name, (window, texts) in shown.items():
        window.resize(WIDTH, HEIGHT)
        window.show()
        application.processEvents()
        image = window.grab().toImage()
        image = image.convertToFormat(image.Format.Format_RGB888)
        flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        pixels = flat[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
        words = tuple(Placed(word, 0, 0, 0, 0) for text in texts for word in text.split())
        screens[name] = DrawnScreen(pixels, words)
    file.write_bytes(pickle.dumps(screens))
    os._exit(0)  # Qt's offscreen platform sometimes stays in its own end


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
