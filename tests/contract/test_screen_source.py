"""What every source of pictures does, the fake included."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.capture.ports import Picture, ScreenSource, ScreenUnavailable
from app.capture.screens.mss_screen import MssScreen
from app.capture.screens.wlr_screen import WlrScreen
from tests.fakes import display, wayland
from tests.fakes.screen import FakeScreen

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]


@pytest.fixture(params=["fake", "mss", "wlr"])
def screen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScreenSource]:
    if request.param == "fake":
        yield FakeScreen((800, 600))
        return
    if request.param == "wlr":
        yield from _wayland(monkeypatch)
        return
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display((800, 600), manager=False) as name:
        source = MssScreen(name)
        yield source
        source.close()


def _wayland(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScreenSource]:
    if missing := wayland.missing_program():
        pytest.skip(f"{missing} is not installed")
    with wayland.sway("800x600") as running:
        running.enter(monkeypatch)
        source = WlrScreen()
        yield source
        source.close()


def test_monitors_are_numbered_from_one_and_lie_on_the_desktop(screen: ScreenSource) -> None:
    (monitor,) = screen.monitors()

    assert (monitor.number, monitor.x, monitor.y, monitor.width, monitor.height) == (1, 0, 0, 800, 600)


def test_a_picture_has_the_size_of_its_monitor_and_four_bytes_a_pixel(screen: ScreenSource) -> None:
    (monitor,) = screen.monitors()

    picture = screen.grab(monitor)

    assert (picture.width, picture.height, len(picture.pixels)) == (800, 600, 800 * 600 * 4)
    assert picture.array().shape == (600, 800, 4)


def test_a_still_screen_gives_the_same_picture_twice(screen: ScreenSource) -> None:
    (monitor,) = screen.monitors()

    # A desktop that has just started may draw its ground between two pictures; one that is still comes of it.
    display.until(lambda: screen.grab(monitor) == screen.grab(monitor))


def test_a_screen_may_be_closed_twice(screen: ScreenSource) -> None:
    screen.close()
    screen.close()


def test_a_window_is_in_the_picture_in_its_colour() -> None:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display((800, 600), manager=False) as name:
        screen = MssScreen(name)
        (monitor,) = screen.monitors()
        window = display.RealWindow(name, "Painter", "red", (100, 50, 40, 30), colour=0xFF0000).show()

        display.until(lambda: _pixel(screen.grab(monitor), 120, 60) == (0, 0, 255))

        assert _pixel(screen.grab(monitor), 99, 60) != (0, 0, 255)
        window.close()
        screen.close()


def test_without_a_display_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)

    with pytest.raises(ScreenUnavailable, match="set DISPLAY"):
        MssScreen()


def test_a_display_that_is_not_there_is_named_as_missing() -> None:
    with pytest.raises(ScreenUnavailable, match="no display"):
        MssScreen(":4711")


def test_a_display_that_went_away_is_reported_and_not_fatal() -> None:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display((800, 600), manager=False) as name:
        screen = MssScreen(name)
        (monitor,) = screen.monitors()

    with pytest.raises(ScreenUnavailable):
        screen.grab(monitor)
    screen.close()


def _pixel(picture: Picture, x: int, y: int) -> tuple[int, int, int]:
    blue, green, red, _ = picture.array()[y, x].tolist()
    return blue, green, red
