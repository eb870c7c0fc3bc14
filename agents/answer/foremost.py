"""What a search shows first: the order, the invoice, or the thing set to a time that is asked about in other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from agents import context, filters, plans, subjects, values
from agents.context import Evidence
from agents.question import Parsed
from agents.recall import Found, Recall, Wanted
from storage.kind import Kinds
from storage.model import Author, Filter, Frame, Memory

# So many hits are looked through for what is asked about, and so many of a search for it by its name.
LOOKED, NAMED = 50, 24
# Of so many goods that are called like the one asked about the orders are looked for.
GOODS = 4


@dataclass(frozen=True, slots=True)
class Foremost:
    """Puts before what a search found what the question is about though it holds few of its words.

    That are the papers of what was bought or is owed, and of a thing that is set to a time each of its states once.
    """

    recall: Recall
    kinds: Kinds
    zone: ZoneInfo

    def looks(self, parsed: Parsed) -> bool:
        """Whether a question may be about one of them."""
        asks = filters.is_question(parsed.text) and parsed.only == Filter()
        return asks and (subjects.asks_for_papers(parsed) or plans.asks_of_plans(parsed))

    def of(self, found: Sequence[Found], parsed: Parsed, now: datetime) -> list[Found]:
        """What was found, with what is asked about at its beginning, found by its own name."""
        papers = self._papers(found, parsed, now) if subjects.asks_for_papers(parsed) else ()
        states = self._states(found, parsed, now) if plans.asks_of_plans(parsed) else ()
        return _once([*papers, *states, *found])

    def _papers(self, found: Sequence[Found], parsed: Parsed, now: datetime) -> Iterator[Found]:
        seen = context.brief(found, self.kinds, values.is_priced)
        named = subjects.weighed(seen, self.recall.comparing(parsed.subject))
        for words, _, fits in subjects.papers(named, parsed, GOODS):
            more = self.recall.search(Wanted(words, limit=NAMED, now=now))
            yield from (one for one in more if isinstance(one.thing, Frame) and fits(one.thing))

    def _states(self, found: Sequence[Found], parsed: Parsed, now: datetime) -> list[Found]:
        name, states = self._told(found, parsed)
        if not name:
            return []
        called = self.recall.search(Wanted(name, limit=NAMED, now=now))
        return self._told(_once([*found, *called]), parsed)[1] or states

    def _told(self, found: Sequence[Found], parsed: Parsed) -> tuple[str, list[Found]]:
        """What the thing asked about is called, and what tells of its states."""
        told = [one for one in found if not _is_of_others(one)]
        seen = context.brief(told, self.kinds, values.sets_hour_or_room)
        named: list[Evidence] = subjects.weighed(seen, self.recall.comparing(parsed.subject))
        name, places = plans.foremost(named, parsed, self.recall.comparing, self.zone)
        return name, [named[at].found for at in places]


def _is_of_others(found: Found) -> bool:
    """True for what is remembered of something else than the user's word: its sources say it themselves."""
    return isinstance(found.thing, Memory) and found.thing.author is not Author.USER


def _once(found: Iterable[Found]) -> list[Found]:
    known: dict[UUID, Found] = {}
    for one in found:
        known.setdefault(one.id, one)
    return list(known.values())
