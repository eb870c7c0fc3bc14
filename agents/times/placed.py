"""Days told by their place beside another time: "the first Monday of" a month, "the Tuesday after" a feast."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from agents.patterns import is_by, lazy
from agents.times import periods
from agents.times.lexicon import ENGLISH, GERMAN, ITALIAN
from agents.times.periods import Dates

# The place that a word tells, counted from the first (0) or the last (-1).
_NTHS: Mapping[int, str] = {
    0: "first|1st|erste[nrsm]?|1\\.|prim[oa]",
    1: "second|2nd|zweite[nrsm]?|2\\.|second[oa]",
    2: "third|3rd|dritte[nrsm]?|3\\.|terz[oa]",
    3: "fourth|4th|vierte[nrsm]?|4\\.|quart[oa]",
    4: "fifth|5th|fünfte[nrsm]?|5\\.|quint[oa]",
    -1: "last|letzte[nrsm]?|ultim[oa]",
    -2: "last but one|second[- ]to[- ]last|penultimate|vorletzte[nrsm]?|penultim[oa]",
}
_UNITS: Mapping[str, str] = {
    "day": "day|tag(?:e[sn]?)?|giorno|天|日",
    "weekend": "weekend|wochenendes?|fine settimana|周末",
    "week": "week|woche|settimana|周|星期",
}
_WEEKDAYS = tuple(
    "|".join((english, german, italian, rf"(?:周|星期|礼拜){han}"))
    for english, german, italian, han in zip(
        ENGLISH.weekdays, GERMAN.weekdays, ITALIAN.weekdays, (*"一二三四五六", "[日天]"), strict=True
    )
)
_NTH = rf"(?P<nth>{'|'.join(sorted('|'.join(_NTHS.values()).split('|'), key=len, reverse=True))})"
_UNIT = rf"(?P<unit>{'|'.join((*_WEEKDAYS, *_UNITS.values()))})"
# What is on every first Monday is on no day.
_AT = (
    r"(?<!every )(?<!each )(?<!jeden )(?<!jedem )(?<!jeder )(?<!ogni )"
    r"(?:\b(?:in|on|during|am|im|an|nel|nella) )?(?:\b(?:the|der|die|das|den|dem|il|la) |\bl['’])?(?<!\w)"
)
_OF = r"(?:of|in|im|des|der|vom|von|di|del|dell['’]|nel)(?:(?<=['’])| )(?:the |il |la )?"
_IN_BEFORE = lazy(rf"{_AT}{_NTH} {_UNIT} {_OF}$", re.IGNORECASE)
_FIRST_BEFORE = lazy(
    r"(?:\b(?:on|am) )?(?:\b(?:the|il) )?\b(?:(?:first|1st) of (?:the )?|ersten des |primo (?:del |di |giorno di )?)$",
    re.IGNORECASE,
)
_HAN_NTHS: Mapping[str, int] = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "后": -1}
_IN_AFTER = lazy(
    rf"^(?:['’]s {_NTH.replace('nth', 'said')} |的?(?:第(?P<han>[一二三四五])个?|最(?P<last>后)一?个?))"
    rf"{_UNIT}(?!\d|[天日]前)",
    re.IGNORECASE,
)
_BESIDE_BEFORE = lazy(
    rf"{_AT}(?:{_NTH} )?{_UNIT} (?P<side>after|following|before|nach|vor|dopo|prima)"
    r" (?:(?:the|dem|der|den|il|la|di|del|della) )?$",
    re.IGNORECASE,
)
_BESIDE_AFTER = lazy(rf"^[之以]?(?P<side>前|后|後)的?(?:第?(?P<han>[一二三四五])个?)?{_UNIT}")
_BACK = ("before", "vor", "prima", "前")

Found = tuple[Dates, int, int]
"""The days, and by how much the words for them go before and behind the time that they are told by."""


def within(before: str, after: str, dates: Dates, *, month: bool) -> Found | None:
    """As in "the last Friday of", "的最后一个星期五": a numbered day of `dates`, which a text tells between the two.

    `month` is whether they are a month, which has a "first", too.
    """
    if match := _IN_BEFORE.search(before):
        found = _numbered(dates, match["unit"], _nth(match["nth"]))
        return found and (found, len(before) - match.start(), 0)
    if month and (match := _FIRST_BEFORE.search(before)):
        return periods.day(dates[0]), len(before) - match.start(), 0
    if match := _IN_AFTER.search(after):
        nth = _nth(match["said"]) if match["said"] else _HAN_NTHS[match["han"] or match["last"]]
        found = _numbered(dates, match["unit"], nth)
        return found and (found, 0, match.end())
    return None


def beside(before: str, after: str, day: date) -> Found | None:
    """As in "the Tuesday after", "后的星期二": what is told by a day that a text names between the two."""
    match = _BESIDE_BEFORE.search(before) or _BESIDE_AFTER.search(after)
    if match is None:
        return None
    told = match.groupdict()
    nth = _nth(told["nth"]) if told.get("nth") else _HAN_NTHS[told.get("han") or "一"]
    back = match["side"].casefold() in _BACK
    if nth < 0 and not (back and nth == -1):
        return None
    leads = is_by(match, _BESIDE_BEFORE)
    # The last one before a day is the first one back from it.
    found = _counted(day, match["unit"], -max(nth, 0) - 1 if back else nth + 1)
    return found, len(before) - match.start() if leads else 0, 0 if leads else match.end()


def _nth(word: str) -> int:
    return next(at for at, words in _NTHS.items() if re.fullmatch(words, word, re.IGNORECASE))


def _weekday(unit: str) -> int | None:
    """The weekday that a word names; None for a day, a week or a weekend."""
    fits = (at for at, words in enumerate(_WEEKDAYS) if re.fullmatch(words, unit, re.IGNORECASE))
    return next(fits, None)


def _named(unit: str) -> str:
    return next(name for name, words in _UNITS.items() if re.fullmatch(words, unit, re.IGNORECASE))


def _numbered(dates: Dates, unit: str, nth: int) -> Dates | None:
    """Weeks of a month count from its first day; a month's weekends from its first Saturday."""
    weekday = _weekday(unit)
    name = "day" if weekday is not None else _named(unit)
    if name == "weekend":
        weekday = 5
    first = dates[0] + timedelta(days=0 if weekday is None else (weekday - dates[0].weekday()) % 7)
    step = 1 if name == "day" and weekday is None else 7
    length = {"day": 1, "week": 7, "weekend": 2}[name]
    if nth < 0 and name == "week":
        return periods.days(dates[1] + timedelta(days=7 * nth), length)
    index = ((dates[1] - first).days - 1) // step + 1 + nth if nth < 0 else nth
    start = first + timedelta(days=step * index)
    return periods.days(start, length) if dates[0] <= start < dates[1] else None


def _counted(day: date, unit: str, count: int) -> Dates:
    """The `count`-th day, week, weekend or weekday after a day; before it where `count` is below 0."""
    weekday = _weekday(unit)
    name = "" if weekday is not None else _named(unit)
    if name == "day":
        return periods.day(day + timedelta(days=count))
    if name == "week":
        return periods.week(day + timedelta(weeks=count))
    wanted = 5 if weekday is None else weekday
    ahead = (wanted - day.weekday() - 1) % 7 + 1
    behind = (day.weekday() - wanted - 1) % 7 + 1
    days = ahead + 7 * (count - 1) if count > 0 else -behind + 7 * (count + 1)
    return periods.days(day + timedelta(days=days), 2 if name == "weekend" else 1)
