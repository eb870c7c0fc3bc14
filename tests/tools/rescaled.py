"""How the window stands on monitors of other scales: `python -m tests.tools.rescaled LOOK LANGUAGE [FOLDER]`.

It opens the window, as small as it may be, over the fake Reverie on the first monitor, goes through all its views, and
is moved to each monitor while everything stays open. Prints JSON, one entry a monitor: its scale, the window's size in
its own pixels, and by view the texts that have less room than they need and the pictures that have fewer pixels than
the monitor. With a FOLDER each view is pictured there.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QSize, QTimer
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from tests.fakes import small_world
from ui import icons
from ui.application import Session
from ui.chat.view import ChatView
from ui.desk import exhibits
from ui.house import House
from ui.pieces import Elided, Scroll

SMALLEST = QSize(820, 560)
SETTLED = 350
"""Milliseconds for what a view asks to come and be shown."""

PATIENCE = 12
"""How often a view is looked at again when something is wrong with it: a busy machine may not be done."""

QUESTION = "When does the ferry to Porto leave?"


class Drawn:
    """The icons that were drawn since it was cleared, each with its pixels for one of the window's."""

    def __init__(self) -> None:
        self.icons: set[tuple[str, float]] = set()
        self._draw = icons.pixmap
        icons.pixmap = self.draw

    def draw(
        self, name: str, size: int, colour: QColor | None = None, ratio: float = 1.0, opacity: float = 1.0
    ) -> QPixmap:
        """Draws an icon, and notes it."""
        self.icons.add((name, ratio))
        return self._draw(name, size, colour, ratio, opacity)


class Tour:
    """Goes through monitors and views, one step each time it is asked. `found` is what is printed."""

    def __init__(self, session: Session, folder: Path | None) -> None:
        self._session = session
        self._folder = folder
        self._drawn = Drawn()
        # Any: a JSON document.
        self.found: list[dict[str, Any]] = []

    def steps(self) -> Iterator[str]:
        """Every view is made on the first monitor, and looked at on each."""
        window = self._session.window
        while window.house is None or window.house.current is None:
            yield "opening"
        yield from self._go_through(window.house, lambda _name: ())
        for screen in QApplication.screens():
            window.windowHandle().setPosition(screen.geometry().topLeft())
            yield screen.name()
            size = [window.width(), window.height()]
            self.found.append({"scale": window.devicePixelRatioF(), "size": size, "cut": {}, "blurred": {}})
            yield from self._go_through(window.house, self._look)

    def _go_through(self, house: House, look: Callable[[str], Iterable[str]]) -> Iterator[str]:
        for room in house.rooms:
            self._session.show_view(room.name)
            yield room.name
            yield from look(room.name)
        chat = house.view("chat")
        assert isinstance(chat, ChatView)
        if not chat.cards:
            chat.ask(QUESTION)
        house.open("chat")
        while (answer := chat.cards[-1].answer) is None:
            yield "asked"
        yield "answer"
        yield from look("answer")
        self._session.desk.exhibits_wanted.emit(exhibits(answer.citations[0]), 0)
        yield "evidence"
        yield from look("evidence")
        house.step_back()

    def _look(self, name: str) -> Iterator[str]:
        """Looks at a view, and again for as long as it is still being laid out."""
        self._note(name)
        for _ in range(PATIENCE):
            if not (self.found[-1]["cut"][name] or self.found[-1]["blurred"][name]):
                break
            yield name
            self._note(name)

    def _note(self, name: str) -> None:
        window, here = self._session.window, self.found[-1]
        ratio = window.devicePixelRatioF()
        self._drawn.icons.clear()
        picture = window.grab()
        if self._folder is not None:
            picture.save(str(self._folder / f"{name}-{int(100 * ratio)}.png"))
        here["cut"][name] = sorted(text for widget in _seen(window) if (text := _cut(widget)))
        coarse = {icon for icon, had in self._drawn.icons if had < ratio}
        here["blurred"][name] = sorted(
            coarse | {text for one in _seen(window) if (text := _blurred(one, ratio))}
        )


def _seen(window: QWidget) -> list[QWidget]:
    every = window.findChildren(QWidget)
    return [widget for widget in every if widget.isVisible() and not widget.visibleRegion().isEmpty()]


def _cut(widget: QWidget) -> str:
    """The text of a widget that has less room than it needs; of one that elides it, none."""
    if isinstance(widget, Scroll):
        return widget.accessibleName() if widget.widget().width() > widget.viewport().width() else ""
    if isinstance(widget, QLabel) and not isinstance(widget, Elided) and widget.text():
        width, height = widget.width(), widget.height()
        wide = 0 if widget.wordWrap() else widget.minimumSizeHint().width()
        high = widget.heightForWidth(width) if widget.wordWrap() else widget.minimumSizeHint().height()
        return widget.text() if width < wide or height < high else ""
    if isinstance(widget, QComboBox) and not widget.isEditable():
        return widget.currentText() if _room(widget) < _wide(widget, widget.currentText()) else ""
    if isinstance(widget, QPushButton | QDateEdit):
        return widget.text() if widget.width() < widget.minimumSizeHint().width() else ""
    return ""


def _room(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()


def _wide(widget: QWidget, text: str) -> int:
    return widget.fontMetrics().horizontalAdvance(text)


def _blurred(widget: QWidget, ratio: float) -> str:
    """The name of a widget whose picture has fewer pixels than its place on the monitor."""
    if isinstance(widget, QLabel) and not widget.pixmap().isNull():
        return type(widget).__name__ if widget.pixmap().devicePixelRatio() < ratio else ""
    if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
        wanted = round(widget.iconSize().width() * ratio)
        return (
            widget.accessibleName() if widget.icon().pixmap(widget.iconSize(), ratio).width() < wanted else ""
        )
    return ""


def main(look: str, language: str, folder: Path | None = None) -> int:
    """Makes the tour, and prints what was found."""
    app = QApplication(["reverie"])
    reverie = small_world.build(pace=0.0, locked=False).reverie
    with tempfile.TemporaryDirectory() as name:
        settings = QSettings(str(Path(name) / "window.ini"), QSettings.Format.IniFormat)
        settings.setValue("scheme", look)
        settings.setValue("language", language)
        session = Session(app, lambda: reverie, reverie.subscribe, "chat", settings)
        session.window.resize(SMALLEST)
        session.open()
        tour = Tour(session, folder)
        steps = tour.steps()
        timer = QTimer(app, interval=SETTLED)
        timer.timeout.connect(lambda: next(steps, None) is None and app.quit())
        timer.start()
        code = app.exec()
        session.close()
    sys.stdout.write(json.dumps(tour.found) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3], *map(Path, sys.argv[3:])))
