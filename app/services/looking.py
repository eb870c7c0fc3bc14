"""Looking at what is there: timeline, frames, memories, coverage, rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from agents.times import going
from app.capture.built_in import BUILT_IN
from app.capture.rules import Rule
from app.interfaces import (
    ChangeView,
    ChatTurn,
    CoverageView,
    DayView,
    FrameDetail,
    FrameView,
    KindView,
    MemoryView,
    Place,
    ReelCell,
    ReelView,
    RehearsalView,
    RuleView,
    ThreadView,
    TimeView,
    VersionView,
)
from app.services import differing, places, rehearsing, views
from storage.clock import Clock
from storage.errors import NotFound, WrongUse
from storage.ids import MemoryId, ObservationId
from storage.model import Frame, Memory, Note, ObservationType, Turn, Version
from storage.safe import Safe

FAR_AHEAD = datetime.fromisoformat("9000-01-01T00:00:00+00:00")
TITLE_LENGTH = 60
REHEARSED = timedelta(days=7)
# No zone's midnight lies within a quarter of an hour, in seconds.
QUARTER = 900
MOST_CELLS = 2000
MOST_AROUND = 1000


class Looking:
    """Read-only views of a safe. Thread-safe, as the safe's readers are."""

    def __init__(self, safe: Safe, zone: ZoneInfo, clock: Clock) -> None:
        self._safe = safe
        self._zone = zone
        self._clock = clock

    def days(self) -> list[DayView]:
        """Local days that hold frames, oldest first."""
        counted = Counter[str]()
        for start, frames in self._safe.reels.counts(QUARTER):
            counted[start.astimezone(self._zone).date().isoformat()] += frames
        return [DayView(day, frames) for day, frames in sorted(counted.items())]

    def frames(self, since: datetime, until: datetime, limit: int) -> list[FrameView]:
        """Frames of [since, until), oldest first."""
        return [views.frame(seen) for seen in self._safe.observations.frames(since, until, limit=limit)]

    def frames_around(self, at: datetime, before: int, after: int) -> list[FrameView]:
        """Frames before `at`, and from it on, oldest first."""
        frames = self._safe.observations.frames
        earlier = frames(None, at, limit=min(before, MOST_AROUND), newest_first=True)
        return [
            views.frame(seen)
            for seen in (*reversed(earlier), *frames(at, None, limit=min(after, MOST_AROUND)))
        ]

    def reel(self, since: datetime, until: datetime, seconds: int) -> ReelView:
        """A piece of the tape. Raises WrongUse when it has too many cells."""
        if seconds < 1 or (until - since) / timedelta(seconds=seconds) > MOST_CELLS:
            raise WrongUse("That is too long a piece of the timeline for cells as short as these.")
        cells = self._safe.reels.cells(since, until, seconds)
        long = timedelta(seconds=seconds)
        coverage = (one for one in self.coverage(since, until) if one.ended - one.started >= long)
        return ReelView(
            seconds, tuple(ReelCell(one.time, one.app, one.frames) for one in cells), tuple(coverage)
        )

    def app_change(self, app: str, at: datetime, by: int) -> datetime | None:
        """When another app comes next, or where the run of this one or the one before it began."""
        reels = self._safe.reels
        return reels.next_app(app, at) if by > 0 else reels.previous_app(app, at)

    def time_of(self, text: str, at: datetime, now: datetime | None) -> TimeView | None:
        """What words for a time mean to somebody who looks at `at`."""
        found = going.goal(text, at, now or self._clock(), self._zone)
        return TimeView(found.start, found.end) if found is not None else None

    def frame(self, id: UUID) -> FrameDetail:
        """One frame with its words."""
        return views.frame_detail(self._frame(id))

    def picture(self, id: UUID) -> bytes:
        """A frame's picture, empty when only its text was kept."""
        seen = self._frame(id)
        return self._safe.observations.picture(seen.id) if seen.has_picture else b""

    def thumbnail(self, id: UUID) -> bytes:
        """A frame's thumbnail, empty when there is none."""
        return self._safe.observations.thumbnail(ObservationId(id)) or b""

    def turn(self, id: UUID) -> ChatTurn:
        """One turn or note."""
        found = self._safe.observations.get(ObservationId(id))
        if not isinstance(found, Turn | Note):
            raise NotFound("That is a frame, not something said.")
        return views.line(found)

    def places(self, id: UUID, words: str, typed: bool) -> list[Place]:
        """Where words stand on a frame: those of a quote, or what was `typed` to be found."""
        seen = self._frame(id).words
        return places.of_search(seen, words) if typed else places.of_quote(seen, words)

    def coverage(self, since: datetime, until: datetime) -> list[CoverageView]:
        """The ledger of [since, until)."""
        return [views.coverage(stretch) for stretch in self._safe.coverage.between(since, until)]

    def threads(self, words: str) -> list[ThreadView]:
        """Conversations, the latest first, those with `words` in a line."""
        found = self._safe.observations.threads(words)
        return [
            ThreadView(thread, text[:TITLE_LENGTH] or thread, last, turns)
            for thread, last, turns, text in found
        ]

    def kinds(self) -> list[KindView]:
        """The kinds with how many memories each has."""
        held = self._safe.counts().memories
        waiting = Counter(candidate.kind for candidate in self._safe.candidates.list())
        waiting.update(proposal.kind for proposal in self._safe.proposals.list())
        return [views.kind(kind, held.get(name, 0), waiting[name]) for name, kind in self._safe.kinds.items()]

    def memories(self, kind: str, past: bool, limit: int, offset: int) -> list[MemoryView]:
        """Memories of a kind (all when empty), newest first."""
        wanted = self._safe.kinds[kind].name if kind else None
        found = self._safe.memories.list(wanted, include_past=past, limit=limit or None, offset=offset)
        return [views.memory(memory, self._safe.kinds[memory.kind]) for memory in found]

    def memory(self, id: UUID) -> MemoryView:
        """One memory."""
        memory = self._safe.memories.get(MemoryId(id))
        return views.memory(memory, self._safe.kinds[memory.kind])

    def history(self, id: UUID) -> list[VersionView]:
        """A memory's history, oldest first."""
        return [views.version(step) for step in self._safe.memories.history(MemoryId(id))]

    def changes(self, id: UUID, limit: int) -> list[ChangeView]:
        """What was changed of a memory, word by word, the latest first."""
        steps = self._safe.memories.history(MemoryId(id))
        held = self._safe.memories.many(list(dict.fromkeys(step.memory for step in steps)))
        later = self._safe.memories.many([one.superseded_by for one in held.values() if one.superseded_by])
        shown = list(enumerate(steps))[::-1][: max(0, limit)]
        return [_change(step, steps[at + 1 :], held | later) for at, step in shown]

    def rules(self) -> list[RuleView]:
        """The user's rules, then the built-in ones."""
        own = [views.rule(rule) for rule in self._safe.rules.list()]
        return own + [views.built_in_rule(rule) for rule in BUILT_IN]

    def rehearse(self, rule: Rule, since: datetime | None, until: datetime | None) -> RehearsalView:
        """What a rule would have hidden in [since, until), by default in the last seven days."""
        end = until or self._clock()
        return rehearsing.rehearse(self._safe, rule, since or end - REHEARSED, end)

    def frames_since(self, since: datetime) -> int:
        """How many frames were kept since then."""
        return self._safe.reels.count(since, FAR_AHEAD)

    def _frame(self, id: UUID) -> Frame:
        found = self._safe.observations.get(ObservationId(id))
        if not isinstance(found, Frame):
            raise NotFound(f"That is a {_said(found)}, not a frame.")
        return found


def _change(step: Version, afterwards: Sequence[Version], held: Mapping[MemoryId, Memory]) -> ChangeView:
    """What a step changed: against the memory's next version, or else what it is now, or what took its place."""
    memory = held[step.memory]
    following = next((one for one in afterwards if one.memory == step.memory), None)
    after = memory.body if following is None else following.body
    ended = following is None and not memory.current
    successor = held.get(memory.superseded_by) if ended and memory.superseded_by else None
    if successor is not None:
        after = next((one.body for one in afterwards if one.memory == successor.id), successor.body)
    fields = tuple(differing.fields(step.body, after))
    return ChangeView(step.at, str(step.author), step.reason, step.memory, fields, ended, step.undone)


def _said(found: Turn | Note) -> str:
    return str(ObservationType.TURN if isinstance(found, Turn) else ObservationType.NOTE)
