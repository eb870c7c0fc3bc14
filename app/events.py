"""The news: what has happened, said once it has. Frozen, typed, carried to windows by the keeper's socket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from app.interfaces import AnswerStep, Status


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """The recorder, the safe or the models changed their state."""

    status: Status


@dataclass(frozen=True, slots=True)
class ObservationKept:
    """Observations were kept and can be found by words now; `type` is frame, turn or note."""

    type: str
    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class MemoriesChanged:
    """Memories of these kinds were added, revised or retired, or what waits in the inbox about them changed."""

    kinds: tuple[str, ...]
    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class AnswerGrew:
    """The answer being written to the question `ask_id`: the whole text so far, and its steps, the last under way."""

    ask_id: str
    text: str
    steps: tuple[AnswerStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """These ids are gone: views must drop them."""

    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ShowRequested:
    """A second start, a hotkey command or the demo asked the window to come forward with a view."""

    view: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """Settings have other values now, whoever set them."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Locked:
    """The safe was locked; the keeper ends now."""


Event: TypeAlias = (
    StatusChanged
    | ObservationKept
    | MemoriesChanged
    | AnswerGrew
    | Forgotten
    | ShowRequested
    | SettingsChanged
    | Locked
)
