"""Recording while the safe is locked, with real processes on a real display: chosen, sealed, absorbed, found."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from Xlib import X
from Xlib import display as xdisplay

from app import client
from app.interfaces import Forget, Query, Recording, Refused, Reverie, State, Status
from app.nightwatch import beginning
from storage import spool_records
from tests import memory_scan
from tests.fakes import display
from tests.integration.program import PASSPHRASE, Program, alive, until

TEXT = "The walnut bridge opens at seven"
SIZE = (900, 500)
CANARY = "Zirconflower"

pytestmark = [
    pytest.mark.display,
    pytest.mark.slow,
    pytest.mark.xdist_group("x11"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, and draws on X11"),
    pytest.mark.skipif(display.missing_program() is not None, reason="Xvfb or openbox is not installed"),
]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """A safe of its own and a display of its own; whatever was started is ended."""
    made = Program(tmp_path)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("REVERIE_PASSPHRASE_FILE")
    made.json("init")
    with display.display(SIZE) as name:
        monkeypatch.setenv("DISPLAY", name)
        made.environment["DISPLAY"] = name
        try:
            yield made
        finally:
            _end_keeper(made.home)
            beginning.end(made.home)


def _end_keeper(home: Path) -> None:
    link = client.Link(home, start=False)
    with suppress(Refused):  # none is there
        link.reverie().lock()
    link.close()


@contextmanager
def opened(program: Program, **settings: Any) -> Iterator[Reverie]:
    """A keeper, started if need be, with its safe unlocked and these settings (dots written as double underscores)."""
    link = client.Link(program.home, start=True)
    reverie = link.reverie()
    assert reverie.unlock(PASSPHRASE).state is State.UNLOCKED
    for name, value in {"digest__language_model": False, "capture__interval": 0.5, **settings}.items():
        reverie.set_setting(name.replace("__", "."), value)
    yield reverie
    link.close()


def locked(program: Program) -> None:
    """Locks, and waits until the keeper has gone."""
    link = client.Link(program.home, start=False)
    pid = link.reverie().status().pid
    link.reverie().lock()
    link.close()
    until(lambda: not alive(pid), "the keeper to end")


def status(program: Program) -> Status:
    """What a fresh, locked keeper says; it stays for the next call."""
    link = client.Link(program.home, start=True)
    told = link.reverie().status()
    link.close()
    return told


class Note:
    """A window that shows a text, drawn once: the display keeps its pixels."""

    def __init__(self, app: str, text: str) -> None:
        self._display = xdisplay.Display(os.environ["DISPLAY"])
        screen = self._display.screen()
        picture = Image.new("RGB", (700, 300), "white")
        font = ImageFont.truetype("DejaVuSans.ttf", 22)
        ImageDraw.Draw(picture).text((40, 120), text, font=font, fill="black")
        pixmap = screen.root.create_pixmap(700, 300, screen.root_depth)
        pixmap.put_pil_image(pixmap.create_gc(), 0, 0, picture)
        self._window: Any = screen.root.create_window(
            60, 60, 700, 300, 0, screen.root_depth, background_pixmap=pixmap, event_mask=X.ExposureMask
        )
        self._window.set_wm_class(app.lower(), app)
        self._window.set_wm_name(f"{app} note")
        self._window.map()
        self._display.sync()

    def close(self) -> None:
        self._window.destroy()
        self._display.sync()
        self._display.close()


def processes(program: Program) -> dict[int, str]:
    """Everything of ours that runs for this home; not the display."""
    running = memory_scan.of_home(program.home)
    return {pid: command for pid, command in running.items() if " -m app" in command}


def sealed(program: Program, number: int = 1) -> None:
    """Waits until so many moments wait in the box."""
    until(lambda: spool_records.waiting(program.home) >= number, "a moment to be sealed", 60)


def texts_found(reverie: Reverie, words: str) -> list[Any]:
    """The frames that a search finds and that hold the first of the words; others may be near in meaning."""
    first = words.split(maxsplit=1)[0]
    hits = [hit for hit in reverie.search(Query(words)).hits if hit.type == "frame"]
    return [hit for hit in hits if first in reverie.frame(hit.id).text.lower()]


def test_what_was_seen_while_locked_is_found_with_its_picture_after_the_unlock(program: Program) -> None:
    with opened(program, capture__while_locked=True) as reverie:
        until(lambda: reverie.status().recording is Recording.RECORDING, "recording")
    locked(program)
    note = Note("Editor", TEXT)
    sealed(program)
    note.close()

    told = status(program)
    on_disk = [file.read_bytes() for file in (program.home / "spool").rglob("*") if file.is_file()]
    started = time.monotonic()
    with opened(program) as reverie:
        seconds = time.monotonic() - started
        until(lambda: reverie.status().waiting == 0, "the box to be emptied")
        (first, *_) = texts_found(reverie, "walnut bridge")
        picture = reverie.picture(first.id)
        thumbnail = reverie.thumbnail(first.id)
        day = reverie.coverage(first.time.replace(hour=0, minute=0), first.time.replace(hour=23, minute=59))
        watcher = spool_records.watcher(program.home)

    assert (told.state, told.recording) == (State.LOCKED, Recording.RECORDING)
    assert told.waiting >= 1
    assert not any(
        word in blob for blob in on_disk for word in (b"walnut", b"Editor", "walnut".encode("utf-16-le"))
    )
    assert seconds < 10  # half a second of it is Argon2; the absorbing is not waited for
    assert picture[:4] == b"RIFF"
    assert thumbnail[:4] == b"RIFF"
    assert "while locked" in [stretch.reason for stretch in day]
    assert watcher is None


def test_a_rule_made_before_the_lock_hides_while_locked(program: Program) -> None:
    with opened(program, capture__while_locked=True) as reverie:
        reverie.add_rule(app="Bankly")
        until(lambda: reverie.status().recording is Recording.RECORDING, "recording")
    locked(program)
    note = Note("Bankly", TEXT)
    time.sleep(3)
    note.close()
    other = Note("Editor", "Otters live along the river")
    sealed(program)
    other.close()

    with opened(program) as reverie:
        until(lambda: reverie.status().waiting == 0, "the box to be emptied")

        assert texts_found(reverie, "walnut bridge") == []
        assert len(texts_found(reverie, "otters river")) >= 1


def test_without_the_setting_nothing_is_recorded_and_no_process_is_left(program: Program) -> None:
    with opened(program) as reverie:
        until(lambda: reverie.status().recording is Recording.RECORDING, "recording")
    locked(program)
    note = Note("Editor", TEXT)
    time.sleep(2)

    left = processes(program)
    told = status(program)
    note.close()
    with opened(program) as reverie:
        found = texts_found(reverie, "walnut bridge")

    assert left == {}
    assert (told.recording, told.waiting) == (Recording.OFF, 0)
    assert found == []


def test_a_paused_recorder_starts_no_recording_while_locked(program: Program) -> None:
    with opened(program, capture__while_locked=True) as reverie:
        reverie.pause(None)
    locked(program)

    assert processes(program) == {}


def test_the_process_that_records_while_locked_holds_no_key_and_nothing_of_the_safe(program: Program) -> None:
    if not memory_scan.possible():
        pytest.skip("reading the memory of other processes needs root")
    program.json("remember", f"The {CANARY} blooms in May")
    with opened(program, capture__while_locked=True) as reverie:
        assert reverie.search(Query(CANARY)).hits
        until(lambda: reverie.status().recording is Recording.RECORDING, "recording")
        inside = memory_scan.found(reverie.status().pid, memory_scan.canaries({"canary": CANARY}))
    locked(program)
    note = Note("Editor", TEXT)
    sealed(program)

    running = processes(program)
    needles = memory_scan.canaries({"canary": CANARY, "passphrase": PASSPHRASE})
    found = {pid: memory_scan.found(pid, needles) for pid in running}
    (watch,) = (pid for pid, command in running.items() if command.endswith("child nightwatch"))
    maps = Path(f"/proc/{watch}/maps").read_text()
    handles = [str(link.readlink()) for pid in running for link in Path(f"/proc/{pid}/fd").iterdir()]
    note.close()

    assert inside
    assert {pid: what for pid, what in found.items() if what} == {}
    assert "sqlcipher" not in maps
    assert not any("reverie.db" in handle or "keyslots" in handle for handle in handles)


def test_forgetting_reaches_what_was_recorded_while_locked(program: Program) -> None:
    with opened(program, capture__while_locked=True) as reverie:
        until(lambda: reverie.status().recording is Recording.RECORDING, "recording")
    locked(program)
    note = Note("Editor", TEXT)
    sealed(program)
    note.close()

    with opened(program, capture__while_locked=False) as reverie:
        receipt = reverie.forget(Forget(match="walnut"))
        time.sleep(1)

        assert receipt.observations >= 1
        assert texts_found(reverie, "walnut bridge") == []
        assert reverie.status().waiting == 0


def test_a_command_that_opens_the_safe_by_itself_takes_in_what_waits(program: Program) -> None:
    with opened(program, capture__while_locked=True) as reverie:
        until(lambda: reverie.status().recording is Recording.RECORDING, "recording")
    locked(program)
    note = Note("Editor", TEXT)
    sealed(program)
    note.close()

    found = json.loads(program.run("--json", "search", "walnut bridge").stdout)
    still = spool_records.watcher(program.home)

    assert "walnut" in json.dumps(found["hits"])
    assert still is not None  # the safe is locked again, and recording goes on


def test_pausing_a_locked_reverie_ends_the_recording(program: Program) -> None:
    with opened(program, capture__while_locked=True) as reverie:
        until(lambda: reverie.status().recording is Recording.RECORDING, "recording")
    locked(program)
    until(lambda: status(program).recording is not Recording.OFF, "recording while locked")
    link = client.Link(program.home, start=True)

    told = link.reverie().pause()
    link.close()

    assert (told.state, told.recording) == (State.LOCKED, Recording.OFF)
    assert spool_records.watcher(program.home) is None


def test_without_orders_nothing_is_recorded(program: Program) -> None:
    done = program.run("child", "nightwatch", stdin="")

    assert done.returncode == 2
    assert not (program.home / "spool").exists()


def test_a_screen_saver_stops_the_recording_while_locked(program: Program) -> None:
    with opened(program, capture__while_locked=True) as reverie:
        until(lambda: reverie.status().recording is Recording.RECORDING, "recording")
    shown = xdisplay.Display(os.environ["DISPLAY"])
    shown.force_screen_saver(X.ScreenSaverActive)
    shown.sync()
    locked(program)
    until(lambda: status(program).recording is Recording.HIDDEN, "the screen saver to be noticed")
    before = spool_records.waiting(program.home)
    note = Note("Editor", TEXT)
    time.sleep(2)
    during = spool_records.waiting(program.home)

    shown.force_screen_saver(X.ScreenSaverReset)
    shown.sync()
    shown.close()
    sealed(program, before + 1)
    note.close()

    assert during == before
