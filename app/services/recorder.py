"""The recorder: looks at every monitor at an interval, keeps what may be kept, and says in the ledger when it did not.

One thread, `recorder`, started by `start` and ended by `close`; `look` may be called from any thread.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from app import faults
from app.capture.eyes import Eyes
from app.capture.gate import EXCLUDED_BY_DEFAULT, Gate
from app.capture.gate import Rule as GateRule
from app.capture.pipeline import FramePipeline, Scene
from app.capture.ports import Monitor, ScreenUnavailable, Window
from app.capture.room import Room
from app.interfaces import LookReport, Recording
from storage.errors import DiskFull, ReverieError
from storage.model import Kept, Watching

log = logging.getLogger(__name__)

# Reverie's own windows are never recorded, whatever the rules say.
OWN = GateRule(app="Reverie*")
# How a pause is remembered: until when (ISO 8601), or FOREVER, or empty.
FOREVER = "until resumed"
# What the ledger and the status say in these cases.
DISK_NEARLY_FULL = "the disk is nearly full"
SCREEN_LOCKED = "the screen is locked"
# How often a change of window or title is looked for between two intervals.
GLANCE_SECONDS = 0.5


class Sink(Protocol):
    """Where a recorder puts what it sees, and what it goes by: an open safe, or the sealed spool of a locked one."""

    def keep(self, frame: Kept) -> None:
        """Keeps a frame durably. Raises DiskFull, or another error of ours; the frame is lost then."""

    def mark(self, state: Watching, at: datetime, reason: str = "") -> None:
        """`state` holds at `at`: a line for the ledger of coverage. Raises DiskFull."""

    def rules(self) -> Sequence[GateRule]:
        """What the user does not want to be seen."""

    def interval(self) -> float:
        """Seconds between two looks."""

    def pause(self) -> str:
        """What `remember_pause` was given last: a pause outlives the process."""

    def remember_pause(self, until: str) -> None:
        """Keeps until when the pause lasts (ISO 8601), FOREVER, or an empty text for none."""


@dataclass(slots=True)
class _Tally:
    kept: int = 0
    unchanged: int = 0
    hidden: int = 0
    reasons: list[str] = field(default_factory=list)


class Recorder:
    """Keeps what the screens show. Told to pause and resume; its state is what the tray shows.

    `changed` is called, on whatever thread, when `state` or `reason` became another. `ends_as` is what the ledger is
    told when the recorder is closed.
    """

    def __init__(
        self,
        sink: Sink,
        eyes: Callable[[], Eyes],
        pipeline: FramePipeline,
        room: Room,
        clock: Callable[[], datetime],
    ) -> None:
        self._sink = sink
        self._open_eyes = eyes
        self._eyes: Eyes | None = None
        self._pipeline = pipeline
        self._room = room
        self._clock = clock
        self.ends_as = Watching.OFF
        self.changed: Callable[[], None] = lambda: None
        self._looking = threading.Lock()
        self._wake = threading.Event()
        self._ending = False
        self._paused_until: datetime | None = None
        self._paused = False
        self._last_window: Window | None = None
        self._thread: threading.Thread | None = None
        self._active = False
        self.state = Recording.OFF
        self.reason = ""
        self._take_up_pause()

    @property
    def paused_until(self) -> datetime | None:
        """When a pause ends by itself; None for none or for one without end."""
        return self._paused_until

    @property
    def watches(self) -> bool:
        """Whether it records, as far as the user has a say: it was started and is not paused."""
        return self._active and not self._paused

    def start(self) -> None:
        """Starts to record, unless a pause is still running."""
        self._active = True
        if not self._paused:
            self.state = Recording.RECORDING
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Asks the recorder to stop after the look under way; returns at once."""
        self._ending = True
        self._wake.set()

    def close(self, seconds: float = 10.0) -> None:
        """Stops recording, waits at most `seconds` for the look under way, and lets the screen go."""
        self.end()
        if self._thread is not None:
            self._thread.join(seconds)
        if self._active:
            self._mark(self.ends_as)
        if self._thread is None or not self._thread.is_alive():
            self._drop_eyes()

    def pause(self, seconds: float | None) -> None:
        """Keeps nothing from now on, for `seconds` or until `resume`."""
        until = self._clock() + timedelta(seconds=seconds) if seconds is not None else None
        self._paused, self._paused_until = True, until
        self._sink.remember_pause(until.isoformat() if until else FOREVER)
        with self._looking:
            self._pipeline.forget()
        self._become(Recording.PAUSED, "paused by you", Watching.PAUSED)
        self._wake.set()

    def resume(self) -> None:
        """Ends a pause."""
        self._paused, self._paused_until = False, None
        self._sink.remember_pause("")
        if self._active:
            self._become(Recording.RECORDING, "", Watching.RECORDING)
        else:
            self.state, self.reason = Recording.OFF, ""
        self._wake.set()

    def start_afresh(self) -> None:
        """Drops what is held of the last frames: something was forgotten, nothing may build on it."""
        with self._looking:
            self._pipeline.forget()

    def open_eyes(self) -> Eyes:
        """Screens and windows, opened if need be. Raises ScreenUnavailable with what to do."""
        with self._looking:
            return self._opened()

    def look(self, now: datetime | None = None) -> LookReport:
        """One look at every monitor; raises ScreenUnavailable, ReaderUnavailable or DiskFull with what to do."""
        self._end_pause_in_time()
        if self._paused:
            return LookReport(reason="paused")
        if self._room.short():
            self._wait_for_room()
            return LookReport(reason=DISK_NEARLY_FULL)
        self._active = True
        with self._looking:
            try:
                return self._look(now or self._clock())
            except ScreenUnavailable:
                self._drop_eyes()
                raise

    def _look(self, now: datetime) -> LookReport:
        eyes = self._opened()
        if eyes.windows.screen_locked():
            self._pipeline.forget()
            self._become(Recording.HIDDEN, SCREEN_LOCKED, Watching.LOCKED)
            return LookReport(reason=SCREEN_LOCKED)
        windows = eyes.windows.visible()
        active = eyes.windows.active()
        self._last_window = active
        monitors = eyes.screens.monitors()
        tally = _Tally()
        rules = self._rules()
        for monitor in monitors:
            self._look_at(monitor, eyes, windows, active, rules, now, tally)
        self._settle(tally)
        return LookReport(len(monitors), tally.kept, tally.unchanged, tally.hidden, "; ".join(tally.reasons))

    def _look_at(
        self,
        monitor: Monitor,
        eyes: Eyes,
        windows: Sequence[Window],
        active: Window | None,
        rules: Sequence[GateRule],
        now: datetime,
        tally: _Tally,
    ) -> None:
        picture = eyes.screens.grab(monitor)
        if tuple(eyes.windows.visible()) != tuple(windows):
            # A window came, moved or changed between listing and grabbing: what was to be masked may lie elsewhere.
            tally.reasons.append("windows were moving")
            return
        verdict = Gate().look(windows, monitor, rules)
        if not verdict.allowed:
            # Reverie in front of everything is no secret kept from the person who looks at it.
            own = Gate().look(windows, monitor, [OWN])
            tally.hidden += own.allowed
            tally.reasons.append("Reverie is in front" if not own.allowed else f"hidden by {verdict.reason}")
            return
        front = _shown_on(monitor, windows, active)
        if front is not None and any(rule.matches(front) for rule in rules):
            front = None
        scene = Scene(
            now,
            front.app if front else "",
            front.title if front else "",
            front.url if front else "",
            monitor.number,
        )
        kept = self._pipeline.take(picture, scene, verdict.masked)
        if verdict.masked and str(OWN) != verdict.reason:
            tally.reasons.append(f"masked by {verdict.reason}")
        if kept is None or (front is None and not kept.observation.text):
            # Nothing new, or nothing to see but what is hidden.
            tally.unchanged += 1
        else:
            self._sink.keep(kept)
            self._pipeline.kept(kept.observation.id)
            tally.kept += 1

    def _settle(self, tally: _Tally) -> None:
        reason = "; ".join(dict.fromkeys(tally.reasons))
        if tally.hidden:
            self._become(Recording.HIDDEN, reason, Watching.HIDDEN)
        else:
            self._become(Recording.RECORDING, reason, Watching.RECORDING)

    def _run(self) -> None:
        while not self._ending:
            self._end_pause_in_time()
            if not self._paused:
                self._look_and_tell()
            self._wait()

    def _look_and_tell(self) -> None:
        try:
            self.look()
        except DiskFull:
            self._room.ran_out()
            self._wait_for_room()
        except ReverieError as error:
            if self._ending:
                # The reader went with the lock.
                return
            self._become(Recording.FAILING, error.message, Watching.FAILING, type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the edge: a fault costs one look, never the recorder
            log.error("a look failed: %s", faults.where(error))
            self._become(
                Recording.FAILING, "A look at the screen failed.", Watching.FAILING, type(error).__name__
            )

    def _wait(self) -> None:
        interval = self._sink.interval()
        waited = 0.0
        while waited < interval and not self._ending:
            if self._wake.wait(min(GLANCE_SECONDS, interval)):
                self._wake.clear()
                return
            waited += GLANCE_SECONDS
            if self._window_changed():
                return

    def _window_changed(self) -> bool:
        if self._eyes is None or self._paused:
            return False
        with self._looking:
            try:
                window = self._eyes.windows.active() if self._eyes else None
            except ScreenUnavailable:
                # The next look says so.
                return True
        last = self._last_window
        return (window and (window.pid, window.title)) != (last and (last.pid, last.title))

    def _become(self, state: Recording, reason: str, watching: Watching, ledger: str | None = None) -> None:
        self._mark(watching, reason if ledger is None else ledger)
        changed = (state, reason) != (self.state, self.reason)
        self.state, self.reason = state, reason
        if changed:
            self.changed()

    def _mark(self, watching: Watching, reason: str = "") -> None:
        try:
            self._sink.mark(watching, self._clock(), reason)
        except DiskFull:
            # The ledger shows a gap there; what is waited for is room, and that is said.
            self._room.ran_out()

    def _wait_for_room(self) -> None:
        """Keeps nothing until there is room again; what changes meanwhile is read anew then."""
        with self._looking:
            self._pipeline.forget()
        self._become(Recording.NO_ROOM, self._room.sentence(), Watching.PAUSED, DISK_NEARLY_FULL)

    def _take_up_pause(self) -> None:
        """A pause outlives the process."""
        until = self._sink.pause()
        if not until:
            return
        self._paused, self.state, self.reason = True, Recording.PAUSED, "paused by you"
        self._paused_until = None if until == FOREVER else datetime.fromisoformat(until)

    def _end_pause_in_time(self) -> None:
        if self._paused and self._paused_until is not None and self._clock() >= self._paused_until:
            self.resume()

    def _rules(self) -> list[GateRule]:
        return [OWN, *self._sink.rules(), *EXCLUDED_BY_DEFAULT]

    def _opened(self) -> Eyes:
        if self._eyes is None:
            self._eyes = self._open_eyes()
        return self._eyes

    def _drop_eyes(self) -> None:
        eyes, self._eyes = self._eyes, None
        if eyes is not None:
            eyes.screens.close()
            eyes.windows.close()


def _shown_on(monitor: Monitor, windows: Sequence[Window], active: Window | None) -> Window | None:
    """The window a frame of `monitor` is about: the active one if it is there, else the front one on it."""
    candidates = [active] if active is not None else []
    for window in [*candidates, *windows]:
        middle_x, middle_y = window.box.x + window.box.w // 2, window.box.y + window.box.h // 2
        inside_x = monitor.x <= middle_x < monitor.x + monitor.width
        inside_y = monitor.y <= middle_y < monitor.y + monitor.height
        if inside_x and inside_y:
            return window
    return None
