"""The ledger of when Reverie was watching, paused, locked, excluded, failing."""

from __future__ import annotations

from datetime import datetime

from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Database, Row
from storage.model import Coverage, Watching

_COLUMNS = "started, ended, state, reason"


class CoverageLedger:
    """Stretches of time, each in one state, without overlap. A gap means Reverie was not running."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # The first mark after an unlock begins a stretch of its own: what lies before was not watched.
        self._going_on = False

    def mark(self, state: Watching, at: datetime, reason: str = "") -> None:
        """`state` holds at `at`: extends the present stretch, or ends it there and begins another.

        To be called at changes, and now and then while a state lasts.
        """
        going_on, self._going_on = self._going_on, True
        self._database.write(lambda connection: _mark(connection, state, to_micros(at), reason, going_on))

    def between(self, since: datetime, until: datetime) -> list[Coverage]:
        """Stretches that overlap [since, until), cut to it, oldest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM coverage WHERE started < ? AND ended >= ? ORDER BY started, seq",
            (to_micros(until), to_micros(since)),
        )
        return [_cut(row, since, until) for row in rows]


def _mark(connection: Connection, state: Watching, at: int, reason: str, going_on: bool) -> None:
    last = None
    if going_on:
        last = connection.execute(
            "SELECT seq, state, reason FROM coverage ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    if last is not None:
        connection.execute("UPDATE coverage SET ended = max(ended, ?) WHERE seq = ?", (at, last[0]))
    if last is None or last[1:] != (state, reason):
        connection.execute(
            "INSERT INTO coverage(started, ended, state, reason) VALUES (?, ?, ?, ?)", (at, at, state, reason)
        )


def _cut(row: Row, since: datetime, until: datetime) -> Coverage:
    started, ended, state, reason = row
    return Coverage(max(from_micros(started), since), min(from_micros(ended), until), Watching(state), reason)
