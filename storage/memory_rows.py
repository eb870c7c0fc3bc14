"""Memories as rows: how one lies in the database with its history and sources, and how it comes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from storage.clock import from_micros, maybe_time, to_micros
from storage.connection import Connection
from storage.database import Row
from storage.errors import NotFound, WrongUse
from storage.ids import MemoryId, ObservationId
from storage.kind import MemoryKind, Use
from storage.model import (
    UNDECIDED,
    Author,
    BodyFields,
    Box,
    Decision,
    Link,
    Memory,
    ObservationType,
    Secret,
    Source,
    Tie,
    Version,
)
from storage.observation_rows import EXTERNAL_ID
from storage.words import grams, written_date

COLUMNS = (
    "m.seq, m.id, m.kind, m.body, m.title, m.text, m.created, m.revised, m.valid_from, m.valid_to, s.id, "
    "m.confidence, m.importance, m.pinned, m.author, m.external_id, m.sealed IS NOT NULL, coalesce(b.reason, ''), "
    "m.decision"
)
TABLES = (
    "memory m LEFT JOIN memory s ON s.seq = m.superseded_by "
    "LEFT JOIN memory_version b ON b.memory = m.seq AND b.number = 0"
)
CURRENT = "m.valid_to IS NULL AND m.superseded_by IS NULL"
Rows = Callable[[str, Sequence[Any]], list[Row]]


@dataclass(frozen=True, slots=True)
class Held:
    """What a change must know of the memory it changes."""

    seq: int
    id: MemoryId
    kind: str
    body: str
    valid_from: int
    valid_to: int | None
    superseded_by: int | None
    sealed: bytes | None
    pinned: int

    @property
    def current(self) -> bool:
        """True while it holds."""
        return self.valid_to is None and self.superseded_by is None


def checked(kind: MemoryKind, body: BodyFields, secret: Secret | None) -> tuple[BodyFields, Secret | None]:
    """The body's public fields as the kind's rules leave them, and its secret apart. Raises WrongUse."""
    apart = kind.fields(Use.SECRET)
    given = next((str(body[name]) for name in apart if body.get(name)), None)
    try:
        valid = kind.body.model_validate({name: value for name, value in body.items() if name not in apart})
    except ValidationError as cause:
        raise WrongUse(_sentence(kind, cause)) from None
    sealed = secret or (Secret(given) if given is not None else None)
    return valid.model_dump(mode="json", exclude=set(apart)), sealed if apart else None


def body_of(held: Held) -> BodyFields:
    """Its public fields."""
    fields: BodyFields = json.loads(held.body)
    return fields


def find(connection: Connection, id: MemoryId) -> Held:
    """The memory's row, for changing it. Raises NotFound."""
    return _found(connection, "id", id.bytes)


def at(connection: Connection, seq: int) -> Held:
    """The memory's row by its number. Raises NotFound."""
    return _found(connection, "seq", seq)


def _found(connection: Connection, column: str, value: object) -> Held:
    row = connection.execute(
        "SELECT seq, id, kind, body, valid_from, valid_to, superseded_by, sealed, pinned FROM memory "
        f"WHERE {column} = ?",
        (value,),
    ).fetchone()
    if row is None:
        raise NotFound("There is no such memory; it may have been forgotten.")
    seq, id, *rest = row
    return Held(seq, MemoryId(UUID(bytes=id)), *rest)


def insert(connection: Connection, memory: Memory, kind: MemoryKind, sealed: bytes | None) -> int:
    """Writes a new memory's row inside the present transaction; returns its seq. Triggers write the words index."""
    values = {
        "id": memory.id.bytes,
        "kind": memory.kind,
        **_derived(kind, memory.body),
        "context": written_date(memory.valid_from),
        "created": to_micros(memory.created),
        "revised": to_micros(memory.revised),
        "valid_from": to_micros(memory.valid_from),
        "confidence": memory.confidence,
        "importance": memory.importance,
        "pinned": int(memory.pinned),
        "author": memory.author,
        "external_id": memory.external_id,
        "sealed": sealed,
        "decision": decision_told(memory.decision),
    }
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    row = connection.execute(
        f"INSERT INTO memory({names}) VALUES ({marks}) RETURNING seq", list(values.values())
    )
    return int(row.fetchone()[0])


def rewrite(
    connection: Connection, seq: int, kind: MemoryKind, body: BodyFields, sealed: bytes | None, now: datetime
) -> None:
    """Gives the memory a new body, and everything read from it."""
    values = {**_derived(kind, body), "sealed": sealed, "revised": to_micros(now)}
    settings = ", ".join(f"{name} = ?" for name in values)
    connection.execute(f"UPDATE memory SET {settings} WHERE seq = ?", [*values.values(), seq])


def end(connection: Connection, seq: int, at: int | None, successor: int | None) -> None:
    """The memory holds until `at` (None: it holds again), and `successor` took its place."""
    connection.execute(
        "UPDATE memory SET valid_to = ?, superseded_by = ? WHERE seq = ?", (at, successor, seq)
    )


def new_step(
    connection: Connection, at: datetime, author: Author, *, undoing: bool = False, batch: bytes | None = None
) -> int:
    """Begins a change; returns its number. `undoing` marks one that takes others back, `batch` those of one wish."""
    row = connection.execute(
        "INSERT INTO step(at, author, undoing, batch) VALUES (?, ?, ?, ?) RETURNING seq",
        (to_micros(at), author, int(undoing), batch),
    )
    return int(row.fetchone()[0])


def step_of(connection: Connection, seq: int) -> int | None:
    """The step that made a memory; None where its history was forgotten."""
    sql = "SELECT step FROM memory_version WHERE memory = ? AND number = 0"
    row = connection.execute(sql, (seq,)).fetchone()
    return None if row is None else int(row[0])


def remember_made(
    connection: Connection, seq: int, step: int, at: datetime, author: Author, reason: str
) -> None:
    """Writes into a new memory's history who made it and why."""
    connection.execute(
        "INSERT INTO memory_version(memory, number, at, author, reason, body, step) VALUES (?, 0, ?, ?, ?, '', ?)",
        (seq, to_micros(at), author, reason, step),
    )


def remember(
    connection: Connection, held: Held, step: int, at: datetime, author: Author, reason: str
) -> None:
    """Writes what the memory is now into its history, before a change."""
    connection.execute(
        "INSERT INTO memory_version(memory, number, at, author, reason, body, valid_to, sealed, superseded_by, step) "
        "SELECT ?1, 1 + coalesce((SELECT max(number) FROM memory_version WHERE memory = ?1), 0), "
        "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9",
        (
            held.seq,
            to_micros(at),
            author,
            reason,
            held.body,
            held.valid_to,
            held.sealed,
            held.superseded_by,
            step,
        ),
    )


def add_sources(
    connection: Connection, seq: int, sources: Sequence[Source], *, only_seen: bool = False
) -> None:
    """Writes why the memory is there; `only_seen` sources lent nothing to its words.

    Raises NotFound when an observation is gone: forgotten meanwhile, say.
    """
    for source in sources:
        box = (
            None
            if source.box is None
            else json.dumps([source.box.x, source.box.y, source.box.w, source.box.h])
        )
        row = connection.execute(
            "SELECT seq FROM observation WHERE id = ?", (source.observation.bytes,)
        ).fetchone()
        if row is None:
            raise NotFound("An observation this memory rests on is not there; it may have been forgotten.")
        connection.execute(
            "INSERT INTO memory_source(memory, observation, quote, box, only_seen) SELECT ?1, ?2, ?3, ?4, ?5 "
            "WHERE NOT EXISTS (SELECT 1 FROM memory_source WHERE memory = ?1 AND observation = ?2 AND quote = ?3)",
            (seq, row[0], source.quote, box, int(only_seen)),
        )


def tie(connection: Connection, wanted: Tie, dream: bytes | None = None) -> bool:
    """Ties two memories together; the same tie again changes its weight. Raises NotFound.

    One that a dream makes leaves what is there as it is, also what was taken back; false then.
    """
    first, second = find(connection, wanted.memory).seq, find(connection, wanted.other).seq
    how = "REPLACE" if dream is None else "IGNORE"
    done = connection.execute(
        f"INSERT OR {how} INTO memory_link(memory, other, why, weight, part, dream) VALUES (?, ?, ?, ?, ?, ?)",
        (first, second, wanted.why, wanted.weight, int(wanted.part), dream),
    )
    return bool(done.rowcount > 0)


def from_rows(found: list[Row], rows: Rows) -> list[Memory]:
    """The memories of rows of COLUMNS, with their sources and links; `rows` runs a query."""
    seqs = [row[0] for row in found]
    sources, links, replaced = _sources(seqs, rows), _links(seqs, rows), _replaced(seqs, rows)
    return [
        _memory(row, sources.get(row[0], ()), links.get(row[0], ()), replaced.get(row[0], ()))
        for row in found
    ]


def version(row: Row) -> Version:
    """The version of a row (memory id, number, at, author, reason, body, valid_to, number of its step, undone)."""
    id, number, at, author, reason, body, valid_to, step, undone = row
    return Version(
        MemoryId(UUID(bytes=id)), number, from_micros(at), Author(author), reason, json.loads(body),
        maybe_time(valid_to), step, bool(undone),
    )  # fmt: skip


def decision_told(decision: Decision) -> str:
    """A decision as it lies in a row; empty where nothing is known of it."""
    return "" if decision == UNDECIDED else json.dumps(asdict(decision), ensure_ascii=False)


def decision_read(told: str) -> Decision:
    """The decision of a row."""
    if not told:
        return UNDECIDED
    held = json.loads(told)
    considered = tuple((str(kind), float(score)) for kind, score in held.pop("considered", ()))
    return Decision(**held, considered=considered)


def _derived(kind: MemoryKind, body: BodyFields) -> dict[str, Any]:
    text = kind.search_text(body)
    return {
        "body": json.dumps(body, ensure_ascii=False),
        "title": kind.title_of(body),
        "text": text,
        "grams": grams(text),
        "key": kind.key_of(body),
    }


def _memory(
    row: Row, sources: tuple[Source, ...], links: tuple[Link, ...], replaces: tuple[MemoryId, ...]
) -> Memory:
    _, id, kind, body, title, text, created, revised, valid_from, valid_to, successor, *rest = row
    confidence, importance, pinned, author, external_id, has_secret, reason, decision = rest
    return Memory(
        id=MemoryId(UUID(bytes=id)), kind=kind, body=json.loads(body), title=title, text=text,
        created=from_micros(created), revised=from_micros(revised), valid_from=from_micros(valid_from),
        valid_to=maybe_time(valid_to), superseded_by=MemoryId(UUID(bytes=successor)) if successor else None,
        confidence=confidence, importance=importance, pinned=bool(pinned), author=Author(author),
        external_id=external_id, has_secret=bool(has_secret), sources=sources, links=links,
        replaces=replaces, reason=reason, decision=decision_read(decision),
    )  # fmt: skip


def _sources(seqs: list[int], rows: Rows) -> dict[int, tuple[Source, ...]]:
    found: dict[int, list[Source]] = {}
    for memory, id, type, quote, box, external_id in rows(
        f"SELECT s.memory, o.id, o.type, s.quote, s.box, {EXTERNAL_ID} FROM memory_source s "
        f"JOIN observation o ON o.seq = s.observation WHERE s.memory IN ({_marks(seqs)}) ORDER BY s.seq",
        seqs,
    ):
        place = Box(*json.loads(box)) if box else None
        source = Source(ObservationId(UUID(bytes=id)), ObservationType(type), quote, place, external_id)
        found.setdefault(memory, []).append(source)
    return {memory: tuple(sources) for memory, sources in found.items()}


def _links(seqs: list[int], rows: Rows) -> dict[int, tuple[Link, ...]]:
    """Links of both directions: a tie is seen from either end; parts in the order of their time, before the others."""
    marks, found = _marks(seqs), dict[int, list[Link]]()
    for memory, id, why, weight, part, _ in rows(
        "SELECT l.memory, m.id, l.why, l.weight, l.part, l.part * m.valid_from FROM memory_link l "
        f"JOIN memory m ON m.seq = l.other WHERE l.memory IN ({marks}) AND l.undone = 0 UNION "
        "SELECT l.other, m.id, l.why, l.weight, 0, 0 FROM memory_link l "
        f"JOIN memory m ON m.seq = l.memory WHERE l.other IN ({marks}) AND l.undone = 0 "
        "ORDER BY 5 DESC, 6, 4 DESC, 2",
        [*seqs, *seqs],
    ):
        found.setdefault(memory, []).append(Link(MemoryId(UUID(bytes=id)), why, weight, bool(part)))
    return {memory: tuple(links) for memory, links in found.items()}


def _replaced(seqs: list[int], rows: Rows) -> dict[int, tuple[MemoryId, ...]]:
    """Whose place each of `seqs` took."""
    found: dict[int, tuple[MemoryId, ...]] = {}
    for memory, id in rows(
        f"SELECT superseded_by, id FROM memory WHERE superseded_by IN ({_marks(seqs)}) ORDER BY seq", seqs
    ):
        found[memory] = (*found.get(memory, ()), MemoryId(UUID(bytes=id)))
    return found


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _sentence(kind: MemoryKind, cause: ValidationError) -> str:
    """What is wrong with a body, naming fields and rules but no value."""
    wrong = [f"“{'.'.join(str(part) for part in error['loc'])}”: {error['msg']}" for error in cause.errors()]
    return f"This is not an entry of {kind.title}. {'; '.join(wrong)}."
