"""The one store for memories of every kind."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from storage import candidates, jobs, memory_rows, receipts, vault, vectors
from storage import ids as new_ids
from storage.clock import to_micros
from storage.connection import Connection
from storage.database import Database
from storage.episodes import put as put_episode
from storage.errors import NotFound
from storage.history import History
from storage.ids import JobId, MemoryId, ObservationId
from storage.kind import Kinds, MemoryKind, Use
from storage.memory_rows import COLUMNS, CURRENT, TABLES
from storage.model import (
    Add,
    Author,
    BodyFields,
    Change,
    Episode,
    Extend,
    Frame,
    Job,
    JobKind,
    Memory,
    Observation,
    Retire,
    Revise,
    Secret,
    Source,
    Then,
    Tie,
    Undone,
    VaultCandidate,
    Version,
    type_of,
)
from storage.vault import Sealed, Vault
from storage.vault_log import VaultLog

_CHUNK = 500
_Follow: TypeAlias = Sequence[tuple[JobKind, tuple[UUID, ...]]]


def _nothing(connection: Connection) -> None:
    del connection


class Memories:
    """The memories of a safe; any thread may call."""

    def __init__(self, database: Database, kinds: Kinds, vault: Vault, log: VaultLog) -> None:
        self._database = database
        self._kinds = kinds
        self._vault = vault
        self._log = log
        self._past = History(database, kinds)

    def apply(
        self,
        changes: Sequence[Change],
        *,
        closes: Sequence[JobId | Job] = (),
        then: _Follow = (),
        episodes: Sequence[Episode] = (),
        beside: Callable[[Connection], None] = _nothing,
        read_at: int | None = None,
    ) -> list[MemoryId]:
        """Makes `changes` in one transaction, closes the jobs that asked for them, and adds the jobs that follow.

        `episodes`, which the changes were read from, are kept in it too, and `beside` is done at its end. Returns one
        id a change: the new memory of Add and Revise, the memory itself otherwise. Adding a secret that is kept already
        only adds sources to the memory that holds it. Memories that need a vector go into the outbox, with one EMBED
        job. Raises WrongUse for a body that is not of its kind, NotFound when a memory, a source or a job to close is
        gone (forgotten, or done before), LeaseLost when a claimed job is another's by now, ForgottenMeanwhile when
        something was forgotten since
        `read_at` (`Receipts.mark` before the reading); nothing is changed then.
        """

        def work(connection: Connection) -> builtins.list[MemoryId]:
            receipts.require(connection, read_at)
            jobs.require(connection, closes)
            for episode in episodes:
                put_episode(connection, episode)
            done = self._apply(connection, changes, closes, then)
            beside(connection)
            return done

        return self._database.write(work)

    def make(self, connection: Connection, changes: Sequence[Change]) -> list[MemoryId]:
        """Makes `changes` as `apply` does, inside the present transaction."""
        return self._apply(connection, changes, (), ())

    def take_back(self, connection: Connection, batch: UUID) -> Undone:
        """Takes back the steps of `batch` that still stand, inside the present transaction."""
        return self._past.take_back(connection, batch)

    def get(self, id: MemoryId) -> Memory:
        """The memory with its sources and links. Raises NotFound."""
        found = self._several("WHERE m.id = ?", [id.bytes])
        if not found:
            raise NotFound("There is no such memory; it may have been forgotten.")
        return found[0]

    def many(self, ids: Sequence[MemoryId]) -> dict[MemoryId, Memory]:
        """Those of `ids` that are there."""
        # By their numbers: looking an id up costs five times as much.
        found: dict[int, Memory] = {}
        for start in range(0, len(ids), _CHUNK):
            part = [id.bytes for id in ids[start : start + _CHUNK]]
            for memory in self._several(f"WHERE m.id IN ({','.join('?' * len(part))})", part):
                found[memory.id.int] = memory
        return {id: found[id.int] for id in ids if id.int in found}

    def list(
        self,
        kind: str | None = None,
        *,
        include_past: bool = False,
        limit: int | None = None,
        offset: int = 0,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> builtins.list[Memory]:
        """Memories by when they came to hold (`valid_from` in [since, until)), newest first. Raises WrongUse."""
        clauses, values = ["1" if include_past else CURRENT], list[object]()
        if kind is not None:
            clauses.append("m.kind = ?")
            values.append(self._kinds[kind].name)
        for bound, side in ((since, ">="), (until, "<")):
            if bound is not None:
                clauses.append(f"m.valid_from {side} ?")
                values.append(to_micros(bound))
        where = f"WHERE {' AND '.join(clauses)} ORDER BY m.valid_from DESC, m.seq DESC LIMIT ? OFFSET ?"
        return self._several(where, [*values, -1 if limit is None else limit, offset])

    def by_key(
        self, kind: str, key: str, field: str = "", value: str = "", others: int = 0
    ) -> builtins.list[Memory]:
        """Current memories of `kind` about the thing `key` names (see `MemoryKind.key_of`), newest first.

        With a `field` of their bodies: those that hold `value` or nothing in it, and of the rest the `others` newest.
        """
        clauses, values = f"m.kind = ? AND m.key = ? AND m.key <> '' AND {CURRENT}", [kind, key]
        order = "ORDER BY m.valid_from DESC, m.seq DESC"
        if not field:
            return self._several(f"WHERE {clauses} {order}", values)
        held = "coalesce(json_extract(m.body, '$.' || ?), '') IN ('', ?)"
        newest = f"SELECT m.seq FROM memory m WHERE {clauses} AND NOT {held} {order} LIMIT ?"
        where = f"WHERE {clauses} AND ({held} OR m.seq IN ({newest})) {order}"
        return self._several(where, [*values, field, value, *values, field, value, others])

    def by_external_id(self, external_id: str) -> Memory | None:
        """The newest memory an importer gave this id, or None."""
        found = self._several(
            "WHERE m.external_id = ? AND m.external_id <> '' ORDER BY m.seq DESC LIMIT 1", [external_id]
        )
        return found[0] if found else None

    def sample(self, kinds: Sequence[str], limit: int) -> builtins.list[Memory]:
        """Some of the current memories of these kinds that rest on something, drawn by chance."""
        rests = "EXISTS (SELECT 1 FROM memory_source s WHERE s.memory = m.seq)"
        return self._several(
            "WHERE m.seq IN (SELECT m.seq FROM memory m WHERE m.valid_to IS NULL AND m.superseded_by IS NULL "
            f"AND m.kind IN ({','.join('?' * len(kinds))}) AND {rests} ORDER BY random() LIMIT ?)",
            [*kinds, limit],
        )

    def of_source(
        self, observations: Sequence[ObservationId]
    ) -> dict[ObservationId, builtins.list[MemoryId]]:
        """Which memories rest on each of `observations`, past ones included; those without any are absent."""
        found: dict[ObservationId, builtins.list[MemoryId]] = {}
        for observation in observations:
            rows = self._database.rows(
                "SELECT DISTINCT m.id FROM memory m JOIN memory_source s ON s.memory = m.seq "
                "JOIN observation o ON o.seq = s.observation WHERE o.id = ? ORDER BY m.seq",
                (observation.bytes,),
            )
            if rows:
                found[observation] = [MemoryId(UUID(bytes=id)) for (id,) in rows]
        return found

    def history(self, id: MemoryId) -> builtins.list[Version]:
        """Its former bodies and those of the memories it took the place of, oldest first. Raises NotFound."""
        return self._past.of(id)

    def as_of(
        self, time: datetime, kind: str | None = None, *, limit: int | None = None, offset: int = 0
    ) -> builtins.list[Then]:
        """What was so at `time`, and what was kept as so then, newest first. Raises WrongUse."""
        found = self._past.as_of(time, self._kinds[kind].name if kind is not None else None, limit, offset)
        memories = self.many([id for id, *_ in found])
        return [Then(memories[id], held, known, body) for id, held, known, body in found if id in memories]

    def reveal(self, id: MemoryId, passphrase: Secret, what: str = "revealed") -> Secret:
        """The sealed value, by the passphrase asked for again; logged first as `what` is done with it.

        Raises WrongPassphrase, NotFound.
        """
        sealed = self._database.read(lambda connection: memory_rows.find(connection, id)).sealed
        if sealed is None:
            raise NotFound("This memory holds no sealed value.")
        secret = self._vault.open(sealed, passphrase)
        self._log.write(id, what)
        return secret

    def link(self, a: MemoryId, b: MemoryId, why: str, weight: float = 1.0) -> None:
        """Ties two memories together; linking again changes the weight. Raises NotFound."""
        self._database.write(lambda connection: memory_rows.tie(connection, Tie(a, b, why, weight)))

    def pin(self, id: MemoryId, pinned: bool) -> None:
        """Pinned memories are not retired by dreaming. Raises NotFound."""
        self.get(id)
        self._database.execute("UPDATE memory SET pinned = ? WHERE id = ?", (int(pinned), id.bytes))

    def undo(self, id: MemoryId) -> Memory:
        """Takes back the last change of a memory, as a new step of its history; undoing twice brings it back.

        A memory that took the place of another gives it back. Returns the memory that holds then. Raises NotFound, or
        WrongUse with nothing to undo.
        """
        return self.get(self._past.undo(id))

    def undo_between(
        self,
        since: datetime,
        until: datetime,
        authors: Sequence[Author] = (Author.AGENT, Author.DREAM),
        *,
        dry_run: bool = False,
    ) -> Undone:
        """Takes back what `authors` changed in [since, until), as new steps; `dry_run` only says what would change.

        A memory that was changed again since, and those changed together with it, stay as they are and are named.
        """
        return self._past.undo_between(since, until, authors, dry_run=dry_run)

    def undo_batch(self, batch: UUID) -> Undone:
        """Takes back what an `undo_between` (or an `undo_batch`) did. Raises NotFound."""
        return self._past.undo_batch(batch)

    def keep_candidate(self, connection: Connection, candidate: VaultCandidate, seen: Observation) -> None:
        """Keeps a secret found in `seen`, sealed, inside the transaction that keeps `seen`.

        What stood on a screen waits for the user's word (`storage.candidates`); what they wrote themselves does not.
        Without a kind that has a sealed field there is no place for it, and it is dropped.
        """
        kind = next((kind for kind in self._kinds.values() if kind.fields(Use.SECRET)), None)
        if kind is None:
            return
        sealed = self._vault.seal(candidate.secret)
        source = Source(seen.id, type_of(seen))
        body: BodyFields = {
            "caption": candidate.caption,
            "entry_type": candidate.entry_type,
            "source": candidate.source,
            "sensitivity": candidate.sensitivity,
        }
        add = Add(kind.name, _known(kind, body), (source,), seen.time, "found while reading")
        memory_rows.checked(kind, add.body, None)
        holder = _holder(connection, kind.name, vault.find(connection, sealed.digest))
        if holder is not None:
            memory_rows.add_sources(connection, holder[0], [source], only_seen=True)
        elif isinstance(seen, Frame):
            candidates.put(connection, kind.name, candidate, sealed, seen, self._database.clock())
        else:
            self.keep_sealed(connection, add, sealed)

    def keep_sealed(self, connection: Connection, add: Add, sealed: Sealed) -> MemoryId:
        """Adds a memory whose value is sealed already, inside the present transaction.

        Fields that its kind does not have are left out; a value that is held already only gains the sources.
        """
        kind = self._kinds[add.kind]
        body, _ = memory_rows.checked(kind, _known(kind, add.body), None)
        id = vault.keep(connection, sealed)
        holder = _holder(connection, kind.name, id)
        if holder is not None:
            memory_rows.add_sources(connection, holder[0], add.sources, only_seen=True)
            return holder[1]
        now = self._database.clock()
        step = memory_rows.new_step(connection, now, add.author)
        memory = self._insert(connection, add, kind.name, body, id, step)[0]
        jobs.insert(connection, JobKind.EMBED, [memory], now)
        return memory

    def _apply(
        self, connection: Connection, changes: Sequence[Change], closes: Sequence[JobId | Job], then: _Follow
    ) -> builtins.list[MemoryId]:
        done = self._in_turn(connection, changes)
        jobs.remove(connection, closes)
        now = self._database.clock()
        if done:
            jobs.insert(connection, JobKind.EMBED, [*dict.fromkeys(done)], now)
        for kind, subjects in then:
            jobs.insert(connection, kind, subjects, now)
        return done

    def _in_turn(self, connection: Connection, changes: Sequence[Change]) -> builtins.list[MemoryId]:
        """Makes the changes one after the other; an id given to a memory means the one it was merged into, too."""
        done: builtins.list[MemoryId] = []
        called: dict[MemoryId, MemoryId] = {}
        for change in changes:
            meant = change
            if not isinstance(change, Add) and change.memory in called:
                meant = replace(change, memory=called[change.memory])
            if isinstance(meant, Retire) and meant.by in called:
                # Made just now to take its place: one step, taken back as one.
                if called[meant.by] == meant.memory:
                    continue  # It holds that very value.
                done.append(self._retire(connection, replace(meant, by=called[meant.by]), together=True))
                continue
            done.append(self._one(connection, meant))
            if isinstance(change, Add | Revise) and change.id is not None:
                called[change.id] = done[-1]
        return done

    def _one(self, connection: Connection, change: Change) -> MemoryId:
        if isinstance(change, Add):
            return self._add(connection, change)
        if isinstance(change, Revise):
            return self._revise(connection, change)
        return (
            self._extend(connection, change)
            if isinstance(change, Extend)
            else self._retire(connection, change)
        )

    def _add(self, connection: Connection, change: Add) -> MemoryId:
        if change.held is not None:
            held = candidates.take(connection, change.held, self._database.clock())
            return self.keep_sealed(connection, change, held)
        kind = self._kinds[change.kind]
        body, secret = memory_rows.checked(kind, change.body, change.secret)
        sealed = self._vault.put(connection, secret) if secret else None
        holder = _holder(connection, kind.name, sealed)
        if holder is not None:
            memory_rows.add_sources(connection, holder[0], change.sources, only_seen=True)
            return holder[1]
        step = memory_rows.new_step(connection, self._database.clock(), change.author)
        return self._insert(connection, change, kind.name, body, sealed, step)[0]

    def _insert(
        self,
        connection: Connection,
        change: Add | Revise,
        kind: str,
        body: BodyFields,
        sealed: bytes | None,
        step: int,
    ) -> tuple[MemoryId, int]:
        now = self._database.clock()
        memory = Memory(
            id=change.id or MemoryId(new_ids.new(now)),
            kind=kind,
            body=body,
            title="",
            text="",
            created=now,
            revised=now,
            valid_from=change.valid_from,
            confidence=change.confidence,
            importance=change.importance,
            author=change.author,
            external_id=change.external_id if isinstance(change, Add) else "",
            decision=change.decision,
        )
        seq = memory_rows.insert(connection, memory, self._kinds[kind], sealed)
        memory_rows.remember_made(connection, seq, step, now, change.author, change.reason)
        memory_rows.add_sources(connection, seq, change.sources)
        vectors.mark(connection, memory.id, kind)
        return memory.id, seq

    def _revise(self, connection: Connection, change: Revise) -> MemoryId:
        held, now = memory_rows.find(connection, change.memory), self._database.clock()
        body, secret = memory_rows.checked(self._kinds[held.kind], change.body, change.secret)
        sealed = self._vault.put(connection, secret) if secret else held.sealed
        step = memory_rows.new_step(connection, now, change.author)
        id, seq = self._insert(connection, change, held.kind, body, sealed, step)
        connection.execute("UPDATE memory SET pinned = ? WHERE seq = ?", (held.pinned, seq))
        memory_rows.remember(connection, held, step, now, change.author, change.reason)
        memory_rows.end(connection, held.seq, to_micros(change.valid_from), seq)
        vectors.unmark(connection, change.memory)
        return id

    def _extend(self, connection: Connection, change: Extend) -> MemoryId:
        held, now = memory_rows.find(connection, change.memory), self._database.clock()
        body, secret = memory_rows.checked(self._kinds[held.kind], change.body, None)
        sealed = self._vault.put(connection, secret) if secret else held.sealed
        step = memory_rows.new_step(connection, now, change.author)
        memory_rows.remember(connection, held, step, now, change.author, change.reason)
        memory_rows.rewrite(connection, held.seq, self._kinds[held.kind], body, sealed, now)
        connection.execute("UPDATE memory_source SET only_seen = 0 WHERE memory = ?", (held.seq,))
        memory_rows.add_sources(connection, held.seq, change.sources)
        if held.current:
            vectors.mark(connection, change.memory, held.kind)
        return change.memory

    def _retire(self, connection: Connection, change: Retire, *, together: bool = False) -> MemoryId:
        """`together`: in the step that made what takes its place."""
        held, now = memory_rows.find(connection, change.memory), self._database.clock()
        by = memory_rows.find(connection, change.by).seq if change.by is not None else None
        made = memory_rows.step_of(connection, by) if together and by is not None else None
        step = made or memory_rows.new_step(connection, now, change.author)
        memory_rows.remember(connection, held, step, now, change.author, change.reason)
        memory_rows.end(connection, held.seq, to_micros(change.at), by or held.superseded_by)
        vectors.unmark(connection, change.memory)
        return change.memory

    def _several(self, where: str, values: Sequence[object]) -> builtins.list[Memory]:
        rows = self._database.rows(f"SELECT {COLUMNS} FROM {TABLES} {where}", values)
        found: builtins.list[Memory] = []
        for start in range(0, len(rows), _CHUNK):
            found += memory_rows.from_rows(rows[start : start + _CHUNK], self._database.rows)
        return found


def _known(kind: MemoryKind, body: BodyFields) -> BodyFields:
    """The fields that the kind has."""
    return {name: value for name, value in body.items() if name in kind.body.model_fields}


def _holder(connection: Connection, kind: str, sealed: bytes | None) -> tuple[int, MemoryId] | None:
    """The current memory of `kind` that holds this sealed value."""
    if sealed is None:
        return None
    row = connection.execute(
        # The plus keeps SQLite from reading all of the kind, which it thinks cheaper.
        f"SELECT m.seq, m.id FROM memory m WHERE m.sealed = ? AND +m.kind = ? AND {CURRENT}",
        (sealed, kind),
    ).fetchone()
    return None if row is None else (row[0], MemoryId(UUID(bytes=row[1])))
