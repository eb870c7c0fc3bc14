"""What is searched for, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.interfaces.looking import SourceView


@dataclass(frozen=True, slots=True)
class Query:
    """A search. Times are half-open [since, until); `now` sets the clock; `kinds` limits to memories of these kinds.

    `verbatim` finds what holds the words as they stand, the newest first, at once: for a search that is being typed,
    whose last word may go on. What it looked for stands in `Interpreted.phrases`.
    """

    text: str
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    apps: tuple[str, ...] = ()
    limit: int = 20
    now: datetime | None = None
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `type` is memory, frame, turn or note; `why` gives each signal's share of the score."""

    id: UUID
    type: str
    time: datetime
    score: float
    title: str = ""
    snippet: str = ""
    kind: str = ""
    external_id: str = ""
    why: dict[str, float] = field(default_factory=dict)
    sources: tuple[SourceView, ...] = ()


@dataclass(frozen=True, slots=True)
class EventTime:
    """A time that hangs on something remembered: the question's words for it, and the time they were taken for.

    `quote` are the words that tell when the event was, of the observation or memory `id`, which is of `type`.
    """

    words: str
    taken: str
    quote: str
    id: UUID
    type: str


@dataclass(frozen=True, slots=True)
class WrittenFilter:
    """A filter as it stands in a search: `text` is its part of the search, `name` what it limits, `value` what by.

    `name` is app, title, url, kind, before, after, on, person, has, phrase, without, or "time" for words that name one;
    of those of time, `since` and `until` are the stretch that the value means.
    """

    text: str
    name: str
    value: str
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What was understood of a search besides its words: the time it names, and the filters that were typed.

    `apps` are also those it only names. The filters are told as `agents.filters` reads them, and in `written` as they
    were typed. The time may be that of an `event` that is remembered.
    """

    since: datetime | None = None
    until: datetime | None = None
    apps: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    event: EventTime | None = None
    written: tuple[WrittenFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first. `notes` say what was not looked at: meaning gets ready, words were cut short."""

    query: str
    took_ms: float
    interpreted: Interpreted
    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()


class SearchingCalls(Protocol):
    """Searches, and how one that is being typed may go on."""

    def search(self, query: Query) -> SearchResult:
        """Finds moments and memories by words and meaning, within the filters typed among them (docs/searching.md)."""

    def suggest(self, text: str) -> list[str]:
        """How a search that is being typed may go on: each a whole search, the likeliest first; at most eight."""
