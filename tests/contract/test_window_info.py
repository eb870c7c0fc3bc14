"""What every way of asking about windows does, the fake included."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from Xlib import display as xdisplay
from Xlib import error

from app.capture.ports import ScreenUnavailable, Window, WindowInfo
from app.capture.windows.choose import choose
from app.capture.windows.none import NoWindows
from app.capture.windows.x11 import X11Windows
from storage.model import Box
from tests.fakes import display
from tests.fakes.windows import FakeWindows

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]

Opened = Callable[[str, str, tuple[int, int, int, int]], Callable[[], None]]


@pytest.fixture(params=["fake", "x11 with a window manager", "x11 without one"])
def desktop(request: pytest.FixtureRequest) -> Iterator[tuple[WindowInfo, Opened]]:
    """A way to ask, and a way to open a window; opening answers with how to close it."""
    if request.param == "fake":
        fake = FakeWindows()
        yield fake, lambda app, title, place: _open_fake(fake, Window(app, title, os.getpid(), Box(*place)))
        return
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display((800, 600), manager="with a" in request.param) as name:
        windows = X11Windows(name)
        # A window whose connection nobody holds is closed by the garbage collector.
        held: list[Callable[[], None]] = []

        def open_window(app: str, title: str, place: tuple[int, int, int, int]) -> Callable[[], None]:
            held.append(_open_real(windows, name, app, title, place))
            return held[-1]

        yield windows, open_window
        windows.close()


def _open_fake(fake: FakeWindows, window: Window) -> Callable[[], None]:
    fake.open.insert(0, window)
    return lambda: fake.open.remove(window)


def _open_real(
    windows: WindowInfo, name: str, app: str, title: str, place: tuple[int, int, int, int]
) -> Callable[[], None]:
    window = display.RealWindow(name, app, title, place).show()
    display.until(lambda: title in [seen.title for seen in windows.visible()])
    return window.close


def test_an_empty_desktop_has_no_window(desktop: tuple[WindowInfo, Opened]) -> None:
    windows, _ = desktop

    assert windows.visible() == ()
    assert windows.active() is None


def test_a_window_has_its_app_title_process_and_place(desktop: tuple[WindowInfo, Opened]) -> None:
    windows, open_window = desktop
    open_window("Ledger", "Budget – März", (100, 80, 300, 200))

    (window,) = windows.visible()

    assert (window.app, window.title, window.pid) == ("Ledger", "Budget – März", os.getpid())
    assert not window.full_screen
    assert window.box.x <= 100
    assert window.box.y <= 80
    assert window.box.x + window.box.w >= 400
    assert window.box.y + window.box.h >= 280


def test_windows_are_listed_front_to_back(desktop: tuple[WindowInfo, Opened]) -> None:
    windows, open_window = desktop
    open_window("Mail", "behind", (10, 40, 200, 150))
    open_window("Chat", "in front", (60, 90, 200, 150))

    display.until(lambda: [window.title for window in windows.visible()] == ["in front", "behind"])

    assert [window.app for window in windows.visible()] == ["Chat", "Mail"]


def test_a_closed_window_is_known_no_more(desktop: tuple[WindowInfo, Opened]) -> None:
    windows, open_window = desktop
    close = open_window("Note", "short-lived", (10, 40, 200, 150))

    close()

    display.until(lambda: windows.visible() == () and windows.active() is None)


def test_idle_time_is_never_negative(desktop: tuple[WindowInfo, Opened]) -> None:
    windows, _ = desktop

    assert windows.idle_seconds() >= 0


def test_the_window_in_front_is_active_under_a_window_manager() -> None:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display() as name:
        windows = X11Windows(name)
        _open_real(windows, name, "Mail", "behind", (10, 40, 200, 150))
        _open_real(windows, name, "Chat", "in front", (60, 90, 200, 150))

        display.until(lambda: (active := windows.active()) is not None and active.title == "in front")
        windows.close()


@pytest.fixture
def managed() -> Iterator[tuple[X11Windows, str]]:
    """A real display with a window manager, and its name."""
    if missing := display.missing_program() or (None if shutil.which("xdotool") else "xdotool"):
        pytest.skip(f"{missing} is not installed")
    with display.display() as name:
        windows = X11Windows(name)
        yield windows, name
        windows.close()


@pytest.mark.parametrize("away", [("windowminimize",), ("set_desktop_for_window", "2")])
def test_a_window_that_is_minimised_or_on_another_desktop_is_out_of_sight(
    managed: tuple[X11Windows, str], away: tuple[str, ...]
) -> None:
    windows, name = managed
    window = display.RealWindow(name, "Mail", "put away", (10, 40, 200, 150)).show()
    display.until(lambda: [seen.title for seen in windows.visible()] == ["put away"])
    assert windows.out_of_sight() == ()

    verb, *rest = away
    subprocess.run(["xdotool", verb, str(window.id), *rest], env={**os.environ, "DISPLAY": name}, check=True)

    display.until(lambda: windows.visible() == ())
    assert [seen.title for seen in windows.out_of_sight()] == ["put away"]
    window.close()


def test_a_pop_up_that_says_nothing_of_itself_is_seen_in_front_with_its_process(
    managed: tuple[X11Windows, str],
) -> None:
    windows, name = managed
    behind = display.RealWindow(name, "Mail", "behind", (10, 40, 200, 150)).show()
    display.until(lambda: [seen.title for seen in windows.visible()] == ["behind"])
    menu = display.RealWindow(name, "", "", (60, 90, 80, 120), pop_up=True).show()

    display.until(lambda: len(windows.visible()) == 2)

    first, second = windows.visible()
    assert (first.id, first.box, first.pid) == (menu.id, Box(60, 90, 80, 120), os.getpid())
    assert first.see_through
    assert not first.panel
    assert second.title == "behind"
    for window in (menu, behind):
        window.close()


def test_a_window_cannot_choose_its_program_nor_its_process(managed: tuple[X11Windows, str]) -> None:
    windows, name = managed
    liar = display.RealWindow(name, "Notes", "shopping", (10, 40, 200, 150))
    liar.claim_process(1)
    liar.show()

    display.until(lambda: bool(windows.visible()))

    (window,) = windows.visible()
    assert (window.app, window.pid) == ("Notes", os.getpid())
    assert window.process == Path(sys.executable).resolve().name
    liar.close()


def test_a_still_desktop_is_listed_once_and_every_change_is_heard(
    managed: tuple[X11Windows, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    windows, name = managed
    held = display.RealWindow(name, "Mail", "one", (10, 40, 200, 150)).show()
    display.until(lambda: [seen.title for seen in windows.visible()] == ["one"])
    described: list[str] = []
    real = windows._described
    monkeypatch.setattr(windows, "_described", lambda asked: described.append("anew") or real(asked))

    display.until(lambda: (described.clear(), windows.visible()) and described == [])
    for _ in range(5):
        windows.visible()
    still = len(described)
    held.rename("two")
    renamed = [seen.title for seen in windows.visible()]

    assert still == 0
    assert renamed == ["two"]
    held.close()


def test_a_task_bar_is_known_as_one(managed: tuple[X11Windows, str]) -> None:
    windows, name = managed
    bar = display.RealWindow(name, "Bar", "bar", (0, 570, 800, 30)).as_panel().show()

    display.until(lambda: [seen.panel for seen in windows.visible()] == [True])

    bar.close()


def test_the_window_managers_own_pop_ups_may_show_titles_and_its_frames_are_no_windows(
    managed: tuple[X11Windows, str],
) -> None:
    windows, name = managed
    held = [display.RealWindow(name, "Mail", title, (10, 40, 200, 150)).show() for title in ("one", "two")]
    display.until(lambda: len(windows.visible()) == 2)
    hands = {**os.environ, "DISPLAY": name}

    def pressed() -> bool:
        # A window manager that has only just seen the windows lets the first press go by.
        subprocess.run(["xdotool", "keydown", "alt", "key", "Tab"], env=hands, check=True)
        return any(seen.panel for seen in windows.visible())

    # While Alt is held, the window manager shows the titles of all windows.
    display.until(pressed)
    switching = windows.visible()
    subprocess.run(["xdotool", "keyup", "alt"], env=hands, check=True)

    assert sorted(seen.title for seen in switching if not seen.panel) == ["one", "two"]
    display.until(lambda: not any(seen.panel for seen in windows.visible()))
    for window in held:
        window.close()


def test_a_window_that_vanishes_while_asked_about_is_left_out() -> None:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display(manager=False) as name:
        windows = X11Windows(name)
        for round_number in range(30):
            window = display.RealWindow(name, "Flicker", f"round {round_number}", (10, 10, 50, 50)).show()
            windows.visible()
            window.close()
            windows.active()

        assert windows.visible() == ()
        windows.close()


def test_a_display_that_went_away_is_reported_and_not_fatal() -> None:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display(manager=False) as name:
        windows = X11Windows(name)

    with pytest.raises(ScreenUnavailable, match="set DISPLAY"):
        windows.visible()
    windows.close()


def test_a_window_that_the_window_manager_never_listed_is_seen_and_hides_none() -> None:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display(manager=False) as name:
        # A window manager that died leaves its list behind.
        connection = xdisplay.Display(name)
        atom = connection.get_atom
        root = connection.screen().root
        root.change_property(atom("_NET_CLIENT_LIST_STACKING"), atom("WINDOW"), 32, [])
        connection.sync()
        windows = X11Windows(name)
        window = display.RealWindow(name, "Bank", "accounts", (10, 10, 200, 100)).show()

        display.until(lambda: bool(windows.visible()))

        assert [(one.app, one.title, one.see_through) for one in windows.visible()] == [
            ("Bank", "accounts", True)
        ]
        window.close()
        windows.close()
        connection.close()


def test_an_error_that_does_not_mean_that_a_window_went_leaves_none_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display(manager=False) as name:
        windows = X11Windows(name)
        window = display.RealWindow(name, "Bank", "accounts", (10, 10, 200, 100)).show()
        seen = [one.app for one in windows.visible()]

        def fail(of: object) -> None:
            # As the display sends it, but for its fields.
            raise error.BadAlloc.__new__(error.BadAlloc)

        monkeypatch.setattr(windows, "_place", fail)
        window.rename("others")

        assert seen == ["Bank"]
        with pytest.raises(error.BadAlloc):
            windows.visible()
        window.close()
        windows.close()


def test_without_a_display_nothing_is_known_and_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nonexistent")

    windows = choose("linux")

    assert isinstance(windows, NoWindows)
    assert "Wayland" in windows.reason
    assert windows.visible() == ()
    assert windows.active() is None
