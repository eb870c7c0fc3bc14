"""Dreams: runs of consolidation, in tasks that are durable jobs; what they changed and tied; taking a run back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from storage import ids, jobs, memory_rows, receipts
from storage.clock import from_micros, maybe_time, to_micros
from storage.connection import Connection
from storage.database import Database, Row
from storage.errors import ChangedMeanwhile, NotFound
from storage.ids import MemoryId
from storage.memories import Memories
from storage.model import (
    Author,
    Change,
    Dream,
    DreamTask,
    Job,
    JobKind,
    Memory,
    Priority,
    Proposal,
    Tie,
    Undone,
)
from storage.proposals import Limits, Proposals

_DREAM = "SELECT id, started, ended, asked, spent, undone FROM dream"
Done: TypeAlias = tuple[list[MemoryId], int, int]
"""What a portion came to: an id a change, how many ties are new, how many proposals wait."""


class Dreams:
    """The dreams of a safe; any thread may call."""

    def __init__(self, database: Database, memories: Memories, proposals: Proposals) -> None:
        self._database = database
        self._memories = memories
        self._proposals = proposals

    def begin(self, tasks: Sequence[str], *, asked: bool) -> Dream:
        """Writes down a new dream with its tasks, each a job."""

        def work(connection: Connection) -> UUID:
            now = self._database.clock()
            id = ids.new(now)
            connection.execute(
                "INSERT INTO dream(id, started, asked) VALUES (?, ?, ?)",
                (id.bytes, to_micros(now), int(asked)),
            )
            for place, name in enumerate(tasks):
                task = ids.new(now)
                connection.execute(
                    "INSERT INTO dream_task(id, dream, place, name) VALUES (?, ?, ?, ?)",
                    (task.bytes, id.bytes, place, name),
                )
                jobs.insert(connection, JobKind.DREAM, [task], now, Priority(int(asked)))
            return id

        return self.get(self._database.write(work))

    def under_way(self) -> Dream | None:
        """The dream that was begun last and is not over; None when there is none."""
        found = self._several("WHERE ended IS NULL ORDER BY started DESC LIMIT 1", [])
        return found[0] if found else None

    def get(self, id: UUID) -> Dream:
        """One dream. Raises NotFound."""
        found = self._several("WHERE id = ?", [id.bytes])
        if not found:
            raise NotFound("There is no such dream. See: reverie dream log")
        return found[0]

    def latest(self, limit: int = 20) -> list[Dream]:
        """The latest dreams, the newest first."""
        return self._several("ORDER BY started DESC, id DESC LIMIT ?", [limit])

    def spent_since(self, time: datetime) -> float:
        """Seconds of a processor that dreams begun since then, unasked, have used."""
        sql = "SELECT coalesce(sum(spent), 0) FROM dream WHERE started >= ? AND asked = 0"
        row = self._database.row(sql, (to_micros(time),))
        return row[0] / 1e6 if row else 0.0

    def task(self, job: Job) -> tuple[UUID, DreamTask]:
        """The dream and the task that a job is about. Raises NotFound."""
        row = self._database.row(
            "SELECT dream, id, name, done, changes, links FROM dream_task WHERE id = ?",
            (job.subjects[0].bytes,) if job.subjects else (b"",),
        )
        if row is None:
            raise NotFound("There is no such task of a dream.")
        return UUID(bytes=row[0]), _task(row[1:])

    def spared(self) -> frozenset[MemoryId]:
        """Memories of which someone took back what a dream had done: no dream touches them again."""
        rows = self._database.rows(
            "SELECT DISTINCT m.id FROM step s JOIN memory_version v ON v.step = s.seq "
            "JOIN memory m ON m.seq = v.memory WHERE s.author = 'dream' AND s.undone_by IS NOT NULL"
        )
        return frozenset(MemoryId(UUID(bytes=id)) for (id,) in rows)

    def own(self) -> frozenset[MemoryId]:
        """Memories that the user wrote, or changed since: no dream changes them."""
        rows = self._database.rows(
            "SELECT DISTINCT m.id FROM step s JOIN memory_version v ON v.step = s.seq "
            "JOIN memory m ON m.seq = v.memory WHERE s.author = 'user' AND s.undoing = 0 AND s.undone_by IS NULL "
            "UNION SELECT id FROM memory WHERE author = 'user'"
        )
        return frozenset(MemoryId(UUID(bytes=id)) for (id,) in rows)

    def untied(self) -> frozenset[tuple[MemoryId, MemoryId]]:
        """Ties that were taken back, as the pairs they tied."""
        rows = self._database.rows(
            "SELECT m.id, o.id FROM memory_link l JOIN memory m ON m.seq = l.memory JOIN memory o ON o.seq = l.other "
            "WHERE l.undone = 1"
        )
        return frozenset((MemoryId(UUID(bytes=one)), MemoryId(UUID(bytes=other))) for one, other in rows)

    def faded(self, ids: Sequence[MemoryId]) -> list[MemoryId]:
        """Those of `ids` that a dream let go, without anything that took their place."""
        found = list[MemoryId]()
        for id in ids:
            row = self._database.row(
                "SELECT s.author FROM memory m JOIN memory_version v ON v.memory = m.seq JOIN step s ON s.seq = v.step "
                "WHERE m.id = ? AND m.valid_to IS NOT NULL AND m.superseded_by IS NULL "
                "ORDER BY v.number DESC LIMIT 1",
                (id.bytes,),
            )
            if row is not None and row[0] == Author.DREAM:
                found.append(id)
        return found

    def cited(self) -> dict[MemoryId, int]:
        """How many answers that are kept cite each memory; those that none cites are absent."""
        rows = self._database.rows(
            "SELECT c.cited, count(DISTINCT c.turn) FROM answer_citation c JOIN memory m ON m.id = c.cited "
            "GROUP BY c.cited"
        )
        return {MemoryId(UUID(bytes=id)): number for id, number in rows}

    def apply(
        self,
        job: Job,
        changes: Sequence[Change],
        ties: Sequence[Tie],
        *,
        proposals: Sequence[Proposal] = (),
        limits: Limits | None = None,
        read: Iterable[Memory] = (),
        read_at: int | None = None,
    ) -> Done:
        """Makes a portion of a task's changes and ties, in one transaction; the job stays. `proposals` wait.

        Raises ChangedMeanwhile when one of the memories that were `read` is not as it was, ForgottenMeanwhile when
        something was forgotten since `read_at`, LeaseLost when the job is another's by now; nothing is changed then.
        """
        dream, task = self.task(job)

        def work(connection: Connection) -> Done:
            receipts.require(connection, read_at)
            jobs.require(connection, [job])
            _require_as_read(connection, read)
            (before,) = connection.execute("SELECT coalesce(max(seq), 0) FROM step").fetchone()
            made = self._memories.make(connection, changes)
            connection.execute("UPDATE step SET batch = ? WHERE seq > ?", (dream.bytes, before))
            links = sum(memory_rows.tie(connection, tie, dream.bytes) for tie in ties)
            connection.execute(
                "UPDATE dream_task SET changes = changes + ?, links = links + ? WHERE id = ?",
                (len(made), links, task.id.bytes),
            )
            waiting = self._proposals.put(connection, proposals, limits or Limits())
            return made, links, sum(not why for why in waiting)

        return self._database.write(work)

    def finish(self, job: Job) -> None:
        """The task of this job is done; with the last one its dream is over. Raises LeaseLost."""
        dream, task = self.task(job)

        def work(connection: Connection) -> None:
            jobs.require(connection, [job])
            jobs.remove(connection, [job])
            connection.execute("UPDATE dream_task SET done = 1 WHERE id = ?", (task.id.bytes,))
            left = "SELECT 1 FROM dream_task WHERE dream = ? AND done = 0"
            connection.execute(
                f"UPDATE dream SET ended = ? WHERE id = ? AND NOT EXISTS ({left})",
                (to_micros(self._database.clock()), dream.bytes, dream.bytes),
            )

        self._database.write(work)

    def spend(self, id: UUID, seconds: float) -> None:
        """Adds up what a dream has used of a processor."""
        self._database.execute(
            "UPDATE dream SET spent = spent + ? WHERE id = ?", (round(seconds * 1e6), id.bytes)
        )

    def end(self, id: UUID) -> None:
        """Ends a dream with whatever of it is left undone."""

        def work(connection: Connection) -> None:
            connection.execute(
                "DELETE FROM job WHERE seq IN (SELECT s.job FROM job_subject s JOIN dream_task t "
                "ON t.id = s.subject WHERE t.dream = ?)",
                (id.bytes,),
            )
            connection.execute(
                "UPDATE dream SET ended = ? WHERE id = ? AND ended IS NULL",
                (to_micros(self._database.clock()), id.bytes),
            )

        self._database.write(work)

    def undo(self, id: UUID) -> Undone:
        """Takes back all that a dream did; memories changed again since stay and are named.

        One that is under way ends. Raises NotFound for one that is not there, or was taken back before.
        """
        if self.get(id).undone is not None:
            raise NotFound("This dream was taken back before.")
        self.end(id)

        def work(connection: Connection) -> Undone:
            done = self._memories.take_back(connection, id)
            connection.execute("UPDATE memory_link SET undone = 1 WHERE dream = ?", (id.bytes,))
            now = to_micros(self._database.clock())
            connection.execute("UPDATE dream SET undone = ? WHERE id = ?", (now, id.bytes))
            return done

        return self._database.write(work)

    def _several(self, where: str, values: Sequence[object]) -> list[Dream]:
        return self._database.read(lambda connection: _dreams(connection, where, values))


def _dreams(connection: Connection, where: str, values: Sequence[object]) -> list[Dream]:
    return [_dream(connection, row) for row in connection.execute(f"{_DREAM} {where}", values).fetchall()]


def _dream(connection: Connection, row: Row) -> Dream:
    id, started, ended, asked, spent, undone = row
    tasks = connection.execute(
        "SELECT id, name, done, changes, links FROM dream_task WHERE dream = ? ORDER BY place", (id,)
    )
    return Dream(
        UUID(bytes=id), from_micros(started), maybe_time(ended), bool(asked), spent / 1e6, maybe_time(undone),
        tuple(_task(task) for task in tasks.fetchall()),
    )  # fmt: skip


def _task(row: Row) -> DreamTask:
    id, name, done, changes, links = row
    return DreamTask(UUID(bytes=id), name, bool(done), changes, links)


def _require_as_read(connection: Connection, read: Iterable[Memory]) -> None:
    for memory in read:
        row = connection.execute(
            f"SELECT revised, pinned FROM memory m WHERE id = ? AND {memory_rows.CURRENT}", (memory.id.bytes,)
        ).fetchone()
        if row is None or row != (to_micros(memory.revised), int(memory.pinned)):
            raise ChangedMeanwhile("A memory was changed meanwhile; the next dream looks at it again.")
