"""Times as a person says them, in the safe's zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication, QDate, QLocale


def _tr(text: str) -> str:
    return QCoreApplication.translate("when", text)


def zone(name: str) -> ZoneInfo:
    """The zone of that name, or UTC when this computer does not know it."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def clock(moment: datetime, where: ZoneInfo, seconds: bool = False) -> str:
    """14:05, or 14:05:31."""
    return moment.astimezone(where).strftime("%H:%M:%S" if seconds else "%H:%M")


def day(which: date, today: date) -> str:
    """Today, Yesterday, or "Tue 17 Nov 2026"."""
    if which == today:
        return _tr("Today")
    if which == today - timedelta(days=1):
        return _tr("Yesterday")
    return QLocale().toString(QDate(which.year, which.month, which.day), _tr("ddd d MMM yyyy"))


def day_format() -> str:
    """How a day is written where it is chosen, in Qt's letters."""
    return _tr("d MMM yyyy")


def moment(then: datetime, where: ZoneInfo, now: datetime | None = None) -> str:
    """Day and clock: "Today 14:05"."""
    here = then.astimezone(where)
    today = (now or datetime.now(where)).astimezone(where).date()
    return f"{day(here.date(), today)} {here:%H:%M}"


def stretch(started: datetime, ended: datetime, where: ZoneInfo) -> str:
    """12:05 to 12:50."""
    return _tr("{0} to {1}").format(clock(started, where), clock(ended, where))


def span(started: datetime, ended: datetime, where: ZoneInfo, now: datetime) -> str:
    """Day and clocks: "Today 12:05 to 12:50", "Tue 17 Nov 2026 23:10 to Yesterday 01:20"."""
    if started.astimezone(where).date() == ended.astimezone(where).date():
        return _tr("{0} to {1}").format(moment(started, where, now), clock(ended, where))
    return _tr("{0} to {1}").format(moment(started, where, now), moment(ended, where, now))


def days(started: datetime, ended: datetime, where: ZoneInfo, now: datetime) -> str:
    """The days of [started, ended): "Yesterday", "Tue 17 Nov 2026 to Today"; with clocks where those are not whole."""
    first, last = started.astimezone(where), ended.astimezone(where)
    if first.time() != time.min or last.time() != time.min:
        return span(started, ended, where, now)
    today, latest = now.astimezone(where).date(), last.date() - timedelta(days=1)
    if first.date() >= latest:
        return day(first.date(), today)
    return _tr("{0} to {1}").format(day(first.date(), today), day(latest, today))


def length(seconds: float) -> str:
    """How long something lasted: "40 s", "25 min", "3 h 5 min"."""
    if seconds < 60:
        return _tr("{0} s").format(round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return _tr("{0} min").format(minutes)
    return (
        _tr("{0} h {1} min").format(*divmod(minutes, 60))
        if minutes % 60
        else _tr("{0} h").format(minutes // 60)
    )


def bounds(which: date, where: ZoneInfo) -> tuple[datetime, datetime]:
    """The half-open stretch of a local day."""
    start = datetime.combine(which, time.min, where)
    return start, datetime.combine(which + timedelta(days=1), time.min, where)


def remaining(until: datetime, now: datetime) -> str:
    """How long a pause still lasts: "12 min", "3 h"."""
    minutes = max(1, round((until - now).total_seconds() / 60))
    return _tr("{0} min").format(minutes) if minutes < 100 else _tr("{0} h").format(round(minutes / 60))


def seconds_until_tomorrow(now: datetime) -> float:
    """Seconds from now to six in the morning of the next local day, which is what "until tomorrow" means here."""
    morning = datetime.combine(now.date() + timedelta(days=1), time(6), now.tzinfo)
    return (morning - now).total_seconds()
