"""What every way of asking about windows does, the fake included."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

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


def test_without_a_display_nothing_is_known_and_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")

    windows = choose("linux")

    assert isinstance(windows, NoWindows)
    assert "Wayland" in windows.reason
    assert windows.visible() == ()
    assert windows.active() is None
