"""The last value that the user told of what they measure, the one before it, the first, the highest, the average."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from agents import deeds, glosses, measures, times, whose
from agents.measures import Measure, Value
from agents.patterns import lazy
from agents.question import Parsed, Shape
from agents.times import EARLIEST
from storage.model import Note, Observation, Turn


class Wants(StrEnum):
    """Which of the values is asked for."""

    LAST = "last"
    PREVIOUS = "previous"
    FIRST = "first"
    HIGHEST = "highest"
    LOWEST = "lowest"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Measured:
    """A value that was told: of which local day, and what told it."""

    day: date
    value: Value
    thing: Turn | Note
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The value that `wants` means, first of `shown`, and how many there are in all.

    `shown` holds what is told with it, too: the value before the last one, all of which an `average` is made.
    """

    wants: Wants
    shown: Sequence[Measured]
    count: int
    average: tuple[Decimal, ...] = ()


_WANTED: Mapping[Wants, re.Pattern[str]] = {
    wants: lazy(pattern, re.IGNORECASE)
    for wants, pattern in {
        Wants.PREVIOUS: r"\b(?:previous|prior|second[- ]last|last but one|before (?:that|it|the last|my last|then))\b"
        r"|\bbefore\s*\?|\b(?:vorletzte|vorherige|vorige)[nrsm]?\b|\bdavor\b|\b(?:penultim[oa]|precedente)\b|\bprima\s*\?"
        r"|上上次|再上一次|之前(?:一|那)次|倒数第二",
        Wants.AVERAGE: r"\b(?:average|mean)\b|\b(?:im schnitt|durchschnitt\w*|mittlere[nrsm]?|mittelwert)\b"
        r"|\b(?:medi[oa]|in media)\b|平均",
        Wants.HIGHEST: r"\b(?:highest|max(?:imum)?|peak|heaviest|most i)\b"
        r"|\b(?:höchste|maximale)[nrsm]?\b|\bam (?:höchsten|meisten)\b"
        r"|\b(?:più alt[oa]|massim[oa])\b|最高|最大|最重",
        Wants.LOWEST: r"\b(?:lowest|min(?:imum)?|lightest|least i)\b"
        r"|\b(?:niedrigste|tiefste|geringste|minimale)[nrsm]?\b"
        r"|\bam (?:niedrigsten|wenigsten)\b|\b(?:più bass[oa]|minim[oa])\b|最低|最小|最轻",
        Wants.FIRST: r"\b(?:first|earliest|initial|starting)\b|\b(?:erste|früheste|anfängliche)[nrsm]?\b|\bzuerst\b"
        r"|\b(?:prim[oa]|iniziale)\b|第一次|最早|最初",
        Wants.LAST: r"\b(?:last|latest|newest|most recent(?:ly)?|current(?:ly)?|now|today)\b"
        r"|\b(?:letzte|neueste|jüngste|aktuelle)[nrsm]?\b|\b(?:zuletzt|jetzt|aktuell)\b"
        r"|\b(?:ultim[oa]|più recente|attuale|adesso|ora)\b|最近|最新|上次|最后|现在|目前",
    }.items()
}  # fmt: skip
# What is asked of a value that is none: what one aims at, and what was of others.
_AIM = lazy(
    r"\b(?:goal|target|ideal|normal|healthy|recommended|should|limit|birth|ziel\w*|wunsch\w*|soll\w*|ideal\w*|normale[nrsm]?"
    r"|obiettivo|dovrei|dovrebbe)\b|目标|理想|正常|应该",
    re.IGNORECASE,
)
_OF_ANOTHER = lazy(
    r"\b(?:his|her|their|sein(?:e[nrsm]?)?|ihre?[nrsm]?|suo|sua|loro)\b|[他她它]的?"
    r"|\b(?!(?:today|yesterday|morning|evening|it|that|what|here|there)['’])\w+['’]s\b",
    re.IGNORECASE,
)
_SHAPES = (Shape.WHAT, Shape.HOW_MUCH, Shape.HOW_MANY, Shape.CODE)


def read(parsed: Parsed) -> tuple[Measure, Wants] | None:
    """What a question asks of which measure of the user's; None for nothing of the kind."""
    measure = measures.asked(parsed.text)
    if measure is None or parsed.shape not in _SHAPES or parsed.wants_changes or _AIM.search(parsed.text):
        return None
    of_self = measure.names_self or not measure.own or whose.asks_of_own(parsed)
    if parsed.people or parsed.kin or not of_self:
        return None
    text = parsed.text.replace(parsed.span.text, " ") if parsed.span else parsed.text
    wants = next((wants for wants, words in _WANTED.items() if words.search(text)), Wants.LAST)
    return measure, wants


def of(
    parsed: Parsed,
    told: Callable[[datetime, datetime], Sequence[Observation] | None],
    now: datetime,
    zone: ZoneInfo,
) -> Answer | None:
    """The value that a question asks for; None where it asks for none, or the user told none.

    `told` gives what the user said within a time, or None where that is too much to look at.
    """
    asked = read(parsed)
    if asked is None:
        return None
    measure, wants = asked
    span = parsed.span
    since, until = (span.start, min(span.end, now)) if span else (EARLIEST, now)
    said = told(since, min(until + deeds.TOLD_LATER, now + timedelta(seconds=1)))
    if said is None:
        return None
    sort = measure.sort(parsed.text)
    found = [
        one
        for thing in said
        if isinstance(thing, Turn | Note)
        for one in _values(thing, measure, zone)
        if sort in (None, measure.sort(one.quote)) and _in_time(one.day, since, until, zone)
    ]
    return _chosen(wants, _once(found), measure)


def _in_time(day: date, since: datetime, until: datetime, zone: ZoneInfo) -> bool:
    begins = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    return since.astimezone(zone).date() <= day and begins < until


def _values(thing: Turn | Note, measure: Measure, zone: ZoneInfo) -> Iterator[Measured]:
    """What a statement tells of a measure, sentence by sentence."""
    for sentence in deeds.told(thing):
        said = measure.told.search(sentence)
        if said is None or _AIM.search(sentence) or deeds.is_unreal(sentence):
            continue
        if measure.own and _is_of_another(sentence, said.group()):
            continue
        value = measures.value_in(
            _undated(sentence, thing.time, zone), measure, glosses.language_of(sentence)
        )
        if value is not None:
            day = deeds.day_of(sentence, thing.time, zone) or thing.time.astimezone(zone).date()
            yield Measured(day, value, thing, sentence)


def _is_of_another(sentence: str, said: str) -> bool:
    if _OF_ANOTHER.search(sentence):
        return True
    return deeds.is_of_others(sentence, glosses.terms(said))


def _undated(sentence: str, said: datetime, zone: ZoneInfo) -> str:
    """The sentence with blanks where it tells a time: the numbers of a date are no values."""
    for span in times.find(sentence, said, zone):
        sentence = f"{sentence[: span.first]}{' ' * (span.last - span.first)}{sentence[span.last :]}"
    return sentence


def _once(found: Sequence[Measured]) -> list[Measured]:
    """In the order of their days; the same value told again of a day is one."""
    ordered = sorted(found, key=lambda one: (one.day, one.thing.time))
    return list({(one.day, one.value.numbers): one for one in ordered}.values())


def _chosen(wants: Wants, found: Sequence[Measured], measure: Measure) -> Answer | None:
    if not found:
        return None
    if wants in (Wants.LAST, Wants.PREVIOUS):
        sort = measure.sort(found[-1].quote)
        found = [one for one in found if measure.sort(one.quote) == sort]
    if wants is Wants.LAST:
        return Answer(wants, list(reversed(found[-2:])), len(found))
    if wants is Wants.FIRST:
        return Answer(wants, found[:1], len(found))
    if wants is Wants.PREVIOUS:
        return Answer(wants, (found[-2], found[-1]), len(found)) if len(found) > 1 else None
    alike = len({one.value.unit for one in found if one.value.unit}) < 2
    if not alike or len({measure.sort(one.quote) for one in found}) > 1:
        return None
    if wants is Wants.AVERAGE:
        return Answer(wants, found, len(found), _mean(found))
    by = max if wants is Wants.HIGHEST else min
    return Answer(wants, (by(found, key=lambda one: one.value.numbers),), len(found))


def _mean(found: Sequence[Measured]) -> tuple[Decimal, ...]:
    columns = zip(*(one.value.numbers for one in found), strict=True)
    return tuple(sum(column, Decimal(0)) / len(found) for column in columns)
