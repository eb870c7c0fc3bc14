"""A recorder on a Wayland desktop: sway, its own pictures (wlr-screencopy) and its own word on windows."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.capture import eyes as sight
from app.capture.circumstances import Circumstances
from app.capture.in_time import InTime
from app.capture.pipeline import FramePipeline
from app.capture.ports import Monitor, ScreenSilent, ScreenSource, ScreenUnavailable, Window, WindowsUnknown
from app.capture.readers import choose as readers
from app.capture.room import Room
from app.capture.rules import Rule
from app.capture.screens.mss_screen import MssScreen
from app.capture.screens.wlr_screen import WlrScreen
from app.capture.wayland.wire import Arguments, packed
from app.capture.windows.choose import choose
from app.capture.windows.none import NoWindows
from app.capture.windows.sway import Sway, desk_of
from app.capture.windows.wayland import WaylandWindows
from app.interfaces import Recording
from app.services.recorder import Recorder
from storage.model import Box, Frame
from tests.fakes import display, wayland
from tests.fakes.clock import WoundClock
from tests.unit.app.test_recorder import Kepts

pytestmark = [pytest.mark.xdist_group("wayland"), pytest.mark.timeout(300)]

ORANGE = (255, 128, 0)
Desktop = tuple[wayland.Sway, WaylandWindows, WlrScreen]


@pytest.fixture
def two_outputs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    yield from _desktop(monkeypatch, "800x600", "640x480")


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    yield from _desktop(monkeypatch, "800x600")


def _desktop(monkeypatch: pytest.MonkeyPatch, *sizes: str) -> Iterator[Desktop]:
    if missing := wayland.missing_program():
        pytest.skip(f"{missing} is not installed")
    with wayland.sway(*sizes) as running:
        running.enter(monkeypatch)
        windows, screen = WaylandWindows(Sway(Path(os.environ["SWAYSOCK"]))), WlrScreen()
        yield running, windows, screen
        windows.close()
        screen.close()


def _titles(windows: WaylandWindows) -> list[str]:
    return [window.title for window in windows.visible()]


def test_windows_have_app_title_process_and_place_the_focused_one_first(desktop: Desktop) -> None:
    running, windows, _ = desktop
    empty = windows.visible(), windows.active()
    behind = running.open("org.example.Mail", "behind – März", (10, 40, 300, 200))
    front = running.open("chat", "in front", (60, 90, 200, 150))

    first, second = windows.visible()

    assert empty == ((), None)
    assert (first.app, first.title, first.pid, first.box) == (
        "Chat",
        "in front",
        front.pid,
        Box(60, 90, 200, 150),
    )
    assert (second.app, second.title, second.pid) == ("Mail", "behind – März", behind.pid)
    assert {first.process, second.process} == {"foot"}
    assert windows.active() == first
    assert not first.full_screen
    running.shut(front)
    assert _titles(windows) == ["behind – März"]


def test_what_is_on_another_workspace_is_out_of_sight_and_full_screen_is_told(desktop: Desktop) -> None:
    running, windows, _ = desktop
    running.open("mail", "put away", (10, 40, 300, 200))
    running.tell("workspace 2")
    running.open("game", "all of it", (10, 40, 300, 200))

    running.tell("fullscreen enable")

    # A window is as large as it has drawn itself: sway waits a moment for it, and then shows what there is.
    display.until(lambda: all(window.box == Box(0, 0, 800, 600) for window in windows.visible()))
    (window,) = windows.visible()
    assert (window.title, window.full_screen, window.box) == ("all of it", True, Box(0, 0, 800, 600))
    assert [seen.title for seen in windows.out_of_sight()] == ["put away"]


def test_the_title_of_a_window_behind_a_tab_is_in_sight_where_its_tab_is(desktop: Desktop) -> None:
    running, windows, screen = desktop
    for title in ("one", "two"):
        running.open("mail", title, (10, 40, 300, 200))
    running.tell('[title=".*"] floating disable', "layout tabbed", '[title=".*"] border normal')

    seen = windows.visible()

    tab = next(window for window in seen if window.title == "one")
    body = next(window for window in seen if window.title == "two")
    assert tab.box.h < 60 <= body.box.h
    assert tab.box.w == 400
    assert [window.title for window in windows.out_of_sight()] == ["one"]
    # The tab is painted: where it is said to be, there is more than the plain ground.
    (monitor,) = screen.monitors()
    assert len(np.unique(_cut(_colours(screen, monitor), tab.box).reshape(-1, 3), axis=0)) > 1


@pytest.mark.parametrize(
    "change", ["scale 2", "scale 1.25", "transform 90", "transform 270", "transform flipped"]
)
def test_a_window_is_in_the_picture_where_it_is_said_to_be(two_outputs: Desktop, change: str) -> None:
    running, windows, screen = two_outputs
    running.open("painter", "orange", (50, 40, 200, 150), colour="ff8000")
    running.open("painter", "far", (900, 40, 200, 150), colour="ff8000")

    running.tell(f"output HEADLESS-1 {change}")

    # Where another place begins depends on the first one's size.
    running.tell("[title=orange] move absolute position 50 40")
    for title, at in (("orange", 0), ("far", 1)):
        display.until(lambda at=at: bool(_orange(screen, screen.monitors()[at]).any()))
        monitor = screen.monitors()[at]
        display.until(
            lambda title=title, monitor=monitor: _is_there(
                next(seen for seen in windows.visible() if seen.title == title), screen, monitor
            )
        )


def _is_there(window: Window, screen: ScreenSource, monitor: Monitor) -> bool:
    """Whether all of a window is orange, and nothing else is."""
    found = _orange(screen, monitor)
    place = Box(window.box.x - monitor.x, window.box.y - monitor.y, window.box.w, window.box.h)
    return int(found.sum()) == int(_cut(found, place).sum()) >= 0.97 * place.w * place.h > 0


def test_turned_pictures_are_those_of_another_program(desktop: Desktop) -> None:
    if shutil.which("grim") is None:
        pytest.skip("grim is not installed")
    running, _, screen = desktop
    running.open("painter", "words", (50, 40, 400, 150), "every which way", "ff8000")

    for transform in ("normal", "90", "180", "270", "flipped", "flipped-90", "flipped-180", "flipped-270"):
        running.tell(f"output HEADLESS-1 transform {transform}")
        display.until(lambda: _same_as_grim(running, screen))


def _same_as_grim(running: wayland.Sway, screen: WlrScreen) -> bool:
    (monitor,) = screen.monitors()
    taken = subprocess.run(
        ["grim", "-t", "ppm", "-"], env=running.environment, capture_output=True, check=True
    )
    other = np.asarray(Image.open(io.BytesIO(taken.stdout)).convert("RGB"))
    ours = _colours(screen, monitor)
    return ours.shape == other.shape and bool((ours == other).all())


def test_an_output_that_comes_is_seen_and_one_that_goes_is_refused(desktop: Desktop) -> None:
    running, _, screen = desktop
    running.tell("create_output")

    display.until(lambda: len(screen.monitors()) == 2)

    _, second = screen.monitors()
    assert len(screen.grab(second).pixels) == 4 * second.width * second.height
    # sway 1.7 takes no output away; what a compositor says when one went is said here in its place.
    gone = max(
        name for name, (interface, _) in screen._compositor.offered.items() if interface == "wl_output"
    )
    screen._compositor._listed(1, Arguments(packed(gone)))
    assert len(screen.monitors()) == 1
    with pytest.raises(ScreenUnavailable, match="not there any more"):
        screen.grab(second)


def test_idle_time_grows_while_nobody_touches_anything(desktop: Desktop) -> None:
    _, windows, _ = desktop

    assert windows.idle_seconds() >= 0
    display.until(lambda: windows.idle_seconds() > 0.4)

    assert not windows.screen_locked()


def test_the_recorder_reads_what_a_wayland_desktop_shows_and_leaves_out_what_it_must(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, _, _ = desktop
    running.open("bank", "accounts", (20, 320, 700, 120), "marmalade kettle")
    running.open("notes", "lake", (20, 40, 700, 120), "heron lake crossing")

    free, hiding = _recorder(), _recorder(Rule(app="Bank", name="my rule"))
    free.look()
    hiding.look()

    assert _texts(free) == "heron lake crossing\nmarmalade kettle"
    assert _texts(hiding) == "heron lake crossing"
    (kept,) = _frames(hiding)
    assert (kept.app, kept.window_title) == ("Notes", "lake")
    # With the focus its menus may be anywhere: nothing of the monitor is kept.
    running.tell("[app_id=bank] focus")
    other = _recorder(Rule(app="Bank", name="my rule"))
    assert other.look().hidden == 1
    assert _texts(other) == ""
    for recorder in (free, hiding, other):
        recorder.close()


def test_an_x_server_beside_wayland_is_not_asked_for_pictures(desktop: Desktop) -> None:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display((640, 480), manager=False) as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", name)

        eyes = sight.open_eyes()

        assert (eyes.windows.name, type(eyes.screens)) == ("sway", WlrScreen)
        eyes.close()
        # The twin: without a word of Wayland the X server is what there is.
        for variable in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
            patch.delenv(variable)
        plain = sight.open_eyes()
        assert (plain.windows.name, type(plain.screens)) == ("x11", MssScreen)
        plain.close()


def test_a_wayland_desktop_that_tells_of_no_windows_is_not_recorded_and_says_why(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SWAYSOCK")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nonexistent")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")

    windows = choose("linux")

    assert isinstance(windows, NoWindows)
    assert "(GNOME)" in windows.reason
    with pytest.raises(
        WindowsUnknown, match=r"Nothing is recorded while windows cannot be told apart.*X11 session"
    ):
        sight.open_eyes()


def test_a_compositor_that_hangs_costs_a_look_and_goes_on_afterwards(desktop: Desktop) -> None:
    running, _, _ = desktop
    running.open("notes", "lake", (20, 40, 700, 120), "heron lake crossing")
    recorder = _recorder()
    running.process.send_signal(signal.SIGSTOP)
    try:
        with pytest.raises(ScreenSilent):
            recorder.look()
    finally:
        running.process.send_signal(signal.SIGCONT)

    display.until(lambda: _looks(recorder))

    assert _texts(recorder) == "heron lake crossing"
    recorder.close()


def test_a_compositor_that_ends_is_said_and_another_is_recorded(desktop: Desktop) -> None:
    running, windows, screen = desktop
    recorder = _recorder()
    recorder._look_and_tell()
    seen = recorder.state
    running.end()

    recorder._look_and_tell()

    assert (seen, recorder.state) == (Recording.RECORDING, Recording.FAILING)
    assert "again" in recorder.reason
    with pytest.raises(ScreenUnavailable):
        windows.visible()
    with pytest.raises(ScreenUnavailable):
        screen.monitors()
    with wayland.sway("640x480") as other, pytest.MonkeyPatch.context() as patch:
        other.enter(patch)
        recorder._look_and_tell()
        assert recorder.state is Recording.RECORDING
        recorder.close()


@pytest.mark.parametrize("reply", [{}, {"nodes": [{"rect": 3}]}, [], {"rect": {"x": 0, "y": 0}}, None])
def test_a_tree_that_is_not_understood_costs_the_look(reply: object) -> None:
    with pytest.raises(ScreenUnavailable, match="not understood"):
        desk_of(reply, [])  # type: ignore[arg-type]  # foreign input


def _looks(recorder: Recorder) -> bool:
    try:
        recorder.look()
    except ScreenUnavailable:
        return False
    return True


def _recorder(*rules: Rule) -> Recorder:
    """A recorder with the real eyes and the real reader."""
    sink = Kepts()
    sink.hidden.extend(rules)
    pipeline = FramePipeline(readers.choose(), lambda text, found, observation: ())
    calm = Circumstances(lambda: False, lambda: False)
    room = Room(lambda: 2**50, lambda: 0)
    return Recorder(sink, InTime(sight.open_eyes), pipeline, room, WoundClock(), circumstances=calm)


def _frames(recorder: Recorder) -> list[Frame]:
    sink = recorder._sink
    assert isinstance(sink, Kepts)
    return [kept.observation for kept in sink.frames if isinstance(kept.observation, Frame)]


def _texts(recorder: Recorder) -> str:
    # Which letter is a capital the reader may take otherwise.
    return "\n".join(frame.text.casefold() for frame in _frames(recorder))


def _colours(screen: ScreenSource, monitor: Monitor) -> NDArray[np.uint8]:
    """A picture as (height, width, red green blue)."""
    return screen.grab(monitor).array()[:, :, 2::-1]


def _orange(screen: ScreenSource, monitor: Monitor) -> NDArray[np.bool_]:
    return (_colours(screen, monitor) == np.array(ORANGE, np.uint8)).all(axis=2)


def _cut(pixels: NDArray[np.uint8] | NDArray[np.bool_], box: Box) -> NDArray[np.uint8] | NDArray[np.bool_]:
    return pixels[box.y : box.y + box.h, box.x : box.x + box.w]
