"""For how long what was on the screen: one row for each kept frame, from when until when it stood there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlcipher3 import dbapi2 as sqlcipher

from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Database
from storage.ids import ObservationId
from storage.model import ObservationType, Shown
from storage.stopping import stopping

# A frame stands until the next on its monitor, unless that comes so much later: then nobody saw what was between.
APART = timedelta(minutes=2)
# When looking is given up: by the clock, for a life of many frames.
SECONDS = 3.0
_EVER = (1 << 62) - 1

Fits = Callable[[str, str, str], bool]
"""Whether an app, a window's title and an address are what is asked about."""


class Presence:
    """Reads what was shown; any thread may call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def shown(self, since: datetime | None, until: datetime | None, fits: Fits) -> list[Shown] | None:
        """The frames within [since, until) that fit, oldest first; None when there are too many to look at in time."""
        return self._database.read(lambda connection: _shown(connection, since, until, fits))

    def said(
        self, speakers: Sequence[str], since: datetime | None, until: datetime | None
    ) -> list[ObservationId]:
        """What these people said within [since, until), oldest first."""
        marks = ",".join("?" * len(speakers))
        sql = (
            f"SELECT id FROM observation WHERE type = '{ObservationType.TURN}' AND time >= ? AND time < ? "
            f"AND speaker IN ({marks}) ORDER BY time, seq"
        )
        rows = self._database.rows(sql, (*_bounds(since, until), *speakers))
        return [ObservationId(UUID(bytes=id)) for (id,) in rows]


def _shown(
    connection: Connection, since: datetime | None, until: datetime | None, fits: Fits
) -> list[Shown] | None:
    first, last = _bounds(since, until)
    apart = int(APART.total_seconds() * 1_000_000)
    connection.create_function("is_asked", 3, lru_cache(maxsize=4096)(fits), deterministic=True)
    sql = f"""
      WITH shown AS (
        SELECT id, app, window_title, url, time, max(time, coalesce(repeat_until, 0)) AS seen,
          lead(time) OVER (PARTITION BY monitor ORDER BY time, seq) AS next
        FROM observation WHERE type = '{ObservationType.FRAME}' AND time >= ? AND time < ?)
      SELECT id, app, window_title, url, time, min(?, iif(next > seen AND next - seen <= ?, next, seen)) FROM shown
      WHERE is_asked(app, window_title, url) ORDER BY time"""
    with stopping(connection, SECONDS) as stopped:
        try:
            rows = connection.execute(sql, (first, last, last, apart)).fetchall()
        except sqlcipher.OperationalError:
            if not stopped():
                raise
            return None
    return [
        Shown(ObservationId(UUID(bytes=id)), app, title, from_micros(start), from_micros(end), url)
        for id, app, title, url, start, end in rows
    ]


def _bounds(since: datetime | None, until: datetime | None) -> tuple[int, int]:
    return (0 if since is None else to_micros(since), _EVER if until is None else to_micros(until))
