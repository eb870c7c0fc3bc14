"""Durable work: what is to be done, kept in the database until it is done.

A job is not taken out when it is handed out, only when it is closed. Whoever claims it holds a lease on it for a time:
nobody else gets it meanwhile, and who lost the lease cannot close it any more. After an unclean stop all are free.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from storage import ids as new_ids
from storage.clock import from_micros, maybe_time, to_micros
from storage.connection import Connection
from storage.database import Database, Row
from storage.errors import LeaseLost, NotFound
from storage.ids import JobId
from storage.model import Job, JobKind, JobState, Priority

_ATTEMPTS = 5
# How long a job rests after its first, second ... failure; up to a quarter is added, so that not all come back at once.
_PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
_LONGEST_PAUSE = _PAUSES[-1] * 1.25
LEASE = timedelta(minutes=15)
_LONGEST_LEASE = timedelta(hours=1)
_COLUMNS = "seq, id, kind, created, state, attempts, not_before, error, priority, lease"
# A time further ahead than it can have been set was written by a clock that went backwards since.
_DUE = "(not_before IS NULL OR not_before <= ? OR not_before > ?)"
_FREE = "(lease = '' OR leased_until <= ? OR leased_until > ?)"


class Jobs:
    """The list of durable work; any thread may call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kind: JobKind, subjects: Sequence[UUID], priority: Priority = Priority.BACKGROUND) -> JobId:
        """Writes down a job about `subjects`."""
        return self._database.write(
            lambda connection: insert(connection, kind, subjects, self._database.clock(), priority)
        )

    def next(self, kinds: Sequence[JobKind], limit: int = 100) -> list[Job]:
        """Jobs of `kinds` that are due, oldest first, whoever holds them. They stay on the list until closed."""
        now = self._database.clock()
        return self._jobs(
            f"state = ? AND kind IN ({_marks(kinds)}) AND {_DUE} ORDER BY seq LIMIT ?",
            [JobState.PENDING, *kinds, to_micros(now), to_micros(now + _LONGEST_PAUSE), limit],
        )

    def claim(
        self,
        kinds: Sequence[JobKind],
        limit: int = 1,
        *,
        lease: timedelta = LEASE,
        newest_first: bool = False,
    ) -> list[Job]:
        """Jobs of `kinds` that are due and free, for this caller alone until `lease` (an hour at most) is over.

        What a person asked for comes first. Close them by the transaction that holds their effect
        (`Memories.apply`), or `fail` or `release` them.
        """
        return self._database.write(
            lambda connection: self._claim(connection, kinds, limit, min(lease, _LONGEST_LEASE), newest_first)
        )

    def of(self, kind: JobKind, subject: UUID) -> list[Job]:
        """The jobs of a kind about nothing but `subject`, whoever holds them."""
        found = self._jobs(
            "kind = ? AND seq IN (SELECT job FROM job_subject WHERE subject = ?) ORDER BY seq",
            [kind, subject.bytes],
        )
        return [job for job in found if job.subjects == (subject,)]

    def renew(self, jobs: Sequence[Job], lease: timedelta = LEASE) -> None:
        """Holds claimed jobs for longer. Raises LeaseLost when one of them is another's or gone."""
        until = self._database.clock() + min(lease, _LONGEST_LEASE)

        def work(connection: Connection) -> None:
            require(connection, jobs)
            for job in jobs:
                connection.execute(
                    "UPDATE job SET leased_until = ? WHERE id = ?", (to_micros(until), job.id.bytes)
                )

        self._database.write(work)

    def release(self, jobs: Sequence[Job]) -> None:
        """Gives claimed jobs back undone; what is another's by now is let be."""
        self._database.write(
            lambda connection: connection.executemany(
                "UPDATE job SET lease = '', leased_until = NULL WHERE id = ? AND lease = ?",
                [(job.id.bytes, job.lease) for job in jobs],
            )
        )

    def free(self) -> None:
        """Gives every job back: whoever held one ended without saying so. For a safe that was just opened."""
        if self._database.rows("SELECT 1 FROM job WHERE lease <> '' LIMIT 1"):
            self._database.execute("UPDATE job SET lease = '', leased_until = NULL WHERE lease <> ''")

    def close(self, ids: Sequence[JobId]) -> None:
        """The jobs are done; unknown ids are done already."""
        self._database.write(lambda connection: remove(connection, ids))

    def fail(self, id: JobId, error: str, lease: str = "") -> Job:
        """One more attempt failed with the class of error named `error`: the job rests, or waits for a person.

        Raises NotFound, and LeaseLost when `lease` is given and the job is another's by now.
        """
        self._database.write(lambda connection: self._fail(connection, id, error, lease))
        return self._one(id)

    def pending(self) -> dict[JobKind, int]:
        """How many jobs of each kind are to be done, resting ones included."""
        rows = self._database.rows(
            "SELECT kind, count(*) FROM job WHERE state = ? GROUP BY kind", [JobState.PENDING]
        )
        return {JobKind(kind): number for kind, number in rows}

    def waiting(self) -> dict[JobKind, tuple[int, datetime]]:
        """Of each kind with jobs to be done that never failed: how many, and when the oldest was added."""
        rows = self._database.rows(
            "SELECT kind, count(*), min(created) FROM job WHERE state = ? AND attempts = 0 GROUP BY kind",
            [JobState.PENDING],
        )
        return {JobKind(kind): (number, from_micros(oldest)) for kind, number, oldest in rows}

    def attention(self) -> list[Job]:
        """Jobs that failed too often."""
        return self._jobs("state = ? ORDER BY seq", [JobState.ATTENTION])

    def resting(self, limit: int = 100) -> list[Job]:
        """Jobs that failed and are tried again later, oldest first."""
        return self._jobs("state = ? AND attempts > 0 ORDER BY seq LIMIT ?", [JobState.PENDING, limit])

    def retry(self, id: JobId) -> None:
        """Forgives the job's failures: it is due now, before what nobody asked for. Raises NotFound."""
        self._one(id)
        self._database.execute(
            "UPDATE job SET attempts = 0, state = ?, not_before = NULL, error = '', priority = ? WHERE id = ?",
            (JobState.PENDING, Priority.ASKED, id.bytes),
        )

    def drop(self, id: JobId) -> None:
        """Takes a job off the list undone: what it was about stays as it is. Raises NotFound."""
        self._one(id)
        self.close([id])

    def _claim(
        self,
        connection: Connection,
        kinds: Sequence[JobKind],
        limit: int,
        lease: timedelta,
        newest_first: bool,
    ) -> list[Job]:
        now, name = self._database.clock(), secrets.token_hex(8)
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM job WHERE state = ? AND kind IN ({_marks(kinds)}) AND {_DUE} AND {_FREE} "
            f"ORDER BY priority DESC, seq {'DESC' if newest_first else 'ASC'} LIMIT ?",
            [
                JobState.PENDING, *kinds, to_micros(now), to_micros(now + _LONGEST_PAUSE), to_micros(now),
                to_micros(now + _LONGEST_LEASE), limit,
            ],
        ).fetchall()  # fmt: skip
        connection.executemany(
            "UPDATE job SET lease = ?, leased_until = ? WHERE seq = ?",
            [(name, to_micros(now + lease), row[0]) for row in rows],
        )
        return [_job((*row[:-1], name), _subjects(connection, row[0])) for row in rows]

    def _fail(self, connection: Connection, id: JobId, error: str, lease: str) -> None:
        row = connection.execute("SELECT attempts, lease FROM job WHERE id = ?", (id.bytes,)).fetchone()
        if row is None:
            raise NotFound("There is no such job; it may be done.")
        if lease and row[1] != lease:
            raise LeaseLost("Another has taken this job over.")
        attempts = row[0] + 1
        state = JobState.ATTENTION if attempts >= _ATTEMPTS else JobState.PENDING
        rest = self._database.clock() + _rest(id, attempts)
        connection.execute(
            "UPDATE job SET attempts = ?, state = ?, not_before = ?, error = ?, lease = '', leased_until = NULL "
            "WHERE id = ?",
            (attempts, state, to_micros(rest), error, id.bytes),
        )

    def _one(self, id: JobId) -> Job:
        found = self._jobs("id = ?", [id.bytes])
        if not found:
            raise NotFound("There is no such job; it may be done.")
        return found[0]

    def _jobs(self, where: str, values: list[object]) -> list[Job]:
        def look(connection: Connection) -> list[Job]:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM job WHERE {where}", values).fetchall()
            return [_job(row, _subjects(connection, row[0])) for row in rows]

        return self._database.read(look)


def insert(
    connection: Connection,
    kind: JobKind,
    subjects: Sequence[UUID],
    now: datetime,
    priority: Priority = Priority.BACKGROUND,
) -> JobId:
    """Adds a job inside the present transaction."""
    id = JobId(new_ids.new(now))
    seq = connection.execute(
        "INSERT INTO job(id, kind, created, state, priority) VALUES (?, ?, ?, ?, ?) RETURNING seq",
        (id.bytes, kind, to_micros(now), JobState.PENDING, int(priority)),
    ).fetchone()[0]
    connection.executemany(
        "INSERT INTO job_subject(job, position, subject) VALUES (?, ?, ?)",
        [(seq, position, subject.bytes) for position, subject in enumerate(subjects)],
    )
    return id


def require(connection: Connection, jobs: Sequence[JobId | Job]) -> None:
    """Makes sure, inside the present transaction, that these jobs are still to be done, and still held by the caller.

    Raises NotFound for one that is gone, LeaseLost for a claimed one that is another's by now.
    """
    for job in jobs:
        id, lease = (job.id, job.lease) if isinstance(job, Job) else (job, "")
        row = connection.execute("SELECT lease FROM job WHERE id = ?", (id.bytes,)).fetchone()
        if row is None:
            raise NotFound("The job is done already, or what it was about has been forgotten.")
        if lease and row[0] != lease:
            raise LeaseLost("The work took too long, and another has taken it over. Nothing was changed.")


def remove(connection: Connection, jobs: Sequence[JobId | Job]) -> None:
    """Takes jobs off the list inside the present transaction."""
    ids = [job.id if isinstance(job, Job) else job for job in jobs]
    connection.executemany("DELETE FROM job WHERE id = ?", [(id.bytes,) for id in ids])


def _rest(id: JobId, attempts: int) -> timedelta:
    """How long a job rests after so many failures; the part that is added hangs on the job alone."""
    pause = _PAUSES[min(attempts, len(_PAUSES)) - 1]
    drawn = hashlib.sha256(id.bytes + bytes([attempts])).digest()[0]
    return pause + pause * drawn / 1024


def _subjects(connection: Connection, seq: int) -> tuple[UUID, ...]:
    rows = connection.execute("SELECT subject FROM job_subject WHERE job = ? ORDER BY position", (seq,))
    return tuple(UUID(bytes=subject) for (subject,) in rows)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _job(row: Row, subjects: tuple[UUID, ...]) -> Job:
    _, id, kind, created, state, attempts, not_before, error, priority, lease = row
    return Job(
        id=JobId(UUID(bytes=id)), kind=JobKind(kind), subjects=subjects, created=from_micros(created),
        state=JobState(state), attempts=attempts, not_before=maybe_time(not_before), error=error,
        priority=Priority(priority), lease=lease,
    )  # fmt: skip
