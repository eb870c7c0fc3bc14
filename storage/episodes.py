"""Episodes: stretches of the same activity, with the observations they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Database
from storage.errors import NotFound
from storage.ids import EpisodeId, ObservationId
from storage.model import Episode


class Episodes:
    """The episodes of a safe. An observation belongs to one episode at most."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, episode: Episode) -> None:
        """Keeps an episode, in place of its former self. Raises NotFound when an observation of it is gone."""
        self._database.write(lambda connection: put(connection, episode))

    def of(self, observations: Sequence[ObservationId]) -> dict[ObservationId, Episode]:
        """The episode each of `observations` belongs to; those in none are absent."""
        found: dict[ObservationId, Episode] = {}
        for id in observations:
            sql = "WHERE e.seq = (SELECT p.episode FROM episode_observation p JOIN observation o "
            episodes = self._several(sql + "ON o.seq = p.observation WHERE o.id = ?)", [id.bytes])
            if episodes:
                found[id] = episodes[0]
        return found

    def latest(self, limit: int) -> list[Episode]:
        """The episodes that ended last, newest first."""
        return self._several("ORDER BY e.ended DESC, e.seq DESC LIMIT ?", [limit])

    def between(self, since: datetime, until: datetime) -> list[Episode]:
        """Episodes that overlap [since, until), oldest first."""
        # Plus signs have SQLite begin at `since`: what is asked for is recent, and hardly any ended later.
        where = "WHERE +e.started < ? AND e.ended >= ? ORDER BY +e.started, e.seq"
        return self._several(where, [to_micros(until), to_micros(since)])

    def open(self) -> Episode | None:
        """The episode that ended last: the one that what comes next may still belong to."""
        latest = self.latest(1)
        return latest[0] if latest else None

    def _several(self, where: str, values: Sequence[object]) -> list[Episode]:
        rows = self._database.rows(
            f"SELECT e.seq, e.id, e.started, e.ended, e.label FROM episode e {where}", values
        )
        return [
            Episode(
                EpisodeId(UUID(bytes=id)), from_micros(started), from_micros(ended), label, self._parts(seq)
            )
            for seq, id, started, ended, label in rows
        ]

    def _parts(self, seq: int) -> tuple[ObservationId, ...]:
        rows = self._database.rows(
            "SELECT o.id FROM episode_observation p JOIN observation o ON o.seq = p.observation "
            "WHERE p.episode = ? ORDER BY o.time, o.seq",
            (seq,),
        )
        return tuple(ObservationId(UUID(bytes=id)) for (id,) in rows)


def put(connection: Connection, episode: Episode) -> None:
    """Keeps an episode inside the present transaction; others it takes observations from shrink, or go.

    Raises NotFound.
    """
    seq = connection.execute(
        "INSERT INTO episode(id, started, ended, label) VALUES (?, ?, ?, ?) ON CONFLICT(id) DO UPDATE "
        "SET started = excluded.started, ended = excluded.ended, label = excluded.label RETURNING seq",
        (episode.id.bytes, to_micros(episode.started), to_micros(episode.ended), episode.label),
    ).fetchone()[0]
    connection.execute("DELETE FROM episode_observation WHERE episode = ?", (seq,))
    robbed: set[int] = set()
    for id in episode.observations:
        row = connection.execute(
            "SELECT o.seq, p.episode FROM observation o LEFT JOIN episode_observation p ON p.observation = o.seq "
            "WHERE o.id = ?",
            (id.bytes,),
        ).fetchone()
        if row is None:
            raise NotFound("An observation of this episode is not there; it may have been forgotten.")
        if row[1] is not None:
            robbed.add(row[1])
        connection.execute(
            "INSERT OR REPLACE INTO episode_observation(observation, episode) VALUES (?, ?)", (row[0], seq)
        )
    for other in robbed - {seq}:
        _shrink(connection, other)


def _shrink(connection: Connection, seq: int) -> None:
    """Fits an episode to what is left of it."""
    first, last = connection.execute(
        "SELECT min(o.time), max(o.time) FROM observation o JOIN episode_observation p ON p.observation = o.seq "
        "WHERE p.episode = ?",
        (seq,),
    ).fetchone()
    if first is None:
        connection.execute("DELETE FROM episode WHERE seq = ?", (seq,))
    else:
        connection.execute("UPDATE episode SET started = ?, ended = ? WHERE seq = ?", (first, last, seq))
