"""For how long what was on the screen: one row for each kept frame, from when until when it stood there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlcipher3 import dbapi2 as sqlcipher

from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Database, Row
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

    def stretches(
        self, since: datetime | None, until: datetime | None
    ) -> list[tuple[datetime, datetime]] | None:
        """When anything stood on a screen within [since, until), oldest first, without overlap; None as `shown`.

        Reads times alone: a month costs what a day of `shown` does.
        """
        return self._database.read(lambda connection: _stretches(connection, since, until))

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
    rows = _in_time(connection, sql, (first, last, last, apart))
    if rows is None:
        return None
    return [
        Shown(ObservationId(UUID(bytes=id)), app, title, from_micros(start), from_micros(end), url)
        for id, app, title, url, start, end in rows
    ]


def _stretches(
    connection: Connection, since: datetime | None, until: datetime | None
) -> list[tuple[datetime, datetime]] | None:
    # A frame with another soon after it stands until that one, whenever it was seen again: the index over times tells.
    # The row is read only of the others.
    sql = f"""
      WITH frame AS (
        SELECT seq, time, lead(time) OVER (PARTITION BY monitor ORDER BY time, seq) AS next
        FROM observation INDEXED BY observation_monitor
        WHERE type = '{ObservationType.FRAME}' AND time >= ?1 AND time < ?2),
      seen AS (
        SELECT time, next, iif(next > time AND next - time <= ?3, time,
          (SELECT max(o.time, coalesce(o.repeat_until, 0)) FROM observation o WHERE o.seq = frame.seq)) AS until
        FROM frame)
      SELECT time, min(?2, iif(next > until AND next - until <= ?3, next, until)) FROM seen ORDER BY time"""
    first, last = _bounds(since, until)
    rows = _in_time(connection, sql, (first, last, int(APART.total_seconds() * 1_000_000)))
    if rows is None:
        return None
    joined: list[list[int]] = []
    for start, end in rows:
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return [(from_micros(start), from_micros(end)) for start, end in joined]


def _in_time(connection: Connection, sql: str, values: Sequence[object]) -> list[Row] | None:
    """The rows; None when there are too many for the time there is."""
    with stopping(connection, SECONDS) as stopped:
        try:
            rows: list[Row] = connection.execute(sql, values).fetchall()
            return rows
        except sqlcipher.OperationalError:
            if not stopped():
                raise
            return None


def _bounds(since: datetime | None, until: datetime | None) -> tuple[int, int]:
    return (0 if since is None else to_micros(since), _EVER if until is None else to_micros(until))
