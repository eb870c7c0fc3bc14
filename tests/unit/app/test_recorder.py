"""The recorder: what it keeps, when it does not, and what it says then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.capture.eyes import Eyes
from app.capture.guard import Guard
from app.capture.pipeline import FramePipeline
from app.capture.room import GIGABYTE, Room, free_bytes
from app.capture.rules import Rule
from app.interfaces import Recording
from app.nightwatch.orders import Orders
from app.nightwatch.sealing_sink import SealingSink
from app.services.recorder import Recorder
from storage import sealing, spool_records
from storage.errors import DiskFull, ReverieError, SpoolFull
from storage.model import Box, Kept, Watching
from storage.spool_records import Mark, SpoolWriter
from tests.factories import NOON, a_frame, a_safe, reopened
from tests.fakes import reader as drawn
from tests.fakes.clock import WoundClock
from tests.fakes.reader import FakeReader
from tests.fakes.screen import FakeScreen
from tests.fakes.windows import FakeWindows, window

WHOLE = Box(0, 0, 640, 480)


@dataclass
class Kepts:
    """A sink that remembers; `full` makes keeping fail."""

    frames: list[Kept] = field(default_factory=list)
    marks: list[tuple[Watching, str]] = field(default_factory=list)
    hidden: list[Rule] = field(default_factory=list)
    failure: ReverieError | None = None
    paused: str = ""

    def keep(self, frame: Kept) -> None:
        if self.failure is not None:
            raise self.failure
        self.frames.append(frame)

    def mark(self, state: Watching, at: datetime, reason: str = "") -> None:
        del at
        if not self.marks or self.marks[-1] != (state, reason):
            self.marks.append((state, reason))

    def rules(self) -> Sequence[Rule]:
        return self.hidden

    def interval(self) -> float:
        return 2.0

    def pause(self) -> str:
        return self.paused

    def remember_pause(self, until: str) -> None:
        self.paused = until

    @property
    def texts(self) -> list[str]:
        return [frame.observation.text for frame in self.frames]


@dataclass
class Scene:
    """A recorder before a screen that the test draws on; `free` bytes are left on its disk."""

    sink: Kepts = field(default_factory=Kepts)
    screen: FakeScreen = field(default_factory=FakeScreen)
    windows: FakeWindows = field(default_factory=lambda: FakeWindows(window("Editor", "report.odt", WHOLE)))
    reader: FakeReader = field(default_factory=FakeReader)
    clock: WoundClock = field(default_factory=WoundClock)
    free: int = 50 * GIGABYTE
    reserve: int = 2 * GIGABYTE

    def __post_init__(self) -> None:
        self.recorder = self.with_sink(self.sink)

    def with_sink(self, sink: Kepts | SealingSink) -> Recorder:
        room = Room(lambda: self.free, lambda: self.reserve)
        pipeline = FramePipeline(self.reader, lambda text, found, observation: ())
        return Recorder(sink, lambda: Eyes(self.screen, self.windows), pipeline, room, self.clock, self.guard)

    def guard(self, eyes: Eyes) -> Guard:
        return Guard(
            eyes.windows, eyes.accessibility, lambda: self.clock().timestamp(), lambda _seconds: None
        )

    def shows(self, text: str) -> None:
        canvas = drawn.blank(640, 480)
        drawn.write(canvas, text, 20, 20)
        self.screen.show(drawn.picture(canvas))

    def told(self) -> tuple[Recording, str]:
        return self.recorder.state, self.recorder.reason


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.shows("heron lake")
    return made


def test_what_is_new_on_the_screen_is_kept_once(scene: Scene) -> None:
    reports = [scene.recorder.look(), scene.recorder.look()]
    scene.shows("otter river")
    reports.append(scene.recorder.look())

    assert [report.kept for report in reports] == [1, 0, 1]
    assert scene.sink.texts == ["heron lake", "otter river"]


def test_a_locked_screen_is_not_looked_at_and_is_told(scene: Scene) -> None:
    scene.windows.locked = True

    report = scene.recorder.look()

    assert (report.kept, report.reason) == (0, "the screen is locked")
    assert scene.reader.calls == 0
    assert scene.sink.marks == [(Watching.LOCKED, "the screen is locked")]
    scene.windows.locked = False
    assert scene.recorder.look().kept == 1


def test_recording_pauses_below_the_reserve_and_goes_on_well_above_it(scene: Scene) -> None:
    scene.recorder.look()
    scene.shows("otter river")

    scene.free = 1_900_000_000
    below = scene.recorder.look()
    told = scene.told()
    scene.free = 2_100_000_000  # above the reserve, but not by much
    still = scene.recorder.look()
    scene.free = 2_600_000_000
    above = scene.recorder.look()

    assert (below.kept, still.kept, above.kept) == (0, 0, 1)
    assert below.reason == "the disk is nearly full"
    assert told[0] is Recording.NO_ROOM
    assert "1.9 GB are free" in told[1]
    assert "Free some room" in told[1]
    assert scene.told() == (Recording.RECORDING, "")
    assert scene.sink.texts == ["heron lake", "otter river"]
    assert scene.sink.marks == [
        (Watching.RECORDING, ""),
        (Watching.PAUSED, "the disk is nearly full"),
        (Watching.RECORDING, ""),
    ]


def test_the_reserve_holds_recording_up_only_where_it_is_one(scene: Scene) -> None:
    scene.free, scene.reserve = 1000, 0

    assert scene.recorder.look().kept == 1


def test_a_disk_found_full_pauses_and_the_lost_frame_is_read_anew(scene: Scene) -> None:
    scene.sink.failure = DiskFull("The disk is full.")
    scene.recorder._look_and_tell()
    told = scene.told()
    scene.sink.failure = None

    scene.recorder._look_and_tell()

    assert told[0] is Recording.NO_ROOM
    assert scene.told() == (Recording.RECORDING, "")
    assert scene.sink.texts == ["heron lake"]


def test_a_paused_recorder_keeps_nothing_and_does_not_watch(scene: Scene) -> None:
    scene.recorder.look()
    watched = scene.recorder.watches
    scene.recorder.pause(None)
    scene.shows("otter river")

    assert scene.recorder.look().reason == "paused"
    assert (watched, scene.recorder.watches) == (True, False)
    assert scene.sink.texts == ["heron lake"]


def test_free_room_is_what_the_disk_says_and_an_unknown_disk_is_tried(tmp_path: Path) -> None:
    assert 0 < free_bytes(tmp_path) < 2**60
    assert free_bytes(tmp_path / "nowhere") > 2**60


def orders(public: bytes, *rules: Rule, most_bytes: int = 10_000_000, home: Path = Path()) -> Orders:
    return Orders(str(home), "", public, rules, 2.0, most_bytes, 0, seen=False)


@pytest.fixture
def sealed(tmp_path: Path, scene: Scene) -> Iterator[tuple[Recorder, SealingSink, Path]]:
    """The same recorder over the sealed spool of a locked safe."""
    home = tmp_path / "home"
    with a_safe(home) as safe:
        public = safe.spool_public()
    sink = SealingSink(SpoolWriter(home, public, 10_000_000), orders(public, Rule(app="Bank*"), home=home))
    recorder = scene.with_sink(sink)
    yield recorder, sink, home
    recorder.close()


def test_what_is_seen_while_locked_is_in_the_safe_after_the_unlock(
    scene: Scene, sealed: tuple[Recorder, SealingSink, Path]
) -> None:
    recorder, sink, home = sealed
    recorder.look()
    scene.clock.wind(seconds=30)
    scene.shows("password: Gl4ss-Wren-77! otter")
    recorder.look()
    recorder.close()
    sink.end(scene.clock.wind(seconds=5))

    with reopened(home, scene.clock) as safe:
        absorbed = safe.spool.absorb()
        frames = [safe.observations.get(id) for id in absorbed.ids]
        stretches = safe.coverage.between(NOON - timedelta(days=1), NOON)

        assert frames[0].text == "heron lake"
        assert "Gl4ss" not in frames[1].text
        assert "otter" in frames[1].text
        assert all(safe.observations.picture(id) for id in absorbed.ids)
        # The vault is locked: a secret is masked, and its value goes nowhere.
        assert safe.counts().memories["vault"] == 0
        assert (stretches[0].state, stretches[0].reason) == (Watching.RECORDING, "while locked")
        assert (stretches[0].ended - stretches[0].started).total_seconds() >= 30


def test_the_rules_of_the_moment_of_the_lock_hold_while_locked(
    scene: Scene, sealed: tuple[Recorder, SealingSink, Path]
) -> None:
    recorder, _, home = sealed
    scene.windows.open = [window("Bankly", "accounts", WHOLE)]

    recorder.look()

    assert spool_records.waiting(home) == 0
    scene.clock.wind(seconds=2)
    scene.windows.open = [window("Editor", "report", WHOLE)]
    recorder.look()
    assert spool_records.waiting(home) == 1


def test_a_state_that_lasts_is_sealed_once_a_minute_and_a_clock_set_back_at_once(tmp_path: Path) -> None:
    private, public = _pair()
    sink = SealingSink(SpoolWriter(tmp_path, public, 10**6), orders(public))
    for second in range(0, 150, 2):
        sink.mark(Watching.RECORDING, NOON + timedelta(seconds=second))
    sink.mark(Watching.RECORDING, NOON - timedelta(hours=1))

    marks = [spool_records.opened(private, record) for record in spool_records.records(tmp_path)]

    assert [mark.at - NOON for mark in marks if isinstance(mark, Mark)] == [
        timedelta(seconds=second) for second in (0, 60, 120, -3600)
    ]


def test_a_full_spool_is_remembered(tmp_path: Path) -> None:
    _, public = _pair()
    sink = SealingSink(SpoolWriter(tmp_path, public, 100), orders(public))

    with pytest.raises(SpoolFull):
        sink.keep(Kept(a_frame("heron " * 50)))

    assert sink.full


def _pair() -> tuple[bytes, bytes]:
    private = bytes(range(32))
    return private, bytes(sealing.public_of(private))
