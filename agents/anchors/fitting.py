"""Whether something remembered is of the time of an event: seen in it, holding then, or telling of it in words."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import candidates, stems, times, values
from agents.anchors import finding
from agents.anchors.reading import Side
from agents.patterns import lazy
from agents.question import Anchor, Parsed
from agents.values import Said
from storage.model import Memory, Observation

# Words that a line may have besides, which say nothing of their own.
OWN = 1
_USER = stems.held("user")
_SIDES = {
    Side.BEFORE: lazy(r"\b(?:before|until|till|vor|bevor|bis|prima)\b|前", re.IGNORECASE),
    Side.UNTIL: lazy(r"\b(?:before|until|till|vor|bevor|bis|prima|fino)\b|前", re.IGNORECASE),
    Side.AFTER: lazy(r"\b(?:after|since|nach|nachdem|seit|dopo)\b|后|以来", re.IGNORECASE),
    Side.SINCE: lazy(r"\b(?:after|since|nach|nachdem|seit|dopo)\b|后|以来", re.IGNORECASE),
}


def is_of(thing: Observation | Memory, text: str, parsed: Parsed, zone: ZoneInfo) -> bool:
    """Whether `thing`, of which `text` may be read, is of the time that `parsed` hangs on an event.

    Where something is asked for that lasts, a fact is of all the time it held; else, as an event, of its own day.
    """
    anchor, span = parsed.anchor, parsed.span
    if anchor is None or span is None or _tells(text, anchor):
        return True
    return is_of_time(thing, text, (span.start, span.end), zone, lasts=parsed.lasts)


def is_of_time(
    thing: Observation | Memory, text: str, time: tuple[datetime, datetime], zone: ZoneInfo, *, lasts: bool
) -> bool:
    """Whether `thing`, of which `text` may be read, was said or happened within [start, end), or dates itself so.

    Where something is asked for that `lasts`, a fact is of all the time it held.
    """
    start, end = time
    happened = finding.occurred_at(thing)
    if (
        isinstance(thing, Memory)
        and lasts
        and happened is None
        and candidates.held_between(thing, start, end)
    ):
        return True
    if any(start <= when < end for when in (candidates.time_of(thing), happened) if when):
        return True
    dates = values.dates(Said(text, candidates.time_of(thing)), zone)
    return any(date.start < end and date.end > start for date in dates)


def dates_only(text: str, anchor: Anchor, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a line says of the event nothing but when it is: then it answers nothing."""
    if not finding.is_mentioned(anchor.event, [text], finding.ENOUGH):
        return False
    rest = text
    spans = [*times.find(text, now, zone), *(span for span, _ in times.resolve(text, now, zone))]
    for span in sorted(spans, key=lambda span: -span.first):
        rest = f"{rest[: span.first]} {rest[span.last :]}"
    told = [word for word in stems.words(rest) if not finding.is_word_of(word, anchor.event)]
    return len(set(stems.content(" ".join(told))) - _USER) <= OWN


def _tells(text: str, anchor: Anchor) -> bool:
    """Whether a text tells of the event, and of the side of it that is asked about: "after the trip I ..."."""
    side = _SIDES.get(Side(anchor.side))
    beside = side is None or side.search(text) is not None
    return beside and finding.is_mentioned(anchor.event, [text], finding.ENOUGH)
