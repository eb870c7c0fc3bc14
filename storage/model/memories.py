"""What is kept because of observations: memories with their sources, ties, decisions and history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from storage.ids import MemoryId, ObservationId
from storage.model.observations import Box, ObservationType

# A memory's public fields as plain JSON values; the kind's pydantic body checks them on the way in and out.
BodyFields: TypeAlias = dict[str, Any]


class Author(StrEnum):
    """Who made a change of a memory."""

    AGENT = "agent"
    USER = "user"
    DREAM = "dream"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Source:
    """Why a memory is there: an observation, with the words it rests on and their place on the screen.

    `external_id` is what the observation is called elsewhere; it says nothing that the observation does not say.
    """

    observation: ObservationId
    type: ObservationType
    quote: str = ""
    box: Box | None = None
    external_id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    """A memory this one is tied to, and why; `part`: this one is told from it."""

    to: MemoryId
    why: str
    weight: float = 1.0
    part: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """Tie `memory` and `other` together, and say why; `part`: `memory` is told from `other`, and goes with it."""

    memory: MemoryId
    other: MemoryId
    why: str
    weight: float = 1.0
    part: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """How it was decided to keep a memory as its kind.

    `by` is "rule", "meaning", "model" or "you"; `voice` is whose words it rests on (user, other, assistant, screen) and
    `speaker` their name, where they have one. `considered` are the kinds that were weighed, each with its score.
    """

    by: str = ""
    voice: str = ""
    speaker: str = ""
    considered: tuple[tuple[str, float], ...] = ()


UNDECIDED = Decision()


@dataclass(frozen=True, slots=True)
class Memory:
    """Something kept because of observations. `body` holds the kind's public fields; sealed ones are absent.

    It held in [valid_from, valid_to). `superseded_by` took its place, it took the place of those in `replaces`;
    `reason` says why it was made.
    """

    id: MemoryId
    kind: str
    body: BodyFields
    title: str
    text: str
    created: datetime
    revised: datetime
    valid_from: datetime
    valid_to: datetime | None = None
    superseded_by: MemoryId | None = None
    confidence: float = 1.0
    importance: float = 0.5
    pinned: bool = False
    author: Author = Author.AGENT
    external_id: str = ""
    has_secret: bool = False
    sources: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()
    replaces: tuple[MemoryId, ...] = ()
    reason: str = ""
    decision: Decision = UNDECIDED

    @property
    def current(self) -> bool:
        """True while nothing newer took its place and it was not retired."""
        return self.valid_to is None and self.superseded_by is None

    @property
    def parts(self) -> tuple[MemoryId, ...]:
        """The memories this one sums up; empty for one that rests on what was seen alone."""
        return tuple(link.to for link in self.links if link.part)


@dataclass(frozen=True, slots=True)
class Version:
    """One step in a memory's history: what the body was, and until when it held, before `reason` changed it at `at`.

    Versions of one `step` were changed together; one that was taken back later is `undone`.
    """

    memory: MemoryId
    number: int
    at: datetime
    author: Author
    reason: str
    body: BodyFields
    valid_to: datetime | None = None
    step: int = 0
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Then:
    """A memory at a time in the past.

    `held`: it was so then, by what is known today. `known`: it was kept as so then. `body` is what it said then, None
    where it was not kept yet.
    """

    memory: Memory
    held: bool
    known: bool
    body: BodyFields | None = None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A memory told anew by the sources that are left to it."""

    body: BodyFields
    sources: tuple[Source, ...]
    valid_from: datetime
