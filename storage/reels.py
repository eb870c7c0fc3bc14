"""The timeline in pieces: which app was seen when in cells of equal length, and where the app changed.

Everything is read from the index over apps and times, so that a year of frames
costs what its cells cost, not its texts.
"""

from __future__ import annotations

from datetime import datetime

from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Database
from storage.model import ReelCell

# What has no app is not among the names that were seen.
_APPS = "(SELECT name FROM seen WHERE type = 'frame' UNION SELECT '')"
_OF_APP = (
    f"{_APPS} a CROSS JOIN observation o INDEXED BY observation_app ON o.type = 'frame' AND o.app = a.name"
)
_SECOND = 1_000_000


class Reels:
    """Reads the tape of frames; any thread may call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cells(self, since: datetime, until: datetime, seconds: int) -> list[ReelCell]:
        """The app seen most in each stretch of `seconds` (counted from 1970) that holds frames of [since, until)."""
        width = seconds * _SECOND
        rows = self._database.rows(
            f"SELECT o.time / ?1, a.name, count(*) FROM {_OF_APP} AND o.time >= ?2 AND o.time < ?3 "
            "GROUP BY 1, 2 ORDER BY 1, 3, 2 DESC",
            (width, to_micros(since), to_micros(until)),
        )
        # The most frequent of a cell comes last, and takes the place of the others.
        most = {cell: app for cell, app, _ in rows}
        counts = dict.fromkeys(most, 0)
        for cell, _, frames in rows:
            counts[cell] += frames
        return [ReelCell(from_micros(cell * width), app, counts[cell]) for cell, app in most.items()]

    def counts(self, seconds: int) -> list[tuple[datetime, int]]:
        """How many frames there are in each stretch of `seconds` that holds any, oldest first."""
        width = seconds * _SECOND
        rows = self._database.rows(
            "SELECT time / ?1, count(*) FROM observation WHERE type = 'frame' GROUP BY 1 ORDER BY 1", (width,)
        )
        return [(from_micros(cell * width), frames) for cell, frames in rows]

    def count(self, since: datetime, until: datetime) -> int:
        """How many frames there are of [since, until)."""
        row = self._database.row(
            "SELECT count(*) FROM observation WHERE type = 'frame' AND time >= ? AND time < ?",
            (to_micros(since), to_micros(until)),
        )
        return int(row[0]) if row is not None else 0

    def next_app(self, app: str, at: datetime) -> datetime | None:
        """When, after `at`, a frame is first of another app than `app`; None when there is none."""
        return self._database.read(lambda connection: _beside(connection, "min", ">", app, at))

    def previous_app(self, app: str, at: datetime) -> datetime | None:
        """Where the run of `app` that holds `at` began; at its beginning, where the run before it did.

        None when nothing lies before.
        """

        def look(connection: Connection) -> datetime | None:
            start = _run_start(connection, app, at)
            if start is not None and start < at:
                return start
            before = _beside(connection, "max", "<", app, at)
            if before is None:
                return None
            return _run_start(connection, _app_at(connection, before, app), before)

        return self._database.read(look)


def _beside(connection: Connection, edge: str, side: str, app: str, at: datetime) -> datetime | None:
    """The nearest time before or after `at` of a frame of another app."""
    # One seek an app: the aggregate stands alone so that SQLite takes it from the index's end.
    inner = (
        f"SELECT {edge}(o.time) FROM observation o INDEXED BY observation_app "
        f"WHERE o.type = 'frame' AND o.app = a.name AND o.time {side} ?2"
    )
    sql = f"SELECT {edge}(near) FROM (SELECT ({inner}) AS near FROM {_APPS} a WHERE a.name <> ?1)"
    found = connection.execute(sql, (app, to_micros(at))).fetchone()[0]
    return None if found is None else from_micros(found)


def _run_start(connection: Connection, app: str, at: datetime) -> datetime | None:
    """The first frame of `app` at or before `at` with no frame of another app in between."""
    other = _beside(connection, "max", "<", app, at)
    row = connection.execute(
        "SELECT min(time) FROM observation INDEXED BY observation_app "
        "WHERE type = 'frame' AND app = ? AND time > ? AND time <= ?",
        (app, -1 if other is None else to_micros(other), to_micros(at)),
    ).fetchone()
    return None if row[0] is None else from_micros(row[0])


def _app_at(connection: Connection, at: datetime, other: str) -> str:
    """The app of a frame of this time that is not `other`."""
    sql = "SELECT app FROM observation WHERE type = 'frame' AND time = ? AND app <> ? LIMIT 1"
    return str(connection.execute(sql, (to_micros(at), other)).fetchone()[0])
