"""What was found and not let through: counted, with its reason and source, never with content; the latest only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storage.clock import from_micros, to_micros
from storage.connection import Connection
from storage.database import Database
from storage.ids import ObservationId
from storage.model import ObservationType, Refusal

# So many are kept; an older one goes for each that comes.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal that is kept: when, why, for which kind (empty: all of the observation), and what it was found in."""

    at: datetime
    reason: str
    kind: str
    observation: ObservationId
    type: ObservationType


class Refusals:
    """The latest refusals; any thread may call. They go with what they were found in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, limit: int = MOST) -> list[Refused]:
        """The latest first."""
        rows = self._database.rows(
            "SELECT r.at, r.reason, r.kind, o.id, o.type FROM refusal r JOIN observation o ON o.seq = r.observation "
            "ORDER BY r.seq DESC LIMIT ?",
            (limit,),
        )
        return [
            Refused(from_micros(at), reason, kind, ObservationId(UUID(bytes=id)), ObservationType(type))
            for at, reason, kind, id, type in rows
        ]

    def counts(self) -> dict[str, int]:
        """How many of those kept there are by reason, the most frequent first."""
        return dict(
            self._database.rows("SELECT reason, count(*) FROM refusal GROUP BY reason ORDER BY 2 DESC, 1")
        )

    def put(self, connection: Connection, refusals: Sequence[Refusal]) -> None:
        """Keeps refusals inside the present transaction."""
        now = to_micros(self._database.clock())
        for one in refusals:
            connection.execute(
                "INSERT INTO refusal(at, kind, reason, observation) SELECT ?, ?, ?, seq FROM observation WHERE id = ?",
                (now, one.kind, one.reason, one.observation.bytes),
            )
        if refusals:
            connection.execute("DELETE FROM refusal WHERE seq <= (SELECT max(seq) FROM refusal) - ?", (MOST,))
