"""Whether the lock screen is shown is asked of real buses: a private dbus-daemon, with a desktop played on it."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBus, HeaderFields, Message, new_error, new_method_return
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from app.capture.windows import session_bus
from app.capture.windows.session_bus import LockScreen

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed")

_POLICY = """<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bus of the test's own, as session bus and system bus."""
    path = tmp_path / "bus"
    configuration = tmp_path / "bus.conf"
    configuration.write_text(_POLICY.format(path=path))
    command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert daemon.stdout is not None
    daemon.stdout.readline()
    address = f"unix:path={path}"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.wait(10)
    daemon.stdout.close()


class Player:
    """Plays a service: answers every call to it with `answers[member]`, or with an error when there is none."""

    def __init__(self, address: str, name: str, signature: str, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.asked = 0
        self._over = False
        self._signature = signature
        self._connection: DBusConnection = open_dbus_connection(address)
        self._connection.send_and_get_reply(DBus().RequestName(name))
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._over = True
        self._thread.join(10)
        self._connection.close()

    def _answer(self) -> None:
        while not self._over:
            with suppress(TimeoutError):
                self._answer_one(self._connection.receive(timeout=0.05))

    def _answer_one(self, call: Message) -> None:
        member = call.header.fields.get(HeaderFields.member, "")
        if member not in ("GetActive", "Get"):
            return
        self.asked += 1
        if member in self.answers:
            reply = new_method_return(call, self._signature, (self.answers[member],))
        else:
            reply = new_error(call, "org.example.Error", "s", ("no",))
        self._connection.send(reply)


@contextmanager
def playing(address: str, name: str, signature: str, **answers: Any) -> Iterator[Player]:
    player = Player(address, name, signature, answers)
    try:
        yield player
    finally:
        player.close()


@contextmanager
def asking() -> Iterator[LockScreen]:
    lock_screen = LockScreen()
    try:
        yield lock_screen
    finally:
        lock_screen.close()


def test_where_nobody_knows_no_lock_screen_is_shown(bus: str) -> None:
    with asking() as lock_screen:
        assert [lock_screen.shown(), lock_screen.shown()] == [False, False]


def test_the_login_managers_hint_is_believed(bus: str) -> None:
    with playing(bus, "org.freedesktop.login1", "v", Get=("b", True)) as login, asking() as lock_screen:
        locked = lock_screen.shown()
        login.answers["Get"] = ("b", False)

        assert (locked, lock_screen.shown()) == (True, False)


@pytest.mark.parametrize(
    "name", ["org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver", "org.mate.ScreenSaver"]
)
def test_a_desktops_screen_saver_is_believed(bus: str, name: str) -> None:
    with playing(bus, name, "b", GetActive=True) as saver, asking() as lock_screen:
        locked = lock_screen.shown()
        saver.answers["GetActive"] = False

        assert (locked, lock_screen.shown(), saver.asked) == (True, False, 2)


def test_without_any_bus_nothing_is_known_and_nobody_is_asked_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    tries: list[str] = []

    def count(name: str) -> DBusConnection:
        tries.append(name)
        return open_dbus_connection(name)

    monkeypatch.setattr(session_bus, "open_dbus_connection", count)
    with asking() as lock_screen:
        assert [lock_screen.shown() for _ in range(5)] == [False] * 5
    assert sorted(tries) == ["SESSION", "SYSTEM"]


def test_a_bus_that_goes_away_is_not_fatal(bus: str) -> None:
    with playing(bus, "org.freedesktop.login1", "v", Get=("b", True)) as login, asking() as lock_screen:
        assert lock_screen.shown()
        login.close()

        assert not lock_screen.shown()


def test_a_service_that_stays_silent_does_not_hold_up_the_look(bus: str) -> None:
    silent = open_dbus_connection(bus)
    silent.send_and_get_reply(DBus().RequestName("org.freedesktop.login1"))
    with asking() as lock_screen:
        assert [lock_screen.shown() for _ in range(20)] == [False] * 20
    silent.close()
