"""What stands in an export, record by record: the rows of the safe as they travel, and how foreign ones are checked.

docs/export.md names every field. A record that holds anything else is refused: what is not understood would be lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, TypeVar
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError

from storage.errors import ExportDamaged
from storage.model import Author, Faded, Role

VERSION = 2
"""Of the form of an export; a reader takes those up to its own."""

_STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)
# Years in which every time can be told in every zone.
_FIRST_YEAR, _LAST_YEAR = 2, 9998
_MOST = (1 << 63) - 1


def _utc(time: datetime) -> datetime:
    if time.tzinfo is None or not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        raise ValueError("a time needs an offset, and a year that every zone knows")
    return time.astimezone(UTC)


def _finite(value: dict[str, Any]) -> dict[str, Any]:
    json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    return value


Moment: TypeAlias = Annotated[datetime, AfterValidator(_utc)]
Number: TypeAlias = Annotated[int, Field(ge=-_MOST - 1, le=_MOST)]
Body: TypeAlias = Annotated[dict[str, Any], AfterValidator(_finite)]
# Text, x, y, width, height, the reader's confidence, the number of its line; where it is known, the language.
PlacedWord: TypeAlias = (
    tuple[str, Number, Number, Number, Number, float, Number]
    | tuple[str, Number, Number, Number, Number, float, Number, str]
)


@dataclass(frozen=True, slots=True)
class FrameRecord:
    """A screen. `picture` and `thumbnail` name files of the archive; `digest`: no memory was made of it yet."""

    __pydantic_config__ = _STRICT

    type: Literal["frame"]
    id: UUID
    time: Moment
    text: str
    app: str = ""
    window_title: str = ""
    url: str = ""
    monitor: Number = 1
    width: Number = 0
    height: Number = 0
    seen_until: Moment | None = None
    faded: Faded = Faded.NOT
    external_id: str = ""
    digest: bool = False
    picture: str | None = None
    thumbnail: str | None = None
    words: tuple[PlacedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """An utterance of a conversation. One that was read off a screen names the `frame` and its place on it."""

    __pydantic_config__ = _STRICT

    type: Literal["turn"]
    id: UUID
    time: Moment
    text: str
    thread: str
    speaker: str = ""
    role: Role = Role.USER
    external_id: str = ""
    digest: bool = False
    frame: UUID | None = None
    box: tuple[Number, Number, Number, Number] | None = None


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """What the user asked to remember."""

    __pydantic_config__ = _STRICT

    type: Literal["note"]
    id: UUID
    time: Moment
    text: str
    wanted_kind: str = ""
    external_id: str = ""
    digest: bool = False


ObservationRecord: TypeAlias = FrameRecord | TurnRecord | NoteRecord


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A change that memories went through together; `step` is its number in this file."""

    __pydantic_config__ = _STRICT

    step: Number
    at: Moment
    author: Author
    undone_by: Number | None = None
    undoing: bool = False
    batch: UUID | None = None


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What a memory rests on; `only_seen`: it lent nothing to its words."""

    __pydantic_config__ = _STRICT

    observation: UUID
    type: Literal["frame", "turn", "note"]
    external_id: str = ""
    quote: str = ""
    box: tuple[Number, Number, Number, Number] | None = None
    only_seen: bool = False


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """What a memory was before a change; number 0 says who made it and why, and has no body."""

    __pydantic_config__ = _STRICT

    number: Number
    at: Moment
    author: Author
    reason: str
    step: Number
    body: Body | None = None
    valid_to: Moment | None = None
    superseded_by: UUID | None = None
    has_secret: bool = False
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class MemoryRecord:
    """A memory with its sources and its history. `secret` is there in a sealed export of secrets only."""

    __pydantic_config__ = _STRICT

    id: UUID
    kind: str
    title: str
    body: Body
    created: Moment
    revised: Moment
    valid_from: Moment
    author: Author
    confidence: float
    importance: float
    valid_to: Moment | None = None
    superseded_by: UUID | None = None
    pinned: bool = False
    external_id: str = ""
    has_secret: bool = False
    secret: str | None = None
    sources: tuple[SourceRecord, ...] = ()
    history: tuple[VersionRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A tie between two memories, and why; `part`: `memory` is told from `other`."""

    __pydantic_config__ = _STRICT

    memory: UUID
    other: UUID
    why: str
    weight: float = 1.0
    part: bool = False


Record: TypeAlias = ObservationRecord | StepRecord | MemoryRecord | LinkRecord
R = TypeVar("R", bound=Record)

_Any: TypeAlias = Annotated[ObservationRecord, Field(discriminator="type")]
SECTIONS: dict[str, Any] = {
    "observations": _Any,
    "steps": StepRecord,
    "memories": MemoryRecord,
    "links": LinkRecord,
}
"""The lists of an export in their order: what is named in one stands in one before it."""


def written(section: str, record: Record) -> bytes:
    """A record as JSON in one line."""
    return _adapter(section).dump_json(record)


def read(section: str, value: object, number: int) -> Record:
    """The record of a JSON value, the `number`th of its section. Raises ExportDamaged, quoting nothing of it."""
    try:
        record: Record = _adapter(section).validate_python(value)
    except (ValidationError, RecursionError, ValueError) as misfit:
        where = ", ".join(_places(misfit)) or type(misfit).__name__
        raise ExportDamaged(
            f"Number {number} of “{section}” is not what an export holds ({where}). Nothing was taken in."
        ) from None
    return record


@cache
def _adapter(section: str) -> TypeAdapter[Any]:
    return TypeAdapter(SECTIONS[section])


def _places(misfit: Exception) -> list[str]:
    """The fields that do not fit, by our names for them only: an unknown name may be anything."""
    if not isinstance(misfit, ValidationError):
        return []
    known = {name for kind in _KINDS for name in kind.__dataclass_fields__}
    found = ["/".join(str(part) for part in error["loc"] if part in known) for error in misfit.errors()]
    return list(dict.fromkeys(place for place in found if place))[:3]


_KINDS = (
    FrameRecord,
    TurnRecord,
    NoteRecord,
    StepRecord,
    SourceRecord,
    VersionRecord,
    MemoryRecord,
    LinkRecord,
)

Masks: TypeAlias = Callable[[str], str]
"""A text without the secrets that stand in it."""
