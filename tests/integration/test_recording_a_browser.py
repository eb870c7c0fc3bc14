"""A real browser before a real recorder: what a private window, a hidden page and a password field show is not stored.

Chromium on a display of its own, asked over AT-SPI; taken by mss, read by Tesseract, kept in a real safe. The twin
takes the rules and the accessibility away, and finds it all.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.bus import Bus
from app.capture.accessible.atspi import AtSpi
from app.capture.accessible.none import NobodyTells
from app.capture.accessible.timely import Timely
from app.capture.eyes import Eyes
from app.capture.pipeline import FramePipeline
from app.capture.ports import Accessibility
from app.capture.readers.choose import choose
from app.capture.room import GIGABYTE, Room
from app.capture.screens.mss_screen import MssScreen
from app.capture.windows.x11 import X11Windows
from app.services.recorder import Recorder
from app.services.safe_sink import SafeSink
from storage.clock import system_clock
from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes import applications, display
from tests.unit.storage.decrypted import database_bytes

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]

NEAR = 60
PAGE = """<!doctype html><meta charset=utf-8><title>{title}</title>
<body style="margin:0;font:22px sans-serif"><h1>{word} {word}</h1><p>about the {word}</p>
<div style="background:{colour};height:60px"></div>
<input type=password style="background:{field};border:0;height:60px;width:300px;font-size:30px" value="pass">"""


@dataclass(frozen=True)
class Shown:
    """A page: its title, a word and a colour that no other page has, and the colour of its password field."""

    title: str
    word: str
    colour: tuple[int, int, int]

    def file(self, folder: Path, field: tuple[int, int, int] = (255, 255, 255)) -> str:
        """Writes it; gives its address."""
        page = folder / f"{self.title}.html"
        colour, of_field = (f"#{bytes(part).hex()}" for part in (self.colour, field))
        page.write_text(PAGE.format(title=self.title, word=self.word, colour=colour, field=of_field))
        return page.as_uri()


SHOP = Shown("Shop", "Pomegranate", (40, 180, 60))
LETTER = Shown("Letter", "Nightingale", (230, 40, 200))
CORNER = Shown("Corner", "Quicksilver", (30, 200, 230))
FIELD = (250, 130, 10)


class Parlour:
    """A display with a browser and a recorder in front of it."""

    def __init__(self, name: str, environment: dict[str, str], folder: Path) -> None:
        self.environment = environment
        self.folder = folder
        self._name = name

    def recorder(self, safe: Safe, asked: Accessibility) -> Recorder:
        """A recorder with the real parts."""
        eyes = Eyes(MssScreen(), X11Windows(self._name), asked)
        pipeline = FramePipeline(choose(), lambda text, found, frame: ())
        room = Room(lambda: 50 * GIGABYTE, lambda: 0)
        return Recorder(SafeSink(safe, Bus()), lambda: eyes, pipeline, room, system_clock)

    def is_listened_to(self) -> bool:
        """Whether applications are told that somebody asks: a browser looks once, when it starts."""
        command = [
            "dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus",
            "org.freedesktop.DBus.Properties.Get", "string:org.a11y.Status", "string:IsEnabled",
        ]  # fmt: skip
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return "true" in done.stdout

    def titles(self) -> list[str]:
        windows = X11Windows(self._name)
        try:
            return [window.title for window in windows.visible()]
        finally:
            windows.close()


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parlour]:
    """A display with a window manager, and a bus for what applications say."""
    if missing := applications.browser_missing("chromium"):
        pytest.skip(f"{missing} is not installed")
    with display.display((800, 600)) as name, applications.speaking(tmp_path, name) as environment:
        monkeypatch.setenv("DISPLAY", name)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        yield Parlour(name, environment, tmp_path)


def stored(safe: Safe) -> tuple[bytes, list[np.ndarray]]:
    """The decrypted database in small letters, and every picture and thumbnail."""
    frames = safe.observations.frames(None, None, limit=1000)
    files = [safe.observations.picture(frame.id) for frame in frames if frame.has_picture]
    files += [small for frame in frames if (small := safe.observations.thumbnail(frame.id))]
    pictures = [np.asarray(Image.open(io.BytesIO(file)).convert("RGB")).astype(int) for file in files]
    return database_bytes(safe).lower(), pictures


def shows(pictures: list[np.ndarray], colour: tuple[int, int, int]) -> bool:
    return any((np.abs(picture - colour).sum(axis=2) < NEAR).any() for picture in pictures)


def looks(recorder: Recorder, safe: Safe, holds: Callable[[Safe], bool]) -> None:
    """Looks until what is kept is as expected, as the recorder's thread would."""

    def seen() -> bool:
        recorder.look()
        return holds(safe)

    display.until(seen, 90)


def keeps(word: str) -> Callable[[Safe], bool]:
    return lambda safe: any(word in frame.text for frame in safe.observations.frames(None, None, limit=1000))


@pytest.mark.timeout(400)
@pytest.mark.parametrize("guarded", [True, False])
def test_only_the_page_that_may_be_seen_is_stored(room: Parlour, guarded: bool) -> None:
    asked: Accessibility = Timely(lambda: AtSpi(2.0), 2.0) if guarded else NobodyTells()
    with a_safe(room.folder / "home", clock=None) as safe:
        letter = LETTER.file(room.folder)
        if guarded:
            safe.rules.add(url=letter)
            display.until(room.is_listened_to)
        recorder = room.recorder(safe, asked)
        with applications.chromium(room.environment, room.folder, SHOP.file(room.folder, FIELD)) as command:
            looks(recorder, safe, keeps(SHOP.word))
            for arguments, page in (((letter,), LETTER), (("--incognito", CORNER.file(room.folder)), CORNER)):
                subprocess.run([*command, *arguments], env=room.environment, check=True, capture_output=True)
                display.until(lambda page=page: f"{page.title} - Chromium" in room.titles(), 60)
                if guarded:
                    for _ in range(4):
                        recorder.look()
                else:
                    looks(recorder, safe, keeps(page.word))
        recorder.close()
        database, pictures = stored(safe)

    found = {page.word for page in (SHOP, LETTER, CORNER) if page.word.lower().encode() in database}
    colours = {page.word for page in (SHOP, LETTER, CORNER) if shows(pictures, page.colour)}
    everything = {page.word for page in (SHOP, LETTER, CORNER)}
    assert (found, colours) == (({SHOP.word}, {SHOP.word}) if guarded else (everything, everything))
    assert shows(pictures, FIELD) is not guarded
    if guarded:
        assert SHOP.file(room.folder).encode().lower() in database
