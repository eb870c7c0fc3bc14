"""Feasts by their names in four languages: "Easter Monday", "an Heiligabend", "a Ferragosto", "圣诞节"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from dateutil.easter import easter

from agents.patterns import lazy
from agents.times import meaning, periods, rules
from agents.times.meaning import Grain, Lean, Meaning, Moment, Rank
from agents.times.periods import Dates
from agents.times.rules import Read, Rule

# Days from Easter Sunday on which a feast is, with its names that are no other words.
_MOVING: Mapping[int | tuple[int, int], str] = {
    -48: "rosenmontag",
    -47: "shrove tuesday|pancake day|faschingsdienstag|martedì grasso",
    -46: "ash wednesday|aschermittwoch|mercoledì delle ceneri",
    -7: "palm sunday|palmsonntag|domenica delle palme",
    -3: "maundy thursday|gründonnerstag|giovedì santo",
    -2: "good friday|karfreitag|venerdì santo",
    -1: "easter saturday|holy saturday|karsamstag|ostersamstag|sabato santo",
    0: "easter (?:sun)?day|ostersonntag|domenica di pasqua|giorno di pasqua",
    1: "easter monday|ostermontag|pasquetta|lunedì dell['’]angelo|lunedì di pasqua",
    39: "ascension day|christi himmelfahrt|himmelfahrt",
    49: "whit sunday|whitsunday|pentecost|pfingstsonntag|pentecoste",
    50: "whit monday|pfingstmontag",
    60: "corpus christi|fronleichnam|corpus domini",
}
# Those that are on the same day every year.
_FIXED: Mapping[int | tuple[int, int], str] = {
    (1, 1): "new year['’]?s day|neujahr|neujahrstag|capodanno",
    (1, 6): "epiphany|dreikönigstag|heilige drei könige|epifania",
    (2, 14): "valentine['’]?s day|valentinstag|san valentino",
    (5, 1): "labou?r day|tag der arbeit|festa dei lavoratori",
    (8, 15): "ferragosto",
    (10, 3): "tag der deutschen einheit",
    (12, 24): "christmas eve|heilig(?:er |en |)abend|vigilia di natale",
    (12, 25): "christmas day|(?:ersten?|1\\.) weihnachts(?:feier)?tag|giorno di natale",
    (12, 26): "boxing day|(?:zweiten?|2\\.) weihnachts(?:feier)?tag",
    (12, 31): "new year['’]?s eve|silvesterabend|san silvestro",
}
# Names that tell no more than about when: "at Christmas".
_ENGLISH: Mapping[int | tuple[int, int], str] = {0: "easter", 49: "whitsun", (12, 25): "christmas|xmas"}
# These are no other words, either, but what one wishes.
_GERMAN: Mapping[int | tuple[int, int], str] = {0: "ostern", 49: "pfingsten", (12, 25): "weihnachten"}
_ABOUT: Mapping[int | tuple[int, int], str] = {
    0: "ostern|pasqua",
    49: "pfingsten",
    (12, 25): "weihnachten|natale",
    (12, 31): "silvester",
}
# Chinese has no blanks around its names; a tree or a card is no day.
_HAN: Mapping[int | tuple[int, int], str] = {
    0: "复活节(?!彩?蛋|快乐)",
    -2: "耶稣受难日",
    (1, 1): "元旦(?!快乐)",
    (2, 14): "情人节(?!快乐|礼物)",
    (5, 1): "劳动节(?!快乐)",
    (10, 1): "国庆节?(?!快乐)",
    (12, 24): "平安夜",
    (12, 25): "圣诞节(?!快乐|礼物)",
}
_WHICH: Mapping[str, int] = {
    "last": -1, "this": 0, "next": 1, "letzte": -1, "letztes": -1, "letzten": -1, "diese": 0, "dieses": 0,
    "nächste": 1, "nächstes": 1, "nächsten": 1, "scorso": -1, "scorsa": -1, "prossimo": 1, "prossima": 1,
}  # fmt: skip
# Words behind which a bare name is a time; "the Easter eggs" and "for Christmas" tell none.
_BEHIND = (
    "at|on|over|around|about|before|after|by|until|till|since|an|zu|über|um|bis|vor|nach|seit|ab|a|per|prima di|dopo"
    "|entro|da"
)
_NAMED = lazy(
    "|".join(names for table in (_MOVING, _FIXED, _ENGLISH, _ABOUT, _HAN) for names in table.values()),
    re.IGNORECASE,
)
# What follows a name that says what sort of thing something is: "at Christmas dinner".
_NO_SORT = (
    r"(?! (?!time|and|or|but|with|at|in|on|for|we|i|you|he|she|they|it|is|are|this|last|next|the|my|our"
    r"|und|oder|e)(?-i:[a-z]))"
)


JUST_NOW = timedelta(days=14)
"""A feast that was so long ago is still the one of which people speak."""


def named(text: str) -> bool:
    """Whether a text names a feast."""
    return _NAMED.search(text) is not None


def all_rules() -> Iterator[Rule]:
    """The rules of every feast; one without its year lies where the sentence looks."""
    for when, names in (*_MOVING.items(), *_FIXED.items()):
        yield _rule(rf"(?:(?:on|an|am) )?(?P<x>{_yearly(names)})", when, Grain.DAY)
    for when, names in _ENGLISH.items():
        yield from _about(names, when, _NO_SORT)
    for when, names in _ABOUT.items():
        yield from _about(names, when, "")
    for when, names in _GERMAN.items():
        yield _rule(rf"(?<!frohe )(?<!schöne )(?<!jede )(?:{names})", when, Grain.WEEK)
    for when, names in _HAN.items():
        yield Rule(rf"(?<![每过])(?:(?P<year>(?:19|20)\d\d)年)?(?:{names})", _read(_days_of(when), Grain.DAY))


def _about(names: str, when: int | tuple[int, int], end: str) -> Iterator[Rule]:
    """A name behind a word that times stand behind, or with one that says of which year it is."""
    yield _rule(rf"(?:{_BEHIND}) (?P<x>{_yearly(names)}){end}", when, Grain.WEEK)
    yield _rule(rf"(?P<which>{'|'.join(_WHICH)}) (?:{names}){end}", when, Grain.WEEK)
    yield _rule(rf"(?:{names}) (?P<which>scors[oa]|prossim[oa])", when, Grain.WEEK)


def _yearly(names: str) -> str:
    return rf"(?:{names})(?:,? (?P<year>(?:19|20)\d\d))?"


def _rule(pattern: str, when: int | tuple[int, int], grain: Grain) -> Rule:
    return Rule(rf"(?<![\w-])(?:{pattern})(?![-\w])", _read(_days_of(when), grain), re.IGNORECASE)


def _days_of(when: int | tuple[int, int]) -> Callable[[int], Dates]:
    """The day of a feast in a year: so many days from Easter, or a month and a day."""
    if isinstance(when, int):
        return lambda year: periods.day(easter(year) + timedelta(days=when))
    return lambda year: periods.day(date(year, *when))


def _read(of_year: Callable[[int], Dates], grain: Grain) -> Read:
    def read(match: re.Match[str], moment: Moment) -> Meaning | None:
        told = match.groupdict()
        if told.get("year"):
            return meaning.of_dates(moment, of_year(int(match["year"])), grain, Rank.DAY)
        if told.get("which"):
            return meaning.of_dates(moment, _shifted(moment.today, match["which"], of_year), grain, Rank.DAY)
        return rules.yearless(_looking(moment, of_year), of_year, grain, Rank.DAY)

    return read


def _looking(moment: Moment, of_year: Callable[[int], Dates]) -> Moment:
    """Where nothing says that it is over, the next is meant, but for one that was just now."""
    this = of_year(moment.today.year)[0]
    just_now = this <= moment.today <= this + JUST_NOW
    return replace(moment, lean=Lean.FUTURE) if moment.lean is Lean.NEAR and not just_now else moment


def _shifted(today: date, which: str, of_year: Callable[[int], Dates]) -> Dates:
    """The latest that is over, that of this year, or the first that has not begun."""
    count = _WHICH[which.casefold()]
    if count == 0:
        return of_year(today.year)
    this = of_year(today.year)
    if count < 0:
        return this if this[1] <= today else of_year(today.year - 1)
    return this if this[0] > today else of_year(today.year + 1)
