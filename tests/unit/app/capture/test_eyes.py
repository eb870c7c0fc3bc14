"""What the recorder sees with: all of it, or it does not look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from Xlib.error import DisplayConnectionError

from app.capture.circumstances import Circumstances
from app.capture.eyes import open_eyes
from app.capture.pipeline import FramePipeline
from app.capture.ports import WindowsUnknown
from app.capture.room import Room
from app.capture.windows import x11
from app.interfaces import Recording
from app.services.recorder import Recorder
from storage.model import Watching
from tests.fakes import display
from tests.fakes.clock import WoundClock
from tests.fakes.reader import FakeReader
from tests.unit.app.test_recorder import Kepts

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]


@pytest.fixture(autouse=True)
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if missing := display.missing_program():
        pytest.skip(f"{missing} is not installed")
    with display.display((640, 480), manager=False) as name:
        monkeypatch.setenv("DISPLAY", name)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        yield


@pytest.fixture
def no_windows() -> Iterator[pytest.MonkeyPatch]:
    """Pictures are given, but whoever asks about windows is refused, until it is undone."""

    def refuse(name: str | None = None) -> None:
        raise DisplayConnectionError(name, "no authorisation")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(x11, "display", SimpleNamespace(Display=refuse))
        yield patch


def test_a_desktop_that_gives_pictures_and_windows_is_looked_at() -> None:
    eyes = open_eyes()

    assert eyes.windows.name == "x11"
    assert len(eyes.screens.grab(eyes.screens.monitors()[0]).pixels) == 4 * 640 * 480
    eyes.close()


@pytest.mark.usefixtures("no_windows")
def test_pictures_without_windows_are_refused_with_what_that_means() -> None:
    with pytest.raises(WindowsUnknown, match="Nothing is recorded while windows cannot be told apart"):
        open_eyes()


def test_nothing_is_recorded_without_windows_that_is_told_and_it_goes_on_when_they_are_known(
    no_windows: pytest.MonkeyPatch,
) -> None:
    sink, room = Kepts(), Room(lambda: 2**50, lambda: 0)
    pipeline = FramePipeline(FakeReader(), lambda text, found, observation: ())
    calm = Circumstances(lambda: False, lambda: False)
    recorder = Recorder(sink, open_eyes, pipeline, room, WoundClock(), circumstances=calm)
    window = display.RealWindow(os.environ["DISPLAY"], "Editor", "report", (10, 10, 300, 100)).show()
    pauses = []
    for _ in range(3):
        recorder._look_and_tell()
        pauses.append(recorder._pause_while_blind())
    kept, told = len(sink.frames), (recorder.state, recorder.reason)

    no_windows.undo()
    recorder._look_and_tell()

    assert (kept, len(sink.frames)) == (0, 1)
    assert told[0] is Recording.FAILING
    assert "no rule could be kept to" in told[1]
    assert sink.marks == [(Watching.FAILING, "Windows cannot be told apart"), (Watching.RECORDING, "")]
    assert pauses == [2.0, 4.0, 8.0]
    assert recorder._pause_while_blind() == 0.0
    recorder.close()
    window.close()
