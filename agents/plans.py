"""Which of several things that screens set to a time a question is about, by the words and the meaning of its name."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import caches, context, extractive, stems, subjects, times, values
from agents.context import Evidence
from agents.patterns import lazy
from agents.question import CALENDAR, Parsed, Shape
from agents.values import Said
from storage.model import Author, Memory

# Two names are of one thing when they share so much of the shorter one; a single word is the whole of so many at most.
SAME = 0.75
PAIR = 2
# What the words of the question that a name has count, against how near the rest of both is.
NAMED = 0.5
# With less a name is nothing that the question asks about.
ABOUT = 0.25
# So much less near, and so many, are shown beside what is nearest: in other words they are told apart badly.
BESIDE, SEVERAL = 0.1, 4

_WORD = lazy(r"\w+(?:['’/-]\w+)*|[^\w\s]")
# Words that end a name: what is done with it, and when.
_ENDS = lazy(
    r"(?:am|is|are|was|were|be|been|being|will|would|shall|has|have|had|must|should|can|could|to|we|i|you|it|he|she"
    r"|they|on|at|in|from|by|until|now|once|again|instead|moved?|moving|sets?|takes?|taking|starts?|started|begins?"
    r"|changed?|changes|shift(?:s|ed)?|pushed|postponed?|rescheduled?|brought|brings?|scheduled|planned|held|happens?"
    r"|new|small|sorry"
    r"|ist|sind|wird|wurde|werden|findet|jetzt|nun|am|um|im|auf|wir|neue[rsn]?|verschoben|verlegt|beginnt|startet"
    r"|è|sarà|sono|si|ora|alle|al|il giorno|spostat[oa]|rinviat[oa]|inizia|comincia)",
    re.IGNORECASE,
)
# What a question says of a thing that is set to a time, whatever the thing is.
_ASKED = stems.held(
    "meet meets met meeting together start starts begin begins held hold happen happens reschedule rescheduled move"
    " moved shift postpone change take takes place set planned supposed go going treffen trifft beginnt anfangen fängt"
    " findet statt"
)

Comparing = Callable[[str], Callable[[Sequence[str]], Sequence[float]] | None]
"""Gives a function that tells how near texts are to one; None where nothing can tell."""


_Names = Mapping[frozenset[str], str]
"""What something may be called: the stems of each name, and the name as it stands."""
_Set = tuple[datetime | None, str, str]
"""The day, the hour and the room that a line sets something to, as far as it tells them."""


@dataclass(slots=True)
class _State:
    """What a thing was set to: since when that is seen, and where."""

    to: _Set
    since: datetime
    places: set[int]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A thing that is set to a time: what it is called, in the stems of each name and as it stands, and its states."""

    names: dict[frozenset[str], str] = field(default_factory=dict)
    states: list[_State] = field(default_factory=list)

    @property
    def places(self) -> set[int]:
        """Where it is told of."""
        return set().union(*(state.places for state in self.states))

    @property
    def words(self) -> frozenset[str]:
        """The stems of all its names."""
        return frozenset().union(*self.names)


def of_asked(
    evidence: Sequence[Evidence],
    parsed: Parsed,
    comparing: Comparing,
    zone: ZoneInfo,
) -> list[Evidence]:
    """The evidence without what sets other things to a time than the one that is asked about, which comes first; all of
    it where no time or place is asked, or nothing is called like what is.
    """
    plans = _plans(evidence, zone) if asks_of_plans(parsed) else []
    told = {at for plan in plans for at in plan.places}
    asked, surely = _asked(plans, parsed, comparing, _nearest_other(evidence, plans))
    if asked is None:
        return list(evidence)
    held = _held(asked, parsed)
    rest = [one for at, one in enumerate(evidence) if at not in told and not _retells(one, plans, zone)]
    if surely and not parsed.wants_changes:
        # What the user says of it, or had kept, stands beside what screens show.
        rest = [one for one in rest if not _is_of_screens(one)]
    return subjects.renumbered([*(evidence[at] for at in sorted(held)), *rest])


def foremost(
    evidence: Sequence[Evidence], parsed: Parsed, comparing: Comparing, zone: ZoneInfo
) -> tuple[list[str], list[int]]:
    """What the things are called that may be asked about, and where each of their states is told, each once.

    First of each thing the state that is asked for, the newest or the first, then the others; of how often something
    changed all of a thing together. Nothing where no time or place is asked, or nothing is called like it.
    """
    plans = _plans(evidence, zone, of_screens=False) if asks_of_plans(parsed) else []
    near = [
        plan
        for plan in _nearest(plans, parsed, comparing, evidence)
        if any(extractive.is_shown(evidence[at]) for at in plan.places)
    ]
    oldest_first = parsed.wants_changes or parsed.wants_first
    told = [
        [
            min(state.places)
            for state in sorted(plan.states, key=lambda one: one.since, reverse=not oldest_first)
        ]
        for plan in near
    ]
    names = [max(plan.names.values(), key=len) for plan in near]
    if parsed.wants_changes:
        return names, [at for places in told for at in places]
    return names, [*(places[0] for places in told), *(at for places in told for at in places[1:])]


def _nearest(
    plans: Sequence[_Plan], parsed: Parsed, comparing: Comparing, evidence: Sequence[Evidence]
) -> list[_Plan]:
    """The things whose names are about as near to the question as the nearest, that one first; none where what it says
    in other words is nearer to the name of another screen.
    """
    asked = _Asking.of(plans, parsed, comparing)
    scores = asked.scores(plans)
    best = max(scores, default=(0.0, 0.0))
    told = {at for plan in plans for at in plan.places}
    others = {one.place for at, one in enumerate(evidence) if at not in told and one.place}
    if best[0] < max(ABOUT, _nearest_other(evidence, plans)) or not (asked.counts or best[1] >= ABOUT):
        return []
    if asked.rest and best[1] < ABOUT and best[1] <= max(asked.nearness(others).values(), default=0.0):
        return []
    order = sorted(range(len(plans)), key=lambda at: scores[at], reverse=True)
    return [plans[at] for at in order if scores[at][0] >= best[0] - BESIDE][:SEVERAL]


def asks_of_plans(parsed: Parsed) -> bool:
    """Whether it is asked when or where something is, or how often that changed; no home, and no house by its kind."""
    if parsed.shape is Shape.WHERE:
        return not values.asks_house(parsed)
    return parsed.shape is Shape.WHEN or parsed.wants_changes


def _nearest_other(evidence: Sequence[Evidence], plans: Sequence[_Plan]) -> float:
    """How near to the question is what a screen is called that sets nothing to a time."""
    told = {at for plan in plans for at in plan.places}
    return max((one.nearness for at, one in enumerate(evidence) if at not in told), default=0.0)


def _held(plan: _Plan, parsed: Parsed) -> set[int]:
    """Where the state of a thing is told that is asked for: the newest, or the first; all where several may be meant.

    What is looked at again is no newer for it: a state is as old as its first sight.
    """
    if parsed.wants_changes or parsed.span is not None or (parsed.wants_first and parsed.wants_last):
        return plan.places
    choose = min if parsed.wants_first else max
    return choose(plan.states, key=lambda state: state.since).places


def _plans(evidence: Sequence[Evidence], zone: ZoneInfo, *, of_screens: bool = True) -> list[_Plan]:
    """The things that are set to a day and an hour or a room, each once; what says so is on screens, or anything."""
    plans: list[_Plan] = []
    for at, one in enumerate(evidence):
        for names, to in _set(one, zone) if extractive.is_shown(one) or not of_screens else ():
            plan = next((plan for plan in plans if _are_of_one(plan.names, names)), None)
            if plan is None:
                plans.append(plan := _Plan())
            plan.names.update(names)
            _add(plan.states, _State(to, one.time, {at}))
    return plans


def _retells(evidence: Evidence, plans: Sequence[_Plan], zone: ZoneInfo) -> bool:
    """True for what is remembered of screens and messages that set one of these things: they say it better."""
    if not isinstance(evidence.found.thing, Memory) or not _is_of_screens(evidence):
        return False
    return any(_are_of_one(plan.names, names) for names, _ in _set(evidence, zone) for plan in plans)


def _is_of_screens(evidence: Evidence) -> bool:
    """True for screens, what was read off them, and what is remembered of them or of messages."""
    thing = evidence.found.thing
    if isinstance(thing, Memory) and thing.author is Author.USER:
        return False
    of_messages = isinstance(thing, Memory) and thing.decision.voice in context.MESSAGES
    return of_messages or extractive.of_screens(evidence)


def _set(evidence: Evidence, zone: ZoneInfo) -> Iterator[tuple[_Names, _Set]]:
    """What the lines set to a day and an hour or a room, by the names it may have, and to what."""
    for line in evidence.lines:
        said = extractive.said(evidence, line)
        if len(line.text.split()) <= extractive.LABEL or not values.sets_hour_or_room(said.text):
            continue
        names, to = _set_by(said, zone)
        if names:
            yield names, to


# A search of a question reads the same lines again behind those that it found by name.
@caches.of_texts(1024)
def _set_by(said: Said, zone: ZoneInfo) -> tuple[_Names, _Set]:
    """What one line sets to a day and an hour or a room, and to what; no names where it sets nothing so."""
    to = values.plan(said, zone)
    names = _names(said, zone) if sum(map(bool, to)) >= 2 else ()
    return {stems.held(name): name for name in names}, to


def _add(states: list[_State], new: _State) -> None:
    """Takes a state in, with what else tells the same or a part of it."""
    same = next((one for one in states if _agree(one.to, new.to)), None)
    if same is None:
        states.append(new)
        return
    same.to = max(same.to, new.to, key=lambda to: sum(map(bool, to)))
    same.since = min(same.since, new.since)
    same.places |= new.places


def _agree(one: _Set, other: _Set) -> bool:
    return all(not told or not also or told == also for told, also in zip(one, other, strict=True))


def _names(said: Said, zone: ZoneInfo) -> Iterator[str]:
    """What a line that sets a thing to a time may call it: the runs of words before its day."""
    days = times.find(said.text, said.time, zone)
    run: list[str] = []
    for word in (*_WORD.findall(said.text[: days[0].first] if days else said.text), "."):
        if word[0].isalnum() and not _is_end(word):
            run.append(word)
        else:
            if stems.held(" ".join(run)):
                yield " ".join(run)
            run = []


def _is_end(word: str) -> bool:
    return _ENDS.fullmatch(word) is not None or word.casefold() in CALENDAR or word[0].isdigit()


def _are_of_one(names: _Names, others: _Names) -> bool:
    return any(_are_alike(one, other) for one in names for other in others)


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names share most of the shorter; a single word is not one of several, as where a line was torn."""
    shorter, longer = sorted((len(one), len(other)))
    return len(one & other) >= SAME * shorter and (shorter > 1 or longer <= PAIR)


@dataclass(frozen=True, slots=True)
class _Asking:
    """What a question calls the thing it asks about: in how many names each of its words is (`counts`), and the `rest`
    of its words, which may say the same as another name.
    """

    counts: Mapping[str, int]
    rest: str
    compare: Callable[[Sequence[str]], Sequence[float]] | None

    @classmethod
    def of(cls, plans: Sequence[_Plan], parsed: Parsed, comparing: Comparing) -> _Asking:
        """The question over against what these things are called."""
        words = [word for word in stems.words(parsed.subject) if not stems.held(word) <= _ASKED]
        wanted = stems.held(" ".join(words))
        counts = Counter(term for plan in plans for term in wanted & plan.words)
        rest = _without(words, counts)
        return cls(counts, rest, comparing(rest) if rest and plans else None)

    def scores(self, plans: Sequence[_Plan]) -> list[tuple[float, float]]:
        """How near each thing's nearest name is: with the words they have in common, and the rest of both alone."""
        rarity = {term: math.log1p(len(plans) / number) for term, number in self.counts.items()}
        near = self.nearness({name for plan in plans for name in plan.names.values()})
        return [
            max((NAMED * _share(held, rarity) + near[name], near[name]) for held, name in plan.names.items())
            for plan in plans
        ]

    def nearness(self, names: Collection[str]) -> dict[str, float]:
        """How near what is left of each name is to the rest of the question; 0 where nothing can tell."""
        left = {name: _without(name.split(), self.counts) for name in names}
        texts = sorted({text for text in left.values() if text})
        near = dict(zip(texts, self.compare(texts), strict=True)) if self.compare and texts else {}
        return {name: near.get(text, 0.0) for name, text in left.items()}


def _asked(
    plans: Sequence[_Plan], parsed: Parsed, comparing: Comparing, nearest: float
) -> tuple[_Plan | None, bool]:
    """The one thing whose name has most of the question's words, and says the rest of them in others; whether it surely
    does. None where the name of another screen is as near (`nearest`).
    """
    asked = _Asking.of(plans, parsed, comparing)
    scores = asked.scores(plans)
    best = max(scores, default=(0.0, 0.0))
    if best[0] < max(ABOUT, nearest) or scores.count(best) > 1:
        return None, False
    # The only thing that is set to a time is what is meant only where the question has a word of its name.
    surely = (best[1] >= ABOUT or not asked.rest) and (len(plans) > 1 or bool(asked.counts))
    return plans[scores.index(best)], surely


def _share(held: frozenset[str], rarity: Mapping[str, float]) -> float:
    """How much of what any name has of the question this one has."""
    whole = sum(rarity.values())
    return sum(rarity[term] for term in held.intersection(rarity)) / whole if whole else 0.0


def _without(words: Sequence[str], counts: Mapping[str, int]) -> str:
    """Words that carry meaning, without those that the question and a name have in common."""
    return " ".join(word for word in words if stems.held(word) and stems.held(word).isdisjoint(counts))
