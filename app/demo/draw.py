"""Drawing from a seed without drawing anything twice, and the ways a drawn value can be written."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Not taken from strftime, whose names follow the locale."""
CARD_PREFIXES = ("411111", "424242", "555555", "510510")
"""Beginnings of the numbers that payment providers publish for tests."""
CLEAR = "abcdefhkmnpqrstwxyzACDEFHKMNPRTWXY34679"
"""Letters and digits that are hard to take for each other."""


class Draw:
    """A seeded hand that never draws the same word, time, day or amount twice."""

    def __init__(self, seed: int, today: date) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a story to be told again, nothing secret
        self.today = today
        self._taken: set[object] = set()

    def pick(self, pool: Sequence[T]) -> T:
        """One of the pool that was not picked before; IndexError when the pool is used up."""
        enough = min(len(pool), len(self._taken) + 1)  # so many different ones that one of them is free
        free = [item for item in self.random.sample(pool, enough) if item not in self._taken]
        self._taken.add(free[0])
        return free[0]

    def several(self, pool: Sequence[T], count: int) -> tuple[T, ...]:
        """`count` different ones of the pool."""
        return tuple(self.pick(pool) for _ in range(count))

    def clock(self, first: int = 8, last: int = 18) -> str:
        """A time of day from `first` o'clock until `last`:59, as 14:30."""
        return self.pick(
            [f"{hour:02}:{minute:02}" for hour in range(first, last + 1) for minute in range(60)]
        )

    def round_clock(self, first: int = 8, last: int = 17) -> str:
        """A time of day at which people meet: on the quarter hour."""
        hours = range(first, last + 1)
        return self.pick([f"{hour:02}:{minute:02}" for hour in hours for minute in (0, 15, 30, 45)])

    def day(self, first: int, last: int) -> date:
        """A day from `first` to `last` days after today (both included, negative for the past)."""
        return self.pick([self.today + timedelta(days=days) for days in range(first, last + 1)])

    def workday(self, first: int, last: int) -> date:
        """A day as `day` draws it, from Monday to Friday; the span must be of three days or more."""
        days = [self.today + timedelta(days=days) for days in range(first, last + 1)]
        return self.pick([day for day in days if day.weekday() < 5])

    def amount(self) -> int:
        """An amount of money in cents, between 1,000 and 10,000."""
        return self.pick(range(100_005, 999_995, 10))

    def number(self) -> int:
        """A number of five digits, as invoices and bookings have."""
        return self.pick(range(10_007, 99_991))

    def hexadecimal(self, length: int = 7) -> str:
        """The short name of a commit."""
        return "".join(self.random.choice("23456789abcdef") for _ in range(length))

    def password(self, length: int = 14) -> str:
        """A password in letters and digits."""
        return "".join(self.random.choice(CLEAR) for _ in range(length))

    def card(self) -> str:
        """A payment card number of sixteen digits that passes Luhn's check and begins like a test card."""
        digits = self.random.choice(CARD_PREFIXES)
        digits += "".join(self.random.choice("0123456789") for _ in range(9))
        return digits + next(last for last in "0123456789" if luhn(digits + last))


def luhn(digits: str) -> bool:
    """Whether the digits pass Luhn's check (ISO/IEC 7812-1, annex B)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def grouped(card: str) -> str:
    """A card number in groups of four, as cards and shops print it."""
    return " ".join(card[at : at + 4] for at in range(0, len(card), 4))


def spoken(day: date) -> str:
    """A day as in "Friday 21 March"."""
    return f"{weekday(day)} {plain(day)}"


def weekday(day: date) -> str:
    """The name of the day of the week."""
    return WEEKDAYS[day.weekday()]


def plain(day: date) -> str:
    """A day as in "21 March"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def money(cents: int) -> str:
    """An amount as in "1,284.50"."""
    return f"{cents / 100:,.2f}"


def day_forms(day: date) -> tuple[str, ...]:
    """The ways an answer may write a day, the screen's own first."""
    month, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    names = [f"{day.day} {month}", f"{month} {day.day}", f"{day.day} {short}", f"{short} {day.day}"]
    ordinal = f"{day.day}{_suffix(day.day)}"
    names += [f"{ordinal} {month}", f"{ordinal} of {month}", f"{month} {ordinal}"]
    return (*names, day.isoformat(), f"{day:%d.%m.%Y}")


def clock_forms(clock: str) -> tuple[str, ...]:
    """The ways an answer may write a time of day, the screen's own first."""
    hour, minute = clock.split(":")
    twelve = f"{(int(hour) - 1) % 12 + 1}:{minute}"
    if int(hour) < 12:
        return tuple(dict.fromkeys((clock, f"{hour}.{minute}", twelve, f"{twelve}am")))
    return clock, f"{hour}.{minute}", f"{twelve} pm", f"{twelve}pm", f"{twelve} p.m."


def money_forms(cents: int) -> tuple[str, ...]:
    """The ways an answer may write an amount, the screen's own first."""
    units, rest = divmod(cents, 100)
    return (
        money(cents),
        f"{units}.{rest:02}",
        f"{units},{rest:02}",
        f"{units // 1000}.{units % 1000:03},{rest:02}",
    )


def _suffix(number: int) -> str:
    if 11 <= number <= 13:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
