"""What is worked on behind: episodes, durable jobs, dreams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from storage.ids import EpisodeId, JobId, ObservationId


@dataclass(frozen=True, slots=True)
class Episode:
    """Observations of the same activity, cut by app, topic or time."""

    id: EpisodeId
    started: datetime
    ended: datetime
    label: str
    observations: tuple[ObservationId, ...] = ()


class JobKind(StrEnum):
    """The durable work: cut into episodes and digest (rules), add by the model, make vectors, a task of a dream."""

    DIGEST = "digest"
    WORD = "word"
    EMBED = "embed"
    DREAM = "dream"


class JobState(StrEnum):
    """Where a job stands; ATTENTION means it failed too often and waits for a person."""

    PENDING = "pending"
    ATTENTION = "attention"


class Priority(IntEnum):
    """Whose job goes first: what a person asked for, then the rest."""

    BACKGROUND = 0
    ASKED = 1


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of durable work. `subjects` are the ids it concerns (observations, or memories).

    `error` names the class of the last failure, never content; `lease` is the name under which it was claimed.
    """

    id: JobId
    kind: JobKind
    subjects: tuple[UUID, ...]
    created: datetime
    state: JobState = JobState.PENDING
    attempts: int = 0
    not_before: datetime | None = None
    error: str = ""
    priority: Priority = Priority.BACKGROUND
    lease: str = ""


@dataclass(frozen=True, slots=True)
class DreamTask:
    """A task of a dream: how many memories it changed and links it made so far."""

    id: UUID
    name: str
    done: bool = False
    changes: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class Dream:
    """One run of consolidation. `asked`: a person did; `spent` are seconds of a processor; `undone` when taken back."""

    id: UUID
    started: datetime
    ended: datetime | None = None
    asked: bool = False
    spent: float = 0.0
    undone: datetime | None = None
    tasks: tuple[DreamTask, ...] = ()
