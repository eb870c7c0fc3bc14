"""What a time expression means: a stretch of time, and how it may still move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

from agents.times import periods
from agents.times.periods import Dates

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9999, 12, 31, tzinfo=UTC)

Instants = tuple[datetime, datetime]
"""A half-open stretch of time, aware and UTC."""


class Grain(StrEnum):
    """How exactly an expression speaks; "three weeks ago" is a day, but only to the week."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Rank(IntEnum):
    """How wide an expression is; the narrower of two neighbours is looked for inside the wider."""

    CLOCK = 0
    DAY = 1
    WEEK = 2
    MONTH = 3
    YEAR = 4


class Lean(StrEnum):
    """Where an open expression ("on Friday", "3 March") is looked for: behind us, ahead, or nearest by.

    `TOLD` is behind us by the words of a statement, of which a day may yet be ahead: "we got tickets for 3 June".
    """

    PAST = "past"
    TOLD = "told"
    FUTURE = "future"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Moment:
    """The time something is said at, in the speaker's zone."""

    now: datetime
    zone: ZoneInfo
    lean: Lean

    @property
    def local(self) -> datetime:
        """The speaker's wall clock, aware in the speaker's zone."""
        return self.now.astimezone(self.zone)

    @property
    def looks_back(self) -> bool:
        """Whether an open expression lies behind us."""
        return self.lean in (Lean.PAST, Lean.TOLD)

    @property
    def today(self) -> date:
        """The speaker's date."""
        return self.local.date()

    def instants(self, dates: Dates) -> Instants:
        """Turn half-open local dates into instants; a day of summer time's start has 23 hours."""
        return self.at(dates[0], 0), self.at(dates[1], 0)

    def at(self, day: date, minutes: int) -> datetime:
        """The instant `minutes` after a local day's midnight by the wall clock (may pass 24 h)."""
        wall = datetime(day.year, day.month, day.day, tzinfo=self.zone) + timedelta(minutes=minutes)
        return wall.astimezone(UTC)

    def dates(self, instants: Instants) -> Dates:
        """The local dates that instants touch, half-open."""
        first, last = (
            i.astimezone(self.zone) for i in (instants[0], instants[1] - timedelta(microseconds=1))
        )
        return first.date(), last.date() + timedelta(days=1)


Fit = Callable[[Moment, Dates], Instants | None]
"""Finds an open expression inside the local dates of a wider one, or None where it is not there."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A stretch of time; `fit` is set while a wider neighbour may still move it.

    `weak` meanings ("morning") count only beside another one; `relative` ones need the time of speaking.
    """

    lo: datetime
    hi: datetime
    grain: Grain
    rank: Rank
    fit: Fit | None = None
    relative: bool = True
    weak: bool = False
    scope: Dates | None = None


def of_dates(moment: Moment, dates: Dates, grain: Grain, rank: Rank, *, relative: bool = True) -> Meaning:
    """A meaning that stands on local dates and no longer moves."""
    lo, hi = moment.instants(dates)
    return Meaning(lo, hi, grain, rank, relative=relative, scope=dates)


def day(moment: Moment, when: date, *, relative: bool = True) -> Meaning:
    """One local day."""
    return of_dates(moment, periods.day(when), Grain.DAY, Rank.DAY, relative=relative)


def floating(moment: Moment, fit: Fit, scopes: tuple[Dates, ...], grain: Grain, rank: Rank) -> Meaning | None:
    """An open meaning, standing for now in the first of `scopes` that holds it."""
    for scope in scopes:
        found = fit(moment, scope)
        if found is not None:
            return Meaning(*found, grain, rank, fit=fit, scope=scope)
    return None


def moved(meaning: Meaning, moment: Moment, scope: Dates) -> Meaning | None:
    """An open meaning, looked for inside `scope` instead; None where it is not there."""
    found = meaning.fit(moment, scope) if meaning.fit else None
    if found is None:
        return None
    return replace(meaning, lo=found[0], hi=found[1], fit=None, scope=scope, weak=False)


def weakened(meaning: Meaning) -> Meaning:
    """The same meaning, which now counts only beside another one."""
    return replace(meaning, weak=True)
