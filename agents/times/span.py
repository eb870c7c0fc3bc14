"""The door of time expressions: spans of a question, and absolute wordings of what was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from agents.times import reading
from agents.times.meaning import EARLIEST, LATEST, Grain, Lean, Meaning, Moment, Rank
from agents.times.reading import Phrase

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time [start, end), aware and UTC, and the phrase text[first:last] that means it.

    `grain` is how exactly the phrase speaks: "three weeks ago" is one day, but only to the week.
    """

    start: datetime
    end: datetime
    text: str
    first: int
    last: int
    grain: Grain


def find(text: str, now: datetime, zone: ZoneInfo) -> list[Span]:
    """All time expressions of a question, in order; ranges ("since Friday") as one span each.

    `now` is aware. Open expressions ("Friday", "in March") lie in the past unless the words look ahead.
    """
    moment = Moment(now.astimezone(UTC), zone, Lean.PAST)
    return [_span(text, phrase) for phrase in _ranges(text, moment)]


def range_of(text: str, now: datetime, zone: ZoneInfo) -> Span | None:
    """The one range a question asks for, or None where it names no time.

    Expressions that overlap narrow each other; those that do not are spanned from the first to the last.
    """
    moment = Moment(now.astimezone(UTC), zone, Lean.PAST)
    found = _ranges(text, moment)
    if not found:
        return None
    whole = found[0]
    for phrase in found[1:]:
        whole = Phrase(whole.first, phrase.last, _combined(whole.means, phrase.means, moment))
    return _span(text, whole)


def _ranges(text: str, moment: Moment) -> list[Phrase]:
    return reading.with_ranges(text, reading.phrases(text, moment), moment)


def _combined(a: Meaning, b: Meaning, moment: Moment) -> Meaning:
    placed = reading.inside(a, b, moment) if a.rank != b.rank else None
    if placed:
        return placed
    narrow = a if a.rank <= b.rank else b
    lo, hi = max(a.lo, b.lo), min(a.hi, b.hi)
    if lo < hi:
        return replace(narrow, lo=lo, hi=hi)
    return replace(
        narrow, lo=min(a.lo, b.lo), hi=max(a.hi, b.hi), rank=max(a.rank, b.rank), fit=None, scope=None
    )


def _span(text: str, phrase: Phrase) -> Span:
    means = phrase.means
    return Span(means.lo, means.hi, text[phrase.first : phrase.last], phrase.first, phrase.last, means.grain)


def resolve(text: str, said_at: datetime, zone: ZoneInfo) -> list[tuple[Span, str]]:
    """The relative phrases of a statement with their absolute wording: ("last Friday", "Friday 13 March 2026").

    `said_at` is when it was said (aware). Times of day without a day, and full dates, need no resolving.
    """
    moment = Moment(said_at.astimezone(UTC), zone, Lean.NEAR)
    found = reading.phrases(text, moment)
    relative = (p for p in found if p.means.relative and not _is_completed(p, found, text, moment))
    return [(span, _wording(span, zone)) for span in (_span(text, p) for p in relative)]


def dated(text: str, said_at: datetime, zone: ZoneInfo) -> list[Span]:
    """The phrases of a statement that name a day or more, in order; no time of day that stands alone."""
    moment = Moment(said_at.astimezone(UTC), zone, Lean.NEAR)
    # A time of day that stands beside its day has been found inside it, and no longer moves.
    found = (
        one for one in reading.phrases(text, moment) if one.means.fit is None or one.means.rank > Rank.CLOCK
    )
    return [_span(text, phrase) for phrase in found]


def _is_completed(phrase: Phrase, found: list[Phrase], text: str, moment: Moment) -> bool:
    """True for an end of a range whose other end says what it leaves out: "29 May – 4 June 2023"."""
    firm = [other for other in found if not other.means.relative and other.means.rank > Rank.CLOCK]
    return any(
        whole.first <= phrase.first and phrase.last <= whole.last
        for other in firm
        for whole in reading.with_ranges(text, sorted((phrase, other), key=lambda p: p.first), moment)
        if whole.first <= other.first and other.last <= whole.last
    )


def absolute(text: str, said_at: datetime, zone: ZoneInfo) -> str:
    """The text with each relative phrase followed by its date in brackets; a second call changes nothing."""
    for span, wording in reversed(resolve(text, said_at, zone)):
        if not text.startswith(f" ({wording})", span.last):
            text = f"{text[: span.last]} ({wording}){text[span.last :]}"
    return text


def _wording(span: Span, zone: ZoneInfo) -> str:
    """As `say`, with the weekday for a single day; a part of a day is told by its day."""
    start = span.start.astimezone(zone)
    part_of_day = span.grain is Grain.HOUR and span.end - span.start > timedelta(hours=2)
    said = _day(start) if part_of_day else say(span, zone)
    return f"{WEEKDAYS[start.weekday()]} {said}" if said.startswith(_day(start)) else said


def say(span: Span, zone: ZoneInfo) -> str:
    """A span in words for a person in `zone`: "13 March 2026", "9–15 March 2026", "March 2026", "2026"."""
    if span.start <= EARLIEST:
        return f"before {_day(span.end.astimezone(zone))}"
    if span.end >= LATEST:
        return f"from {_day(span.start.astimezone(zone))}"
    start, last = span.start.astimezone(zone), (span.end - timedelta(microseconds=1)).astimezone(zone)
    if span.grain in (Grain.SECOND, Grain.MINUTE, Grain.HOUR):
        return _hours(start, span.end.astimezone(zone))
    if start.date() == last.date():
        return _rounded(start, span.grain)
    return _whole(start, span.end.astimezone(zone)) or _run(start, last)


def _day(when: datetime) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def _hours(start: datetime, end: datetime) -> str:
    """A time of day, with its end where it lasts more than a minute."""
    said = f"{_day(start)}, {start:%H:%M}"
    return said if end - start <= timedelta(minutes=1) else f"{said}–{end:%H:%M}"


def _rounded(day: datetime, grain: Grain) -> str:
    """A single day, no more exact than the phrase was: "three weeks ago" is only around a day."""
    if grain is Grain.YEAR:
        return str(day.year)
    if grain is Grain.MONTH:
        return f"{MONTHS[day.month - 1]} {day.year}"
    return f"around {_day(day)}" if grain is Grain.WEEK else _day(day)


def _whole(start: datetime, end: datetime) -> str | None:
    """The name of a whole month or year, if it is one."""
    if start.day != 1 or end.day != 1:
        return None
    count = (end.year - start.year) * 12 + end.month - start.month
    if count == 1:
        return f"{MONTHS[start.month - 1]} {start.year}"
    return str(start.year) if count == 12 and start.month == 1 else None


def _run(start: datetime, last: datetime) -> str:
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}–{_day(last)}"
    if start.year == last.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {_day(last)}"
    return f"{_day(start)} – {_day(last)}"
