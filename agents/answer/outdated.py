"""Documents that were read late: what they say is older than what is known or was written since."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import appointments, forwards, times
from agents.context import Evidence
from agents.patterns import lazy
from agents.question import Parsed
from agents.times import Span
from storage.model import Frame, Memory

# From this share of the question's words on, both tell of what is asked.
COVERED = 0.3
# A document that bears its date: "Version of 15 September 2025", "Tarife gültig ab 1. Januar 2024".
_DATED = lazy(
    r"^.{0,40}\b(?:version|as of|issued|edition|valid (?:from|since)|effective|status|stand|ausgabe|gültig (?:ab|seit)"
    r"|versione|edizione|valid[aeio] dal|in vigore dal|valables? (?:dès|depuis|à partir d)|version du)\b"
    r"(?P<date>.{4,40})$",
    re.IGNORECASE | re.MULTILINE,
)


def marked(evidence: Sequence[Evidence], parsed: Parsed, zone: ZoneInfo) -> list[Evidence]:
    """The evidence, with the documents marked that others of it, which tell of the same, are newer than.

    Where a time is asked about, only those that were written in it.
    """
    if parsed.wants_changes:
        return list(evidence)
    span = parsed.span
    dated = [(one, _written(one, zone)) for one in evidence]
    return [
        replace(one, outdated=(span is None or _is_in(at, span)) and _is_outdated(one, at, dated))
        for one, at in dated
    ]


def _is_in(time: datetime | None, span: Span) -> bool:
    return time is not None and span.start <= time < span.end


def _written(evidence: Evidence, zone: ZoneInfo) -> datetime | None:
    """When a document says that it was written, and since when a memory holds; None where nothing tells."""
    thing = evidence.found.thing
    if isinstance(thing, Memory):
        return thing.valid_from if thing.current else None
    if not isinstance(thing, Frame):
        return None
    mail = forwards.read(thing.text, thing.window_title)
    written = mail.before if mail is not None and mail.is_outdated else thing.text
    sent = appointments.sent_at(written, evidence.time, zone)
    if sent < evidence.time:
        return sent
    dated = _DATED.search(thing.text)
    span = times.range_of(dated["date"], evidence.time, zone) if dated else None
    return span.start if span is not None and span.start < evidence.time else None


def _is_outdated(
    evidence: Evidence, written: datetime | None, all_: Sequence[tuple[Evidence, datetime | None]]
) -> bool:
    """Whether something newer tells of what the document does: a memory, or a mail of its subject."""
    if written is None or not isinstance(evidence.found.thing, Frame):
        return False
    return any(
        other is not evidence and time is not None and time > written and _is_of_same(evidence, other)
        for other, time in all_
    )


def _is_of_same(evidence: Evidence, other: Evidence) -> bool:
    thing = other.found.thing
    if isinstance(thing, Memory):
        read = {source.observation for source in thing.sources}
        known = not read or (bool(thing.replaces) and evidence.found.thing.id not in read)
        return known and min(_cover(evidence), _cover(other)) >= COVERED
    return isinstance(other.found.thing, Frame) and _subject(evidence) == _subject(other) != ""


def _cover(evidence: Evidence) -> float:
    return max((line.cover for line in evidence.lines), default=0.0)


def _subject(evidence: Evidence) -> str:
    return appointments.subject_line(evidence.place).casefold()
