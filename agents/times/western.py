"""The grammar of time expressions in languages written with spaces, built from their lexicons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from agents.patterns import lazy
from agents.times import counted, feasts, meaning, periods, rules, spoken, tenses
from agents.times.lexicon import ALL, ENGLISH, Lexicon
from agents.times.meaning import Grain, Lean, Meaning, Moment, Rank
from agents.times.rules import Read, Rule

ORDINAL = r"(?:st|nd|rd|th|º|er)?"
YEAR = r"(?P<year>\d{4})"


# What an ordinal counts that is no day of a month.
_NO_DAY = (
    "century|floor|birthday|anniversary|time|place|edition|grade|row|chapter|page|attempt|street|st|avenue|ave|hole|minute|"
    "month|week|year|of (?!the month|this|next|last)"
)
_SINCE = lazy(r"\b(?:since|seit|depuis|desde)\s+(?:the\s+)?$", re.IGNORECASE)
_UNTIL = lazy(
    r"\b(?:by|until|till?|bis(?: zum| am)?|hasta|fino a|entro|"
    r"(?:moved|postponed|pushed(?: back)?|rescheduled|shifted|delayed|verschoben|spostat\w)(?: \w+)? "
    r"(?:to|for|auf|al?))"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DAY_FOLLOWS = lazy(r"\b(?:on|by|until|till?|before|after|from|since|for|to)\s+$", re.IGNORECASE)


def _alternatives(table: Sequence[str] | Mapping[str, str], name: str) -> str:
    words = table.values() if isinstance(table, Mapping) else table
    return f"(?P<{name}>{'|'.join(words)})"


def _which(words: Sequence[str], word: str) -> int:
    """The place of the word's own entry in a table of patterns."""
    return next(i for i, entry in enumerate(words) if re.fullmatch(entry, word, re.IGNORECASE))


def _named(table: Mapping[str, str], word: str) -> str:
    names = list(table)
    return names[_which(list(table.values()), word)]


def _rule(pattern: str, read: Read) -> Rule:
    return Rule(rf"(?<![\w])(?:{pattern})(?![\w])", read, re.IGNORECASE)


# --- dates written in digits, the same in every language -------------------------------------------------


def _iso(match: re.Match[str], moment: Moment) -> Meaning:
    return rules.full_date(moment, *(int(match[name]) for name in ("year", "month", "day")))


def _slashed(match: re.Match[str], moment: Moment) -> Meaning:
    """Month first, as in English, unless only the second number can be the month."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    month, day = (second, first) if first > 12 else (first, second)
    return rules.full_date(moment, year + 2000 if year < 100 else year, month, day)


def _dotted(match: re.Match[str], moment: Moment) -> Meaning | None:
    if match["year"] is None:
        return rules.month_day(moment, int(match["month"]), int(match["day"]))
    year = int(match["year"])
    return rules.full_date(
        moment, year + 2000 if year < 100 else year, int(match["month"]), int(match["day"])
    )


def _iso_time(match: re.Match[str], moment: Moment) -> Meaning:
    day = rules.full_date(moment, *(int(match[name]) for name in ("year", "month", "day")))
    start = _clock_minutes(match["hour"], match["minute"], None)
    when = _iso(match, moment).scope
    found = rules.clock(moment, (start, start + 1), Grain.MINUTE)
    moved = found and when and meaning.moved(found, moment, when)
    return moved or day


def _iso_month(match: re.Match[str], moment: Moment) -> Meaning:
    return rules.full_month(moment, int(match["year"]), int(match["month"]))


def _digits() -> Iterator[Rule]:
    yield Rule(r"(?<![\w./-])(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d-])", _iso)
    yield _rule(
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)T(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?Z?",
        _iso_time,
    )
    yield Rule(r"(?<![\w./-])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{4}|\d\d)(?![\w/])", _slashed)
    yield Rule(
        r"(?<![\w./-])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d\d)(?![\w.]\w)", _dotted
    )
    yield Rule(r"(?<=[aA]m )(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})?(?!\d)", _dotted)
    yield _rule(r"(?<=in |of )(?P<year>\d{4})-(?P<month>\d\d)", _iso_month)


# --- times of the day -----------------------------------------------------------------------------------


def _clock_minutes(hour: str, minute: str | None, half: str | None) -> int:
    """Minutes since midnight; raises ValueError for a time that no clock shows."""
    number, minutes = int(hour), int(minute or 0)
    if (half and number > 12) or number > 24 or minutes > 59:
        raise ValueError("no such time of day")
    if half:
        number = number % 12 + (12 if half[0].lower() == "p" else 0)
    return number * 60 + minutes


def _clock(match: re.Match[str], moment: Moment) -> Meaning | None:
    groups = match.groupdict()
    start = _clock_minutes(match["hour"], groups.get("minute"), groups.get("half"))
    length, grain = (1, Grain.MINUTE) if groups.get("minute") else (60, Grain.HOUR)
    return rules.clock(moment, (start, start + length), grain)


def _plain_hour(match: re.Match[str], moment: Moment) -> Meaning | None:
    """As in "at 5" beside a day: in the afternoon, unless the hour belongs to a morning."""
    hour = int(match["hour"])
    start = (hour + 12 if hour < 7 else hour) * 60
    return rules.clock(moment, (start, start + 60), Grain.HOUR, weak=True)


def _clock_range(match: re.Match[str], moment: Moment) -> Meaning | None:
    """As in "between 2 and 4pm": the first hour takes the second's half of the day where it fits."""
    last = _clock_minutes(match["hour2"], match["minute2"], match["half2"])
    first = _clock_minutes(match["hour"], match["minute"], match["half"])
    if not match["half"] and match["half2"] and first < 720 <= last and first + 720 < last:
        first += 720
    last += 1440 if last < first else 0
    return rules.clock(moment, (first, last), Grain.HOUR)


def _clocks() -> Iterator[Rule]:
    half = r"(?P<half>[ap]\.?m\b\.?)"
    yield _rule(rf"(?:at )?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?::\d\d)?\s?{half}", _clock)
    yield _rule(
        r"(?:at |um |à |alle |a las )?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?(?: Uhr|Z)?",
        _clock,
    )
    yield _rule(rf"(?:at )?(?P<hour>\d{{1,2}})\s?{half}", _clock)
    yield _rule(r"(?:at )?(?P<hour>\d{1,2}) o['’]clock", _clock)
    yield _rule(r"(?:um )?(?P<hour>\d{1,2})(?:\.(?P<minute>\d\d))? Uhr", _clock)
    yield _rule(r"(?:à )?(?P<hour>\d{1,2}) ?h ?(?P<minute>\d\d)", _clock)
    yield _rule(r"à (?P<hour>\d{1,2}) ?(?:h|heures)", _clock)
    yield _rule(r"(?:at|around|about) (?P<hour>1[0-2]|[1-9])(?![:./%\d-])", _plain_hour)
    one, two = (
        rf"(?P<hour{n}>\d{{1,2}})(?::(?P<minute{n}>\d\d))?\s?(?P<half{n}>[ap]\.?m\b\.?)?" for n in ("", "2")
    )
    yield _rule(rf"between {one} and {two}", _spoken_range)
    yield _rule(rf"from {one} (?:to|until|till) {two}", _spoken_range)
    yield _rule(rf"{one}\s?[-–]\s?{two}", _spoken_range)


def _spoken_range(match: re.Match[str], moment: Moment) -> Meaning | None:
    """A range of hours, if anything but bare numbers says that these are hours."""
    if not any(match[name] for name in ("minute", "minute2", "half", "half2")):
        return None
    return _clock_range(match, moment)


# --- what one language's lexicon yields ------------------------------------------------------------------


class _Grammar:
    """The rules of one language."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._months = _alternatives(words.months, "month")
        self._weekdays = _alternatives(words.weekdays, "weekday")
        self._unit = _alternatives(words.units, "unit")
        numbers = "|".join(sorted(words.numbers, key=len, reverse=True))
        self._amount = rf"(?:(?P<couple>{words.couple})|(?P<few>{words.few})|(?P<n>\d{{1,4}}|{numbers}))"

    def rules(self) -> Iterator[Rule]:
        """All of them."""
        yield from self._dates()
        yield from self._months_alone()
        yield from self._relative_days()
        yield from self._shifted()
        yield from self._amounts()
        yield from self._parts()

    def _dates(self) -> Iterator[Rule]:
        of = f"(?:{self._words.of})?" if self._words.of else ""
        before = rf"(?:{self._weekdays}\.?,? (?:(?:the|den|dem|der) )?)?"
        year = rf"(?:\s?,?\s?{of}\s?(?P<year>\d{{4}})(?!\d|-\d))?"
        yield _rule(
            rf"{before}(?P<day>\d{{1,2}}){ORDINAL}\.? (?:{of} ?)?{self._months}\b\.?{year}", self._date
        )
        if self._words is ENGLISH:
            day = rf"(?P<day>\d{{1,2}}){ORDINAL}(?![:\d])"
            yield _rule(rf"{before}{self._months}\.? (?:the )?{day}{year}", self._date)
            yield _rule(
                rf"{self._months}\.? (?P<day>\d{{1,2}}){ORDINAL}\s?(?:-|–|to)\s?(?P<to>\d{{1,2}}){ORDINAL}{year}",
                self._days,
            )
            yield _rule(
                rf"between {self._months}\.? (?P<day>\d{{1,2}}){ORDINAL} and (?P<to>\d{{1,2}}){ORDINAL}{year}",
                self._days,
            )
            yield _rule(
                r"the (?P<day>\d{1,2})(?:st|nd|rd|th)"
                r"(?=\s*(?:[?.,!;)]|$|at\b|in the\b|with\b|w\b|of (?:the|this|next|last) month))",
                self._day_of_month,
            )
            yield _rule(
                rf"(?:on )?the (?P<day>\d{{1,2}})(?:st|nd|rd|th)(?!\s+(?:{_NO_DAY})\b|[-\d])",
                self._told_day_of_month,
            )
            yield _rule(
                rf"(?<!every )(?:on )?{self._weekdays},? (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)"
                rf"(?!\s+(?:{_NO_DAY})\b|[-\d])",
                self._day_of_month,
            )
        else:
            on = f"(?:(?:{self._words.on}) )?" if self._words.on else ""
            yield _rule(
                rf"{on}{self._weekdays}\.?,? (?:(?:den|dem|der|il|le|el) )?(?P<day>\d{{1,2}})(?:\.|º|er)?"
                r"(?=\s*(?:[,;!?(]|$)|\s(?:um|gegen|alle|à|a las)\b)(?![:.]?\d)",
                self._day_of_month,
            )
        if self._words.of_month:
            yield _rule(rf"(?:{self._words.of_month})(?![.:/]?\d)", self._day_of_month)
        yield _rule(
            rf"(?:(?:vom|dal) )?(?P<day>\d{{1,2}}){ORDINAL}\.?\s?(?:-|–|to|bis|bis zum|al)\s?(?:the )?"
            rf"(?P<to>\d{{1,2}}){ORDINAL}\.? (?:of )?{self._months}{year}",
            self._days,
        )
        yield _rule(
            rf"(?:between|zwischen|tra|fra) (?:the |dem |il )?(?P<day>\d{{1,2}}){ORDINAL}\.? (?:and|und|e)"
            rf" (?:the |dem |il )?(?P<to>\d{{1,2}}){ORDINAL}\.? (?:of )?{self._months}{year}",
            self._days,
        )

    def _date(self, match: re.Match[str], moment: Moment) -> Meaning | None:
        month, day = self._month_number(match), int(match["day"])
        if match["year"]:
            return rules.full_date(moment, int(match["year"]), month, day)
        return rules.month_day(moment, month, day, self._weekday_told(match))

    def _weekday_told(self, match: re.Match[str]) -> int | None:
        word = match.groupdict().get("weekday")
        return _which(self._words.weekdays, word) if word else None

    def _days(self, match: re.Match[str], moment: Moment) -> Meaning | None:
        month, first, last = self._month_number(match), int(match["day"]), int(match["to"])
        if last <= first:
            return None

        def run(year: int) -> periods.Dates:
            return date(year, month, first), periods.day(date(year, month, last))[1]

        if match["year"] is None:
            return rules.yearless(moment, run, Grain.DAY, Rank.WEEK)
        return meaning.of_dates(moment, run(int(match["year"])), Grain.DAY, Rank.WEEK, relative=False)

    def _day_of_month(self, match: re.Match[str], moment: Moment) -> Meaning | None:
        """A deadline ("by the 20th") is looked for ahead."""
        lean = Lean.FUTURE if _UNTIL.search(match.string[: match.start()]) else moment.lean
        return rules.day_of_month(replace(moment, lean=lean), int(match["day"]), self._weekday_told(match))

    def _told_day_of_month(self, match: re.Match[str], moment: Moment) -> Meaning | None:
        """An ordinal in the middle of a sentence is a day only behind a word that days stand behind."""
        told = match[0][:2].casefold() == "on" or _DAY_FOLLOWS.search(match.string[: match.start()])
        return self._day_of_month(match, moment) if told else None

    def _month_number(self, match: re.Match[str]) -> int:
        return _which(self._words.months, match["month"]) + 1

    def _months_alone(self) -> Iterator[Rule]:
        of = f"(?:(?:{self._words.of}) )?" if self._words.of else ""
        yield _rule(rf"{self._months}\.?,? {of}(?P<year>\d{{4}})(?!\d|-\d)", self._full_month)
        yield _rule(rf"(?:{self._words.within}) (?P<x>{self._months})(?!\s+\d)", self._month)
        if self._words.bare_months:
            yield _rule(rf"(?P<month>{self._words.bare_months})(?!\s+\d)", self._capital_month)
        if self._words.year:
            yield _rule(rf"(?:the )?{self._words.year} (?P<year>\d{{4}})", _year)
        yield _rule(rf"(?:{self._words.year_after}) (?P<x>(?P<year>(?:19|20)\d\d))(?![-/.:]\d)", _year)
        for count, templates in self._words.shifted.items():
            for template in templates:
                yield _rule(template.replace("{unit}", self._months), self._month_of(count))

    def _full_month(self, match: re.Match[str], moment: Moment) -> Meaning:
        return rules.full_month(moment, int(match["year"]), self._month_number(match))

    def _month(self, match: re.Match[str], moment: Moment) -> Meaning | None:
        group = "x" if "x" in match.re.groupindex else 0
        lean = tenses.of_month(match.string, match.start(group), moment.lean)
        return rules.month(replace(moment, lean=lean), self._month_number(match))

    def _capital_month(self, match: re.Match[str], moment: Moment) -> Meaning | None:
        return self._month(match, moment) if match["month"][0].isupper() else None

    def _month_of(self, count: int) -> Read:
        def read(match: re.Match[str], moment: Moment) -> Meaning | None:
            return _shifted_month(moment, self._month_number(match), count)

        return read

    def _relative_days(self) -> Iterator[Rule]:
        for offset, words in self._words.days.items():
            yield _rule(words, self._day_at(offset))
        on = f"(?:(?:{self._words.on}) )?" if self._words.on else ""
        yield _rule(rf"(?<!every )(?<!each ){on}{self._weekdays}", self._weekday)

    def _day_at(self, offset: int) -> Read:
        foreign = (
            re.compile(rf"\b(?:{self._words.foreign})\b", re.IGNORECASE) if self._words.foreign else None
        )

        def read(match: re.Match[str], moment: Moment) -> Meaning | None:
            if foreign and foreign.search(match.string):
                return None
            return meaning.day(moment, moment.today + timedelta(days=offset))

        return read

    def _weekday(self, match: re.Match[str], moment: Moment) -> Meaning | None:
        """Short names ("sat", "sun") are words of their own, so they count only with a capital."""
        word, before = match["weekday"], match.string[: match.start()]
        if len(word) < 5 and not word[0].isupper():
            return None
        lean = Lean.PAST if _SINCE.search(before) else Lean.FUTURE if _UNTIL.search(before) else moment.lean
        return rules.weekday(replace(moment, lean=lean), _which(self._words.weekdays, word))

    def _shifted(self) -> Iterator[Rule]:
        for count, templates in self._words.shifted.items():
            for template in templates:
                yield _rule(template.replace("{unit}", self._unit), self._calendar(count))
                yield _rule(template.replace("{unit}", self._weekdays), self._shifted_weekday(count))
        if self._words is ENGLISH:
            yield _rule(r"(?:(?:on|at|over|during) )?the weekend", _the_weekend)
            yield _rule(rf"(?:on )?(?:this |the )?past {self._weekdays}", self._shifted_weekday(-1))
            yield _rule(rf"{self._months}(?= (?:of )?(?:last|this|next) year)", self._month)
            yield _rule(r"half an hour ago", _half_an_hour_ago)
            yield _rule(r"in a fortnight|a fortnight from (?:now|today)", _fortnight(1))
            yield _rule(r"(?:about )?a fortnight ago", _fortnight(-1))
        for template in self._words.week_on:
            yield _rule(template.replace("{weekday}", self._weekdays), self._week_on)
            yield _rule(r"the (?P<unit>week|month|year|quarter)", _weak_unit)
        if self._words.this_unit:
            yield _rule(self._words.this_unit.replace("{unit}", self._unit), self._weak)
        for which, words in self._words.month_thirds.items():
            yield _rule(words, _third_of_month(which))

    def _calendar(self, count: int) -> Read:
        def read(match: re.Match[str], moment: Moment) -> Meaning | None:
            return rules.calendar(moment, _named(self._words.units, match["unit"]), count)

        return read

    def _weak(self, match: re.Match[str], moment: Moment) -> Meaning | None:
        """A month, quarter or year with its article: it counts only beside what tells the part of it."""
        unit = _named(self._words.units, match["unit"])
        found = rules.calendar(moment, unit, 0) if unit in rules.UNIT_MONTHS else None
        return found and meaning.weakened(found)

    def _shifted_weekday(self, count: int) -> Read:
        def read(match: re.Match[str], moment: Moment) -> Meaning:
            return rules.shifted_weekday(moment, _which(self._words.weekdays, match["weekday"]), count)

        return read

    def _week_on(self, match: re.Match[str], moment: Moment) -> Meaning:
        return rules.weeks_after(moment, _which(self._words.weekdays, match["weekday"]), 1)

    def _amounts(self) -> Iterator[Rule]:
        for templates, read in (
            (self._words.ago, self._read_amount(-1)),
            (self._words.ahead, self._read_amount(1)),
            (self._words.past, self._trailing),
        ):
            for template in templates:
                yield _rule(template.replace("{n}", self._amount).replace("{unit}", self._unit), read)

    def _read_amount(self, sign: int) -> Read:
        def read(match: re.Match[str], moment: Moment) -> Meaning | None:
            unit = _named(self._words.units, match["unit"])
            if match["n"]:
                return rules.distance(moment, sign * self._count(match["n"]), unit)
            return (
                rules.vague(moment, rules.COUPLE if match["couple"] else rules.FEW, unit)
                if sign < 0
                else None
            )

        return read

    def _trailing(self, match: re.Match[str], moment: Moment) -> Meaning | None:
        groups = match.groupdict()
        count = (
            self._count(groups["n"])
            if groups.get("n")
            else 2
            if groups.get("couple")
            else 3
            if groups.get("few")
            else 1
        )
        return rules.trailing(moment, count, _named(self._words.units, match["unit"]))

    def _count(self, text: str) -> int:
        return int(text) if text.isdigit() else self._words.numbers[text.lower()]

    def _parts(self) -> Iterator[Rule]:
        for part, words in self._words.parts.items():
            yield _rule(words, _part(part))
        for (offset, part), words in self._words.now_parts.items():
            yield _rule(words, _now_part(offset, part))


def _third_of_month(which: int) -> Read:
    """As in "by month's end": ten days of this month."""

    def read(_match: re.Match[str], moment: Moment) -> Meaning:
        dates = periods.third(periods.months(moment.today.replace(day=1), 1), which)
        return meaning.of_dates(moment, dates, Grain.DAY, Rank.WEEK)

    return read


def _fortnight(sign: int) -> Read:
    return lambda _match, moment: rules.distance(moment, 2 * sign, "week")


def _half_an_hour_ago(_match: re.Match[str], moment: Moment) -> Meaning | None:
    return rules.distance(moment, -30, "minute")


def _year(match: re.Match[str], moment: Moment) -> Meaning:
    return rules.full_year(moment, int(match["year"]))


def _shifted_month(moment: Moment, number: int, count: int) -> Meaning | None:
    """A month with a word: "last March" is the latest that is over, "next March" the first that has not begun."""
    today = moment.today
    if count == 0:
        return meaning.of_dates(moment, periods.month(today.year, number), Grain.MONTH, Rank.MONTH)
    if count == -1:
        year = today.year if periods.month(today.year, number)[1] <= today else today.year - 1
    else:
        year = today.year if periods.month(today.year, number)[0] > today else today.year + 1
        year += count - 1
    return meaning.of_dates(moment, periods.month(year, number), Grain.MONTH, Rank.MONTH)


def _the_weekend(_match: re.Match[str], moment: Moment) -> Meaning | None:
    """The latest weekend that has begun, or the next where the sentence looks ahead."""
    begun = moment.today.weekday() >= 5
    return rules.calendar(moment, "weekend", 0 if begun or moment.lean is meaning.Lean.FUTURE else -1)


def _weak_unit(match: re.Match[str], moment: Moment) -> Meaning | None:
    """A unit with an article: "the month" alone says nothing; "the end of the month" does."""
    found = rules.calendar(moment, match["unit"].lower(), 0)
    return found and meaning.weakened(found)


def _part(part: str) -> Read:
    def read(match: re.Match[str], moment: Moment) -> Meaning | None:
        weak = " " not in match[0] and part not in ("midnight", "midday", "noon")
        return rules.clock(moment, rules.PARTS[part], Grain.HOUR, weak=weak)

    return read


def _now_part(offset: int, part: str) -> Read:
    def read(_match: re.Match[str], moment: Moment) -> Meaning:
        return rules.part_of(moment, offset, part)

    return read


# --- quarters, halves and seasons ------------------------------------------------------------------------

ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def _months_from(first: int, count: int) -> Callable[[int], periods.Dates]:
    return lambda year: periods.months(periods.month(year, first)[0], count)


def _years(match: re.Match[str], moment: Moment) -> Meaning:
    dates = periods.year(int(match["year"]))[0], periods.year(int(match["to"]))[1]
    return meaning.of_dates(moment, dates, Grain.YEAR, Rank.YEAR, relative=False)


def _quarter(match: re.Match[str], moment: Moment) -> Meaning | None:
    number = ORDINALS.get(match["q"].lower()) or int(match["q"])
    return rules.this_year(moment, _months_from(number * 3 - 2, 3))


def _half(match: re.Match[str], moment: Moment) -> Meaning | None:
    number = ORDINALS.get(match["h"].lower()) or int(match["h"])
    return rules.this_year(moment, _months_from(number * 6 - 5, 6))


def _season(match: re.Match[str], moment: Moment) -> Meaning | None:
    name = match["season"].lower().replace("fall", "autumn")
    return rules.yearless(moment, _months_from(SEASONS[name], 3), Grain.MONTH, Rank.MONTH)


def _quarters() -> Iterator[Rule]:
    yield _rule(
        r"(?:spring|summer|autumn|fall|winter|quarter|half|q[1-4]|h[12]|end|beginning|start),? (?:of )?"
        r"(?P<x>(?P<year>(?:19|20)\d\d))",
        _year,
    )
    yield _rule(r"(?:from|between) (?P<year>(?:19|20)\d\d) (?:to|and|until) (?P<to>(?:19|20)\d\d)", _years)
    yield _rule(r"Q(?P<q>[1-4])", _quarter)
    yield _rule(r"(?:the )?(?P<q>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter", _quarter)
    yield _rule(r"H(?P<h>[12])(?= (?:of )?\d{4})", _half)
    yield _rule(r"(?:the )?(?P<h>first|second) half(?= of (?:the year|\d{4}|last year|this year))", _half)
    yield _rule(
        r"(?:in (?:the )?|last |this |since |during the )(?P<season>spring|summer|autumn|fall|winter)",
        _season,
    )
    yield _rule(
        r"(?P<season>spring|summer|autumn|fall|winter)(?= (?:of )?(?:(?:19|20)\d\d|last year))", _season
    )


def all_rules() -> tuple[Rule, ...]:
    """The rules of every language, those of digits and clocks first."""
    grammars = (rule for words in ALL for rule in _Grammar(words).rules())
    return (
        *_digits(),
        *_clocks(),
        *spoken.all_rules(),
        *counted.all_rules(),
        *feasts.all_rules(),
        *_quarters(),
        *grammars,
    )
