"""A display that hangs: the recorder says so, obeys all the same, and goes on when it answers again."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from threading import enumerate as threads

import psutil
import pytest

from app.capture.circumstances import Circumstances
from app.capture.eyes import Eyes
from app.capture.in_time import SILENT, InTime
from app.capture.pipeline import FramePipeline
from app.capture.ports import ScreenSilent
from app.capture.room import Room
from app.capture.screens.mss_screen import MssScreen
from app.capture.windows.x11 import X11Windows
from app.interfaces import Recording
from app.services.recorder import Recorder
from storage.clock import system_clock
from storage.model import Watching
from tests.fakes import display
from tests.fakes.reader import FakeReader
from tests.fakes.screen import FakeScreen
from tests.fakes.windows import FakeWindows
from tests.unit.app.test_recorder import Kepts

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display"), pytest.mark.timeout(120)]

PATIENCE = 0.5


@dataclass
class Desk:
    """A running recorder before a real display that can be stopped."""

    name: str
    server: psutil.Process
    sink: Kepts = field(default_factory=Kepts)

    def __post_init__(self) -> None:
        pipeline = FramePipeline(FakeReader(), lambda text, found, observation: ())
        room, calm = Room(lambda: 2**50, lambda: 0), Circumstances(lambda: False, lambda: False)
        eyes = InTime(lambda: Eyes(MssScreen(self.name), X11Windows(self.name)), PATIENCE)
        self.recorder = Recorder(self.sink, eyes, pipeline, room, system_clock, circumstances=calm)
        self.window = display.RealWindow(self.name, "Editor", "report", (10, 10, 300, 100)).show()

    def runs(self) -> None:
        self.recorder.start()
        display.until(lambda: bool(self.sink.frames))

    @contextmanager
    def hanging(self) -> Iterator[None]:
        self.server.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.server.send_signal(signal.SIGCONT)


@pytest.fixture
def desk() -> Iterator[Desk]:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    before = set(psutil.Process(os.getpid()).children())
    with display.display((640, 480), manager=False) as name:
        (server,) = set(psutil.Process(os.getpid()).children()) - before
        desk = Desk(name, server)
        yield desk
        desk.recorder.close()


def test_a_screen_that_hangs_is_told_and_recorded_again_when_it_answers(desk: Desk) -> None:
    desk.runs()
    with desk.hanging():
        display.until(lambda: desk.recorder.state is Recording.FAILING)
        told, marked = desk.recorder.reason, desk.sink.marks[-1]

    display.until(lambda: desk.recorder.state is Recording.RECORDING, patience=60)

    assert told == SILENT
    assert marked == (Watching.FAILING, ScreenSilent.title)
    assert desk.sink.marks[-1] == (Watching.RECORDING, "")


def test_a_pause_and_an_end_are_obeyed_in_time_while_the_screen_hangs(desk: Desk) -> None:
    desk.runs()
    with desk.hanging():
        display.until(lambda: desk.recorder.state is Recording.FAILING)
        began = time.monotonic()
        desk.recorder.pause(None)
        paused, state = time.monotonic() - began, desk.recorder.state
        desk.recorder.close()
        ended = time.monotonic() - began

    assert state is Recording.PAUSED
    assert paused < 5
    assert ended < 10
    assert desk.recorder._thread is not None
    assert not desk.recorder._thread.is_alive()


class Stuck(FakeScreen):
    """Answers when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.closed, self.let_go = Event(), Event()

    def monitors(self) -> tuple[object, ...]:  # type: ignore[override]
        self.let_go.wait(60)
        return super().monitors()

    def close(self) -> None:
        super().close()
        self.closed.set()


def test_one_thread_at_most_waits_for_a_screen_and_it_lets_go_of_it_at_last() -> None:
    opened: list[Stuck] = []

    def opens() -> Eyes:
        opened.append(Stuck())
        return Eyes(opened[-1], FakeWindows())

    eyes = InTime(opens, PATIENCE)
    first = eyes()
    for _ in range(3):
        with pytest.raises(ScreenSilent):
            first.screens.monitors()
        with pytest.raises(ScreenSilent):
            eyes()
    waiting = [thread for thread in threads() if thread.name == "screen"]

    opened[0].let_go.set()

    assert len(opened) == len(waiting) == 1
    assert opened[0].closed.wait(20)
    waiting[0].join(20)
    again = eyes()
    opened[1].let_go.set()
    assert len(again.screens.monitors()) == 1
    again.close()
    assert opened[1].closed.wait(20)


def test_what_goes_wrong_on_the_thread_is_told_to_whoever_asked() -> None:
    screen = FakeScreen()
    eyes = InTime(lambda: Eyes(screen, FakeWindows()), PATIENCE)()
    screen.fail("The display is gone.")

    with pytest.raises(Exception, match=r"The display is gone\."):
        eyes.screens.monitors()
    eyes.close()
