"""How time lies on the tape: so many seconds a cell, the cells side by side, a moment in the middle. No widget here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

CELL = 6.0
"""Pixels of a cell."""

LEVELS = (2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 10_800, 21_600, 43_200)
"""Seconds a cell lasts at each zoom: on a tape of 1,200 pixels from about seven minutes to about three months."""

TILE = 256
"""Cells that are asked for at once."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)
_DAYS = (1, 2, 7, 14, 28)


@dataclass(frozen=True, slots=True)
class Scale:
    """What of time is in sight: `width` pixels around `middle` at a zoom of LEVELS[`level`] seconds a cell."""

    middle: datetime
    level: int
    width: int

    @property
    def seconds(self) -> int:
        """Seconds a cell lasts."""
        return LEVELS[self.level]

    @property
    def since(self) -> datetime:
        """The moment at the left edge."""
        return self.time_at(0)

    @property
    def until(self) -> datetime:
        """The moment at the right edge."""
        return self.time_at(self.width)

    def x_of(self, time: datetime) -> float:
        """Where a moment lies, in pixels from the left edge; it may lie outside."""
        return self.width / 2 + (time - self.middle).total_seconds() * CELL / self.seconds

    def time_at(self, x: float) -> datetime:
        """The moment at a pixel."""
        return self.middle + timedelta(seconds=(x - self.width / 2) * self.seconds / CELL)

    def zoomed(self, level: int, x: float) -> Scale:
        """The same with another zoom, the moment at pixel `x` staying there."""
        kept, level = self.time_at(x), min(len(LEVELS) - 1, max(0, level))
        moved = timedelta(seconds=(x - self.width / 2) * LEVELS[level] / CELL)
        return replace(self, middle=kept - moved, level=level)

    def with_in_sight(self, time: datetime) -> Scale:
        """The same, moved only when the moment is near an edge or outside: then it comes into the middle."""
        room = self.width / 8
        return self if room <= self.x_of(time) <= self.width - room else replace(self, middle=time)

    def tiles(self) -> range:
        """The numbers of the tiles in sight, at this zoom."""
        length = self.seconds * TILE
        first, last = (int((at - _EPOCH).total_seconds() // length) for at in (self.since, self.until))
        return range(first, last + 1)


def tile_bounds(level: int, tile: int) -> tuple[datetime, datetime]:
    """The half-open stretch of a tile."""
    length = timedelta(seconds=LEVELS[level] * TILE)
    return _EPOCH + tile * length, _EPOCH + (tile + 1) * length


def tile_of(level: int, time: datetime) -> int:
    """The number of the tile that holds a moment."""
    return (time - _EPOCH) // timedelta(seconds=LEVELS[level] * TILE)


def level_for(length: timedelta, width: int) -> int:
    """The nearest zoom at which a stretch fits into so many pixels."""
    fits = (at for at, seconds in enumerate(LEVELS) if width / CELL * seconds >= length.total_seconds())
    return next(fits, len(LEVELS) - 1)


def midnights(scale: Scale, zone: ZoneInfo) -> Iterator[datetime]:
    """The local midnights in sight, in order."""
    day = scale.since.astimezone(zone).date()
    while (midnight := datetime.combine(day, clock(), zone)) <= scale.until:
        if midnight >= scale.since:
            yield midnight
        day += timedelta(days=1)


def marks(scale: Scale, zone: ZoneInfo, room: float) -> list[datetime]:
    """Round local times in sight that lie at least `room` pixels apart; days when hours are too narrow."""
    pixels = CELL / scale.seconds
    minutes = next((m for m in _MINUTES if m * 60 * pixels >= room), 0)
    if not minutes:
        days = next((d for d in _DAYS if d * 86_400 * pixels >= room), _DAYS[-1])
        return [m for m in midnights(scale, zone) if m.date().toordinal() % days == 0]
    first, last = scale.since.astimezone(zone), scale.until
    found: list[datetime] = []
    day = first.date()
    while (begin := datetime.combine(day, clock(), zone)) <= last:
        found += [at for at in _of_day(day, minutes, zone) if max(begin, scale.since) <= at <= last]
        day += timedelta(days=1)
    return found


def _of_day(day: date, minutes: int, zone: ZoneInfo) -> list[datetime]:
    midnight = datetime.combine(day, clock(), zone)
    return [midnight + timedelta(minutes=at) for at in range(0, 24 * 60, minutes)]
