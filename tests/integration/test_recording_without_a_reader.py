"""The reader's process is killed and hangs in mid-read: the recorder says so, loses nothing that stays, and goes on.

The screen is a test's; the recorder on its own thread, the reader's process, the text it reads and the safe are real.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.bus import Bus
from app.capture.eyes import Eyes
from app.capture.pipeline import FramePipeline
from app.capture.ports import ReaderUnavailable
from app.capture.readers import tessdata
from app.capture.room import GIGABYTE, Room
from app.children.clients import HostedReader
from app.interfaces import Recording
from app.services.recorder import Recorder
from app.services.safe_sink import SafeSink
from storage.clock import system_clock
from storage.model import Box, Watching, Word
from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes.screen import FakeScreen, Page
from tests.fakes.windows import FakeWindows, window
from tests.integration.program import alive, until

SIZE = (1000, 700)
# What is waited for a reader that hangs; a machine at work starts one and reads a page in less than PATIENCE.
HANGS, PATIENCE = 3.0, 60.0


class Struck:
    """The hosted reader; while `blow` is set, its process is struck as soon as it works on a picture."""

    def __init__(self) -> None:
        self.hosted = HostedReader(None, lambda: ("eng",))
        self.hosted.child._timeout = PATIENCE
        self.name = self.hosted.name
        self.blow: Callable[[int], None] | None = None
        self.struck: list[int] = []

    def read(self, gray: NDArray[np.uint8], *, whole: bool) -> tuple[Word, ...]:
        """What the process reads, if it lives."""
        over = threading.Event()
        striker = threading.Thread(target=self._strike, args=(over, self._worked()), daemon=True)
        striker.start()
        try:
            return self.hosted.read(gray, whole=whole)
        finally:
            over.set()
            striker.join()

    def _strike(self, over: threading.Event, before: tuple[int | None, int]) -> None:
        while self.blow is not None and not over.wait(0.01):
            pid, worked = self._worked()
            if pid is not None and pid not in self.struck and (pid != before[0] or worked > before[1] + 1):
                self.struck.append(pid)
                self.blow(pid)

    def _worked(self) -> tuple[int | None, int]:
        """The process, and the hundredths of seconds it has computed."""
        pid = self.hosted.child.pid
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            return pid, int(fields[11]) + int(fields[12])
        return None, 0


class Desk:
    """A recorder at work before a screen of one window."""

    def __init__(self, safe: Safe) -> None:
        self.safe = safe
        self.screen, self.windows, self.reader = FakeScreen(SIZE), FakeWindows(), Struck()
        self.told: list[tuple[Recording, str]] = []
        pipeline = FramePipeline(self.reader, lambda text, found, frame: ())
        room = Room(lambda: 50 * GIGABYTE, lambda: 0)
        eyes = lambda: Eyes(self.screen, self.windows)  # noqa: E731  (one line reads better here)
        self.recorder = Recorder(SafeSink(safe, Bus()), eyes, pipeline, room, system_clock)
        self.recorder.changed = lambda: self.told.append((self.recorder.state, self.recorder.reason))

    def shows(self, word: str) -> None:
        """A page full of `word`, long enough to be struck while it is read."""
        page = Page(SIZE)
        for row in range(30):
            page.text(
                20, 10 + 22 * row, f"{word} and the lighthouse keeper wrote to the harbour office {row}"
            )
        self.screen.show(page.picture())
        self.windows.open = [window("Editor", f"notes on {word}", Box(0, 0, *SIZE))]

    def keeps(self, word: str) -> None:
        """Waits until what it shows is in the safe."""
        until(lambda: self.times(word) > 0, f"{word} to be kept")

    def times(self, word: str) -> int:
        """How many frames hold `word`."""
        return sum(word in frame.text for frame in self.safe.observations.frames(None, None, limit=1000))

    def ledger(self) -> list[tuple[Watching, str]]:
        """What the ledger of coverage tells."""
        far = system_clock()
        return [(one.state, one.reason) for one in self.safe.coverage.between(far.replace(year=2000), far)]

    def failures(self) -> list[str]:
        """The sentences that the status showed."""
        return [why for state, why in self.told if state is Recording.FAILING]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """It has recorded one page."""
    try:
        tessdata.find()
    except ReaderUnavailable as refusal:
        pytest.skip(refusal.message)
    with a_safe(tmp_path / "home", system_clock) as safe:
        desk = Desk(safe)
        desk.shows("heron")
        desk.recorder.start()
        desk.keeps("heron")
        yield desk
        desk.recorder.close()
        desk.reader.hosted.close()


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def stop(pid: int) -> None:
    os.kill(pid, signal.SIGSTOP)


@pytest.mark.expects_log("the reader died in a call")
@pytest.mark.timeout(300)
def test_a_reader_killed_in_mid_read_costs_nothing(desk: Desk) -> None:
    def once(pid: int) -> None:
        desk.reader.blow = None
        kill(pid)

    desk.reader.blow = once
    desk.shows("bittern")
    desk.keeps("bittern")

    assert len(desk.reader.struck) == 1
    assert not alive(desk.reader.struck[0])
    assert desk.failures() == []


@pytest.mark.expects_log("the reader died in a call")
@pytest.mark.timeout(300)
def test_a_reader_killed_again_and_again_is_told_and_what_stays_is_read_later(desk: Desk) -> None:
    def twice(pid: int) -> None:
        desk.reader.blow = None if len(desk.reader.struck) == 2 else twice
        kill(pid)

    desk.reader.blow = twice
    desk.shows("bittern")
    desk.keeps("bittern")
    desk.shows("curlew")
    desk.keeps("curlew")

    assert desk.failures() == ["The reader stopped twice. It will be tried again later."]
    assert (Watching.FAILING, "A part of Reverie stopped") in desk.ledger()
    assert desk.recorder.state is Recording.RECORDING
    assert desk.ledger()[-1][0] is Watching.RECORDING


@pytest.mark.timeout(300)
def test_a_reader_that_hangs_in_mid_read_is_told_and_costs_the_picture_in_hand(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def once(pid: int) -> None:
        desk.reader.blow = None
        stop(pid)

    monkeypatch.setattr(desk.reader.hosted.child, "_timeout", HANGS)
    desk.reader.blow = once
    desk.shows("bittern")
    until(lambda: desk.failures() != [], "the recorder to say that the reader hangs")
    desk.shows("curlew")
    monkeypatch.setattr(desk.reader.hosted.child, "_timeout", PATIENCE)
    desk.keeps("curlew")

    assert not alive(desk.reader.struck[0])
    assert set(desk.failures()) == {"The reader did not answer and was ended. It will be tried again later."}
    assert (Watching.FAILING, "A part of Reverie stopped") in desk.ledger()
    assert desk.times("heron") == 1
    until(lambda: desk.recorder.state is Recording.RECORDING, "it to record again")
