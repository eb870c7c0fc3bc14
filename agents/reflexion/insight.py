"""What reflecting finds: a contradiction, a gap or a pattern in plain words, with what could be done about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from storage.model import Change, MemoryId


class Sort(StrEnum):
    """What sort of thing was found."""

    CONTRADICTION = "contradiction"
    GAP = "gap"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class Insight:
    """Something found, by a name that stays the same as long as it is there; the name holds no content.

    `proposal` says what could be done: by `changes`, where there are, else by the person.
    """

    id: str
    sort: Sort
    told: str
    proposal: str
    memories: tuple[MemoryId, ...] = ()
    changes: tuple[Change, ...] = ()


def named(sort: Sort, *about: object) -> str:
    """The name of what was found about these things."""
    return hashlib.sha256("|".join([str(sort), *map(str, about)]).encode()).hexdigest()[:12]
