"""Rolling up: days that are over, then weeks and months, each told by its parts and tied to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from agents import claims, sentences
from agents.dream.view import View, Wish, Wishes, moment, sources_of
from agents.patterns import lazy
from agents.summing import Rolling, Span
from storage import ids
from storage.kind import MemoryKind
from storage.model import (
    Add,
    Author,
    BodyFields,
    Change,
    Extend,
    FrameWindow,
    Memory,
    MemoryId,
    ObservationType,
    Source,
    Tie,
)

# A window counts as looked at until the next one, but no longer than this.
LONGEST_LOOK = timedelta(minutes=5)
# Apps, people and places that a roll-up names.
NAMED = 6
# An app that was in front for less than this is not worth its name.
SHORTEST = timedelta(minutes=1)
# Observations a roll-up names as its own sources, beside what its parts rest on.
SOURCES = 60
# A name behind a word of place; days and months stand there too.
_PLACE = lazy(
    r"\b(?:in|at|to|from|near|nach|aus|bei)\s+(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|"
    r"April|May|June|July|August|September|October|November|December)([A-ZÄÖÜ][\w'’-]{2,}(?: [A-ZÄÖÜ][\w'’-]+)?)"
)
# Parts of one roll-up; a day of more events is told by the most important.
PARTS = 200
# So many days make a week or a month worth summing up.
FEWEST_DAYS = 2
REASON = {
    Span.DAY: "a dream summed up the day",
    Span.WEEK: "a dream summed up the week",
    Span.MONTH: "a dream summed up the month",
}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The days to be summed up."""

    span: Span
    first: date
    last: date

    @property
    def name(self) -> str:
        return f"{self.span} {self.first.isoformat()}"


def wishes(view: View) -> Wishes:
    """A wish for each day, week and month that is over and not yet summed up as it is now known."""
    kind = view.kind_with("roll")
    rolled = view.rules[kind.name].rolled if kind is not None else None
    if kind is None or rolled is None:
        return
    made = {rolled(memory.body): memory for memory in view.memories if rolled(memory.body)}
    refused = {rolled(memory.body) for memory in view.spared.values() if memory.kind == kind.name}
    days = _days(view, kind)
    told: dict[date, Memory] = {}
    for day, parts in sorted(days.items()):
        stretch = _Stretch(Span.DAY, day, day)
        if stretch.name in refused:
            continue
        wish, whole = _summed(view, kind, stretch, parts, made.get(stretch.name))
        told[day] = whole
        yield wish
    for stretch in _longer(view, told):
        if stretch.name not in refused:
            parts = [told[day] for day in sorted(told) if stretch.first <= day <= stretch.last]
            yield _summed(view, kind, stretch, parts, made.get(stretch.name))[0]


def _days(view: View, kind: MemoryKind) -> dict[date, list[Memory]]:
    """The events of each day that is over, by their own time."""
    today, found = view.day_of(view.now), defaultdict[date, list[Memory]](list)
    for memory in view.plain:
        at = moment(memory.body, "occurred_at") if memory.kind == kind.name else None
        if at is not None and view.day_of(at) < today:
            found[view.day_of(at)].append(memory)
    return {
        day: sorted(parts, key=lambda memory: (str(memory.body["occurred_at"]), memory.id))[:PARTS]
        for day, parts in found.items()
    }


def _longer(view: View, days: Mapping[date, Memory]) -> Iterable[_Stretch]:
    """The weeks (from Monday) and months that are over and hold enough days."""
    today = view.day_of(view.now)
    weeks = Counter(day - timedelta(days=day.weekday()) for day in days)
    months = Counter(day.replace(day=1) for day in days)
    spans: tuple[tuple[Span, Counter[date], Callable[[date], date]], ...] = (
        (Span.WEEK, weeks, lambda first: first + timedelta(days=6)),
        (Span.MONTH, months, _month_end),
    )
    for span, counted, end in spans:
        for first, number in sorted(counted.items()):
            if number >= FEWEST_DAYS and end(first) < today:
                yield _Stretch(span, first, end(first))


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _summed(
    view: View, kind: MemoryKind, stretch: _Stretch, parts: Sequence[Memory], before: Memory | None
) -> tuple[Wish | None, Memory]:
    """The wish, None where all is told already, and the roll-up as it will be."""
    parts = [*parts, *_faded(view, before)] if before is not None else parts
    if before is not None and (view.keeps(before) or _is_told(before, parts)):
        return None, before
    windows = view.windows_of(stretch.first, stretch.last)
    body = _body(view, kind, stretch, parts, windows)
    sources = (*_of_apps(windows, apps_of(windows)), *sources_of(parts, 2, SOURCES))
    whole = _held(view, kind, stretch, body, before, sources)
    ties = tuple(
        Tie(whole.id, part.id, f"Part of {_title(whole)}.", 1.0, part=True)
        for part in parts
        if before is None or part.id not in before.parts
    )
    read = tuple(one for one in (before, *parts) if one is not None and one.id in view.by_id)
    changes = tuple(_changes(stretch, whole, before, body))
    if not (changes or ties):
        return None, whole
    verb = "sums up" if before is None else "tells anew"
    return Wish(f"{verb} {_title(whole)}, {len(parts)} parts", changes, ties, read), whole


def _faded(view: View, before: Memory) -> Sequence[Memory]:
    """Parts that have faded since: they are over, and were so all the same."""
    gone = [part for part in before.parts if part not in view.by_id]
    return view.past.faded(gone) if gone else ()


def _is_told(before: Memory, parts: Sequence[Memory]) -> bool:
    """True when it was made of these very parts, and none of them has changed since."""
    return set(before.parts) == {part.id for part in parts} and all(
        part.revised <= before.revised for part in parts
    )


def _title(whole: Memory) -> str:
    return whole.title.partition(":")[0]


def _held(
    view: View,
    kind: MemoryKind,
    stretch: _Stretch,
    body: BodyFields,
    before: Memory | None,
    sources: tuple[Source, ...],
) -> Memory:
    since = view.midnight(stretch.first)
    id = before.id if before is not None else MemoryId(ids.new(since))
    return Memory(
        id, kind.name, body, kind.title_of(body), kind.search_text(body), view.now, view.now, since,
        author=Author.DREAM, sources=tuple({source.observation: source for source in sources}.values()),
    )  # fmt: skip


def _changes(stretch: _Stretch, whole: Memory, before: Memory | None, body: BodyFields) -> Iterable[Change]:
    reason = REASON[stretch.span]
    if before is None:
        yield Add(
            whole.kind, body, whole.sources, whole.valid_from, reason, None, 0.9, 0.4, Author.DREAM, id=whole.id
        )  # fmt: skip
    elif body != before.body:
        known = {source.observation for source in before.sources}
        new = tuple(source for source in whole.sources if source.observation not in known)
        yield Extend(before.id, body, new, f"{reason} anew", Author.DREAM)


def _body(
    view: View,
    kind: MemoryKind,
    stretch: _Stretch,
    parts: Sequence[Memory],
    windows: Sequence[FrameWindow],
) -> BodyFields:
    roll = view.rules[kind.name].roll
    assert roll is not None
    since, until = view.midnight(stretch.first), view.midnight(stretch.last + timedelta(days=1))
    people, places = _names(view, parts)
    body = roll(
        Rolling(
            stretch.span, stretch.first, stretch.last, since, until - timedelta(seconds=1),
            [part.body for part in parts], apps_of(windows), people, places,
        )
    )  # fmt: skip
    checked: BodyFields = kind.body.model_validate(body).model_dump(mode="json")
    return checked


def apps_of(windows: Sequence[FrameWindow]) -> dict[str, timedelta]:
    """About how long each app was in front, the longest first."""
    spent: Counter[str] = Counter()
    for window, after in zip_longest(windows, windows[1:]):
        look = min(after.time - window.time, LONGEST_LOOK) if after else LONGEST_LOOK
        spent[window.app] += round(look.total_seconds()) if window.app else 0
    found = {app: timedelta(seconds=seconds) for app, seconds in spent.most_common(NAMED)}
    return {app: time for app, time in found.items() if time >= SHORTEST}


def _of_apps(windows: Sequence[FrameWindow], apps: Mapping[str, timedelta]) -> Iterable[Source]:
    """A moment of each app that is named: forgetting all of them takes the name along."""
    first = {window.app: window for window in reversed(windows)}
    return (Source(first[app].id, ObservationType.FRAME) for app in apps)


def _names(view: View, parts: Sequence[Memory]) -> tuple[list[str], list[str]]:
    """The people and things known by a card that the parts name, and the places; the most frequent first."""
    known: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for part in parts:
        if view.sums_up(part):
            listed = dict(_listed(str(part.body.get("details", ""))))
            known.update(listed.get("People and things", ()))
            places.update(listed.get("Places", ()))
            continue
        names = claims.names_in(f"{part.title}. {part.body.get('actor', '')}")
        known.update(name for name in names if sentences.fold(name) in view.names)
        places.update(
            place for place in _PLACE.findall(part.title) if sentences.fold(place) not in view.names
        )
    return [name for name, _ in known.most_common(NAMED)], [name for name, _ in places.most_common(NAMED)]


def _listed(details: str) -> Iterable[tuple[str, list[str]]]:
    for line in details.splitlines():
        head, _, names = line.partition(": ")
        yield head, names.split(", ")
