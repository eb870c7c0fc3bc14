"""Secrets found on screens that wait for the user's word: sealed at once, known by caption only, gone after a week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from storage import ids as new_ids
from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Database, Row
from storage.errors import NotFound
from storage.ids import MemoryId, ObservationId
from storage.model import Add, Author, Observation, ObservationType, Source, VaultCandidate
from storage.vault import Sealed

KEPT_FOR = timedelta(days=7)
_COLUMNS = (
    "c.id, c.kind, c.entry_type, c.caption, c.source, c.sensitivity, c.found, c.expires, o.id, o.type, "
    "c.sealed, c.box, c.digest"
)

Keep: TypeAlias = Callable[[Connection, Add, Sealed], MemoryId]
"""Keeps a new memory with a value that is sealed already, inside the present transaction."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A secret that waits to be accepted or turned down. Nobody without the vault's private key can read its value."""

    id: UUID
    kind: str
    entry_type: str
    caption: str
    source: str
    sensitivity: str
    found: datetime
    expires: datetime
    observation: ObservationId
    observation_type: ObservationType
    sealed: Sealed


class Candidates:
    """The secrets that wait; any thread may call. What has expired is gone, whether swept yet or not."""

    def __init__(self, database: Database, keep: Keep) -> None:
        self._database = database
        self._keep = keep

    def list(self) -> list[Candidate]:
        """Those that wait, the latest found first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM candidate c JOIN observation o ON o.seq = c.observation WHERE c.expires > ? "
            "ORDER BY c.found DESC, c.id DESC",
            (to_micros(self._database.clock()),),
        )
        return [_candidate(row) for row in rows]

    def accept(self, id: UUID, caption: str = "") -> MemoryId:
        """Makes a memory of one, under `caption` where that is given. Raises NotFound."""

        def work(connection: Connection) -> MemoryId:
            found = self._one(connection, id)
            body = {
                "caption": caption or found.caption,
                "entry_type": found.entry_type,
                "source": found.source,
                "sensitivity": found.sensitivity,
            }
            source = Source(found.observation, found.observation_type)
            add = Add(
                found.kind,
                body,
                (source,),
                found.found,
                "accepted by you",
                confidence=1.0,
                author=Author.USER,
            )
            memory = self._keep(connection, add, found.sealed)
            connection.execute("DELETE FROM candidate WHERE id = ?", (id.bytes,))
            return memory

        return self._database.write(work)

    def reject(self, id: UUID) -> None:
        """Lets one go and never offers its value again: only a keyed digest of it stays. Raises NotFound."""

        def work(connection: Connection) -> None:
            found = self._one(connection, id)
            connection.execute(
                "INSERT OR IGNORE INTO candidate_rejected(digest, at) VALUES (?, ?)",
                (found.sealed.digest, to_micros(self._database.clock())),
            )
            connection.execute("DELETE FROM candidate WHERE id = ?", (id.bytes,))

        self._database.write(work)

    def sweep(self) -> int:
        """Deletes those that have expired; returns how many."""
        now = to_micros(self._database.clock())
        if not self._database.rows("SELECT 1 FROM candidate WHERE expires <= ? LIMIT 1", (now,)):
            return 0

        def work(connection: Connection) -> int:
            return int(connection.execute("DELETE FROM candidate WHERE expires <= ?", (now,)).rowcount)

        return self._database.write(work)

    def _one(self, connection: Connection, id: UUID) -> Candidate:
        row = connection.execute(
            f"SELECT {_COLUMNS} FROM candidate c JOIN observation o ON o.seq = c.observation "
            "WHERE c.id = ? AND c.expires > ?",
            (id.bytes, to_micros(self._database.clock())),
        ).fetchone()
        if row is None:
            raise NotFound(
                "This no longer waits; it was answered before, forgotten, or is older than a week."
            )
        return _candidate(row)


def put(
    connection: Connection,
    kind: str,
    candidate: VaultCandidate,
    sealed: Sealed,
    seen: Observation,
    now: datetime,
) -> None:
    """Lets a secret found in `seen` wait, inside the transaction that keeps `seen`.

    One that waits already, or was turned down once, is let be.
    """
    known = connection.execute(
        "SELECT 1 FROM candidate_rejected WHERE digest = ?1 UNION SELECT 1 FROM candidate "
        "WHERE digest = ?1 AND expires > ?2",
        (sealed.digest, to_micros(now)),
    ).fetchone()
    if known is not None:
        return
    connection.execute("DELETE FROM candidate WHERE digest = ?", (sealed.digest,))
    connection.execute(
        "INSERT INTO candidate(id, sealed, box, digest, kind, entry_type, caption, source, sensitivity, found, "
        "expires, observation) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, seq FROM observation WHERE id = ?",
        (
            new_ids.new(now).bytes, sealed.id, sealed.box, sealed.digest, kind, candidate.entry_type,
            candidate.caption, candidate.source, candidate.sensitivity, to_micros(seen.time),
            to_micros(now + KEPT_FOR), seen.id.bytes,
        ),
    )  # fmt: skip


def _candidate(row: Row) -> Candidate:
    id, kind, entry_type, caption, source, sensitivity, found, expires, observation, type, *sealed = row
    return Candidate(
        UUID(bytes=id), kind, entry_type, caption, source, sensitivity, from_micros(found), from_micros(expires),
        ObservationId(UUID(bytes=observation)), ObservationType(type), Sealed(*sealed),
    )  # fmt: skip
