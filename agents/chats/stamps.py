"""Times and days as chats print them, in a few languages: read whole, never inside a sentence."""

from __future__ import annotations

import re
from datetime import date, timedelta

from agents.chats.shapes import Stamp
from agents.patterns import lazy

# For those who only ask whether a text is a stamp.
ANY_DAY = date(2024, 2, 29)
# No time is printed with more signs.
LONGEST = 60
_CLOCK = (
    r"(?P<early>上午|下午)?\s?(?P<hour>[01]?\d|2[0-3])\s?[:：]\s?(?P<minute>[0-5]\d)(?:[:：][0-5]\d)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
)
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "mär": 3, "apr": 4, "may": 5, "mai": 5, "mag": 5, "jun": 6, "giu": 6, "jul": 7,
    "lug": 7, "aug": 8, "ago": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "ott": 10, "nov": 11, "dec": 12, "dez": 12,
    "dic": 12, "ene": 1, "gen": 1, "abr": 4,
}  # fmt: skip
_MONTH = rf"(?:{'|'.join(_MONTHS)})[^\W\d]{{0,7}}\.?"
_BACK = {
    "today": 0, "heute": 0, "hoy": 0, "oggi": 0, "今天": 0, "aujourd'hui": 0, "yesterday": 1, "gestern": 1, "ayer": 1,
    "ieri": 1, "hier": 1, "昨天": 1, "前天": 2,
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate((
        "monday mon montag lunes lunedì 星期一 周一", "tuesday tue tues dienstag martes martedì 星期二 周二",
        "wednesday wed mittwoch miércoles mercoledì 星期三 周三",
        "thursday thu thur thurs donnerstag jueves giovedì 星期四 周四",
        "friday fri freitag viernes venerdì 星期五 周五", "saturday sat samstag sábado sabato 星期六 周六",
        "sunday sun sonntag domingo domenica 星期日 周日",
    ))
    for name in names.split()
}  # fmt: skip
_DATE = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:de\s+|of\s+)?(?P<m1>{_MONTH})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b)(?:,?\s+(?:de\s+)?(?P<y1>(?:19|20)\d\d))?"
    r"|(?P<y3>20\d\d)[-/.](?P<m3>\d\d?)[-/.](?P<d3>\d\d?)|(?P<m4>\d{1,2})月(?P<d4>\d{1,2})日"
    r"|(?P<a5>\d{1,2})(?P<sep>[/.])(?P<b5>\d{1,2})(?P=sep)(?P<y5>(?:20)?\d\d)"
)
_NAMED = "|".join(sorted([*_BACK, *_WEEKDAYS], key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_DAY = rf"(?:(?:(?:{_WEEKDAY})\.?,?\s+)?(?:{_DATE})|(?P<named>{_NAMED})\.?)"
_BETWEEN = r"[\s,•·|\-–—]*(?:(?:at|um|às|à|a las|alle|ore)\s+)?"
_STAMP = lazy(rf"(?:{_DAY})?{_BETWEEN}(?:{_CLOCK})?", re.IGNORECASE)
_SMALL_DATE = lazy(
    r"(?P<d1>\d{1,2})\.? (?P<m1>[^\W\d_]{3})\.?|(?P<m2>[^\W\d_]{3})\.? (?P<d2>\d{1,2})", re.IGNORECASE
)
_AGO = lazy(
    r"just now|now|gerade eben|刚刚|an? (?:minute|hour|day|week|month|year) ago|vor \d+ \w+|\d+ ?(?:分钟|小时|天)前|"
    r"\d{1,3}\s?"
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|mo|months?|y|years?)(?:\s+ago)?",
    re.IGNORECASE,
)


def read(text: str, today: date) -> Stamp | None:
    """The stamp that `text` is, or None where it holds anything else. Days without a year lie before `today`.

    Of a day that is still to come none is told.
    """
    bare = text.strip(" .,;|()[]·•-–—")
    if not bare or len(bare) > LONGEST:
        return None
    if _AGO.fullmatch(bare):
        return Stamp(ago=True)
    found = _STAMP.fullmatch(bare)
    if found is None:
        return None
    return Stamp(_minute(found), _day(found, today))


def misread_day(text: str, today: date) -> date | None:
    """The day that `text` is in a small hand, where a letter of the month may be mistaken: "4 Mer"; None for others."""
    found = _SMALL_DATE.fullmatch(text)
    if found is None:
        return None
    taken = (found["m1"] or found["m2"]).casefold()
    alike = {number: name for name, number in _MONTHS.items() if _differ(taken, name) <= 1}
    month = taken if taken in _MONTHS else alike.popitem()[1] if len(alike) == 1 else ""
    stamp = read(f"{found['d1'] or found['d2']} {month}", today) if month else None
    return stamp.day if stamp is not None else None


def is_month(text: str) -> bool:
    """Whether this is a month's short name."""
    return text.casefold() in _MONTHS


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _minute(found: re.Match[str]) -> int | None:
    if found["hour"] is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    late = half == "p" or found["early"] == "下午"
    if half or found["early"]:
        hour = hour % 12 + (12 if late else 0)
    return hour * 60 + int(found["minute"])


def _day(found: re.Match[str], today: date) -> date | None:
    named = (found["named"] or "").casefold()
    if named in _BACK:
        return today - timedelta(days=_BACK[named])
    if named:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS[named]) % 7)
    try:
        day = _date(found, today)
    except ValueError:
        return None
    return day if day is not None and day <= today + timedelta(days=1) else None


def _date(found: re.Match[str], today: date) -> date | None:
    if found["y3"]:
        return date(int(found["y3"]), int(found["m3"]), int(found["d3"]))
    if found["y5"]:
        year, one, other = int(found["y5"]) % 100 + 2000, int(found["a5"]), int(found["b5"])
        return _nearest(year, one, other, today)
    day = found["d1"] or found["d2"] or found["d4"]
    if not day:
        return None
    month = int(found["m4"]) if found["m4"] else _MONTHS[(found["m1"] or found["m2"]).casefold()[:3]]
    if found["y1"]:
        return date(int(found["y1"]), month, int(day))
    this = date(today.year, month, int(day))
    return this if this <= today + timedelta(days=1) else date(today.year - 1, month, int(day))


def _nearest(year: int, one: int, other: int, today: date) -> date | None:
    """Which is the month is said nowhere: the later of the two readings that is not in the future."""
    readings = []
    for day, month in ((one, other), (other, one)):
        try:
            readings.append(date(year, month, day))
        except ValueError:
            continue
    past = [reading for reading in readings if reading <= today + timedelta(days=1)]
    return max(past, default=None)
