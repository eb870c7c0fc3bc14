"""Finding habits: windows that follow each other again and again, and what comes back on one day of the week."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from agents import sentences
from agents.dream.view import View, Wish, Wishes, moment
from agents.patterns import lazy
from agents.summing import Habit
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
)

# How far back habits are looked for.
BACK = timedelta(days=120)
# A habit was seen so often, on so many days; a weekly one in so many weeks.
TIMES, DAYS, WEEKS = 3, 3, 3
SHORTEST, LONGEST = 3, 6
# Steps further apart than this do not belong together.
GAP = timedelta(minutes=20)
# A weekly thing happens on its day at least this often of all its days.
FAITHFUL = 0.75
# Two clock times this far apart are about the same.
ABOUT = timedelta(hours=2)
# A habit that was not seen for so long is left as it is.
MOST = 12
SOURCES = 12
_NOISE = lazy(r"\(\d+\)|\d[\d.,:/-]*|[*●•]|\b(?:v|version)\s*\d[\w.]*", re.IGNORECASE)
_PARTS = lazy(r"\s+[-–—|·]\s+")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
REASON = "a dream saw it happen again and again"


@dataclass(frozen=True, slots=True)
class Visit:
    """A window that was in front for a while."""

    what: str
    at: datetime
    window: FrameWindow


@dataclass(slots=True)
class _Seen:
    """The times a run of windows was seen through, and those it was broken off."""

    runs: list[Sequence[Visit]] = field(default_factory=list)
    broken: list[datetime] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A habit and the observations it was seen by."""

    habit: Habit
    sources: tuple[Source, ...]
    read: tuple[Memory, ...] = ()


def wishes(view: View) -> Wishes:
    """A wish for each habit that is new, or was seen again since."""
    kind = view.kind_with("routine")
    if kind is None:
        return
    days = _visits_by_day(view)
    yield None
    found = [*_runs(days), *_weekly_windows(view, days), *_weekly_appointments(view)]
    refused = {kind.key_of(memory.body) for memory in view.spared.values() if memory.kind == kind.name}
    known = {kind.key_of(memory.body): memory for memory in view.memories if memory.kind == kind.name}
    for one in found[:MOST]:
        wish = _wish(view, kind, one, known)
        if wish is not None and kind.key_of({"name": one.habit.name}) not in refused:
            yield wish


def _wish(view: View, kind: MemoryKind, found: Found, known: Mapping[str, Memory]) -> Wish | None:
    routine = view.rules[kind.name].routine
    assert routine is not None
    before = known.get(kind.key_of({"name": found.habit.name}))
    if before is not None and view.keeps(before):
        return None
    body = _checked(kind, routine(found.habit, before.body if before is not None else None))
    if before is not None and body == before.body:
        return None
    told = f"{found.habit.name}, seen {found.habit.times} times"
    change = _change(kind, found, body, before)
    read = found.read if before is None else (*found.read, before)
    return Wish(told, (change,), read=read)


def _change(kind: MemoryKind, found: Found, body: BodyFields, before: Memory | None) -> Change:
    if before is None:
        id = MemoryId(ids.new(found.habit.last))
        return Add(
            kind.name, body, found.sources, found.habit.last, REASON, None, 0.7, 0.6, Author.DREAM, id=id
        )  # fmt: skip
    known = {source.observation for source in before.sources}
    new = tuple(source for source in found.sources if source.observation not in known)
    return Extend(before.id, body, new, REASON, Author.DREAM)


def _checked(kind: MemoryKind, body: BodyFields) -> BodyFields:
    checked: BodyFields = kind.body.model_validate(body).model_dump(mode="json")
    return checked


# -- visits ----------------------------------------------------------------------------------------------------------


def _visits_by_day(view: View) -> dict[date, list[Visit]]:
    """What was in front, day by day, each window once until another came; today is not over."""
    windows = view.past.windows(view.now - BACK, view.midnight(view.day_of(view.now)))
    found: dict[date, list[Visit]] = defaultdict(list)
    for window in windows:
        what = activity(window)
        visits = found[view.day_of(window.time)]
        if what and not (visits and visits[-1].what == what):
            visits.append(Visit(what, window.time, window))
    return found


def activity(window: FrameWindow) -> str:
    """What a window is for, without numbers and dates: “Invoice 2024-117 - Writer” is “Invoice (Writer)”."""
    parts = [part.strip() for part in _PARTS.split(_NOISE.sub(" ", window.window_title)) if part.strip()]
    own = [part for part in parts if part.casefold() not in window.app.casefold() or len(parts) == 1]
    title = " ".join(" - ".join(own[:2]).split()).strip(" -–—|·,.")
    if not any(sign.isalpha() for sign in title):
        return ""
    return f"{title[:60]} ({window.app})" if window.app and window.app not in title else title[:60]


# -- runs ------------------------------------------------------------------------------------------------------------


def _runs(days: Mapping[date, Sequence[Visit]]) -> Iterator[Found]:
    """Runs of different windows that came in the same order on several days, the longest first."""
    seen = _counted(days)
    often = {
        steps: times
        for steps, times in seen.items()
        if len(times.runs) >= TIMES and len({run[0].at.date() for run in times.runs}) >= DAYS
    }
    taken: list[tuple[str, ...]] = []
    for steps, times in sorted(often.items(), key=lambda one: (-len(one[0]), -len(one[1].runs), one[0])):
        if any(_overlaps(steps, longer) for longer in taken):
            continue
        taken.append(steps)
        times.broken += _broken_off(days, steps)
        yield _run(steps, times)


def _counted(days: Mapping[date, Sequence[Visit]]) -> dict[tuple[str, ...], _Seen]:
    seen: dict[tuple[str, ...], _Seen] = defaultdict(_Seen)
    for _, visits in sorted(days.items()):
        for start in range(len(visits)):
            for length in range(SHORTEST, LONGEST + 1):
                run = visits[start : start + length]
                steps = tuple(visit.what for visit in run)
                if len(run) < length or len(set(steps)) < length or not _together(run):
                    break
                seen[steps].runs.append(run)
    return seen


def _together(run: Sequence[Visit]) -> bool:
    return all(after.at - before.at <= GAP for before, after in pairwise(run))


def _overlaps(steps: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True when both are mostly the same windows: one found with another beginning or end."""
    return len(set(steps) & set(other)) >= len(steps) - 1


def _broken_off(days: Mapping[date, Sequence[Visit]], steps: tuple[str, ...]) -> Iterator[datetime]:
    """When all but the last steps came and then something else."""
    begun = len(steps) - 1
    for _, visits in sorted(days.items()):
        for start in range(len(visits) - begun + 1):
            run = visits[start : start + begun]
            after = visits[start + begun : start + begun + 1]
            if tuple(visit.what for visit in run) != steps[:begun] or not _together(run):
                continue
            if not after or after[0].what != steps[-1] or after[0].at - run[-1].at > GAP:
                yield run[-1].at


def _run(steps: tuple[str, ...], seen: _Seen) -> Found:
    first, last = steps[0], steps[-1]
    habit = Habit(
        f"{first} → {last}"[:120], f"Goes from {first} over {len(steps) - 2} more to {last}",
        [f"{first} is opened"], list(steps), len(seen.runs), max(run[-1].at for run in seen.runs),
        len(seen.broken), max(seen.broken, default=None),
    )  # fmt: skip
    return Found(habit, _frames(visit for run in seen.runs[-2:] for visit in run))


def _frames(visits: Iterable[Visit]) -> tuple[Source, ...]:
    found = {
        visit.window.id: Source(visit.window.id, ObservationType.FRAME, visit.window.window_title)
        for visit in visits
    }
    return tuple(found.values())[:SOURCES]


# -- weekly ----------------------------------------------------------------------------------------------------------


def _weekly_windows(view: View, days: Mapping[date, Sequence[Visit]]) -> Iterator[Found]:
    """Windows that come on one day of the week, at about the same time."""
    visits: dict[str, dict[date, Visit]] = defaultdict(dict)
    for day, of_day in days.items():
        for visit in of_day:
            visits[visit.what].setdefault(day, visit)
    for what, by_day in sorted(visits.items()):
        chosen = _faithful(by_day)
        times = [visit.at.astimezone(view.zone) for visit in chosen.values()]
        if len(chosen) >= WEEKS and _about_the_same(times):
            weekday, clock = _WEEKDAYS[times[0].weekday()], _clock(times)
            habit = Habit(
                f"{what} every {weekday}", f"{what}, on {weekday}s about {clock}",
                [f"{weekday} about {clock}"], [f"Open {what}"], len(chosen),
                max(visit.at for visit in chosen.values()),
            )  # fmt: skip
            yield Found(habit, _frames(list(chosen.values())[-3:]))


def _faithful(by_day: Mapping[date, Visit]) -> dict[date, Visit]:
    """The visits of the day of the week they keep to, each week once; none where they keep to no day."""
    weekday, number = Counter(day.weekday() for day in by_day).most_common(1)[0]
    if number < FAITHFUL * len(by_day):
        return {}
    return {day: visit for day, visit in sorted(by_day.items()) if day.weekday() == weekday}


def _about_the_same(times: Sequence[datetime]) -> bool:
    minutes = [time.hour * 60 + time.minute for time in times]
    middle, most = median(minutes), ABOUT.total_seconds() / 60
    return sum(abs(one - middle) <= most for one in minutes) >= FAITHFUL * len(minutes)


def _clock(times: Sequence[datetime]) -> str:
    """The middle of several clock times, to the quarter."""
    quarters = round(median(time.hour * 60 + time.minute for time in times) / 15)
    return f"{quarters * 15 // 60 % 24:02d}:{quarters * 15 % 60:02d}"


def _weekly_appointments(view: View) -> Iterator[Found]:
    """Appointments of one subject that keep to a day of the week."""
    found: dict[str, dict[date, Memory]] = defaultdict(dict)
    for memory in view.plain:
        rules = view.rules.get(memory.kind)
        at = moment(memory.body, "occurred_at")
        subject = str(memory.body.get("subject", ""))
        if at is not None and subject and rules is not None and rules.rolled is not None:
            found[sentences.fold(subject)].setdefault(view.day_of(at), memory)
    for subject, by_day in sorted(found.items()):
        weekday, number = Counter(day.weekday() for day in by_day).most_common(1)[0]
        if number < max(WEEKS, FAITHFUL * len(by_day)):
            continue
        memories = [memory for day, memory in sorted(by_day.items()) if day.weekday() == weekday]
        times = [moment(memory.body, "occurred_at") or memory.valid_from for memory in memories]
        clock = _clock([time.astimezone(view.zone) for time in times])
        habit = Habit(
            f"{subject[:1].upper()}{subject[1:]} every {_WEEKDAYS[weekday]}",
            f"{subject[:1].upper()}{subject[1:]}, on {_WEEKDAYS[weekday]}s at {clock}",
            [f"{_WEEKDAYS[weekday]} {clock}"], [f"{subject[:1].upper()}{subject[1:]}"], number, max(times),
        )  # fmt: skip
        sources = {source.observation: source for memory in memories[-3:] for source in memory.sources[:2]}
        yield Found(habit, tuple(sources.values()), tuple(memories[-3:]))
