"""What is done to memories: changes, those that wait or were refused, and taking back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from storage.ids import MemoryId, ObservationId
from storage.model.memories import UNDECIDED, Author, BodyFields, Decision, Source
from storage.model.observations import Secret


@dataclass(frozen=True, slots=True)
class Add:
    """Keep a new memory. `secret` is sealed apart (vault); `held` names one that waits sealed (`HeldSecret`).

    `id` is the id it gets, so that later changes of the same list may name it; None leaves it to the safe.
    """

    kind: str
    body: BodyFields
    sources: tuple[Source, ...]
    valid_from: datetime
    reason: str
    secret: Secret | None = None
    confidence: float = 0.8
    importance: float = 0.5
    author: Author = Author.AGENT
    external_id: str = ""
    id: MemoryId | None = None
    decision: Decision = UNDECIDED
    held: UUID | None = None


@dataclass(frozen=True, slots=True)
class Revise:
    """A newer value takes the place of `memory`: the old one stays as history, superseded by the new one (`id`)."""

    memory: MemoryId
    body: BodyFields
    sources: tuple[Source, ...]
    valid_from: datetime
    reason: str
    secret: Secret | None = None
    confidence: float = 0.8
    importance: float = 0.5
    author: Author = Author.AGENT
    id: MemoryId | None = None
    decision: Decision = UNDECIDED


@dataclass(frozen=True, slots=True)
class Extend:
    """More of the same (merge, fill in, edit): the memory keeps its id, the former body goes into its history."""

    memory: MemoryId
    body: BodyFields
    sources: tuple[Source, ...]
    reason: str
    author: Author = Author.AGENT


@dataclass(frozen=True, slots=True)
class Retire:
    """The memory holds no longer from `at` on, since `by` (if given) took its place; it stays as history."""

    memory: MemoryId
    at: datetime
    reason: str
    author: Author = Author.AGENT
    by: MemoryId | None = None


Change: TypeAlias = Add | Revise | Extend | Retire


class Origin(StrEnum):
    """Where a change that waits for the user's word comes from."""

    SCREEN = "screen"
    PERSON = "person"
    ASSISTANT = "assistant"
    IMPORT = "import"
    DREAM = "dream"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that is not to be made without the user's word; `why` says why not, in words without content.

    `sources` are what it rests on: it goes with any of them. `about` names what it is about (folded; empty: what it
    would change). Of one thing only so many wait a day.
    """

    change: Change
    kind: str
    origin: Origin
    why: str
    sources: tuple[Source, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was found in an observation and not let through; `reason` and `kind` hold no content.

    `kind` is empty where the whole observation was left aside.
    """

    reason: str
    kind: str
    observation: ObservationId


class Effect(StrEnum):
    """What taking a change back does to a memory."""

    LEAVES = "leaves"
    RETURNS = "returns"
    REVERTS = "reverts"


@dataclass(frozen=True, slots=True)
class Undoing:
    """A memory that taking back concerns: what happens to it, or, where it is kept, who changed it since and when."""

    memory: MemoryId
    kind: str
    title: str
    effect: Effect
    author: Author | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back (or would be, in a dry run), and what stays because it was changed again since.

    `batch` names it: `Memories.undo_batch` takes it back in turn; None when nothing was done.
    """

    changed: tuple[Undoing, ...] = ()
    kept: tuple[Undoing, ...] = ()
    batch: UUID | None = None
    dry_run: bool = False
