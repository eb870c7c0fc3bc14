"""The shortcut from anywhere: portals that grant, refuse, die and take back; a real X11 display; a made-up user32."""

from __future__ import annotations

import ctypes
import os
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.hotkeys import keys, win32
from app.hotkeys import portal as by_portal
from app.hotkeys.choose import choose
from app.hotkeys.none import NoHotkey
from app.hotkeys.portal import PortalHotkey
from app.hotkeys.win32 import Win32Hotkey
from app.hotkeys.x11 import NO_KEY, TAKEN, X11Hotkey
from app.portal.desktop import SESSION
from storage.errors import ReverieError, WrongUse
from tests.fakes import buses, display, portals
from tests.fakes.display import until
from tests.fakes.portals import FakePortal

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display"), pytest.mark.timeout(120)]

KEYS = "Ctrl+Alt+M"
SHORTCUTS = "GlobalShortcuts"
HANDLE = "/org/freedesktop/portal/desktop/session/1_1/s"


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if missing := buses.missing_program():
        pytest.skip(f"{missing} is not installed")
    # What a refusal leaves in the environment goes with the test.
    monkeypatch.setenv(by_portal.REFUSED_BEFORE, "")
    with portals.bare_bus(tmp_path) as address:
        yield address


def _granting(address: str) -> FakePortal:
    portal = FakePortal(address, {SHORTCUTS: 1})
    portal.answers["CreateSession"] = lambda body: (0, {"session_handle": ("s", HANDLE)})
    portal.answers["BindShortcuts"] = lambda body: (
        0,
        {
            "shortcuts": (
                "a(sa{sv})",
                [(name, {"trigger_description": ("s", "Press Ctrl+Alt+M")}) for name, _ in body[1]],
            )
        },
    )
    return portal


def _press(portal: FakePortal, session: str = HANDLE, name: str = "recall", token: str = "") -> None:
    options = {"activation_token": ("s", token)} if token else {}
    portal.say("Activated", SHORTCUTS, "osta{sv}", (session, name, 123456789, options))


def test_the_portal_is_asked_with_its_own_signatures_and_a_press_is_told(bus: str) -> None:
    portal, presses = _granting(bus), []
    hotkey = PortalHotkey(bus)

    hotkey.start(KEYS, presses.append)

    until(lambda: bool(hotkey.trigger))
    calls = {member: (signature, body) for member, signature, body in portal.calls}
    signature, ((options),) = calls["CreateSession"]
    assert signature == "a{sv}"
    assert {options["session_handle_token"][0], options["handle_token"][0]} == {"s"}
    signature, (session, shortcuts, parent, _) = calls["BindShortcuts"]
    assert (signature, session, parent) == ("oa(sa{sv})sa{sv}", HANDLE, "")
    ((name, told),) = shortcuts
    assert (name, told["preferred_trigger"]) == ("recall", ("s", "CTRL+ALT+m"))
    assert (hotkey.trigger, hotkey.problem) == ("Press Ctrl+Alt+M", "")
    _press(portal, session="/another")
    _press(portal, name="another")
    _press(portal, token="wake-7")
    until(lambda: bool(presses))
    assert presses == ["wake-7"]
    changed = {"trigger_description": ("s", "Press Super+R")}
    portal.say("ShortcutsChanged", SHORTCUTS, "oa(sa{sv})", (HANDLE, [("recall", changed)]))
    until(lambda: hotkey.trigger == "Press Super+R")
    hotkey.close()
    assert ("Close", "", ()) in portal.calls
    portal.close()


def test_a_press_from_somebody_else_on_the_bus_counts_for_nothing(bus: str) -> None:
    portal, presses = _granting(bus), []
    stranger = FakePortal.stranger(bus)
    hotkey = PortalHotkey(bus)
    hotkey.start(KEYS, presses.append)
    until(lambda: bool(hotkey.trigger))

    _press(stranger, token="forged")
    _press(portal, token="real")

    until(lambda: bool(presses))
    assert presses == ["real"]
    for one in (hotkey, stranger, portal):
        one.close()


@pytest.mark.parametrize("refused", ["CreateSession", "BindShortcuts"])
def test_a_refusal_is_said_and_not_asked_again(bus: str, refused: str) -> None:
    portal = _granting(bus)
    portal.answers[refused] = lambda body: (1, {})
    hotkey = PortalHotkey(bus, pause=0.01)

    hotkey.start(KEYS, lambda token: None)

    until(lambda: bool(hotkey.problem))
    assert hotkey.problem.startswith("Your desktop gave Reverie no shortcut.")
    assert "reverie recall" in hotkey.problem
    asked = len(portal.calls)
    hotkey.close()
    # The window that begins anew in the same environment does not ask either.
    other = PortalHotkey(bus)
    other.start(KEYS, lambda token: None)
    assert other.problem
    assert len(portal.calls) == asked
    other.close()
    portal.close()


def test_shortcuts_that_were_not_bound_are_a_refusal(bus: str) -> None:
    portal = _granting(bus)
    portal.answers["BindShortcuts"] = lambda body: (0, {"shortcuts": ("a(sa{sv})", [])})
    hotkey = PortalHotkey(bus)

    hotkey.start(KEYS, lambda token: None)

    until(lambda: "bound none" in hotkey.problem)
    hotkey.close()
    portal.close()


def test_a_desktop_without_the_portal_is_said(bus: str) -> None:
    portal = FakePortal(bus, {"Screenshot": 2})
    hotkey = PortalHotkey(bus)

    hotkey.start(KEYS, lambda token: None)

    until(lambda: hotkey.problem == by_portal.NO_PORTAL)
    assert portal.calls == []
    hotkey.close()
    portal.close()


def test_a_portal_that_dies_is_said_and_asked_again_when_it_is_back(bus: str) -> None:
    portal, presses = _granting(bus), []
    hotkey = PortalHotkey(bus, pause=0.05)
    hotkey.start(KEYS, presses.append)
    until(lambda: bool(hotkey.trigger))

    portal.close()

    until(lambda: hotkey.problem == by_portal.AWAY)
    assert hotkey.trigger == ""
    other = _granting(bus)
    until(lambda: bool(hotkey.trigger))
    assert hotkey.problem == ""
    _press(other, token="again")
    until(lambda: presses == ["again"])
    hotkey.close()
    other.close()


def test_keys_that_the_desktop_takes_back_are_not_asked_for_again(bus: str) -> None:
    portal = _granting(bus)
    hotkey = PortalHotkey(bus, pause=0.01)
    hotkey.start(KEYS, lambda token: None)
    until(lambda: bool(hotkey.trigger))
    asked = len(portal.calls)

    portal.say("Closed", SESSION.rpartition(".")[2], "a{sv}", ({},), HANDLE)

    until(lambda: hotkey.problem == by_portal.CLOSED)
    assert (hotkey.trigger, len(portal.calls)) == ("", asked)
    hotkey.close()
    portal.close()


def test_keys_pressed_on_an_x11_display_are_told_and_kept_from_others() -> None:
    if missing := display.missing_program() or (None if shutil.which("xdotool") else "xdotool"):
        pytest.skip(f"{missing} is not installed")
    with display.display() as name:
        presses: list[str] = []
        hotkey, late = X11Hotkey(name), X11Hotkey(name)
        hotkey.start(KEYS, presses.append)
        late.start(KEYS, lambda token: None)

        _keys(name, "m")
        _keys(name, "ctrl+alt+m")

        until(lambda: bool(presses))
        assert presses == [""]
        assert (hotkey.trigger, hotkey.problem) == (KEYS, "")
        assert (late.trigger, late.problem) == ("", TAKEN.format(keys=KEYS))
        hotkey.close()
        late.close()
        free = X11Hotkey(name)
        free.start(KEYS, presses.append)
        assert free.trigger == KEYS
    # The display has gone; that ends the thread and is said.
    until(lambda: free.trigger == "")
    free.close()


def test_keys_that_are_held_count_once_until_they_are_pressed_again() -> None:
    if missing := display.missing_program() or (None if shutil.which("xdotool") else "xdotool"):
        pytest.skip(f"{missing} is not installed")
    with display.display() as name:
        presses: list[str] = []
        hotkey = X11Hotkey(name)
        hotkey.start(KEYS, presses.append)

        # The display repeats a held key after two thirds of a second.
        _keys(name, "ctrl+alt+m", "keydown")
        time.sleep(1.5)
        _keys(name, "ctrl+alt+m", "keyup")
        until(lambda: bool(presses))
        assert presses == [""]
        _keys(name, "ctrl+alt+m")
        until(lambda: len(presses) == 2)
        hotkey.close()


def test_any_keys_may_be_chosen_on_an_x11_display_and_are_free_again_at_once() -> None:
    if missing := display.missing_program() or (None if shutil.which("xdotool") else "xdotool"):
        pytest.skip(f"{missing} is not installed")
    with display.display() as name:
        presses: list[str] = []
        for written, pressed in (("Ctrl+Shift+F9", "ctrl+shift+F9"), ("Ctrl+Alt+PgUp", "ctrl+alt+Prior")):
            for _ in range(3):
                hotkey = X11Hotkey(name)
                hotkey.start(written, presses.append)
                assert (hotkey.trigger, hotkey.problem) == (written, "")
                before = len(presses)
                _keys(name, "ctrl+alt+m")
                _keys(name, pressed)
                until(lambda before=before: len(presses) == before + 1)
                hotkey.close()
        strange, missing_key = X11Hotkey(name), X11Hotkey(name)
        strange.start("Ctrl+Nothing", presses.append)
        missing_key.start("Ctrl+F24", presses.append)
        assert "cannot call Reverie" in strange.problem
        assert missing_key.problem in ("", NO_KEY.format(keys="Ctrl+F24"))
        strange.close()
        missing_key.close()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Ctrl+Alt+M", ("CTRL+ALT+m", 0x4D)),
        ("Alt+Ctrl+5", ("CTRL+ALT+5", 0x35)),
        ("Shift+Meta+Space", ("SHIFT+LOGO+space", 0x20)),
        ("F9", ("F9", 0x78)),
        ("Meta+PgUp", ("LOGO+Prior", 0x21)),
    ],
)
def test_keys_are_named_as_each_desktop_names_them(written: str, told: tuple[str, int]) -> None:
    found = keys.parsed(written)

    assert (by_portal.preferred(found), found.virtual) == told
    assert keys.parsed(str(found)) == found


@pytest.mark.parametrize(
    "written", ["", "M", "Shift+M", "Ctrl", "Ctrl+", "Ctrl++", "Hyper+M", "Ctrl+Alt", "Esc"]
)
def test_keys_that_one_types_with_or_nobody_knows_are_refused(written: str) -> None:
    with pytest.raises(WrongUse):
        keys.parsed(written)


def _keys(name: str, pressed: str, how: str = "key") -> None:
    subprocess.run(["xdotool", how, pressed], env={**os.environ, "DISPLAY": name}, check=True)


class _User32:
    """As much of user32 as the shortcut uses, by Microsoft's words; messages wait in a queue."""

    def __init__(self, *, free: bool) -> None:
        self.free = free
        self.registered: list[tuple[Any, ...]] = []
        self.given_back = 0
        self.messages: queue.Queue[int] = queue.Queue()

    def RegisterHotKey(self, *given: Any) -> int:
        self.registered.append(given)
        return int(self.free)

    def UnregisterHotKey(self, *given: Any) -> int:
        self.given_back += 1
        return 1

    def GetMessageW(self, message: Any, *_: Any) -> int:
        kind = self.messages.get()
        ctypes.cast(message, ctypes.POINTER(ctypes.wintypes.MSG)).contents.message = kind
        return int(kind != win32.WM_QUIT)

    def PostThreadMessageW(self, number: int, kind: int, *_: Any) -> int:
        self.messages.put(kind)
        return int(number == threading.main_thread().native_id)


def _windows(user: _User32) -> Any:
    return SimpleNamespace(user32=user, kernel32=SimpleNamespace(GetCurrentThreadId=lambda: 4711))


def test_under_windows_keys_are_registered_once_and_given_back() -> None:
    user, presses = _User32(free=True), []
    hotkey = Win32Hotkey(_windows(user))

    hotkey.start(KEYS, presses.append)
    user.messages.put(0)
    user.messages.put(win32.WM_HOTKEY)

    until(lambda: presses == [""])
    # MOD_ALT | MOD_CONTROL | MOD_NOREPEAT, and the key M.
    assert user.registered == [(None, 1, 0x4003, ord("M"))]
    hotkey.close()
    assert user.given_back == 1


def test_under_windows_keys_of_another_program_are_said() -> None:
    hotkey = Win32Hotkey(_windows(_User32(free=False)))

    hotkey.start(KEYS, lambda token: None)

    assert (hotkey.trigger, hotkey.problem) == ("", win32.TAKEN.format(keys=KEYS))
    hotkey.close()


def test_where_there_is_no_way_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)

    none = choose("darwin")
    nowhere = choose("linux")

    assert isinstance(none, NoHotkey)
    assert "reverie recall" in none.problem
    assert "no X11 display" in nowhere.problem
    with pytest.raises(ReverieError):
        Win32Hotkey()
