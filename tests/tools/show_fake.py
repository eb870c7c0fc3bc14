"""Shows the window with the fake Reverie, to look at it: `python -m tests.tools.show_fake [--locked|--new] [--dark]`.

`--view NAME` begins with another view than the chat. `--answer QUESTION` asks, and unfolds everything of the answer.
With `--pictures DIR` it goes through the views, saves a picture of each and ends.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.interfaces import Reverie
from tests.fakes import small_world
from tests.fakes.reverie import FakeReverie
from ui import application, pieces
from ui.chat.citations import CitationRow
from ui.chat.view import ChatView
from ui.memories.view import MemoriesView
from ui.settings.view import SettingsView
from ui.timeline.view import TimelineView
from ui.window import MainWindow

STEP = 1500
"""Milliseconds between two pictures: time for animations, threads and fonts to settle."""


def main(argv: list[str]) -> int:
    """Shows the window; returns its exit code."""
    options = _options(argv)
    reverie = FakeReverie() if options.new else small_world.build(pace=0.06, locked=options.locked).reverie
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder, "look.ini")), QSettings.Format.IniFormat)
        settings.setValue("scheme", "dark" if options.dark else "light")
        QApplication([])
        if options.pictures:
            tour = _Tour(reverie, Path(options.pictures), "dark" if options.dark else "light")
            tour.begin()
        if options.answer:
            QTimer.singleShot(STEP, lambda: _unfold(options.answer))
        return application.start([], _connecting(reverie), reverie.subscribe, options.view, settings)


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locked", action="store_true")
    parser.add_argument("--new", action="store_true")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--view", default="chat")
    parser.add_argument("--answer", default="")
    parser.add_argument("--pictures", default="")
    return parser.parse_args(argv)


def _window() -> MainWindow:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))


def _unfold(question: str) -> None:
    """Asks, and shows the steps, why the first citation is there, and the field for another time."""
    house = _window().house
    assert house is not None
    chat = house.view("chat")
    assert isinstance(chat, ChatView)
    if not chat.cards:
        chat.ask(question)
    card = chat.cards[0]
    if card.answer is None:
        QTimer.singleShot(STEP, lambda: _unfold(question))
        return
    assert card.fold is not None
    assert card.ways is not None
    card.fold.click()
    card.findChildren(CitationRow)[0].why.click()
    card.ways.wants_time.emit()


def _connecting(reverie: FakeReverie) -> Callable[[], Reverie]:
    return lambda: reverie


class _Tour:
    """Goes from view to view, leaving a picture of each."""

    def __init__(self, reverie: FakeReverie, folder: Path, scheme: str) -> None:
        self._reverie = reverie
        self._folder = folder
        self._scheme = scheme
        self._steps = self._walk()
        folder.mkdir(parents=True, exist_ok=True)

    def begin(self) -> None:
        """Sets off; the first picture comes when the window stands."""
        QTimer.singleShot(STEP, self._next)

    @property
    def _window(self) -> MainWindow:
        return _window()

    def _next(self) -> None:
        if next(self._steps, None) is None:
            QApplication.quit()
        else:
            QTimer.singleShot(STEP, self._next)

    def _picture(self, name: str) -> str:
        shown = QApplication.activeModalWidget() or self._window
        shown.grab().save(str(self._folder / f"{self._scheme}-{name}.png"))
        return name

    def _walk(self) -> Iterator[str]:
        if self._window.house is None:
            yield from self._door()
            return
        house = self._window.house
        yield self._picture("chat-empty")
        chat = house.view("chat")
        assert isinstance(chat, ChatView)
        for question in ("When does the ferry to Porto leave?", "Which colour has the submarine?"):
            chat.ask(question)
            yield self._picture("chat-growing")
            yield "written"
            yield "settled"
            yield self._picture(f"chat-{len(chat.cards)}")
        chat.cards[0].cited.emit(1)
        yield "opened"
        yield self._picture("evidence")
        house.open("timeline")
        yield "opened"
        timeline = house.view("timeline")
        assert isinstance(timeline, TimelineView)
        timeline.playhead.step(-40)
        yield "fetched"
        yield self._picture("timeline")
        timeline.open_find()
        timeline._find.setText("porto folder")
        timeline._text_button.click()
        yield "found"
        yield self._picture("timeline-find")
        yield from self._memories()
        house.open("days")
        yield "opened"
        yield self._picture("days")
        house.view("days").findChildren(pieces.Scroll)[0].to_end()
        yield self._picture("days-year")
        house.open("privacy")
        yield "opened"
        yield self._picture("privacy")
        self._reverie.set_status(problems=("The disk is nearly full: 1.2 GB are left. Free some space.",))
        house.open("health")
        yield "opened"
        yield self._picture("health")
        yield from self._settings()

    def _settings(self) -> Iterator[str]:
        house = self._window.house
        assert house is not None
        house.open("settings")
        yield "opened"
        settings = house.view("settings")
        assert isinstance(settings, SettingsView)
        settings.entries["capture.interval"].chosen.emit("capture.interval", "often")
        settings.entries["capture.at_start"].chosen.emit("capture.at_start", False)
        yield "answered"
        yield self._picture("settings")
        settings.search.setText("model")
        yield self._picture("settings-search")

    def _memories(self) -> Iterator[str]:
        house = self._window.house
        assert house is not None
        house.open("memories")
        yield "opened"
        memories = house.view("memories")
        assert isinstance(memories, MemoriesView)
        memories.tabs.setCurrentIndex(1)
        yield "filled"
        memories.table.selectRow(0)
        yield "chosen"
        yield self._picture("memories")
        memories.as_links.click()
        yield "around it"
        yield self._picture("memories-links")
        memories.tabs.setCurrentIndex(2)
        memories.as_tree.click()
        yield "a tree"
        memories.tree.expandAll()
        yield "its branches"
        yield self._picture("memories-tree")
        memories.as_list.click()
        memories.tabs.setCurrentIndex(5)
        yield "filled"
        memories.table.selectRow(0)
        yield "chosen"
        yield self._picture("memories-secret")

    def _door(self) -> Iterator[str]:
        yield self._picture("door")
        page = self._window.unlock
        page.kept_step.go_on.click()
        yield "opened"
        face = page.create_face
        face.first.setText(small_world.PASSPHRASE)
        face.second.setText(small_world.PASSPHRASE)
        yield self._picture("door-filled")
        if face.isVisible():
            face.button.click()
            yield "made"
            yield self._picture("door-words")
            page.check_face.right.emit()
            for step in page.guide.steps:
                yield "asked"
                yield self._picture(f"guide-{type(step).__name__}")
                step.go_on.click()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
