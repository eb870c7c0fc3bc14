"""Pictures of every view of the window, from a made-up day that was really recorded: `make screens`.

`python -m tests.tools.screens [FOLDER [VIEW ...]]` plays the demo, then shows the window over its keeper once for each
way of looking (light and dark, English and Chinese, 100 % and 200 %) and saves each view, or those named, as
VIEW-LOOK-LANGUAGE-SCALE.png. With `--views FOLDER LOOK LANGUAGE SCALE [VIEW ...]` it is the window of one such way, in
a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication, QWidget

from app import client, paths
from app.demo import play
from app.interfaces import Reverie
from ui import icons
from ui.application import Session
from ui.chat.citations import CitationRow
from ui.chat.view import ChatView
from ui.privacy import PrivacyView
from ui.settings.view import SettingsView
from ui.window import MainWindow

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
SEED = 7
WAYS = (
    ("light", "en", "1"),
    ("dark", "en", "1"),
    ("light", "zh_CN", "1"),
    ("dark", "zh_CN", "2"),
    ("light", "en", "2"),
)
SIZE = QSize(1180, 760)
SETTLED = 2.5
"""Seconds that a view has to ask the keeper and to show what comes."""
PATIENCE = 60.0
COLOURS = 200
# What the overlay is asked in the pictures.
RECALLED = "project"


def main(folder: Path, only: Sequence[str] = ()) -> None:
    """Plays a day and pictures it in every way; only these views, if any are named."""
    folder.mkdir(parents=True, exist_ok=True)

    def picture(reverie: Reverie, environment: Mapping[str, str]) -> None:
        reverie.set_setting("model.language", "none")
        for way in WAYS:
            _window(folder, way, environment, only)
            with tempfile.TemporaryDirectory() as empty:
                _window(folder, way, dict(environment) | {"REVERIE_HOME": empty}, only)

    with tempfile.TemporaryDirectory() as name:
        played = play.play(SEED, Path(name), "none", picture)
    sys.stdout.write(
        f"{len(list(folder.glob('*.png')))} pictures of {played.frames} frames lie in {folder}\n"
    )


def _window(
    folder: Path, way: tuple[str, str, str], environment: Mapping[str, str], only: Sequence[str]
) -> None:
    """Shows the window of a home in one way, in a process of its own."""
    command = [sys.executable, "-P", "-m", "tests.tools.screens", "--views", str(folder), *way, *only]
    own = {"QT_SCALE_FACTOR": way[-1], "PYTHONPATH": str(FOLDER.parents[1])}
    subprocess.run(command, env=dict(environment) | own, check=True, timeout=10 * PATIENCE)


def views(folder: Path, look: str, language: str, scale: str, *only: str) -> None:
    """Shows the window in one way and pictures its views, or those named."""
    app = QApplication(["reverie"])
    app.setWindowIcon(icons.icon("reverie"))
    link = client.Link(paths.home(None), start=True, window=True)
    with tempfile.TemporaryDirectory() as name:
        settings = QSettings(str(Path(name) / "window.ini"), QSettings.Format.IniFormat)
        settings.setValue("scheme", look)
        settings.setValue("language", language)
        session = Session(app, link.reverie, link.subscribe, "chat", settings)
        session.open()
        try:
            for view, widget in _shown(session):
                if not only or view in only:
                    _save(widget, folder / f"{view}-{look}-{language}-{int(scale) * 100}.png")
        finally:
            session.close()
            link.close()


def _shown(session: Session) -> Iterator[tuple[str, QWidget]]:
    """The views of an open safe, or the first page of the guide where there is none yet."""
    window = session.window
    window.resize(SIZE)
    _until(lambda: session.desk.status is not None)
    _settle()
    if window.house is None:
        yield "first-run", window
        return
    for room in window.house.rooms:
        session.show_view(room.name)
        _settle()
        view = window.house.view(room.name)
        if isinstance(view, SettingsView):
            _fill(view)
        yield room.name, window
        if isinstance(view, PrivacyView):
            view.show_proofs()
            _settle()
            yield "proofs", window
    session.show_view("thread", play.THREAD)
    _settle()
    yield "answer", window
    _unfold(window)
    _settle()
    yield "why", window
    session.recall.appear()
    session.recall.page.box.setText(RECALLED)
    _settle()
    yield "recall", session.recall


def _fill(settings: SettingsView) -> None:
    """Waits for the settings that are still to come, and until they are laid out."""
    _until(lambda: settings.filled)
    _settle()


def _unfold(window: MainWindow) -> None:
    """Shows the steps to the last answer, and why its first citation is there."""
    assert window.house is not None
    chat = window.house.view("chat")
    assert isinstance(chat, ChatView)
    card = chat.cards[-1]
    assert card.fold is not None
    card.fold.click()
    card.findChildren(CitationRow)[0].why.click()


def _save(widget: QWidget, file: Path) -> None:
    """With few colours: the file is a third as large, and looks the same."""
    widget.grab().save(str(file))
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the window did not reach its keeper in time")
        QApplication.processEvents()
        time.sleep(0.02)


def _settle() -> None:
    end = time.monotonic() + SETTLED
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.02)


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    if sys.argv[1:2] == ["--views"]:
        views(Path(sys.argv[2]), *sys.argv[3:])
    else:
        main(Path(sys.argv[1]) if sys.argv[1:] else FOLDER, sys.argv[2:])
