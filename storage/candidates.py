"""Secrets found on screens that wait for the user's word: sealed at once, known by caption only, gone after a week.

Some are offered in the inbox. The others are held for a few days and shown nowhere: only what the user says of one
keeps it ("that's the new Wi-Fi password").
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
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
from storage.model import Add, Author, HeldSecret, Observation, ObservationType, Source, VaultCandidate
from storage.vault import Sealed

KEPT_FOR = timedelta(days=7)
HELD_FOR = timedelta(days=3)
"""How long one that is not offered waits to be spoken of."""
_COLUMNS = (
    "c.id, c.kind, c.entry_type, c.caption, c.source, c.sensitivity, c.found, o.id, o.type, c.expires, "
    "c.sealed, c.box, c.digest"
)

Keep: TypeAlias = Callable[[Connection, Add, Sealed], MemoryId]
"""Keeps a new memory with a value that is sealed already, inside the present transaction."""


@dataclass(frozen=True, slots=True)
class Candidate(HeldSecret):
    """A secret that waits to be accepted or turned down. Nobody without the vault's private key can read its value."""

    expires: datetime
    sealed: Sealed


class Candidates:
    """The secrets that wait; any thread may call. What has expired is gone, whether swept yet or not."""

    def __init__(self, database: Database, keep: Keep) -> None:
        self._database = database
        self._keep = keep

    def list(self) -> list[Candidate]:
        """Those that are offered, the latest found first."""
        return self._waiting("AND c.offered")

    def held(self) -> Sequence[Candidate]:
        """All that wait, offered or not, the latest found first."""
        return self._waiting("")

    def _waiting(self, which: str) -> builtins.list[Candidate]:
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM candidate c JOIN observation o ON o.seq = c.observation WHERE c.expires > ? "
            f"{which} ORDER BY c.found DESC, c.id DESC",
            (to_micros(self._database.clock()),),
        )
        return [_candidate(row) for row in rows]

    def accept(self, id: UUID, caption: str = "") -> MemoryId:
        """Makes a memory of one, under `caption` where that is given. Raises NotFound."""

        def work(connection: Connection) -> MemoryId:
            found = _one(connection, id, self._database.clock())
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
            _drop(connection, id)
            return memory

        return self._database.write(work)

    def reject(self, id: UUID) -> None:
        """Lets one go and never offers its value again: only a keyed digest of it stays. Raises NotFound."""

        def work(connection: Connection) -> None:
            found = _one(connection, id, self._database.clock())
            connection.execute(
                "INSERT OR IGNORE INTO candidate_rejected(digest, at) VALUES (?, ?)",
                (found.sealed.digest, to_micros(self._database.clock())),
            )
            _drop(connection, id)

        self._database.write(work)

    def sweep(self) -> int:
        """Deletes those that have expired; returns how many."""
        now = to_micros(self._database.clock())
        if not self._database.rows("SELECT 1 FROM candidate WHERE expires <= ? LIMIT 1", (now,)):
            return 0

        def work(connection: Connection) -> int:
            return int(connection.execute("DELETE FROM candidate WHERE expires <= ?", (now,)).rowcount)

        return self._database.write(work)


def take(connection: Connection, id: UUID, now: datetime) -> Sealed:
    """The sealed value of one that waits, which waits no longer, inside the present transaction. Raises NotFound."""
    found = _one(connection, id, now)
    _drop(connection, id)
    return found.sealed


def put(
    connection: Connection,
    kind: str,
    candidate: VaultCandidate,
    sealed: Sealed,
    seen: Observation,
    now: datetime,
) -> None:
    """Lets a secret found in `seen` wait, inside the transaction that keeps `seen`.

    One that is offered already, or was turned down once, is let be; one that is only held begins to wait anew.
    """
    known = connection.execute(
        "SELECT 1 FROM candidate_rejected WHERE digest = ?1 UNION SELECT 1 FROM candidate "
        "WHERE digest = ?1 AND expires > ?2 AND offered",
        (sealed.digest, to_micros(now)),
    ).fetchone()
    if known is not None:
        return
    connection.execute("DELETE FROM candidate WHERE digest = ?", (sealed.digest,))
    connection.execute(
        "INSERT INTO candidate(id, sealed, box, digest, kind, entry_type, caption, source, sensitivity, found, "
        "expires, offered, observation) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, seq FROM observation WHERE id = ?",
        (
            new_ids.new(now).bytes, sealed.id, sealed.box, sealed.digest, kind, candidate.entry_type,
            candidate.caption, candidate.source, candidate.sensitivity, to_micros(seen.time),
            to_micros(now + (KEPT_FOR if candidate.offered else HELD_FOR)), candidate.offered, seen.id.bytes,
        ),
    )  # fmt: skip


def _one(connection: Connection, id: UUID, now: datetime) -> Candidate:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM candidate c JOIN observation o ON o.seq = c.observation "
        "WHERE c.id = ? AND c.expires > ?",
        (id.bytes, to_micros(now)),
    ).fetchone()
    if row is None:
        raise NotFound("This no longer waits; it was answered before, forgotten, or is older than a week.")
    return _candidate(row)


def _drop(connection: Connection, id: UUID) -> None:
    connection.execute("DELETE FROM candidate WHERE id = ?", (id.bytes,))


def _candidate(row: Row) -> Candidate:
    id, kind, entry_type, caption, source, sensitivity, found, observation, type, expires, *sealed = row
    return Candidate(
        UUID(bytes=id), kind, entry_type, caption, source, sensitivity, from_micros(found),
        ObservationId(UUID(bytes=observation)), ObservationType(type), from_micros(expires), Sealed(*sealed),
    )  # fmt: skip
