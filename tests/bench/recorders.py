"""Recorders to be measured: ours, and the way two peers decide and read, told again in few words.

The peers read whole screens with our reader, which is cheaper than theirs (1.9 against 10 CPU seconds a screen): what
differs is when and what they read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import psutil
from numpy.typing import NDArray
from PIL import Image

from app import paths
from app.bus import Bus
from app.capture import frame_text, pixels
from app.capture.circumstances import AS_EVER, Choices
from app.capture.eyes import Eyes, open_eyes
from app.capture.in_time import InTime
from app.capture.pipeline import FramePipeline
from app.capture.ports import Picture
from app.capture.room import Room
from app.children.clients import HostedReader
from app.services.recorder import GLANCE_SECONDS, Recorder
from app.services.safe_sink import SafeSink
from storage.model import Kept
from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes.clock import WoundClock

# (OpenRecall: screenshot.py; Pensieve: config.py and record.py)
OPENRECALL_SECONDS, OPENRECALL_SAME = 3.0, 0.90
PENSIEVE_SECONDS, PENSIEVE_SAME = 4.0, 4
OUR_SECONDS = 2.0


class Measured(Protocol):
    """Looks when it is told to, every `pause` seconds of the scene. `texts` is what it read, newest last."""

    pause: float
    texts: list[str]
    reader: HostedReader

    def look(self) -> None:
        """One look at the screen, and what lies between two."""


class Telling(SafeSink):
    """The real sink; notes what was kept."""

    def __init__(self, safe: Safe) -> None:
        super().__init__(safe, Bus())
        self.texts: list[str] = []
        self.bytes = 0

    def keep(self, frame: Kept) -> None:
        super().keep(frame)
        self.texts.append(frame.observation.text)
        self.bytes += len(frame.picture or b"") + len(frame.thumbnail or b"")

    def choices(self) -> Choices:
        """The machine that measures may be busy with other work."""
        return Choices(idle_minutes=0, when_busy=AS_EVER)


class Ours:
    """The recorder over a real safe, with its reader in a child."""

    pause = OUR_SECONDS

    def __init__(self, safe: Safe, clock: WoundClock) -> None:
        self._clock = clock
        self.reader = HostedReader(paths.cache(), tuple)
        self.sink = Telling(safe)
        self.texts = self.sink.texts
        pipeline = FramePipeline(self.reader, lambda text, found, observation: ())
        room = Room(lambda: 2**50, lambda: 0)
        self.recorder = Recorder(self.sink, InTime(open_eyes), pipeline, room, clock)

    def look(self) -> None:
        """A look, and the glances before the next one."""
        self._clock.wind(seconds=self.pause)
        self.recorder.look()
        for _ in range(round(self.pause / GLANCE_SECONDS) - 1):
            self.recorder._glance(settling=True)


@dataclass
class Peer:
    """Reads the whole screen when it is not `same` as the last one that was read."""

    pause: float
    same: Callable[[Picture, Picture], bool]
    texts: list[str] = field(default_factory=list)
    reader: HostedReader = field(default_factory=lambda: HostedReader(paths.cache(), tuple))
    eyes: Eyes = field(default_factory=open_eyes)
    last: Picture | None = None

    def look(self) -> None:
        """A look."""
        (monitor, *_) = self.eyes.screens.monitors()
        picture = self.eyes.screens.grab(monitor)
        if self.last is None or not self.same(picture, self.last):
            self.last = picture
            words = self.reader.read(pixels.gray(picture), whole=True)
            self.texts.append(frame_text.text_of(words))


def similar(one: Picture, other: Picture) -> bool:
    """OpenRecall's: structural similarity with the whole picture as its one window."""
    a, b = (pixels.gray(picture).astype(np.float64) for picture in (one, other))
    mean_a, mean_b = a.mean(), b.mean()
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    shared = ((a - mean_a) * (b - mean_b)).mean()
    above = (2 * mean_a * mean_b + c1) * (2 * shared + c2)
    below = (mean_a**2 + mean_b**2 + c1) * (a.var() + b.var() + c2)
    return bool(above / below >= OPENRECALL_SAME)


def near(one: Picture, other: Picture) -> bool:
    """Pensieve's: the distance of perceptual hashes (imagehash.phash)."""
    return int((_phash(one) != _phash(other)).sum()) < PENSIEVE_SAME


def _phash(picture: Picture) -> NDArray[np.bool_]:
    small = Image.fromarray(pixels.gray(picture)).resize((32, 32), Image.Resampling.LANCZOS)
    place = np.arange(32)
    wave = np.cos(np.pi * (2 * place[None, :] + 1) * place[:, None] / 64)
    low = (wave @ np.asarray(small, np.float64) @ wave.T)[:8, :8]
    return np.asarray(low > np.median(low))


@contextmanager
def ours(folder: Path) -> Iterator[Ours]:
    """Ours, over a new safe in `folder`."""
    clock = WoundClock()
    with a_safe(folder, clock) as safe:
        recorder = Ours(safe, clock)
        yield recorder
        recorder.recorder.close()
        recorder.reader.close()


@contextmanager
def peer(pause: float, same: Callable[[Picture, Picture], bool]) -> Iterator[Peer]:
    """A peer's way."""
    recorder = Peer(pause, same)
    yield recorder
    recorder.reader.close()
    recorder.eyes.close()


def cpu(recorder: Measured) -> float:
    """CPU seconds so far of this process and the reader's."""
    times = psutil.Process(recorder.reader.child.pid).cpu_times() if recorder.reader.child.pid else None
    return time.process_time() + (times.user + times.system if times else 0.0)


def resident(recorder: Measured) -> int:
    """Bytes of both processes in memory."""
    pids = [psutil.Process().pid, recorder.reader.child.pid]
    return sum(psutil.Process(pid).memory_info().rss for pid in pids if pid)
