"""Letting pictures fade: what the settings say, what would happen, a piece at a time; and looking after their files."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from app import settings
from app.interfaces import FadeReport, FadeStep, FadingView
from storage.errors import SafeDamaged
from storage.fading import Ladder
from storage.pictures import PARTS
from storage.safe import Safe

# Nothing grows so fast that it must be looked at more often.
EVERY = timedelta(hours=6)
# A piece of the chore, in seconds; a group of pictures that is begun is brought to its end.
PIECE = 1.0
# Folders of pictures looked through in one round of chores (ten minutes): all of them in about five hours.
PARTS_AT_ONCE = 8

Clock = Callable[[], datetime]


class Fader:
    """Lets pictures fade: by itself as a chore once the user agreed, or when asked. Thread-safe."""

    def __init__(self, safe: Safe, clock: Clock) -> None:
        self._safe = safe
        self._clock = clock
        self._one_at_a_time = threading.Lock()
        # Whose plan is under way: a chore must not go on with what a person began and broke off.
        self._asked = self._by_itself = False
        self._planned: datetime | None = None

    def view(self) -> FadingView:
        """What would fade now, and by which settings. Changes nothing."""
        given = settings.values(self._safe)
        ladder = self._ladder(by_age=True)
        foreseen = self._safe.fading.forecast(ladder, self._clock())
        return FadingView(
            mode=str(given["pictures.fading"]),
            pictures=foreseen.pictures,
            bytes=foreseen.bytes,
            cap=ladder.cap,
            full_days=float(given["pictures.full_days"]),
            smaller_days=float(given["pictures.smaller_days"]),
            thumbnail_days=float(given["pictures.thumbnail_days"]),
            steps=tuple(FadeStep(step.to, step.pictures, step.bytes) for step in foreseen.steps),
        )

    def fade(self, seconds: float) -> FadeReport:
        """Lets pictures fade by the settings' ages and cap for about `seconds`. Raises DiskFull."""
        with self._one_at_a_time:
            if not self._asked:
                self._begin(by_age=True)
                self._asked, self._by_itself = True, False
            return self._go_on(seconds)

    def work(self) -> bool:
        """The chore: does nothing until the user agreed, and then no more often than it must."""
        with self._one_at_a_time:
            if not self._by_itself and not self._plans_by_itself():
                return False
            return self._go_on(PIECE).more

    def _plans_by_itself(self) -> bool:
        now = self._clock()
        by_age = settings.values(self._safe)["pictures.fading"] == "on"
        due = self._planned is None or not timedelta(0) <= now - self._planned < EVERY
        # A cap is a number that the user wrote down: it holds without further asking.
        if not due or not (by_age or self._ladder(by_age=False).cap is not None):
            return False
        self._planned = now
        self._begin(by_age=by_age and self._safe.fading.steady(now))
        self._asked, self._by_itself = False, True
        return True

    def _begin(self, *, by_age: bool) -> None:
        self._safe.fading.begin(self._ladder(by_age=by_age), self._clock())

    def _go_on(self, seconds: float) -> FadeReport:
        pictures = freed = 0
        until = time.monotonic() + seconds
        try:
            while (done := self._safe.fading.step()) is not None:
                pictures, freed = pictures + done.pictures, freed + done.bytes
                if time.monotonic() >= until:
                    return FadeReport(pictures, freed, more=True)
        except BaseException:
            self._asked = self._by_itself = False
            raise
        self._asked = self._by_itself = False
        return FadeReport(pictures, freed, more=False)

    def _ladder(self, *, by_age: bool) -> Ladder:
        given = settings.values(self._safe)
        cap = float(given["pictures.cap_gb"])
        full, smaller, thumbnail = (
            timedelta(days=float(given[f"pictures.{name}_days"])) for name in ("full", "smaller", "thumbnail")
        )
        return Ladder(full, smaller, thumbnail, by_age, round(cap * 1e9) if cap > 0 else None)


class PictureFiles:
    """The slow chore over the files of pictures: collects those without a row, reports rows without a file."""

    def __init__(self, safe: Safe) -> None:
        self._safe = safe
        self._next = 0
        self._missing: dict[int, int] = {}

    def work(self) -> bool:
        """Looks through the next folders. Raises SafeDamaged while files are known to be missing."""
        for _ in range(PARTS_AT_ONCE):
            found = self._safe.pictures.collect(self._next)
            self._missing[self._next] = len(found.missing)
            self._next = (self._next + 1) % PARTS
        missing = sum(self._missing.values())
        if missing:
            files = "The file of one picture is" if missing == 1 else f"The files of {missing} pictures are"
            raise SafeDamaged(
                f"{files} missing. `reverie verify` names them; a backup may still have them. Texts are not concerned."
            )
        return False
