"""What everything that notices a person leaving does, the fake included; the D-Bus one on buses of the test's own."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.away import dbus
from app.away.choose import choose
from app.away.dbus import DbusSigns
from app.away.ports import AwaySigns, Sign
from tests.fakes import buses
from tests.fakes.away import FakeSigns

PATIENCE = 20.0
DBUS = pytest.mark.skipif(buses.missing_program() is not None, reason="dbus-daemon is not installed")

Leave = Callable[[Sign], object]


class Listener:
    """Collects signs; says to each that Reverie locks, or not."""

    def __init__(self, *, locks: bool = True) -> None:
        self.signs: queue.SimpleQueue[Sign] = queue.SimpleQueue()
        self._locks = locks

    def __call__(self, sign: Sign) -> bool:
        self.signs.put(sign)
        return self._locks

    def next(self) -> Sign:
        return self.signs.get(timeout=PATIENCE)


@pytest.fixture
def system(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "system").mkdir()
    with buses.bus(tmp_path / "system") as address:
        yield address


@pytest.fixture
def session(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "session").mkdir()
    with buses.bus(tmp_path / "session") as address:
        yield address


@pytest.fixture
def logind(system: str) -> Iterator[buses.MockLogind]:
    made = buses.MockLogind(system)
    yield made
    made.close()


@pytest.fixture
def saver(session: str) -> Iterator[buses.MockSaver]:
    made = buses.MockSaver(session)
    yield made
    made.close()


@pytest.fixture
def listening(system: str, session: str, logind: buses.MockLogind) -> Iterator[DbusSigns]:
    """Signs from both buses, not started."""
    signs = DbusSigns(system, session, pause=0.05)
    yield signs
    signs.close()


@pytest.fixture(params=["fake", pytest.param("dbus", marks=DBUS)])
def away(request: pytest.FixtureRequest) -> tuple[AwaySigns, Leave]:
    """Signs that are not started, and how to leave."""
    if request.param == "fake":
        fake = FakeSigns()
        return fake, fake.give
    logind = request.getfixturevalue("logind")
    signs = request.getfixturevalue("listening")
    leave: dict[Sign, Callable[[], None]] = {
        Sign.SCREEN_LOCKED: logind.lock,
        Sign.SLEEPING: lambda: logind.sleep(going=True),
        Sign.SWITCHED: lambda: logind.change(Active=False),
        Sign.LOGGED_OUT: logind.remove,
    }
    return signs, lambda sign: leave[sign]()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def started(signs: AwaySigns, listener: Listener, leave: Leave) -> None:
    """Starts, and waits until a sign comes through; what came meanwhile is taken."""
    signs.start(listener)
    end = time.monotonic() + PATIENCE
    while listener.signs.empty():
        assert time.monotonic() < end, "nothing is heard"
        leave(Sign.SWITCHED)
        time.sleep(0.05)
    time.sleep(0.2)
    while not listener.signs.empty():
        listener.next()


@pytest.mark.parametrize("sign", Sign)
def test_every_sign_is_told(away: tuple[AwaySigns, Leave], sign: Sign) -> None:
    signs, leave = away
    listener = Listener()
    started(signs, listener, leave)

    leave(sign)

    assert listener.next() is sign
    assert signs.problems == ()


def test_nothing_is_told_after_the_end(away: tuple[AwaySigns, Leave]) -> None:
    signs, leave = away
    listener = Listener()
    started(signs, listener, leave)

    signs.close()
    leave(Sign.SCREEN_LOCKED)
    time.sleep(0.2)

    assert listener.signs.empty()


@DBUS
@pytest.mark.parametrize("interface", dbus.SAVERS)
def test_the_lock_screen_of_every_desktop_is_noticed(
    listening: DbusSigns, saver: buses.MockSaver, logind: buses.MockLogind, interface: str
) -> None:
    listener = Listener()
    started(listening, listener, lambda _sign: saver.active(interface))

    saver.active(interface, on=False)
    saver.active(interface)

    assert listener.next() is Sign.SCREEN_LOCKED
    assert listener.signs.empty()


@DBUS
def test_a_screen_that_is_unlocked_and_a_session_in_front_are_no_signs(
    listening: DbusSigns, logind: buses.MockLogind
) -> None:
    listener = Listener()
    started(listening, listener, lambda _sign: logind.lock())

    logind.change(LockedHint=False, Active=True)
    logind.remove("/org/freedesktop/login1/session/somebody_else")
    logind.sleep(going=False)
    logind.change(LockedHint=True)

    assert listener.next() is Sign.SCREEN_LOCKED
    assert listener.signs.empty()


@DBUS
def test_sleep_waits_until_the_process_that_locks_has_ended(
    listening: DbusSigns, logind: buses.MockLogind
) -> None:
    listener = Listener(locks=True)
    started(listening, listener, lambda _sign: logind.lock())
    assert logind.sleep_waits

    logind.sleep(going=True)

    assert listener.next() is Sign.SLEEPING
    time.sleep(0.2)
    assert logind.sleep_waits
    listening.close()
    until(lambda: not logind.sleep_waits)


@DBUS
def test_sleep_does_not_wait_when_reverie_does_not_lock_and_is_delayed_again_after_waking(
    listening: DbusSigns, logind: buses.MockLogind
) -> None:
    listener = Listener(locks=False)
    started(listening, listener, lambda _sign: logind.lock())

    logind.sleep(going=True)
    until(lambda: not logind.sleep_waits)
    logind.sleep(going=False)

    until(lambda: logind.sleep_waits)


@DBUS
def test_without_a_session_the_doctor_is_told_and_sleep_is_noticed_all_the_same(
    system: str, session: str
) -> None:
    logind = buses.MockLogind(system, knows_session=False)
    signs, listener = DbusSigns(system, session, pause=0.05), Listener()
    started(signs, listener, lambda _sign: logind.sleep(going=True))

    assert signs.problems == (dbus.NO_SESSION,)

    signs.close()
    logind.close()


@DBUS
def test_the_end_of_the_session_s_bus_is_the_end_of_the_session(
    system: str, logind: buses.MockLogind, tmp_path: Path
) -> None:
    (tmp_path / "own").mkdir()
    listener = Listener()
    with buses.bus(tmp_path / "own") as own:
        saver = buses.MockSaver(own)
        signs = DbusSigns(system, own, pause=30.0)
        started(signs, listener, lambda _sign: saver.active(dbus.SAVERS[0]))
        saver.close()

    assert listener.next() is Sign.LOGGED_OUT
    until(lambda: signs.problems == (dbus.NO_SESSION_BUS,))
    signs.close()


def test_without_any_bus_it_is_said_and_tried_again_without_haste(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "app.away")
    attempts: list[str] = []
    connect = dbus.open_dbus_connection

    def counted(address: str, enable_fds: bool) -> object:
        attempts.append(address)
        return connect(address, enable_fds=enable_fds)

    monkeypatch.setattr(dbus, "open_dbus_connection", counted)
    signs = DbusSigns(f"unix:path={tmp_path / 'none'}", f"unix:path={tmp_path / 'neither'}", pause=0.1)

    signs.start(Listener())
    until(lambda: set(signs.problems) == {dbus.NO_SYSTEM_BUS, dbus.NO_SESSION_BUS})
    time.sleep(0.65)
    signs.close()

    # At 0, 0.1, 0.3 and perhaps 0.7 seconds, on each of the two; said once for each.
    assert 4 <= len(attempts) <= 8
    assert len([record for record in caplog.records if "no bus" in record.getMessage()]) == 2


@DBUS
def test_a_bus_that_comes_later_is_found(tmp_path: Path, session: str) -> None:
    (tmp_path / "late").mkdir()
    signs, listener = DbusSigns(f"unix:path={tmp_path / 'late' / 'bus'}", session, pause=0.05), Listener()
    signs.start(listener)
    until(lambda: dbus.NO_SYSTEM_BUS in signs.problems)

    with buses.bus(tmp_path / "late") as address:
        logind = buses.MockLogind(address)
        until(lambda: logind.sleep_waits)
        logind.sleep(going=True)

        assert listener.next() is Sign.SLEEPING
        until(lambda: signs.problems == ())
        signs.close()
        logind.close()


def test_a_platform_nobody_thought_of_is_told() -> None:
    assert "does not know" in choose("plan9").problems[0]
    assert choose("darwin").problems
    assert choose("win32").problems
