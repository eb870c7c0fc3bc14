"""Calendars on the screen: a day, a time and a title on one line, or titles under the heading of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from agents.appointments import Appointment
from agents.patterns import lazy

# A line of an agenda may lie this far from the day it was seen on.
NEAR = timedelta(days=45)
LONGEST_TITLE = 80
_APPS = lazy(
    r"\bcalend[ae]r|\bkalender|\bagenda\b|\bcalendario|日历|日曆|\bical\b|fantastical|outlook", re.IGNORECASE
)
_WEEKDAYS = (
    "mon|lun|mo|一", "tue|mar|di|二", "wed|mer|mi|三", "thu|gio|jeu|do|四", "fri|ven|fr|五", "sat|sab|sam|sa|六",
    "sun|dom|dim|so|日",
)  # fmt: skip
_DAY_NAME = rf"(?:(?:{'|'.join(_WEEKDAYS)})[a-zäöüìé]*\.?|周[一二三四五六日]|星期[一二三四五六日])"
_MONTH = (
    "jan|gen", "feb", "mar|mär", "apr", "may|mai|mag", "jun|giu", "jul|lug", "aug|ago", "sep|set", "oct|okt|ott", "nov",
    "dec|dez|dic",
)  # fmt: skip
_MONTH_NAME = rf"(?P<month>{'|'.join(_MONTH)})[a-zäöüé]*\.?"
_DAY = (
    rf"(?:{_DAY_NAME},?\s+)?(?P<day>[0-3]?\d)(?:\.|st|nd|rd|th)?(?:\s+{_MONTH_NAME})?(?:\s+(?P<year>20\d\d))?"
)
_CLOCK = r"(?P<clock>[012]?\d[:.][0-5]\d)(?:\s?[-–—]\s?[012]?\d[:.][0-5]\d)?(?:\s?(?P<half>[ap])\.?m\.?)?"
_ON_LINE = lazy(rf"^\s*{_DAY}\s+{_CLOCK}\s+(?P<title>\S.*)$", re.IGNORECASE)
_HEADING = lazy(
    rf"^\s*{_DAY_NAME},?\s+(?P<day>[0-3]?\d)\.?(?:\s+{_MONTH_NAME})?(?:\s+(?P<year>20\d\d))?\s*$",
    re.IGNORECASE,
)
_UNDER = lazy(rf"^\s*{_CLOCK}\s+(?P<title>\S.*)$", re.IGNORECASE)
_INVITED = lazy(r"\b(?:invit\w+|einladung|invito|from \S+@|accept|decline)\b|邀请", re.IGNORECASE)
_PLACE = lazy(r",\s*(?:room|raum|sala|in|at)\s+(?P<place>[\w. -]{2,40})$", re.IGNORECASE)


def is_agenda(app: str, title: str) -> bool:
    """Whether a window is a calendar's."""
    return bool(_APPS.search(f"{app} {title}"))


def read(text: str, seen: datetime, zone: ZoneInfo) -> Iterator[tuple[Appointment, str]]:
    """The appointments of a calendar's lines, each with its line; what is only an invitation is none."""
    heading: date | None = None
    for line in text.splitlines():
        found = _ON_LINE.match(line)
        day = _day_of(found, seen, zone) if found else None
        if found is None:
            top = _HEADING.match(line)
            heading = _day_of(top, seen, zone) if top else heading
            found, day = _UNDER.match(line), heading
        if found is None or day is None or _INVITED.search(line):
            continue
        yield _appointment(found, day, zone), line.strip()


def _appointment(found: re.Match[str], day: date, zone: ZoneInfo) -> Appointment:
    title = re.split(r"\s{3,}|\s+\|\s+", found["title"])[0].strip()[:LONGEST_TITLE]
    place = _PLACE.search(title)
    hour, minute = (int(part) for part in re.split(r"[:.]", found["clock"]))
    hour = hour % 12 + (12 if found["half"].casefold() == "p" else 0) if found["half"] else hour
    start = datetime(day.year, day.month, day.day, hour % 24, minute, tzinfo=zone)
    return Appointment(
        (title[: place.start()] if place else title).strip(" ,"), f"{day:%A} {day.day} {day:%B %Y}",
        f"{hour}:{minute:02d}", place["place"] if place else "", "", start,
    )  # fmt: skip


def _day_of(found: re.Match[str], seen: datetime, zone: ZoneInfo) -> date | None:
    """The day that a number, with its month or without, means near the day it was seen on."""
    today = seen.astimezone(zone).date()
    named = (found["month"] or "").casefold()
    month = next((at for at, names in enumerate(_MONTH, 1) if named in names.split("|")), 0) if named else 0
    near = (today + timedelta(days=days) for days in sorted(range(-NEAR.days, NEAR.days + 1), key=abs))
    fits = (one for one in near if one.day == int(found["day"]) and (not month or one.month == month))
    return next(fits, None)
