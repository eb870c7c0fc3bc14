"""What is forgotten, why, and the receipt of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Selection:
    """What to forget: all that fits everything given here (`storage.choosing` says how each part matches)."""

    ids: tuple[UUID, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    app: str = ""
    site: str = ""
    people: tuple[str, ...] = ()
    match: str = ""


class Cause(StrEnum):
    """Why something was forgotten: the user asked for it, or its time was over."""

    ASKED = "asked"
    RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What `forget` removed: ids, counts and times, never content.

    `rewritten` memories stay, told by other sources; `stripped` frames stay without their picture. `by` are the kinds
    of selectors used (time, app, site, person, words, ids), `backups` the names of
    backups made earlier that may still hold it. `number` is 0 for a dry run, and when there was nothing to forget.
    """

    observations: int
    memories: int
    pictures: int
    vectors: int
    jobs: int
    answers: int
    first: datetime | None
    last: datetime | None
    ids: tuple[UUID, ...] = ()
    dry_run: bool = False
    rewritten: tuple[UUID, ...] = ()
    stripped: tuple[UUID, ...] = ()
    number: int = 0
    at: datetime | None = None
    by: tuple[str, ...] = ()
    cause: Cause = Cause.ASKED
    backups: tuple[str, ...] = ()
