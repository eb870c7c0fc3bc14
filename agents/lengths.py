"""How far two remembered happenings lie apart, or one from now, reckoned from what tells their days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from agents import anchors, phrases
from agents.anchors import Apart, Dated, Length, Order
from agents.question import Parsed
from agents.recall import BOTH, Found, Recall

T = TypeVar("T")

# From so many days on, a length without a unit is told in months.
LONG = 60

_NAMES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {unit: (unit, f"{unit}s") for unit in ("day", "week", "month", "year")},
    "de": {
        "day": ("Tag", "Tage"),
        "week": ("Woche", "Wochen"),
        "month": ("Monat", "Monate"),
        "year": ("Jahr", "Jahre"),
    },
    "it": {
        "day": ("giorno", "giorni"),
        "week": ("settimana", "settimane"),
        "month": ("mese", "mesi"),
        "year": ("anno", "anni"),
    },
    "zh": {"day": ("天",) * 2, "week": ("周",) * 2, "month": ("个月",) * 2, "year": ("年",) * 2},
}
_AND = {"en": " and ", "de": " und ", "it": " e ", "zh": " "}
_SAME_DAY = {"en": "the same day", "de": "am selben Tag", "it": "lo stesso giorno", "zh": "同一天"}
_ABOUT = {"en": "about {}", "de": "etwa {}", "it": "circa {}", "zh": "大约 {}"}
_TODAY = {"en": "today, {}", "de": "heute, {}", "it": "oggi, {}", "zh": "今天，{}"}
_AGAINST = {
    "en": "{} the other way round",
    "de": "{} in umgekehrter Folge",
    "it": "{} nell'ordine inverso",
    "zh": "{}（先后相反）",
}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`short` is the length, `sentence` says it with both days and [n] marks; `cited` tells them, in which words."""

    short: str
    sentence: str
    cited: Sequence[tuple[Found, str]]


def reckon(recall: Recall, parsed: Parsed, now: datetime, zone: ZoneInfo) -> Reckoned | None:
    """The length that a question asks for; None where it asks for none, or nothing tells when one of the two was."""
    apart = anchors.read_apart(parsed.text)
    if apart is None:
        return None
    ends = [_dated(event, apart, recall, parsed, now) for event in (apart.first, apart.second) if event]
    known = [one for one in ends if one is not None]
    told = [one.told for one in known if one.told is not None]
    if len(known) < len(ends) or not told:
        return None
    days = [_days(one, zone) for one in known]
    today = now.astimezone(zone).date()
    both = (days[0], days[1] if apart.second else (today, today))
    length = anchors.between(*both)
    short = _said(length, apart.unit, parsed.language)
    if length.days and _is_against(apart.order, *both):
        short = _in(_AGAINST, parsed.language).format(short)
    firsts = [(one, first) for one, (first, _) in zip(known, days, strict=True)]
    return _told(short, length, firsts, recall, parsed.language, None if apart.second else today)


def _dated(event: str, apart: Apart, recall: Recall, parsed: Parsed, now: datetime) -> Dated | None:
    """When one of the two is or was: with now on the other side it lies on the side that is asked about."""
    sides = {Order.AGO: (False,), Order.AHEAD: (True,)}.get(apart.order, BOTH)
    found = recall.dated(event, parsed.people, now, sides=sides)
    return found if found is not None and _fits(found, apart, now) else None


def _fits(dated: Dated, apart: Apart, now: datetime) -> bool:
    if apart.order is Order.AGO:
        return dated.start <= now
    return apart.order is not Order.AHEAD or dated.start > now


def _days(dated: Dated, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last local day of a stretch."""
    last = max(dated.start, dated.end - timedelta(microseconds=1))
    return dated.start.astimezone(zone).date(), last.astimezone(zone).date()


def _is_against(order: Order, first: tuple[date, date], second: tuple[date, date]) -> bool:
    """Whether the two lie in the other order than the question says."""
    if order is Order.AFTER:
        return second < first
    return order is Order.BEFORE and first < second


def _said(length: Length, unit: str, language: str) -> str:
    if not length.days:
        return _in(_SAME_DAY, language)
    unit = unit or ("month" if length.days >= LONG else "day")
    match unit:
        case "year":
            told = _joined(language, (length.months // 12, "year"), (length.months % 12, "month"))
        case "month":
            told = _joined(language, (length.months, "month"), (length.odd, "day"))
        case "week":
            told = _joined(language, (length.days // 7, "week"), (length.days % 7, "day"))
        case _:
            told = ""
    told = told or _joined(language, (length.days, "day"))
    return _in(_ABOUT, language).format(told) if length.about else told


def _joined(language: str, *counts: tuple[int, str]) -> str:
    names = _in(_NAMES, language)
    return _in(_AND, language).join(f"{count} {names[unit][count != 1]}" for count, unit in counts if count)


def _told(
    short: str,
    length: Length,
    places: Sequence[tuple[Dated, date]],
    recall: Recall,
    language: str,
    today: date | None,
) -> Reckoned | None:
    told, cited = list[str](), list[tuple[Found, str]]()
    for dated, first in places:
        moment = dated.told
        found = recall.shown(moment.known.thing.id) if moment else None
        day = phrases.day(first, language)
        if moment is None or found is None:
            told.append(day)
            continue
        cited.append((found, moment.quote))
        told.append(f"{day}, “{moment.quote}” [{len(cited)}]")
    if not cited:
        return None
    if today is not None:
        told.append(_in(_TODAY, language).format(phrases.day(today, language)))
    exact = _joined(language, (length.days, "day"))
    head = f"{short} ({exact})" if length.days >= LONG and exact not in short else short
    return Reckoned(short, f"{head[:1].upper()}{head[1:]}: {'; '.join(told)}.", cited)


def _in(table: Mapping[str, T], language: str) -> T:
    return table.get(language, table["en"])
