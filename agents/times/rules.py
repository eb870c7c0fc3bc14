"""The shape of a grammar's rule, and the meanings that rules of every language build."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from agents.times import meaning, periods
from agents.times.meaning import Fit, Grain, Instants, Lean, Meaning, Moment, Rank
from agents.times.periods import Dates

Read = Callable[["re.Match[str]", Moment], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its match means; a group named `x` narrows the phrase to itself."""

    pattern: str
    read: Read
    flags: re.RegexFlag = re.NOFLAG

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """What the pattern matches. It is compiled when it is first tried, for most are needed by few texts."""
        return _compiled(self.pattern, self.flags).finditer(text)


@cache
def _compiled(pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile(pattern, flags)


# Minutes of the wall clock since midnight, half-open; past 1440 lies in the next day.
PARTS = {
    "early": (0, 360),
    "morning": (300, 720),
    "midday": (660, 840),
    "noon": (720, 780),
    "lunch": (690, 840),
    "afternoon": (720, 1080),
    "evening": (1020, 1440),
    "night": (1200, 1800),
    "tonight": (1080, 1800),
    "midnight": (1440, 1500),
}
# "A couple of weeks ago" reaches from 3 to 1 weeks back, "a few" from 5 to 2.
COUPLE, FEW = (3, 1), (5, 2)
# How far ahead a day is that people name without its year, in a sentence of what was, sooner than last year's.
SOON = timedelta(days=75)
# How many years on either side a date is looked for that is told with its weekday; 29 February needs the most.
FITTING = 8
UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
UNIT_RANKS = {
    "day": Rank.DAY,
    "week": Rank.WEEK,
    "month": Rank.MONTH,
    "quarter": Rank.MONTH,
    "year": Rank.YEAR,
}
UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12}
CLOCK_UNITS = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1)}


def calendar(moment: Moment, unit: str, count: int) -> Meaning | None:
    """The whole week, weekend, month, quarter or year that lies `count` from now.

    "Last hour" is the one just gone.
    """
    if unit in CLOCK_UNITS:
        return trailing(moment, 1, unit) if count == -1 else None
    dates = _calendar_dates(moment.today, unit, count)
    if dates is None:
        return None
    if unit == "weekend":
        return meaning.of_dates(moment, dates, Grain.DAY, Rank.WEEK)
    grain = Grain.MONTH if unit == "quarter" else Grain(unit)
    return meaning.of_dates(moment, dates, grain, UNIT_RANKS[unit])


def _calendar_dates(today: date, unit: str, count: int) -> Dates | None:
    if unit == "week":
        return periods.week(today + timedelta(weeks=count))
    if unit == "weekend":
        return periods.weekend(today + timedelta(weeks=count))
    if unit == "month":
        return periods.months(periods.shift(today.replace(day=1), count), 1)
    if unit == "quarter":
        first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        return periods.months(periods.shift(first, 3 * count), 3)
    return periods.year(today.year + count) if unit == "year" else None


def distance(moment: Moment, count: int, unit: str) -> Meaning | None:
    """What lies `count` units from now: a day, or the surroundings of an instant for short units."""
    if unit in CLOCK_UNITS:
        return _instant(moment, count * CLOCK_UNITS[unit], unit)
    if unit == "weekend":
        return calendar(moment, unit, count)
    dates = periods.day(_day_at(moment.today, count, unit))
    return meaning.of_dates(moment, dates, Grain("month" if unit == "quarter" else unit), Rank.DAY)


def _instant(moment: Moment, offset: timedelta, unit: str) -> Meaning:
    """An instant with half a unit, or a tenth of its distance, on either side: people round."""
    slack = max(CLOCK_UNITS[unit] / 2, abs(offset) / 10)
    when = moment.now + offset
    return Meaning(when - slack, when + slack, Grain(unit), Rank.CLOCK)


def _day_at(today: date, count: int, unit: str) -> date:
    if unit in UNIT_MONTHS:
        return periods.shift(today, count * UNIT_MONTHS[unit])
    return today + timedelta(days=count * UNIT_DAYS[unit])


def vague(moment: Moment, spread: tuple[int, int], unit: str) -> Meaning | None:
    """As in "a couple of" or "a few" units ago, as a run of days."""
    if unit not in UNIT_DAYS:
        return distance(moment, -spread[1], unit)
    far, near = (moment.today - timedelta(days=n * UNIT_DAYS[unit]) for n in spread)
    return meaning.of_dates(moment, (far, periods.after(near, 1)), Grain(unit), UNIT_RANKS[unit])


def trailing(moment: Moment, count: int, unit: str) -> Meaning | None:
    """The last `count` units up to now, today included."""
    if unit in CLOCK_UNITS:
        return Meaning(moment.now - count * CLOCK_UNITS[unit], moment.now, Grain(unit), Rank.CLOCK)
    if unit == "weekend" and count == 1:
        return calendar(moment, unit, -1)
    if unit == "weekend":
        return meaning.of_dates(
            moment, (_weekend_back(moment.today, count), periods.after(moment.today, 1)), Grain.DAY, Rank.WEEK
        )
    first = _day_at(moment.today, -count, unit)
    return meaning.of_dates(moment, (first, periods.after(moment.today, 1)), Grain.DAY, UNIT_RANKS[unit])


def _weekend_back(today: date, count: int) -> date:
    return periods.weekend(today - timedelta(weeks=count))[0]


def weekday(moment: Moment, number: int) -> Meaning | None:
    """A weekday by its bare name: the last one (today counts), or the next where the sentence looks ahead."""
    today = moment.today
    behind, ahead = periods.days(today - timedelta(days=6), 7), periods.days(periods.after(today, 1), 7)
    scope = behind if moment.looks_back else ahead
    return meaning.floating(moment, _weekday_in(number), (scope,), Grain.DAY, Rank.DAY)


def _weekday_in(number: int) -> Fit:
    def fit(moment: Moment, scope: Dates) -> Instants | None:
        first = scope[0] + timedelta(days=(number - scope[0].weekday()) % 7)
        return moment.instants(periods.day(first)) if first < scope[1] <= periods.after(scope[0], 7) else None

    return fit


def shifted_weekday(moment: Moment, number: int, count: int) -> Meaning:
    """A weekday with a word: "last" is the latest before today, "this" and "next" belong to their weeks."""
    today = moment.today
    if count == -1:
        return meaning.day(moment, today - timedelta(days=(today.weekday() - number - 1) % 7 + 1))
    return meaning.day(moment, periods.week(today)[0] + timedelta(days=7 * count + number))


def yearless(moment: Moment, of_year: Callable[[int], Dates], grain: Grain, rank: Rank) -> Meaning | None:
    """A day or month without its year: the latest that has begun, or the next where the sentence looks ahead."""
    scopes = _candidate_years(moment, of_year)
    if moment.lean is Lean.TOLD and grain is Grain.DAY:
        near = _candidate_years(replace(moment, lean=Lean.NEAR), of_year)
        scopes = near if near and _is_soon(of_year(near[0][0].year)[0], moment.today) else scopes
    return meaning.floating(moment, _in_years(of_year), scopes, grain, rank)


def _is_soon(day: date, today: date) -> bool:
    """Whether a day is so near ahead that who meant the one of last year would have told the year."""
    return today < day <= today + SOON


def _in_years(of_year: Callable[[int], Dates]) -> Fit:
    def fit(moment: Moment, scope: Dates) -> Instants | None:
        for year in range(scope[0].year, scope[1].year + 1):
            dates = _or_none(of_year, year)
            if dates is not None and scope[0] <= dates[0] < scope[1]:
                return moment.instants(dates)
        return None

    return fit


def _or_none(of_year: Callable[[int], Dates], year: int) -> Dates | None:
    """A day of a year, or None: not every year has a 29 February."""
    try:
        return of_year(year)
    except ValueError:
        return None


def _candidate_years(moment: Moment, of_year: Callable[[int], Dates]) -> tuple[Dates, ...]:
    today = moment.today
    if moment.lean is Lean.FUTURE:
        return _years_where(of_year, range(today.year, today.year + 9), lambda d: d[1] > today)
    if moment.lean is Lean.NEAR:
        near = _years_where(of_year, range(today.year - 1, today.year + 2), lambda _: True)
        return tuple(sorted(near, key=lambda scope: abs((of_year(scope[0].year)[0] - today).days)))
    return _years_where(of_year, range(today.year, today.year - 9, -1), lambda d: d[0] <= today)


def _years_where(
    of_year: Callable[[int], Dates], years: range, good: Callable[[Dates], bool]
) -> tuple[Dates, ...]:
    dates = ((year, _or_none(of_year, year)) for year in years)
    return tuple(periods.year(year) for year, found in dates if found is not None and good(found))


def this_year(moment: Moment, of_year: Callable[[int], Dates]) -> Meaning | None:
    """A quarter or half without its year: this year's, begun or not."""
    scope = periods.year(moment.today.year)
    return meaning.floating(moment, _in_years(of_year), (scope,), Grain.MONTH, Rank.MONTH)


def month_day(moment: Moment, month: int, day: int, weekday: int | None = None) -> Meaning | None:
    """A day of a month without its year; its weekday, when told, says the year: the nearest in which it fits."""

    def of_year(year: int) -> Dates:
        return periods.day(date(year, month, day))

    years = _years_fitting(moment, of_year, weekday)
    if not years:
        return yearless(moment, of_year, Grain.DAY, Rank.DAY)
    return meaning.floating(moment, _in_years(of_year), years, Grain.DAY, Rank.DAY)


def _years_fitting(moment: Moment, of_year: Callable[[int], Dates], weekday: int | None) -> tuple[Dates, ...]:
    """The years near by in which the day falls on the weekday, the nearest first; none where no weekday is told."""
    if weekday is None:
        return ()
    around = range(moment.today.year - FITTING, moment.today.year + FITTING + 1)
    years = _years_where(of_year, around, lambda dates: dates[0].weekday() == weekday)
    return tuple(sorted(years, key=lambda scope: abs((of_year(scope[0].year)[0] - moment.today).days)))


def day_of_month(moment: Moment, day: int, weekday_: int | None = None) -> Meaning | None:
    """A day by its number ("the 17th"): ahead unless the sentence looks back; with its weekday, the nearest."""
    months = [periods.months(periods.shift(moment.today.replace(day=1), at), 1) for at in range(-12, 13)]
    fit = _day_in_month(day, weekday_)
    found = [(scope, moment.dates(inside)[0]) for scope in months if (inside := fit(moment, scope))]
    if moment.looks_back:
        found = [one for one in reversed(found) if one[1] <= moment.today]
    elif moment.lean is Lean.FUTURE or weekday_ is None:
        found = [one for one in found if one[1] >= moment.today]
    else:
        found.sort(key=lambda one: (abs((one[1] - moment.today).days), one[1] < moment.today))
    return meaning.floating(moment, fit, tuple(scope for scope, _ in found[:1]), Grain.DAY, Rank.DAY)


def _day_in_month(day: int, weekday_: int | None) -> Fit:
    def fit(moment: Moment, scope: Dates) -> Instants | None:
        at = scope[0].replace(day=1) + timedelta(days=day - 1)
        fits = scope[0] <= at < scope[1] and at.month == scope[0].month and weekday_ in (None, at.weekday())
        return moment.instants(periods.day(at)) if fits else None

    return fit


def weeks_after(moment: Moment, number: int, weeks: int) -> Meaning:
    """A weekday counted from the next one of its name: "Saturday week", "a week on Saturday"."""
    ahead = (number - moment.today.weekday() - 1) % 7 + 1
    return meaning.day(moment, moment.today + timedelta(days=ahead + 7 * weeks))


def month(moment: Moment, number: int) -> Meaning | None:
    """A month without its year."""
    return yearless(moment, lambda year: periods.month(year, number), Grain.MONTH, Rank.MONTH)


def full_date(moment: Moment, year: int, number: int, day: int) -> Meaning:
    """A whole date; raises ValueError where the calendar has none."""
    return meaning.day(moment, date(year, number, day), relative=False)


def full_month(moment: Moment, year: int, number: int) -> Meaning:
    """A month of a year; raises ValueError where the calendar has none."""
    return meaning.of_dates(moment, periods.month(year, number), Grain.MONTH, Rank.MONTH, relative=False)


def full_year(moment: Moment, number: int) -> Meaning:
    """A year by its number; raises ValueError where the calendar has none."""
    return meaning.of_dates(moment, periods.year(number), Grain.YEAR, Rank.YEAR, relative=False)


def clock(moment: Moment, minutes: tuple[int, int], grain: Grain, *, weak: bool = False) -> Meaning | None:
    """A time of day (minutes since midnight): today's, or yesterday's where today's is still to come."""
    today = moment.today
    scopes = [
        periods.day(today),
        periods.day(today - timedelta(days=1)),
        periods.day(periods.after(today, 1)),
    ]
    instants = [_minutes_in(minutes)(moment, scope) for scope in scopes]
    future = moment.lean is Lean.FUTURE
    late = instants[0] is not None and instants[0][0] > moment.now
    past = instants[0] is not None and instants[0][1] <= moment.now
    chosen = scopes[2] if future and past else scopes[1] if late and not future else scopes[0]
    found = meaning.floating(moment, _minutes_in(minutes), (chosen,), grain, Rank.CLOCK)
    return found and Meaning(
        found.lo, found.hi, grain, Rank.CLOCK, fit=found.fit, relative=False, weak=weak, scope=chosen
    )


def _minutes_in(minutes: tuple[int, int]) -> Fit:
    def fit(moment: Moment, scope: Dates) -> Instants | None:
        if scope[1] != periods.after(scope[0], 1):
            return None
        return moment.at(scope[0], minutes[0]), moment.at(scope[0], minutes[1])

    return fit


def part_of(moment: Moment, offset: int, part: str) -> Meaning:
    """A part of the day that lies `offset` days from today: "this morning", "last night"."""
    scope = periods.day(periods.after(moment.today, offset))
    lo, hi = (moment.at(scope[0], m) for m in PARTS[part])
    return Meaning(lo, hi, Grain.HOUR, Rank.CLOCK, scope=scope)
