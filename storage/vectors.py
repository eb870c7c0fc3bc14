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
from storage.embedders import register
from storage.errors import WrongUse
from storage.model import ObservationType
from storage.packs import Packed, as_rows, joined, of_rows, packed

Vectors: TypeAlias = NDArray[np.float32]

# Places of a segment: a pack of 384 dimensions weighs 0.4 MB, which is what forgetting one vector costs to write.
# The triggers of migration step 6 count with it, too.
SEGMENT = 1024
# Owners asked for at once.
_CHUNK = 500

# Owner, group, value (`packs.as_rows`), and the outbox row the vector answers (None: any).
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
    """Vectors as rows of the database, by model and owner; they go when their owner goes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Outbox rows handed out by `missing`: a memory changed while its old text was embedded stays in the outbox.
        self._handed: dict[tuple[str, bytes], int] = {}

    def put(self, model: str, owners: Sequence[UUID], groups: Sequence[str], vectors: Vectors) -> None:
        """Keeps one vector an owner, and takes the owners out of the outbox; owners gone meanwhile are skipped.

        Raises WrongUse for vectors of another length than those the model has already.
        """
        if not len(owners) == len(groups) == len(vectors):
            raise WrongUse("Each vector needs one owner and one group.")
        values = np.ascontiguousarray(vectors, dtype=np.float32)
        rows = [
            (owner.bytes, group, row, self._handed.pop((model, owner.bytes), None))
            for owner, group, row in zip(owners, groups, as_rows(values), strict=True)
        ]
        filled = self._database.write(lambda connection: _put(connection, model, values.shape[-1], rows))
        if filled:
            self.pack_some()

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

    def load(self, model: str, at_least: int = 4_000_000) -> Iterator[Packed]:
        """Every vector of `model`, in parts of one group and about `at_least` bytes: memories first, then newest first.

        Reads a part at a time, so that no change has to wait; what is changed meanwhile may come as it was before.
        """
        return joined(self._parts(self._known(model)), at_least)

    def pack_some(self) -> bool:
        """Packs the vectors of one full segment that are in no pack; False when there was none."""
        return self._database.write(_pack_one)

    def of(self, model: str, owners: Sequence[UUID]) -> dict[UUID, Vectors]:
        """The vectors of these owners, where there are."""
        found: dict[UUID, Vectors] = {}
        dimensions = self.dimensions(model)
        for start in range(0, len(owners), _CHUNK):
            part = [owner.bytes for owner in owners[start : start + _CHUNK]]
            rows = self._database.rows(
                "SELECT owner, value FROM vector WHERE model = (SELECT id FROM model WHERE name = ?) "
                f"AND owner IN ({','.join('?' * len(part))})",
                [model, *part],
            )
            for one in of_rows("", rows, dimensions):
                found.update(zip(one.ids(), one.rows(), strict=True))
        return found

    def counts(self, model: str) -> dict[str, int]:
        """How many vectors of `model` there are in each group."""
        return dict(
            self._database.rows(
                "SELECT n.kind, n.number FROM vector_number n JOIN model m ON m.id = n.model "
                "WHERE m.name = ? AND n.number > 0",
                (model,),
            )
        )

    def dimensions(self, model: str) -> int:
        """How long the vectors of `model` are; 0 before the first."""
        row = self._database.row("SELECT dimensions FROM model WHERE name = ?", (model,))
        return int(row[0]) if row else 0

    def missing_count(self, model: str) -> int:
        """How many owners wait for a vector of `model`."""
        row = self._database.row("SELECT count(*) FROM outbox WHERE model = ?", (self._known(model),))
        return int(row[0]) if row else 0

    def names(self) -> list[str]:
        """The models there are vectors of, or wanted of."""
        return [name for (name,) in self._database.rows("SELECT name FROM model ORDER BY id")]

    def _parts(self, model: int) -> Iterator[Packed]:
        """The packs and what lies in none, each read by itself; the list of them is one moment's."""
        listed = self._database.rows(
            "SELECT segment, kind FROM vector_pack WHERE model = ? UNION ALL SELECT segment, '' FROM vector_loose",
            (model,),
        )
        packs = {(segment, kind) for segment, kind in listed if kind}
        for segment in sorted((segment for segment, kind in listed if not kind), reverse=True):
            yield from self._loose(model, segment, {kind for of, kind in packs if of == segment})
        for segment, kind in sorted(packs, key=_memories_first):
            row = self._database.row(
                "SELECT owners, scales, codes FROM vector_pack WHERE segment = ? AND model = ? AND kind = ?",
                (segment, model, kind),
            )
            if row is not None:
                yield Packed(kind, *row)
            else:
                # Taken away since it was listed, because one of its vectors changed.
                yield from self._loose(model, segment, set(), kind)

    def _loose(self, model: int, segment: int, but: set[str], only: str = "") -> Iterator[Packed]:
        rows = self._database.rows(
            "SELECT v.kind, v.owner, v.value, m.dimensions FROM vector v JOIN model m ON m.id = v.model "
            "WHERE v.seq >= ? AND v.seq < ? AND v.model = ? ORDER BY v.seq",
            (segment * SEGMENT, (segment + 1) * SEGMENT, model),
        )
        for group in dict.fromkeys(kind for kind, *_ in rows if kind not in but and only in ("", kind)):
            of_group = [(owner, value) for kind, owner, value, _ in rows if kind == group]
            yield from of_rows(group, of_group, rows[0][3])

    def _known(self, model: str) -> int:
        row = self._database.row("SELECT id FROM model WHERE name = ?", (model,))
        return int(row[0]) if row else self._database.write(lambda connection: register(connection, model))


def mark(connection: Connection, owner: UUID, group: str) -> None:
    """Writes into the outbox, for every model that stays, that `owner` needs a (new) vector."""
    connection.execute(
        "INSERT OR REPLACE INTO outbox(model, owner, kind) SELECT id, ?, ? FROM model WHERE state <> 'leaving'",
        (owner.bytes, group),
    )


def unmark(connection: Connection, owner: UUID) -> None:
    """`owner` is not to be found by meaning any more: its vectors and wishes for some go."""
    connection.execute("DELETE FROM outbox WHERE owner = ?", (owner.bytes,))
    connection.execute("DELETE FROM vector WHERE owner = ?", (owner.bytes,))


def _put(connection: Connection, model: str, dimensions: int, rows: list[_NewVector]) -> bool:
    """True when a segment was filled."""
    number = register(connection, model)
    _require_length(connection, number, dimensions)
    before = _last_segment(connection)
    for owner, group, value, handed in rows:
        connection.execute(
            "INSERT INTO vector(owner, model, kind, value) SELECT ?1, ?2, ?3, ?4 "
            "WHERE (EXISTS (SELECT 1 FROM observation WHERE id = ?1) OR EXISTS (SELECT 1 FROM memory "
            "WHERE id = ?1 AND valid_to IS NULL AND superseded_by IS NULL)) "
            # Changed since its text was handed out: a vector of the former text is not wanted.
            "AND NOT EXISTS (SELECT 1 FROM outbox WHERE owner = ?1 AND model = ?2 AND seq > coalesce(?5, seq)) "
            "ON CONFLICT(owner, model) DO UPDATE SET value = excluded.value",
            (owner, number, group, value, handed),
        )
        connection.execute(
            "DELETE FROM outbox WHERE model = ?1 AND owner = ?2 AND seq <= coalesce(?3, seq)",
            (number, owner, handed),
        )
    return _last_segment(connection) > before


def _require_length(connection: Connection, model: int, dimensions: int) -> None:
    (known,) = connection.execute("SELECT dimensions FROM model WHERE id = ?", (model,)).fetchone()
    if known not in (0, dimensions):
        raise WrongUse(f"The vectors of this model have {known} dimensions, not {dimensions}.")
    if not known:
        connection.execute("UPDATE model SET dimensions = ? WHERE id = ?", (dimensions, model))


def _last_segment(connection: Connection) -> int:
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM vector").fetchone()
    return int(last) // SEGMENT


def _pack_one(connection: Connection) -> bool:
    """The last segment is still being filled: it stays loose."""
    row = connection.execute(
        "SELECT segment FROM vector_loose WHERE segment < ? ORDER BY segment LIMIT 1",
        (_last_segment(connection),),
    ).fetchone()
    if row is None:
        return False
    segment = int(row[0])
    found = connection.execute(
        "SELECT v.model, v.kind, v.owner, v.value, m.dimensions FROM vector v JOIN model m ON m.id = v.model "
        "WHERE v.seq >= ?1 AND v.seq < ?2 AND NOT EXISTS "
        "(SELECT 1 FROM vector_pack p WHERE p.segment = ?3 AND p.model = v.model AND p.kind = v.kind) ORDER BY v.seq",
        (segment * SEGMENT, (segment + 1) * SEGMENT, segment),
    ).fetchall()
    for model, kind, dimensions in dict.fromkeys((of, group, length) for of, group, _, _, length in found):
        rows = [(owner, value) for of, group, owner, value, _ in found if (of, group) == (model, kind)]
        parts = of_rows(kind, rows, dimensions)
        owners = [id.bytes for part in parts for id in part.ids()]
        pack = packed(kind, owners, np.concatenate([part.rows() for part in parts]))
        connection.execute(
            "INSERT INTO vector_pack(segment, model, kind, owners, scales, codes) VALUES (?, ?, ?, ?, ?, ?)",
            (segment, model, kind, pack.owners, pack.scales, pack.values),
        )
    connection.execute("DELETE FROM vector_loose WHERE segment = ?", (segment,))
    return True


def _memories_first(place: tuple[int, str]) -> tuple[bool, str, int]:
    segment, kind = place
    return kind in set(ObservationType), kind, -segment


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
