"""The stretch of time that lies on a side of an event, in whole local days."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agents.anchors.reading import Phrase, Side
from agents.times import EARLIEST, LATEST

# Days of a unit, and how far a count of it may be out: "two weeks before" is some day of that week.
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SLACK = {"day": 0, "week": 3, "month": 10, "year": 45}
# From an event that is known to so many units only, no unit can be counted.
VAGUE = 8

Stretch = tuple[datetime, datetime]


def span_of(phrase: Phrase, event: Stretch, now: datetime, zone: ZoneInfo) -> Stretch | None:
    """What `phrase` means by an event that took [start, end); aware and UTC. None where that is no time yet."""
    start, end = event
    match phrase.side:
        case Side.BEFORE | Side.AFTER if phrase.count:
            vague = end - start > VAGUE * timedelta(days=_DAYS.get(phrase.unit, 1))
            return None if vague else _off(phrase, event, zone)
        case Side.BEFORE | Side.UNTIL:
            return EARLIEST, start
        case Side.AFTER:
            return end, now if end < now else LATEST
        case Side.SINCE:
            return (start, now) if start < now else None
        case Side.DURING | Side.ON | Side.LAST | Side.BETWEEN:
            return event


def span_between(one: Stretch, other: Stretch) -> Stretch:
    """From the first day of the earlier of two stretches to the last of the later."""
    return min(one[0], other[0]), max(one[1], other[1])


def _off(phrase: Phrase, event: Stretch, zone: ZoneInfo) -> Stretch:
    """So many units from the event, or all that lies between."""
    start, end = event
    sign = -1 if phrase.side is Side.BEFORE else 1
    if phrase.unit == "hour":
        far = timedelta(hours=phrase.count)
        return (start - far, start) if sign < 0 else (end, end + far)
    days = _DAYS[phrase.unit] * phrase.count
    if phrase.run:
        return (_moved(start, -days, zone), start) if sign < 0 else (end, _moved(end, days, zone))
    first = _midnight(start if sign < 0 else end - timedelta(microseconds=1), zone)
    slack = _SLACK[phrase.unit]
    return _moved(first, sign * days - slack, zone), _moved(first, sign * days + slack + 1, zone)


def _midnight(when: datetime, zone: ZoneInfo) -> datetime:
    return when.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _moved(when: datetime, days: int, zone: ZoneInfo) -> datetime:
    """So many days on by the wall clock: a day of summer time's start has 23 hours."""
    local = when.astimezone(zone)
    return (local + timedelta(days=days)).astimezone(when.tzinfo)
