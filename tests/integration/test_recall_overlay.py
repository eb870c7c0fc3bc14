"""The recall overlay called over another program by the real keys: real safe, keeper, reader, window manager.

What is on the screen is a picture that the reader reads; the pictures taken on the way are for people to look at.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from Xlib import X, display

from app import paths
from app.demo.stage import Stage
from app.interfaces import Incoming, IncomingFrame, Reverie
from tests.fakes import painted
from tests.integration.person import Person
from tests.integration.program import PASSPHRASE, alive, until
from tests.tools import accounts

PATIENCE = 90.0
# How long the overlay may take on a machine that runs other tests beside; docs/benchmarks.md has what it takes.
APPEARS_SECONDS = 1.0
CALL = "ctrl+alt+m"
MAIL = ("Trip to Porto", "The ferry to Porto leaves at 7:40 from pier 6", "Please bring the blue folder")
NEWS = ("Harbour news", "The council approved the new crane", "Work begins in February")
MISSING = next((name for name in ("Xvfb", "openbox", "xdotool") if shutil.which(name) is None), None)

pytestmark = [
    pytest.mark.display,
    pytest.mark.xdist_group("x11"),
    pytest.mark.timeout(300),
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed"),
]


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A display with a window manager, and an account nobody has used Reverie on."""
    accounts.a_new_one(tmp_path, monkeypatch)
    with Stage(virtual=True) as stage:
        yield stage


@pytest.fixture
def reverie(stage: Stage) -> Iterator[Reverie]:
    """The keeper of a new safe that has seen two screens, and records nothing more."""
    with accounts.paused(PASSPHRASE) as reverie:
        noon = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
        reverie.keep(
            [_screen("Thunderbird", MAIL, noon), _screen("Firefox", NEWS, noon + timedelta(minutes=5))]
        )
        yield reverie


def _screen(app: str, lines: tuple[str, ...], time: datetime) -> Incoming:
    picture = painted.paint(app, lines[0], lines).picture
    return Incoming(frame=IncomingFrame(time, picture, app=app, window_title=lines[0]))


class Desktop:
    """The display as X11 tells of it: which window has the keyboard."""

    def __init__(self, name: str) -> None:
        # python-xlib publishes no types.
        self._display: Any = display.Display(name)
        self._root = self._display.screen().root
        self._root.change_attributes(event_mask=X.PropertyChangeMask)

    @property
    def active(self) -> str:
        """The title of the window with the keyboard; empty without one."""
        atom = self._display.get_atom
        found = self._root.get_full_property(atom("_NET_ACTIVE_WINDOW"), X.AnyPropertyType)
        number = int(found.value[0]) if found is not None and len(found.value) else 0
        if not number:
            return ""
        window = self._display.create_resource_object("window", number)
        title = window.get_full_property(atom("_NET_WM_NAME"), X.AnyPropertyType)
        return title.value.decode() if title is not None else ""

    def until_active(self, title: str) -> float:
        """Seconds until the window of that title has the keyboard."""
        begun = time.monotonic()
        while self.active != title:
            assert time.monotonic() - begun < PATIENCE, f"never had the keyboard; {self.active!r} has it"
        return time.monotonic() - begun

    def close(self) -> None:
        """Leaves the display."""
        self._display.close()


@pytest.fixture
def desktop(stage: Stage) -> Iterator[Desktop]:
    """What X11 tells."""
    desktop = Desktop(stage.display)
    yield desktop
    desktop.close()


@pytest.fixture
def window(stage: Stage, reverie: Reverie, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Reverie's window, started as everybody does."""
    command = [sys.executable, "-P", "-m", "tests.tools.told_window", str(tmp_path / "report.json"), "--real"]
    environment = stage.environment | {"PYTHONPATH": str(Path(__file__).parents[2])}
    window = subprocess.Popen(command, env=environment)
    yield window
    _end(window)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends it. A window that starts itself anew at this moment swallows the signal: then once more."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None:
        assert time.monotonic() < end, "it does not end"
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(2)


@pytest.fixture
def person(stage: Stage, window: subprocess.Popen[bytes], tmp_path: Path) -> Iterator[Person]:
    """Somebody before it, once the window is there and holds the keys."""
    person = Person(stage.display, tmp_path / "report.json")
    person.waits_for(lambda seen: "Your question" in seen["widgets"])
    yield person
    person.never_stood_still()


@pytest.fixture
def other(stage: Stage, desktop: Desktop, person: Person) -> Iterator[str]:
    """The title of another program's window, which has the keyboard."""
    program = subprocess.Popen([sys.executable, "-c", OTHER], env=stage.environment)
    desktop.until_active("Another program")
    yield "Another program"
    _end(program)


OTHER = """
from PySide6.QtWidgets import QApplication, QPlainTextEdit
app = QApplication([])
page = QPlainTextEdit()
page.setWindowTitle("Another program")
page.resize(900, 500)
page.show()
app.exec()
"""


def test_called_over_another_program_it_finds_while_typing_and_opens_the_moment(
    stage: Stage, desktop: Desktop, person: Person, other: str, tmp_path: Path
) -> None:
    person.presses(CALL)
    assert desktop.until_active("Reverie: recall") < APPEARS_SECONDS
    person.waits_for(lambda seen: "What to recall" in seen["widgets"])

    person.types("ferry por", enter=False)
    seen = person.waits_for(lambda seen: any("pier 6" in row for row in seen.get("rows", [])))
    assert seen["rows"][0].startswith("Exact words")
    person.waits_for(lambda seen: not any("looking" in row for row in seen["rows"]))
    stage.picture(tmp_path / "1-results.png")

    person.presses("ctrl+space")
    person.waits_for(lambda seen: bool(seen["boxes"]))
    stage.picture(tmp_path / "2-preview.png")
    person.presses("Escape")
    person.waits_for(lambda seen: not seen["boxes"])
    person.presses("Return")
    desktop.until_active("Reverie")
    person.waits_for(lambda seen: "The day as a tape" in seen["widgets"] and seen["frames"] == 1)
    stage.picture(tmp_path / "3-timeline.png")


def test_escape_gives_the_keyboard_back_and_the_keys_never_reach_the_other_program(
    desktop: Desktop, person: Person, other: str
) -> None:
    for _ in range(3):
        person.presses(CALL)
        desktop.until_active("Reverie: recall")
        person.presses("Escape")
        desktop.until_active(other)


def test_the_command_shows_the_overlay_of_the_window_that_runs(
    stage: Stage, desktop: Desktop, person: Person, other: str
) -> None:
    done = subprocess.run(
        paths.window_command("recall"), env=stage.environment, timeout=PATIENCE, check=False
    )

    assert done.returncode == 0
    desktop.until_active("Reverie: recall")


def test_while_the_safe_is_locked_it_says_so_and_leads_to_the_page_that_unlocks(
    stage: Stage, desktop: Desktop, person: Person, other: str, reverie: Reverie, tmp_path: Path
) -> None:
    keeper = reverie.status().pid
    reverie.lock()
    until(lambda: not alive(keeper), "the keeper to end", PATIENCE)
    person.waits_for(lambda seen: "Passphrase" in seen["widgets"])

    person.presses(CALL)
    desktop.until_active("Reverie: recall")
    person.waits_for(lambda seen: "Unlock…" in seen["widgets"])
    stage.picture(tmp_path / "locked.png")
    person.presses("Escape")
    until(lambda: desktop.active != "Reverie: recall", "the overlay to go", PATIENCE)
    done = subprocess.run(
        paths.window_command("recall"), env=stage.environment, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0
    desktop.until_active("Reverie: recall")
    person.presses("space")

    desktop.until_active("Reverie")


def _chooses(person: Person, keys: str) -> None:
    """Chooses other keys; a busy window may miss a click or what is pressed right after it, and is asked again."""
    for patience in (20.0, 20.0, PATIENCE):
        person.clicks("Keys that call recall")
        person.presses(keys)
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if "Applied." in person.sees().get("texts", ()):
                return
            time.sleep(0.1)
    raise AssertionError("the keys were never applied")


def test_other_keys_chosen_in_the_settings_call_it_and_the_former_ones_do_not(
    desktop: Desktop, person: Person
) -> None:
    person.clicks("Settings")
    _chooses(person, "ctrl+shift+F9")
    # If these still called it, the others would send it away again.
    person.presses(CALL)
    person.presses("ctrl+shift+F9")

    desktop.until_active("Reverie: recall")
