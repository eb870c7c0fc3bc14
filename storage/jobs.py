"""Durable work: what is to be done, kept in the database until it is done.

A job is not taken out when it is handed out, only when it is closed: after an unclean stop it is handed out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from storage import ids as new_ids
from storage.clock import from_micros, maybe_time, to_micros
from storage.connection import Connection
from storage.database import Database, Row
from storage.errors import NotFound
from storage.ids import JobId
from storage.model import Job, JobKind, JobState

_ATTEMPTS = 5
# How long a job rests after its first, second ... failure.
_PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
_COLUMNS = "seq, id, kind, created, state, attempts, not_before, error"


class Jobs:
    """The list of durable work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kind: JobKind, subjects: Sequence[UUID]) -> JobId:
        """Writes down a job about `subjects`."""
        return self._database.write(
            lambda connection: insert(connection, kind, subjects, self._database.clock())
        )

    def next(self, kinds: Sequence[JobKind], limit: int = 100) -> list[Job]:
        """Jobs of `kinds` that are due, oldest first. They stay on the list until closed."""
        marks = ",".join("?" * len(kinds))
        return self._jobs(
            f"state = ? AND kind IN ({marks}) AND coalesce(not_before, 0) <= ? ORDER BY seq LIMIT ?",
            [JobState.PENDING, *kinds, to_micros(self._database.clock()), limit],
        )

    def close(self, ids: Sequence[JobId]) -> None:
        """The jobs are done; unknown ids are done already."""
        self._database.write(lambda connection: remove(connection, ids))

    def fail(self, id: JobId, error: str) -> Job:
        """One more attempt failed with the class of error named `error`: the job rests, or waits for a person.

        Raises NotFound.
        """
        job = self._one(id)
        attempts = job.attempts + 1
        state = JobState.ATTENTION if attempts >= _ATTEMPTS else JobState.PENDING
        rest = self._database.clock() + _PAUSES[min(attempts, len(_PAUSES)) - 1]
        self._database.execute(
            "UPDATE job SET attempts = ?, state = ?, not_before = ?, error = ? WHERE id = ?",
            (attempts, state, to_micros(rest), error, id.bytes),
        )
        return self._one(id)

    def pending(self) -> dict[JobKind, int]:
        """How many jobs of each kind are to be done, resting ones included."""
        rows = self._database.rows(
            "SELECT kind, count(*) FROM job WHERE state = ? GROUP BY kind", [JobState.PENDING]
        )
        return {JobKind(kind): number for kind, number in rows}

    def attention(self) -> list[Job]:
        """Jobs that failed too often."""
        return self._jobs("state = ? ORDER BY seq", [JobState.ATTENTION])

    def retry(self, id: JobId) -> None:
        """Forgives the job's failures: it is due now. Raises NotFound."""
        self._one(id)
        self._database.execute(
            "UPDATE job SET attempts = 0, state = ?, not_before = NULL, error = '' WHERE id = ?",
            (JobState.PENDING, id.bytes),
        )

    def _one(self, id: JobId) -> Job:
        found = self._jobs("id = ?", [id.bytes])
        if not found:
            raise NotFound("There is no such job; it may be done.")
        return found[0]

    def _jobs(self, where: str, values: list[object]) -> list[Job]:
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM job WHERE {where}", values)
        return [_job(row, self._subjects(row[0])) for row in rows]

    def _subjects(self, seq: int) -> tuple[UUID, ...]:
        rows = self._database.rows("SELECT subject FROM job_subject WHERE job = ? ORDER BY position", [seq])
        return tuple(UUID(bytes=subject) for (subject,) in rows)


def insert(connection: Connection, kind: JobKind, subjects: Sequence[UUID], now: datetime) -> JobId:
    """Adds a job inside the present transaction."""
    id = JobId(new_ids.new(now))
    seq = connection.execute(
        "INSERT INTO job(id, kind, created, state) VALUES (?, ?, ?, ?) RETURNING seq",
        (id.bytes, kind, to_micros(now), JobState.PENDING),
    ).fetchone()[0]
    connection.executemany(
        "INSERT INTO job_subject(job, position, subject) VALUES (?, ?, ?)",
        [(seq, position, subject.bytes) for position, subject in enumerate(subjects)],
    )
    return id


def remove(connection: Connection, ids: Sequence[JobId]) -> None:
    """Takes jobs off the list inside the present transaction."""
    connection.executemany("DELETE FROM job WHERE id = ?", [(id.bytes,) for id in ids])


def _job(row: Row, subjects: tuple[UUID, ...]) -> Job:
    _, id, kind, created, state, attempts, not_before, error = row
    return Job(
        id=JobId(UUID(bytes=id)), kind=JobKind(kind), subjects=subjects, created=from_micros(created),
        state=JobState(state), attempts=attempts, not_before=maybe_time(not_before), error=error,
    )  # fmt: skip
