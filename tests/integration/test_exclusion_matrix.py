"""What must not be seen is in nothing that is stored: by app, title, address and private mode, wherever a window is.

The windows and the monitors are a test's; the guard, the change detection, the reader of text, the encodings and the
safe are the real ones. Every cell plants a word and a colour of its own, which are looked for in the decrypted database
(texts, titles, addresses, words index, ledger), pictures and thumbnails. Its twin without rules must find them all.

Each rule by itself always; windows that several rules mean at once in a few cells, with PROVE=1 in all.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from PIL import Image

from app.bus import Bus
from app.capture.eyes import Eyes
from app.capture.guard import Guard
from app.capture.pipeline import FramePipeline
from app.capture.ports import Monitor, Picture, TextReader, Told, Window
from app.capture.readers.choose import choose
from app.capture.room import GIGABYTE, Room
from app.services.recorder import Recorder
from app.services.safe_sink import SafeSink
from storage.model import Box, Frame, Watching
from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes.accessibility import FakeAccessibility
from tests.fakes.clock import WoundClock
from tests.fakes.screen import FakeScreen, Page
from tests.fakes.windows import FakeWindows
from tests.unit.storage.decrypted import database_bytes

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

SIZE = (480, 300)
SECRET_COLOUR = (255, 150, 240)
# A pixel is the secret window's when it is so near to its colour; lossy pictures and small ones blur.
NEAR = 60
RULES = ("app", "title", "url", "private")
PLACES = ("focused", "visible", "other monitor", "partly covered", "switched from", "switched to", "closed")
# Words no reader confuses and no other cell has.
WORDS = (
    "Zanzibar", "Quixotic", "Marmalade", "Periwinkle", "Tangerine", "Bergamot", "Cinnamon", "Daffodil", "Elderberry",
    "Flamingo", "Gooseberry", "Hyacinth", "Iguanodon", "Juniper", "Kingfisher", "Labradorite", "Mandolin",
    "Nightingale", "Obsidian", "Pomegranate", "Quicksilver", "Rhododendron", "Saxophone", "Tamarind", "Umbrella",
    "Vermilion", "Wolverine", "Xylophone",
)  # fmt: skip
CELLS = tuple(zip(product(RULES, PLACES), WORDS, strict=True))
PATTERNS = {"app": "Chromium", "title": "payroll", "url": "bank.example"}
# Which of RULES mean a window, and where it is; those that none means must be found although there are rules.
Several: TypeAlias = tuple[frozenset[str], str]
NONE: frozenset[str] = frozenset()
SOME = [frozenset(some) for number in range(1, len(RULES) + 1) for some in combinations(RULES, number)]
WHERE = ("focused", "visible", "other monitor", "switched to", "partly covered")
A_FEW: tuple[Several, ...] = (
    (frozenset({"app", "title"}), "focused"),
    (frozenset(RULES), "visible"),
    (frozenset({"title", "url"}), "other monitor"),
    (frozenset({"url", "private"}), "switched to"),
    (frozenset({"app", "title", "private"}), "switched to"),
    (frozenset({"app", "url"}), "partly covered"),
    (NONE, "focused"),
)
# As many cells as there are words go into one safe.
GROUPS = (
    [tuple((some, place) for some in (*SOME, NONE)) for place in WHERE]
    if os.environ.get("PROVE")
    else [A_FEW]
)


@dataclass
class Cell:
    """A desktop of two monitors with a window that must not be seen, and one that may be."""

    rule: str
    place: str
    word: str
    windows: FakeWindows = field(default_factory=FakeWindows)
    said: FakeAccessibility = field(default_factory=FakeAccessibility)
    after_grab: Callable[[], None] = lambda: None
    meanwhile: Callable[[], None] = lambda: None

    @property
    def editor(self) -> Window:
        box = Box(40, 60, 260, 200) if self.place == "partly covered" else Box(10, 10, 230, 280)
        return Window("Editor", "harbour notes", 50, box, id=50)

    @property
    def secret(self) -> Window:
        """The window as it is while the rule speaks of it."""
        x = SIZE[0] + 20 if self.place == "other monitor" else 245
        box = Box(20, 10, 440, 180) if self.place == "partly covered" else Box(x, 10, 220, 120)
        app, title = (
            ("Ledger", f"Books {self.word}") if self.rule == "app" else ("Firefox", f"Payroll {self.word}")
        )
        return Window(app, title, 60, box, id=60)

    @property
    def harmless(self) -> Window:
        """The same window calling itself something else."""
        return replace(self.secret, app="Viewer" if self.rule == "app" else "Firefox", title="Weather")

    def told(self, *, speaks: bool) -> Told:
        """What the application says of it while the rule speaks of it, and when it does not."""
        if not speaks:
            return Told(title="Weather", url="https://weather.example/")
        if self.rule == "private":
            return Told(title=self.secret.title, private=True)
        return Told(
            title=self.secret.title, url=f"https://bank.example/{self.word}" if self.rule == "url" else ""
        )

    def put(self, secret: Window | None, pixels: bool = True) -> None:
        """The desktop from now on; `pixels`: whether the secret is painted on it."""
        self.said.says = {self.secret.title: self.told(speaks=True), "Weather": self.told(speaks=False)}
        there = [secret] if secret is not None else []
        front = self.place in ("focused", "switched from", "switched to", "closed")
        self.windows.open = [*there, self.editor] if front else [self.editor, *there]
        for monitor in self.screen.monitors():
            self.screen.show(self._painted(monitor, pixels), monitor.number)

    def grab(self, monitor: Monitor) -> Picture:
        picture = self._grab(monitor)
        self.after_grab()
        return picture

    def _painted(self, monitor: Monitor, pixels: bool) -> Picture:
        page = Page(SIZE)
        windows = [*reversed(self.windows.open)]
        if pixels and not any(one.id == 60 for one in windows):
            windows.append(self.secret)
        for window in windows:
            secret = window.id == 60 and pixels
            self._paint(page, replace(window.box, x=window.box.x - monitor.x), secret=secret)
        return page.picture()

    def _paint(self, page: Page, box: Box, *, secret: bool) -> None:
        page.fill(box.x, box.y, box.w, box.h, "#ffffff")
        if secret:
            page.fill(box.x, box.y + 75, box.w, box.h - 75, f"#{bytes(SECRET_COLOUR).hex()}")
        if 0 <= box.x < SIZE[0]:
            line = f"{self.word} {self.word}" if secret else "harbour lighthouse"
            for row in range(2):
                page.text(box.x + 12, box.y + 14 + 34 * row, line, size=16)

    def __post_init__(self) -> None:
        self.screen = FakeScreen(*[SIZE] * (2 if self.place == "other monitor" else 1))
        self._grab = self.screen.grab
        self.screen.grab = self.grab  # type: ignore[method-assign]


@dataclass
class Joined(Cell):
    """A browser's window that several rules mean at once, or none; its twin does not say that it is private."""

    on: frozenset[str] = NONE
    says_private: bool = True

    @property
    def secret(self) -> Window:
        """The window as it is while the rules speak of it."""
        app = PATTERNS["app"] if "app" in self.on else "Firefox"
        title = f"{'Payroll' if 'title' in self.on else 'Novel'} {self.word}"
        return replace(super().secret, app=app, title=title)

    def told(self, *, speaks: bool) -> Told:
        """What the application says of it while the rules speak of it, and when they do not."""
        if not speaks:
            return super().told(speaks=False)
        host = PATTERNS["url"] if "url" in self.on else "novel.example"
        private = True if "private" in self.on and self.says_private else None
        return Told(title=self.secret.title, url=f"https://{host}/{self.word}", private=private)


@dataclass
class World:
    """A safe, and recorders before one cell after the other."""

    safe: Safe
    clock: WoundClock
    rules: bool
    reader: TextReader = field(default_factory=choose)

    def record(self, cell: Cell) -> None:
        """Looks three times at what the cell shows."""
        rules = self._rules(cell)
        pipeline = FramePipeline(self.reader, lambda text, found, frame: ())
        room = Room(lambda: 50 * GIGABYTE, lambda: 0)
        eyes = Eyes(cell.screen, cell.windows, cell.said)

        def guard(eyes: Eyes) -> Guard:
            return Guard(eyes.windows, eyes.accessibility, lambda: self.clock().timestamp(), wait)

        def wait(seconds: float) -> None:
            self.clock.wind(seconds=seconds)
            cell.meanwhile()

        recorder = Recorder(SafeSink(self.safe, Bus()), lambda: eyes, pipeline, room, self.clock, guard)
        for step in steps(cell):
            step()
            recorder.look()
            self.clock.wind(seconds=0.3)
        for rule in rules:
            self.safe.rules.remove(rule)
        self.clock.wind(minutes=1)

    def _rules(self, cell: Cell) -> list[int]:
        if not self.rules:
            return []
        if isinstance(cell, Joined):
            return [self.safe.rules.add(**{name: pattern}).id for name, pattern in PATTERNS.items()]
        if cell.rule == "private":
            return []
        return [self.safe.rules.add(**{cell.rule: {**PATTERNS, "app": "Ledger"}[cell.rule]}).id]

    def frames(self) -> list[Frame]:
        return self.safe.observations.frames(None, None, limit=10_000)


def steps(cell: Cell) -> Iterator[Callable[[], None]]:
    """What happens on the desktop before each look."""
    if cell.place == "switched to" and cell.rule == "app":
        # It is painted before it is listed.
        yield lambda: cell.put(None, pixels=False)
        cell.after_grab = lambda: cell.put(cell.secret)
        yield lambda: cell.put(None)
    elif cell.place == "switched to":
        # The pixels are there before the title and the address are: these follow while the picture is being read.
        yield lambda: cell.put(cell.harmless, pixels=False)
        cell.meanwhile = lambda: cell.put(cell.secret)
        yield lambda: cell.put(cell.harmless)
    cell.after_grab = cell.meanwhile = lambda: None
    yield lambda: cell.put(cell.secret)
    if cell.place == "switched from":
        # The title is another one before the pixels are.
        yield lambda: cell.put(cell.harmless)
    if cell.place == "closed":
        # It fades: its pixels are there after it is gone.
        yield lambda: cell.put(None)
    yield lambda: None


def recorded(home: Path, cells: Sequence[Cell], *, rules: bool) -> World:
    """A world in which every cell was looked at."""
    world = World(a_safe(home, clock := WoundClock()), clock, rules)
    for cell in cells:
        world.record(cell)
    return world


def pictures(safe: Safe, frames: Sequence[Frame]) -> Iterator[bytes]:
    """Every picture and thumbnail as it was stored, decrypted; patches laid over what they belong to."""
    for frame in frames:
        if frame.has_picture:
            yield safe.observations.picture(frame.id)
        yield safe.observations.thumbnail(frame.id) or b""


def shows_the_secret(picture: bytes) -> bool:
    """Whether a pixel of the secret window is in it."""
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
    return bool((np.abs(pixels - SECRET_COLOUR).sum(axis=2) < NEAR).any())


def cells(*, speaking: bool) -> list[Cell]:
    """Every cell; for the twin the private windows do not say so, and no rule speaks."""
    made = [Cell(rule, place, word) for (rule, place), word in CELLS]
    if not speaking:
        for cell in made:
            if cell.rule == "private":
                cell.rule = "title"
    return made


@pytest.mark.timeout(600)
def test_nothing_that_a_rule_hides_is_stored_wherever_its_window_is(tmp_path: Path) -> None:
    world = recorded(tmp_path / "home", cells(speaking=True), rules=True)
    with world.safe:
        stored = database_bytes(world.safe).lower()
        frames = world.frames()
        leaked = [cell for cell, word in CELLS if word.lower().encode() in stored]
        seen = [picture for picture in pictures(world.safe, frames) if picture and shows_the_secret(picture)]
        ledger = world.safe.coverage.between(WoundClock().now, world.clock())

    assert leaked == []
    assert seen == []
    # What may be seen is there: the editor beside it, in picture and text.
    assert sum("lighthouse" in frame.text for frame in frames) >= len(CELLS)
    reasons = {stretch.reason for stretch in ledger if stretch.state in (Watching.HIDDEN, Watching.RECORDING)}
    for told in ("(app like Ledger)", "(title like payroll)", "(URL like bank.example)", "private windows"):
        assert any(told in reason for reason in reasons)
    assert any(stretch.state is Watching.HIDDEN and "private windows" in stretch.reason for stretch in ledger)


@pytest.mark.timeout(600)
def test_without_rules_every_word_and_the_colour_are_found(tmp_path: Path) -> None:
    world = recorded(tmp_path / "home", cells(speaking=False), rules=False)
    with world.safe:
        stored = database_bytes(world.safe).lower()
        frames = world.frames()
        texts = " ".join(frame.text for frame in frames).lower()
        found = [cell for cell, word in CELLS if word.lower().encode() in stored and word.lower() in texts]
        seen = [picture for picture in pictures(world.safe, frames) if picture and shows_the_secret(picture)]

    assert found == [cell for cell, _ in CELLS]
    assert len(seen) >= 2 * len(CELLS)


def joined(group: Sequence[Several], *, speaking: bool) -> list[Joined]:
    """The cells of a group, each with a word of its own."""
    made = []
    for (on, place), word in zip(group, WORDS, strict=False):
        rule = "app" if "app" in on else "title"
        made.append(Joined(rule, place, word, on=on, says_private=speaking))
    return made


@pytest.mark.timeout(900)
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0][1])
def test_a_window_that_several_rules_mean_is_in_nothing_that_is_stored(
    tmp_path: Path, group: Sequence[Several]
) -> None:
    made = joined(group, speaking=True)
    meant, others = [cell for cell in made if cell.on], [cell for cell in made if not cell.on]

    world = recorded(tmp_path / "home", meant, rules=True)
    with world.safe:
        stored = database_bytes(world.safe).lower()
        frames = world.frames()
        seen = [picture for picture in pictures(world.safe, frames) if picture and shows_the_secret(picture)]
    beside = recorded(tmp_path / "beside", others, rules=True)
    with beside.safe:
        texts = " ".join(frame.text for frame in beside.frames()).lower()

    assert [(sorted(cell.on), cell.place) for cell in meant if cell.word.lower().encode() in stored] == []
    assert seen == []
    assert sum("lighthouse" in frame.text for frame in frames) >= len(meant)
    assert [cell.place for cell in others if cell.word.lower() not in texts] == []


@pytest.mark.timeout(900)
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0][1])
def test_windows_that_several_rules_would_mean_are_found_when_there_are_none(
    tmp_path: Path, group: Sequence[Several]
) -> None:
    made = joined(group, speaking=False)

    world = recorded(tmp_path / "home", made, rules=False)
    with world.safe:
        stored = database_bytes(world.safe).lower()
        frames = world.frames()
        texts = " ".join(frame.text for frame in frames).lower()
        seen = [picture for picture in pictures(world.safe, frames) if picture and shows_the_secret(picture)]

    assert [cell for cell in made if cell.word.lower() not in texts] == []
    assert all(cell.word.lower().encode() in stored for cell in made)
    assert len(seen) >= 2 * len(made)
