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
        # The first mark after an unlock begins a stretch of its own: what lies before was not watched. Later ones go
        # on with that very row: what was recorded while locked may be written behind it meanwhile.
        self._present: int | None = None

    def mark(self, state: Watching, at: datetime, reason: str = "") -> None:
        """`state` holds at `at`: extends the present stretch, or ends it there and begins another.

        To be called at changes, and now and then while a state lasts.
        """
        present = self._present
        self._present = self._database.write(lambda connection: go_on(connection, present, state, at, reason))

    def was_locked_until(self, at: datetime) -> None:
        """The safe was opened at `at`: when it had been locked (not just ended), it was so until now."""
        self._database.write(lambda connection: _lengthen_lock(connection, at))

    def between(self, since: datetime, until: datetime) -> list[Coverage]:
        """Stretches that overlap [since, until), cut to it, oldest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM coverage WHERE started < ? AND ended >= ? ORDER BY started, seq",
            (to_micros(until), to_micros(since)),
        )
        return [_cut(row, since, until) for row in rows]


def go_on(
    connection: Connection, stretch: int | None, state: Watching, at: datetime, reason: str = ""
) -> int:
    """Lengthens the row `stretch` to `at`; another state begins a new row there. Returns the row that holds now."""
    row = None
    if stretch is not None:
        row = connection.execute("SELECT state, reason FROM coverage WHERE seq = ?", (stretch,)).fetchone()
        lengthen(connection, stretch, at)
    if stretch is not None and row == (state, reason):
        return stretch
    begun = connection.execute(
        "INSERT INTO coverage(started, ended, state, reason) VALUES (?, ?, ?, ?) RETURNING seq",
        (to_micros(at), to_micros(at), state, reason),
    ).fetchone()
    return int(begun[0])


def lengthen(connection: Connection, stretch: int | None, until: datetime) -> None:
    """The row `stretch` lasts until then at least."""
    connection.execute("UPDATE coverage SET ended = max(ended, ?) WHERE seq = ?", (to_micros(until), stretch))


def end_of(connection: Connection, stretch: int | None) -> datetime | None:
    """Until when the row `stretch` lasts; None when there is no such row."""
    row = connection.execute("SELECT ended FROM coverage WHERE seq = ?", (stretch,)).fetchone()
    return None if row is None else from_micros(row[0])


def _lengthen_lock(connection: Connection, at: datetime) -> None:
    row = connection.execute(
        "SELECT seq, state FROM coverage ORDER BY ended DESC, seq DESC LIMIT 1"
    ).fetchone()
    if row is not None and row[1] == Watching.LOCKED:
        lengthen(connection, row[0], at)


def _cut(row: Row, since: datetime, until: datetime) -> Coverage:
    started, ended, state, reason = row
    return Coverage(max(from_micros(started), since), min(from_micros(ended), until), Watching(state), reason)
