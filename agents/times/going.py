"""Where to go in time: "2 h earlier", "14:30", "last Tuesday", "Mar 2026", typed by somebody who looks at a moment."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from agents.patterns import lazy
from agents.times.meaning import Grain
from agents.times.span import Span, range_of, resolve

# A distance in these words is one from the moment that is looked at; "ago" is one from now.
_FROM_HERE = lazy(r"\b(?:earlier|later|back|ahead)\b", re.IGNORECASE)
_SHIFT = timedelta(minutes=7)
_EXACT = (Grain.SECOND, Grain.MINUTE, Grain.HOUR)


def goal(text: str, at: datetime, now: datetime, zone: ZoneInfo) -> Span | None:
    """The stretch that `text` asks for, from the moment to go to; None where it names no time.

    `at` is the moment looked at, `now` the clock's; both aware. A time of day without a day is one of the day of `at`.
    """
    if _FROM_HERE.search(text):
        return _exactly(text, at, zone)
    found = _exactly(text, now, zone)
    if found is None or found.grain not in _EXACT or resolve(text, now, zone):
        return found
    of_day = range_of(text, _end_of_day(at, zone), zone)
    return of_day if of_day is not None and range_of(text, _end_of_day(now, zone), zone) != of_day else found


def _exactly(text: str, moment: datetime, zone: ZoneInfo) -> Span | None:
    """The span from `moment`; a distance ("2 hours earlier") means its middle, and of days the same time of day."""
    found = range_of(text, moment, zone)
    if found is None:
        return None
    moved = range_of(text, moment + _SHIFT, zone)
    if found.grain in _EXACT and moved is not None and moved.start - found.start == _SHIFT:
        return replace(found, start=found.start + (found.end - found.start) / 2)
    if _FROM_HERE.search(text):
        of_day = moment.astimezone(zone).timetz()
        day = found.start.astimezone(zone)
        return replace(found, start=min(datetime.combine(day, of_day), found.end - timedelta(microseconds=1)))
    return found


def _end_of_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last moment of a local day: a time of day said then is one of that day."""
    return datetime.combine(moment.astimezone(zone).date(), time(23, 59, 59), zone)
