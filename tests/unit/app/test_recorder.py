"""The recorder: what it keeps, when it does not, and what it says then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.capture import circumstances
from app.capture.circumstances import Choices, Circumstances
from app.capture.eyes import Eyes
from app.capture.guard import Guard
from app.capture.pipeline import FramePipeline
from app.capture.ports import Monitor
from app.capture.room import GIGABYTE, Room, free_bytes
from app.capture.rules import Rule
from app.interfaces import Recording
from app.nightwatch.orders import Orders
from app.nightwatch.sealing_sink import SealingSink
from app.services import recorder as recording
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
    chosen: Choices = field(default_factory=Choices)
    marked_at: datetime = NOON

    def keep(self, frame: Kept) -> None:
        if self.failure is not None:
            raise self.failure
        self.frames.append(frame)

    def mark(self, state: Watching, at: datetime, reason: str = "") -> None:
        self.marked_at = at
        if not self.marks or self.marks[-1] != (state, reason):
            self.marks.append((state, reason))

    def rules(self) -> Sequence[Rule]:
        return self.hidden

    def interval(self) -> float:
        return 2.0

    def choices(self) -> Choices:
        return self.chosen

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
    on_battery: bool = False
    pressed: bool = False

    def __post_init__(self) -> None:
        self.recorder = self.with_sink(self.sink)

    def with_sink(self, sink: Kepts | SealingSink) -> Recorder:
        room = Room(lambda: self.free, lambda: self.reserve)
        pipeline = FramePipeline(self.reader, lambda text, found, observation: ())
        circumstances = Circumstances(lambda: self.on_battery, lambda: self.pressed)
        eyes = lambda: Eyes(self.screen, self.windows)  # noqa: E731  (one line reads better here)
        return Recorder(sink, eyes, pipeline, room, self.clock, self.guard, circumstances)

    def guard(self, eyes: Eyes) -> Guard:
        return Guard(
            eyes.windows, eyes.accessibility, lambda: self.clock().timestamp(), lambda _seconds: None
        )

    def shows(self, text: str, monitor: int = 1) -> None:
        canvas = drawn.blank(640, 480)
        drawn.write(canvas, text, 20, 20)
        self.screen.show(drawn.picture(canvas), monitor)

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


def test_a_hidden_moment_is_in_the_ledger_from_the_moment_it_was_looked_at_with_its_rule(
    scene: Scene,
) -> None:
    at: list[datetime] = []
    real = scene.sink.mark

    def mark(state: Watching, moment: datetime, reason: str = "") -> None:
        at.append(moment)
        real(state, moment, reason)

    scene.sink.mark = mark  # type: ignore[method-assign]
    scene.sink.hidden = [Rule(title="report", id=5)]
    began = scene.clock() - timedelta(seconds=7)

    scene.recorder.look(began)

    assert at[0] == began
    assert scene.sink.marks == [(Watching.HIDDEN, "hidden by rule 5 (title like report)")]
    assert scene.told() == (Recording.HIDDEN, "hidden by rule 5 (title like report)")


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


def test_a_look_under_way_keeps_nothing_after_a_pause_began(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "UNDER_WAY_SECONDS", 0.01)
    scene.screen.before_grab = lambda monitor: scene.recorder.pause(None)

    report = scene.recorder.look()

    assert (report.kept, scene.sink.texts) == (0, [])
    assert scene.told() == (Recording.PAUSED, "paused by you")
    scene.screen.before_grab = lambda monitor: None
    scene.recorder.resume()
    assert scene.recorder.look().kept == 1


FULL = replace(window("Editor", "report.odt", WHOLE), full_screen=True)


@pytest.mark.parametrize(
    ("chosen", "why", "state"),
    [
        (Choices(idle_minutes=5), circumstances.NOBODY, Watching.IDLE),
        (Choices(on_battery=circumstances.NOT_AT_ALL), circumstances.ON_BATTERY, Watching.PAUSED),
        (Choices(when_busy=circumstances.NOT_AT_ALL), circumstances.BUSY, Watching.PAUSED),
        (Choices(in_games=False), circumstances.GAME, Watching.PAUSED),
        (Choices(in_presentations=False), circumstances.PRESENTATION, Watching.PAUSED),
    ],
)
def test_a_recorder_rests_as_chosen_and_says_why(
    scene: Scene, chosen: Choices, why: str, state: Watching
) -> None:
    scene.sink.chosen = chosen
    scene.windows.idle = 301.0 if why == circumstances.NOBODY else 0.0
    scene.on_battery, scene.pressed = why == circumstances.ON_BATTERY, why == circumstances.BUSY
    if why == circumstances.GAME:
        scene.windows.open = [replace(FULL, app="steam_app_440")]
    if why == circumstances.PRESENTATION:
        scene.windows.open = [replace(FULL, title="Presenting: figures.odp")]

    report = scene.recorder.look()

    assert (report.kept, report.reason) == (0, why)
    assert scene.told() == (Recording.RESTING, why)
    assert scene.sink.marks == [(state, why)]
    assert scene.reader.calls == 0


def test_nothing_is_lost_of_what_stays_after_a_rest(scene: Scene) -> None:
    scene.recorder.look()
    scene.windows.idle = 3600.0
    scene.shows("otter river")
    scene.recorder.look()
    scene.windows.idle = 0.1

    scene.recorder.look()

    assert scene.sink.texts == ["heron lake", "otter river"]
    assert scene.told() == (Recording.RECORDING, "")


def test_by_default_a_battery_a_busy_computer_and_slides_do_not_stop_recording(scene: Scene) -> None:
    scene.on_battery = scene.pressed = True
    scene.windows.open = [replace(FULL, title="Presenting: figures.odp")]
    scene.windows.idle = 600.0

    assert scene.recorder.look().kept == 1


def test_time_slept_through_is_told_apart_in_the_ledger(scene: Scene) -> None:
    scene.recorder.look()
    due = scene.recorder._next_look = scene.clock() + timedelta(seconds=2)
    scene.clock.wind(seconds=30)
    scene.recorder._notice_sleep()
    awake = list(scene.sink.marks)

    scene.clock.wind(hours=3)
    scene.recorder._notice_sleep()

    assert awake == [(Watching.RECORDING, "")]
    assert scene.sink.marks[-1] == (Watching.IDLE, "the computer was asleep")
    assert scene.sink.marked_at == due


@pytest.fixture
def two_monitors(scene: Scene) -> Scene:
    scene.screen = FakeScreen((640, 480), (640, 480))
    scene.shows("heron lake")
    scene.shows("otter river", monitor=2)
    return scene


def test_every_monitor_is_looked_at_by_itself(two_monitors: Scene) -> None:
    first = two_monitors.recorder.look()
    two_monitors.shows("marsh reed", monitor=2)
    second = two_monitors.recorder.look()

    assert (first.kept, second.kept) == (2, 1)
    assert [frame.observation.monitor for frame in two_monitors.sink.frames] == [1, 2, 2]  # type: ignore[union-attr]


def test_a_monitor_that_vanishes_in_the_midst_of_a_look_costs_its_picture_only(two_monitors: Scene) -> None:
    screen = two_monitors.screen
    second = screen.monitors()[1]
    screen.before_grab = lambda monitor: screen.unplug(2) if monitor.number == 1 else None

    report = two_monitors.recorder.look()

    assert two_monitors.sink.texts == ["heron lake"]
    assert report.reason == recording.UNPLUGGED
    assert two_monitors.told() == (Recording.RECORDING, recording.UNPLUGGED)
    screen.before_grab = lambda monitor: None
    screen.plug_in(second)
    two_monitors.recorder.look()
    assert two_monitors.sink.texts == ["heron lake", "otter river"]


def test_nothing_is_held_of_a_monitor_that_is_gone(two_monitors: Scene) -> None:
    recorder, screen = two_monitors.recorder, two_monitors.screen
    second = screen.monitors()[1]
    recorder.look()
    held = set(recorder._pipeline._detectors)
    screen.unplug(2)
    recorder.look()

    left = recorder._pipeline
    assert held == {1, 2}
    assert set(left._detectors) == set(left._windows) == set(left._bases._kept) == {1}
    assert left._texts.words(2) == ()
    screen.plug_in(second)
    assert recorder.look().kept == 1


def test_a_broken_picture_is_not_kept_and_the_next_whole_one_is(two_monitors: Scene) -> None:
    two_monitors.screen.garble(1)
    broken = two_monitors.recorder.look()
    two_monitors.screen.garble(1, on=False)

    two_monitors.recorder.look()

    assert broken.reason == recording.BROKEN
    assert two_monitors.sink.texts == ["otter river", "heron lake"]


@pytest.mark.parametrize(
    ("size", "why"), [((0, 0), recording.NO_PICTURE), ((16384, 16384), recording.TOO_LARGE)]
)
def test_a_monitor_without_area_or_beyond_measure_is_passed_over(
    scene: Scene, size: tuple[int, int], why: str
) -> None:
    scene.screen.plug_in(Monitor(2, 640, 0, *size))

    report = scene.recorder.look()

    assert (report.kept, report.reason) == (1, why)
    assert scene.recorder.state is Recording.RECORDING


def test_a_frame_of_sixteen_thousand_columns_is_kept(scene: Scene) -> None:
    scene.screen = FakeScreen((16384, 64))
    canvas = drawn.blank(16384, 64)
    drawn.write(canvas, "heron lake", 16000, 20)
    scene.screen.show(drawn.picture(canvas))

    scene.recorder.look()

    assert scene.sink.texts == ["heron lake"]


def test_when_no_monitor_can_be_seen_that_is_said_and_recording_goes_on_afterwards(scene: Scene) -> None:
    scene.screen.garble(1)
    scene.recorder._look_and_tell()
    told = scene.told()
    scene.screen.garble(1, on=False)
    scene.screen.fail(None)

    scene.recorder._look_and_tell()

    assert told == (Recording.FAILING, recording.NO_MONITOR)
    assert scene.told() == (Recording.RECORDING, "")
    assert scene.sink.texts == ["heron lake"]


def test_a_display_that_went_and_came_back_is_opened_anew(scene: Scene) -> None:
    scene.recorder.look()
    scene.screen.fail("The display is gone.")
    scene.recorder._look_and_tell()
    told = scene.told()
    scene.screen.fail(None)
    scene.shows("otter river")

    scene.windows.open = [window("Editor", "report.odt", WHOLE)]
    scene.recorder._look_and_tell()

    assert told == (Recording.FAILING, "The display is gone.")
    assert scene.sink.texts == ["heron lake", "otter river"]


def test_a_fault_of_ours_costs_a_look_and_what_it_saw_is_read_anew(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.reader.fail_with = ValueError("a bug")
    scene.recorder._look_and_tell()
    told, scene.reader.fail_with = scene.told(), None
    scene.screen.fail(None)
    scene.windows.open = [window("Editor", "report.odt", WHOLE)]

    scene.recorder._look_and_tell()

    assert told == (Recording.FAILING, "A look at the screen failed.")
    assert scene.sink.texts == ["heron lake"]
    caplog.clear()


def test_input_that_rests_asks_for_a_look_and_keys_under_way_do_not(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.recorder.look()
    monkeypatch.setattr(recording.time, "monotonic", lambda: 100.0)
    asked = {}
    for looked, idle in ((98.5, 0.1), (98.5, 0.6), (98.5, 1.6), (99.5, 0.45)):
        scene.recorder._looked, scene.windows.idle = looked, idle
        asked[looked, idle] = scene.recorder._glance(settling=True)

    assert asked == {(98.5, 0.1): False, (98.5, 0.6): True, (98.5, 1.6): False, (99.5, 0.45): False}
    scene.recorder._looked, scene.windows.idle = 98.5, 0.6
    assert not scene.recorder._glance(settling=False)


def test_another_title_or_window_asks_for_a_look_at_once(scene: Scene) -> None:
    scene.recorder.look()
    still = scene.recorder._glance(settling=True)
    scene.windows.open = [window("Editor", "letter.odt", WHOLE)]

    assert (still, scene.recorder._glance(settling=True)) == (False, True)


def test_free_room_is_what_the_disk_says_and_an_unknown_disk_is_tried(tmp_path: Path) -> None:
    assert 0 < free_bytes(tmp_path) < 2**60
    assert free_bytes(tmp_path / "nowhere") > 2**60


def orders(public: bytes, *rules: Rule, most_bytes: int = 10_000_000, home: Path = Path()) -> Orders:
    return Orders(str(home), "", public, rules, 2.0, Choices(), (), most_bytes, 0, seen=False, patterns="")


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
