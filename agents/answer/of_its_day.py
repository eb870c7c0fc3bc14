"""What is asked of a day that is over must be of that day: what was said of another answers nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agents import anchors, candidates, stems
from agents.patterns import lazy
from agents.question import Parsed
from agents.recall import Found
from agents.times import Span
from storage.kind import Kinds

# A longer time is told of in vaguer words.
LONGEST = timedelta(days=3)
# A weekend is told of in the days after it, in words that need no date.
TOLD_AFTER = timedelta(days=2)
# Something done or happened; what was so ("what was my rent in May?") may be told at any time.
_DEED = lazy(
    r"\b(?:did|happened)\b|\bwhere (?:was|were) (?:i|we)\b|\b(?:was|were) (?:i|we)\b.*\b\w+ing\b"
    r"|\b(?:have|has|had) (?:i|we|he|she|they|[A-Z]\w+)\b.*\b\w+(?:ed|en|ne|wn|ght|lt|nt|ade|aid|ead)\b"
    r"|\b(?:habe?|hat|haben|hast|bin|ist|sind)\b.*\b(?:\w*ge\w+(?:t|en)|\w+iert)\b|\bpassiert\b"
    r"|\bwo war(?:en)?\b"
    r"|\b(?:ho|ha|abbiamo|sono|è|hanno|siamo)\b.*\b\w+(?:at[oaie]|ut[oaie]|it[oaie]|tt[oaie]|s[oaie]|st[oaie]|rso)\b"
    r"|\bdov['’]ero\b|[了过]",
    re.IGNORECASE,
)


def is_asked(parsed: Parsed, now: datetime) -> bool:
    """Whether a question asks what was done, or happened, on a day or two that have begun."""
    span = parsed.span
    if span is None or parsed.anchor is not None or parsed.wants_first or parsed.wants_changes:
        return False
    return span.end - span.start <= LONGEST and span.start <= now and _DEED.search(parsed.text) is not None


def of_it(found: Sequence[Found], parsed: Parsed, kinds: Kinds, zone: ZoneInfo) -> list[Found]:
    """Those of what was found that are of the days asked about; what was only planned before, where nothing else is."""
    assert parsed.span is not None
    days = _whole(parsed.span, zone)
    then = [
        one
        for one in found
        if anchors.is_of_time(one.thing, candidates.text_of(one.thing, kinds), days, zone, lasts=parsed.lasts)
    ]
    return [one for one in then if one.time >= days[0]] or then


def undated(parsed: Parsed) -> Parsed:
    """The question without the words for its time among what it is about: all that is left is of that time."""
    assert parsed.span is not None
    dated = set(stems.content(parsed.span.text))
    return replace(parsed, terms=tuple(term for term in parsed.terms if term not in dated) or parsed.terms)


def _whole(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The local days that a time lies in; of several, with those in which they are told of."""
    first = span.start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    last = (
        (span.end - timedelta(microseconds=1))
        .astimezone(zone)
        .replace(hour=0, minute=0, second=0, microsecond=0)
    )
    days = last + timedelta(days=1)
    return first, days + TOLD_AFTER if last > first else days
