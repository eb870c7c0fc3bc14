"""Calendar arithmetic on local dates; every stretch is half-open, weeks begin on Monday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Dates = tuple[date, date]
"""A half-open stretch of local dates."""


def day(when: date) -> Dates:
    """The one day."""
    return when, after(when, 1)


def after(when: date, days: int) -> date:
    """The date some days later; the calendar's last day stands for everything beyond it."""
    try:
        return when + timedelta(days=days)
    except OverflowError:
        if days > 0 and when.year == date.max.year:
            return date.max
        raise


def days(first: date, count: int) -> Dates:
    """A run of days."""
    return first, after(first, count)


def week(when: date) -> Dates:
    """The week of a date, from Monday."""
    return days(when - timedelta(days=when.weekday()), 7)


def weekend(when: date) -> Dates:
    """Saturday and Sunday of a date's week."""
    return days(week(when)[0] + timedelta(days=5), 2)


def month(year: int, number: int) -> Dates:
    """A month of a year; raises ValueError where there is none."""
    return months(date(year, number, 1), 1)


def months(first: date, count: int) -> Dates:
    """A run of whole months from the first of one."""
    return first, date.max if first.year == date.max.year and first.month + count > 12 else shift(
        first, count
    )


def year(number: int) -> Dates:
    """A whole year; raises ValueError where there is none."""
    return months(date(number, 1, 1), 12)


def shift(when: date, count: int) -> date:
    """The same day some months later or earlier, or the month's last day where it is shorter."""
    index = when.year * 12 + when.month - 1 + count
    target, number = index // 12, index % 12 + 1
    if not date.min.year <= target <= date.max.year:
        raise OverflowError("the calendar ends there")
    return date(target, number, min(when.day, monthrange(target, number)[1]))


def third(dates: Dates, which: int) -> Dates:
    """The beginning (0), middle (1) or end (2) of a stretch: ten days each of a month."""
    length = (dates[1] - dates[0]).days
    step = max(1, length // 3)
    first = dates[0] + timedelta(days=step * which)
    return first, dates[1] if which == 2 else first + timedelta(days=step)
