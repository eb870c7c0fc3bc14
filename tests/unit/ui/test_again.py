"""On lock the window's process starts anew in its own place: what it takes with it, and what it leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.interfaces import LockReason, ReceiptView, State, Status
from tests.fakes import small_world
from tests.fakes.small_world import SmallWorld
from ui import again, application, locks
from ui.again import Stand
from ui.application import Session
from ui.forgetting import ForgetDialog

WAIT = 10_000
ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

# The first run keeps a canary and a pipe; the second, in the same process, tells what is left of them.
PROGRAM = """
import os, sys
from ui import again
stand = again.taken()
if stand is None:
    kept = [f"canary-{n}" for n in range(3)]
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    print(os.getpid(), writing, flush=True)
    again.start(again.Stand("timeline", hidden=True))
print(os.getpid(), stand.view, stand.hidden, stand.active, again.VARIABLE in os.environ, sys.argv[1:])
print(sorted(int(name) for name in os.listdir("/proc/self/fd"))[:3], os.path.exists(f"/proc/self/fd/{sys.argv[1]}"))
"""


class Restarts:
    """Remembers how the window stood each time it was to start again."""

    def __init__(self) -> None:
        self.stands: list[Stand] = []

    def __call__(self, stand: Stand) -> None:
        self.stands.append(stand)


@pytest.fixture
def restarts() -> Restarts:
    return Restarts()


@pytest.fixture
def shown(
    qapp: QApplication, world: SmallWorld, settings: QSettings, restarts: Restarts
) -> Iterator[Session]:
    """A window on the world that would start again."""
    session = Session(qapp, lambda: world.reverie, world.reverie.subscribe, "chat", settings, restarts)
    session.open()
    yield session
    session.close()
    session.deleteLater()


def unlocked(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: session.window.house is not None, timeout=WAIT)


def test_a_window_that_is_locked_starts_again_where_it_stood(
    qtbot: QtBot, shown: Session, world: SmallWorld, restarts: Restarts, settings: QSettings
) -> None:
    unlocked(qtbot, shown)
    assert shown.window.house is not None
    shown.window.house.open("timeline")

    world.reverie.lock()
    qtbot.waitUntil(lambda: bool(restarts.stands), timeout=WAIT)

    assert restarts.stands[0].view == "timeline"
    assert not restarts.stands[0].hidden
    assert settings.value("geometry") is not None


def test_a_window_whose_dialog_had_the_keyboard_takes_it_again(
    qtbot: QtBot, shown: Session, world: SmallWorld, restarts: Restarts
) -> None:
    unlocked(qtbot, shown)
    dialog = ForgetDialog(shown.window, ReceiptView(1, 0, 0, 0, 0))
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)

    world.reverie.lock()
    qtbot.waitUntil(lambda: bool(restarts.stands), timeout=WAIT)

    assert restarts.stands[0].active


def test_lock_now_shuts_the_window_although_the_keeper_does_not_answer(
    qtbot: QtBot, shown: Session, world: SmallWorld, restarts: Restarts, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(qtbot, shown)
    monkeypatch.setattr(world.reverie, "lock", lambda: None)
    monkeypatch.setattr("ui.desk.LOCKING", 10)

    shown.desk.lock()

    qtbot.waitUntil(lambda: bool(restarts.stands), timeout=WAIT)


def test_a_window_that_showed_nothing_of_the_safe_does_not_start_again(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, restarts: Restarts
) -> None:
    reverie = small_world.build(locked=True).reverie
    session = Session(qapp, lambda: reverie, reverie.subscribe, "chat", settings, restarts)
    session.open()
    qtbot.waitUntil(session.window.unlock.unlock_face.isVisible, timeout=WAIT)

    reverie.lock()
    qtbot.waitUntil(lambda: session.desk.status is not None, timeout=WAIT)

    assert restarts.stands == []
    session.close()
    session.deleteLater()


class Clipboard:
    """A clipboard; the offscreen platform's does not know whose its content is."""

    def __init__(self, *, ours: bool) -> None:
        self._ours = ours
        self.cleared: list[QClipboard.Mode] = []

    def ownsClipboard(self) -> bool:
        return self._ours

    def ownsSelection(self) -> bool:
        return self._ours

    def clear(self, mode: QClipboard.Mode) -> None:
        self.cleared.append(mode)


@pytest.mark.parametrize("ours", [True, False])
def test_what_was_copied_here_leaves_the_clipboard_with_the_lock_and_what_others_copied_stays(
    ours: bool,
) -> None:
    clipboard = Clipboard(ours=ours)

    application.clear_clipboard(clipboard)  # type: ignore[arg-type]  # the three members that are used

    both = [QClipboard.Mode.Clipboard, QClipboard.Mode.Selection]
    assert clipboard.cleared == (both if ours else [])


@pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="looks at the process's descriptors under /proc"
)
def test_the_process_replaces_itself_and_keeps_its_number_its_arguments_and_nothing_else() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "77", "--home", "x"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != again.VARIABLE},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    first, second, third = done.stdout.splitlines()

    pid, pipe = first.split()
    assert second == f"{pid} timeline True False False ['77', '--home', 'x']"
    assert third.startswith("[0, 1, 2]")
    assert int(pipe) > 2


def test_a_window_whose_program_has_gone_leaves() -> None:
    code = (
        "import sys; from ui import again; sys.executable = '/nowhere/at/all'; "
        "again.start(again.Stand('chat')); print('left over')"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 0
    assert done.stdout == ""


@pytest.mark.parametrize("reason", LockReason)
def test_every_reason_has_a_sentence(reason: LockReason) -> None:
    status = Status(State.LOCKED, "/home", 1, "0", locked_because=reason, locked_at=NOON)
    clock = f"{NOON.astimezone():%H:%M}"

    assert locks.told(status, NOON).startswith("Locked b")
    assert locks.told(status, NOON).endswith(clock)
    assert "Yesterday" in locks.told(status, NOON + timedelta(days=1))


def test_a_lock_of_which_nothing_is_known_is_only_a_lock() -> None:
    assert locks.told(Status(State.LOCKED, "/home", 1, "0")) == "Locked"
    assert locks.told(Status(State.UNLOCKED, "/home", 1, "0")) == ""
