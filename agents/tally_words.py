"""How what was computed is told: the bare value, and a sentence with what it was computed from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agents.tally import Aim, Sum

_UNITS: Mapping[str, tuple[str, str, str]] = {
    "en": ("{} h", "{} min", "less than a minute"),
    "de": ("{} Std.", "{} Min.", "weniger als eine Minute"),
    "it": ("{} h", "{} min", "meno di un minuto"),
    "zh": ("{} 小时", "{} 分钟", "不到一分钟"),
}
_SAID: Mapping[Aim, Mapping[str, str]] = {
    Aim.TIME: {
        "en": "{spent}{of}: {times}, between {start} and {end}.",
        "de": "{spent}{of}: {times}, zwischen {start} und {end}.",
        "it": "{spent}{of}: {times}, tra {start} e {end}.",
        "zh": "{spent}{of}：{times}，从 {start} 到 {end}。",
    },
    Aim.MOST: {
        "en": "{what}: {spent}, {times}, between {start} and {end}.",
        "de": "{what}: {spent}, {times}, zwischen {start} und {end}.",
        "it": "{what}: {spent}, {times}, tra {start} e {end}.",
        "zh": "{what}：{spent}，{times}，从 {start} 到 {end}。",
    },
    Aim.OFTEN: {
        "en": "{times}{of}, {spent} in all, between {start} and {end}.",
        "de": "{times}{of}, zusammen {spent}, zwischen {start} und {end}.",
        "it": "{times}{of}, {spent} in tutto, tra {start} e {end}.",
        "zh": "{times}{of}，共 {spent}，从 {start} 到 {end}。",
    },
    Aim.LAST: {
        "en": "Last seen{of}: {start}, until {end}.",
        "de": "Zuletzt gesehen{of}: {start}, bis {end}.",
        "it": "Visto l'ultima volta{of}: {start}, fino a {end}.",
        "zh": "最后一次看到{of}：{start}，到 {end}。",
    },
    Aim.FIRST: {
        "en": "First seen{of}: {start}.",
        "de": "Zuerst gesehen{of}: {start}.",
        "it": "Visto la prima volta{of}: {start}.",
        "zh": "第一次看到{of}：{start}。",
    },
    Aim.MESSAGES: {
        "en": "{count} messages of {what}, between {start} and {end}.",
        "de": "{count} Nachrichten von {what}, zwischen {start} und {end}.",
        "it": "{count} messaggi di {what}, tra {start} e {end}.",
        "zh": "{what} 的 {count} 条消息，从 {start} 到 {end}。",
    },
}
_OFTEN: Mapping[str, tuple[str, str]] = {
    "en": ("once", "{} times"), "de": ("einmal", "{}-mal"), "it": ("una volta", "{} volte"), "zh": ("1 次", "{} 次"),
}  # fmt: skip
_OF = {"en": " in {}", "de": " in {}", "it": " in {}", "zh": "（{}）"}


def short(found: Sum, language: str, seen: Callable[[datetime], str]) -> str:
    """The bare value; `seen` words a time."""
    match found.aim:
        case Aim.TIME:
            return amount(found.spent, language)
        case Aim.MOST:
            return found.what
        case Aim.OFTEN | Aim.MESSAGES:
            return str(found.times)
        case Aim.LAST | Aim.FIRST:
            return seen(found.start)


def sentence(found: Sum, language: str, zone: ZoneInfo, seen: Callable[[datetime], str]) -> str:
    """What was computed, with what it was computed from."""
    language = language if language in _UNITS else "en"
    one, many = _OFTEN[language]
    said = _SAID[found.aim][language].format(
        spent=amount(found.spent, language),
        of=_OF[language].format(found.what) if found.what else "",
        what=found.what,
        count=found.times,
        times=one if found.times == 1 else many.format(found.times),
        start=_moment(found.start, zone, seen),
        end=_until(found.start, found.end, zone, seen),
    )
    return said[0].upper() + said[1:]


def _moment(time: datetime, zone: ZoneInfo, seen: Callable[[datetime], str]) -> str:
    said, clock = seen(time), f"{time.astimezone(zone):%H:%M}"
    return said if clock in said else f"{said} {clock}"


def _until(start: datetime, end: datetime, zone: ZoneInfo, seen: Callable[[datetime], str]) -> str:
    same = start.astimezone(zone).date() == end.astimezone(zone).date()
    return f"{end.astimezone(zone):%H:%M}" if same else _moment(end, zone, seen)


def amount(spent: timedelta, language: str) -> str:
    """A duration in hours and minutes, rounded to the minute."""
    hours_form, minutes_form, less = _UNITS.get(language, _UNITS["en"])
    hours, minutes = divmod(int(spent.total_seconds() / 60 + 0.5), 60)
    parts = [hours_form.format(hours)] if hours else []
    if minutes:
        parts.append(minutes_form.format(minutes))
    return " ".join(parts) or less
