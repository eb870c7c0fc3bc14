"""Monitors that come, go, turn and vanish in the midst of a look; a display that ends and returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from app.capture.circumstances import Circumstances
from app.capture.eyes import Eyes
from app.capture.pipeline import FramePipeline
from app.capture.ports import Monitor, Picture
from app.capture.room import Room
from app.capture.screens.mss_screen import MssScreen
from app.capture.windows.x11 import X11Windows
from app.interfaces import Recording
from app.services import recorder as recording
from app.services.recorder import Recorder
from storage.model import Frame
from tests.fakes import display
from tests.fakes import reader as drawn
from tests.fakes.clock import WoundClock
from tests.fakes.display import RealWindow
from tests.fakes.reader import FakeReader
from tests.unit.app.test_recorder import Kepts

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display"), pytest.mark.timeout(120)]


class Hooked(MssScreen):
    """The real screens; calls a hook with the number of each monitor whose picture is about to be taken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.name)
        self._desk = desk

    def grab(self, monitor: Monitor) -> Picture:
        self._desk.hook(monitor.number)
        return super().grab(monitor)


@dataclass
class Desk:
    """A recorder before a real display; `name` may have no server yet."""

    name: str
    sink: Kepts = field(default_factory=Kepts)
    hook: Callable[[int], None] = field(default=lambda number: None)

    def __post_init__(self) -> None:
        pipeline = FramePipeline(FakeReader(), lambda text, found, observation: ())
        room = Room(lambda: 2**50, lambda: 0)
        calm = Circumstances(lambda: False, lambda: False)
        self.recorder = Recorder(self.sink, self.eyes, pipeline, room, WoundClock(), circumstances=calm)

    def eyes(self) -> Eyes:
        return Eyes(Hooked(self), X11Windows(self.name))

    def shows(self, text: str, place: tuple[int, int, int, int]) -> RealWindow:
        return RealWindow(self.name, "Editor", "report", place).show().paint(bars(text, place[2:]))

    def frames(self) -> list[tuple[int, str, tuple[int, int]]]:
        found = [kept.observation for kept in self.sink.frames]
        return [
            (seen.monitor, seen.text, (seen.width, seen.height)) for seen in found if isinstance(seen, Frame)
        ]


def bars(text: str, size: tuple[int, int]) -> Image.Image:
    canvas = drawn.blank(*size)
    drawn.write(canvas, text, 20, 20)
    return Image.fromarray(canvas[:, :, :3])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    if missing := display.missing_for_monitors():
        pytest.skip(missing)
    with display.monitors(tmp_path, "800x600+0+0", "640x480+800+0") as name:
        desk = Desk(name)
        yield desk
        desk.recorder.close()


def test_a_monitor_unplugged_during_a_look_costs_its_picture_and_comes_back(desk: Desk) -> None:
    windows = [
        desk.shows("heron lake", (50, 50, 300, 100)),
        desk.shows("otter river", (850, 50, 300, 100)),
    ]
    desk.recorder.look()
    both = desk.frames()
    windows.append(desk.shows("marsh reed", (50, 300, 300, 100)))
    desk.hook = lambda number: display.unplug(desk.name, 1) if number == 2 else None

    report = desk.recorder.look()

    assert both == [(1, "heron lake", (800, 600)), (2, "otter river", (640, 480))]
    assert desk.frames()[2:] == [(1, "heron lake\nmarsh reed", (800, 600))]
    assert report.reason == recording.UNPLUGGED
    assert (desk.recorder.state, desk.recorder.reason) == (Recording.RECORDING, recording.UNPLUGGED)
    desk.hook = lambda number: None
    assert desk.recorder.look().monitors == 1
    assert desk.recorder.reason == ""
    display.plug_in(desk.name, 1, "640x480+800+0")
    windows.append(desk.shows("willow bank", (850, 250, 300, 100)))
    assert desk.recorder.look().monitors == 2
    assert "willow bank" in desk.frames()[-1][1]
    for window in windows:
        window.close()


def test_a_monitor_that_is_turned_or_gets_another_size_is_read_anew(desk: Desk) -> None:
    window = desk.shows("otter river", (810, 50, 300, 100))
    desk.recorder.look()
    display.plug_in(desk.name, 1, "480x640+800+0")
    # Another layout wipes what was drawn; programs draw again.
    window.paint(bars("otter river", (300, 100)))

    desk.recorder.look()

    assert desk.frames()[-1] == (2, "otter river", (480, 640))
    window.close()


def test_a_display_that_ends_and_returns_is_recorded_again() -> None:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with ExitStack() as first:
        name = first.enter_context(display.display((640, 480), manager=False))
        desk = Desk(name)
        window = desk.shows("heron lake", (50, 50, 300, 100))
        desk.recorder._look_and_tell()
        seen = desk.recorder.state
    desk.recorder._look_and_tell()
    gone = (desk.recorder.state, desk.recorder.reason)

    with display.display((640, 480), manager=False, name=name):
        window = desk.shows("otter river", (50, 50, 300, 100))
        desk.recorder._look_and_tell()

        assert desk.recorder.state is Recording.RECORDING
        window.close()
        desk.recorder.close()
    assert seen is Recording.RECORDING
    assert gone[0] is Recording.FAILING
    assert "display" in gone[1]
    assert [text for _, text, _ in desk.frames()] == ["heron lake", "otter river"]
