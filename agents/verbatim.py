"""What holds the words of a search as they stand, the newest first: quick enough for every key that is pressed.

Nothing is weighed and no meaning is asked. A time that is named counts where its own words stand nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from agents import candidates, filters, recall, sentences, snippets, times
from agents.filters import Asked
from agents.library import QueryLike, Shelf
from agents.question import Parsed, Shape
from agents.recall import Found
from storage import choosing
from storage import filters as limits
from storage.kind import Kinds
from storage.model import Filter, Memory, Observation
from storage.stop_words import STOP_WORDS

# How many of the newest are looked at for each that is wanted: a screen that stood for long is many frames.
REPEATS = 4


class Verbatim:
    """Searches a shelf by exact words. Holds no state between searches."""

    def __init__(self, shelf: Shelf, kinds: Kinds, zone: ZoneInfo) -> None:
        self._shelf = shelf
        self._kinds = kinds
        self._zone = zone

    def search(self, query: QueryLike, now: datetime) -> tuple[Parsed, list[Found]]:
        """What was understood, whose `only` holds the words looked for as phrases, and at most `query.limit` hits."""
        asked = filters.read(query.text, now, self._zone, self._kinds, self._shelf.apps())
        parsed = Parsed(query.text, Shape.WHAT, only=asked.only, written=asked.written, notes=asked.notes)
        for only in self._readings(asked, query, now):
            parsed = replace(parsed, only=recall.limits(query, replace(parsed, only=only)))
            found = self._newest(parsed.only, query.limit) if parsed.only != Filter() else []
            if found:
                break
        return parsed, found

    def _readings(self, asked: Asked, query: QueryLike, now: datetime) -> list[Filter]:
        """The ways to take a search, the likeliest first."""
        words = exact(asked.text, ended=query.text[-1:].isspace())
        as_it_stands = replace(asked.only, phrases=_merged(asked.only.phrases, words))
        span = times.range_of(asked.text, now, self._zone)
        if span is None or asked.only.since or asked.only.until:
            return [as_it_stands]
        rest = exact(f"{asked.text[: span.first]} {asked.text[span.last :]}", ended=True)
        then = replace(asked.only, phrases=_merged(asked.only.phrases, rest))
        return [as_it_stands, replace(then, since=span.start, until=span.end)]

    def _newest(self, only: Filter, limit: int) -> list[Found]:
        ids = [hit.id for hit in self._shelf.newest(only, limit * REPEATS)]
        held: list[Observation | Memory] = [*self._shelf.observations(ids), *self._shelf.memories(ids)]
        found: dict[tuple[str, str, str], Found] = {}
        # Of one time what was seen itself comes first, as it stands in `held`.
        for thing in sorted(held, key=candidates.time_of, reverse=True):
            if len(found) == limit:
                break
            one = self._found(thing, only.phrases)
            # The same line in the same window is the same screen again.
            found.setdefault((one.type, one.title, one.quote or str(one.id)), one)
        return self._with_screens(list(found.values()))

    def _found(self, thing: Observation | Memory, phrases: Sequence[str]) -> Found:
        text = candidates.text_of(thing, self._kinds)
        line = _line_with(text, phrases)
        return recall.unweighed(thing, line, snippets.cut(text, line), {"words": 1.0})

    def _with_screens(self, found: list[Found]) -> list[Found]:
        """Turns with the screens they were read off."""
        ids = {frame for one in found if (frame := getattr(one.thing, "frame", None)) is not None}
        screens: dict[UUID, Observation] = {one.id: one for one in self._shelf.observations(list(ids))}
        return [
            one if isinstance(one.thing, Memory) else replace(one, sources=recall.seen_on(one.thing, screens))
            for one in found
        ]


def exact(text: str, *, ended: bool) -> tuple[str, ...]:
    """The telling words of a text as phrases; the last may go on, unless it is `ended`. Filters begun are none."""
    parts = [part for part in text.split() if not filters.names_filter(part)]
    words = [word for part in parts if (word := choosing.words_of(part))]
    if not words:
        return ()
    if not ended and not choosing.is_unspaced(words[-1]):
        words[-1] = f"{words[-1]}*"
    telling = [word for word in words if word.rstrip("*") not in STOP_WORDS]
    return tuple(dict.fromkeys(telling or words))


def _merged(phrases: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """The phrases that were typed, and the words that are not in one of them."""
    inside = {choosing.words_of(word) for phrase in phrases for word in phrase.split()}
    return (*phrases, *(word for word in words if word.rstrip("*") not in inside))


def _line_with(text: str, phrases: Sequence[str]) -> str:
    """The first line or sentence with most of the phrases; empty for an empty text."""
    best, most = "", -1
    for line in sentences.split(text):
        held = sum(limits.holds(line, phrase) for phrase in phrases)
        if held > most:
            best, most = line, held
        if most == len(phrases):
            break
    return best
