"""What a dream gives a kind to make a body of: a stretch of days with what is in it, or a habit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from storage.model import BodyFields


class Span(StrEnum):
    """What a roll-up sums up."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Rolling:
    """The days from `first` to `last` (included). `parts` are the bodies summed up, in the order of their time.

    `apps` are the times spent in each, the longest first; `people` and `places` the names met, the most frequent first.
    """

    span: Span
    first: date
    last: date
    since: datetime
    until: datetime
    parts: Sequence[BodyFields]
    apps: Mapping[str, timedelta] = field(default_factory=dict)
    people: Sequence[str] = ()
    places: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that happens again: what it is called, what it begins with, its steps, how often it was seen.

    `broken` counts how often it was begun and not brought to its end, `broken_at` is the last such time.
    """

    name: str
    summary: str
    triggers: Sequence[str]
    steps: Sequence[str]
    times: int
    last: datetime
    broken: int = 0
    broken_at: datetime | None = None
