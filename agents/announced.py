"""What is told for a day to come: what holds today goes on until then."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import times
from agents.patterns import lazy

_ALREADY = lazy(
    r"\b(?:now|already|since|finally|today|jetzt|nun|schon|seit|bereits|heute|ora|adesso|ormai|già|oggi)\b(?! on\b)|"
    r"现在|已经|今天",
    re.IGNORECASE,
)
_CLAUSES = lazy(r"[,;:，；]\s*")
# From so many words before the day a clause tells something of its own.
_OWN = 4


def begins_later(text: str, said_at: datetime, zone: ZoneInfo) -> bool:
    """Whether what a statement tells begins on a day after it was said: "from 1 December I work at Kröll"."""
    spans = times.dated(text, said_at, zone)
    if not spans or _ALREADY.search(text) or any(span.start <= said_at for span in spans):
        return False
    # "I work at Kröll, the party is on 5 December": the day of something else.
    before = _CLAUSES.split(text[: spans[0].first])
    return len(before) == 1 or len(before[-1].split()) < _OWN


def beside(held: str, told: str) -> str:
    """A line with what is to come after it."""
    return f"{held.rstrip('. ')}; {told}"


# What parts of a line are told one beside the other.
_PARTS = lazy(r"\s*[;；]\s*")


def coming(line: str, since: datetime, zone: ZoneInfo) -> list[str]:
    """The parts of a line, told `since` then, that stand beside others as what begins on a later day."""
    return [one for one in _PARTS.split(line)[1:] if begins_later(one, since, zone)]
