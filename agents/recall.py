"""Recall: the observations and memories that answer a question, best first, each with why it was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from agents import (
    anchors,
    candidates,
    filters,
    fusion,
    glosses,
    kin,
    question,
    signals,
    signs,
    snippets,
    sought,
    stems,
    tally,
    times,
)
from agents.anchors import Moment
from agents.candidates import Item
from agents.errors import ModelUnavailable
from agents.fusion import Values, Weights
from agents.kinds import sums_up
from agents.library import QueryLike, Shelf
from agents.patterns import lazy
from agents.ports import Embedder
from agents.question import Anchor, Parsed, Shape
from agents.read_once import ReadOnce
from agents.remembered import Remembered
from agents.signs import Sign
from agents.tally import Sum
from agents.times import Grain, Span
from storage.kind import Kinds
from storage.model import (
    Author,
    Filter,
    Frame,
    Memory,
    Note,
    Observation,
    ObservationType,
    Role,
    Source,
    Turn,
)

# Two frames of one window with this share of words in common are the same screen again.
SAME = 0.9
# How many hits for an event are read for its time.
LOOKED = 24
# From this cosine on one of them speaks of the event, in whatever words.
LIKELY = 0.4
# How many of a memory's sources are told: more would push other evidence down the list.
TOLD = 2
# "The last time I looked at it" is when it was on screen last, not another happening.
_LOOKED = lazy(
    r"(?:the (?:last|first) time|when) (?:that )?(?:i|we) (?:(?:last|first) )?"
    r"(?:looked|saw|checked|opened|visited|had)(?: (?:at|up))?(?: (?:it|them|that|this))?(?: open)?"
    r"(?: (?:last|first))?",
    re.IGNORECASE,
)
# Screens of one title that are looked at together.
SHOWN = 60
# Screens of one app that are counted over.
COUNTED = 1000
# A happening is looked for behind, then ahead.
BOTH = (False, True)
# The days of a time for which it is told what is set, and memories of the same words that are looked at.
DAYS, READ_AGAIN = 7, 10
# What was said within a time is looked over if it is less than so much.
LOOKED_OVER = 4000
# Words whose place others took are at most so many.
FORMER = 24
# What a memory's place above its best source is worth, in units of the score.
ABOVE = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """Something recalled. `why` gives each signal's share of `score`; `meaning` is the cosine, `cover` the share of
    the question's words it holds (0..1): absolute figures, where the score only compares within one question.
    `replies_to` is the question somebody asked just before it was said; `signs` are what can be seen to speak for it.
    """

    id: UUID
    type: str
    kind: str
    score: float
    time: datetime
    title: str
    snippet: str
    quote: str
    thing: Observation | Memory
    why: dict[str, float] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    meaning: float = 0.0
    cover: float = 0.0
    replies_to: str = ""
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search, for callers inside the house; see `agents.library.QueryLike`."""

    text: str
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    apps: tuple[str, ...] = ()
    limit: int = 20
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score: the sum of what stands at `at` in `shares`, which weigh what stands in `measured`."""

    item: Item
    score: float
    shares: Mapping[str, Values]
    measured: Mapping[str, Values]
    at: int

    @property
    def why(self) -> dict[str, float]:
        """Each signal's share of the score."""
        return {name: float(values[self.at]) for name, values in self.shares.items()}

    @property
    def signals(self) -> dict[str, float]:
        """Each signal as it was measured."""
        return {name: float(values[self.at]) for name, values in self.measured.items()}


class Recall:
    """Searches a shelf. Holds no state between questions; without an embedder it goes by words alone."""

    def __init__(
        self,
        shelf: Shelf,
        embedder: Embedder | None,
        kinds: Kinds,
        zone: ZoneInfo,
        weights: Callable[[], Weights] = fusion.weights,
    ) -> None:
        """`weights` gives the set that counts at that moment."""
        self._shelf = shelf
        self._embedder = embedder
        # What windows and plans are called is compared at every question.
        self._names = Remembered(embedder) if embedder is not None else None
        self._kinds = kinds
        self._zone = zone
        self._weights = weights

    def of_one_question(self) -> Recall:
        """The same for the searches of one question, by one thread: what one of them read none reads again."""
        same = copy(self)
        same._shelf = ReadOnce(self._shelf)
        return same

    def understand(self, text: str, now: datetime | None = None) -> Parsed:
        """What a question asks, with the people and apps known so far."""
        now, apps = now or datetime.now(UTC), self._shelf.apps()
        asked = filters.read(text, now, self._zone, self._kinds, apps)
        people = self._shelf.speakers()
        parsed = question.parse(asked.text, now, self._zone, people=people, apps=apps)
        hangs = filters.is_question(asked.text) and anchors.read_apart(asked.text) is None
        phrase = anchors.read(asked.text, now, self._zone) if hangs else None
        if phrase is not None and not _LOOKED.fullmatch(phrase.words):
            rest = question.parse(phrase.rest, now, self._zone, people=people, apps=apps)
            parsed = self._anchored(phrase, parsed, rest, now)
        meant = kin.meant(asked.text, self._shelf, people)
        notes = (*asked.notes, *parsed.notes)
        span = parsed.span or _typed_span(asked.only)
        return replace(parsed, span=span, kin=meant, only=asked.only, written=asked.written, notes=notes)

    def _anchored(self, phrase: anchors.Phrase, parsed: Parsed, rest: Parsed, now: datetime) -> Parsed:
        """The question without the event that its time hangs on, and that time; as it stands where nothing tells it."""
        if _asks_for(phrase, parsed, rest):
            return parsed
        phrase = anchors.named(phrase, rest.people)
        if phrase.until:
            return self._between(phrase, parsed, rest, now)
        moment, hits = self._looked_up(phrase, now, (not sought.is_over(parsed),))
        span = self._span(phrase, moment, rest, now) if moment else None
        if moment is not None and span is not None:
            people = parsed.people if phrase.side is anchors.Side.LAST else rest.people
            return _at(
                span, _anchor(phrase, moment), parsed, replace(rest, people=people), far=phrase.count > 0
            )
        said = (f"{title_of(one.thing)} {candidates.text_of(one.thing, self._kinds)}" for one in hits)
        if anchors.is_mentioned(phrase.event, said) or any(one.meaning >= LIKELY for one in hits):
            return parsed
        note = f"Nothing that is remembered tells of “{phrase.event}”, so no time was taken from it."
        return replace(parsed, unremembered=phrase.event, notes=(note,))

    def _between(self, phrase: anchors.Phrase, parsed: Parsed, rest: Parsed, now: datetime) -> Parsed:
        """The question without the two events between which its time lies; as it stands where one is not told of."""
        ends = [self.dated(event, rest.people, now, sides=BOTH) for event in (phrase.event, phrase.until)]
        known = [one for one in ends if one is not None]
        told = [one.told for one in known if one.told is not None]
        if len(known) < len(ends) or not told:
            return parsed
        stretches = [(one.start, one.end) for one in known]
        span = _overlap(anchors.span_between(*stretches), phrase.words, rest)
        return parsed if span is None else _at(span, _anchor(phrase, told[0]), parsed, rest, far=True)

    def dated(
        self, event: str, people: Sequence[str], now: datetime, *, sides: Sequence[bool]
    ) -> anchors.Dated | None:
        """When a happening is or was, by its own words if they are a date; None where nothing tells.

        `people` are those of the question: the one of them is "she". `sides` are where it is looked for, in this order:
        ahead (true) or behind.
        """
        dates = times.find(event, now, self._zone)
        if dates and not stems.content(event[: dates[0].first] + event[dates[0].last :]):
            return anchors.Dated(dates[0].start, dates[0].end)
        phrase = anchors.named(anchors.Phrase(anchors.Side.ON, event, event, ""), people)
        moment, _ = self._looked_up(phrase, now, sides)
        return anchors.Dated(moment.start, moment.end, moment) if moment else None

    def _looked_up(
        self, phrase: anchors.Phrase, now: datetime, sides: Sequence[bool]
    ) -> tuple[Moment | None, Sequence[Found]]:
        """When the event of a phrase was, on the first side that tells, and what was found of it."""
        asked = question.parse(phrase.event, now, self._zone, people=self._shelf.speakers())
        hits = self.search(Wanted(phrase.event, limit=LOOKED, now=now), parsed=asked)
        moments = (self._moment(phrase, hits, asked, now, ahead=ahead) for ahead in sides)
        return next((one for one in moments if one is not None), None), hits

    def _span(self, phrase: anchors.Phrase, moment: Moment, rest: Parsed, now: datetime) -> Span | None:
        """The time meant by a phrase, within the other time that the question names."""
        meant = anchors.span_of(phrase, (moment.start, moment.end), now, self._zone)
        return _overlap(meant, phrase.words, rest) if meant else None

    def _moment(
        self, phrase: anchors.Phrase, hits: Sequence[Found], asked: Parsed, now: datetime, *, ahead: bool
    ) -> Moment | None:
        """When the event of a phrase was. Of talk with somebody, what they said last tells it, too."""
        single = (one.thing for one in hits if not (isinstance(one.thing, Memory) and sums_up(one.thing)))
        known = [anchors.Known(thing, candidates.text_of(thing, self._kinds)) for thing in single]
        told = anchors.find(phrase, known, now, self._zone, ahead=ahead)
        if phrase.side is not anchors.Side.LAST or len(asked.people) != 1 or not anchors.talks_with(phrase):
            return told
        ids = self._shelf.said_by(asked.people, None, now)
        last = self._shelf.observations(ids[-1:])
        said = [anchors.on_its_day(anchors.Known(one, one.text), self._zone) for one in last]
        return max((one for one in (told, *said) if one), key=lambda one: one.start, default=None)

    def search(
        self, query: QueryLike, *, without: Sequence[str] = (), parsed: Parsed | None = None
    ) -> list[Found]:
        """At most `query.limit` results, best first; kinds in `without` are not asked. Raises nothing of its own."""
        parsed = parsed or self.understand(query.text, query.now)
        return self.best(query, self.gather(query, parsed, without=without), parsed)

    def gather(self, query: QueryLike, parsed: Parsed, *, without: Sequence[str] = ()) -> list[Item]:
        """Every candidate for a query that was understood as `parsed`, unordered.

        What was done at the time of an event, and no more than that, is all there was at that time.
        """
        text, only, span = parsed.sought, limits(query, parsed), parsed.span
        if span is not None and parsed.is_bare and parsed.is_open:
            text, only = "", _within(only, span.start, span.end)
        return candidates.gather(
            self._shelf,
            self._embedder,
            self._kinds,
            self._zone,
            text,
            only,
            without=without,
            span=span,
            former=parsed.wants_first or parsed.wants_changes,
            also=parsed.kin,
            nameless=parsed.nameless,
        )

    def best(self, query: QueryLike, items: Sequence[Item], parsed: Parsed) -> list[Found]:
        """At most `query.limit` of the candidates for it, best first."""
        by_time = candidates.lists_newest(parsed.text, limits(query, parsed))
        ranked = _newest_first(items) if by_time else _placed(_scored(items, parsed, self._weights()))
        best = _folded(ranked, parsed, query.limit)
        screens = self._screens(best)
        return [self._told(scored, parsed, ranked, screens) for scored in best]

    def computed(self, parsed: Parsed) -> tuple[Sum, list[Found]] | None:
        """What the question wants computed from rows, with the moments it rests on; None where it wants nothing so."""
        found = tally.of(parsed, self._shelf)
        if found is None:
            return None
        rows: dict[UUID, Observation] = {one.id: one for one in self._shelf.observations(list(found.cited))}
        return found, [self._shown(rows[id]) for id in found.cited if id in rows]

    def given(self, ids: Sequence[UUID]) -> list[Found]:
        """What came with a question, in its order; what is not there any more is left out."""
        rows: dict[UUID, Observation] = {one.id: one for one in self._shelf.observations(list(ids))}
        return [self._shown(rows[id]) for id in ids if id in rows]

    def former(self, found: Sequence[Found]) -> dict[UUID, tuple[str, ...]]:
        """Of observations, the words on which rested what current memories among `found` took the place of.

        Of many words together, as the steps of a procedure, most still hold.
        """
        memories = [one.thing for one in found if isinstance(one.thing, Memory) and one.thing.current]
        still = {(source.observation, source.quote) for one in memories for source in one.sources}
        told: dict[UUID, tuple[str, ...]] = {}
        for memory in candidates.former_of(self._shelf, memories):
            for source in memory.sources:
                few = len(source.quote.split()) <= FORMER
                if few and (source.observation, source.quote) not in still:
                    told[source.observation] = (*told.get(source.observation, ()), source.quote)
        return told

    def said_by(self, people: Sequence[str], span: Span) -> list[Found]:
        """What these people said within a time, in its order."""
        ids = self._shelf.said_by(people, span.start, span.end)[:SHOWN]
        return [self._shown(one) for one in sorted(self._shelf.observations(ids), key=lambda one: one.time)]

    def told_by_user(self, since: datetime, until: datetime) -> list[Observation] | None:
        """What the user said or noted within a time, oldest first; None where that is too much to look at."""
        only = Filter(since=since, until=until, types=(ObservationType.TURN, ObservationType.NOTE))
        hits = self._shelf.newest(only, LOOKED_OVER)
        if len(hits) >= LOOKED_OVER:
            return None
        rows = self._shelf.observations([hit.id for hit in hits])
        own = [
            one for one in rows if isinstance(one, Note) or (isinstance(one, Turn) and one.role is Role.USER)
        ]
        return sorted(own, key=lambda one: one.time)

    def as_found(self, thing: Observation | Memory, line: str) -> Found:
        """Something that nobody searched for by words as a result, with the `line` of it that is quoted."""
        return unweighed(thing, line, line)

    def set_for(self, span: Span) -> list[Found]:
        """What memories say takes place within a time, in its order: the days of a week at most."""
        first, days = span.start.astimezone(self._zone), min(DAYS, (span.end - span.start).days or 1)
        dates = (first + timedelta(days=number) for number in range(days))
        hits = [
            hit.id
            for day in dates
            for hit in self._shelf.words_in_memories(f"{day.day} {day:%B} {day.year}", Filter(), SHOWN)
        ]
        held = self._shelf.memories(list(dict.fromkeys(hits)))
        timed = [(when, one) for one in held if one.current and (when := self._takes_place(one))]
        within = sorted(
            ((when, one) for when, one in timed if span.start <= when < span.end), key=lambda pair: pair[0]
        )
        return [self._shown(one) for _, one in within]

    def was_moved(self, found: Found, alike: Callable[[str, str], bool]) -> bool:
        """Whether a later memory tells `alike` of the same, for another time."""
        thing = found.thing
        assert isinstance(thing, Memory)
        when = self.takes_place(found)
        hits = self._shelf.words_in_memories(thing.text, Filter(), READ_AGAIN)
        later = [
            one
            for one in self._shelf.memories([hit.id for hit in hits])
            if one.current and one.valid_from > thing.valid_from and alike(thing.text, one.text)
        ]
        return any(other is not None and other != when for other in map(self._takes_place, later))

    def may_be_of(self, memory: Memory, span: Span) -> bool:
        """Whether a memory tells of something of a time, or of no time of its own."""
        when = self._takes_place(memory)
        return when is None or span.start <= when < span.end

    def takes_place(self, found: Found) -> datetime | None:
        """When what a memory tells takes place; None for what is of no time."""
        return self._takes_place(found.thing) if isinstance(found.thing, Memory) else None

    def _takes_place(self, memory: Memory) -> datetime | None:
        fields = self._kinds[memory.kind].body.model_fields
        name = next((name for name, info in fields.items() if info.annotation is datetime), "")
        told = str(memory.body.get(name) or "")
        when = datetime.fromisoformat(told) if told else None
        return when.replace(tzinfo=self._zone) if when is not None and when.tzinfo is None else when

    def shown(self, id: UUID) -> Found | None:
        """An observation or memory as a result that nobody searched for by words; None where there is none."""
        held: list[Observation | Memory] = [*self._shelf.observations([id]), *self._shelf.memories([id])]
        return self._shown(held[0]) if held else None

    def on_screen(self, found: Sequence[Found]) -> list[Found]:
        """What was found as it was seen: screens with the places of their words, and in the place of what is only
        remembered of a screen that screen; each once.
        """
        wanted = [_screen_of(one) for one in found]
        screens: dict[UUID, Observation] = {
            one.id: one for one in self._shelf.observations([id for id in wanted if id is not None])
        }
        told: dict[UUID, Found] = {}
        for one, id in zip(found, wanted, strict=True):
            screen = screens.get(id) if id is not None else None
            if isinstance(screen, Frame):
                placed = replace(screen, words=tuple(self._shelf.words_of(screen.id)))
                told.setdefault(screen.id, _as_seen(one, placed))
            else:
                told.setdefault(one.id, one)
        return list(told.values())

    def titled(self, fits: Callable[[str], bool], only: Filter) -> list[Found]:
        """The screens within the limits whose window's title fits, oldest first; of many the newest.

        They have the places of their words.
        """
        return self.on_screen(self.windows(lambda app, title: fits(title), only)[-SHOWN:])

    def windows(self, fits: Callable[[str, str], bool], only: Filter) -> list[Found]:
        """The screens within the limits whose app and title fit, oldest first, without their words' places; of many
        the newest.
        """
        shown = self._shelf.shown(only.since, only.until, lambda app, title, url: fits(app, title)) or ()
        fitting = self._shelf.fitting([one.id for one in shown], only)
        screens = self._shelf.observations([one.id for one in shown if one.id in fitting][-COUNTED:])
        return [self._shown(one) for one in sorted(screens, key=lambda one: one.time)]

    def _shown(self, thing: Observation | Memory) -> Found:
        line = snippets.best_line(candidates.text_of(thing, self._kinds), ())
        return unweighed(thing, line, line)

    def comparing(self, text: str) -> Callable[[Sequence[str]], Sequence[float]] | None:
        """A function that gives texts' cosines to `text`, both word for word in English; None without an embedder."""
        embedder = self._names
        if embedder is None or not text.strip():
            return None
        try:
            asked = embedder.embed([glosses.in_english(text)])[0]
        except ModelUnavailable:
            return None
        return lambda texts: [
            float(cosine) for cosine in embedder.embed([glosses.in_english(text) for text in texts]) @ asked
        ]

    def _screens(self, found: Sequence[Scored]) -> dict[UUID, Observation]:
        """The screens that turns among `found` were read off."""
        turns = (one.item.thing for one in found)
        ids = {turn.frame for turn in turns if isinstance(turn, Turn) and turn.frame is not None}
        return {screen.id: screen for screen in self._shelf.observations(list(ids))}

    def _told(
        self,
        scored: Scored,
        parsed: Parsed,
        ranked: Mapping[UUID, Scored],
        screens: Mapping[UUID, Observation],
    ) -> Found:
        item, thing = scored.item, scored.item.thing
        text = candidates.text_of(thing, self._kinds)
        line = snippets.best_line(text, parsed.terms)
        return Found(
            id=item.id,
            type=candidates.kind_name(thing),
            kind=thing.kind if isinstance(thing, Memory) else "",
            score=scored.score,
            time=candidates.time_of(thing),
            title=title_of(thing),
            snippet=snippets.cut(text, line),
            quote=line,
            thing=thing,
            why={name: round(share, 4) for name, share in scored.why.items() if abs(share) > 1e-4},
            sources=_told_sources(thing, ranked) if isinstance(thing, Memory) else seen_on(thing, screens),
            meaning=item.meaning or 0.0,
            cover=_covered(item, parsed),
            replies_to=item.replies_to,
            signs=signs.of(item, scored.signals, parsed) if scored.measured else (),
        )


def _typed_span(only: Filter) -> Span | None:
    """The time that typed filters limit to on both sides: it is asked about as if it were named."""
    if only.since is None or only.until is None or only.since >= only.until:
        return None
    return Span(only.since, only.until, "", 0, 0, Grain.DAY)


def _as_seen(found: Found, screen: Frame) -> Found:
    """What was found, as the screen it is of."""
    return replace(
        found,
        id=screen.id,
        type=candidates.kind_name(screen),
        kind="",
        time=screen.time,
        title=title_of(screen),
        thing=screen,
    )


def _screen_of(found: Found) -> UUID | None:
    """The screen that was found, or that what was found only says was looked at."""
    thing = found.thing
    if isinstance(thing, Frame):
        return thing.id
    seen = isinstance(thing, Memory) and thing.current and thing.body.get("event_type") == "screen"
    if not isinstance(thing, Memory) or not seen or thing.author is Author.USER or not thing.sources:
        return None
    return found.sources[0].observation if found.sources else thing.sources[0].observation


def _asks_for(phrase: anchors.Phrase, parsed: Parsed, rest: Parsed) -> bool:
    """Whether the time of the event itself is asked for, or what was so until it, which other rules answer."""
    if parsed.wants_first and parsed.language == "en" and phrase.side is anchors.Side.BEFORE:
        return True
    return parsed.shape in (Shape.WHEN, Shape.HOW_LONG) and not rest.terms


def _overlap(meant: tuple[datetime, datetime], words: str, rest: Parsed) -> Span | None:
    """The time meant, within the other time that the question names."""
    since, until = meant
    if rest.span is not None:
        since, until = max(since, rest.span.start), min(until, rest.span.end)
    return Span(since, until, words, 0, 0, Grain.DAY) if since < until else None


def _at(span: Span, anchor: Anchor, parsed: Parsed, rest: Parsed, *, far: bool) -> Parsed:
    """The question at the time of an event, and without the event's words.

    What is so and so `far` off from an event seldom speaks of it; what is of its time often does.
    """
    bare = replace(rest, span=span, anchor=anchor, language=parsed.language)
    return bare if far else replace(parsed, shape=rest.shape, span=span, anchor=anchor, bare=bare)


def _anchor(phrase: anchors.Phrase, moment: Moment) -> Anchor:
    thing = moment.known.thing
    return Anchor(
        phrase.words, phrase.event, phrase.side, thing.id, candidates.kind_name(thing), moment.quote
    )


def limits(query: QueryLike, parsed: Parsed) -> Filter:
    """The limits of a search and of the filters typed into it; where both name apps or kinds, the search's own."""
    only = replace(parsed.only, apps=query.apps or parsed.only.apps, kinds=query.kinds or parsed.only.kinds)
    return _within(only, query.since, query.until)


def _within(only: Filter, since: datetime | None, until: datetime | None) -> Filter:
    """The limits, and those of a time besides."""
    return replace(
        only,
        since=max((time for time in (since, only.since) if time is not None), default=None),
        until=min((time for time in (until, only.until) if time is not None), default=None),
    )


def unweighed(
    thing: Observation | Memory, line: str, snippet: str, why: Mapping[str, float] = MappingProxyType({})
) -> Found:
    """A result that was weighed against no other, with the `line` of it that is quoted."""
    return Found(
        id=thing.id,
        type=candidates.kind_name(thing),
        kind=thing.kind if isinstance(thing, Memory) else "",
        score=1.0,
        time=candidates.time_of(thing),
        title=title_of(thing),
        snippet=snippet,
        quote=line,
        thing=thing,
        why=dict(why),
        sources=thing.sources[:TOLD] if isinstance(thing, Memory) else (),
    )


def title_of(thing: Observation | Memory) -> str:
    """A hit's heading: a memory's title, a frame's window, who speaks."""
    if isinstance(thing, Memory):
        return thing.title
    if isinstance(thing, Frame):
        return thing.window_title or thing.app
    if isinstance(thing, Turn) and thing.frame is not None:
        return thing.speaker or thing.thread
    return getattr(thing, "speaker", "") or "Note"


def _scored(items: Sequence[Item], parsed: Parsed, weights: Weights) -> list[Scored]:
    if not items:
        return []
    measured = signals.measure(items, parsed)
    totals, shares = fusion.fuse(measured, weights)
    return [Scored(item, float(totals[at]), shares, measured, at) for at, item in enumerate(items)]


def _placed(scored: Sequence[Scored]) -> dict[UUID, Scored]:
    """Best first; a memory stands just above its best source, so that it never drowns what it rests on.

    What the user had kept or put right stands by its own words: "it's 28" says less than what was made of it.
    """
    scores = {one.item.id: one.score for one in scored}
    placed = [_capped(one, scores) for one in scored]
    return {one.item.id: one for one in sorted(placed, key=lambda one: (-one.score, one.item.id))}


def _newest_first(items: Sequence[Item]) -> dict[UUID, Scored]:
    """What fits the filters of a search that has no words."""
    newest = sorted(items, key=lambda item: candidates.time_of(item.thing), reverse=True)
    return {item.id: Scored(item, 1.0 - at / len(newest), {}, {}, at) for at, item in enumerate(newest)}


def _capped(one: Scored, scores: Mapping[UUID, float]) -> Scored:
    thing = one.item.thing
    if not isinstance(thing, Memory) or thing.author is Author.USER:
        return one
    known = [scores[source.observation] for source in thing.sources if source.observation in scores]
    return replace(one, score=min(one.score, max(known) + ABOVE)) if known else one


def _folded(ranked: Mapping[UUID, Scored], parsed: Parsed, limit: int) -> list[Scored]:
    """The first `limit` of them. Repeats of a screen that stands higher up go to the end, in their order; behind them
    what sums others up, but for a conversation as a whole beside its own turns.

    Who asks of a time, and of nothing in particular, is told its sums first.
    """
    first: list[Scored] = []
    again: list[Scored] = []
    sums = [one for one in ranked.values() if _sums_up(one) and not _is_retold(one, ranked)]
    asked = [one for one in sums if not parsed.terms and parsed.span and _in_time(one, parsed.span)]
    shown: dict[tuple[str, str], list[frozenset[str]]] = {}
    for one in ranked.values():
        if len(asked) + len(first) >= limit:
            break
        thing = one.item.thing
        if _sums_up(one):
            continue
        if not isinstance(thing, Frame):
            first.append(one)
            continue
        screens = shown.setdefault((thing.app, thing.window_title), [])
        (again if any(_alike(one.item.terms, other) for other in screens) else first).append(one)
        screens.append(one.item.terms)
    return [*asked, *first, *again, *(one for one in sums if one not in asked)][:limit]


def _sums_up(one: Scored) -> bool:
    return isinstance(one.item.thing, Memory) and sums_up(one.item.thing)


def _is_retold(one: Scored, ranked: Mapping[UUID, Scored]) -> bool:
    """Whether what sums a conversation up stands beside turns of it, which say the same in full."""
    thing = one.item.thing
    if not isinstance(thing, Memory) or thing.parts:
        return False
    return any(source.observation in ranked for source in thing.sources)


def _in_time(one: Scored, span: Span) -> bool:
    return span.start <= candidates.time_of(one.item.thing) < span.end


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    shorter, longer = sorted((len(a), len(b)))
    return shorter >= SAME * longer and len(a & b) >= SAME * len(a | b)


def _told_sources(memory: Memory, ranked: Mapping[UUID, Scored]) -> tuple[Source, ...]:
    """A memory's best matching sources, the best first; unranked ones only when there is no other."""
    known = [source for source in memory.sources if source.observation in ranked]
    known.sort(key=lambda source: -ranked[source.observation].score)
    return tuple((known or list(memory.sources))[:TOLD])


def seen_on(thing: Observation, screens: Mapping[UUID, Observation]) -> tuple[Source, ...]:
    """The screen that a turn was read off, with its words and their place."""
    screen = screens.get(thing.frame) if isinstance(thing, Turn) and thing.frame is not None else None
    if not isinstance(thing, Turn) or screen is None:
        return ()
    return (Source(screen.id, ObservationType.FRAME, thing.text, thing.box, screen.external_id),)


def _covered(item: Item, parsed: Parsed) -> float:
    matter = parsed.matter
    return sum(term in item.terms for term in matter) / len(matter) if matter else 0.0
