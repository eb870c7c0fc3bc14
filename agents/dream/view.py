"""What a dream looks at, and what it wishes: changes and ties that only make sense together, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Protocol, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from agents.kinds import Rules, sums_up
from storage.kind import Growth, Kinds, MemoryKind, Recall
from storage.model import Change, FrameWindow, Memory, MemoryId, Proposal, Source, Tie

Vector: TypeAlias = NDArray[np.float32]


class Past(Protocol):
    """What was seen, as far as a dream looks at it again."""

    def windows(self, since: datetime, until: datetime) -> Sequence[FrameWindow]:
        """The windows of the frames of [since, until), oldest first."""

    def vectors(self, ids: Sequence[MemoryId]) -> Mapping[MemoryId, Vector]:
        """The unit vectors of these memories by one model, where there are."""

    def faded(self, ids: Sequence[MemoryId]) -> Sequence[Memory]:
        """Those of `ids` that a dream let fade: they hold no longer, and nothing took their place."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something a dream would do, in a sentence. `read` are the memories as they were when it was thought of.

    `proposals` wait for the user's word. Without any of these it is something for a person to look at.
    """

    told: str
    changes: tuple[Change, ...] = ()
    ties: tuple[Tie, ...] = ()
    read: tuple[Memory, ...] = ()
    proposals: tuple[Proposal, ...] = ()


Wishes: TypeAlias = Iterator[Wish | None]
"""None is a breath: a good moment to stop at."""


@dataclass(frozen=True)
class View:
    """The current memories, oldest first, and what is known of them; read once for a task.

    `own` are those that the user wrote or changed; of `spared` ones someone took back what a dream did.
    `cited` counts the answers that cite a memory, `untied` are pairs of which a tie was taken back;
    a change of those in `waiting` waits for the user's word already.
    """

    memories: Sequence[Memory]
    kinds: Kinds
    rules: Mapping[str, Rules]
    now: datetime
    zone: ZoneInfo
    past: Past
    own: frozenset[MemoryId] = frozenset()
    spared: Mapping[MemoryId, Memory] = field(default_factory=dict)
    cited: Mapping[MemoryId, int] = field(default_factory=dict)
    untied: frozenset[tuple[MemoryId, MemoryId]] = frozenset()
    waiting: frozenset[MemoryId] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[MemoryId, Memory]:
        """The current memories by their ids."""
        return {memory.id: memory for memory in self.memories}

    @cached_property
    def vectors(self) -> Mapping[MemoryId, Vector]:
        """Unit vectors of one model, where there are."""
        return self.past.vectors([memory.id for memory in self.plain])

    @cached_property
    def plain(self) -> Sequence[Memory]:
        """Those that sum no others up and may be read: neither sealed values nor what is always in the prompt."""
        left_out = (Recall.ALWAYS, Recall.CAPTION_ONLY)
        return [m for m in self.memories if self.kinds[m.kind].recall not in left_out and not self.sums_up(m)]

    @cached_property
    def names(self) -> frozenset[str]:
        """The folded names that cards of people, projects and things answer to."""
        found: set[str] = set()
        for memory in self.plain:
            rules = self.rules.get(memory.kind)
            card = self.kinds[memory.kind].growth is Growth.REVISE
            if card and rules is not None and rules.about is not None:
                found |= rules.about(memory.body)
        return frozenset(found)

    def sums_up(self, memory: Memory) -> bool:
        """True for what sums up others: a dream's, or of a whole conversation."""
        return sums_up(memory, self.rules)

    def keeps(self, memory: Memory) -> bool:
        """True for a memory that a dream must not change: the user's, a pinned one, one that was given back."""
        return memory.pinned or memory.id in self.own or memory.id in self.spared

    def kind_with(self, rule: str) -> MemoryKind | None:
        """The first kind whose file offers this rule."""
        return next((rules.kind for rules in self.rules.values() if getattr(rules, rule) is not None), None)

    def midnight(self, day: date) -> datetime:
        """The first moment of a local day."""
        return datetime.combine(day, time(), self.zone)

    def day_of(self, at: datetime) -> date:
        """The local day of a moment."""
        return at.astimezone(self.zone).date()

    def windows_of(self, first: date, last: date) -> Sequence[FrameWindow]:
        """The windows of whole days, the last one included."""
        return self.past.windows(self.midnight(first), self.midnight(last + timedelta(days=1)))


def moment(body: Mapping[str, object], name: str) -> datetime | None:
    """A time of a body, where it has one with an offset."""
    value = body.get(name)
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def sources_of(memories: Sequence[Memory], each: int, most: int) -> tuple[Source, ...]:
    """Some sources of each of several memories, every observation once, without quotes."""
    found: dict[UUID, Source] = {}
    for memory in memories:
        for source in memory.sources[:each]:
            found.setdefault(
                source.observation, Source(source.observation, source.type, external_id=source.external_id)
            )
    return tuple(found.values())[:most]
