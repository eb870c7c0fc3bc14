"""The past of memories: their versions, taking changes back by step or by day, and what was so at a time.

A change is a step; the versions it wrote say what each memory it touched was before. Taking a step back is a step too.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from storage import jobs, memory_rows, vectors
from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Database
from storage.errors import NotFound, WrongUse
from storage.ids import MemoryId
from storage.kind import Kinds
from storage.memory_rows import Held
from storage.model import Author, BodyFields, Effect, JobKind, Undoing, Undone, Version

_CHUNK = 500
_Since: TypeAlias = tuple[Author | None, datetime | None]
_At: TypeAlias = tuple[MemoryId, bool, bool, BodyFields | None]

# What each memory was at ?1: as its first later version says, or as it is now where there is none.
_AS_OF = """
SELECT id, held, known, CASE WHEN made THEN body ELSE NULL END FROM (
  SELECT m.seq, m.id, m.valid_from, m.created <= ?1 AS made, coalesce(v.body, m.body) AS body,
    m.valid_to IS NULL OR m.valid_to > ?1 AS held,
    m.created <= ?1 AND CASE WHEN v.number IS NULL THEN m.valid_to IS NULL OR m.valid_to > ?1
      ELSE v.valid_to IS NULL OR v.valid_to > ?1 END AS known
  FROM memory m LEFT JOIN memory_version v ON v.memory = m.seq AND v.number = (
    SELECT min(number) FROM memory_version WHERE memory = m.seq AND number > 0 AND at > ?1)
  WHERE m.valid_from <= ?1 AND (?2 IS NULL OR m.kind = ?2))
WHERE held OR known ORDER BY valid_from DESC, seq DESC LIMIT ?3 OFFSET ?4
"""


@dataclass(frozen=True, slots=True)
class _Before:
    """What a step wrote of a memory: number 0 says that it made it, else what it was before."""

    step: int
    memory: int
    number: int
    body: str
    valid_to: int | None
    sealed: bytes | None
    superseded_by: int | None


@dataclass(slots=True)
class _Unit:
    """Steps that can only be taken back together, with what each memory they touched was before the first of them."""

    steps: set[int] = field(default_factory=set)
    before: dict[int, _Before] = field(default_factory=dict)


class History:
    """The past of the memories of a safe; any thread may call."""

    def __init__(self, database: Database, kinds: Kinds) -> None:
        self._database = database
        self._kinds = kinds

    def of(self, id: MemoryId) -> list[Version]:
        """Former bodies of a memory and of those it took the place of, oldest first. Raises NotFound."""
        seq = self._database.read(lambda connection: memory_rows.find(connection, id)).seq
        rows = self._database.rows(
            "WITH RECURSIVE chain(seq) AS (SELECT ? UNION SELECT m.seq FROM memory m JOIN chain c "
            "ON m.superseded_by = c.seq) SELECT m.id, v.number, v.at, v.author, v.reason, v.body, v.valid_to, v.step, "
            "s.undone_by IS NOT NULL FROM memory_version v JOIN chain c ON c.seq = v.memory "
            "JOIN memory m ON m.seq = v.memory LEFT JOIN step s ON s.seq = v.step WHERE v.number > 0 "
            "ORDER BY v.at, v.step, v.memory, v.number",
            (seq,),
        )
        return [memory_rows.version(row) for row in rows]

    def as_of(self, time: datetime, kind: str | None, limit: int | None, offset: int) -> list[_At]:
        """Memories at `time` as (id, held by what is known now, kept as so then, body then), newest first."""
        rows = self._database.rows(_AS_OF, (to_micros(time), kind, -1 if limit is None else limit, offset))
        return [
            (
                MemoryId(UUID(bytes=id)),
                bool(held),
                bool(known),
                json.loads(body) if body is not None else None,
            )
            for id, held, known, body in rows
        ]

    def undo(self, id: MemoryId) -> MemoryId:
        """Takes back the last step that changed a memory; returns the memory that holds then.

        Steps that were built on it go with it. Raises NotFound, or WrongUse with nothing to undo.
        """
        return self._database.write(lambda connection: self._undo(connection, id))

    def undo_between(
        self, since: datetime, until: datetime, authors: Sequence[Author], *, dry_run: bool
    ) -> Undone:
        """Takes back what `authors` did in [since, until); memories changed again since stay as they are."""

        def work(connection: Connection) -> Undone:
            return self._take_back(connection, _steps_between(connection, since, until, authors), dry_run)

        return self._database.read(work) if dry_run else self._database.write(work)

    def undo_batch(self, batch: UUID) -> Undone:
        """Takes back the steps of `batch`. Raises NotFound when there are none, or none that still stand."""

        def work(connection: Connection) -> Undone:
            done = self.take_back(connection, batch)
            if not (done.changed or done.kept):
                raise NotFound(
                    "There is nothing of that to take back; it was taken back before, or forgotten."
                )
            return done

        return self._database.write(work)

    def take_back(self, connection: Connection, batch: UUID) -> Undone:
        """Takes back the steps of `batch` that still stand, inside the present transaction."""
        sql = "SELECT seq FROM step WHERE batch = ? AND undone_by IS NULL"
        steps = {seq for (seq,) in connection.execute(sql, (batch.bytes,))}
        return self._take_back(connection, steps, False)

    def _undo(self, connection: Connection, id: MemoryId) -> MemoryId:
        held = memory_rows.find(connection, id)
        unit = _Unit()
        _grow(connection, unit, {_last_step(connection, held.seq)})
        if len(unit.before) == 1 and unit.before.get(held.seq, _MADE).number == 0:
            raise WrongUse("There is nothing to undo: this memory has not been changed.")
        now = self._database.clock()
        self._restore(connection, unit, now, None)
        touched = [memory_rows.at(connection, seq) for seq in sorted(unit.before)]
        holding = [memory.id for memory in touched if memory.current]
        return id if id in holding or not holding else holding[0]

    def _take_back(self, connection: Connection, steps: set[int], dry_run: bool) -> Undone:
        now, batch = self._database.clock(), secrets.token_bytes(16)
        changed: list[Undoing] = []
        kept: list[Undoing] = []
        for unit in _units(connection, steps):
            stays = _changed_since(connection, unit)
            told = [
                self._told(connection, before, stays.get(seq)) for seq, before in sorted(unit.before.items())
            ]
            if stays:
                kept += told
                continue
            changed += told
            if not dry_run:
                self._restore(connection, unit, now, batch)
        done = bool(changed) and not dry_run
        return Undone(tuple(changed), tuple(kept), UUID(bytes=batch) if done else None, dry_run)

    def _told(self, connection: Connection, before: _Before, since: _Since | None) -> Undoing:
        held = memory_rows.at(connection, before.memory)
        title = self._kinds[held.kind].title_of(memory_rows.body_of(held))
        return Undoing(held.id, held.kind, title, _effect(held, before), *(since or (None, None)))

    def _restore(self, connection: Connection, unit: _Unit, now: datetime, batch: bytes | None) -> None:
        """Makes every memory of `unit` what it was, as one new step."""
        step = memory_rows.new_step(connection, now, Author.USER, undoing=True, batch=batch)
        for seq, before in sorted(unit.before.items()):
            held = memory_rows.at(connection, seq)
            memory_rows.remember(connection, held, step, now, Author.USER, "undone")
            if before.number == 0:
                # It was never right: its time is empty, and nothing took its place.
                memory_rows.end(connection, seq, held.valid_from, None)
            else:
                self._rewrite(connection, held, before, now)
            self._mark(connection, memory_rows.at(connection, seq))
        jobs.insert(connection, JobKind.EMBED, [held.id for held in _all(connection, unit.before)], now)
        for taken in unit.steps:
            # What a step took back that is now taken back itself stands again.
            connection.execute("UPDATE step SET undone_by = NULL WHERE undone_by = ?", (taken,))
            connection.execute("UPDATE step SET undone_by = ? WHERE seq = ?", (step, taken))

    def _rewrite(self, connection: Connection, held: Held, before: _Before, now: datetime) -> None:
        kind = self._kinds[held.kind]
        body, _ = memory_rows.checked(kind, json.loads(before.body), None)
        memory_rows.rewrite(connection, held.seq, kind, body, before.sealed, now)
        memory_rows.end(connection, held.seq, before.valid_to, before.superseded_by)

    def _mark(self, connection: Connection, held: Held) -> None:
        if held.current:
            vectors.mark(connection, held.id, held.kind)
        else:
            vectors.unmark(connection, held.id)


_MADE = _Before(0, 0, 0, "", None, None, None)


def _effect(held: Held, before: _Before) -> Effect:
    holds = before.number > 0 and before.valid_to is None
    if held.current == holds:
        return Effect.REVERTS
    return Effect.RETURNS if holds else Effect.LEAVES


def _last_step(connection: Connection, seq: int) -> int:
    """The step of a memory's latest version; the one that made it where it was not changed. Raises WrongUse."""
    sql = "SELECT step FROM memory_version WHERE memory = ? ORDER BY number DESC LIMIT 1"
    row = connection.execute(sql, (seq,)).fetchone()
    if row is None:
        raise WrongUse("There is nothing to undo: this memory has no history.")
    return int(row[0])


def _steps_between(
    connection: Connection, since: datetime, until: datetime, authors: Sequence[Author]
) -> set[int]:
    """The steps of `authors` in [since, until) that still stand and are no undoing."""
    marks = ",".join("?" * len(authors))
    rows = connection.execute(
        "SELECT seq FROM step WHERE at >= ? AND at < ? AND undone_by IS NULL AND undoing = 0 "
        f"AND author IN ({marks})",
        (to_micros(since), to_micros(until), *authors),
    )
    return {seq for (seq,) in rows}


def _units(connection: Connection, steps: set[int]) -> list[_Unit]:
    """The steps sorted into units: two steps that touched one memory are of one unit."""
    of_memory: dict[int, _Unit] = {}
    of_step: dict[int, _Unit] = {}
    for before in _written(connection, sorted(steps)):
        unit = of_memory.get(before.memory) or of_step.get(before.step) or _Unit()
        other = of_step.get(before.step, unit)
        if other is not unit:
            _join(unit, other, of_memory, of_step)
        _add(unit, before)
        of_memory[before.memory] = of_step[before.step] = unit
    return list({id(unit): unit for unit in of_step.values()}.values())


def _join(unit: _Unit, other: _Unit, of_memory: dict[int, _Unit], of_step: dict[int, _Unit]) -> None:
    """Makes `other` part of `unit`."""
    for before in other.before.values():
        _add(unit, before)
        of_memory[before.memory] = unit
    unit.steps |= other.steps
    of_step.update(dict.fromkeys(other.steps, unit))


def _add(unit: _Unit, before: _Before) -> None:
    """Takes a version into a unit; of each memory the earliest counts."""
    unit.steps.add(before.step)
    earlier = unit.before.get(before.memory)
    if earlier is None or before.number < earlier.number:
        unit.before[before.memory] = before


def _grow(connection: Connection, unit: _Unit, steps: set[int]) -> None:
    """Takes `steps` into the unit, and every standing step that was built on them, and on those."""
    waiting = set(steps)
    while waiting:
        for before in list(_written(connection, sorted(waiting))):
            _add(unit, before)
        unit.steps |= waiting
        waiting = {
            step for before in unit.before.values() for step, _, _ in _later(connection, before)
        } - unit.steps


def _changed_since(connection: Connection, unit: _Unit) -> dict[int, _Since]:
    """The memories of a unit that a later step changed which is not of it: by whom and when, the user first.

    Nobody is named where it took the place of a memory whose history was forgotten: nothing says what to go back to.
    """
    found: dict[int, _Since] = {}
    for seq, before in unit.before.items():
        later = [one for one in _later(connection, before) if one[0] not in unit.steps]
        later.sort(key=lambda one: (one[1] is not Author.USER, one[2]))
        if later:
            found[seq] = later[0][1:]
        elif before.number == 0 and _took_a_place(connection, seq, unit):
            found[seq] = (None, None)
    return found


def _later(connection: Connection, before: _Before) -> list[tuple[int, Author, datetime]]:
    """Standing steps that changed a memory after this version and are no undoing."""
    rows = connection.execute(
        "SELECT s.seq, s.author, s.at FROM memory_version v JOIN step s ON s.seq = v.step "
        "WHERE v.memory = ? AND v.number > ? AND s.undone_by IS NULL AND s.undoing = 0 AND s.seq <> ?",
        (before.memory, before.number, before.step),
    )
    return [(step, Author(author), from_micros(at)) for step, author, at in rows]


def _took_a_place(connection: Connection, seq: int, unit: _Unit) -> bool:
    """True when it took the place of a memory that is not of the unit."""
    rows = connection.execute("SELECT seq FROM memory WHERE superseded_by = ?", (seq,))
    return any(other not in unit.before for (other,) in rows)


def _written(connection: Connection, steps: Sequence[int]) -> Iterable[_Before]:
    """The versions that `steps` wrote."""
    for start in range(0, len(steps), _CHUNK):
        part = steps[start : start + _CHUNK]
        rows = connection.execute(
            "SELECT step, memory, number, body, valid_to, sealed, superseded_by FROM memory_version "
            f"WHERE step IN ({','.join('?' * len(part))}) ORDER BY step, memory",
            part,
        ).fetchall()
        yield from (_Before(*row) for row in rows)


def _all(connection: Connection, seqs: Iterable[int]) -> list[Held]:
    return [memory_rows.at(connection, seq) for seq in sorted(seqs)]
