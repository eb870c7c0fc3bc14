"""Vectors: the port of an index that finds near ones, and the table that is their truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeAlias
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from storage.clock import from_micros
from storage.connection import Connection
from storage.database import Database
from storage.errors import WrongUse

Vectors: TypeAlias = NDArray[np.float32]

# Owner, group, float16 bytes, and the outbox row the vector answers (None: any).
_NewVector: TypeAlias = tuple[bytes, str, bytes, int | None]


class VectorIndex(Protocol):
    """Finds the nearest vectors by cosine. Groups are the names of kinds, and "frame", "turn", "note"."""

    def upsert(self, group: str, ids: Sequence[UUID], vectors: Vectors) -> None:
        """Holds `vectors`, of shape (len(ids), dimensions), in place of former ones of these ids."""

    def delete(self, ids: Sequence[UUID]) -> None:
        """Lets go of `ids`: no search started afterwards finds them. Unknown ids are let go already."""

    def search(self, vector: Vectors, k: int, groups: Sequence[str] = ()) -> list[tuple[UUID, float]]:
        """The `k` nearest with their cosines, best first; no groups means all."""

    def held(self, group: str) -> int:
        """How many vectors of `group` are held."""

    def clear(self) -> None:
        """Lets go of everything."""


class VectorTable:
    """Vectors as rows of the database (float16), by model and owner; they go when their owner goes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Outbox rows handed out by `missing`: a memory changed while its old text was embedded stays in the outbox.
        self._handed: dict[tuple[str, bytes], int] = {}

    def put(self, model: str, owners: Sequence[UUID], groups: Sequence[str], vectors: Vectors) -> None:
        """Keeps one vector an owner, and takes the owners out of the outbox; owners gone meanwhile are skipped."""
        if not len(owners) == len(groups) == len(vectors):
            raise WrongUse("Each vector needs one owner and one group.")
        values = np.ascontiguousarray(vectors, dtype=np.float16)
        rows = [
            (owner.bytes, group, row.tobytes(), self._handed.pop((model, owner.bytes), None))
            for owner, group, row in zip(owners, groups, values, strict=True)
        ]
        self._database.write(lambda connection: _put(connection, model, values.shape[-1], rows))

    def missing(self, model: str, limit: int) -> list[tuple[UUID, str, str]]:
        """(owner, group, text to embed) of observations and current memories without a vector of `model`."""
        number = self._known(model)
        rows = self._database.rows(
            "SELECT x.seq, x.owner, x.kind, m.text, o.time, o.speaker, o.app, o.window_title, o.text FROM outbox x "
            "LEFT JOIN observation o ON o.id = x.owner LEFT JOIN memory m ON m.id = x.owner "
            "WHERE x.model = ? ORDER BY x.seq LIMIT ?",
            (number, limit),
        )
        self._handed.update({(model, owner): seq for seq, owner, *_ in rows})
        return [(UUID(bytes=owner), group, _text(*rest)) for _, owner, group, *rest in rows]

    def rows(self, model: str, batch: int = 2000) -> Iterator[tuple[str, list[UUID], Vectors]]:
        """Every vector of `model` as (group, owners, array of shape (n, dimensions)), each of one group."""
        number, after = self._known(model), b""
        while found := self._database.rows(
            "SELECT owner, kind, value FROM vector WHERE model = ? AND owner > ? ORDER BY owner LIMIT ?",
            (number, after, batch),
        ):
            after = found[-1][0]
            for group in dict.fromkeys(kind for _, kind, _ in found):
                part = [(owner, value) for owner, kind, value in found if kind == group]
                array = np.frombuffer(b"".join(value for _, value in part), dtype=np.float16)
                yield (
                    group,
                    [UUID(bytes=owner) for owner, _ in part],
                    array.reshape(len(part), -1).astype(np.float32),
                )

    def of(self, model: str, owners: Sequence[UUID]) -> dict[UUID, Vectors]:
        """The vectors of these owners, where there are."""
        number = self._known(model)
        found: dict[UUID, Vectors] = {}
        for owner in owners:
            row = self._database.row(
                "SELECT value FROM vector WHERE owner = ? AND model = ?", (owner.bytes, number)
            )
            if row is not None:
                found[owner] = np.frombuffer(row[0], dtype=np.float16).astype(np.float32)
        return found

    def counts(self, model: str) -> dict[str, int]:
        """How many vectors of `model` there are in each group."""
        return dict(
            self._database.rows(
                "SELECT v.kind, count(*) FROM vector v JOIN model m ON m.id = v.model WHERE m.name = ? GROUP BY v.kind",
                (model,),
            )
        )

    def missing_count(self, model: str) -> int:
        """How many owners wait for a vector of `model`."""
        row = self._database.row("SELECT count(*) FROM outbox WHERE model = ?", (self._known(model),))
        return int(row[0]) if row else 0

    def names(self) -> list[str]:
        """The models there are vectors of, or wanted of."""
        return [name for (name,) in self._database.rows("SELECT name FROM model ORDER BY id")]

    def drop(self, model: str) -> None:
        """Removes a model and its vectors: it is not used any more."""
        self._database.write(lambda connection: _drop(connection, model))

    def _known(self, model: str) -> int:
        row = self._database.row("SELECT id FROM model WHERE name = ?", (model,))
        return int(row[0]) if row else self._database.write(lambda connection: _register(connection, model))


def mark(connection: Connection, owner: UUID, group: str) -> None:
    """Writes into the outbox, for every model, that `owner` needs a (new) vector."""
    connection.execute(
        "INSERT OR REPLACE INTO outbox(model, owner, kind) SELECT id, ?, ? FROM model", (owner.bytes, group)
    )


def unmark(connection: Connection, owner: UUID) -> None:
    """`owner` is not to be found by meaning any more: its vectors and wishes for some go."""
    connection.execute("DELETE FROM outbox WHERE owner = ?", (owner.bytes,))
    connection.execute("DELETE FROM vector WHERE owner = ?", (owner.bytes,))


def _register(connection: Connection, model: str) -> int:
    """A model seen for the first time needs a vector of everything there is: memories first, then newest first."""
    row = connection.execute("SELECT id FROM model WHERE name = ?", (model,)).fetchone()
    if row is not None:
        return int(row[0])
    number = int(
        connection.execute("INSERT INTO model(name) VALUES (?) RETURNING id", (model,)).fetchone()[0]
    )
    connection.execute(
        "INSERT INTO outbox(model, owner, kind) SELECT ?, id, kind FROM memory "
        "WHERE valid_to IS NULL AND superseded_by IS NULL ORDER BY seq DESC",
        (number,),
    )
    connection.execute(
        "INSERT INTO outbox(model, owner, kind) SELECT ?, id, type FROM observation ORDER BY seq DESC",
        (number,),
    )
    return number


def _put(connection: Connection, model: str, dimensions: int, rows: list[_NewVector]) -> None:
    number = _register(connection, model)
    connection.execute("UPDATE model SET dimensions = ? WHERE id = ?", (dimensions, number))
    for owner, group, value, handed in rows:
        connection.execute(
            "INSERT OR REPLACE INTO vector(owner, model, kind, value) SELECT ?1, ?2, ?3, ?4 "
            "WHERE EXISTS (SELECT 1 FROM observation WHERE id = ?1) OR EXISTS (SELECT 1 FROM memory "
            "WHERE id = ?1 AND valid_to IS NULL AND superseded_by IS NULL)",
            (owner, number, group, value),
        )
        connection.execute(
            "DELETE FROM outbox WHERE model = ?1 AND owner = ?2 AND seq <= coalesce(?3, seq)",
            (number, owner, handed),
        )


def _drop(connection: Connection, model: str) -> None:
    for table in ("outbox", "vector"):
        connection.execute(
            f"DELETE FROM {table} WHERE model = (SELECT id FROM model WHERE name = ?)", (model,)
        )
    connection.execute("DELETE FROM model WHERE name = ?", (model,))


def _text(memory: str | None, time: int | None, *rest: str) -> str:
    """What is embedded: a memory's search text, or an observation's with who and when, or where, in front."""
    if time is None:
        return memory or ""
    speaker, app, window_title, text = rest
    where = f"{app} {window_title}".strip()
    if where:
        return f"{where}\n{text}"
    when = from_micros(time)
    date = f"{when.day} {when:%B} {when.year}"
    return f"{speaker} on {date}: {text}" if speaker else f"{date}: {text}"
