"""Days counted from another day: "three weeks from this Saturday", "heute in zwei Wochen", "两周后的星期六"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from agents.times import chinese, meaning, periods, rules
from agents.times.lexicon import ENGLISH, GERMAN, ITALIAN, Lexicon
from agents.times.meaning import Meaning, Moment
from agents.times.rules import Rule

_FORTNIGHT = 14


def all_rules() -> Iterator[Rule]:
    """The rules of English, German, Italian and Chinese."""
    yield from _Counted(
        ENGLISH,
        {"today": 0, "tomorrow": 1, "yesterday": -1, "the day after tomorrow": 2},
        {"this": 0, "this coming": 0, "the coming": 0, "next": 1, "last": -1},
    ).english()
    yield from _Counted(
        GERMAN, {"heute": 0, "morgen": 1, "übermorgen": 2, "gestern": -1}, {"diesem": 0, "diesen": 0, "nächstem": 1,
        "nächsten": 1, "kommendem": 0, "kommenden": 0, "letztem": -1, "letzten": -1},
    ).german()  # fmt: skip
    yield from _Counted(
        ITALIAN, {"oggi": 0, "domani": 1, "dopodomani": 2, "ieri": -1}, {"questo": 0, "questa": 0}
    ).italian()
    week = "(?:周|週|星期|礼拜)"
    yield Rule(
        f"{chinese.BEGIN}(?P<n>{chinese.NUMBER})[个個]?{week}[之以]?[后後]的?{week}(?P<weekday>[一二三四五六日天])",
        _han_weekday,
    )


class _Counted:
    """The rules of one language: its `days` by their distance from today, the words `which` weekday is meant."""

    def __init__(self, words: Lexicon, days: Mapping[str, int], which: Mapping[str, int]) -> None:
        self._words = words
        self._days = days
        self._which = which
        numbers = "|".join(sorted(words.numbers, key=len, reverse=True))
        units = "|".join(f"(?:{words.units[name]})" for name in ("day", "week", "month", "year"))
        self._numbers = numbers
        self._amount = rf"(?P<n>\d{{1,3}}|{numbers}) (?P<unit>{units}|fortnights?)"
        self._weekday = "|".join(f"(?:{names})" for names in words.weekdays)
        self._from = (
            rf"(?:(?P<day>{'|'.join(sorted(days, key=len, reverse=True))})"
            rf"|(?:(?P<which>{'|'.join(sorted(which, key=len, reverse=True))}) )?(?P<weekday>{self._weekday}))"
        )

    def english(self) -> Iterator[Rule]:
        """As in "two days before Friday" and "three weeks today"."""
        yield self._rule(rf"{self._amount} (?P<side>from|after|before) (?:on )?{self._from}")
        yield self._rule(rf"{self._amount} (?P<day>today|tomorrow|yesterday)(?! morning)")
        # "Three days on Monday's report" is no day.
        weeks = rf"(?P<n>\d{{1,2}}|{self._numbers}) (?P<unit>weeks?|fortnights?)"
        yield self._rule(rf"{weeks} (?:on|come) (?P<weekday>{self._weekday})(?!['’])")
        yield self._rule(rf"(?P<weekday>{self._weekday}) (?P<unit>fortnight)")

    def german(self) -> Iterator[Rule]:
        """As in "Freitag in zwei Wochen" and "drei Wochen nach diesem Samstag"."""
        yield self._rule(rf"(?:am )?{self._from} in {self._amount}")
        yield self._rule(rf"{self._amount} (?P<side>nach|ab|vor) {self._from}")

    def italian(self) -> Iterator[Rule]:
        """As in "sabato fra due settimane" and "tre settimane da sabato"."""
        yield self._rule(rf"{self._from} (?:tra|fra) {self._amount}")
        yield self._rule(rf"(?:(?:tra|fra) )?{self._amount} (?P<side>da|dopo|prima di) {self._from}")

    def _rule(self, pattern: str) -> Rule:
        return Rule(rf"(?<!\w)(?:{pattern})(?!\w)", self._read, re.IGNORECASE)

    def _read(self, match: re.Match[str], moment: Moment) -> Meaning | None:
        told = match.groupdict()
        number = (told.get("n") or "1").casefold()
        count = int(number) if number.isdigit() else self._words.numbers[number]
        count = -count if (told.get("side") or "").casefold() in ("before", "vor", "prima di") else count
        return meaning.day(moment, self._shifted(self._base(told, moment), count, match["unit"]))

    def _base(self, told: Mapping[str, str | None], moment: Moment) -> date:
        """The day from which is counted: of a bare weekday, the next one."""
        day, weekday = told.get("day"), told.get("weekday")
        if day:
            return moment.today + timedelta(days=self._days[day.casefold()])
        assert weekday is not None
        number = next(
            at for at, names in enumerate(self._words.weekdays) if re.fullmatch(names, weekday, re.IGNORECASE)
        )
        which = told.get("which")
        ahead = (number - moment.today.weekday() - 1) % 7 + 1
        if which is None or (self._which[which.casefold()] == 0 and ahead <= number - moment.today.weekday()):
            return moment.today + timedelta(days=ahead)
        return moment.dates(_instants(rules.shifted_weekday(moment, number, self._which[which.casefold()])))[
            0
        ]

    def _shifted(self, base: date, count: int, unit: str) -> date:
        if unit.casefold().startswith("fortnight"):
            return base + timedelta(days=_FORTNIGHT * count)
        name = next(
            name for name, form in self._words.units.items() if re.fullmatch(form, unit, re.IGNORECASE)
        )
        if name in rules.UNIT_MONTHS:
            return periods.shift(base, count * rules.UNIT_MONTHS[name])
        return base + timedelta(days=count * rules.UNIT_DAYS[name])


def _instants(found: Meaning) -> meaning.Instants:
    return found.lo, found.hi


def _han_weekday(match: re.Match[str], moment: Moment) -> Meaning:
    monday = periods.week(moment.today + timedelta(weeks=chinese.number(match["n"])))[0]
    weekday = chinese.WEEKDAYS.index(match["weekday"].replace("天", "日"))
    return meaning.day(moment, monday + timedelta(days=weekday))
