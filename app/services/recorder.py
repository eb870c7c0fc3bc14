"""The recorder: looks at every monitor at an interval, keeps what may be kept, and says in the ledger when it did not.

One thread, `recorder`, started by `start` and ended by `close`; `look` may be called from any thread.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from app import faults, priorities
from app.capture.built_in import BUILT_IN
from app.capture.circumstances import NOBODY, RARER, Choices, Circumstances
from app.capture.eyes import Eyes
from app.capture.gate import OWN_WINDOWS, Verdict
from app.capture.guard import MOVING, SECRET_FIELDS, SWITCHED, Guard, View, address_of
from app.capture.pipeline import FramePipeline, Scene
from app.capture.pixels import MOST_PIXELS
from app.capture.ports import Monitor, Picture, ScreenUnavailable, Window
from app.capture.room import Room
from app.capture.rules import Rule as GateRule
from app.interfaces import LookReport, Recording
from app.services.background import Background
from storage.errors import DiskFull, ReverieError
from storage.model import Kept, Watching

log = logging.getLogger(__name__)

# Reverie's own windows are never recorded, whatever the rules say.
OWN = GateRule(app="Reverie*", name=OWN_WINDOWS)
# What is no secret kept from the person, or none of a rule.
NO_RULES = (OWN_WINDOWS, MOVING, SWITCHED, SECRET_FIELDS)
# How a pause is remembered: until when (ISO 8601), or FOREVER, or empty.
FOREVER = "until resumed"
# What the ledger and the status say in these cases.
DISK_NEARLY_FULL = "the disk is nearly full"
SCREEN_LOCKED = "the screen is locked"
ASLEEP = "the computer was asleep"
# What became of one monitor while the others were looked at.
NO_MONITOR = "No monitor gives a picture that can be read. It goes on by itself when one does again."
UNPLUGGED = "a monitor was unplugged"
NO_PICTURE = "a monitor gave no picture"
BROKEN = "a monitor gave a broken picture"
TOO_LARGE = "a monitor is too large to be read"
# How often a change of window or title, or the end of some input, is looked for between two intervals; the least that
# is waited after a look, however long it took.
GLANCE_SECONDS = 0.5
# Input has settled when there was none for so long; then the screen is looked at, if the last look is so old.
SETTLED_SECONDS, LEAST_SECONDS = 0.4, 1.0
# So long a pause waits for a look under way.
UNDER_WAY_SECONDS = 1.0
# So much longer than was to be waited, and the computer has slept.
SLEPT = timedelta(seconds=60)
# After a fault of ours looks become rarer, up to so many times: each may read the whole screen anew.
MOST_PATIENCE = 16
# A screen that cannot be seen is tried again after 2, 4, 8... and at last every so many seconds.
MOST_BLIND_SECONDS = 30.0


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

    def choices(self) -> Choices:
        """When nothing, or less, is to be recorded."""

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
    active_hidden: bool = False
    blind: int = 0

    def blinded(self, why: str) -> None:
        """A monitor could not be seen."""
        self.blind += 1
        self.reasons.append(why)


class Recorder(Background):
    """Keeps what the screens show. Told to pause and resume; its state is what the tray shows.

    `changed` is called, on whatever thread, when `state` or `reason` became another. `silent_browsers` are those that
    at the last look did not say what they show. `ends_as` is what the ledger is told when the recorder is closed.
    """

    def __init__(
        self,
        sink: Sink,
        eyes: Callable[[], Eyes],
        pipeline: FramePipeline,
        room: Room,
        clock: Callable[[], datetime],
        guards: Callable[[Eyes], Guard] = lambda eyes: Guard(eyes.windows, eyes.accessibility),
        circumstances: Circumstances | None = None,
    ) -> None:
        super().__init__("recorder")
        self._sink = sink
        self._open_eyes = eyes
        self._eyes: Eyes | None = None
        self._guards = guards
        self._guard: Guard | None = None
        self._pipeline = pipeline
        self._room = room
        self._clock = clock
        self._circumstances = circumstances or Circumstances()
        self._faults = 0
        self._blind_looks = 0
        self._looked = 0.0
        self._next_look: datetime | None = None
        self.ends_as = Watching.OFF
        self.changed: Callable[[], None] = lambda: None
        self._looking = threading.Lock()
        self._paused_until: datetime | None = None
        self._paused = False
        self._last_window: Window | None = None
        self._active = False
        self.state = Recording.OFF
        self.reason = ""
        self.silent_browsers: tuple[str, ...] = ()
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
        super().start()

    def close(self, seconds: float = 10.0) -> None:
        """Stops recording, waits at most `seconds` for the look under way, and lets the screen go."""
        super().close(seconds)
        if self._active:
            self._mark(self.ends_as)
        if self._thread is None or not self._thread.is_alive():
            self._drop_eyes()

    def pause(self, seconds: float | None) -> None:
        """Keeps nothing from now on, for `seconds` or until `resume`."""
        until = self._clock() + timedelta(seconds=seconds) if seconds is not None else None
        self._paused, self._paused_until = True, until
        self._sink.remember_pause(until.isoformat() if until else FOREVER)
        # A look that takes longer keeps nothing any more; what it holds is dropped when it ends.
        if self._looking.acquire(timeout=UNDER_WAY_SECONDS):
            self._drop_all()
            self._looking.release()
        self._say_paused()
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
        if why := self._why_not(eyes):
            self._become(Recording.RESTING, why, Watching.IDLE if why == NOBODY else Watching.PAUSED)
            return LookReport(reason=why)
        guard, rules = self._guarded(eyes), self._rules()
        view = guard.view(rules)
        self._last_window, self.silent_browsers = view.focused, view.silent_browsers
        monitors = eyes.screens.monitors()
        self._pipeline.only([monitor.number for monitor in monitors])
        tally = _Tally(active_hidden=view.why_active_is_hidden not in ("", *NO_RULES))
        for monitor in monitors:
            picture = self._picture(eyes, monitor, tally)
            verdict = guard.judge(view, monitor) if picture is not None else None
            if picture is not None and verdict is not None and self._may_keep(verdict, tally):
                self._take(picture, monitor, view, verdict, rules, now, tally)
        if monitors and tally.blind == len(monitors):
            raise ScreenUnavailable(NO_MONITOR)
        self._settle(tally, now)
        return LookReport(len(monitors), tally.kept, tally.unchanged, tally.hidden, "; ".join(tally.reasons))

    def _why_not(self, eyes: Eyes) -> str:
        """Why the screen is let be just now, for all its windows may be seen."""
        active = eyes.windows.active()
        self._last_window = active
        return self._circumstances.why_not(self._sink.choices(), eyes.windows.idle_seconds(), active)

    def _picture(self, eyes: Eyes, monitor: Monitor, tally: _Tally) -> Picture | None:
        """What a monitor shows, or None when it does not let itself be read; raises when the display is gone."""
        if not 0 < monitor.width * monitor.height <= MOST_PIXELS:
            tally.blinded(TOO_LARGE if monitor.width * monitor.height else NO_PICTURE)
            return None
        try:
            picture = eyes.screens.grab(monitor)
        except ScreenUnavailable:
            tally.blinded(NO_PICTURE if monitor in eyes.screens.monitors() else UNPLUGGED)
            return None
        whole = len(picture.pixels) == 4 * monitor.width * monitor.height
        if not whole or (picture.width, picture.height) != (monitor.width, monitor.height):
            tally.blinded(BROKEN)
            return None
        return picture

    def _may_keep(self, verdict: Verdict, tally: _Tally) -> bool:
        """Whether a monitor's picture may be kept, parts of it masked; tallies why not, or what is masked."""
        by_rule = [why for why in verdict.reasons if why not in NO_RULES]
        if verdict.allowed:
            tally.reasons += [f"masked by {why}" for why in by_rule]
            return True
        tally.hidden += bool(by_rule)
        tally.reasons += [f"hidden by {why}" for why in by_rule]
        if OWN_WINDOWS in verdict.reasons and not by_rule:
            # Reverie in front of everything is no secret kept from the person who looks at it.
            tally.reasons.append("Reverie is in front")
        tally.reasons += [why for why in verdict.reasons if why == MOVING]
        return False

    def _take(
        self,
        picture: Picture,
        monitor: Monitor,
        view: View,
        verdict: Verdict,
        rules: Sequence[GateRule],
        now: datetime,
        tally: _Tally,
    ) -> None:
        front = view.shown_on(monitor)
        if front is not None and view.why_hidden(front):
            front = None
        kept = self._pipeline.take(picture, _scene(now, front, monitor), verdict.masked)
        if kept is None or (front is None and not kept.observation.text):
            # Nothing new, or nothing to see but what is hidden.
            tally.unchanged += 1
        elif not self._guarded(self._opened()).still_holds(view, monitor, rules):
            # What was taken for another page's picture may be one that must not be seen.
            self._pipeline.forget()
            tally.reasons.append(SWITCHED)
        elif self._paused:
            self._pipeline.forget()
        else:
            self._sink.keep(kept)
            self._pipeline.kept(kept.observation.id)
            tally.kept += 1

    def _settle(self, tally: _Tally, since: datetime) -> None:
        """Says what the look that began at `since` came to; a new state holds from then on, not from its end."""
        if self._paused:
            return
        reason = "; ".join(dict.fromkeys(tally.reasons))
        hidden = tally.hidden or (tally.active_hidden and reason)
        state, watching = (
            (Recording.HIDDEN, Watching.HIDDEN) if hidden else (Recording.RECORDING, Watching.RECORDING)
        )
        if (state, reason) != (self.state, self.reason):
            self._mark(watching, reason, since)
        self._become(state, reason, watching)

    def _run(self) -> None:
        priorities.lower_thread()
        while not self._ending:
            self._end_pause_in_time()
            self._notice_sleep()
            self._looked = time.monotonic()
            if self._paused:
                self._rest_paused()
            else:
                self._look_and_tell()
            self._wait()

    def _rest_paused(self) -> None:
        """What a look left behind that was under way when the pause began."""
        with self._looking:
            self._drop_all()
        if self.state is not Recording.PAUSED:
            self._say_paused()

    def _say_paused(self) -> None:
        self._become(Recording.PAUSED, "paused by you", Watching.PAUSED)

    def _notice_sleep(self) -> None:
        """Looks that are long overdue were slept through: the ledger shall not say that anything was watched then."""
        expected = self._next_look
        if expected is not None and self._clock() > expected + SLEPT and not self._paused:
            try:
                self._sink.mark(Watching.IDLE, expected, ASLEEP)
            except DiskFull:
                self._room.ran_out()

    def _look_and_tell(self) -> None:
        try:
            self.look()
            self._faults = self._blind_looks = 0
        except DiskFull:
            self._room.ran_out()
            self._wait_for_room()
        except ReverieError as error:
            if self._ending or self._paused:
                # The reader went with the lock, or nobody waits for this look any more.
                return
            self._blind_looks += isinstance(error, ScreenUnavailable)
            self._become(Recording.FAILING, error.message, Watching.FAILING, error.title)
        except Exception as error:  # noqa: BLE001 - the edge: a fault costs one look, never the recorder
            log.error("a look failed: %s", faults.where(error))
            self._faults += 1
            with self._looking:
                self._drop_eyes()
                self._pipeline.forget()
            self._become(
                Recording.FAILING, "A look at the screen failed.", Watching.FAILING, type(error).__name__
            )

    def _wait(self) -> None:
        """Until the next look is due: after the interval, or earlier when a window changed or input settled."""
        choices = self._sink.choices()
        sparing = self._circumstances.sparing(choices)
        interval = self._sink.interval() * (RARER if sparing else 1.0) * min(2**self._faults, MOST_PATIENCE)
        interval = max(interval, self._pause_while_blind())
        due = max(self._looked + interval, time.monotonic() + GLANCE_SECONDS)
        self._next_look = self._clock() + timedelta(seconds=due - time.monotonic())
        while (left := due - time.monotonic()) > 0 and not self._ending:
            if self._wake.wait(min(GLANCE_SECONDS, left)):
                self._wake.clear()
                return
            if self._glance(settling=not sparing):
                return

    def _pause_while_blind(self) -> float:
        """Seconds until a screen that could not be seen is tried again: longer each time."""
        return min(2.0**self._blind_looks, MOST_BLIND_SECONDS) if self._blind_looks else 0.0

    def _glance(self, *, settling: bool) -> bool:
        """Whether something happened since the last look that asks for another now."""
        if self._eyes is None or self._paused:
            return False
        with self._looking:
            try:
                return self._window_changed() or (settling and self._input_settled())
            except ScreenUnavailable:
                # The next look says so.
                return True

    def _window_changed(self) -> bool:
        window = self._eyes.windows.active() if self._eyes else None
        last = self._last_window
        known = last and (last.id, last.pid, last.title)
        return (window and (window.id, window.pid, window.title)) != known

    def _input_settled(self) -> bool:
        """Whether keys or mouse were used since the last look, and rest now; which of them is never asked."""
        since = time.monotonic() - self._looked
        idle = self._eyes.windows.idle_seconds() if self._eyes else 0.0
        return since >= LEAST_SECONDS and SETTLED_SECONDS <= idle < since

    def _become(self, state: Recording, reason: str, watching: Watching, ledger: str | None = None) -> None:
        self._mark(watching, reason if ledger is None else ledger)
        changed = (state, reason) != (self.state, self.reason)
        self.state, self.reason = state, reason
        if changed:
            self.changed()

    def _mark(self, watching: Watching, reason: str = "", at: datetime | None = None) -> None:
        try:
            self._sink.mark(watching, at or self._clock(), reason)
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
        return [OWN, *self._sink.rules(), *BUILT_IN]

    def _opened(self) -> Eyes:
        if self._eyes is None:
            self._eyes = self._open_eyes()
        return self._eyes

    def _guarded(self, eyes: Eyes) -> Guard:
        """What remembers what was hidden lately, as long as the eyes are open."""
        if self._guard is None:
            self._guard = self._guards(eyes)
        return self._guard

    def _drop_all(self) -> None:
        """Holds nothing of the screen. While nobody looks, what a display tells of its windows would pile up."""
        self._pipeline.forget()
        self._drop_eyes()

    def _drop_eyes(self) -> None:
        eyes, self._eyes, self._guard = self._eyes, None, None
        if eyes is not None:
            eyes.close()


def _scene(now: datetime, front: Window | None, monitor: Monitor) -> Scene:
    """What is known of a monitor's picture that `front` is the foremost window of."""
    if front is None:
        return Scene(now, monitor=monitor.number)
    return Scene(now, front.app, front.title, address_of(front), monitor.number)
