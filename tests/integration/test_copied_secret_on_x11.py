"""A copied secret in a real X selection, as another program sees it: marked, there, and gone again if it is ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from Xlib import X
from Xlib import display as xdisplay

from tests.fakes import display

MISSING = None if shutil.which("Xvfb") else "Xvfb"

pytestmark = [
    pytest.mark.display,
    pytest.mark.xdist_group("display"),
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed"),
]

SECRET = "4471-lynx"
# Copies a secret, and ends when it is told to on standard input.
COPIER = """
import sys, threading
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtWidgets import QApplication
from ui.memories.clipboard import FadingCopy, clear_copies

app = QApplication([])
FadingCopy(app, app.clipboard(), int(sys.argv[1])).copy(sys.argv[2])
threading.Thread(target=lambda: (sys.stdin.readline(),
    QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)), daemon=True).start()
print("copied", flush=True)
app.exec()
clear_copies(app)
print("ended", flush=True)
"""


@pytest.fixture
def screen() -> Iterator[str]:
    """A display without a window manager."""
    with display.display(manager=False) as name:
        yield name


@contextmanager
def _copier(screen: str, milliseconds: int, text: str = SECRET) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", COPIER, str(milliseconds), text],
        env={**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}, cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "copied\n"
        yield process
    finally:
        process.kill()
        process.wait()


def _read(screen: str, target: str) -> bytes | None:
    """What another program is given from the clipboard in the form `target`; None when nobody offers it."""
    other = xdisplay.Display(screen)
    try:
        window = other.screen().root.create_window(0, 0, 1, 1, 0, other.screen().root_depth)
        place = other.get_atom("REVERIE_TEST")
        window.convert_selection(other.get_atom("CLIPBOARD"), other.get_atom(target), place, X.CurrentTime)
        until = time.monotonic() + display.PATIENCE_SECONDS
        while time.monotonic() < until:
            while other.pending_events():
                event = other.next_event()
                if event.type == X.SelectionNotify:
                    found = window.get_full_property(place, X.AnyPropertyType) if event.property else None
                    return None if found is None else bytes(found.value)
            time.sleep(0.01)
        raise TimeoutError("the owner of the clipboard did not answer")
    finally:
        other.close()


def test_another_program_reads_the_secret_and_its_mark_and_nothing_afterwards(screen: str) -> None:
    with _copier(screen, 1500):
        assert _read(screen, "UTF8_STRING") == SECRET.encode()
        assert _read(screen, "x-kde-passwordManagerHint") == b"secret"

        display.until(lambda: _read(screen, "UTF8_STRING") is None)

        assert _read(screen, "x-kde-passwordManagerHint") is None


def test_what_another_program_copied_since_stays(screen: str) -> None:
    with _copier(screen, 1500), _copier(screen, 600_000, "a shopping list"):
        time.sleep(2.0)  # longer than the first copy lives

        assert _read(screen, "UTF8_STRING") == b"a shopping list"


def test_the_end_of_the_program_takes_the_secret_along(screen: str) -> None:
    with _copier(screen, 600_000) as process:
        assert _read(screen, "UTF8_STRING") == SECRET.encode()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("end\n")
        process.stdin.flush()

        assert process.stdout.readline() == "ended\n"
        assert process.wait(display.PATIENCE_SECONDS) == 0
    assert _read(screen, "UTF8_STRING") is None
