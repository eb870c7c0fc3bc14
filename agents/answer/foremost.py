"""What a search shows first: the window, the order, the bill or the plan that is asked about in other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, chain
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
# What it counts, beside the score of a hit, that its window is called like what is asked about.
CALLED = 3.0
# Of so many goods that are called like the one asked about the orders are looked for.
GOODS = 4
# The states of so many things are looked for by the things' names.
SURE = 2


@dataclass(frozen=True, slots=True)
class Foremost:
    """Puts before what a search found what the question is about though it holds few of its words.

    That are windows that are called so, the papers of what was bought or is owed, and of a thing that is set to a time
    each of its states once.
    """

    recall: Recall
    kinds: Kinds
    zone: ZoneInfo

    def looks(self, parsed: Parsed) -> bool:
        """Whether what is searched for is a question, without limits."""
        return filters.is_question(parsed.text) and parsed.only == Filter()

    def of(self, found: Sequence[Found], parsed: Parsed, now: datetime) -> list[Found]:
        """What was found, with what is asked about at its beginning, found by its own name."""
        papers = self._papers(found, parsed, now) if subjects.asks_for_papers(parsed) else ()
        states = self._states(found, parsed, now) if plans.asks_of_plans(parsed) else ()
        return _once([*papers, *states, *self._by_names(found, parsed)])

    def _by_names(self, found: Sequence[Found], parsed: Parsed) -> list[Found]:
        """The hits by their scores and how near the windows are called to what is asked about.

        A window nearer than the rest of them goes up, one that is less near down, past other hits as well.
        """
        screens = [one for one in found if isinstance(one.thing, Frame)]
        named = subjects.weighed(context.brief(screens, self.kinds), self.recall.comparing(parsed.subject))
        near = {one.found.id: one.nearness for one in named if one.place}
        usual = sum(near.values()) / len(near) if near else 0.0

        def called(one: Found) -> float:
            of = (one.id, *(source.observation for source in one.sources))
            return CALLED * max((near[id] - usual for id in of if id in near), default=0.0)

        # What repeats a screen, or sums up, stands behind the rest whatever its score.
        scores = accumulate((one.score for one in found), min)
        placed = [(score + called(one), one) for score, one in zip(scores, found, strict=True)]
        return [one for _, one in sorted(placed, key=lambda pair: pair[0], reverse=True)]

    def _papers(self, found: Sequence[Found], parsed: Parsed, now: datetime) -> Iterator[Found]:
        seen = context.brief(found, self.kinds, values.is_priced)
        named = subjects.weighed(seen, self.recall.comparing(parsed.subject))
        for words, _, fits in subjects.papers(named, parsed, GOODS):
            more = self.recall.search(Wanted(words, limit=NAMED, now=now))
            yield from (one for one in more if isinstance(one.thing, Frame) and fits(one.thing))

    def _states(self, found: Sequence[Found], parsed: Parsed, now: datetime) -> list[Found]:
        names, _ = self._told(found, parsed)
        if not names:
            return []
        called = (self.recall.search(Wanted(name, limit=NAMED, now=now)) for name in names[:SURE])
        return self._told(_once([*found, *chain.from_iterable(called)]), parsed)[1]

    def _told(self, found: Sequence[Found], parsed: Parsed) -> tuple[list[str], list[Found]]:
        """What the things are called that may be asked about, and what tells of their states."""
        told = [one for one in found if not _is_of_others(one)]
        seen = context.brief(told, self.kinds, values.sets_hour_or_room)
        named: list[Evidence] = subjects.weighed(seen, self.recall.comparing(parsed.subject))
        names, places = plans.foremost(named, parsed, self.recall.comparing, self.zone)
        return names, [named[at].found for at in places]


def _is_of_others(found: Found) -> bool:
    """True for what is remembered of something else than the user's word: its sources say it themselves."""
    return isinstance(found.thing, Memory) and found.thing.author is not Author.USER


def _once(found: Iterable[Found]) -> list[Found]:
    known: dict[UUID, Found] = {}
    for one in found:
        known.setdefault(one.id, one)
    return list(known.values())
