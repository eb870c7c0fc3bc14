"""What is done for an answer, told while it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Doing(StrEnum):
    """What a step does; those of a model are asked of it."""

    UNDERSTAND = "understand"
    GIVEN = "given"
    RECKON = "reckon"
    SEARCH = "search"
    READ = "read"
    NAME = "name"
    AGAIN = "again"
    WIDER = "wider"
    JUDGE = "judge"
    READ_OUT = "read_out"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Of a search: the memory `kinds` asked, whether `moments` are, and the time [since, until) it looks in.

    `words` are whom a description was taken for, or the description that is looked up; `told_by` is the observation or
    memory that the former, or the time, was taken from.
    """

    doing: Doing
    words: str = ""
    told_by: UUID | None = None
    kinds: tuple[str, ...] = ()
    moments: bool = False
    since: datetime | None = None
    until: datetime | None = None


class Watcher(Protocol):
    """Hears of the steps of one answer, in order, on the thread that answers."""

    def begins(self, step: Step) -> None:
        """A step begins, and the one before it is over."""

    def weighed(self, count: int) -> None:
        """The search under way came upon so many candidates."""


class Unwatched:
    """Nobody listens."""

    def begins(self, step: Step) -> None:
        """Not told."""

    def weighed(self, count: int) -> None:
        """Not told."""
